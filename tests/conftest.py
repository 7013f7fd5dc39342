"""What every test stands on: the database as the application's role, a clone for tests that commit, a served site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

os.environ.setdefault("DUYET_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.world import World

from config import catalogues
from tests import databases

# Hypothesis holds a stopwatch to every example unless told otherwise; no test may fail for a slow machine.
hypothesis.settings.register_profile("without a stopwatch", deadline=None)
hypothesis.settings.load_profile("without a stopwatch")


def pytest_configure(config: pytest.Config) -> None:
    """Before anything connects: name the run for the workers, compile catalogues, start the embedded PostgreSQL."""
    databases.run_name()
    catalogues.compile_stale()
    if settings.EMBEDDED_POSTGRES:
        settings.EMBEDDED_POSTGRES.ensure_started()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controller leaves nothing behind; the server stays up for the next run (`./test` stops it)."""
    if not hasattr(config, "workerinput"):
        databases.drop_all_of_this_run()


@pytest.fixture(scope="session")
def template_database(django_db_blocker: DjangoDbBlocker) -> str:
    """The run's template: migrated by the owner, with the shipped directory, nobody connected to it."""
    with django_db_blocker.unblock():
        return databases.template()


@pytest.fixture(scope="session")
def django_db_setup(template_database: str) -> Iterator[None]:
    """pytest-django's own would create and flush as one role; ours is a clone, entered as the application's."""
    with databases.cloned(template_database) as name, databases.pointed_at(name):
        yield


@pytest.fixture
def committed(
    request: pytest.FixtureRequest, django_db_setup: None, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database of this test's own, where it may commit and other threads see it. Returns its name.

    Not together with the mark `django_db` or the fixture `db`, which would wrap the test in a transaction after all.
    """
    _brings_its_own_database(request)
    with databases.cloned(template_database) as name, django_db_blocker.unblock(), databases.pointed_at(name):
        yield name


def _brings_its_own_database(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        pytest.fail(
            f"`{request.fixturename}` brings its own database: take the mark django_db, or the fixture db, away."
        )


@pytest.fixture(autouse=True)
def _committed_comes_first(request: pytest.FixtureRequest) -> None:
    """Fixtures that build a world work in the database the test asked for, in whatever order it names them."""
    if "committed" in request.fixturenames:
        request.getfixturevalue("committed")


@pytest.fixture(autouse=True)
def _vietnamese_first() -> None:
    """A request leaves its language with the thread; in a server the next request sets its own, here the next test would."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def served(committed: str) -> Iterator[str]:
    """The site, served from threads on this test's own database. Returns its address, without a slash at the end."""
    with serving() as address:
        yield address


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site from threads, on the database that the default connection points at."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler

    class Server(LiveServerThread):
        """Serves static files through whitenoise, as in production, instead of Django's development handler."""

        def run(self) -> None:
            from config.wsgi import application

            self.httpd = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
            self.port = self.httpd.server_address[1]
            self.httpd.set_app(application)
            self.is_ready.set()
            self.httpd.serve_forever()
            self.httpd.server_close()

    thread = Server("127.0.0.1", static_handler=None, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.httpd.shutdown()
        thread.join()


@pytest.fixture
def small(request: pytest.FixtureRequest, small_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Three tasks by hand, on 10 February 2025, in a transaction that is rolled back. Needs no mark of its own."""
    yield from _rolled_back(request, small_database, django_db_blocker)


@pytest.fixture
def whole(request: pytest.FixtureRequest, whole_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The customer's plan in force and given out for 2025, on 10 February 2025, rolled back afterwards."""
    yield from _rolled_back(request, whole_database, django_db_blocker)


def _rolled_back(request: pytest.FixtureRequest, name: str, blocker: DjangoDbBlocker) -> Iterator[World]:
    from django.db import transaction

    from processes.models import Plan
    from tests.world import World  # needs Django's registry, which conftest is read before

    _brings_its_own_database(request)
    with before_the_mergers(name, blocker), transaction.atomic():
        yield World(Plan.objects.get())
        transaction.set_rollback(True)


@contextmanager
def before_the_mergers(name: str, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Work in that database on 10 February 2025, where every world of ours begins."""
    from tests.world import BEFORE_THE_MERGERS

    with blocker.unblock(), databases.pointed_at(name), time_machine.travel(BEFORE_THE_MERGERS, tick=True):
        yield


@pytest.fixture(scope="session")
def small_template(template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with the small world in it, to be cloned by tests that commit: nobody stays connected to it."""
    from tests.world import small_world

    yield from _built(small_world, template_database, django_db_blocker)


@pytest.fixture(scope="session")
def whole_template(template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with the customer's plan in force and given out, to be cloned likewise."""
    from tests.world import whole_world

    yield from _built(whole_world, template_database, django_db_blocker)


def _built(build: Callable[[], World], of: str, blocker: DjangoDbBlocker) -> Iterator[str]:
    with databases.cloned(of) as name:
        with before_the_mergers(name, blocker):
            build()
        yield name


@pytest.fixture(scope="session")
def small_database(small_template: str) -> Iterator[str]:
    """The small world for tests that roll back."""
    with databases.cloned(small_template) as name:
        yield name


@pytest.fixture(scope="session")
def whole_database(whole_template: str) -> Iterator[str]:
    """The whole world for tests that roll back."""
    with databases.cloned(whole_template) as name:
        yield name


@pytest.fixture
def shared(request: pytest.FixtureRequest, small_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The small world in a database of this test's own, where acts commit and other threads and processes see them."""
    from processes.models import Plan
    from tests.world import World

    _brings_its_own_database(request)
    with databases.cloned(small_template) as name, before_the_mergers(name, django_db_blocker):
        yield World(Plan.objects.get())
