"""Addresses of the room: each noun brings its own list."""

from importlib import import_module
from importlib.util import find_spec

NOUNS = ("work", "trail", "giving_out")

urlpatterns = [
    pattern
    for noun in NOUNS
    if find_spec(f"approvals.urls.{noun}")
    for pattern in import_module(f"approvals.urls.{noun}").urlpatterns
]
