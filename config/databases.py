"""Which PostgreSQL, and as which of the two roles.

Commands that change the schema connect as `duyet_owner`, all else as `duyet_app`, who may only INSERT into and read the
trail. `manage.py` decides by the command's name; DUYET_DB_ROLE=owner|app overrides it (the tests use that).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

from config.embedded_postgres import APP_ROLE, DATABASE, OWNER_ROLE, PORT, Cluster

SCHEMA_COMMANDS = frozenset({"migrate", "sqlmigrate", "flush", "sqlflush"})
WITHOUT_DATABASE = frozenset(
    {
        "help", "version", "--version", "--help", "check", "collectstatic", "findstatic", "makemessages", "compilemessages",
        "read_plan", "read_deadline", "read_agencies",
    }
)  # fmt: skip

ENGINE = "django.db.backends.postgresql"
LOCK_TIMEOUT = "10s"  # a person waits no longer than this for a colleague's transaction, then is told so
IDLE_IN_TRANSACTION = "30s"  # after this a worker that hangs, or whose network was cut, lets go of its rows


def role_for(command: str) -> str:
    """Return the role that a manage.py command works as: "owner" for the schema, else "app"."""
    return "owner" if command in SCHEMA_COMMANDS else "app"


def embedded(env: Env, data_dir: Path, *, durable: bool = True) -> Cluster | None:
    """Return the embedded PostgreSQL, or None where DATABASE_URL names a server."""
    return None if env.str("DATABASE_URL", default="") else Cluster(data_dir, durable=durable)


def addresses(env: Env, cluster: Cluster | None) -> dict[str, dict[str, Any]]:
    """Return the address of each role ("app", "owner") in Django's form."""
    if cluster:
        common = {"ENGINE": ENGINE, "NAME": DATABASE, "HOST": str(cluster.socket_dir), "PORT": PORT, "PASSWORD": ""}
        return {"app": {**common, "USER": APP_ROLE}, "owner": {**common, "USER": OWNER_ROLE}}
    if not env.str("DATABASE_OWNER_URL", default=""):
        raise ImproperlyConfigured(
            "DATABASE_URL is set and DATABASE_OWNER_URL is not. The schema belongs to a role of its own, so that the"
            " role of DATABASE_URL cannot rewrite the trail: name both."
        )
    found = {"app": env.db_url("DATABASE_URL"), "owner": env.db_url("DATABASE_OWNER_URL")}
    for address in found.values():
        if address["ENGINE"] != ENGINE:
            raise ImproperlyConfigured(
                "DATABASE_URL must name a PostgreSQL: the trail's constraints exist nowhere else."
            )
    return found


def connection(address: dict[str, Any], *, max_age: int, idle: str = IDLE_IN_TRANSACTION) -> dict[str, Any]:
    """Return the address with the settings every connection of ours has. `idle`: how long a transaction may do nothing."""
    limits = f"-c lock_timeout={LOCK_TIMEOUT} -c idle_in_transaction_session_timeout={idle}"
    return {
        **address,
        "CONN_MAX_AGE": max_age,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": limits, **address.get("OPTIONS", {})},
    }
