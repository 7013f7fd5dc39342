"""Compile locale/*/LC_MESSAGES/*.po into the .mo files that Django reads, without the gettext programs.

`python -m config.catalogues` writes those that are missing or older than their source. The source language of every
sentence is Vietnamese; locale/en translates it, locale/vi completes what Django itself leaves in English.
"""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(locale: Path = LOCALE) -> list[Path]:
    """Compile what changed and return the sources compiled. Sentences marked fuzzy are left out."""
    stale = [source for source in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Write beside the name and rename: several processes may do so at once."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name, domain=source.stem, abort_invalid=True)
    draft = source.with_suffix(f".mo.{os.getpid()}")
    with draft.open("wb") as binary:
        write_mo(binary, catalogue, use_fuzzy=False)
    draft.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    compile_stale()
