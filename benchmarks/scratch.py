"""A database of a run's own, made and dropped here, with the agencies of the shipped directory in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from tests import databases


@contextmanager
def scratch() -> Iterator[str]:
    """While inside, the default connection goes to the new database; its name."""
    of_a_test = "DUYET_TEST_RUN" in os.environ  # then there is a template already, and others still stand on it
    if settings.EMBEDDED_POSTGRES:
        settings.EMBEDDED_POSTGRES.ensure_started()
    name = databases.clone(databases.template())
    try:
        with databases.pointed_at(name):
            yield name
    finally:
        databases.drop(name)
        if not of_a_test:
            databases.drop_all_of_this_run()
