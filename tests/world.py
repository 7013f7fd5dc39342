"""The one world of the tests: the people of the demo, the customer's plan in force, and verbs to carry work through it.

`small_world` makes three tasks by hand for tests of the engine; `whole_world` imports the customer's plan and gives out 2025.
Both stand on 10 February 2025, before the mergers; `world.on(day)` moves the clock.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import time_machine

from approvals.acts.giving_out import give_out
from approvals.demo.hands import Hands
from approvals.demo.people import engage, engage_inspector, system
from processes.models import Account, Agency, AgencyGroup, Plan, PlanGroup, PlanTask, PlanTaskTerm, TaskProcess
from workflow import clock
from workflow.acts import Actor

PLAN_FILE = Path(__file__).parent / "plans" / "24-KH-UBND" / "24-KH-UBND.txt"
BEFORE_THE_MERGERS = datetime(2025, 2, 10, 8, 0, tzinfo=clock.LOCAL)


class World(Hands):
    """The cast at work, with a clock that a test can move and small files that cost nothing."""

    def account(self, username: str) -> Account:
        """The account itself, for the test client."""
        return Account.objects.select_related("person").get(username=username)

    @contextmanager
    def on(self, day: date, hour: int = 9) -> Iterator[None]:
        """Move the clock to a day for a while."""
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=clock.LOCAL)
        with time_machine.travel(moment, tick=True):
            yield

    def file(self, name: str = "") -> dict[str, Any]:
        """A small real PDF of its own, accepted by the evidence store."""
        return self.stored(pdf(str(uuid.uuid4())), name or f"Báo cáo kết quả {next(self._serial)}.pdf")

    def evidence(self, process: TaskProcess, title: str = "") -> dict[str, Any]:
        """The tests' reports are blank pages."""
        return self.file(f"{title}.pdf" if title else "")


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
