"""What comes back every year, half-year, quarter or month, and the day in it that counts."""

from __future__ import annotations

from datetime import date
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
from processes.plan_import.deadlines.stretches import (
    Reading,
    before,
    before_it,
    by,
    during,
    latest,
    until_end,
    within,
    work,
)
from processes.plan_import.grammar import alt, listed, opt, phrase, seq

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

# --- what comes back ----------------------------------------------------------------------------------------------
_each = phrase("hàng", "hằng", "mỗi", "từng", "theo")
_unit = alt(
    phrase("nửa năm", "năm", "quý", "quí", "tháng").map(_UNITS.get),
    phrase("tuần", "ngày").to(None),
    seq(count, phrase("tháng")).map(lambda found: _MONTHS.get(found[0])),
    seq(count, phrase("quý", "quí")).map(lambda found: _MONTHS.get(found[0] * 3)),
    seq(count, phrase("năm")).map(lambda found: "year" if found[0] == 1 else None),
)
link = phrase(",", "và", "/", "-", "hoặc", ";")
_once = phrase("/ lần", "một lần", "1 lần", "01 lần", "/ 1 lần", "/ 01 lần")


def _finest(found: list[str | None]) -> str | None:
    return min((unit for unit in found if unit), key=_FINEST.index) if all(found) else None


_units = listed(seq(opt(_each), _unit).map(lambda found: found[1]), link)
_several_units = _units.map(_finest)
every = alt(
    _units.where(lambda found: len(found) > 1).map(_finest),
    seq(phrase("định kỳ ("), _several_units, phrase(")")).map(lambda found: found[1]),
    seq(opt(phrase("định kỳ")), comma, _each, _several_units, opt(_once)).map(lambda found: found[3]),
    seq(phrase("định kỳ"), opt(phrase(":")), _several_units, opt(_once)).map(lambda found: found[2]),
    seq(_several_units, _once).map(lambda found: found[0]),
    seq(
        opt(phrase("định kỳ")),
        opt(phrase("mỗi năm", "hàng năm", "hằng năm")),
        count,
        phrase("lần / năm", "lần mỗi năm", "lần một năm", "lần trong năm"),
    ).map(lambda found: _TIMES.get(found[2])),
    seq(phrase("mỗi năm", "hàng năm", "hằng năm"), comma, count, phrase("lần")).map(lambda found: _TIMES.get(found[2])),
)


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
    phrase("sau đó", "sau", "tiếp theo", "tiếp sau", "tiếp", "kế tiếp", "về sau"),
)  # fmt: skip
_from_year = seq(
    opt(phrase("bắt đầu", "thực hiện")), phrase("từ", "kể từ", "từ năm", "kể từ năm"), year, opt(phrase("trở đi"))
).map(lambda found: (found[2], None))
_over_years = seq(opt(phrase("(")), opt(phrase("trong")), several_years, opt(phrase(")"))).map(
    lambda found: (found[2].year, found[2].last_year)
)
recurring = alt(
    seq(work, every).map(lambda found: _again(found[1])),
    seq(every, phrase("("), alt(_from_year, _over_years), phrase(")")).map(lambda found: _again(found[0], *found[2])),
    seq(work, opt(phrase("từ")), phrase("năm"), year, _later_years).map(lambda found: _again("year", found[3])),
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
    seq(opt(latest), opt(phrase("vào", "là", "đến")), phrase("ngày")).to("đến"),
)
_of_quarter = seq(
    opt(phrase("của")),
    phrase("tháng"),
    phrase("cuối cùng của", "cuối", "thứ ba", "đầu"),
    opt(phrase("của", "mỗi", "hàng", "hằng")),
    phrase("quý", "quí"),
).map(lambda found: [1, 4, 7, 10] if found[2] == "đầu" else [3, 6, 9, 12])
_every_month = seq(phrase("hàng", "hằng", "mỗi"), phrase("tháng"))
_all_months = list(range(1, 13))
_then = opt(phrase(",", ":"))
inner = alt(
    seq(opt(every), _then, work, _modal, small, _of_quarter).map(
        lambda found: _on_day(found[3], found[4], found[5], "quarter")
    ),
    seq(every, phrase("("), work, _modal, small, _of_quarter, phrase(")")).map(
        lambda found: _on_day(found[3], found[4], found[5], "quarter")
    ),
    seq(opt(phrase("định kỳ")), _every_month, comma, work, _modal, small).map(
        lambda found: _on_day(found[4], found[5], _all_months, "month")
    ),
    seq(opt(phrase("định kỳ")), work, _modal, small, opt(phrase("của")), _every_month).map(
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


modals = alt(
    seq(opt(latest), before).to(before_it),
    seq(opt(latest), until_end).to(by),
    alt(latest, phrase("đến")).to(by),
    within.to(during),
)
yearly = alt(
    seq(opt(phrase("định kỳ")), phrase("hàng năm", "hằng năm", "mỗi năm"), comma, opt(phrase("(")), work, modals, _undated).map(_yearly),
    seq(opt(phrase("định kỳ")), phrase("hàng năm", "hằng năm", "mỗi năm"), opt(phrase("(")), work, modals, _undated, phrase(")")).map(
        lambda found: _yearly(found[:-1])
    ),
    seq(phrase("định kỳ"), comma, work, modals, period).map(lambda found: found[3](found[4])),
)  # fmt: skip
