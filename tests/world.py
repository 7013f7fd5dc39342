"""The one world of the tests: the people of the demo, the customer's plan in force, and verbs to carry work through it.

`small_world` makes three tasks by hand for tests of the engine; `whole_world` imports the customer's plan and gives out 2025.
Both stand on 10 February 2025, before the mergers; `world.on(day)` moves the clock.
"""

from __future__ import annotations

import io
import itertools
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import time_machine
from django.db.models import QuerySet

from approvals import acts
from approvals.acts.giving_out import give_out
from approvals.demo.people import engage, engage_inspector, system
from approvals.models import Draft
from processes.models import Account, Agency, AgencyGroup, Plan, PlanGroup, PlanTask, PlanTaskTerm, Post, State, TaskProcess
from workflow import clock, files
from workflow.acts import Act, Actor, Done, Outcome
from workflow.engine import CURRENT, perform

PLAN_FILE = Path(__file__).parent / "plans" / "24-KH-UBND" / "24-KH-UBND.txt"
BEFORE_THE_MERGERS = datetime(2025, 2, 10, 8, 0, tzinfo=clock.LOCAL)
DEPARTMENT_CODES = ("skhcn", "skhcn-2025")
_serial = itertools.count(1)


class World:
    """A plan in force and its people. Every verb goes through the engine."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def actor(self, username: str) -> Actor:
        """The account of one of the cast; the engine finds the post."""
        return Actor(account=Account.objects.get(username=username).pk)

    def account(self, username: str) -> Account:
        """The account itself, for the test client."""
        return Account.objects.select_related("person").get(username=username)

    def agency(self, code: str) -> Agency:
        """An agency by its code."""
        return Agency.objects.get(code=code)

    def post(self, username: str) -> Post:
        """The post that one of the cast holds today."""
        return Post.objects.on(clock.today()).get(person__accounts__username=username)

    def share(self, task: str, agency: str, year: int = 2025) -> TaskProcess:
        """The share of an agency in a task of the plan."""
        return TaskProcess.objects.get(plan=self.plan, plan_task__code=task, given_to__code=agency, year=year)

    def shares(self, task: str, year: int = 2025) -> QuerySet[TaskProcess]:
        """All shares of a task."""
        return TaskProcess.objects.filter(plan=self.plan, plan_task__code=task, year=year)

    def act(self, username: str, act: Act, processes: TaskProcess | Iterable[TaskProcess], **data: Any) -> Outcome:
        """Perform an act as one of the cast, with a key of its own."""
        several = [processes] if isinstance(processes, TaskProcess) else list(processes)
        key = data.pop("key", None) or str(uuid.uuid4())
        seen = data.pop("seen", CURRENT)
        actor = data.pop("actor", None) or self.actor(username)
        return perform(act, [process.pk for process in several], actor=actor, data=data, key=key, seen=seen)

    def do(self, username: str, act: Act, process: TaskProcess, **data: Any) -> Done:
        """The same for one process: returns what was done or raises the refusal; the process is reloaded."""
        done = self.act(username, act, process, **data).single()
        process.refresh_from_db()
        return done

    @contextmanager
    def on(self, day: date, hour: int = 9) -> Iterator[None]:
        """Move the clock to a day for a while."""
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=clock.LOCAL)
        with time_machine.travel(moment, tick=True):
            yield

    def file(self, name: str = "") -> dict[str, Any]:
        """A small real PDF of its own, accepted by the evidence store."""
        number = next(_serial)
        stored = files.store(
            io.BytesIO(pdf(f"{number}-{uuid.uuid4()}")),
            name=name or f"Báo cáo kết quả {number}.pdf",
            limits=files.Limits(),
            on=clock.today(),
        )
        return {"sha256": stored.sha256, "name": stored.name, "size": stored.size, "media_type": stored.media_type}

    def team(self, process: TaskProcess) -> dict[str, str]:
        """Who does what on a share: the leader who submits, the officer, and the levels above."""
        code = process.agency.code
        if code in DEPARTMENT_CODES:
            own = {"leader": "chi-cuc-truong", "officer": "cv-chi-cuc"}
        else:
            own = {"leader": _person_of(process.agency, "leader"), "officer": _person_of(process.agency, "officer")}
        return {**own, "reviewer": "tham-dinh", "director": "giam-doc", "verifier": self._verifier(code)}

    def _verifier(self, code: str) -> str:
        return "tham-tra-2" if code == "vpub" else "tham-tra"

    def bring(self, process: TaskProcess, state: str) -> TaskProcess:
        """Carry a share forward, by the usual people, until it stands in the state."""
        order = [State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.REVIEWED]
        above = [State.WITH_OFFICE, State.WITH_AUTHORITY] if process.directing == "chairman" else []
        order += [*above, State.APPROVED, State.CLOSED]
        process.refresh_from_db()
        for step in order[order.index(State(process.state)) + 1 : order.index(State(state)) + 1]:
            self._step(process, step, self.team(process))
        return process

    def _step(self, process: TaskProcess, state: str, team: dict[str, str]) -> None:
        chairman = process.directing == "chairman"
        if state == State.IN_PROGRESS:
            officer = Post.objects.on(clock.today()).get(
                person__accounts__username=team["officer"], agency=process.agency_id, role="officer"
            )
            self.do(team["leader"], acts.ACCEPT, process, officer=officer.pk)
        elif state == State.SUBMITTED:
            self.write_result(process, team["officer"])
            self.do(team["leader"], acts.SUBMIT, process)
        elif state == State.REVIEWED:
            self.do(team["reviewer"], acts.REVIEW, process, verdict="passed", opinion="Đủ minh chứng.")
        elif state == State.WITH_OFFICE:
            self.do(team["director"], acts.ESCALATE, process, **self.paper("TTr-SKHCN"))
        elif state == State.WITH_AUTHORITY:
            self.do(team["verifier"], acts.VERIFY, process, checklist=["complete", "competent", "consistent"])
        elif state == State.APPROVED and chairman:
            self.do("chu-tich", acts.DECIDE, process)
        elif state == State.APPROVED:
            self.do(team["director"], acts.CONCLUDE, process)
        elif state == State.CLOSED:
            clerk = "van-thu-ubnd" if chairman else "van-thu-so"
            self.do(clerk, acts.ISSUE, process, **self.paper("QĐ-UBND" if chairman else "KL-SKHCN", file=self.file()))

    def write_result(self, process: TaskProcess, username: str, text: str = "Đã hoàn thành nội dung được giao.") -> None:
        """An officer prepares a result: words, a figure and a file."""
        self.do(username, acts.PREPARE, process)
        self.do(username, acts.ATTACH, process, file=self.file())
        draft = Draft.objects.get(process=process)
        draft.text, draft.version = text, draft.version + 1
        draft.figures = [{"name": "Hội nghị tuyên truyền", "unit": "cuộc", "planned": "2", "actual": "3"}]
        draft.save()

    def paper(self, symbol: str, number: int | None = None, **more: Any) -> dict[str, Any]:
        """A document's data, with a number of its own."""
        return {
            "number": str(number or next(_serial)),
            "symbol": symbol,
            "dated": clock.today(),
            "signer": "Vương Đình Khải",
            "capacity": "CHỦ TỊCH",
            **more,
        }


def _person_of(agency: Agency, role: str) -> str:
    post = Post.objects.on(clock.today()).filter(agency=agency, role=role, person__accounts__isnull=False).first()
    if post is None:
        raise AssertionError(f"the cast has no {role} in {agency.code} on {clock.today()}")
    return post.person.accounts.get().username


def pdf(words: str) -> bytes:
    """A valid one-page PDF whose bytes depend on the words."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.docinfo["/Title"] = words
    buffer = io.BytesIO()
    document.save(buffer, static_id=True)
    return buffer.getvalue()


def small_world() -> World:
    """Three tasks: I.1 of three agencies for the Chairman, I.2 of the Department for itself, I.3 of the Office."""
    engage()
    by_code = {agency.code: agency for agency in Agency.objects.all()}
    plan = Plan.objects.create(
        number="24/KH-UBND",
        dated=date(2025, 1, 24),
        issuer=by_code["ubnd-tinh"],
        issuer_text="Ủy ban nhân dân tỉnh",
        title="Kế hoạch thử",
        status=Plan.Status.IN_FORCE,
        department=by_code["skhcn"],
        office=by_code["vpub"],
        source=b"thu",
        source_name="thu.txt",
        source_sha256="0" * 64,
        imported_at=clock.now(),
    )
    group = PlanGroup.objects.create(plan=plan, position=1, ordinal="I", title="Nhóm thử")
    deadline = {"kind": "recurring", "from": "2025-01-24", "to": "2025-12-31", "recurs": "year", "certain": True}
    rows = (
        ("1", "chairman", ("syt", "sct", "ubnd-huyen-binh-son", "skhcn")),
        ("2", "department", ("skhcn",)),
        ("3", "chairman", ("vpub",)),
    )
    districts = AgencyGroup.objects.get(code="ubnd-huyen")
    for position, (ordinal, directing, leads) in enumerate(rows):
        task = PlanTask.objects.create(
            plan=plan, group=group, position=position, ordinal=ordinal, ordinal_source="printed", code=f"I.{ordinal}",
            text=f"Nhiệm vụ thử {ordinal}", directing=directing, deadline=deadline, deadline_kind="recurring",
            cells={"lead": "", "coordinating": "", "directing": "", "deadline": "Hàng năm", "product": "", "funding": "", "note": ""},
        )  # fmt: skip
        for index, code in enumerate(leads):
            PlanTaskTerm.objects.create(
                task=task, cell="lead", position=index, kind="agency", text=by_code[code].name, agency=by_code[code]
            )
        PlanTaskTerm.objects.create(
            task=task, cell="coordinating", position=0, kind="group", text=districts.name, group=districts
        )
    give_out(plan, 2025, capacity=system("give_out"), key="small")
    engage_inspector(plan)
    return World(plan)


def whole_world() -> World:
    """The customer's plan, imported, confirmed, in force and given out for 2025."""
    from processes.plan_import.load import import_plan
    from processes.plans import confirm_all, put_in_force

    engage()
    capacity = system("import_plan")
    plan, _created = import_plan(PLAN_FILE, actor=Actor(account=capacity.account, post=capacity.post))
    confirm_all(plan, capacity=system("confirm_plan"))
    put_in_force(plan, capacity=system("confirm_plan"))
    give_out(plan, 2025, capacity=system("give_out"), key="2025")
    engage_inspector(plan)
    return World(plan)
