"""The lowest room: how work moves."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WorkflowConfig(AppConfig):
    """Wires what belongs to the schema (extensions, rights of the application's role) and our system checks."""

    name = "workflow"
    verbose_name = "Quy trình"

    def ready(self) -> None:
        """Register checks, and the two steps round every `migrate`."""
        from workflow import checks, grants  # noqa: F401 - both need the app registry

        pre_migrate.connect(grants.create_extensions, sender=self)
        post_migrate.connect(grants.grant_to_application, sender=self)
