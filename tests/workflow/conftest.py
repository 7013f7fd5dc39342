"""What the tests of this room share."""

from pathlib import Path

import pytest


@pytest.fixture
def evidence(settings, tmp_path: Path) -> Path:
    """An empty evidence store of the test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR
