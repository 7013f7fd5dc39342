"""What an act is, who does it, and what comes of it. The instances live in approvals/acts/ and hang on the flow."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.batch import Batch
from workflow.errors import DomainError, NotValid
from workflow.trail.lines import Answer, Line, Who
from workflow.vietnamese import nfc


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, and the post chosen where several fit. There is no act without one."""

    account: int
    post: int | None = None
    instrument: int | None = None


@dataclass(frozen=True)
class Capacity:
    """A post the actor holds today, or a post and the paper on which its holder acts for another.

    `lineage` holds the agency and every body whose office it continues, so that "the Department of the plan" is resolved on
    the day of the act. `unit_line` and `in_charge` are units of the natural person, through whichever of his posts.
    """

    account: int
    person: int
    post: int
    agency: int
    unit: int | None
    unit_line: frozenset[int]
    role: str
    lineage: frozenset[int]
    in_charge: frozenset[int] = frozenset()
    scope_plan: int | None = None
    instrument: int | None = None
    form: str = ""
    field: str = ""
    on_behalf_of: int | None = None

    def who(self) -> Who:
        """As the trail names it."""
        return Who(
            self.account, self.person, self.post, self.unit, self.agency, self.form, self.on_behalf_of, self.instrument
        )


NEVER = datetime.min.replace(tzinfo=UTC)
"""No moment yet: the engine sets the moment of a move when it performs it."""


@dataclass
class Move:
    """One process on its way through one act: what is read before, and what is to be written after."""

    act: Act
    process: Any
    item: Any
    capacity: Capacity
    data: dict[str, Any]
    from_state: str
    past: Sequence[Any] = ()
    open_items: Sequence[Any] = ()
    at: datetime = NEVER
    extra: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    opens: list[OpenItem] = field(default_factory=list)
    closes: list[Any] = field(default_factory=list)
    notices: list[tuple[str, int]] = field(default_factory=list)
    row: Any = None
    line: Line | None = None


@dataclass(frozen=True)
class OpenItem:
    """A duty to open: at which node, for which role of which agency, by when."""

    node: str
    role: str
    agency: int
    due: date | None
    is_main: bool = True
    question: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """What one process got: the event that records it. `hash` is the actor's receipt. `repeated` marks a first answer again."""

    process: int
    act: str
    seq: int
    from_state: str | None
    to_state: str
    hash: bytes
    at: datetime
    repeated: bool = False

    @property
    def receipt(self) -> str:
        """The event's hash as 64 hexadecimal digits."""
        return self.hash.hex()


@dataclass(frozen=True)
class Refusal:
    """Why one process of the set did not move."""

    process: int
    error: DomainError


@dataclass
class Outcome:
    """One line per process: done, or refused with the reason. One refusal never stops the others."""

    done: list[Done] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def single(self) -> Done:
        """The answer of a set of one; raises its refusal."""
        if self.refused:
            raise self.refused[0].error
        return self.done[0]

    def add(self, other: Outcome) -> None:
        """Take over the lines of another part of the set."""
        self.done += other.done
        self.refused += other.refused


@dataclass(frozen=True)
class Held:
    """A process under its lock, with its duties, its past, and whether an event of it answers the key already."""

    process: Any
    items: Sequence[Any]
    past: Sequence[Any]
    answered: bool


class Ground(Protocol):
    """What the engine is told by the rooms above: rows, rights and history. Each call is one statement for the whole set."""

    def capacities(self, actor: Actor, today: date) -> list[Capacity]:
        """The posts and delegations the actor holds today."""

    def lock(self, ids: Sequence[int], capacities: Sequence[Capacity], key: str, *, whole: bool) -> list[Held]:
        """Lock, in id order, those of the processes that these capacities may see, with their duties; `whole` asks for
        who did what in each."""

    def answers(self, streams: Sequence[str], key: str) -> dict[str, Answer]:
        """The events that answer the key already, by stream."""

    def fitting(self, act: Act, process: Any, items: Sequence[Any], capacities: Sequence[Capacity]) -> list[Capacity]:
        """The capacities that hold a right to the act on this process."""

    def last_words(self, processes: Sequence[Any]) -> dict[int, str]:
        """Who moved each process last and when, as a sentence."""

    def save(self, moves: Sequence[Move], batch: Batch) -> None:
        """Write the process rows."""

    def close_items(self, moves: Sequence[Move], batch: Batch) -> None:
        """Finish the work items that were answered."""

    def open_items(self, moves: Sequence[Move], flow: Any, batch: Batch) -> None:
        """Open the new duties."""

    def new_ids(self, count: int) -> list[int]:
        """Numbers for new processes: their streams are named by them before the rows exist."""

    def genesis(self, process: Any) -> dict[str, Any]:
        """What the first event says about the process."""

    def insert(self, moves: Sequence[Move], flow: Any) -> None:
        """Write the new process rows."""


Policy = Callable[[Move], None]


class Act:
    """One thing a person does. Subclasses say what it needs and writes; nothing here knows a request.

    `sources` are the states it starts from; `transition` names the FSM transition or is empty when the state stays;
    `answers` says which work item it closes: "main", "asked" (the actor's own contribution) or "" (none).
    `renews` says that the process's version moves although its state does not.
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    sources: ClassVar[tuple[str, ...]] = ()
    targets: ClassVar[tuple[str, ...]] = ()
    transition: ClassVar[str] = ""
    answers: ClassVar[str] = "main"
    renews: ClassVar[bool] = False
    checks_version: ClassVar[bool] = True
    needs_history: ClassVar[bool] = True
    policies: ClassVar[tuple[Policy, ...]] = ()
    flow: Any = None

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """Check what was sent, once for the whole set, and return it cleaned. Raises NotValid."""
        return data

    def leads_to(self, state: str) -> tuple[str, ...]:
        """The states this act may lead to from a state: for drawing the flow."""
        return self.targets if state in self.sources else ()

    def transition_for(self, move: Move) -> str:
        """The name of the FSM transition of this move."""
        return self.transition

    def prepare(self, moves: Sequence[Move]) -> None:
        """Read what the act needs for the whole set (a statement or two), before anything is checked."""

    def check(self, move: Move) -> None:
        """Refuse this one process, with a reason, after rights and policies."""

    def change(self, move: Move) -> None:
        """Change the process in memory beside its state, and name extras, texts, items and notices."""

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """Add the act's own rows for the whole set, after the events."""


def required_text(data: dict[str, Any], name: str, sentence: str | Promise, *, longest: int = 10_000) -> str:
    """A text that must be there, in NFC, trimmed. Raises NotValid with the sentence."""
    text = nfc(str(data.get(name) or "")).strip()
    if not text:
        raise NotValid(sentence, field=name)
    if len(text) > longest:
        too_long = _("Nội dung dài quá {longest} ký tự. Hãy rút gọn hoặc gửi kèm thành tệp.")
        raise NotValid(too_long.format(longest=longest), field=name)
    return storable(text, name)


def storable(text: str, name: str) -> str:
    """The text itself, if the record can keep it: PostgreSQL has no NUL, UTF-8 no half characters. Raises NotValid."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NotValid(_("Nội dung có ký tự không hợp lệ. Hãy xóa ký tự lạ rồi gửi lại."), field=name)
    return text


def optional_number(data: dict[str, Any], name: str) -> int | None:
    """The number of a row that was chosen, or None where nothing was. Raises NotValid for what is no such number."""
    chosen = data.get(name)
    if chosen in (None, ""):
        return None
    if not re.fullmatch(r"[0-9]{1,18}", str(chosen)):  # ids are 63-bit: what is longer names nothing
        raise NotValid(_("Lựa chọn không hợp lệ. Hãy chọn lại trong danh sách."), field=name)
    return int(chosen)
