"""Places: a file per city, in which no mistake stays silent."""

from pathlib import Path

import pytest

from housing.errors import ConfigError
from housing.jurisdictions import Jurisdiction, jurisdiction_ids, load_jurisdiction
from housing.terms import AreaKind

PLACE = """
id = "elm"
name = "Elm"
state = "ZZ"
local_crs = "EPSG:32618"
parcel_id_format = "plain"
sources = ["a", "b"]
anchors = ["a"]
center = { lat = 36.6, lon = -74.6, zoom = 12 }
area_layers = { ward = "b" }
"""


def place(folder: Path, text: str = PLACE) -> Jurisdiction:
    (folder / "elm.toml").write_text(text, encoding="utf-8")
    return load_jurisdiction("elm", folder)


def test_the_tracked_places_are_readable() -> None:
    assert jurisdiction_ids() == ["dc", "sample"]
    assert load_jurisdiction("dc").local_crs == "EPSG:26985"


def test_the_sample_city_says_that_it_is_fictional() -> None:
    sample = load_jurisdiction("sample")
    assert sample.is_fictional
    assert "fictional" in sample.note


def test_owner_parcels_are_trusted_before_plain_outlines() -> None:
    for place_id in jurisdiction_ids():
        order = load_jurisdiction(place_id).sources
        assert order.index("dc_owner_parcels") < order.index("dc_lots")


def test_an_area_kind_has_a_label_even_where_the_place_gives_none(tmp_path: Path) -> None:
    assert place(tmp_path).area_label(AreaKind.TRACT) == "Census tract"
    named = place(tmp_path, PLACE + 'area_labels = { tract = "Block" }\n')
    assert named.area_label(AreaKind.TRACT) == "Block"


def test_an_unknown_place_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"no place 'elm'.*Known places: dc, sample"):
        load_jurisdiction("elm")


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        pytest.param('name = "Elm"', 'nmae = "Elm"', "nmae is no setting", id="misspelled key"),
        pytest.param('name = "Elm"\n', "", "name is missing", id="missing key"),
        pytest.param("EPSG:32618", "EPSG:4326", "does not measure in meters", id="degrees"),
        pytest.param("EPSG:32618", "EPSG:2248", "does not measure in meters", id="feet"),
        pytest.param("EPSG:32618", "EPSG:0", "is no coordinate system", id="no such system"),
        pytest.param('"plain"', '"roman"', "known: bbl, pin, plain", id="unknown parcel id format"),
        pytest.param('anchors = ["a"]', 'anchors = ["c"]', "anchors names c", id="strange anchor"),
        pytest.param('{ ward = "b" }', '{ ward = "c" }', "area_layers names c", id="strange layer"),
        pytest.param("{ ward", "{ borough", "area_layers.borough", id="unknown kind of area"),
        pytest.param('["a", "b"]', '["a", "a", "b"]', "twice", id="source named twice"),
        pytest.param("lat = 36.6", "lat = 366", "center.lat", id="off the earth"),
        pytest.param('id = "elm"', 'id = "oak"', "called 'elm'", id="id and file name differ"),
        pytest.param("zoom = 12 }", "zoom = 12", "not readable TOML", id="broken file"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in PLACE
    with pytest.raises(ConfigError) as raised:
        place(tmp_path, PLACE.replace(was, becomes))
    assert said in str(raised.value)
    assert "elm.toml" in str(raised.value)
