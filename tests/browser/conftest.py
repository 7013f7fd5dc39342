"""Chromium for the tests of this folder: the machine's own, never one that a test tool downloads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. One a module: while it is open, Playwright's loop belongs to this thread."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.fail("No Chromium on this machine: ./test installs it, or `apt-get install chromium`.")
    # That loop makes Django believe it runs inside async code; the tests are plain threads.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            # Root may not use the sandbox; in a container nobody else may either.
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
