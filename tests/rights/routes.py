"""Every address of the product, read from Django's resolver: nothing that is not here can be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> dict[str, URLPattern]:
    """Name → pattern, of every route. A route without a name, or a name used twice, is an error."""
    found: dict[str, URLPattern] = {}
    for pattern in _walk(get_resolver().url_patterns):
        name = pattern.name
        assert name, f"{pattern.pattern} has no name: it cannot stand in the matrix"
        assert name not in found, f"{name} names two routes"
        found[name] = pattern
    return found


def _walk(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
        else:
            yield pattern
