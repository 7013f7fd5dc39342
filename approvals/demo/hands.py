"""Verbs that carry a share forward by the hands of the cast. Every one goes through the engine; there is no other way."""

from __future__ import annotations

import io
import itertools
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from approvals import acts
from approvals.demo.papers import report
from approvals.models import Draft
from processes.models import Account, Agency, Plan, Post, State, TaskProcess
from workflow import clock, files
from workflow.acts import Act, Actor, Done, Outcome
from workflow.engine import CURRENT, perform

DEPARTMENT_CODES = ("skhcn", "skhcn-2025")
CHECKLIST = ["complete", "competent", "consistent"]


class Hands:
    """A plan in force and its people."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._serial = itertools.count(1)

    def actor(self, username: str) -> Actor:
        """The account of one of the cast; the engine finds the post."""
        return Actor(account=Account.objects.get(username=username).pk)

    def agency(self, code: str) -> Agency:
        """An agency by its code."""
        return Agency.objects.get(code=code)

    def post(self, username: str) -> Post:
        """The post that one of the cast holds today."""
        return Post.objects.on(clock.today()).get(person__accounts__username=username)

    def share(self, task: str, agency: str, year: int = 2025) -> TaskProcess:
        """The share that was given to an agency in a task of the plan."""
        return TaskProcess.objects.get(plan=self.plan, plan_task__code=task, given_to__code=agency, year=year)

    def shares(self, task: str, year: int = 2025) -> QuerySet[TaskProcess]:
        """All shares of a task."""
        return TaskProcess.objects.filter(plan=self.plan, plan_task__code=task, year=year)

    def act(self, username: str, act: Act, processes: TaskProcess | Iterable[TaskProcess], **data: Any) -> Outcome:
        """Perform an act as one of the cast, with a key of its own unless one is given."""
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

    def stored(self, content: bytes, name: str) -> dict[str, Any]:
        """A file that the evidence store has accepted, as acts take it."""
        kept = files.store(io.BytesIO(content), name=name, limits=files.Limits(), on=clock.today())
        return {"sha256": kept.sha256, "name": kept.name, "size": kept.size, "media_type": kept.media_type}

    def evidence(self, process: TaskProcess, title: str = "Báo cáo kết quả thực hiện nhiệm vụ") -> dict[str, Any]:
        """A report of the agency about this share, as a real PDF."""
        content = report(process, title=title, number=next(self._serial))
        return self.stored(content, f"{title} – {process.code}.pdf")

    def team(self, process: TaskProcess) -> dict[str, str]:
        """Who does what on a share: the leader who submits, the officer, and the levels above."""
        code = process.agency.code
        if code in DEPARTMENT_CODES:
            own = {"leader": "chi-cuc-truong", "officer": "cv-chi-cuc"}
        else:
            own = {role: self._holder(process.agency, role) for role in ("leader", "officer")}
        verifier = "tham-tra-2" if code == "vpub" else "tham-tra"
        return {**own, "reviewer": "tham-dinh", "director": "giam-doc", "verifier": verifier}

    def _holder(self, agency: Agency, role: str) -> str:
        post = Post.objects.on(clock.today()).filter(agency=agency, role=role, person__accounts__isnull=False).first()
        if post is None:
            raise LookupError(f"the cast has no {role} in {agency.code} on {clock.today()}")
        return post.person.accounts.get().username

    def bring(self, process: TaskProcess, state: str) -> TaskProcess:
        """Carry a share forward, by the usual people, until it stands in the state."""
        above = [State.WITH_OFFICE, State.WITH_AUTHORITY] if process.directing == "chairman" else []
        order = [
            State.ASSIGNED,
            State.IN_PROGRESS,
            State.SUBMITTED,
            State.REVIEWED,
            *above,
            State.APPROVED,
            State.CLOSED,
        ]
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
            self.do(team["reviewer"], acts.REVIEW, process, verdict="passed", opinion="Đủ nội dung, minh chứng hợp lệ.")
        elif state == State.WITH_OFFICE:
            self.do(team["director"], acts.ESCALATE, process, **self.paper("TTr-SKHCN"))
        elif state == State.WITH_AUTHORITY:
            self.do(team["verifier"], acts.VERIFY, process, checklist=CHECKLIST)
        elif state == State.APPROVED and chairman:
            self.do("chu-tich", acts.DECIDE, process)
        elif state == State.APPROVED:
            self.do(team["director"], acts.CONCLUDE, process)
        elif state == State.CLOSED:
            self.issue(process)

    def issue(self, process: TaskProcess, *more: TaskProcess) -> None:
        """The records clerk puts the signed document on file; one document for all the shares named."""
        chairman = process.directing == "chairman"
        clerk, symbol = ("van-thu-ubnd", "QĐ-UBND") if chairman else ("van-thu-so", "KL-SKHCN")
        paper = self.paper(symbol)
        paper["file"] = self.evidence(process, "Văn bản phê duyệt kết quả" if chairman else "Văn bản kết luận")
        outcome = self.act(clerk, acts.ISSUE, [process, *more], **paper)
        for refusal in outcome.refused:
            raise refusal.error
        process.refresh_from_db()

    def write_result(
        self, process: TaskProcess, username: str, text: str = "Đã hoàn thành nội dung được giao."
    ) -> None:
        """An officer prepares a result: words, a figure and a file."""
        self.do(username, acts.PREPARE, process)
        self.do(username, acts.ATTACH, process, file=self.evidence(process))
        draft = Draft.objects.get(process=process)
        draft.text, draft.version = text, draft.version + 1
        draft.figures = [{"name": "Hội nghị tuyên truyền, phổ biến", "unit": "cuộc", "planned": "2", "actual": "3"}]
        draft.save()

    def paper(self, symbol: str, number: int | None = None, **more: Any) -> dict[str, Any]:
        """A document's data, with a number of its own."""
        signer = ("Vương Đình Khải", "CHỦ TỊCH") if symbol.endswith("UBND") else ("Tống Văn Lượng", "GIÁM ĐỐC")
        return {
            "number": str(number or next(self._serial)),
            "symbol": symbol,
            "dated": clock.today(),
            "signer": signer[0],
            "capacity": signer[1],
            **more,
        }
