"""Writes the files of `received/` anew, through the programs of which offices send files; the readings stay the specifications'.

    python -m tests.plans.corpus.receive

LibreOffice opens and saves the Word files and prints two PDF files; the other PDF files are printed by WeasyPrint, the Excel files are
openpyxl's. Documents with a field "kept" came from outside and stay as they are.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.plans import writers
from tests.plans.corpus.files import RECEIVED, plan_of, written
from tests.plans.corpus.spec import Spec, specs

SAVED_BY_LIBREOFFICE = ("01", "25")
PRINTED_BY_LIBREOFFICE = ("05", "09")
KEPT = ("08", "13")


def main() -> None:
    """Every file that is kept as received."""
    with tempfile.TemporaryDirectory() as folder:
        for spec in (spec for spec in specs() if "kept" not in spec.fields):
            number = spec.name[:2]
            target = RECEIVED / f"{spec.name}.{spec.format}"
            if number in SAVED_BY_LIBREOFFICE:
                target.write_bytes(_converted(written(spec), spec, spec.format, Path(folder)))
            elif number in PRINTED_BY_LIBREOFFICE:
                target.write_bytes(_converted(writers.as_docx(plan_of(spec)), spec, "pdf", Path(folder)))
            elif spec.format == "pdf" or number in KEPT:
                target.write_bytes(written(spec))


def _converted(content: bytes, spec: Spec, kind: str, folder: Path) -> bytes:
    source = folder / f"{spec.name}.{'docx' if kind == 'pdf' else kind}"
    source.write_bytes(content)
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    order = [str(writers.LIBREOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", out, source]
    subprocess.run(order, check=True, capture_output=True, timeout=180)
    return (out / f"{spec.name}.{kind}").read_bytes()


if __name__ == "__main__":
    main()
