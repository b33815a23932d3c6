"""One color and one mark per band, the same in table, map, legend and chart.

Bands run from dark purple over orange and amber to pale blue: lighter means less urgent, so the
order survives a black-and-white printer and every common kind of color blindness, and no two bands
are told apart by red against green. The mark says the same without any color.
"""

import base64
from typing import Any

import pandas as pd

from housing.terms import Band

#: What stands in place of a band where a property has no score.
NOT_SCORED = "Not scored"

BAND_COLORS: dict[str, str] = {
    Band.VERY_HIGH.value: "#5b1a78",
    Band.HIGH.value: "#c8500f",
    Band.MODERATE.value: "#e79e33",
    Band.LOW.value: "#c3deef",
    NOT_SCORED: "#8b9097",
}

BAND_MARKS: dict[str, str] = {
    Band.VERY_HIGH.value: "▲",
    Band.HIGH.value: "◆",
    Band.MODERATE.value: "■",
    Band.LOW.value: "●",
    NOT_SCORED: "○",
}

#: Band of every code that may stand in a link or name a drawn shape.
BAND_CODES: dict[str, str] = {
    "very_high": Band.VERY_HIGH.value,
    "high": Band.HIGH.value,
    "moderate": Band.MODERATE.value,
    "low": Band.LOW.value,
    "not_scored": NOT_SCORED,
}

#: The line around a shape, dark outside and light inside: one of the two shows on any background.
OUTLINE_DARK = "#22262c"
OUTLINE_LIGHT = "#ffffff"

#: The ring around the chosen property: a hue that no band has.
CHOSEN = "#00a39a"

_SHAPES: dict[str, str] = {
    "▲": '<path d="M32 7 59 55H5Z"/>',
    "◆": '<path d="M32 4 60 32 32 60 4 32Z"/>',
    "■": '<path d="M9 9H55V55H9Z"/>',
    "●": '<circle cx="32" cy="32" r="26"/>',
    "○": '<circle cx="32" cy="32" r="21" fill-opacity="0.35"/>',
}


def band_of(value: Any) -> str:
    """Return the band, or that there is no score."""
    return NOT_SCORED if pd.isna(value) else str(value)


def band_label(value: Any) -> str:
    """Return the band with its mark: `▲ Very High`."""
    band = band_of(value)
    return f"{BAND_MARKS[band]} {band}"


def rgb(color: str) -> list[int]:
    """Return `#rrggbb` as three numbers."""
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]


def shape(band: str) -> str:
    """Return a band's shape as SVG, 64 by 64, in its color and outlined for any background."""
    drawn, color = _SHAPES[BAND_MARKS[band]], BAND_COLORS[band]
    outer = f'<g fill="none" stroke="{OUTLINE_DARK}" stroke-width="8">{drawn}</g>'
    inner = f'<g fill="{color}" stroke="{OUTLINE_LIGHT}" stroke-width="4">{drawn}</g>'
    return outer + inner


def picture(*bands: str) -> str:
    """Return the shapes of bands, side by side, as the address of a picture that holds it."""
    drawn = (
        f'<g transform="translate({64 * position} 0)">{shape(band)}</g>'
        for position, band in enumerate(bands)
    )
    return _address("".join(drawn), width=64 * len(bands))


def ring() -> str:
    """Return the ring around the chosen property as the address of a picture that holds it."""
    circle = '<circle cx="32" cy="32" r="25" fill="none" stroke="{}" stroke-width="{}"/>'
    return _address(circle.format(OUTLINE_LIGHT, 9) + circle.format(CHOSEN, 5), width=64)


def _address(drawn: str, width: int) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="64" '
        f'viewBox="0 0 {width} 64">{drawn}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
