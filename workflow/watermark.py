"""The draft mark behind the text of a page, drawn as outlines.

Outlines, not letters: a mark made of text would be copied, searched and read aloud in the middle of every paragraph.
"""

from functools import lru_cache
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

_WIDTH, _HEIGHT = 210, 297
# The mark runs over two thirds of the page's width, from the lower left to the upper right.
_LENGTH = 150
_ANGLE = -50
_GREY = "#ececec"


@lru_cache(maxsize=8)
def watermark(words: str, font: Path) -> str:
    """An SVG picture of an A4 page (in millimetres) with the words across it in light grey."""
    with TTFont(font) as face:
        outlines, advance = _outlines(face, words)
        height = face["OS/2"].sCapHeight
    scale = _LENGTH / max(advance, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}mm" height="{_HEIGHT}mm" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<g fill="{_GREY}" transform="translate({_WIDTH / 2} {_HEIGHT / 2}) rotate({_ANGLE}) '
        f'scale({scale:.6f} {-scale:.6f}) translate({-advance / 2} {-height / 2})">{outlines}</g></svg>'
    )


def _outlines(face: TTFont, words: str) -> tuple[str, int]:
    """The glyphs of the words side by side, and their total advance in font units."""
    glyphs, names, pieces, advance = face.getGlyphSet(), face.getBestCmap(), [], 0
    for letter in words:
        name = names.get(ord(letter), ".notdef")
        pen = SVGPathPen(glyphs)
        glyphs[name].draw(pen)
        pieces.append(f'<path transform="translate({advance} 0)" d="{pen.getCommands()}"/>')
        advance += glyphs[name].width
    return "".join(pieces), advance
