"""Who says it is done."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The room `approvals`."""

    name = "approvals"
    verbose_name = "Phê duyệt"
