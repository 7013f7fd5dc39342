"""Small honest files and their hostile twins, made in the test so that none of them lies in the repository."""

import io
import zipfile
from datetime import date

import pikepdf
import pytest
from PIL import Image

from workflow.errors import NotValid
from workflow.files import Limits, StoredFile, store

TODAY = date(2026, 4, 1)

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{more}</Relationships>"
)
_BODY = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{paragraphs}</w:body></w:document>"
)


def external(kind: str, target: str) -> str:
    """A relation to something outside the file: kind is hyperlink, attachedTemplate, image, ..."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    return f'<Relationship Id="r1" Type="{base}{kind}" Target="{target}" TargetMode="External"/>'


def docx(*paragraphs: str, extra: dict[str, bytes] | None = None, relation: str = "", main: str = _MAIN) -> bytes:
    """A Word file with these paragraphs, and whatever a test wants to smuggle into it."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs or ("Báo cáo kết quả",))
    parts = {
        "[Content_Types].xml": _TYPES.format(main=main).encode(),
        "_rels/.rels": _RELS.format(more="").encode(),
        "word/document.xml": _BODY.format(paragraphs=body).encode(),
        "word/_rels/document.xml.rels": _RELS.format(more=relation).encode(),
        **(extra or {}),
    }
    return archive(parts)


def xlsx(*cells: str) -> bytes:
    """An Excel file whose shared strings are these cells."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells or ("Chỉ tiêu",))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return archive(
        {
            "[Content_Types].xml": _TYPES.format(main=kind).replace("/word/document", "/xl/workbook").encode(),
            "_rels/.rels": _RELS.format(more="").encode(),
            "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{main}"/>'.encode(),
            "xl/sharedStrings.xml": f'<?xml version="1.0"?><sst xmlns="{main}">{strings}</sst>'.encode(),
        }
    )


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip archive with these entries, in order."""
    answer = io.BytesIO()
    with zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return answer.getvalue()


def blank_pdf() -> pikepdf.Pdf:
    """A PDF of one empty A4 page, open for mischief."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    return document


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    answer = io.BytesIO()
    document.save(answer, **options)
    return answer.getvalue()


def picture(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture in that format."""
    answer = io.BytesIO()
    Image.new("RGB", size, "white").save(answer, form)
    return answer.getvalue()


def take(content: bytes, name: str, limits: Limits | None = None, on: date = TODAY) -> StoredFile:
    """Hand a file to the store."""
    return store(io.BytesIO(content), name=name, limits=limits or Limits(), on=on)


def refusal(content: bytes, name: str, limits: Limits | None = None, on: date = TODAY) -> str:
    """The sentence with which the store refuses a file."""
    with pytest.raises(NotValid) as raised:
        take(content, name, limits, on)
    return raised.value.sentence
