"""Where a second reading of a plan differs from the first: by task and cell, so that a person sees what is other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from processes.plan_import.amendments import RowChange, row_changes
from processes.plan_import.columns import TITLES
from processes.plan_import.table_rows import TableRow, rows_of

SHOWN = 3
_LONGEST = 60  # characters of a cell quoted in the sentence

Reading = Mapping[str, Any]


def differences(first: Reading, second: Reading) -> list[str]:
    """Every difference between two readings in the shape of `read_plan --json`, in the order of the table."""
    return [*_of_document(first["document"], second["document"]), *_of_groups(first, second), *_of_tasks(first, second)]


def in_words(found: list[str]) -> str:
    """The first few differences as one clause of a sentence."""
    if not found:
        return _("khác ở phần lời, ngoài bảng nhiệm vụ")
    shown = "; ".join(found[:SHOWN])
    return (
        _("{shown}; và {more} chỗ khác").format(shown=shown, more=len(found) - SHOWN) if len(found) > SHOWN else shown
    )


def _of_document(first: Reading, second: Reading) -> Iterator[str]:
    for name, title in (("date", _("ngày ký")), ("title", _("trích yếu"))):
        if first[name] != second[name]:
            yield _change(title, first[name] or "", second[name] or "")


def _of_groups(first: Reading, second: Reading) -> Iterator[str]:
    before, after = ({group["ordinal"]: group["title"] for group in reading["groups"]} for reading in (first, second))
    for ordinal in dict.fromkeys((*before, *after)):
        if before.get(ordinal) != after.get(ordinal):
            yield _change(_("nhóm {ordinal}").format(ordinal=ordinal), before.get(ordinal, ""), after.get(ordinal, ""))


def _of_tasks(first: Reading, second: Reading) -> Iterator[str]:
    """By content: a row put in before the others makes one difference, not as many as there are rows after it."""
    before, after = rows_of(first), rows_of(second)
    for change in row_changes(before, after):
        if change.after is None:
            yield _("thiếu nhiệm vụ {code}").format(code=before[change.before or 0].code)
        elif change.before is None:
            yield _("thêm nhiệm vụ {code}").format(code=after[change.after].code)
        else:
            yield from _of_pair(change, before[change.before], after[change.after])


def _of_pair(change: RowChange, before: TableRow, after: TableRow) -> Iterator[str]:
    for cell in change.cells:
        where = _("{code}, cột {column}").format(code=after.code, column=_(TITLES[cell.name]))
        yield _change(where, cell.old, cell.new)
    if change.moved:
        yield _("nhiệm vụ {code} chuyển chỗ").format(code=before.code)
    elif before.code != after.code and not change.cells:
        yield _("nhiệm vụ {code} đánh số lại thành {later}").format(code=before.code, later=after.code)


def _change(where: str, old: str, new: str) -> str:
    """Quote both texts around the first letter that differs, so that a long cell still shows what moved."""
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, at - _LONGEST // 2)
    return f"{where}: “{_cut(old, start)}” → “{_cut(new, start)}”"


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start and text else "") + text[start:end] + ("…" if len(text) > end else "")
