"""The directory, people and posts as tables that a person keeps in a spreadsheet: out, changed there, and in again.

What comes in goes through the same verbs as the pages, so that every change is an event. Nothing is ever deleted by a file.
"""

from processes.exchange.importing import apply, try_out
from processes.exchange.kinds import DIRECTORY, PEOPLE, Exchange

__all__ = ["DIRECTORY", "PEOPLE", "Exchange", "apply", "try_out"]
