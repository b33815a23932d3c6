"""The map's own water, parks and streets, from a fictional excerpt."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.basemap import SOURCE, normalize
from housing.sources.receipts import recognize
from housing.sources.registry import SOURCES
from tests.raw_files import changed, excerpt, reasons

RAW = excerpt("basemap", "basemap_2026.geojson", date(2026, 1, 1))


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return normalize(RAW)["basemap"].set_index("feature_id")


def test_every_shape_that_can_be_drawn_is_kept(drawn: pd.DataFrame) -> None:
    assert drawn["kind"].tolist() == ["water", "park", "street"]


def test_a_street_is_a_line_and_water_is_a_polygon(drawn: pd.DataFrame) -> None:
    assert drawn["geometry"].map(lambda shape: shape.geom_type).tolist() == [
        "Polygon",
        "MultiPolygon",
        "MultiLineString",
    ]


def test_an_invalid_outline_is_repaired(drawn: pd.DataFrame) -> None:
    assert drawn.loc["basemap:2", "geometry"].is_valid


def test_a_shape_may_have_no_name(drawn: pd.DataFrame) -> None:
    assert pd.isna(drawn.loc["basemap:2", "name"])


def test_shapes_nobody_could_draw_are_quarantined_with_the_reason() -> None:
    assert sorted(reasons(normalize(RAW))) == [
        "empty_geometry",
        "out_of_range",
        "swapped_coordinates",
    ]


def test_a_renamed_attribute_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'kind'"):
        normalize(changed(RAW, tmp_path, {'"kind"': '"class"'}))


def test_only_a_file_that_calls_itself_a_basemap_is_one(tmp_path: Path) -> None:
    assert recognize(RAW.path, list(SOURCES.values())) == SOURCE
    elsewhere = tmp_path / "places.geojson"
    elsewhere.write_bytes(RAW.path.read_bytes())
    assert recognize(elsewhere, list(SOURCES.values())) is None
