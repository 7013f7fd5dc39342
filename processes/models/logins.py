"""Failed logins of the last quarter of an hour: what the limit counts. The proof is in the account's stream, not here."""

from django.db import models


class LoginAttempt(models.Model):
    """One attempt with a name from an address that has not succeeded. `at` is real time: the demo clock does not move it."""

    username = models.CharField(max_length=150)
    address = models.GenericIPAddressField()
    at = models.DateTimeField()

    class Meta:
        db_table = "login_attempt"
        indexes = [models.Index(fields=["username", "address", "at"], name="login_attempt_by_name")]
