"""The process: a row of the plan × a period × a responsible agency. Its state is truth; the trail proves it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask

from processes.models.agencies import Agency, Unit
from processes.models.people import Account, Post, Role
from processes.models.plans import Plan, PlanTask
from workflow.states import Stateful, state_field, transition_of


class State(models.TextChoices):
    """Where a process stands (architecture.md section 2)."""

    ASSIGNED = "assigned", _("Đã giao")
    IN_PROGRESS = "in_progress", _("Đang thực hiện")
    SUBMITTED = "submitted", _("Đã trình kết quả")
    REVIEWED = "reviewed", _("Đã thẩm định")
    WITH_OFFICE = "with_office", _("Chờ Văn phòng UBND tỉnh")
    WITH_AUTHORITY = "with_authority", _("Đã trình Chủ tịch")
    APPROVED = "approved", _("Đã phê duyệt")
    CLOSED = "closed", _("Kết thúc")
    REVOKED = "revoked", _("Đã thu hồi")


class Phase(models.TextChoices):
    """The five phases of the plan that every list and report shows; revoked work is shown apart."""

    ASSIGNED = "assigned", _("Đã giao")
    IN_PROGRESS = "in_progress", _("Đang thực hiện")
    SUBMITTED = "submitted", _("Đã trình kết quả")
    REVIEWED = "reviewed", _("Đã thẩm định")
    CLOSED = "closed", _("Kết thúc")
    REVOKED = "revoked", _("Đã thu hồi")


PHASE_OF = {
    State.ASSIGNED: Phase.ASSIGNED,
    State.IN_PROGRESS: Phase.IN_PROGRESS,
    State.SUBMITTED: Phase.SUBMITTED,
    State.REVIEWED: Phase.REVIEWED,
    State.WITH_OFFICE: Phase.REVIEWED,
    State.WITH_AUTHORITY: Phase.REVIEWED,
    State.APPROVED: Phase.REVIEWED,
    State.CLOSED: Phase.CLOSED,
    State.REVOKED: Phase.REVOKED,
}


class TaskProcess(Stateful, AbstractProcess):
    """One share of work. `agency` is who is responsible now (changed only by `transfer`), `given_to` who was at the start.

    `version` moves only with the state, a submission, the deadline or the responsible agency. `head_seq`/`head_hash` name the
    latest event of its stream; the database refuses a state without it.
    """

    state = state_field(choices=State.choices, default=State.ASSIGNED)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="processes")
    plan_task = models.ForeignKey(PlanTask, models.PROTECT, related_name="processes", db_index=False)
    directing = models.CharField(max_length=20, choices=PlanTask.Directing.choices)
    year = models.SmallIntegerField()
    period_from = models.DateField()
    period_to = models.DateField(null=True)
    due = models.DateField(null=True)
    deadline_policy = models.CharField(max_length=60, default="fixed")
    calendar_version = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="processes", db_index=False)
    given_to = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    is_contact = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    officer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_back = models.BooleanField(default=False)
    submissions_made = models.SmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    accepted_submission_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField()
    data = models.JSONField(default=dict)
    parent_task = models.ForeignKey("WorkItem", models.PROTECT, null=True, db_index=False, related_name="subprocesses")
    seed = None
    artifact = None
    artifact_object_id = models.IntegerField(null=True)

    # What an act may write (processes/ground.py, `save`); the rest of the row stands as it was given out.
    changed_by_acts = (
        "state", "version", "head_seq", "head_hash", "status", "finished", "agency_id", "unit_id", "officer_id",
        "taken_by_id", "sent_back", "submissions_made", "submitted_at", "accepted_submission_at",
    )  # fmt: skip

    class Meta:
        db_table = "task_process"
        ordering = ["pk"]
        verbose_name = _("Hồ sơ nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["plan_task", "period_from", "given_to"], name="share_given_once"),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="process_agency_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The number people quote: plan row, year and the running number of the share."""
        return f"NV-{self.year}-{self.pk:05d}"

    @property
    def stream(self) -> str:
        """Its stream in the trail."""
        return f"process:{self.pk}"

    @property
    def phase(self) -> Phase:
        """The phase shown on lists and reports."""
        return PHASE_OF[State(self.state)]

    @transition_of(State.ASSIGNED, State.IN_PROGRESS)
    def accept(self) -> None:
        """T2 Tiếp nhận."""

    @transition_of(State.IN_PROGRESS, State.SUBMITTED)
    def submit(self) -> None:
        """T6 Trình kết quả."""

    @transition_of(State.SUBMITTED, State.IN_PROGRESS)
    def withdraw(self) -> None:
        """T7 Rút hồ sơ trình."""

    @transition_of(State.SUBMITTED, State.REVIEWED)
    def review(self) -> None:
        """T10 Hoàn thành thẩm định."""

    @transition_of([State.SUBMITTED, State.REVIEWED, State.WITH_AUTHORITY], State.IN_PROGRESS)
    def send_back_to_agency(self) -> None:
        """T9 Trả lại cơ quan thực hiện."""

    @transition_of([State.REVIEWED, State.WITH_OFFICE, State.WITH_AUTHORITY], State.SUBMITTED)
    def send_back_to_review(self) -> None:
        """T14b Trả lại Sở để thẩm định lại."""

    @transition_of(State.REVIEWED, State.APPROVED)
    def conclude(self) -> None:
        """T11 Kết luận, where the Department directs."""

    @transition_of(State.REVIEWED, State.WITH_OFFICE)
    def escalate(self) -> None:
        """T12 Trình Chủ tịch, where the Chairman directs."""

    @transition_of(State.WITH_OFFICE, State.WITH_AUTHORITY)
    def verify(self) -> None:
        """T13 Thẩm tra."""

    @transition_of(State.WITH_AUTHORITY, State.APPROVED)
    def decide(self) -> None:
        """T14a Phê duyệt."""

    @transition_of(State.APPROVED, State.CLOSED)
    def issue(self) -> None:
        """T20 Phát hành văn bản và kết thúc hồ sơ."""


class WorkItem(AbstractTask):
    """viewflow's task row as we use it: which role of which agency must act now, by when. It is a duty, not a proof."""

    process = models.ForeignKey(
        TaskProcess, models.PROTECT, db_index=False, related_name="task_set", related_query_name="task"
    )
    node = models.CharField(max_length=20)
    role = models.CharField(max_length=20, choices=Role.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items", db_index=False)
    due = models.DateField(null=True)
    is_main = models.BooleanField(default=True)
    question = models.JSONField(default=dict)
    answered_seq = models.IntegerField(null=True)
    finished_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    data = models.JSONField(default=dict)
    seed = None
    artifact = None

    # viewflow's fields that we do not use, redefined so that they carry no index and no cascade
    status = models.CharField(max_length=50, default="NEW")
    created = models.DateTimeField()
    scheduled = models.DateTimeField(null=True)
    external_task_id = models.CharField(max_length=50, null=True)
    owner = models.ForeignKey(Account, models.PROTECT, null=True, db_index=False, related_name="+")
    owner_permission_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.PROTECT, null=True, db_index=False, related_name="+"
    )

    never_deleted = True

    class Meta:
        db_table = "work_item"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(finished=None, is_main=True), name="one_open_main_item"
            ),
            models.UniqueConstraint(
                fields=["process", "agency"], condition=Q(finished=None, is_main=False), name="one_open_ask_per_agency"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "role", "due", "process"], condition=Q(finished=None), name="item_open_by_agency"
            ),
            models.Index(fields=["process"], name="item_of_process"),
        ]


class Coordination(models.Model):
    """An agency named beside the responsible one, frozen when the share was given out. A relation, not work."""

    process = models.ForeignKey(TaskProcess, models.PROTECT, related_name="coordinations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="coordinations")

    class Meta:
        db_table = "coordination"
        constraints = [models.UniqueConstraint(fields=["process", "agency"], name="coordination_once")]
