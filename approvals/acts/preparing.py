"""Preparing a result: the draft, and evidence files as they are uploaded. Each hand that touches it is in the trail."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from approvals.models import Draft, DraftFile
from processes.models import State
from workflow.acts import Act, Move, optional_number
from workflow.batch import Batch
from workflow.errors import Conflict, NotValid

MAX_FILES = 20
_FILE = ("sha256", "name", "size", "media_type")


class InDraft(Act):
    """An act on the draft of a share in progress. The state stays and no duty is answered."""

    sources = (State.IN_PROGRESS,)
    answers = ""
    checks_version = False
    needs_history = False

    def prepare(self, moves: Sequence[Move]) -> None:
        """Read or open the drafts of the set and lock them: two tabs are told apart by the draft's version."""
        ids = [move.process.pk for move in moves]
        if not ids:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO draft (process_id, text, figures, version) SELECT u, '', '[]', 0"
                " FROM unnest(%s::bigint[]) AS u ON CONFLICT (process_id) DO NOTHING",
                [ids],
            )
        drafts = {draft.process_id: draft for draft in Draft.objects.select_for_update().filter(process__in=ids)}
        for move in moves:
            move.row = drafts[move.process.pk]


class Prepare(InDraft):
    """A person's first hand on the draft since it was last submitted: from now on he is one of those who did the work."""

    name = "prepare"
    label = _("Soạn kết quả")


class Attach(InDraft):
    """A file is added to the draft; its SHA-256, size and uploader are in the trail from this moment."""

    name = "attach"
    label = _("Thêm minh chứng")

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`file`: {"sha256", "name", "size", "media_type"} of a file that the evidence store has accepted."""
        file = data.get("file") or {}
        if not set(_FILE) <= set(file):
            raise NotValid(_("Chưa có tệp nào được tải lên."), field="file")
        return {"file": {name: file[name] for name in _FILE}}

    def prepare(self, moves: Sequence[Move]) -> None:
        """The drafts, locked, and the hashes of the files that each carries already."""
        super().prepare(moves)
        carried: dict[int, list[str]] = {}
        rows = DraftFile.objects.filter(draft__in=[move.row.pk for move in moves])
        for draft, sha256 in rows.values_list("draft_id", "file__sha256"):
            carried.setdefault(draft, []).append(sha256)
        for move in moves:
            move.data = {**move.data, "carried": carried.get(move.row.pk, [])}

    def check(self, move: Move) -> None:
        """No more files than allowed, and not the same file twice."""
        carried = move.data["carried"]
        if len(carried) >= MAX_FILES:
            sentence = _("Mỗi kết quả kèm tối đa {limit} tệp. Hãy gộp tài liệu hoặc bỏ bớt tệp.")
            raise NotValid(sentence.format(limit=MAX_FILES), field="file")
        if move.data["file"]["sha256"] in carried:
            raise NotValid(_("Tệp này đã có trong kết quả đang soạn."), field="file")

    def change(self, move: Move) -> None:
        """Name the file in the event."""
        file = move.data["file"]
        move.extra["files"] = [{"sha256": file["sha256"], "size": file["size"]}]
        move.texts["file_name"] = file["name"]

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """Keep the uploads, and put each into its draft."""
        rows = [
            (move.process.pk, *(move.data["file"][name] for name in _FILE), move.capacity.post, move.at)
            for move in moves
        ]
        batch.add_rows(
            "WITH upload AS (INSERT INTO evidence_file (process_id, sha256, name, size, media_type, uploaded_by_id, uploaded_at)"
            " VALUES %s RETURNING id, process_id) INSERT INTO draft_file (draft_id, file_id)"
            " SELECT d.id, u.id FROM upload u JOIN draft d ON d.process_id = u.process_id",
            rows,
        )
        _touch(moves, batch)


class Detach(InDraft):
    """A file is taken out of the draft; the upload stays in the record."""

    name = "detach"
    label = _("Bỏ minh chứng khỏi bản nháp")

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`file`: the number of the evidence file."""
        return {"file": optional_number(data, "file") or 0}

    def check(self, move: Move) -> None:
        """The file must be in this draft."""
        found = DraftFile.objects.select_related("file").filter(draft=move.row, file=move.data["file"]).first()
        if found is None:
            raise Conflict(_("Tệp này không còn trong bản nháp."))
        move.data = {**move.data, "row": found}
        move.extra["files"] = [{"sha256": found.file.sha256, "size": found.file.size}]

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """Take it out of the draft."""
        batch.add("DELETE FROM draft_file WHERE id = ANY(%s)", [[move.data["row"].pk for move in moves]])
        _touch(moves, batch)


def _touch(moves: Sequence[Move], batch: Batch) -> None:
    batch.add("UPDATE draft SET version = version + 1 WHERE id = ANY(%s)", [[move.row.pk for move in moves]])


PREPARE, ATTACH, DETACH = Prepare(), Attach(), Detach()
