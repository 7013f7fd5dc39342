"""Signed-in browsers without scripts, and what they find on a page."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.world import World


def signed_in(world: World, username: str) -> Client:
    """A browser in which one of the cast is signed in."""
    client = Client()
    client.force_login(world.account(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def hidden(html: str, action: str = "") -> dict[str, str]:
    """The hidden fields of the form with that address (the first form that has a key, where none is named)."""
    forms = re.findall(r"<form[^>]*>.*?</form>", html, re.DOTALL)
    chosen = next(form for form in forms if (f'action="{action}"' in form if action else 'name="key"' in form))
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', chosen))


def act(client: Client, pk: int, slug: str, **data: Any) -> Any:
    """Open the process page, fill in one verdict and send it."""
    address = f"/ho-so/{pk}/{slug}/"
    page = client.get(f"/ho-so/{pk}/").content.decode()
    return client.post(address, {**hidden(page, address), **data})
