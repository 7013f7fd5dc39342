"""Who says it is done."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The room `approvals`."""

    name = "approvals"
    verbose_name = "Phê duyệt"

    def ready(self) -> None:
        """Hang the acts on the flow, whichever module is asked for first, and tell the verifier what to compare."""
        from approvals import flow, trail_mirrors  # noqa: F401
        from workflow.trail import heads, mirrors

        heads.register_lone("positions")
        for name, rows in trail_mirrors.ALL.items():
            mirrors.register_rows(name, rows)
