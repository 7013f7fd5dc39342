"""Stretches of the calendar as plans write them: a day, a month, quarters, a half-year, a year, several years.

A `Period` may have no year yet ("tháng 3" in "từ tháng 3 đến tháng 9/2025"), one, two ("2025-2026"), or come back
every year (`EVERY`). Nothing is computed before `first` and `last` are asked for: an impossible day is refused there.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from processes.plan_import.grammar import Parser, alt, listed, matching, nothing, opt, phrase, seq

EVERY = -1
MONTHS_OF_YEAR = 12
LEAP = 2024  # a day that no leap year has, no year has
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_WORDS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_SPELLED = "|".join(_WORDS)
_TWO_WAYS = "Ô ngày tháng đọc được hai cách: hãy xác nhận."
_SHORT_WORD = "Quý hoặc tháng viết tắt: hãy xác nhận."
_SHORT_YEAR = "Năm chỉ ghi hai chữ số: hãy xác nhận."


class Refused(Exception):
    """This deadline cannot be a date; the message says why, in words for a clerk."""


@dataclass(frozen=True)
class Period:
    """From (month, day) to (month, day); `last_day` 31 means the end of that month, whatever its length."""

    months: tuple[int, int]
    days: tuple[int, int] = (1, 31)
    year: int | None = None
    last_year: int | None = None
    unit: str = "year"
    doubt: str = ""

    def of(self, year: int | None) -> Period:
        """The same stretch in that year, unless it has one."""
        return self if self.year is not None or year is None else replace(self, year=year)

    @property
    def yearly(self) -> bool:
        return self.year == EVERY

    def first(self, year: int | None = None) -> date:
        """Its first day; Refused if there is no such day or no year."""
        return self._day(year if year is not None else self.year, self.months[0], self.days[0])

    def last(self, year: int | None = None) -> date:
        """Its last day, included; Refused if there is no such day or no year."""
        return self._day(year if year is not None else (self.last_year or self.year), self.months[1], self.days[1])

    def _day(self, year: int | None, month: int, day: int) -> date:
        if year is None:
            raise Refused("Thiếu năm: hãy ghi rõ năm của thời hạn.")
        if not 1 <= month <= MONTHS_OF_YEAR:
            raise Refused(
                f"Không có {'quý' if self.unit == 'quarter' else 'tháng'} này trong năm: hãy xem lại ô thời hạn."
            )
        if not 1900 <= year <= 2200:
            raise Refused(f"Năm {year} không hợp lý: hãy xem lại ô thời hạn.")
        longest = monthrange(year, month)[1]
        if self.unit == "day" and not 1 <= day <= longest:
            named = f"{day}/{month}/{year}" if self.year == year else f"{day}/{month}"
            raise Refused(f"Không có ngày {named}: hãy xem lại ô thời hạn.")
        return date(year, month, min(day, longest))

    def check(self) -> None:
        """Refused at once where no year could make it a date: Quý V, 31/4, 30/2, tháng 13."""
        anywhere = self.year if self.year and not self.yearly else LEAP
        self.first(anywhere)
        self.last(anywhere)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else (_ROMAN.get(word) or _WORDS.get(word) or 0)


small = matching(r"\d{1,3}").map(_number)
count = matching(r"\d{1,4}|ba|sáu|chín").map(_number)
year = matching(r"\d{4}").map(int)
comma = opt(phrase(","))
_sep = opt(alt(phrase("/", "-", ",", "."), phrase("của")))

every_year = seq(opt(phrase("của")), phrase("hàng năm", "hằng năm", "mỗi năm", "từng năm", "các năm")).to(EVERY)
_year_tail = alt(
    seq(phrase("("), opt(phrase("năm", "của năm", "trong năm")), year, phrase(")")).map(lambda found: found[2]),
    seq(_sep, opt(phrase("năm", "của năm", "trong năm")), year).map(lambda found: found[-1]),
    seq(comma, every_year).to(EVERY),
    nothing(),
)


def _dated(rule: Parser) -> Parser:
    """A stretch with its year behind it: a number, "hàng năm", or nothing yet."""
    return seq(rule, _year_tail).map(lambda found: found[0].of(found[1]))


def _run(item: Parser) -> Parser:
    """A range ("III - IV") or an enumeration ("I, II"): (first, last, whether nothing is left out between)."""
    span = seq(item, phrase("-", "đến", "tới"), item).map(lambda found: (found[0], found[2], True))
    several = listed(item, phrase(",", "và", "+", "&")).map(
        lambda found: (found[0], found[-1], found == list(range(found[0], found[-1] + 1)))
    )
    return alt(span, several)


def _stretch(unit: str, width: int) -> Callable[[tuple[int, int, bool]], Period]:
    def make(found: tuple[int, int, bool]) -> Period:
        first, last, whole = found
        doubt = "" if whole else "Ô nêu nhiều mốc không liền nhau: hãy xác nhận thời hạn."
        return Period((first * width - width + 1, last * width), unit=unit, doubt=doubt)

    return make


def _shortened(found: Period) -> Period:
    return replace(found, doubt=found.doubt or _SHORT_WORD)


_quarter_word = phrase("quý", "quí")
_quarter = seq(opt(_quarter_word), matching(rf"[ivx]+|\d{{1,2}}|{_SPELLED}").map(_number)).map(lambda found: found[1])
quarters = alt(
    seq(opt(phrase("các")), _quarter_word, _run(_quarter)).map(lambda found: _stretch("quarter", 3)(found[2])),
    seq(phrase("q.", "q"), _run(_quarter)).map(lambda found: _shortened(_stretch("quarter", 3)(found[1]))),
    matching("qi{1,3}|qiv").map(lambda word: _shortened(_stretch("quarter", 3)((_ROMAN[word[1:]],) * 2 + (True,)))),
)

_month_word = phrase("tháng")
_month = seq(opt(_month_word), alt(small, matching(_SPELLED).map(_number))).map(lambda found: found[1])
months = alt(
    seq(opt(phrase("các")), _month_word, _run(_month)).map(lambda found: _stretch("month", 1)(found[2])),
    seq(phrase("t"), _run(_month)).map(lambda found: _shortened(_stretch("month", 1)(found[1]))),
)

_on = opt(phrase("ngày :", "ngày"))
day = alt(
    seq(_on, small, phrase("/", "-", "."), small),
    seq(_on, small, comma, _month_word, small).map(lambda found: [found[0], found[1], None, found[4]]),
).map(lambda found: Period((found[3], found[3]), (found[1], found[1]), unit="day"))
_two_digits = matching(r"\d{2}").map(int)
_midnight = opt(phrase("00 : 00 : 00"))
written_day = alt(
    # As spreadsheets write it: 2025-11-05 is the fifth of November.
    seq(year, phrase("-"), _two_digits, phrase("-"), _two_digits, _midnight).map(
        lambda found: Period((found[2], found[2]), (found[4], found[4]), year=found[0], unit="day")
    ),
    seq(_on, small, phrase("/"), small, phrase("/"), _two_digits).map(
        lambda found: Period(
            (found[3], found[3]), (found[1], found[1]), year=2000 + found[5], unit="day", doubt=_SHORT_YEAR
        )
    ),
    # "03-9/2025": from March to September, or the third of September.
    seq(small, phrase("-"), small, phrase("/"), year)
    .where(lambda found: found[0] < found[2] <= MONTHS_OF_YEAR)
    .map(lambda found: Period((found[0], found[2]), year=found[4], unit="month", doubt=_TWO_WAYS)),
)


def _part_of_year(found: list[Any]) -> Period:
    months_in_it = found[0]
    if not 1 <= months_in_it <= MONTHS_OF_YEAR:
        return Period((0, 0), unit="month")
    first = found[2] == "đầu"
    return Period((1, months_in_it) if first else (MONTHS_OF_YEAR + 1 - months_in_it, MONTHS_OF_YEAR))


part_of_year = alt(
    seq(count, _month_word, phrase("đầu", "cuối"), opt(phrase("năm", "của năm"))),
    seq(phrase("nửa").to(6), nothing(), phrase("đầu", "cuối", "sau"), phrase("năm")),
).map(_part_of_year)

month_of_year = seq(small, phrase("/"), year).map(
    lambda found: Period((found[0], found[0]), year=found[2], unit="month")
)

one_year = seq(
    opt(phrase("năm", "cả năm", "các năm", "những năm", "năm tài chính", "năm ngân sách", "năm kế hoạch")), year
).map(lambda found: Period((1, 12), year=found[1]))


def _years(found: list[Any]) -> Period:
    first, last, whole = found[-1]
    doubt = "" if whole else "Các năm không liền nhau: hãy xác nhận."
    return Period((1, 12), year=first, last_year=last, doubt=doubt)


several_years = seq(
    opt(phrase("trong các", "trong", "các")),
    opt(phrase("02", "2", "hai", "03", "3", "ba", "05", "5")),
    opt(phrase("cả giai đoạn", "giai đoạn :", "giai đoạn", "gđ", "thời kỳ", "các năm", "năm", "năm tài chính")),
    opt(phrase("năm")),
    _run(seq(opt(phrase("năm")), year).map(lambda found: found[1])).where(lambda found: found[0] != found[1]),
).map(_years)

school_year = seq(phrase("năm học"), year, phrase("-", "/", "đến"), year).map(
    lambda found: Period(
        (9, 5),
        year=found[1],
        last_year=found[3],
        doubt="Năm học: thời gian theo khung kế hoạch của UBND tỉnh, hãy xác nhận.",
    )
)

_THIRDS_OF_YEAR = {"đầu": (1, 3), "giữa": (4, 6), "cuối": (10, 12)}
_THIRDS_OF_MONTH = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31)}
_VAGUE = "Thời hạn ước chừng: hãy xác nhận ngày cụ thể."


def _vague_quarter(found: list[Any]) -> Period:
    month = found[1].months[0] + ("đầu", "giữa", "cuối").index(found[0])
    return replace(found[1], months=(month, month), doubt=_VAGUE)


_part = phrase("đầu", "giữa", "cuối")
vague = alt(
    seq(_part, phrase("năm")).map(lambda found: Period(_THIRDS_OF_YEAR[found[0]], doubt=_VAGUE)),
    seq(_part, quarters).map(_vague_quarter),
    seq(_part, months).map(lambda found: replace(found[1], days=_THIRDS_OF_MONTH[found[0]], doubt=_VAGUE)),
)

period = alt(
    written_day,
    _dated(quarters),
    _dated(part_of_year),
    _dated(day),
    _dated(months),
    month_of_year,
    _dated(vague),
    one_year,
    several_years,
    school_year,
)
