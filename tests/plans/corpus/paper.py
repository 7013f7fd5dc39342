"""Plans as PDF, as a print driver leaves them: headings repeated on each page, rows that may break over it."""

from __future__ import annotations

from html import escape

import weasyprint

from tests.plans.writers import Written

_STYLE = """
@page { size: A4 %s; margin: 20mm 15mm 20mm 20mm; @bottom-center { content: counter(page) } }
body { font-family: "Liberation Serif", "DejaVu Serif", serif; font-size: 11pt } p { margin: 0 0 5pt } p.c { text-align: center }
table { border-collapse: collapse; width: 100%% } td, th { border: 0.7pt solid black; padding: 3pt; vertical-align: top }
th { text-align: center } td.g { font-weight: bold }
"""


def as_pdf(plan: Written, *, portrait: bool = False) -> bytes:
    """The plan printed by WeasyPrint."""
    words = "".join(_paragraph(line) for line in plan.above)
    body = f"<thead>{_rows(plan.headings, 'th')}</thead><tbody>{_rows(plan.rows, 'td')}</tbody>"
    page = f"<html lang=vi><style>{_STYLE % ('portrait' if portrait else 'landscape')}</style><body>{words}<table>{body}</table>"
    page += "".join(_paragraph(line) for line in plan.below)
    return weasyprint.HTML(string=page).write_pdf()


def _paragraph(text: str) -> str:
    centred = text.isupper() or text.startswith(("(Kèm", "(Ban hành", "Độc lập"))
    return f"<p{' class=c' if centred else ''}>{escape(text) or '&nbsp;'}</p>"


def _rows(rows: list[list[str]], tag: str) -> str:
    width = max(len(row) for row in rows)
    return "".join(f"<tr>{_cells(rows, at, width, tag)}</tr>" for at in range(len(rows)))


def _cells(rows: list[list[str]], at: int, width: int, tag: str) -> str:
    row = rows[at]
    if len(row) == 1:
        return f"<{tag} class=g colspan={width}>{escape(row[0])}</{tag}>"
    found = ""
    for position, cell in enumerate(row):
        if cell in {"<", "^"}:
            continue
        across = _run((row[right] for right in range(position + 1, len(row))), "<")
        down = _run((below[position] if len(below) > position else "" for below in rows[at + 1 :]), "^")
        found += f"<{tag} colspan={across} rowspan={down}>{escape(cell).replace(chr(10), '<br>')}</{tag}>"
    return found


def _run(cells: object, mark: str) -> int:
    count = 1
    for cell in cells:
        if cell != mark:
            break
        count += 1
    return count
