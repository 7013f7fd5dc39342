"""Who acts when no work item says it: commands (`--as POST`), the administration of people and of the directory.

There is no act without an actor. A refusal of right goes to the account's stream, as in the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.capacities import capacities
from processes.models import Account, Agency, Person, Post
from processes.rights import may
from workflow import clock, trail
from workflow.acts import Actor, Capacity
from workflow.errors import DomainError, NotAllowed, NotValid
from workflow.vietnamese import nfc

SHOWN = 12
RIGHT_WORDS = {
    "import_plan": gettext_lazy("nhập kế hoạch"),
    "confirm_plan": gettext_lazy("xác nhận kế hoạch"),
    "give_out": gettext_lazy("giao nhiệm vụ"),
    "keep_directory": gettext_lazy("cập nhật danh mục cơ quan"),
    "keep_people": gettext_lazy("quản lý người, tài khoản và chức vụ"),
    "repair_positions": gettext_lazy("dựng lại vị trí hồ sơ"),
    "keep_instruments": gettext_lazy("ghi văn bản phân công, ủy quyền"),
    "read_plan": gettext_lazy("xem kế hoạch"),
    "read_directory": gettext_lazy("xem danh mục cơ quan và người"),
    "read_policies": gettext_lazy("xem chính sách"),
    "check_trail": gettext_lazy("kiểm tra nhật ký"),
}


def actor_as(text: str) -> Actor:
    """The actor that `--as` names: the code of a post held today, or a login name whose person holds exactly one today.

    Raises NotValid with the posts to choose from where the name fits none or several.
    """
    wanted = nfc(text).strip()
    held = list(_held_today().filter(code=wanted))
    account = _account_of(held[0]) if held else Account.objects.filter(username__iexact=wanted, is_active=True).first()
    if account is None or account.person_id is None:
        raise _no_post(wanted)
    held = held or list(_held_today().filter(person__in=same_person(account.person_id)))
    if len(held) != 1:
        raise _which_post(wanted, held)
    return Actor(account=account.pk, post=held[0].pk)


def who_of(actor: Actor, right: str) -> Capacity:
    """The capacity in which the actor holds a general right today. Call it before the transaction of the act.

    Raises NotAllowed and records the refusal where he holds none; NotValid where several of his posts hold it.
    """
    mine = [c for c in capacities(actor, clock.today()) if c.instrument == actor.instrument]
    fitting = [c for c in may(right, mine) if actor.post in (None, c.post)]
    if not fitting:
        raise refused(actor, [right], not_held(right))
    if len({capacity.post for capacity in fitting}) > 1:
        sentence = _("Bạn giữ nhiều chức vụ có thể làm việc này. Hãy chọn chức vụ trước khi thực hiện.")
        raise NotValid(sentence, field="post")
    return fitting[0]


def not_held(right: str) -> NotAllowed:
    """The refusal, in words, of somebody who does not hold a general right."""
    sentence = _("Chức vụ hiện tại của bạn không có quyền “{right}”. Hãy liên hệ người quản trị nếu cần quyền này.")
    return NotAllowed(sentence.format(right=RIGHT_WORDS.get(right, right)))


def check(by: Capacity, *rights: str) -> None:
    """The second line: whatever called, an act is refused when the acting post holds none of the rights today."""
    if not any(may(right, [by]) for right in rights):
        raise not_held(rights[0])


def refused(actor: Actor, rights: Iterable[str], error: DomainError) -> DomainError:
    """Write the refusal to the account's stream and return the error for the caller to raise."""
    trail.record(
        f"account:{actor.account}",
        "act.refused",
        trail.Who(actor.account, None, actor.post, None, None),
        extra={"refused_act": " ".join(rights), "status": [error.status]},
        texts={"reason": error.sentence},
    )
    return error


def same_person(person_id: int) -> QuerySet[Person]:
    """The natural person behind a row: the row itself, what it was merged into, and what was merged into that."""
    root = Person.objects.filter(pk=person_id).values_list(Coalesce("merged_into_id", "pk"))[:1]
    return Person.objects.annotate(root=Coalesce("merged_into_id", "pk")).filter(root=Subquery(root))


def _held_today() -> QuerySet[Post]:
    alive = Agency.objects.on(clock.today())
    return Post.objects.on(clock.today()).filter(agency__in=alive).select_related("person", "agency").order_by("pk")


def _account_of(post: Post) -> Account | None:
    return Account.objects.filter(person__in=same_person(post.person_id), is_active=True).order_by("pk").first()


def _no_post(wanted: str) -> NotValid:
    sentence = _(
        "Không có chức vụ hay tài khoản “{name}” đang có hiệu lực hôm nay. Hãy ghi mã chức vụ hoặc tên đăng nhập;"
        " các chức vụ đang có hiệu lực: {codes}."
    )
    codes = list(_held_today().values_list("code", flat=True)[:SHOWN])
    return NotValid(sentence.format(name=wanted, codes=", ".join(codes) or _("chưa có")), field="as")


def _which_post(wanted: str, held: Sequence[Post]) -> NotValid:
    if not held:
        sentence = _("Tài khoản “{name}” không giữ chức vụ nào hôm nay. Hãy chọn một chức vụ khác.")
        return NotValid(sentence.format(name=wanted), field="as")
    listed = "; ".join(f"{post.code} ({post.title}, {post.agency})" for post in held)
    sentence = _("Tài khoản “{name}” giữ nhiều chức vụ hôm nay. Hãy ghi mã của một chức vụ: {posts}.")
    return NotValid(sentence.format(name=wanted, posts=listed), field="as")
