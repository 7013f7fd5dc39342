"""What must happen together when a person acts. One file per kind of act; the flow hangs them on its nodes."""

from approvals.acts.accepting import ACCEPT
from approvals.acts.coordinating import ASK, CONTRIBUTE, WAIVE
from approvals.acts.directing import CONCLUDE, DECIDE, ESCALATE, VERIFY
from approvals.acts.issuing import ISSUE
from approvals.acts.preparing import ATTACH, DETACH, PREPARE
from approvals.acts.reviewing import REVIEW, TAKE
from approvals.acts.sending_back import SEND_BACK
from approvals.acts.submitting import SUBMIT, WITHDRAW
from approvals.acts.transferring import TRANSFER

__all__ = [
    "ACCEPT",
    "ASK",
    "ATTACH",
    "CONCLUDE",
    "CONTRIBUTE",
    "DECIDE",
    "DETACH",
    "ESCALATE",
    "ISSUE",
    "PREPARE",
    "REVIEW",
    "SEND_BACK",
    "SUBMIT",
    "TAKE",
    "TRANSFER",
    "VERIFY",
    "WAIVE",
    "WITHDRAW",
]
