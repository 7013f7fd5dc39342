"""Addresses: each room brings its own; the language switch is Django's."""

from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language


def _is_there(room: str) -> bool:
    spec = find_spec(room)
    return spec is not None and spec.origin is not None


urlpatterns = [
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    *[path("", include(room)) for room in ("approvals.urls", "processes.urls") if _is_there(room)],
]

handler400 = "processes.pages.errors.bad_request"
handler403 = "processes.pages.errors.forbidden"
handler404 = "processes.pages.errors.not_found"
handler500 = "processes.pages.errors.fault"
