"""A year of the plan, played: from the signing in January 2025, through the mergers, to a morning in November.

Every line is a real act of the engine on the demo clock's day, so the trail of the demo is a trail like any other. The whole
play is one transaction: a machine that stops in the middle starts again from nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from approvals import acts
from approvals.acts.giving_out import give_out
from approvals.demo.hands import CHECKLIST, Hands
from approvals.demo.people import engage, engage_inspector
from processes.actors import actor_as
from processes.models import Plan, Post, State, TaskProcess
from processes.plan_import.load import import_plan
from processes.plans import confirm_all, keeper_of, put_in_force
from workflow import clock

PLAN_FILE = Path(__file__).parent / "24-KH-UBND.txt"
LAST_MORNING = date(2025, 11, 14)

# From 01/3/2025 the departments' open shares pass to the bodies that continue them, by one recorded decision.
HEIRS = (
    ("skhcn", "skhcn-2025"), ("stttt", "skhcn-2025"), ("snv", "snv-2025"), ("sldtbxh", "snv-2025"), ("stc", "stc-2025"),
    ("skhdt", "stc-2025"), ("snnptnt", "snnmt-2025"), ("stnmt", "snnmt-2025"), ("sxd", "sxd-2025"), ("sgtvt", "sxd-2025"),
    ("bdt", "sdttg-2025"),
)  # fmt: skip


def play() -> Iterator[str]:
    """Play the demo, yielding a line a chapter. Does nothing when a plan is there already."""
    if Plan.objects.exists():
        yield "Bản trình diễn đã có sẵn."
        return
    with transaction.atomic():
        _to(date(2025, 1, 24), 15)
        engage()
        plan, _created = import_plan(PLAN_FILE, actor=actor_as("quan-tri-ke-hoach"))
        yield f"Đã nhập {plan.number}."
        hands = Hands(plan)
        _to(date(2025, 2, 3))
        _put_in_force(hands)
        engage_inspector(plan)
        yield "Kế hoạch có hiệu lực, đã giao việc năm 2025."
        for chapter in (_february, _merger, _spring, _districts_end, _autumn):
            chapter(hands)
            yield f"Đã diễn đến {clock.today():%d/%m/%Y}."
        _to(LAST_MORNING)


def _to(day: date, hour: int = 8) -> None:
    clock.set_demo_time(datetime(day.year, day.month, day.day, hour, 30, tzinfo=clock.LOCAL))


def _put_in_force(hands: Hands) -> None:
    keeper = keeper_of(hands.plan, actor_as("quan-tri-ke-hoach"), "confirm_plan")
    confirm_all(hands.plan, capacity=keeper)
    put_in_force(hands.plan, capacity=keeper)
    giver = keeper_of(hands.plan, actor_as("quan-tri-ke-hoach"), "give_out")
    give_out(hands.plan, 2025, capacity=giver, key="demo-2025")


def _february(hands: Hands) -> None:
    """Most agencies take their work over, each its own shares at once; two are slow."""
    _to(date(2025, 2, 10))
    slow = {"bqlkkt", "sngv", "ubnd-huyen-minh-long"}
    _accept(hands, TaskProcess.objects.filter(state=State.ASSIGNED).exclude(agency__code__in=slow))
    _to(date(2025, 2, 24), 14)
    hands.bring(hands.share("V.4", "ubnd-thanh-pho-quang-ngai"), State.SUBMITTED)


def _accept(hands: Hands, shares: QuerySet[TaskProcess]) -> None:
    ordered = shares.select_related("agency").order_by("agency_id", "pk")
    for _agency, group in groupby(ordered, key=lambda share: share.agency_id):
        mine = list(group)
        team = hands.team(mine[0])
        officer = Post.objects.on(clock.today()).get(
            person__accounts__username=team["officer"], agency=mine[0].agency, role="officer"
        )
        hands.act(team["leader"], acts.ACCEPT, mine, officer=officer.pk)


def _merger(hands: Hands) -> None:
    """01/3/2025: decision 126/QĐ-UBND of 28/02 passes the open shares of eleven bodies to their heirs."""
    _to(date(2025, 3, 3))
    for before, after in HEIRS:
        _transfer(hands, before, after, "126", date(2025, 2, 28))
    hands.do("tham-dinh", acts.TAKE, hands.share("V.4", "ubnd-thanh-pho-quang-ngai"))
    hands.bring(hands.share("V.4", "ubnd-thanh-pho-quang-ngai"), State.REVIEWED)


def _transfer(hands: Hands, before: str, after: str, number: str, dated: date) -> None:
    shares = list(TaskProcess.objects.filter(agency__code=before).exclude(state=State.CLOSED))
    hands.act(
        "quan-tri-ke-hoach",
        acts.TRANSFER,
        shares,
        to=hands.agency(after).pk,
        number=number,
        symbol="QĐ-UBND",
        dated=dated,
        signer="Vương Đình Khải",
        capacity="CHỦ TỊCH",
    )


def _spring(hands: Hands) -> None:
    """The Department's own work, and the first decisions of the Chairman and of the Vice-Chairman for him."""
    _to(date(2025, 3, 20))
    for code in ("ubnd-thanh-pho-quang-ngai",):
        hands.bring(hands.share("V.4", code), State.WITH_AUTHORITY)
        hands.do("pho-chu-tich", acts.DECIDE, hands.share("V.4", code), opinion="Đồng ý kết quả.")
        hands.bring(hands.share("V.4", code), State.CLOSED)
    _to(date(2025, 4, 15))
    training = hands.share("I.3", "skhcn")
    hands.bring(training, State.SUBMITTED)
    _to(date(2025, 4, 18))
    hands.do(
        "tham-dinh-2",
        acts.REVIEW,
        training,
        verdict="passed_with_notes",
        opinion="Bổ sung danh sách lớp vào hồ sơ lưu.",
    )
    _to(date(2025, 4, 22))
    hands.do("giam-doc", acts.CONCLUDE, training, opinion="Kết luận hoàn thành.")
    hands.issue(training)
    hands.bring(hands.share("II.2", "skhcn"), State.REVIEWED)
    hands.bring(hands.share("III.1", "skhcn"), State.SUBMITTED)
    _to(date(2025, 6, 10))
    plans = [hands.share("I.2", code) for code in ("ubnd-huyen-binh-son", "ubnd-huyen-tu-nghia", "ubnd-huyen-mo-duc")]
    for share in plans:
        hands.bring(share, State.APPROVED)
    hands.issue(plans[0], *plans[1:])


def _districts_end(hands: Hands) -> None:
    """30/6/2025: the districts end. Bình Sơn's open shares pass to the commune; the others wait for a decision."""
    _to(date(2025, 6, 24))
    hands.bring(hands.share("V.1", "ubnd-huyen-binh-son"), State.SUBMITTED)
    _to(date(2025, 7, 3))
    _transfer(hands, "ubnd-huyen-binh-son", "ubnd-xa-binh-son-21040", "08", date(2025, 7, 1))


def _autumn(hands: Hands) -> None:
    """I.1 falls due on 30/9: shares at every step, one of them sent back at every level before it closed."""
    _to(date(2025, 8, 18))
    _sent_back_at_every_level(hands, hands.share("I.1", "syt"))
    _to(date(2025, 9, 25))
    ends = {
        "sct": State.WITH_AUTHORITY, "stp": State.WITH_OFFICE, "svhttdl": State.REVIEWED, "sgddt": State.SUBMITTED,
        "ttt": State.SUBMITTED, "vpub": State.WITH_OFFICE,
    }  # fmt: skip
    for code, state in ends.items():
        hands.bring(hands.share("I.1", code), state)
    _to(date(2025, 10, 20))
    _asked(hands, hands.share("I.1", "snv"))
    hands.bring(hands.share("II.1", "skhcn"), State.WITH_AUTHORITY)
    hands.bring(hands.share("IV.2", "skhcn"), State.APPROVED)
    hands.bring(hands.share("V.2", "skhcn"), State.APPROVED)
    _to(date(2025, 11, 10))
    hands.do("tham-dinh", acts.TAKE, hands.share("I.1", "sgddt"))
    hands.do(
        "tham-dinh-2",
        acts.SEND_BACK,
        hands.share("I.1", "ttt"),
        reason="Thiếu số liệu người tham dự; bổ sung danh sách.",
    )
    for code in ("syt", "sct", "stp", "svhttdl"):
        hands.bring(hands.share("V.1", code), State.SUBMITTED)
    hands.bring(hands.share("V.4", "sct"), State.WITH_AUTHORITY)
    hands.bring(hands.share("V.4", "stp"), State.WITH_AUTHORITY)


def _sent_back_at_every_level(hands: Hands, share: TaskProcess) -> None:
    hands.bring(share, State.SUBMITTED)
    hands.do("tham-dinh", acts.SEND_BACK, share, reason="Thiếu biên bản hội nghị và số người tham dự.")
    _to(date(2025, 8, 25))
    hands.bring(share, State.REVIEWED)
    hands.do("giam-doc", acts.SEND_BACK, share, reason="Đề nghị nêu rõ số liệu so với kế hoạch.", to="review")
    _to(date(2025, 8, 28))
    hands.bring(share, State.WITH_OFFICE)
    hands.do("tham-tra", acts.SEND_BACK, share, reason="Tờ trình chưa đúng thể thức Nghị định 30/2020/NĐ-CP.")
    _to(date(2025, 9, 5))
    hands.bring(share, State.WITH_AUTHORITY)
    hands.do("chu-tich", acts.SEND_BACK, share, reason="Cần làm rõ phần kinh phí đã sử dụng.", to="agency")
    _to(date(2025, 9, 15))
    hands.write_result(
        share, "cv-so-y-te", "Đã hoàn thành; bổ sung biên bản, số liệu và thuyết minh kinh phí theo yêu cầu."
    )
    hands.do("ld-so-y-te", acts.SUBMIT, share)
    hands.bring(share, State.WITH_OFFICE)
    hands.do("tham-tra", acts.VERIFY, share, checklist=CHECKLIST, opinion="Hồ sơ đầy đủ.")
    hands.do("pho-chu-tich", acts.DECIDE, share, opinion="Đồng ý.")
    hands.bring(share, State.CLOSED)


def _asked(hands: Hands, share: TaskProcess) -> None:
    """A share whose agency asked two others: one has answered, one has not."""
    leader = hands.team(share)["leader"]
    agencies = [hands.agency(code).pk for code in ("sgddt", "svhttdl")]
    question = "Đề nghị cho ý kiến về dự thảo báo cáo tuyên truyền Chỉ thị 38-CT/TW."
    due = clock.today() + timedelta(days=30)
    hands.do(leader, acts.ASK, share, agencies=agencies, question=question, due=due)
    hands.do("ld-sgddt", acts.CONTRIBUTE, share, opinion="Nhất trí; đề nghị bổ sung số trường học đã phổ biến.")
