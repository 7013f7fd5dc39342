"""The only import of django_fsm: a protected state field, its transitions, and its errors in our words."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, TransitionNotAllowed, transition

from workflow.errors import Conflict

__all__ = ["Stateful", "move", "state_field", "transition_of"]


def state_field(**options: Any) -> FSMField:
    """A state that only a declared transition may change; the database refuses the rest (see the trail's foreign key)."""
    return FSMField(protected=True, max_length=20, **options)


def transition_of(source: Any, target: Any) -> Callable[..., Any]:
    """Declare a method as a transition of `state` from one state (or several) to another."""
    return transition(field="state", source=source, target=target)


class Stateful(models.Model):
    """A row with a protected `state`. Reloading really reloads it: the library's own mixin would keep a stale one."""

    class Meta:
        abstract = True

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Reload all or the named fields, the protected state among them."""
        names = set(fields) if fields is not None else None
        if names is None or "state" in names:
            rows: Any = (
                from_queryset if from_queryset is not None else type(self)._base_manager.using(using or self._state.db)
            )
            self.__dict__["state"] = rows.filter(pk=self.pk).values_list("state", flat=True).get()
            names = {f.attname for f in self._meta.concrete_fields if not f.generated} if names is None else names
            names.discard("state")
            if not names:
                return
        super().refresh_from_db(using=using, fields=sorted(names), from_queryset=from_queryset)


def move(row: Stateful, transition_name: str) -> None:
    """Run one declared transition in memory; raises Conflict when the row does not stand where it starts."""
    try:
        getattr(row, transition_name)()
    except TransitionNotAllowed as refusal:
        raise Conflict(_("Hồ sơ đã chuyển sang bước khác. Hãy tải lại trang để xem trạng thái mới nhất.")) from refusal
