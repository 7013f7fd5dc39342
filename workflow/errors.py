"""The four refusals. Each carries one sentence a clerk understands: what, where, what to do next."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A refusal in words, in the language of whoever reads it; `status` is the HTTP answer it becomes."""

    status = 400

    def __init__(self, sentence: str | Promise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self._sentence = sentence
        self.field = field

    @property
    def sentence(self) -> str:
        """What the person is told: the page shows it in its own language, the trail keeps it in Vietnamese."""
        return str(self._sentence)


class NotFound(DomainError):
    """The thing does not exist, or this person may not know that it does (the two look the same)."""

    status = 404


class NotAllowed(DomainError):
    """The person sees the thing but may not do this to it: no right, or the separation of duties forbids it."""

    status = 403


class Conflict(DomainError):
    """Somebody else was first, or the page is older than the record."""

    status = 409


class NotValid(DomainError):
    """What was sent cannot be accepted; `field` names the form field to mend, if there is one."""

    status = 422
