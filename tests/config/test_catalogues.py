"""Catalogues are compiled when their source is newer, and only then; what Django reads is what was translated."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from config import catalogues

SOURCE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Trả lại"
msgstr "Send back"

#, fuzzy
msgid "Đồng ý"
msgstr "Perhaps"

msgid "%(count)s việc"
msgid_plural "%(count)s việc"
msgstr[0] "%(count)s item"
msgstr[1] "%(count)s items"
"""


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    assert catalogues.compile_stale(tmp_path) == [source]
    assert catalogues.compile_stale(tmp_path) == []
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert catalogues.compile_stale(tmp_path) == [source]
    with source.with_suffix(".mo").open("rb") as compiled:
        english = gettext.GNUTranslations(compiled)
    assert english.gettext("Trả lại") == "Send back"
    assert english.gettext("Đồng ý") == "Đồng ý", "an unsure translation is none"
    assert english.ngettext("%(count)s việc", "%(count)s việc", 2) == "%(count)s items"
