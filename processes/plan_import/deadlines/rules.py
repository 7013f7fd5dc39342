"""The grammar of time cells: how calendar stretches, recurrences, durations and conditions are put together.

Every rule's value is a function from a `Basis` to a `Deadline`; nothing is computed until the whole cell was read.
To teach the reader a wording, add it to the rule it belongs to and its row to the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from processes.plan_import.deadlines.periods import (
    EVERY,
    Period,
    Refused,
    comma,
    count,
    period,
    several_years,
    small,
    year,
)
from processes.plan_import.deadlines.reading import Basis, Deadline
from processes.plan_import.grammar import Parser, alt, anything, listed, opt, phrase, seq

Reading = Callable[[Basis], Deadline]

_WINDOWS = {
    "year": [Period((1, 12))],
    "half_year": [Period((1, 6)), Period((7, 12))],
    "quarter": [Period((first, first + 2)) for first in (1, 4, 7, 10)],
    "month": [Period((month, month)) for month in range(1, 13)],
}
_FINEST = ["month", "quarter", "half_year", "year"]
_UNITS = {"năm": "year", "quý": "quarter", "quí": "quarter", "tháng": "month", "nửa năm": "half_year"}
_MONTHS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
_TIMES = {1: "year", 2: "half_year", 4: "quarter", 12: "month"}
_ASK = "Mốc bắt đầu hoặc chu kỳ chưa rõ: hãy xác nhận."

# --- words around a stretch -------------------------------------------------------------------------------------
_work = opt(
    phrase(
        "phấn đấu hoàn thành", "thực hiện xong", "hoàn thành xong", "hoàn thành việc", "hoàn thành", "hoàn tất", "xong",
        "kết thúc", "báo cáo", "triển khai thực hiện", "tổ chức thực hiện", "thực hiện", "triển khai", "ban hành", "trình",
    )
)  # fmt: skip
_in = opt(phrase("trong", "vào", "trong cả", "ngay trong"))
_latest = phrase(
    "chậm nhất là", "chậm nhất", "muộn nhất là", "muộn nhất", "không muộn hơn", "không quá", "hạn chót là", "hạn chót",
    "hạn cuối", "thời hạn",
)  # fmt: skip
_until = phrase("cho đến hết", "đến hết", "tới hết", "hết", "đến cuối", "cho đến cuối")
_before = alt(phrase("trước khi kết thúc", "trước thời điểm", "trước hết"), phrase("trước"))


def _by(found: Period) -> Reading:
    return lambda basis: basis.by(found)


def _before_it(found: Period) -> Reading:
    return lambda basis: basis.before(found)


def _during(found: Period) -> Reading:
    return lambda basis: basis.by(found) if found.unit == "day" else basis.during(found)


def _towards(found: Period) -> Reading:
    """"Đến năm 2030": the end of the year is understood, not written."""

    def read(basis: Basis) -> Deadline:
        read = basis.by(found)
        return read if found.unit == "day" or not read.certain else read.doubted("Hiểu là đến hết thời gian này: hãy xác nhận.")

    return read


stretch = alt(
    seq(_work, opt(_latest), _before, period).map(lambda found: _before_it(found[3])),
    seq(_work, phrase("đến trước"), period).map(lambda found: _before_it(found[2])),
    seq(_work, _latest, opt(phrase("vào", "đến", "trong", "đến hết", "hết", "ngày")), period).map(lambda found: _by(found[3])),
    seq(_work, opt(phrase("từ nay", "kể từ nay")), comma, _until, period).map(lambda found: _by(found[4])),
    seq(_work, phrase("đến", "tới", "cho đến"), period).map(lambda found: _towards(found[2])),
    seq(_work, _in, period).map(lambda found: _during(found[2])),
)

# --- from … to … ----------------------------------------------------------------------------------------------------
_signing = seq(
    opt(phrase("ngày")),
    phrase("nay", "khi ban hành", "khi ký", "ký ban hành", "ký", "ban hành", "kế hoạch được ban hành", "khi kế hoạch được ban hành"),
    opt(phrase("kế hoạch", "kế hoạch này")),
).to(None)  # fmt: skip
_reach = alt(
    phrase("đến trước").to(True),
    phrase("đến hết", "đến cuối", "cho đến hết", "đến", "tới hết", "tới", "-").to(False),
)
from_to = seq(_work, opt(phrase("giai đoạn", "trong", "thời gian")), opt(phrase("từ", "kể từ", "bắt đầu từ")), alt(_signing, period), comma, _reach, period).map(
    lambda found: lambda basis: basis.between(found[3], found[6], strict=found[5])
)


def _since(found: Period) -> Reading:
    def read(basis: Basis) -> Deadline:
        start = basis.during(found).start
        return Deadline(basis.text, "continuous", start, None, certain=False, reason=_ASK)

    return read


since = seq(_work, phrase("từ", "kể từ", "bắt đầu từ"), period, opt(phrase("trở đi", "trở về sau"))).map(
    lambda found: _since(found[2])
)

# --- what comes back ----------------------------------------------------------------------------------------------
_each = phrase("hàng", "hằng", "mỗi", "từng", "theo")
_unit = alt(
    phrase("nửa năm", "năm", "quý", "quí", "tháng").map(_UNITS.get),
    phrase("tuần", "ngày").to(None),
    seq(count, phrase("tháng")).map(lambda found: _MONTHS.get(found[0])),
    seq(count, phrase("quý", "quí")).map(lambda found: _MONTHS.get(found[0] * 3)),
    seq(count, phrase("năm")).map(lambda found: "year" if found[0] == 1 else None),
)
_link = phrase(",", "và", "/", "-", "hoặc", ";")
_once = phrase("/ lần", "một lần", "1 lần", "01 lần", "/ 1 lần", "/ 01 lần")


def _finest(found: list[str | None]) -> str | None:
    return min((unit for unit in found if unit), key=_FINEST.index) if all(found) else None


_several_units = listed(seq(opt(_each), _unit).map(lambda found: found[1]), _link).map(_finest)
every = alt(
    seq(opt(phrase("định kỳ")), comma, _each, _several_units, opt(_once)).map(lambda found: found[3]),
    seq(phrase("định kỳ"), opt(phrase(":")), _several_units, opt(_once)).map(lambda found: found[2]),
    seq(_several_units, _once).map(lambda found: found[0]),
    seq(opt(phrase("định kỳ")), opt(phrase("mỗi năm", "hàng năm", "hằng năm")), count, phrase("lần / năm", "lần mỗi năm", "lần một năm", "lần trong năm")).map(lambda found: _TIMES.get(found[2])),
    seq(phrase("mỗi năm", "hàng năm", "hằng năm"), comma, count, phrase("lần")).map(lambda found: _TIMES.get(found[2])),
)  # fmt: skip


def _again(unit: str | None, since: int | None = None, until: int | None = None) -> Reading:
    def read(basis: Basis) -> Deadline:
        if unit is None:
            raise Refused("Chu kỳ này chưa theo dõi được (chỉ tháng, quý, 6 tháng, năm): hãy ghi lại thời hạn.")
        return basis.recurring(
            unit, _WINDOWS[unit], date(since, 1, 1) if since else None, date(until, 12, 31) if until else None
        )

    return read


_later_years = seq(
    comma, phrase("và"), opt(phrase("những", "các")), phrase("năm"),
    phrase("sau đó", "sau", "tiếp theo", "tiếp", "kế tiếp", "về sau"),
)  # fmt: skip
_from_year = seq(opt(phrase("bắt đầu", "thực hiện")), phrase("từ", "kể từ", "từ năm", "kể từ năm"), year, opt(phrase("trở đi"))).map(
    lambda found: (found[2], None)
)
_over_years = seq(opt(phrase("(")), opt(phrase("trong")), several_years, opt(phrase(")"))).map(
    lambda found: (found[2].year, found[2].last_year)
)
recurring = alt(
    every.map(_again),
    seq(_work, opt(phrase("từ")), phrase("năm"), year, _later_years).map(lambda found: _again("year", found[3])),
    seq(every, comma, alt(_from_year, _over_years)).map(lambda found: _again(found[0], *found[2])),
    seq(alt(_from_year, _over_years), comma, every).map(lambda found: _again(found[2], *found[0])),
)


def _on_day(modal: str, number: int, months: list[int], unit: str) -> Reading:
    """A day of the month in every quarter or month: strict when `modal` says "trước"."""
    last = number - 1 if modal == "trước" else number

    def read(basis: Basis) -> Deadline:
        Period((1, 1), (1, number), unit="day").check()
        width = 3 if unit == "quarter" else 1
        windows = [Period((month - (month - 1) % width, month), (1, last)) for month in months]
        if last < 1:
            windows = [Period((month - 1 or 12, month - 1 or 12)) for month in months]
        return basis.recurring(unit, windows)

    return read


_modal = alt(
    phrase("trước ngày", "trước").to("trước"),
    seq(opt(_latest), opt(phrase("vào", "là", "đến")), phrase("ngày")).to("đến"),
)
_of_quarter = seq(opt(phrase("của")), phrase("tháng"), phrase("cuối cùng của", "cuối", "thứ ba", "đầu"), opt(phrase("của", "mỗi", "hàng", "hằng")), phrase("quý", "quí")).map(
    lambda found: [1, 4, 7, 10] if found[2] == "đầu" else [3, 6, 9, 12]
)  # fmt: skip
_every_month = seq(phrase("hàng", "hằng", "mỗi"), phrase("tháng"))
_all_months = list(range(1, 13))
inner = alt(
    seq(opt(every), comma, _work, _modal, small, _of_quarter).map(
        lambda found: _on_day(found[3], found[4], found[5], "quarter")
    ),
    seq(opt(phrase("định kỳ")), _every_month, comma, _work, _modal, small).map(
        lambda found: _on_day(found[4], found[5], _all_months, "month")
    ),
    seq(opt(phrase("định kỳ")), _work, _modal, small, opt(phrase("của")), _every_month).map(
        lambda found: _on_day(found[2], found[3], _all_months, "month")
    ),
)

_undated = period.map(lambda found: found if found.year is None else None)


def _yearly(found: list[Any]) -> Reading:
    modal, stretch_ = found[-2], found[-1]

    def read(basis: Basis) -> Deadline:
        if stretch_ is None:
            raise Refused("Vừa hằng năm vừa có năm cụ thể: hãy ghi lại thời hạn.")
        return modal(stretch_.of(EVERY))(basis)

    return read


_modals = alt(
    seq(opt(_latest), _before).to(_before_it),
    seq(opt(_latest), _until).to(_by),
    alt(_latest, phrase("đến")).to(_by),
    _in.to(_during),
)
yearly = alt(
    seq(opt(phrase("định kỳ")), phrase("hàng năm", "hằng năm", "mỗi năm"), comma, opt(phrase("(")), _work, _modals, _undated).map(_yearly),
    seq(opt(phrase("định kỳ")), phrase("hàng năm", "hằng năm", "mỗi năm"), opt(phrase("(")), _work, _modals, _undated, phrase(")")).map(
        lambda found: _yearly(found[:-1])
    ),
    seq(phrase("định kỳ"), comma, _work, _modals, period).map(lambda found: found[3](found[4])),
)  # fmt: skip


# --- without an end, on a condition ----------------------------------------------------------------------------------
def _forever(found: Any) -> Reading:
    def read(basis: Basis) -> Deadline:
        if found is None:
            return Deadline(basis.text, "continuous", basis.signed)
        if isinstance(found, Period):
            read = basis.during(found)
            return Deadline(basis.text, "continuous", read.start, read.end, certain=False, reason=_ASK)
        read = found(basis)
        return Deadline(basis.text, "continuous", read.start, read.end, read.recurs, windows=read.windows, until=read.until)

    return read


_always = phrase(
    "thường xuyên, liên tục", "thường xuyên liên tục", "thường xuyên", "liên tục", "lâu dài", "thực hiện thường xuyên",
    "nhiệm vụ thường xuyên", "duy trì thường xuyên",
)  # fmt: skip
continuous = alt(
    _always.to(_forever(None)),
    seq(_always, opt(_link), recurring).map(lambda found: _forever(found[2])),
    seq(recurring, opt(_link), _always).map(lambda found: _forever(found[0])),
    seq(_always, opt(_link), _in, period).map(lambda found: _forever(found[3])),
)

_length = alt(
    seq(count, opt(seq(phrase("("), anything())), phrase("ngày làm việc")).map(lambda found: (found[0], "working")),
    seq(count, phrase("ngày")).map(lambda found: (found[0], "day")),
    seq(count, phrase("tuần")).map(lambda found: (found[0] * 7, "day")),
    seq(count, phrase("tháng")).map(lambda found: (found[0], "month")),
    seq(count, phrase("năm")).map(lambda found: (found[0] * 12, "month")),
)
_own_document = seq(
    opt(phrase("ngày", "khi", "thời điểm")),
    opt(phrase("kế hoạch", "kế hoạch này", "quyết định", "quyết định này", "văn bản")),
    opt(phrase("được")),
    phrase("ký ban hành", "ký", "ban hành"),
    opt(phrase("kế hoạch này", "kế hoạch", "quyết định này", "quyết định", "văn bản này", "văn bản")),
)
_counted = opt(phrase("trong vòng", "trong thời hạn", "trong thời gian", "trong", "thời hạn", "không quá", "chậm nhất là", "chậm nhất", "chậm nhất sau", "sau"))  # fmt: skip


def _duration(found: list[Any]) -> Reading:
    length, unit = found[2]

    def read(basis: Basis) -> Deadline:
        if not 1 <= length <= 3660:
            raise Refused("Số ngày không hợp lý: hãy xem lại ô thời hạn.")
        first = basis.signed + timedelta(days=1)
        if unit == "working":
            last = basis.calendar.add_working_days(basis.signed, length)
        else:
            end = basis.signed + timedelta(days=length) if unit == "day" else _months_later(basis.signed, length)
            last = basis.calendar.first_working_day_on_or_after(end)
        read = Deadline(basis.text, "duration", first, last)
        return read if basis.calendar.covers(last) else read.doubted("Lịch ngày nghỉ của năm này chưa có: hãy xác nhận.")

    return read


def _months_later(start: date, months: int) -> date:
    total = start.year * 12 + start.month - 1 + months
    return Period((total % 12 + 1,) * 2, (1, start.day), year=total // 12).last()


duration = seq(_work, _counted, _length, opt(phrase("kể từ", "tính từ", "từ", "sau", "tính từ sau")), _own_document).map(_duration)

EVENT = "Tính từ khi có sự kiện: ghi nhận ngày xảy ra thì mới có hạn."
event = alt(
    seq(_work, _counted, _length, phrase("kể từ", "tính từ", "từ", "sau khi", "sau"), anything()),
    seq(_work, phrase("ngay sau khi", "sau khi", "khi có hướng dẫn", "khi có văn bản", "khi có quyết định", "khi được", "sau"), opt(anything())),
).to(lambda basis: basis.blank("event", EVENT))  # fmt: skip
ON_DEMAND = "Theo yêu cầu: hạn ghi trong từng yêu cầu."
on_demand_words = alt(
    seq(phrase("đột xuất"), opt(seq(comma, opt(phrase("hoặc", "và", "/")), phrase("khi có", "theo", "khi"), anything()))),
    phrase("khi có yêu cầu", "theo yêu cầu", "khi cần thiết", "khi cần", "khi phát sinh", "khi có phát sinh", "khi có đề nghị", "theo đề nghị", "khi được yêu cầu", "khi có chỉ đạo"),
    seq(phrase("khi có yêu cầu", "theo yêu cầu", "theo đề nghị", "khi có đề nghị", "khi có phát sinh", "khi phát sinh", "khi có chỉ đạo"), anything()),
)  # fmt: skip
on_demand = alt(
    on_demand_words, seq(on_demand_words, opt(_link), on_demand_words), seq(phrase("khi có yêu cầu"), _link, phrase("đột xuất"))
).to(lambda basis: basis.blank("on_demand", ON_DEMAND))
REFERENCE = "Thời hạn nằm trong văn bản khác: hãy gắn văn bản đó."
reference = seq(
    _work, phrase("theo", "thực hiện theo", "căn cứ", "bám sát"),
    phrase("tiến độ", "lộ trình", "kế hoạch", "quy định", "chương trình", "hướng dẫn", "chỉ đạo", "thời gian", "thời hạn", "văn bản", "quyết định"),
    opt(anything()),
).to(lambda basis: basis.blank("reference", REFERENCE))  # fmt: skip

simple = alt(inner, recurring, yearly, continuous, duration, stretch, from_to, since, on_demand, event, reference)


# --- two things in one cell -------------------------------------------------------------------------------------------
def _narrower(found: list[Any]) -> Reading:
    outer, narrow = found[0], found[2]

    def read(basis: Basis) -> Deadline:
        wide, inside = outer(basis), narrow(basis)
        if "on_demand" in (wide.kind, inside.kind):
            dated = inside if wide.kind == "on_demand" else wide
            return dated.noted("Ngoài ra còn thực hiện đột xuất khi có yêu cầu.")
        fits = wide.kind == inside.kind == "span" and wide.start <= inside.start and inside.end <= wide.end
        return inside if fits else wide.doubted("Ô có hai thời hạn: hãy chọn một.")

    return read


def _with_year_of(found: list[Any]) -> Reading | None:
    """"Năm 2025 (hoàn thành trong Quý II)": the bracket takes its year from outside."""
    outer, modal, inside = found[0], found[3], found[4]
    return lambda basis: _narrower([lambda b: b.during(outer), None, modal(inside.of(outer.year))])(basis)


_also = alt(phrase(","), phrase(";"), phrase("và"), phrase("hoặc"), seq(phrase(","), phrase("và", "hoặc")))
compound = alt(
    seq(seq(_in, period).map(lambda found: found[1]), phrase("(", ",", ";"), _work, _modals, period, opt(phrase(")"))).map(_with_year_of),
    seq(simple, phrase("("), seq(opt(phrase("hoặc", "và")), simple).map(lambda found: found[1]), phrase(")")).map(_narrower),
    seq(simple, _also, on_demand).map(_narrower),
    seq(on_demand, _also, simple).map(_narrower),
)  # fmt: skip
expected = seq(phrase("dự kiến", "khoảng"), simple).map(
    lambda found: lambda basis: found[1](basis).doubted("Thời hạn mới là dự kiến: hãy xác nhận.")
)
cell: Parser = alt(simple, compound, expected)
