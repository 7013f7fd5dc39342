"""Where a second reading of a plan differs from the first: by task and cell, so that a person sees what moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from processes.plan_import.columns import TITLES

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
    before, after = ({code_of(task): task for task in reading["tasks"]} for reading in (first, second))
    for code in dict.fromkeys((*before, *after)):
        if code not in after:
            yield _("thiếu nhiệm vụ {code}").format(code=code)
        elif code not in before:
            yield _("thêm nhiệm vụ {code}").format(code=code)
        else:
            yield from _of_cells(code, before[code], after[code])


def _of_cells(code: str, before: Reading, after: Reading) -> Iterator[str]:
    rows = [("text", before["text"], after["text"])]
    rows += [(name, before["cells"].get(name, ""), after["cells"].get(name, "")) for name in after["cells"]]
    for name, old, new in rows:
        if old != new:
            yield _change(_("{code}, cột {column}").format(code=code, column=_(TITLES[name])), old, new)


def code_of(task: Reading) -> str:
    """The code of a task of a reading: "I.1"."""
    return f"{task['group']}.{task['ordinal']}" if task["group"] else str(task["ordinal"])


def _change(where: str, old: str, new: str) -> str:
    """Quote both texts around the first letter that differs, so that a long cell still shows what moved."""
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, at - _LONGEST // 2)
    return f"{where}: “{_cut(old, start)}” → “{_cut(new, start)}”"


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start and text else "") + text[start:end] + ("…" if len(text) > end else "")
