"""T20 Phát hành và kết thúc: the only act that closes. Number, day and signed file come from the issuing body's records clerk."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.acts.papers import BodyOn, Paper
from approvals.models import Document
from processes.models import State
from workflow.acts import Act, Move
from workflow.batch import Batch
from workflow.errors import NotAllowed


class Issue(Paper, Act):
    """Approved → closed, by the numbered, dated, signed document on file; one document may close many shares."""

    name = "issue"
    label = _("Phát hành văn bản, kết thúc hồ sơ")
    sources = (State.APPROVED,)
    targets = (State.CLOSED,)
    transition = "issue"

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """The signed document with its file."""
        return {"paper": self.clean_paper(data, with_file=True)}

    def paper_issuer(self, move: Move, body_on: BodyOn) -> int | None:
        """The Department for its conclusions; UBND tỉnh, whose records the Office keeps, for the authority's decisions: either
        as it stood on the day of the document, whoever registers it afterwards."""
        process = move.process
        office = process.issuer_id if process.directing == "chairman" else process.department_id
        return body_on(office, move.data["paper"]["dated"])

    def paper_kind(self, move: Move) -> str:
        """What the document is, by who directs the task."""
        return Document.Kind.DECISION if move.process.directing == "chairman" else Document.Kind.CONCLUSION

    def prepare(self, moves: Sequence[Move]) -> None:
        """Is the document on file already?"""
        if moves:
            self.find_paper(moves)

    def check(self, move: Move) -> None:
        """Nothing closes without its conclusion or decision in the trail, whatever the state says."""
        needed = "decide" if move.process.directing == "chairman" else "conclude"
        if needed not in {entry.act for entry in move.past}:
            raise NotAllowed(_("Hồ sơ chưa có kết luận hoặc quyết định trong nhật ký nên không kết thúc được."))
        self.check_paper(move)

    def change(self, move: Move) -> None:
        """Name the document in the event."""
        self.name_paper(move)

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """The document, once, and a citation for every share it closes."""
        self.write_paper(moves, batch)


ISSUE = Issue()
