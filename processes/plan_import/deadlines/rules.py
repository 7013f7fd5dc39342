"""The whole time cell: one expression, or two of which one narrows the other.

To teach the reader a wording, add it to the rule it belongs to (stretches, recurrences, conditions) and its row to the tests.
"""

from __future__ import annotations

from typing import Any

from processes.plan_import.deadlines.conditions import continuous, duration, event, on_demand, reference
from processes.plan_import.deadlines.periods import period
from processes.plan_import.deadlines.reading import Basis, Deadline
from processes.plan_import.deadlines.recurrences import inner, modals, recurring, yearly
from processes.plan_import.deadlines.stretches import Reading, from_to, since, stretch, within, work
from processes.plan_import.grammar import Parser, alt, opt, phrase, seq

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
    """ "Năm 2025 (hoàn thành trong Quý II)": the bracket takes its year from outside."""
    outer, modal, inside = found[0], found[3], found[4]
    return _narrower([lambda b: b.during(outer), None, modal(inside.of(outer.year))])


_also = alt(phrase(","), phrase(";"), phrase("và"), phrase("hoặc"), seq(phrase(","), phrase("và", "hoặc")))
compound = alt(
    seq(seq(within, period).map(lambda found: found[1]), phrase("(", ",", ";"), work, modals, period, opt(phrase(")"))).map(_with_year_of),
    seq(simple, phrase("("), seq(opt(phrase("hoặc", "và")), simple).map(lambda found: found[1]), phrase(")")).map(_narrower),
    seq(simple, _also, on_demand).map(_narrower),
    seq(on_demand, _also, simple).map(_narrower),
)  # fmt: skip
expected = alt(
    seq(phrase("dự kiến", "khoảng"), simple).map(lambda found: found[1]),
    seq(simple, opt(phrase("(", ",")), phrase("dự kiến"), opt(phrase(")"))).map(lambda found: found[0]),
).map(lambda read: lambda basis: read(basis).doubted("Thời hạn mới là dự kiến: hãy xác nhận."))
cell: Parser = alt(simple, compound, expected)
