"""The trail: what happened, in an order and in words that nobody can quietly change."""

from workflow.trail.canonical import canonical, commitment
from workflow.trail.lines import Answer, Line, Who, chain_line, put_lines, write_lines
from workflow.trail.subjects import record

__all__ = ["Answer", "Line", "Who", "canonical", "chain_line", "commitment", "put_lines", "record", "write_lines"]
