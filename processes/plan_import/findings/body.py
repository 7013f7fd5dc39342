"""The table against the body of the document, item by item (domain.md 1.5 B).

Neither text is "the" text: both are shown. A difference of mere place words, case or marks is one of form; anything
else may change what has to be done and is called a difference of substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from processes.plan_import.findings.finding import Finding
from processes.plan_import.sources import Line, in_words
from processes.plan_import.table import GroupRow, Table, TaskRow

_ITEM = re.compile(r"\s*(?:[a-zđ]\)|\d+(?:\.\d+)*[.)]|[-–+])\s+(\S.*)")
_TOKEN = re.compile(r"</?\w+>|\*+|\w+|[^\w\s]")
_MARKUP = re.compile(r"</?\w+>|\*+")
_PLACE = {"tỉnh", "quảng", "ngãi", "địa", "phương", "bàn", "trên", "tại", "trong", "của", "toàn", "ở"}
_ALIKE = 0.6
_COMPARISONS = 40_000


def findings(above: Sequence[Line], table: Table) -> Iterator[Finding]:
    """One finding for each item of the table whose words differ from its counterpart in the body."""
    items = [(line, found[1].strip()) for line in above if (found := _ITEM.fullmatch(line.text))]
    rows: list[TaskRow | GroupRow] = sorted([*table.groups, *table.tasks], key=lambda row: row.line)
    stops: list[str] = []
    if len(items) * len(rows) > _COMPARISONS:
        yield Finding(
            "body_not_compared", table.header.number, "Bảng quá dài: chưa so từng mục với phần lời của văn bản."
        )
        return
    for row in rows if items else []:
        text = row.title if isinstance(row, GroupRow) else row.text
        name = f"Nhóm {row.ordinal}" if isinstance(row, GroupRow) else f"Nhiệm vụ {row.id}"
        match = _counterpart(text, items)
        if match is None:
            yield Finding("not_in_body", row.line, f"{name}: không thấy nội dung tương ứng trong phần lời của văn bản.")
            continue
        line, body = match
        if body.endswith(".") != text.rstrip().endswith("."):
            stops.append(name.removeprefix("Nhiệm vụ "))
        difference = _difference(body.rstrip("."), text.rstrip().rstrip("."))
        if difference:
            kind, said, written = difference
            yield Finding(kind, row.line, _sentence(name, line, kind, said, written))
    if stops:
        message = f"{len(stops)} mục có dấu chấm cuối khác nhau giữa phần lời và bảng: {', '.join(stops)}."
        yield Finding("final_stop_differs_from_body", table.header.number, message)


def _sentence(name: str, line: Line, kind: str, said: str, written: str) -> str:
    weight = "khác về nội dung" if kind == "body_differs_in_substance" else "khác về hình thức"
    return f"{name} {weight} với phần lời ({in_words(line.place)}): phần lời ghi “{said}”, bảng ghi “{written}”."


def _counterpart(text: str, items: list[tuple[Line, str]]) -> tuple[Line, str] | None:
    """The item of the body most like a row, if any is like it at all."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_words(text))
    best, score = None, _ALIKE
    for line, body in items:
        matcher.set_seq1(_words(body))
        if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and (ratio := matcher.ratio()) > score:
            best, score = (line, body), ratio
    return best


def _words(text: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(text)]


def _difference(body: str, table: str) -> tuple[str, str, str] | None:
    """(kind, body's words, table's words), each with the words around them; None when the texts are the same."""
    left, right = list(_TOKEN.finditer(body)), list(_TOKEN.finditer(table))
    blocks = SequenceMatcher(None, [token[0] for token in left], [token[0] for token in right], autojunk=False)
    changes = [code for code in blocks.get_opcodes() if code[0] != "equal"]
    if not changes:
        return None
    first, last = changes[0], changes[-1]
    words = set()
    for _, a, b, c, d in changes:
        old, new = [token[0] for token in left[a:b]], [token[0] for token in right[c:d]]
        if [word.lower() for word in old] != [word.lower() for word in new]:
            words |= {word.lower() for word in (*old, *new) if word[0].isalnum()}
    markup = any(_MARKUP.fullmatch(token[0]) for _, a, b, c, d in changes for token in (*left[a:b], *right[c:d]))
    substance = bool(words - _PLACE) and not (markup and not words - _PLACE)
    kind = "body_differs_in_substance" if substance else "body_differs_in_form"
    return kind, _around(body, left, first[1], last[2]), _around(table, right, first[3], last[4])


def _around(text: str, tokens: list[re.Match[str]], start: int, end: int) -> str:
    """The words from `start` to `end` with two words on either side."""
    low, high = max(start - 3, 0), min(end + 3, len(tokens))
    return text[tokens[low].start() : tokens[high - 1].end()] if tokens[low:high] else ""
