"""Charts as pictures for a slide or a letter: the chart on screen, its legend, what it is about.

Drawn by vl-convert, in this process, from the same specification the browser gets; nothing is sent
anywhere.
"""

from collections.abc import Sequence
from typing import Any

from ui import plain
from ui.charts import DASHES, LINE, Drawing, Swatch

#: Pixels of the chart, and how many times finer the picture is.
WIDTH, SCALE = 900, 2

#: Pixels of a line of the legend, of a swatch with its gap, and of a letter on average.
LINE_PIXELS, SWATCH_PIXELS, LETTER_PIXELS = 20, 34, 6.6

INK, PAPER = "#22262c", "#ffffff"

#: Shapes of a legend, as Vega-Lite names or draws them.
_BOX, _BAR = "square", "M-1,-.2L1,-.2L1,.2L-1,.2Z"


def png(drawing: Drawing, title: str, told: Sequence[str]) -> bytes:
    """Return a chart as a PNG with its legend, a title, and lines that say what it counts.

    The picture is for white paper whatever the reader's theme.
    """
    # Its engine is loaded for those who ask for a picture, not for every page.
    import vl_convert

    made: bytes = vl_convert.vegalite_to_png(spec(drawing, title, told), scale=SCALE)
    return made


def spec(drawing: Drawing, title: str, told: Sequence[str]) -> dict[str, Any]:
    """Return the chart's specification with title and legend above it."""
    whole = drawing.chart.to_dict(validate=False)
    shared = {name: whole.pop(name) for name in ("$schema", "config", "datasets") if name in whole}
    heading = {
        "text": plain.clean(title),
        "subtitle": [plain.clean(line) for line in told],
        "anchor": "start",
        "fontSize": 17,
        "subtitleFontSize": 12,
        "subtitlePadding": 6,
        "offset": 14,
        "color": INK,
        "subtitleColor": INK,
    }
    parts = [_legend(drawing.legend)] if drawing.legend else []
    return {
        **shared,
        "background": PAPER,
        "padding": 18,
        "title": heading,
        "vconcat": [*parts, {**whole, "width": WIDTH}],
    }


def _legend(swatches: Sequence[Swatch]) -> dict[str, Any]:
    """Write the legend in lines that are no wider than the chart."""
    rows, across, down = [], 0.0, 0
    for swatch in swatches:
        width = SWATCH_PIXELS + LETTER_PIXELS * len(swatch.label)
        if across and across + width > WIDTH:
            across, down = 0.0, down + 1
        shape = _BAR if swatch.look in (LINE, DASHES) else _BOX
        rows.append(
            {"x": across, "y": down, "label": swatch.label, "color": swatch.color, "shape": shape}
        )
        across += width
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH]}}
    y = {"field": "y", "type": "ordinal", "axis": None}
    point = {"type": "point", "filled": True, "size": 130, "opacity": 1, "strokeWidth": 3}
    return {
        "width": WIDTH,
        "height": LINE_PIXELS * (down + 1),
        "data": {"values": rows},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": point,
                "encoding": {
                    "color": {"field": "color", "type": "nominal", "scale": None},
                    "shape": {"field": "shape", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 12, "fontSize": 12, "color": INK},
                "encoding": {"text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
