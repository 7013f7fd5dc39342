"""Who says it is done."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The room `approvals`."""

    name = "approvals"
    verbose_name = "Phê duyệt"

    def ready(self) -> None:
        """Hang the acts on the flow, whichever module is asked for first."""
        from approvals import flow  # noqa: F401
