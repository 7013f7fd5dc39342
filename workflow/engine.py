"""The only door: `perform` for one process or a thousand, `begin` for new ones (architecture.md section 4).

State is truth, a work item says who must act now, an event proves it happened, and all three are written in one transaction.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from workflow import clock, notices, trail
from workflow.acts import Act, Actor, Capacity, Done, Move, Outcome, Refusal
from workflow.batch import Batch
from workflow.errors import Conflict, DomainError, NotAllowed, NotFound, NotValid
from workflow.states import move as run_transition
from workflow.trail.canonical import SAFE_INTEGER

SET_SIZE = 200
_KEY = re.compile(r"[!-~]{1,200}")  # printable ASCII without spaces: a form's own is a UUID
_log = logging.getLogger(__name__)
CURRENT: Mapping[int, int] = {}
"""For commands and the demo, which show no page that could be stale: act on the rows as they stand."""

NOT_FOUND = _("Không tìm thấy hồ sơ này trong phạm vi của bạn.")
STALE = _(
    "Hồ sơ đã thay đổi từ khi bạn mở trang. Hãy tải lại trang, xem thay đổi rồi thực hiện lại; phần bạn đã nhập vẫn được giữ."
)
REFUSED = _(
    "Cơ sở dữ liệu không nhận thao tác này nên không có gì thay đổi. Hãy báo quản trị hệ thống để kiểm tra hồ sơ."
)
_BUSY_CODES = ("55P03", "40P01", "40001")  # lock_timeout ran out, deadlock, serialization failure
BUSY = _("Hồ sơ đang được người khác xử lý. Hãy chờ giây lát rồi thử lại.")


def perform(
    act: Act, ids: Sequence[int], *, actor: Actor, data: Mapping[str, Any], key: str, seen: Mapping[int, int] = CURRENT
) -> Outcome:
    """Do one act on a set of processes: one outcome per process, one refusal never stops the others.

    `key` is the actor's idempotency key: the same key again gets the first answer. `seen` maps each process to the version
    the person saw (`CURRENT` for commands). Sets above 200 are cut into transactions of 200. Raises NotValid when `data`
    itself is wrong; every other refusal is a line of the outcome. Refusals of right are written to the account's stream.
    """
    if not _KEY.fullmatch(key):
        raise NotValid(_("Thiếu mã chống gửi lặp hoặc mã không hợp lệ. Hãy tải lại trang rồi thực hiện lại."))
    cleaned = act.clean(dict(data))
    wanted = sorted(set(ids))
    outcome = Outcome()
    for start in range(0, len(wanted), SET_SIZE):
        outcome.add(_perform_set(act, wanted[start : start + SET_SIZE], actor, cleaned, key, seen))
    _record_refusals(act, actor, outcome)
    return outcome


def _perform_set(
    act: Act, ids: Sequence[int], actor: Actor, data: dict[str, Any], key: str, seen: Mapping[int, int]
) -> Outcome:
    """One transaction; where the database refuses the set, it is repeated one by one so that the guilty one is named."""
    try:
        with transaction.atomic():
            return _transact(act, ids, actor, data, key, seen)
    except (IntegrityError, DataError, OperationalError) as refusal:
        words = _in_words(refusal)
        if len(ids) == 1:
            return Outcome(refused=[Refusal(ids[0], words)])
        outcome = Outcome()
        for one in ids:
            outcome.add(_perform_set(act, [one], actor, data, key, seen))
        return outcome


def _in_words(refusal: Exception) -> DomainError:
    """What the database refused, as a sentence; a lost connection or a full disk is nobody's refusal and goes up."""
    code = getattr(refusal.__cause__, "pgcode", None) or ""
    if code in _BUSY_CODES:
        return Conflict(BUSY)
    if code == "23505":  # unique_violation: the other side of a race was first
        return Conflict(STALE)
    if code[:2] in ("22", "23"):  # data exception, integrity constraint violation: a fault, and the guard did its work
        _log.exception("the database refused an act", exc_info=refusal)
        return Conflict(REFUSED)
    raise refusal


def _transact(
    act: Act, ids: Sequence[int], actor: Actor, data: dict[str, Any], key: str, seen: Mapping[int, int]
) -> Outcome:
    ground = act.flow.ground
    today = clock.today()
    capacities = ground.capacities(actor, today)
    full_key = f"{actor.account}:{act.name}:{key}"
    held = {row.process.pk: row for row in ground.lock(ids, capacities, full_key, whole=act.needs_history)}
    answered = [row.process.stream for row in held.values() if row.answered]
    answers = ground.answers(answered, full_key) if answered else {}
    late = {pk: row.process for pk, row in held.items() if not row.answered and _comes_late(act, row.process, seen)}
    last_words = ground.last_words(list(late.values())) if late else {}

    outcome = Outcome()
    moves: list[Move] = []
    at = clock.now()
    if clock.local_day(at) != today:  # waited for the rows past midnight: the event and the mandate are of one day
        capacities = ground.capacities(actor, clock.local_day(at))
    for pk in ids:
        try:
            row = held.get(pk)
            if row is None:
                raise NotFound(NOT_FOUND)
            process = row.process
            if row.answered:
                answer = answers[process.stream]
                outcome.done.append(
                    Done(
                        pk,
                        answer.act,
                        answer.seq,
                        answer.from_state,
                        answer.to_state,
                        answer.hash,
                        answer.at,
                        repeated=True,
                    )
                )
                continue
            if pk in late:
                raise Conflict(_passed_on(act, process, last_words.get(pk, "")))
            capacity, item = _sort_out(act, process, row.items, capacities, actor)
            open_items = [duty for duty in row.items if duty.finished is None]
            moves.append(Move(act, process, item, capacity, data, process.state, row.past, open_items, at))
        except DomainError as error:
            outcome.refused.append(Refusal(pk, error))

    act.prepare(moves)
    moves = [move for move in moves if _admitted(move, outcome)]
    if moves:
        _write(act, moves, full_key)
        outcome.done += [
            Done(m.process.pk, act.name, m.line.seq, m.from_state, m.process.state, m.line.hash, at)
            for m in moves
            if m.line
        ]
    return outcome


def _sort_out(
    act: Act, process: Any, items: Sequence[Any], capacities: Sequence[Capacity], actor: Actor
) -> tuple[Capacity, Any]:
    """The work item that the act answers, and the capacity it is done in."""
    fitting = act.flow.ground.fitting(act, process, items, capacities)
    item = None
    if act.answers == "main":
        item = next((i for i in items if i.is_main and i.finished is None), None)
        if item is None:
            raise Conflict(_passed_on(act, process))
    elif act.answers == "asked":
        mine = {capacity.agency for capacity in fitting}
        item = next((i for i in items if not i.is_main and i.finished is None and i.agency_id in mine), None)
    if not fitting:
        sentence = _("Chức vụ của bạn không có quyền “{act}” đối với hồ sơ này ở bước hiện tại.")
        raise NotAllowed(format_lazy(sentence, act=act.label))
    if act.answers == "asked" and item is None:
        raise Conflict(_("Yêu cầu xin ý kiến này đã được trả lời hoặc đã được miễn."))
    chosen = [c for c in fitting if actor.post in (None, c.post) and actor.instrument in (None, c.instrument)]
    if not chosen:
        raise NotAllowed(_("Chức vụ bạn chọn không có quyền thực hiện việc này."))
    if len({c.post for c in chosen}) > 1:
        raise NotValid(
            _("Bạn giữ nhiều chức vụ có thể làm việc này. Hãy chọn chức vụ trước khi thực hiện."), field="post"
        )
    return chosen[0], item


def _comes_late(act: Act, process: Any, seen: Mapping[int, int]) -> bool:
    """The process moved on since the person looked. Asked before rights: who lost a race did nothing forbidden."""
    stale = seen is not CURRENT and act.checks_version and seen.get(process.pk) != process.version
    return process.state not in act.sources or stale


def _passed_on(act: Act, process: Any, last: str = "") -> str:
    if process.state in act.sources:
        return f"{STALE} {last}".strip()
    sentence = _("Hồ sơ hiện ở trạng thái “{state}”, không chờ “{act}” nữa.")
    return f"{sentence.format(state=process.get_state_display(), act=act.label)} {last}".strip()


def _admitted(move: Move, outcome: Outcome) -> bool:
    """Policies, the act's own conditions, then the transition in memory."""
    act, process = move.act, move.process
    try:
        for policy in act.policies:
            policy(move)
        act.check(move)
        name = act.transition_for(move)
        if name:
            run_transition(process, name)
        if process.state != move.from_state or act.renews:
            process.version += 1
        act.change(move)
    except DomainError as error:
        outcome.refused.append(Refusal(process.pk, error))
        return False
    return True


def _write(act: Act, moves: Sequence[Move], key: str) -> None:
    """Everything of the set, event first: the process row may only point at an event that exists."""
    ground = act.flow.ground
    for move in moves:
        act.flow.open_next(move)
        process = move.process
        move.line = trail.chain_line(
            stream=process.stream,
            seq=process.head_seq + 1,
            from_state=move.from_state,
            to_state=process.state,
            prev_hash=bytes(process.head_hash),
            act=act.name,
            who=move.capacity.who(),
            at=move.at,
            key=key,
            extra={"version": process.version, **move.extra},
            texts=move.texts,
        )
        process.head_seq, process.head_hash = move.line.seq, move.line.hash
    lines = [move.line for move in moves if move.line]
    batch = Batch()
    trail.put_lines(lines, batch)
    ground.save(moves, batch)
    ground.close_items(moves, batch)
    ground.open_items(moves, act.flow, batch)
    act.write(moves, batch)
    notices.put(moves, batch)
    batch.send()


def _record_refusals(act: Act, actor: Actor, outcome: Outcome) -> None:
    """A refusal of right is itself a fact: written to the account's stream, in its own transaction, after the rollback."""
    barred = [r for r in outcome.refused if isinstance(r.error, NotFound | NotAllowed)]
    if not barred:
        return
    with override(settings.LANGUAGE_CODE):  # the trail has one language, whatever the page of the person had
        reason = "; ".join(sorted({r.error.sentence for r in barred}))
    trail.record(
        f"account:{actor.account}",
        "act.refused",
        trail.Who(actor.account, None, actor.post, None, None),
        extra={
            "refused_act": act.name,
            "processes": [
                r.process for r in barred if abs(r.process) < SAFE_INTEGER
            ],  # what is longer was no number of ours
            "status": sorted({r.error.status for r in barred}),
        },
        texts={"reason": reason},
    )


def begin(flow: Any, births: Sequence[Any], *, capacity: Capacity, act: str, key: str) -> list[Done]:
    """Let processes come into being, with their first event and their first duty, in the caller's transaction.

    `births` are unsaved rows in their first state, each with `notices` to put. A constant number of statements, whatever
    their number.
    """
    if not births:
        return []
    ground = flow.ground
    at = clock.now()
    moves = []
    for process, pk in zip(births, ground.new_ids(len(births)), strict=True):
        process.pk = pk
        move = Move(Act(), process, None, capacity, {}, "", at=at)
        move.line = trail.chain_line(
            stream=process.stream,
            seq=0,
            from_state=None,
            to_state=process.state,
            prev_hash=None,
            act=act,
            who=capacity.who(),
            at=at,
            key=f"{capacity.account}:{act}:{key}",
            extra={"version": process.version, **ground.genesis(process)},
        )
        process.head_seq, process.head_hash, process.created = 0, move.line.hash, at
        move.opens.append(flow.duty(process, flow.node_for(process), move))
        move.notices = list(flow.first_notices(process))
        moves.append(move)
    trail.write_lines([move.line for move in moves if move.line])
    ground.insert(moves, flow)
    batch = Batch()
    ground.open_items(moves, flow, batch)
    notices.put(moves, batch)
    batch.send()
    return [Done(m.process.pk, act, 0, None, m.process.state, m.process.head_hash, at) for m in moves]
