"""A legal paper cited by a set of processes: found or made once, named in every event, never two under one number."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.models import Document
from processes.succession import body_on
from workflow import clock
from workflow.acts import Move, storable
from workflow.batch import Batch
from workflow.errors import NotValid
from workflow.files.kinds import PDF
from workflow.vietnamese import nfc

_NUMBER = re.compile(r"[0-9]{1,6}[A-Za-zĐđ]?")
_SYMBOL = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ&./-]{2,40}")  # Latin letters only: others look alike and are not the same
_SPELLINGS = str.maketrans("‐‑‒–—Ðð", "-----Đđ")  # typed for one another, and on paper the same
_FILE = ("sha256", "name", "size", "media_type")


BodyOn = Callable[[int, date], int | None]
"""Which body holds an office on a day; asked once for each office of a set."""


class Paper:
    """Mixed into an act that rests on a document: escalate, issue, transfer."""

    kind: str = ""

    def clean_paper(self, data: dict[str, Any], *, with_file: bool) -> dict[str, Any]:
        """`number`, `symbol`, `dated` (a day, not in the future), `signer`, `capacity`, `file` of the evidence store."""
        number, symbol = (nfc(str(data.get(name) or "")).strip() for name in ("number", "symbol"))
        symbol = symbol.translate(_SPELLINGS)
        if not _NUMBER.fullmatch(number):
            raise NotValid(_("Hãy ghi số văn bản, ví dụ 24."), field="number")
        if not _SYMBOL.fullmatch(symbol):
            raise NotValid(_("Hãy ghi ký hiệu văn bản, ví dụ QĐ-UBND."), field="symbol")
        dated = data.get("dated")
        if not isinstance(dated, date) or dated > clock.today():
            raise NotValid(_("Hãy ghi ngày văn bản, không sau hôm nay."), field="dated")
        signer, capacity = (storable(nfc(str(data.get(name) or "")).strip(), name) for name in ("signer", "capacity"))
        if not signer or not capacity:
            raise NotValid(_("Hãy ghi người ký và thẩm quyền ký (ví dụ KT. CHỦ TỊCH – PHÓ CHỦ TỊCH)."), field="signer")
        file = data.get("file")
        if with_file and not file:
            raise NotValid(_("Hãy tải lên tệp văn bản đã ký. Hồ sơ chỉ kết thúc khi có văn bản."), field="file")
        if file and file["media_type"] != PDF:
            raise NotValid(_("Văn bản phải là tệp PDF, ký số hoặc quét từ bản giấy. Hãy chọn tệp PDF."), field="file")
        return {
            "number": number.lstrip("0") or "0", "symbol": symbol, "dated": dated, "signer": signer[:120],
            "capacity": capacity[:120], "file": {name: file[name] for name in _FILE} if file else None,
        }  # fmt: skip

    def paper_kind(self, move: Move) -> str:
        """What the document is."""
        return self.kind

    def earliest_day(self, move: Move) -> date | None:
        """The first day the document can bear: it speaks of a result, so not before that was submitted."""
        return clock.local_day(move.process.submitted_at) if move.process.submitted_at else None

    def paper_issuer(self, move: Move, body_on: BodyOn) -> int | None:
        """The issuing body: the Department, as it stood on the day of the paper, unless the act says otherwise."""
        return body_on(move.process.department_id, move.data["paper"]["dated"])

    def find_paper(self, moves: Sequence[Move]) -> None:
        """Is the document already on file (an earlier share closed with it)? One statement for the set."""
        if not moves:
            return
        paper = moves[0].data["paper"]
        alike = {"number__iexact": paper["number"], "symbol__iexact": paper["symbol"]}
        rows = Document.objects.filter(**alike, year=paper["dated"].year)
        found = {row.issuer_id: row for row in rows}
        once = cache(body_on)
        for move in moves:
            move.data = {**move.data, "issuer": self.paper_issuer(move, once)}
            document = move.data["document"] = found.get(move.data["issuer"])
            if document is not None:  # under the spelling it was recorded in
                move.data["paper"] = {**paper, "number": document.number, "symbol": document.symbol}

    def check_paper(self, move: Move) -> None:
        """One number is one document: what is on file must be the very same."""
        paper, document = move.data["paper"], move.data["document"]
        if move.data["issuer"] is None:
            raise NotValid(
                _(
                    "Không xác định được cơ quan ban hành vào ngày văn bản. Hãy kiểm tra lại ngày, hoặc danh mục cơ quan."
                ),
                field="dated",
            )
        if (earliest := self.earliest_day(move)) and paper["dated"] < earliest:
            words = _(
                "Ngày văn bản không thể trước ngày {day}, là ngày kết quả được trình. Hãy kiểm tra lại ngày văn bản."
            )
            raise NotValid(words.format(day=f"{earliest:%d/%m/%Y}"), field="dated")
        if document is None:
            return
        sha256 = (paper["file"] or {}).get("sha256", "")
        same = (document.kind, document.dated, document.signer, document.capacity, document.sha256) == (
            self.paper_kind(move), paper["dated"], paper["signer"], paper["capacity"], sha256,
        )  # fmt: skip
        if not same:
            raise NotValid(
                _(
                    "Số {number} năm {year} đã được ghi cho một văn bản khác (ngày, người ký hoặc tệp khác). "
                    "Hãy kiểm tra lại số văn bản."
                ).format(number=f"{document.number}/{document.symbol}", year=document.year),
                field="number",
            )

    def name_paper(self, move: Move) -> None:
        """Number, day and file hash go into the event; the signer's name into its texts."""
        paper = move.data["paper"]
        move.extra["document"] = {
            "issuer": move.data["issuer"],
            "number": paper["number"],
            "symbol": paper["symbol"],
            "dated": paper["dated"].isoformat(),
        }
        if paper["file"]:
            move.extra["document"]["sha256"] = paper["file"]["sha256"]
        move.texts["signer"] = f"{paper['capacity']}: {paper['signer']}"

    def write_paper(self, moves: Sequence[Move], batch: Batch) -> None:
        """Make the document where it is new, and cite it from every process of the set."""
        made: dict[int, int] = {}
        for move in moves:
            issuer = move.data["issuer"]
            if issuer in made:
                continue
            document = move.data["document"] or self._make(move)
            made[issuer] = document.pk
        rows = [(made[move.data["issuer"]], move.process.pk, move.line.seq) for move in moves if move.line]
        batch.add_rows("INSERT INTO citation (document_id, process_id, seq) VALUES %s", rows)

    def _make(self, move: Move) -> Document:
        paper = move.data["paper"]
        file = paper["file"] or {}
        return Document.objects.create(
            kind=self.paper_kind(move),
            issuer_id=move.data["issuer"],
            number=paper["number"],
            symbol=paper["symbol"],
            year=paper["dated"].year,
            dated=paper["dated"],
            signer=paper["signer"],
            capacity=paper["capacity"],
            sha256=file.get("sha256", ""),
            file_name=file.get("name", ""),
            file_size=file.get("size"),
            media_type=file.get("media_type", ""),
            recorded_at=move.at,
        )
