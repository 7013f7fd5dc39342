"""What the lowest room keeps: the trail, the texts it commits to, the outbox and the demo clock."""

from django.db import models


class Event(models.Model):
    """One line of the trail. The table is made in SQL (migration 0002): its constraints are the promise, this is a view of it.

    `body` is the exact canonical text that was hashed; every other column is an index of it, compared by the verifier.
    """

    pk = models.CompositePrimaryKey("stream", "seq")
    stream = models.TextField()
    seq = models.IntegerField()
    from_state = models.TextField(null=True)
    to_state = models.TextField()
    prev_hash = models.BinaryField(null=True)
    hash = models.BinaryField()
    body = models.TextField()
    key = models.TextField(null=True)
    act = models.TextField()
    at = models.DateTimeField()
    account = models.BigIntegerField(null=True, db_column="account_id")
    person = models.BigIntegerField(null=True, db_column="person_id")
    post = models.BigIntegerField(null=True, db_column="post_id")
    unit = models.BigIntegerField(null=True, db_column="unit_id")
    agency = models.BigIntegerField(null=True, db_column="agency_id")

    append_only = True

    class Meta:
        managed = False
        db_table = "trail"
        ordering = ["stream", "seq"]

    @property
    def hash_hex(self) -> str:
        """The hash as people read it: 64 hexadecimal digits, the receipt of whoever acted."""
        return bytes(self.hash).hex()


class EventText(models.Model):
    """The words of an event (a reason, a result, an opinion), apart from the trail so that they can be erased by law.

    The event's body holds SHA-256(salt || text) under the same name; once text and salt are erased, the chain still stands.
    """

    stream = models.TextField()
    seq = models.IntegerField()
    name = models.CharField(max_length=40)
    salt = models.BinaryField(null=True)
    text = models.TextField(null=True)

    changed_by_acts = ("salt", "text")  # and a trigger lets them only be erased

    class Meta:
        db_table = "event_text"
        constraints = [models.UniqueConstraint(fields=["stream", "seq", "name"], name="event_text_once")]


class StreamHead(models.Model):
    """The last event of a stream whose subject has no state of its own: plan, agency, person, account, instrument."""

    stream = models.TextField(primary_key=True)
    head_seq = models.IntegerField()
    head_hash = models.BinaryField()
    state = models.TextField(default="recorded")

    class Meta:
        db_table = "stream_head"


class Notice(models.Model):
    """A row of the outbox: a message that must leave after the commit, at least once, named by its event."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned"
        SENT_BACK = "sent_back"
        NOBODY_ELIGIBLE = "nobody_eligible"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    stream = models.TextField()
    seq = models.IntegerField()
    agency = models.BigIntegerField(db_column="agency_id")
    created = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    last_error = models.TextField(default="")

    class Meta:
        db_table = "notice"
        constraints = [models.UniqueConstraint(fields=["stream", "seq", "kind", "agency"], name="notice_once")]
        indexes = [models.Index(fields=["created"], name="notice_waiting", condition=models.Q(sent=None))]


class DemoClock(models.Model):
    """The one stored offset of the demo clock (demo mode only, forward only)."""

    offset = models.DurationField()

    class Meta:
        db_table = "demo_clock"
