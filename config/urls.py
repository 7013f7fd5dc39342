"""Addresses: each room brings its own."""

from importlib.util import find_spec

from django.urls import include, path


def _is_there(room: str) -> bool:
    spec = find_spec(room)
    return spec is not None and spec.origin is not None


urlpatterns = [
    *[path("", include(room)) for room in ("approvals.urls", "processes.urls") if _is_there(room)],
]

handler400 = "processes.pages.errors.bad_request"
handler403 = "processes.pages.errors.forbidden"
handler404 = "processes.pages.errors.not_found"
handler500 = "processes.pages.errors.fault"
