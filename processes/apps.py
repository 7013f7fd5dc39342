"""What is to be done, by whom, by when."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """The room `processes`."""

    name = "processes"
    verbose_name = "Nhiệm vụ"
