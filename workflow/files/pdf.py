"""PDF files: only what shows pages. Anything that acts, hides a file or hides behind another format is refused."""

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.files.limits import MEGABYTE, Limits
from workflow.files.pages import PDFIUM_LOCK

# Process-wide limits of qpdf, set once on import: a small object stream must not unfold into all the memory there is.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=64 * MEGABYTE, run_length_max_memory=64 * MEGABYTE, doc_max_warnings=200
)

_TAIL = 1_024
_FORBIDDEN_KEYS = {
    "/JS",
    "/JavaScript",
    "/AA",
    "/EF",
    "/EmbeddedFiles",
    "/RichMediaContent",
    "/RichMedia",
    "/XFA",
    "/Launch",
}
_FORBIDDEN_VALUES = {
    "/S": {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"},
    "/Subtype": {"/RichMedia", "/FileAttachment", "/Movie", "/Screen", "/3D", "/Sound"},
    "/Type": {"/EmbeddedFile"},
}


def inspect_pdf(path: Path, limits: Limits) -> str:
    """Raise `NotValid` unless the file is a plain PDF; return the text of its first page.

    Refused: encryption, JavaScript, OpenAction, Launch, embedded files, RichMedia, bytes before the header or after
    the end mark, a second format in the same file.
    """
    _refuse_polyglot(path)
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise _locked()
            _refuse_active(document, limits)
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except (pikepdf.PdfError, RecursionError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise NotValid(_("Tệp PDF bị hỏng; hãy xuất lại tệp PDF rồi tải lên."), field="files") from error
    return _first_page_text(path)


def _refuse_polyglot(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(5)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    if head != b"%PDF-" or not re.search(rb"%%EOF\s*$", tail) or zipfile.is_zipfile(path):
        raise _refused(_("có dữ liệu lạ trước hoặc sau nội dung PDF"))


def _refuse_active(document: pikepdf.Pdf, limits: Limits) -> None:
    if _acts_when_opened(document.Root.get("/OpenAction")):
        raise _refused(_("có lệnh tự chạy khi mở"))
    if len(document.pages) > limits.max_pages or len(document.objects) > limits.max_objects:
        raise _refused(_("có quá nhiều trang hoặc quá phức tạp"))
    unpacked = 0
    for each in document.objects:
        for dictionary in _dictionaries(each):
            _refuse_dictionary(dictionary)
        if isinstance(each, pikepdf.Stream):
            unpacked += _unpacked_size(each, limits)
        if unpacked > limits.max_unpacked_bytes:
            raise _refused(_("nội dung giải nén lớn bất thường"))


def _acts_when_opened(action: pikepdf.Object | None) -> bool:
    """Whether an OpenAction does more than name the page to show first, as LibreOffice and LaTeX write it."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    return action.get("/S") != pikepdf.Name.GoTo or "/Next" in action


def _unpacked_size(stream: pikepdf.Stream, limits: Limits) -> int:
    """Bytes of a stream once unpacked (over qpdf's own limit it raises); images count by their pixels elsewhere."""
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return len(stream.read_bytes())
    # A drawing scanned at full size is larger than a photograph.
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > 4 * limits.max_pixels:
        raise _refused(_("có ảnh quá lớn bên trong"))
    return 0


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every dictionary written directly inside one object; references lead to objects visited on their own."""
    waiting = [thing]
    while waiting:
        current = waiting.pop()
        if isinstance(current, (pikepdf.Dictionary, pikepdf.Stream)):
            yield current
            inside = [current[key] for key in current.keys()]  # noqa: SIM118 - a pikepdf stream is not a mapping
        elif isinstance(current, pikepdf.Array):
            inside = list(current)
        else:
            continue
        waiting += [item for item in inside if isinstance(item, pikepdf.Object) and not item.is_indirect]


def _refuse_dictionary(dictionary: pikepdf.Object) -> None:
    if _FORBIDDEN_KEYS & set(dictionary.keys()):
        raise _refused(_("có mã lệnh hoặc tệp đính kèm bên trong"))
    for key, values in _FORBIDDEN_VALUES.items():
        value = dictionary.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in values:
            raise _refused(_("có mã lệnh hoặc tệp đính kèm bên trong"))


def _first_page_text(path: Path) -> str:
    with PDFIUM_LOCK:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise NotValid(_("Tệp PDF bị hỏng; hãy xuất lại tệp PDF rồi tải lên."), field="files") from error
        try:
            if not len(document):
                raise NotValid(_("Tệp PDF không có trang nào; hãy xuất lại tệp PDF rồi tải lên."), field="files")
            text: str = document[0].get_textpage().get_text_bounded()
            return text.replace("\r", "\n")
        finally:
            document.close()


def _locked() -> NotValid:
    return NotValid(_("Tệp PDF được đặt mật khẩu; hãy bỏ mật khẩu rồi tải lên lại."), field="files")


def _refused(why: str) -> NotValid:
    return NotValid(
        _("Không nhận tệp PDF này vì %(why)s; hãy in ra PDF mới (Print to PDF) rồi tải lên lại.") % {"why": why},
        field="files",
    )
