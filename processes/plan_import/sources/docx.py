"""Word documents: paragraphs and tables in their order, each with its place. python-docx opens; the XML is read itself,
because python-docx's own cells cost a square of the table's size where cells are merged."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from processes.plan_import.sources.docx_remarks import remarks_of
from processes.plan_import.sources.docx_style import Styles
from processes.plan_import.sources.docx_tables import DrawnTable, drawn_table
from processes.plan_import.sources.docx_text import Element, Seen, text_of, w
from processes.plan_import.sources.grid import lay_out
from processes.plan_import.sources.kinds import damage_refused
from processes.plan_import.sources.line import Line, Place, Remark, Source, clean, row_of
from processes.plan_import.sources.ooxml import refuse_hostile_archive

_WRAPPERS = {w(tag) for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def source_of_docx(content: bytes, name: str) -> Source:
    """The paragraphs and rows of a Word document, tracked changes accepted. Raises NotValid."""
    refuse_hostile_archive(content, name)
    with damage_refused(name):
        document = docx.Document(io.BytesIO(content))
        reader = _Reader(document)
        reader.blocks(document.element.body)
    return Source(name, content, tuple(reader.lines), tuple(reader.remarks))


class _Reader:
    """One pass over the document; numbered lists are counted as it goes."""

    def __init__(self, document: docx.document.Document) -> None:
        self.lines: list[Line] = []
        self.remarks: list[Remark] = []
        self._seen = Seen()
        self._styles = Styles(document.styles.element, _related(document, RELATIONSHIP_TYPE.NUMBERING))
        self._notes = _notes(document)
        self._paragraphs = self._tables = 0
        self._centred = False

    def blocks(self, parent: Element) -> None:
        """Every paragraph and table under an element, in order."""
        for child in parent:
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag in _WRAPPERS:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        self._paragraphs += 1
        place: Place = {"paragraph": self._paragraphs}
        text = clean(text_of(paragraph, self._seen))
        number = self._styles.number_of(paragraph)
        centred = self._styles.is_centred(paragraph)
        if self._centred and not centred:
            self._add(place, "")  # a title ends where the text is no longer centred
        self._centred = centred
        for part in f"{number} {text}".strip().split("\n") if text else [""]:
            self._add(place, part)
        for box in paragraph.iter(w("txbxContent")):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self.blocks(box)

    def _add(self, place: Place, text: str) -> None:
        self.lines.append(Line(len(self.lines) + 1, text, place))
        self._tell()

    def _tell(self) -> None:
        number = len(self.lines)
        self.remarks.extend(remarks_of(self._seen.clear(), number, self._notes))

    def _table(self, element: Element) -> None:
        self._tables += 1
        table = self._tables
        drawn = drawn_table(element, self._styles)
        for number, (row, laid) in enumerate(
            zip(drawn.rows, lay_out([row.boxes for row in drawn.rows]), strict=True), 1
        ):
            place: Place = {"table": table, "row": number}
            self.lines.append(row_of(len(self.lines) + 1, place, table, laid.cells, laid.inherited, bold=laid.bold))
            self.remarks.extend(remarks_of(row.seen, len(self.lines), self._notes))
        self._tell_of_rows(drawn)
        for nested in drawn.nested:
            self._table(nested)

    def _tell_of_rows(self, drawn: DrawnTable) -> None:
        number = max(len(self.lines), 1)
        for text in drawn.removed:
            message = f"Hàng “{text[:80]}” đã bị đánh dấu xóa (track changes): không đọc."
            self.remarks.append(Remark("tracked_changes", number, message))
        for text in drawn.hidden:
            message = f"Hàng “{text[:80]}” bị ẩn trong văn bản: không đọc."
            self.remarks.append(Remark("hidden_row", number, message))


def _related(document: docx.document.Document, kind: str) -> Element | None:
    """The XML of a part of the document, or None when it has none."""
    try:
        part = document.part.part_related_by(kind)
    except KeyError:
        return None
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _notes(document: docx.document.Document) -> dict[str, str]:
    """The footnotes and endnotes by their number: "footnote:2"."""
    found = {}
    for kind, tag in ((RELATIONSHIP_TYPE.FOOTNOTES, "footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "endnote")):
        root = _related(document, kind)
        for note in () if root is None else root.findall(w(tag)):
            found[f"{tag}:{note.get(w('id'))}"] = _whole_text(note.iter(w("p")))
    return found


def _whole_text(paragraphs: Iterator[Element] | Sequence[Element]) -> str:
    return " ".join(clean(text_of(paragraph, Seen())) for paragraph in paragraphs).strip()
