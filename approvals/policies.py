"""The separation of duties (domain.md 3.4): pure predicates over a move that refuse with the reason.

The plan and the law are silent on who reviews the Department's own work; these are policies of the system's owner and are
shown as such on the policy page. They judge natural persons over their whole history in the process, never accounts.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from processes.ground import IN_CHARGE
from processes.models import Role, State
from workflow.acts import Act, Capacity, Move
from workflow.errors import DomainError, NotAllowed

HANDS_ON = frozenset({"prepare", "attach", "detach", "ask", "waive", "contribute", "submit", "withdraw"})
"""Acts that make a person one of those who did the work."""

SELF_REVIEW = "self_review"
SELF_CONCLUDE = "self_conclude"


def implementers(past: Iterable[Any]) -> set[int]:
    """The natural persons who did the work, were in charge of it or handed it in."""
    return {entry.person for entry in past if entry.act in HANDS_ON or entry.act == IN_CHARGE}


def implementing_units(process: Any, past: Iterable[Any]) -> set[int]:
    """The units that did the work: of each officer who was ever in charge (a transfer takes the present one off the process),
    and every unit whose people had a hand in it."""
    units = {entry.unit for entry in past if entry.unit and (entry.act in HANDS_ON or entry.act == IN_CHARGE)}
    return units | ({process.unit_id} if process.unit_id else set())


def is_own_work(process: Any, capacity: Capacity) -> bool:
    """Is the share the actor's own agency's (or of a body whose office it continues)?"""
    return process.agency_id in capacity.lineage


def flags(process: Any, *, act: str, capacity: Capacity) -> list[str]:
    """The marks that an opinion on one's own agency's work carries: tự thẩm định, tự thẩm định – tự kết luận."""
    if not is_own_work(process, capacity):
        return []
    return [SELF_REVIEW, SELF_CONCLUDE] if act == "conclude" else [SELF_REVIEW]


def did_not_do_the_work(move: Move) -> None:
    """Hard rule: whoever prepared, uploaded, contributed, submitted or was in charge neither reviews, verifies nor decides."""
    if move.capacity.person in implementers(move.past):
        raise NotAllowed(
            _(
                "Bạn đã tham gia thực hiện hoặc trình kết quả của hồ sơ này (kể cả khi chỉ được ghi là người phụ trách) nên không "
                "được xem xét kết quả đó. Người khác có thẩm quyền phải thực hiện bước này."
            )
        )


def leaves_the_preparing_to_another(move: Move) -> None:
    """S3: officer ≠ submitting head of unit, where the Department does, reviews and directs: four persons, never three."""
    own = move.process.directing != "chairman" and move.process.department_id in move.capacity.lineage
    prepared = {entry.person for entry in move.past if entry.act in ("prepare", "attach")}
    if own and not prepared - {move.capacity.person}:
        raise NotAllowed(
            _(
                "Nhiệm vụ này do Sở vừa thực hiện, vừa thẩm định và kết luận nên người soạn kết quả và người trình phải là hai người "
                "khác nhau (chính sách S3). Hãy để chuyên viên phụ trách soạn kết quả, hoặc để lãnh đạo khác trình."
            )
        )


def did_not_accept_the_work(move: Move) -> None:
    """S1: a reviewer may not have worked on the share, taking it over included."""
    if move.capacity.person in {entry.person for entry in move.past if entry.act == "accept"}:
        raise NotAllowed(_("Bạn đã tiếp nhận nhiệm vụ này cho cơ quan thực hiện nên không được thẩm định kết quả."))


def did_not_review(move: Move) -> None:
    """Hard rule: submitter ≠ reviewer ≠ decider, the same natural person never twice."""
    if move.capacity.person in {entry.person for entry in move.past if entry.act == "review"}:
        raise NotAllowed(
            _("Bạn đã thẩm định hồ sơ này nên không được kết luận, thẩm tra hay quyết định. Cần một người khác.")
        )


def did_not_escalate(move: Move) -> None:
    """S6: whoever proposed it for the Department neither verifies nor decides on his own proposal in a later post."""
    if move.capacity.person in {entry.person for entry in move.past if entry.act == "escalate"}:
        raise NotAllowed(
            _("Bạn đã trình hồ sơ này thay mặt Sở nên không được thẩm tra hay quyết định. Cần một người khác.")
        )


def did_not_verify(move: Move) -> None:
    """Whoever verified the file for the Office does not decide on it."""
    if move.capacity.person in {entry.person for entry in move.past if entry.act == "verify"}:
        raise NotAllowed(_("Bạn đã thẩm tra hồ sơ này nên không được quyết định. Cần một người khác."))


def stands_outside_the_implementing_unit(move: Move) -> None:
    """S2, S3 and the Office's own shares: one's own agency's work is judged from another unit than the implementing one."""
    if not is_own_work(move.process, move.capacity):
        return
    if move.capacity.role == Role.DIRECTOR:
        is_not_in_charge_of_the_implementing_unit(move)  # the leadership belongs to no unit, but is in charge of some
        return
    if move.capacity.unit is None:
        raise NotAllowed(
            _(
                "Hồ sơ thuộc phần việc của chính cơ quan bạn nên người xem xét phải thuộc một đơn vị khác đơn vị thực hiện; "
                "chức vụ của bạn chưa ghi đơn vị. Hãy đề nghị quản trị bổ sung."
            )
        )
    if implementing_units(move.process, move.past) & move.capacity.unit_line:
        raise NotAllowed(
            _(
                "Hồ sơ thuộc phần việc của chính đơn vị bạn. Người thuộc đơn vị khác phải xem xét (tự thẩm định, chính sách S2–S3)."
            )
        )


def is_not_in_charge_of_the_implementing_unit(move: Move) -> None:
    """S3: the concluding Director or Deputy is not the one in charge of the implementing unit."""
    if not is_own_work(move.process, move.capacity):
        return
    units = implementing_units(move.process, move.past)
    if units & (move.capacity.in_charge | move.capacity.unit_line):
        raise NotAllowed(
            _(
                "Bạn phụ trách đơn vị thực hiện nhiệm vụ này nên không được kết luận (tự thẩm định – tự kết luận, chính sách S3). "
                "Lãnh đạo Sở không phụ trách đơn vị đó phải kết luận."
            )
        )


def has_the_capacity_to_decide(move: Move) -> None:
    """S5: a Vice-Chairman acts for the Chairman only on a valid instrument whose field covers the plan (NĐ 30, Điều 13)."""
    if move.capacity.role == Role.VICE_CHAIRMAN and move.capacity.instrument is None:
        sentence = _(
            "Phó Chủ tịch chỉ quyết định thay Chủ tịch khi có văn bản phân công hoặc ủy quyền còn hiệu lực, đúng lĩnh vực "
            "“{field}”. Chưa có văn bản như vậy trong hệ thống."
        )
        raise NotAllowed(format_lazy(sentence, field=move.process.field))


def directing_authority_is(*kinds: str) -> Any:
    """The act belongs to tasks directed so: conclude to the Department's, escalate to the Chairman's."""

    def policy(move: Move) -> None:
        if move.process.directing not in kinds:
            raise NotAllowed(
                _("Nhiệm vụ này do Chủ tịch UBND tỉnh chỉ đạo: phải trình Chủ tịch quyết định, Sở không kết luận.")
                if move.process.directing == "chairman"
                else _("Nhiệm vụ này do Sở chỉ đạo: Sở kết luận, không trình Chủ tịch.")
            )

    return policy


def send_back_rules(move: Move) -> None:
    """Sending back is judging too: at each level the rules of that level's own act hold."""
    did_not_do_the_work(move)
    state = move.from_state
    if state == State.SUBMITTED:
        did_not_accept_the_work(move)
        stands_outside_the_implementing_unit(move)
    elif state == State.REVIEWED:
        if move.process.directing != "chairman":
            is_not_in_charge_of_the_implementing_unit(move)
    elif state == State.WITH_OFFICE:
        did_not_review(move)
        did_not_escalate(move)
        stands_outside_the_implementing_unit(move)
    elif state == State.WITH_AUTHORITY:
        did_not_review(move)
        did_not_escalate(move)
        did_not_verify(move)
        has_the_capacity_to_decide(move)


def barrier(act: Act, process: Any, past: Iterable[Any], capacity: Capacity) -> str:
    """Why this person could not do the act on this process, in words; empty when he could. Nothing is written."""
    move = Move(act, process, None, capacity, {}, process.state, list(past))
    try:
        for policy in act.policies:
            policy(move)
    except DomainError as refusal:
        return refusal.sentence
    return ""


def eligible(act: Act, process: Any, past: Iterable[Any], candidates: Iterable[Capacity]) -> list[Capacity]:
    """Those of the candidates whom no policy bars (S4: nobody eligible – the work waits and says so)."""
    past = list(past)
    return [capacity for capacity in candidates if not barrier(act, process, past, capacity)]
