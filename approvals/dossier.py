"""The dossier of one process as paper: plain values in, PDF out.

The values are those an inspector asks for (domain.md 6.1): what was ordered, who was responsible, what was handed in
and by whom it was judged in which capacity, on what document, and the trail that proves it, with every hash.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from workflow.document_form import SignatureBlock, date_line, number_line

MARK = "BẢN TRÍCH XUẤT"


@dataclass(frozen=True)
class Figure:
    """One figure reported with a result: what it counts, and the count as it is written."""

    label: str
    value: str


@dataclass(frozen=True)
class EvidenceFile:
    """One evidence file: its name as text, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class SubmittedVersion:
    """One locked version of a result; times are aware."""

    version: int
    at: datetime
    person: str
    post: str
    text: str
    figures: tuple[Figure, ...] = ()
    files: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True)
class Opinion:
    """What a reviewer, the Office or an authority said, in which capacity and on whose behalf."""

    at: datetime
    act: str
    person: str
    post: str
    words: str
    capacity: str = ""
    on_behalf_of: str = ""
    version: int | None = None


@dataclass(frozen=True)
class CitedDocument:
    """A numbered document the process rests on; `sha256` is empty when its file is not in the store."""

    kind: str
    number: str
    issued: date | None
    issuer: str
    signer: str = ""
    capacity: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class TrailRow:
    """One event of the trail. `from_state` and `to_state` are labels; equal when nothing moved."""

    seq: int
    at: datetime
    act: str
    person: str
    post: str
    from_state: str
    to_state: str
    hash: str


@dataclass(frozen=True)
class Dossier:
    """Everything the dossier of one process prints. Nothing in it is looked up, computed or guessed here.

    `task_text`, `deadline_text` and the agency cells are the plan's own words, printed as they stand there.
    `demo_clock` is the sentence about the demo clock, empty when real time was used throughout.
    """

    plan_number: str
    plan_date: date
    plan_title: str
    plan_issuer: str
    group: str
    ordinal: str
    task_text: str
    lead: str
    coordinating: str
    directing: str
    deadline_text: str
    period: str
    due: date | None
    responsible: str
    state: str
    head_hash: str
    printed_at: datetime
    printed_by: str
    flags: tuple[str, ...] = ()
    submissions: tuple[SubmittedVersion, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    trail: tuple[TrailRow, ...] = ()
    demo_clock: str = ""
    governing_body: str = "UBND tỉnh Quảng Ngãi"
    issuing_body: str = "Sở Khoa học và Công nghệ"
    place: str = "Quảng Ngãi"
    symbol: str = "PTD-SKHCN"
    recipients: tuple[str, ...] = ("Cơ quan chịu trách nhiệm thực hiện", "Lưu: VT, hồ sơ nhiệm vụ")
    signature: SignatureBlock | None = None

    def file_hashes(self) -> Iterator[tuple[str, str]]:
        """Every file of the dossier once, as (name, SHA-256), in the order of its first appearance."""
        files = [(file.name, file.sha256) for version in self.submissions for file in version.files]
        files += [(f"{each.kind} {each.number}", each.sha256) for each in self.documents if each.sha256]
        yield from dict.fromkeys(files)


def render_dossier(dossier: Dossier) -> bytes:
    """The dossier as PDF in the form of Nghị định 30/2020/NĐ-CP: a marked draft, its number and date left blank.

    The program never numbers, dates or signs a document; what it prints by itself is an extract (domain.md 5.3).
    """
    context = {
        "dossier": dossier,
        "file_hashes": list(dossier.file_hashes()),
        "plan_day": date_line("", dossier.plan_date).removeprefix(", "),
        "mark": MARK,
        "number_line": number_line(None, dossier.symbol),
        "date_line": date_line(dossier.place, None, dossier.printed_at.year),
        "governing_body": dossier.governing_body,
        "issuing_body": dossier.issuing_body,
        "recipients": dossier.recipients,
        "signature": dossier.signature,
    }
    from workflow.documents import render  # WeasyPrint takes over a second to import, and most processes print nothing

    return render("documents/dossier.html", context)
