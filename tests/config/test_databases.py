"""The ground under every test: two roles, a clone for tests that commit, threads that see it."""

from __future__ import annotations

import threading

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection

from config import databases


def _ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_ordinary_tests_work_as_the_applications_role() -> None:
    assert _ask("SELECT current_user") != _ask("SELECT tableowner FROM pg_tables WHERE tablename = 'django_migrations'")


@pytest.mark.django_db
def test_the_applications_role_may_not_change_the_schema() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        _ask("CREATE TABLE public.sneaked_in (id int)")


@pytest.mark.django_db
def test_a_lock_is_waited_for_ten_seconds_and_no_longer() -> None:
    assert _ask("SHOW lock_timeout") == "10s"


def test_threads_of_a_committing_test_see_what_it_committed(committed: str) -> None:
    ContentType.objects.create(app_label="committed", model="here")
    seen: list[tuple[object, bool]] = []

    def look() -> None:
        found = ContentType.objects.filter(app_label="committed").exists()
        seen.append((_ask("SELECT current_database()"), found))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [(committed, True)]


@pytest.mark.parametrize("again", [1, 2])
def test_what_one_test_commits_the_next_does_not_see(committed: str, again: int) -> None:
    assert not ContentType.objects.filter(app_label="leftover").exists()
    ContentType.objects.create(app_label="leftover", model=str(again))


@pytest.mark.django_db
def test_what_a_committing_test_left_does_not_reach_ordinary_tests() -> None:
    assert not ContentType.objects.filter(app_label__in=["committed", "leftover"]).exists()


@pytest.mark.django_db
def test_whoever_hangs_in_a_transaction_lets_go_of_his_rows() -> None:
    """The worker that was cut off holds the rows of an act for half a minute at most (trust.md, section 2)."""
    options = databases.connection(settings.DATABASE_ADDRESSES["app"], max_age=0)["OPTIONS"]["options"]
    assert "idle_in_transaction_session_timeout=30s" in options
    assert _ask("SHOW idle_in_transaction_session_timeout") == "15min", "the tests' own, by the same way"
