"""The about page names version and licence, and the source of the running installation is there for everybody."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from processes.source import pack

pytestmark = pytest.mark.django_db


def names_in(archive: bytes) -> set[str]:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
        return set(opened.getnames())


def packed(base: Path, *leave_out: Path) -> set[str]:
    to = io.BytesIO()
    pack(base, to, leave_out=leave_out)
    return names_in(to.getvalue())


def test_the_about_page_is_open_and_names_version_licence_and_source(client: Client) -> None:
    page = client.get("/gioi-thieu/").content.decode()
    assert "0.1.0" in page
    assert "AGPL-3.0-or-later" in page
    assert 'href="/nguon/"' in page


def test_the_source_link_can_lead_elsewhere(client: Client, settings) -> None:
    settings.SOURCE_URL = "https://example.org/duyet"
    assert 'href="https://example.org/duyet"' in client.get("/gioi-thieu/").content.decode()


def test_anybody_downloads_the_source_that_runs(client: Client) -> None:
    answer = client.get("/nguon/")
    assert answer["Content-Type"] == "application/gzip"
    assert answer["Content-Disposition"].startswith("attachment")
    names = names_in(b"".join(answer.streaming_content))
    assert {"duyet/manage.py", "duyet/workflow/engine.py", "duyet/templates/base.html"} <= names
    data = settings.DATA_DIR.relative_to(settings.BASE_DIR).parts[0]
    assert not [name for name in names if name.split("/")[1] in {data, ".venv", ".git", "node_modules"}]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("manage.py", "docs/a.md", ".env", ".data/key", "node_modules/x.js", "var/files/secret"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


def test_without_git_the_tree_goes_without_secrets_and_data(tree: Path) -> None:
    assert packed(tree, tree / "var") == {"duyet/manage.py", "duyet/docs/a.md"}


def test_with_git_exactly_the_tracked_files_go_as_they_stand(tree: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    subprocess.run(["git", "-C", str(tree), "add", "manage.py"], check=True)
    assert packed(tree) == {"duyet/manage.py"}
