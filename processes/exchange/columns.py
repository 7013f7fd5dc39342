"""A column of an exchanged table: its heading, what its cells may hold, and how a value is written and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from workflow.errors import NotValid
from workflow.spreadsheets import Value
from workflow.vietnamese import clean_line, folded, nfc

Plain = str | date | bool | tuple[str, ...] | None
"""A value as tables compare it: text ("" is none), a day, yes or no, several names."""
Values = dict[str, Plain]

EMPTY: dict[str, Plain] = {"text": "", "lines": "", "day": None, "yes": False, "names": (), "choice": ""}
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
_YES, _NO = "Có", "Không"
_YES_WORDS = {"co", "x", "yes", "true", "1", "dung"}
_NO_WORDS = {"", "khong", "no", "false", "0", "sai"}


@dataclass(frozen=True)
class Column:
    """`name` is what the verb calls it; `heading` what the file says, always in Vietnamese: the file is not the screen.

    `kind` is text, lines (text with line ends), day, yes, names (several, parted by “;”) or choice. `fixed` says why a
    recorded value is not changed by a file. An `info` column is written for the reader and ignored when it comes back.
    """

    name: str
    heading: str
    kind: str = "text"
    choices: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    fixed: Any = ""
    info: bool = False

    def is_headed(self, heading: str) -> bool:
        """Is this its heading, whatever the case, the marks and the spaces?"""
        return squeezed(heading) == squeezed(self.heading)

    @property
    def empty(self) -> Plain:
        """What an empty cell means."""
        return EMPTY[self.kind]

    def cell_of(self, value: Plain) -> Value:
        """The value as it is written."""
        if self.kind == "yes":
            return _YES if value else _NO
        if self.kind == "choice":
            return self._word(str(value or ""))
        if isinstance(value, tuple):
            return "; ".join(value)
        return value

    def value_of(self, cell: Value) -> Plain:
        """The value that a cell holds. Raises NotValid."""
        value = _READERS[self.kind](self, cell)
        if self.required and value in ("", None):
            raise NotValid(_("Thiếu “{column}”. Hãy ghi vào ô này.").format(column=self.heading), field=self.name)
        return value

    def same(self, value: Plain) -> Plain:
        """A stored value as it would come back from the file: what a cell is compared with."""
        return _READERS[self.kind](self, self.cell_of(value))

    def shown(self, value: Plain) -> str:
        """The value as a page shows it."""
        cell = self.cell_of(value)
        return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell or "")

    def _word(self, value: str) -> str:
        with override("vi"):
            return str(self.choices.get(value, value))


def squeezed(text: str) -> str:
    """Letters and digits only, without marks: “Đến hết ngày ” and “den het ngay” are one heading."""
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _text(column: Column, cell: Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool | date):
        raise NotValid(_("Ô này phải là chữ. Hãy định dạng ô là chữ rồi ghi lại."), field=column.name)
    if isinstance(cell, float):
        if not cell.is_integer():
            raise NotValid(_("Ô này phải là chữ. Hãy định dạng ô là chữ rồi ghi lại."), field=column.name)
        cell = int(cell)
    return clean_line(str(cell))


def _lines(column: Column, cell: Value) -> str:
    if not isinstance(cell, str):
        return _text(column, cell)
    return "\n".join(clean_line(line) for line in nfc(cell).replace("\r", "\n").splitlines()).strip()


def _day(column: Column, cell: Value) -> date | None:
    if cell is None or isinstance(cell, date):
        return cell
    text = clean_line(str(cell)) if isinstance(cell, str) else ""
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotValid(_("“{text}” không phải là ngày. Hãy ghi như 24/01/2025.").format(text=cell), field=column.name)


def _yes(column: Column, cell: Value) -> bool:
    word = squeezed("" if cell is None else str(cell))
    if word not in _YES_WORDS | _NO_WORDS:
        raise NotValid(
            _("“{text}” không rõ là có hay không. Hãy ghi Có hoặc Không.").format(text=cell), field=column.name
        )
    return word in _YES_WORDS


def _names(column: Column, cell: Value) -> tuple[str, ...]:
    text = str(cell) if isinstance(cell, str) else _text(column, cell)
    parts = (clean_line(part) for line in text.splitlines() for part in line.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _choice(column: Column, cell: Value) -> str:
    """The value whose word, or whose own name, the cell says."""
    text = _text(column, cell)
    if not text:
        return ""
    for value in column.choices:
        if squeezed(text) in (squeezed(column._word(value)), squeezed(value)):
            return value
    sentence = _("Không có “{text}” trong danh sách. Hãy ghi một trong: {choices}.")
    words = ", ".join(column._word(value) for value in column.choices)
    raise NotValid(sentence.format(text=text, choices=words), field=column.name)


_READERS: dict[str, Any] = {
    "text": _text, "lines": _lines, "day": _day, "yes": _yes, "names": _names, "choice": _choice,
}  # fmt: skip
