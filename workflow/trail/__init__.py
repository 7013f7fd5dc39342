"""The trail: what happened, in an order and in words that nobody can quietly change."""

from workflow.trail.canonical import canonical, commitment
from workflow.trail.lines import Line, Who, answered, chain_line, write_lines, write_texts
from workflow.trail.subjects import record

__all__ = ["Line", "Who", "answered", "canonical", "chain_line", "commitment", "record", "write_lines", "write_texts"]
