"""What is to be done, by whom, by when."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """The room `processes`. Tells the room below, which knows no plans, whose streams there are and what letters say."""

    name = "processes"
    verbose_name = "Nhiệm vụ"

    def ready(self) -> None:
        """Register the tables whose rows have streams, and the writer of letters."""
        from processes import people_mirrors, trail_mirrors
        from processes.letters import letters
        from workflow import post_office
        from workflow.trail import heads, mirrors

        post_office.register(letters)
        heads.register("process", self._table("TaskProcess"), carries_head=True)
        for prefix in ("plan", "agency", "person", "account", "instrument"):
            heads.register(prefix, self._table(prefix))
        heads.register_lone("directory")
        heads.register_lone("people")
        mirrors.register_rows("process", trail_mirrors.PROCESS)
        mirrors.register("plan", trail_mirrors.PLAN)
        for name, statement in people_mirrors.ALL.items():
            mirrors.register(name, statement)

    def _table(self, model: str) -> str:
        return str(self.get_model(model)._meta.db_table)
