"""The virus scanner, where one is configured: a file that could not be scanned is not taken."""

import subprocess
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from workflow.errors import NotValid

_SECONDS = 120


def refuse_infected(path: Path) -> None:
    """Run settings.EVIDENCE_SCANNER (a command such as clamdscan --fdpass, as a list) on the file.

    Exit code 0 means clean, 1 infected (ClamAV's convention). Raises `NotValid` for anything but clean; does nothing
    when no scanner is configured.
    """
    command = list(getattr(settings, "EVIDENCE_SCANNER", None) or [])
    if not command:
        return
    try:
        code = subprocess.run([*command, str(path)], capture_output=True, timeout=_SECONDS, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        code = -1
    if code == 1:
        raise NotValid(_("Tệp bị phần mềm diệt vi-rút chặn; hãy kiểm tra máy rồi tải lên tệp khác."), field="files")
    if code:
        raise NotValid(
            _("Chưa quét được vi-rút cho tệp này nên chưa thể nhận; hãy thử lại sau ít phút."), field="files"
        )
