"""The directory from a spreadsheet, in a browser: what would change is seen before anything is recorded."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

