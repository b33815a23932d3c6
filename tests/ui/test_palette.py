"""Bands can be told apart on paper, by color-blind readers, and without any color."""

import base64
import itertools
import tomllib
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from housing.config import ROOT
from housing.terms import Band
from ui import palette

RANKED = [palette.BAND_COLORS[band.value] for band in Band]

#: Linear RGB as dichromats see it: Viénot, Brettel and Mollon 1999, Color Research 24(4).
SEEN_BY = {
    "protanopia": [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
    "deuteranopia": [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
}


def linear(color: str) -> np.ndarray:
    value = np.array(palette.rgb(color)) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_band_has_a_color_a_mark_and_a_shape() -> None:
    bands = {*(band.value for band in Band), palette.NOT_SCORED}
    assert set(palette.BAND_COLORS) == set(palette.BAND_MARKS) == bands
    assert set(palette.BAND_CODES.values()) == bands
    assert len(set(palette.BAND_MARKS.values())) == len(bands)


def test_bands_grow_lighter_as_they_grow_less_urgent() -> None:
    lights = [luminance(color) for color in RANKED]
    assert lights == sorted(lights)
    for one, other in itertools.pairwise(RANKED):
        assert contrast(one, other) >= 1.5


@pytest.mark.parametrize("kind", SEEN_BY)
def test_bands_differ_to_color_blind_readers(kind: str) -> None:
    seen = [np.array(SEEN_BY[kind]) @ linear(color) for color in RANKED]
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(one - other) > 0.12


@pytest.mark.parametrize("page", ["#ffffff", "#14181c"])
def test_every_shape_has_an_outline_that_shows_on_the_page(page: str) -> None:
    assert max(contrast(line, page) for line in (palette.OUTLINE_DARK, palette.OUTLINE_LIGHT)) > 4.5


@pytest.mark.parametrize("unknown", [None, pd.NA, float("nan")])
def test_no_score_is_named_and_never_called_low(unknown: object) -> None:
    assert palette.band_label(unknown) == "○ Not scored"


def test_a_band_is_named_with_its_mark() -> None:
    assert palette.band_label(Band.VERY_HIGH.value) == "▲ Very High"


def test_pictures_are_whole_and_hold_every_shape() -> None:
    address = palette.picture(*palette.BAND_CODES.values())
    kind, coded = address.split(",", 1)
    drawing = ET.fromstring(base64.b64decode(coded))
    assert kind == "data:image/svg+xml;base64"
    assert drawing.get("width") == str(64 * len(palette.BAND_CODES))
    assert len(drawing) == len(palette.BAND_CODES)


THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_show_on_every_ground_of_the_theme(theme: str) -> None:
    colors = THEMES[theme]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        assert contrast(colors["textColor"], colors[ground]) >= 7
        assert contrast(colors["linkColor"], colors[ground]) >= 4.5
        assert contrast(colors["primaryColor"], colors[ground]) >= 3
    assert contrast("#ffffff", colors["primaryColor"]) >= 4.5
