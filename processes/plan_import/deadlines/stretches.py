"""Words around one stretch of the calendar: in, by, before, from … to …, since.

Every rule's value is a function from a `Basis` to a `Deadline`; nothing is computed until the whole cell was read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from processes.plan_import.deadlines.periods import Period, comma, period
from processes.plan_import.deadlines.reading import DAY, Basis, Deadline
from processes.plan_import.grammar import alt, opt, phrase, seq

Reading = Callable[[Basis], Deadline]

ASK = "Mốc bắt đầu hoặc chu kỳ chưa rõ: hãy xác nhận."
UNDERSTOOD = "Hiểu là đến hết thời gian này: hãy xác nhận."
VAGUE_END = "Chưa rõ ngày cuối cùng: hãy xác nhận."

# --- words around a stretch -------------------------------------------------------------------------------------
work = opt(
    phrase(
        "phấn đấu hoàn thành", "phấn đấu", "thực hiện xong", "hoàn thành xong", "hoàn thành việc", "hoàn thành", "hoàn tất", "xong",
        "kết thúc", "báo cáo", "triển khai thực hiện", "tổ chức thực hiện", "tổ chức", "thực hiện", "triển khai", "ban hành", "trình",
    )
)  # fmt: skip
within = opt(phrase("trong", "vào", "trong cả", "ngay trong"))
latest = phrase(
    "chậm nhất là", "chậm nhất", "muộn nhất là", "muộn nhất", "không muộn hơn", "không chậm hơn", "không quá", "hạn chót là",
    "hạn chót :", "hạn chót", "hạn cuối :", "hạn cuối", "thời hạn :", "thời hạn",
)  # fmt: skip
until_end = phrase("cho đến hết", "đến hết", "tới hết", "hết", "đến cuối", "cho đến cuối")
before = alt(phrase("trước thời điểm"), phrase("trước"))


def by(found: Period) -> Reading:
    return lambda basis: basis.by(found)


def before_it(found: Period) -> Reading:
    return lambda basis: basis.before(found)


def during(found: Period) -> Reading:
    return lambda basis: basis.by(found) if found.unit == "day" else basis.during(found)


def _towards(found: Period) -> Reading:
    """ "Đến năm 2030": the end of the year is understood, not written."""

    def read(basis: Basis) -> Deadline:
        read = basis.by(found)
        return read if found.unit == "day" or not read.certain else read.doubted(UNDERSTOOD)

    return read


def _before_its_end(found: Period) -> Reading:
    return lambda basis: basis.by(found).doubted(VAGUE_END)


stretch = alt(
    seq(work, phrase("trước khi kết thúc", "trước khi hết", "trước hết"), period).map(
        lambda found: _before_its_end(found[2])
    ),
    seq(work, opt(latest), before, period).map(lambda found: before_it(found[3])),
    seq(work, phrase("đến trước"), period).map(lambda found: before_it(found[2])),
    seq(work, latest, opt(phrase("vào", "đến", "trong", "đến hết", "hết", "ngày")), period).map(
        lambda found: by(found[3])
    ),
    seq(work, opt(phrase("từ nay", "kể từ nay")), comma, until_end, period).map(lambda found: by(found[4])),
    seq(work, phrase("đến", "tới", "cho đến"), period).map(lambda found: _towards(found[2])),
    seq(work, within, period).map(lambda found: during(found[2])),
)

# --- from … to … ----------------------------------------------------------------------------------------------------
_signing = seq(
    opt(phrase("ngày")),
    phrase("nay", "khi ban hành", "khi ký", "ký ban hành", "ký", "ban hành", "kế hoạch được ban hành", "khi kế hoạch được ban hành"),
    opt(phrase("kế hoạch", "kế hoạch này")),
).to(None)  # fmt: skip
_reach = alt(
    phrase("đến trước").to("trước"),
    phrase("đến hết", "đến cuối", "cho đến hết", "tới hết").to("hết"),
    phrase("đến", "tới").to("đến"),
    phrase("-"),
)


def _is_range(found: list[Any]) -> bool:
    """ "tháng 1 đến tháng 2-2026": what follows the dash is the year of the months, not the end of a range; nor is "2025-11/05" one."""
    first, reach, last = found[3], found[5], found[6]
    alike = first is None or first.unit == last.unit or (first.year is not None and last.year is not None)
    return reach != "-" or alike


def _from_to(found: list[Any]) -> Reading:
    first, reach, last = found[3], found[5], found[6]

    def read(basis: Basis) -> Deadline:
        span = basis.between(first, last, strict=reach == "trước")
        understood = first is None and reach == "đến" and last.unit != "day" and span.certain
        return span.doubted(UNDERSTOOD) if understood else span

    return read


from_to = (
    seq(
        work,
        opt(phrase("giai đoạn", "trong", "thời gian")),
        opt(phrase("từ", "kể từ", "bắt đầu từ")),
        alt(_signing, period),
        comma,
        _reach,
        period,
    )
    .where(_is_range)
    .map(_from_to)
)


def _since(found: Period) -> Reading:
    def read(basis: Basis) -> Deadline:
        start = basis.during(found).start
        return Deadline(basis.text, "continuous", start, None, certain=False, reason=ASK)

    return read


def _after(found: Period) -> Reading:
    """ "Sau ngày 01/7/2025": a beginning without an end, and no event to wait for."""

    def read(basis: Basis) -> Deadline:
        start = max(basis.during(found).end or basis.signed, basis.signed) + DAY
        return Deadline(basis.text, "continuous", start, None, certain=False, reason=ASK)

    return read


since = alt(
    seq(work, phrase("từ sau", "kể từ sau", "sau"), period).map(lambda found: _after(found[2])),
    seq(work, phrase("từ", "kể từ", "bắt đầu từ"), period, opt(phrase("trở đi", "trở về sau"))).map(
        lambda found: _since(found[2])
    ),
)
