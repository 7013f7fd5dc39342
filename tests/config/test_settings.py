"""The settings in each of their forms: what production demands, what no environment may bring about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from environ import Env

from config import databases
from config.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parents[2]


def _settings_in(tmp_path: Path, *names: str, **environment: str) -> dict[str, object]:
    """Read settings in a process of their own, as that environment makes them."""
    code = f"import json; from django.conf import settings; print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}))"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE_DIR, capture_output=True, text=True, check=True,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path), **environment},
    )  # fmt: skip
    return json.loads(said.stdout)


@pytest.mark.slow
def test_the_production_form_passes_djangos_deployment_check(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    said = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE_DIR, capture_output=True, text=True, check=False,
        env={**kept, "DUYET_MODE": "production", "DATA_DIR": str(tmp_path)},
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def test_production_knows_neither_demo_nor_debug_whatever_the_environment_says(tmp_path: Path) -> None:
    found = _settings_in(tmp_path, "DEMO", "DEBUG", DUYET_MODE="production", DEMO="1", DEBUG="1")
    assert found == {"DEMO": False, "DEBUG": False}


def test_production_cookies_belong_to_this_host_alone(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    found = _settings_in(tmp_path, *names, DUYET_MODE="production")
    assert all(str(found[name]).startswith("__Host-") for name in names[:2])
    assert all(found[name] is True for name in names[2:])


def test_a_forwarded_scheme_is_believed_only_behind_a_proxy_of_ours(tmp_path: Path) -> None:
    name = "SECURE_PROXY_SSL_HEADER"
    assert _settings_in(tmp_path, name, DUYET_MODE="production") == {name: None}
    assert _settings_in(tmp_path, name, DUYET_MODE="production", BEHIND_TLS_PROXY="1")[name] is not None


def test_an_unknown_mode_is_refused(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        _settings_in(tmp_path, "DEBUG", DUYET_MODE="prod")


def test_a_server_is_named_with_both_roles_or_not_at_all() -> None:
    env = Env()
    env.ENVIRON = {"DATABASE_URL": "postgres://duyet_app@db/duyet"}
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        databases.addresses(env, None)
    env.ENVIRON["DATABASE_OWNER_URL"] = "postgres://duyet_owner@db/duyet"
    found = databases.addresses(env, None)
    assert (found["app"]["USER"], found["owner"]["USER"]) == ("duyet_app", "duyet_owner")


def test_a_database_of_another_kind_is_refused() -> None:
    env = Env()
    env.ENVIRON = {"DATABASE_URL": "sqlite:///db", "DATABASE_OWNER_URL": "sqlite:///db"}
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL"):
        databases.addresses(env, None)


@pytest.mark.parametrize(
    ("command", "role"), [("migrate", "owner"), ("runserver", "app"), ("verify_trail", "app"), ("shell", "app")]
)
def test_only_commands_that_change_the_schema_are_the_owners(command: str, role: str) -> None:
    assert databases.role_for(command) == role


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "data" / "keys")
    assert len(first) >= 50
    assert secret_key(tmp_path / "data" / "keys") == first
    assert (tmp_path / "data" / "keys" / "secret_key").stat().st_mode & 0o077 == 0
    assert secret_key(tmp_path / "other" / "keys") != first


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    policy = client.get(settings.LOGIN_URL).headers["Content-Security-Policy"]
    found = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    none, own = "'none'", "'self'"
    assert found == {
        "default-src": none, "base-uri": none, "object-src": none, "frame-ancestors": none,
        "script-src": own, "style-src": own, "img-src": own, "font-src": own, "connect-src": own, "form-action": own,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("cookie", "language"), [("", "vi"), ("en", "en")])
def test_pages_are_vietnamese_until_a_person_chooses_english(client: Client, cookie: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get(settings.LOGIN_URL, headers={"Accept-Language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == language
