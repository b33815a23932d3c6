"""HTML the app writes itself: tables, legends, number tiles, the score's scale.

Every word passes `plain.html`, so that what a feed says is shown letter for letter. Colors follow
the page's own text, because they are not drawn again when a reader changes the theme.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from housing.scoring import BANDS, PUBLISHED_EDGES
from ui import explain, plain
from ui.charts import ARROW, DASHES, DOTS, LINE, OPEN_BOX, SHADE, SQUARE, Swatch
from ui.explain import Row
from ui.palette import BAND_COLORS, OUTLINE_DARK, OUTLINE_LIGHT, band_of

#: Below this many columns a table fits a phone; a wider one scrolls sideways in its own box.
NARROW_COLUMNS = 4
COLUMN_PIXELS = 118

_FAINT = "color-mix(in srgb,currentColor 22%,transparent)"
_SOFT = "color-mix(in srgb,currentColor 78%,transparent)"

_TABLE_STYLE = (
    "<style>.hf-table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.45}"
    ".hf-table th,.hf-table td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;"
    f"border:0;border-bottom:1px solid {_FAINT};overflow-wrap:break-word}}"
    f".hf-table th{{font-weight:400;color:{_SOFT}}}.hf-table tbody th{{font-weight:600;"
    "color:inherit}@media print{.hf-table{min-width:0!important;font-size:.7rem}}</style>"
)

_TILE = f"border:1px solid {_FAINT};border-radius:.4rem;padding:10px 14px"
_GRID = "display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px"

_LOOKS = {
    SQUARE: "height:12px;background:COLOR",
    LINE: "border-top:3px solid COLOR",
    DASHES: "border-top:3px dashed COLOR",
    DOTS: "border-top:3px dotted COLOR",
    OPEN_BOX: "height:12px;box-sizing:border-box;border:2px dashed COLOR",
    SHADE: "height:12px;background:COLOR;opacity:.3",
    ARROW: "color:COLOR;line-height:1",
}

_DATE = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\b")

_NO_BREAK = "\N{NO-BREAK SPACE}"


class Link(NamedTuple):
    """A cell that leads to another page of the app, in a tab of its own."""

    said: Any
    #: Relative to the page; made by us, never by a feed.
    address: str


def table(rows: Sequence[Mapping[str, Any]], about: str) -> str:
    """Return a table that wraps, prints whole, and scrolls sideways on a phone.

    The first column names the row. A cell of which nothing is known shows a dash.
    """
    names = list(rows[0]) if rows else []
    width = len(names) * COLUMN_PIXELS if len(names) >= NARROW_COLUMNS else 0
    head = "".join(f'<th scope="col">{plain.html(name)}</th>' for name in names)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    return (
        f'<div role="region" tabindex="0" aria-label="{plain.html(about)}" '
        f'style="overflow-x:auto">{_TABLE_STYLE}'
        f'<table class="hf-table" style="min-width:{width}px">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def legend(swatches: Sequence[Swatch]) -> str:
    """Return a legend that wraps: every swatch beside its words."""
    items = "".join(_swatch(swatch) for swatch in swatches)
    return f'<div style="display:flex;flex-wrap:wrap;gap:4px 16px;font-size:.85rem">{items}</div>'


def number_tiles(tiles: Sequence[tuple[str, str, str]]) -> str:
    """Return numbers in a row that wraps: what is counted, the number, a word on it."""
    return f'<div style="{_GRID}">{"".join(_tile(*tile) for tile in tiles)}</div>'


def score_strip(row: Row, edges: tuple[int, int, int] = PUBLISHED_EDGES) -> str:
    """Return the scale from 0 to 100 with the score, its range and the bands' edges."""
    low = row["score_low"] if explain.is_known(row["score_low"]) else row["score"]
    high = row["score_high"] if explain.is_known(row["score_high"]) else row["score"]
    span = (
        f'<div style="position:absolute;left:{low}%;width:{high - low}%;top:5px;height:16px;'
        'border:2px solid currentColor;border-radius:3px;box-sizing:border-box"></div>'
    )
    dot = (
        f'<div style="position:absolute;left:calc({row["score"]}% - 8px);top:5px;width:16px;'
        f"height:16px;border-radius:50%;background:{BAND_COLORS[band_of(row['band'])]};"
        f'border:2px solid {OUTLINE_LIGHT};outline:2px solid {OUTLINE_DARK}"></div>'
    )
    label = f"Score {row['score']} of 100, range {low} to {high}"
    return (
        f'<div role="img" aria-label="{plain.html(label)}" style="position:relative;height:42px;'
        f'margin:0 10px;font-size:.8rem;max-width:640px">{_band_track(edges)}{span}{dot}</div>'
    )


def _cells(row: Mapping[str, Any]) -> str:
    first, *others = (_cell(value) for value in row.values())
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others)


def _cell(value: Any) -> str:
    """Return a cell letter for letter, its dates in one piece."""
    if isinstance(value, Link):
        return (
            f'<a href="{plain.html(value.address, longest=plain.PARAGRAPH)}" target="_blank" '
            f'style="color:inherit">{_cell(value.said)}</a>'
        )
    return _DATE.sub(rf"\1{_NO_BREAK}\2{_NO_BREAK}\3", plain.html(value)) or "–"


def _swatch(swatch: Swatch) -> str:
    look = _LOOKS[swatch.look].replace("COLOR", swatch.color)
    sign = "▶" if swatch.look == ARROW else ""
    return (
        '<span style="display:inline-flex;align-items:center;gap:6px">'
        f'<span aria-hidden="true" style="display:inline-block;width:18px;{look}">{sign}</span>'
        f"{plain.html(swatch.label)}</span>"
    )


def _tile(label: str, number: str, below: str) -> str:
    return (
        f'<div style="{_TILE}"><div style="font-size:.875rem">{plain.html(label)}</div>'
        f'<div style="font-size:1.9rem;line-height:1.25;font-weight:600">{plain.html(number)}</div>'
        f'<div style="font-size:.875rem;opacity:.8">{plain.html(below)}</div></div>'
    )


def _band_track(lower: tuple[int, int, int]) -> str:
    """Return the bands side by side, each as wide as its range, with the edges between them."""
    edges = sorted((edge, str(band)) for (band, _), edge in zip(BANDS, (*lower, 0), strict=True))
    ends = [*(edge for edge, _ in edges[1:]), 100]
    parts = [
        '<div style="position:absolute;left:0;width:100%;top:8px;height:10px;box-sizing:border-box;'
        f'border:1px solid {_FAINT}"></div>'
    ]
    for (start, band), end in zip(edges, ends, strict=True):
        parts.append(
            f'<div style="position:absolute;left:{start}%;width:{end - start}%;top:9px;height:8px;'
            f'background:{BAND_COLORS[band]};opacity:.55"></div>'
        )
    parts += [
        f'<span style="position:absolute;left:{edge}%;top:22px;transform:translateX(-50%)">'
        f"{edge}</span>"
        for edge in ends[:-1]
    ]
    return "".join(parts)
