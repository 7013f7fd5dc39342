"""Build static/vendor: what the pages load of other people's work, from this host only and fit for a strict CSP.

`python -m config.web_assets` copies Bootstrap, htmx and the two weights of Be Vietnam Pro, moves the pictures that
Bootstrap keeps as data: addresses into files (the CSP allows none), and joins the icons in use into one sprite.
The folder is made beside its name and renamed, so that a page never meets half of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import urllib.parse
from importlib.util import find_spec
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PACKAGES = BASE_DIR / "node_modules"
VENDOR = BASE_DIR / "static" / "vendor"

ICONS = (
    "alert-triangle arrow-back-up arrows-diff bell building calendar check chevron-left chevron-right circle-check"
    " circle-dashed circle-x clock download external-link eye file-text flag gavel history home hourglass inbox"
    " info-circle language link list-details lock logout menu-2 message moon paperclip pencil plus route search send"
    " shield-check stamp sun trash upload user users writing-sign x"
).split()

TABLER_NAMES = {"stamp": "rubber-stamp"}  # where our name is not Tabler's

FONT_SUBSETS = ("latin", "vietnamese")
FONT_WEIGHTS = (400, 600)
FONT_FACE = """@font-face {{
  font-family: "Be Vietnam Pro"; font-style: normal; font-weight: {weight}; font-display: swap;
  src: url("{name}") format("woff2");
  unicode-range: {letters};
}}
"""
DATA_URL = re.compile(r"""url\("data:image/svg\+xml,([^"]*)"\)""")
SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=\S+( ?\*/)?")
SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def build(vendor: Path = VENDOR) -> None:
    """Make the folder anew. Raises FileNotFoundError naming what `npm ci` or the requirements did not bring."""
    new = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    _bootstrap(new)
    _htmx(new)
    _font(new)
    (new / "icons.svg").write_text(sprite(), encoding="utf-8")
    for package, name in (
        ("bootstrap", "bootstrap"),
        ("@tabler/icons", "icons"),
        ("@fontsource/be-vietnam-pro", "font"),
    ):
        shutil.copyfile(PACKAGES / package / "LICENSE", new / f"LICENSE-{name}.txt")
    shutil.rmtree(vendor, ignore_errors=True)
    new.rename(vendor)


def _bootstrap(to: Path) -> None:
    dist = PACKAGES / "bootstrap" / "dist"
    style = DATA_URL.sub(
        lambda found: _as_file(found.group(1), to), (dist / "css/bootstrap.min.css").read_text("utf-8")
    )
    (to / "bootstrap.min.css").write_text(SOURCE_MAP.sub("", style), encoding="utf-8")
    script = (dist / "js/bootstrap.bundle.min.js").read_text("utf-8")
    (to / "bootstrap.bundle.min.js").write_text(SOURCE_MAP.sub("", script), encoding="utf-8")


def _as_file(quoted_svg: str, to: Path) -> str:
    """Keep one picture of the style sheet as a file and return the reference to it."""
    svg = urllib.parse.unquote(quoted_svg)
    name = f"bootstrap-{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg"
    (to / name).write_text(svg, encoding="utf-8")
    return f'url("{name}")'


def _htmx(to: Path) -> None:
    spec = find_spec("django_htmx")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("django_htmx is not installed")
    source = Path(spec.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"
    (to / "htmx.min.js").write_text(SOURCE_MAP.sub("", source.read_text("utf-8")), encoding="utf-8")


def _font(to: Path) -> None:
    """Both subsets and weights, with the letters each subset holds: without them a browser would load all four."""
    package = PACKAGES / "@fontsource" / "be-vietnam-pro"
    letters: dict[str, str] = json.loads((package / "unicode.json").read_text("utf-8"))
    rules = []
    for weight in FONT_WEIGHTS:
        for subset in FONT_SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            shutil.copyfile(package / "files" / name, to / name)
            rules.append(FONT_FACE.format(weight=weight, name=name, letters=letters[subset]))
    (to / "be-vietnam-pro.css").write_text("".join(rules), encoding="utf-8")


def sprite() -> str:
    """Return one SVG with a `<symbol id="name">` for each icon in use."""
    symbols = []
    drawings = PACKAGES / "@tabler/icons/icons/outline"
    for name in ICONS:
        drawing = (drawings / f"{TABLER_NAMES.get(name, name)}.svg").read_text("utf-8")
        body = SVG_BODY.search(drawing)
        if body is None:
            raise FileNotFoundError(f"the icon {name} is no SVG")
        lines = re.sub(r'<path stroke="none" d="M0 0h24v24H0z"[^>]*/>', "", body.group(1))
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
            f' stroke-linecap="round" stroke-linejoin="round">{" ".join(lines.split())}</symbol>'
        )
    head = '<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT licence: LICENSE-icons.txt -->'
    return head + "\n".join(["", *symbols, "</svg>", ""])


if __name__ == "__main__":
    try:
        build()
    except FileNotFoundError as missing:
        sys.exit(f"Web assets: {missing}. Run `npm ci` first, or ./run --prepare, which does.")
