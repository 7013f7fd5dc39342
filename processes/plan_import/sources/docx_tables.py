"""The tables of a Word document: cells as drawn, with what is merged down and across, hidden or struck out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from processes.plan_import.sources.docx_style import Styles
from processes.plan_import.sources.docx_text import Element, Seen, is_on, text_of, w
from processes.plan_import.sources.grid import Box
from processes.plan_import.sources.line import clean

_WRAPPERS = {w(tag) for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
_LAYOUT_COLUMNS = 2


@dataclass
class DrawnRow:
    """One row and what was seen in it."""

    boxes: list[Box]
    seen: Seen


@dataclass
class DrawnTable:
    """The rows that are read; the words of rows that are struck out or hidden; tables of their own inside the cells."""

    rows: list[DrawnRow] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    nested: list[Element] = field(default_factory=list)


def drawn_table(table: Element, styles: Styles) -> DrawnTable:
    """The table as it stands when tracked changes are accepted."""
    drawn = DrawnTable()
    edges = _edges(table)
    above: dict[int, str] = {}
    for row in _inside(table, w("tr")):
        settings = row.find(w("trPr"))
        if settings is not None and settings.find(w("del")) is not None:
            drawn.removed.append(_all_words(row))
        elif settings is not None and is_on(settings.find(w("hidden"))):
            drawn.hidden.append(_all_words(row))
        else:
            seen = Seen()
            boxes = list(_boxes(row, edges, above, styles, seen, drawn))
            drawn.rows.append(DrawnRow(boxes, seen))
    return drawn


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row; forms and tracked insertions may be wrapped around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _edges(table: Element) -> list[float]:
    """Where the columns of the table's grid begin; a document without widths counts each as one."""
    edges = [0.0]
    for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}"):
        width = column.get(w("w"), "")
        edges.append(edges[-1] + (float(width) if width.isdecimal() and float(width) else 1.0))
    return edges


def _boxes(
    row: Element, edges: list[float], above: dict[int, str], styles: Styles, seen: Seen, drawn: DrawnTable
) -> Iterator[Box]:
    at = _value(row, f"{w('trPr')}/{w('gridBefore')}", 0)
    for cell in _inside(row, w("tc")):
        settings = cell.find(w("tcPr"))
        merged = settings.find(w("vMerge")) if settings is not None else None
        end = at + max(_value(cell, f"{w('tcPr')}/{w('gridSpan')}", 1), 1)
        lent = merged is not None and merged.get(w("val"), "continue") == "continue"
        text, bold = (above.get(at, ""), False) if lent else _cell(cell, styles, seen, drawn, len(edges) - 1)
        if not lent:
            above.pop(at, None)
        if merged is not None and not lent:
            above[at] = text
        yield Box(_edge(edges, at), _edge(edges, end), text, lent, bold)
        at = end


def _value(element: Element, path: str, default: int) -> int:
    found = element.find(path)
    text = found.get(w("val"), "") if found is not None else ""
    return min(int(text), 1000) if text.isdecimal() else default


def _edge(edges: list[float], at: int) -> float:
    return edges[at] if at < len(edges) else edges[-1] + (at - len(edges) + 1)


def _cell(cell: Element, styles: Styles, seen: Seen, drawn: DrawnTable, columns: int) -> tuple[str, bool]:
    """The words of a cell, one line a paragraph, and whether all of them are bold."""
    parts: list[str] = []
    bolds: list[bool] = []
    for child in _blocks(cell):
        if child.tag == w("tbl"):
            if columns <= _LAYOUT_COLUMNS and len(child.findall(f"{w('tblGrid')}/{w('gridCol')}")) > _LAYOUT_COLUMNS:
                drawn.nested.append(child)
            else:
                parts.extend(_flat(child, styles, seen))
            continue
        text, number = clean(text_of(child, seen)), styles.number_of(child)
        if text:
            bolds.append(styles.is_bold(child))
        if text or (number and not parts):
            parts.append(f"{number} {text}".strip())
    return "\n".join(part for part in parts if part), bool(bolds) and all(bolds)


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in {w("p"), w("tbl")}:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _flat(table: Element, styles: Styles, seen: Seen) -> Iterator[str]:
    """A table inside a cell as lines, its cells parted by a stroke."""
    seen.nested += 1
    for row in _inside(table, w("tr")):
        cells = (" ".join(clean(text_of(p, seen)) for p in cell.iter(w("p"))) for cell in _inside(row, w("tc")))
        yield " | ".join(cell for cell in cells if cell)


def _all_words(row: Element) -> str:
    return " ".join("".join(node.text or "" for node in row.iter(w("t"), w("delText"))).split())
