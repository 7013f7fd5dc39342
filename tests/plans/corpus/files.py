"""The plans of the corpus as files: made from their specifications, or those that are kept as received."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from tests.plans import writers
from tests.plans.corpus import oddities, office_block, paper
from tests.plans.corpus.spec import Spec

RECEIVED = Path(__file__).resolve().parents[1] / "received"


@dataclass(frozen=True)
class CorpusFile:
    """A file to be read, and the plan it holds."""

    spec: Spec
    name: str
    content: bytes


def file_of(spec: Spec) -> CorpusFile:
    """The file of a plan: as received where it is kept, else written now."""
    name = f"{spec.name}.{spec.format}"
    kept = RECEIVED / name
    return CorpusFile(spec, name, kept.read_bytes() if kept.exists() else written(spec))


def written(spec: Spec) -> bytes:
    """The plan as a file of its format."""
    plan = plan_of(spec)
    quirks = spec.fields.get("quirks", "").split()
    if spec.format == "docx":
        return oddities.in_word(writers.as_docx(plan), quirks)
    if spec.format == "xlsx":
        return oddities.in_excel(writers.as_xlsx(plan, title=spec.fields.get("sheet", "Phụ lục")), quirks)
    if spec.format == "md":
        return writers.as_markdown(plan)
    if spec.format == "pdf":
        return paper.as_pdf(plan, portrait="portrait" in quirks)
    return as_text(plan)


def as_text(plan: writers.Written) -> bytes:
    """Tabs between the cells, as pasted from Word."""
    rows = ["\t".join(cell.replace("\n", " ") for cell in row) for row in (*plan.headings, *plan.rows)]
    return "\n".join([*plan.above, *rows, *plan.below, ""]).encode()


def plan_of(spec: Spec) -> writers.Written:
    """What is written above, in and below the table, with the oddities of the office that typed it."""
    quirks = spec.fields.get("quirks", "").split()
    odd = lambda text: _odd(text, quirks)
    rows = [[odd(cell) for cell in row] for row in spec.rows]
    return writers.Written(
        [odd(line) for line in office_block.above(spec)],
        [[odd(cell) for cell in row] for row in spec.headings],
        rows,
        [odd(line) for line in office_block.below(spec)],
    )


def _odd(text: str, quirks: list[str]) -> str:
    if "nbsp" in quirks:
        for word in ("Quý", "năm", "Sở", "tháng", "ngày"):
            text = text.replace(f"{word} ", f"{word}\u00a0")
    if "hyphen" in quirks:
        text = text.replace("tuyên truyền", "tuyên tru\u00adyền").replace("nghiệp", "ngh\u200biệp")
    return unicodedata.normalize("NFD", text) if "nfd" in quirks else text
