"""What the pages load is built from locked packages, whole, and fit for a policy that allows this host alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from config import web_assets

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, built anew."""
    place = tmp_path_factory.mktemp("static") / "vendor"
    web_assets.build(place)
    return place


def test_no_style_sheet_names_anything_that_is_not_beside_it(vendor: Path) -> None:
    for sheet in vendor.glob("*.css"):
        named = re.findall(r"url\(\"?([^)\"]+)\"?\)", sheet.read_text("utf-8"))
        assert [name for name in named if not (vendor / name).is_file()] == []


def test_nothing_points_to_a_source_map(vendor: Path) -> None:
    assert [file.name for file in vendor.glob("*.*s") if "sourceMappingURL" in file.read_text("utf-8")] == []


def test_the_sprite_has_every_icon_as_a_symbol_that_draws_something(vendor: Path) -> None:
    symbols = {
        symbol.get("id"): len(symbol) for symbol in ET.parse(vendor / "icons.svg").getroot().iter(f"{SVG}symbol")
    }
    assert set(symbols) == set(web_assets.ICONS)
    assert min(symbols.values()) > 0


def test_both_weights_hold_the_letters_of_vietnamese(vendor: Path) -> None:
    from fontTools.ttLib import TTFont

    for weight in web_assets.FONT_WEIGHTS:
        letters: set[int] = set()
        for subset in web_assets.FONT_SUBSETS:
            letters |= set(TTFont(vendor / f"be-vietnam-pro-{subset}-{weight}-normal.woff2").getBestCmap())
        assert {ord(letter) for letter in "Đđăâêôơưầẩẫấậềểễếệồổỗốộờởỡớợừửữứựỳỷỹýỵ"} <= letters


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_assets, "PACKAGES", tmp_path)
    with pytest.raises(FileNotFoundError, match="bootstrap"):
        web_assets.build(tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()
