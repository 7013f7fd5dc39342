#!/usr/bin/env python3
"""The one door for commands: decides the database role, starts the embedded PostgreSQL when the command needs it."""

import gettext
import os
import sys
from pathlib import Path


def main() -> None:
    """Run a Django command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"

    from config.databases import WITHOUT_DATABASE, role_for
    from config.postgres_binaries import PostgresUnavailable

    os.environ.setdefault("DUYET_DB_ROLE", role_for(command))
    from django.conf import settings
    from django.core.management import execute_from_command_line

    if settings.EMBEDDED_POSTGRES and command not in WITHOUT_DATABASE:
        try:
            settings.EMBEDDED_POSTGRES.ensure_started()
        except PostgresUnavailable as failure:
            raise SystemExit(str(failure)) from failure
    speak_vietnamese()
    execute_from_command_line(sys.argv)


def speak_vietnamese() -> None:
    """What Python itself says of a command called wrongly is said in Vietnamese, whatever language the terminal has."""
    os.environ["LANGUAGE"] = "vi"
    gettext.bindtextdomain("argparse", str(Path(__file__).resolve().parent / "locale"))
    gettext.textdomain("argparse")


if __name__ == "__main__":
    main()
