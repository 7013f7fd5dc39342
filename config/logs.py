"""Logs as one JSON object a line. Nothing a person typed can end a line, forge one, or turn the text round."""

from __future__ import annotations

import datetime
import json
import logging
import re

# C1 controls, line and paragraph separators, bidirectional marks; JSON itself escapes the C0 controls.
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
EXTRA = ("status_code", "account", "post", "act", "process", "event")


class JsonFormatter(logging.Formatter):
    """Formats a record as JSON: time in UTC, level, logger, message, the error's trace, and the fields in EXTRA."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, object] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: str(record.__dict__[name]) for name in EXTRA if name in record.__dict__}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        text = json.dumps(line, ensure_ascii=False)
        return UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
