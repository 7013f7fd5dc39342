"""`print_dossier ID --out FILE`: the dossier of one process as PDF, from the command line."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from approvals.dossier import render_dossier
from approvals.dossier_of import dossier_of
from processes.models import TaskProcess
from workflow.errors import NotFound, NotValid
from workflow.management.answering import AnsweringCommand


class Command(AnsweringCommand):
    """Writes beside the file and renames, so that nobody ever reads half a dossier."""

    help = "Ghi hồ sơ của một phần việc (số, hoặc mã như NV-2025-00012) ra tệp PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        """The process and the file."""
        parser.add_argument("process", metavar="MA_HO_SO")
        parser.add_argument("--out", required=True, type=Path, metavar="TEP")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, render, write."""
        process = _process(options["process"])
        out: Path = options["out"]
        if not out.parent.is_dir() or out.is_dir():
            words = _("Không ghi được vào {file}: cần tên một tệp trong một thư mục đã có.")
            raise NotValid(words.format(file=out))
        pdf = render_dossier(dossier_of(process, _("Lệnh print_dossier trên máy chủ")))
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as draft:
            draft.write(pdf)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(out)
        self.stdout.write(_("Đã ghi hồ sơ {code} vào {file}.").format(code=process.code, file=out))


def _process(text: str) -> TaskProcess:
    found = re.fullmatch(r"(?:NV-\d{4}-)?0*(\d{1,18})", text.strip(), re.IGNORECASE)
    rows = TaskProcess.objects.select_related("plan__department", "plan__issuer", "plan_task__group", "agency")
    process = rows.filter(pk=int(found.group(1))).first() if found else None
    if process is None or (text.upper().startswith("NV-") and process.code != text.strip().upper()):
        raise NotFound(_("Không có hồ sơ “{text}”. Hãy ghi mã hồ sơ, ví dụ NV-2025-00012.").format(text=text))
    return process
