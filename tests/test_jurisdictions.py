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
    assert {"cambridge", "colorado", "dc", "sample"} <= set(jurisdiction_ids())
    assert all(load_jurisdiction(place_id).name for place_id in jurisdiction_ids())
    assert load_jurisdiction("dc").local_crs == "EPSG:26985"


def test_the_sample_city_says_that_it_is_fictional() -> None:
    sample = load_jurisdiction("sample")
    assert sample.is_fictional
    assert "fictional" in sample.note


def test_owner_parcels_are_trusted_before_plain_outlines() -> None:
    for place_id in ("dc", "sample"):
        order = load_jurisdiction(place_id).sources
        assert order.index("dc_owner_parcels") < order.index("dc_lots")


def test_an_area_kind_has_a_label_even_where_the_place_gives_none(tmp_path: Path) -> None:
    assert place(tmp_path).area_label(AreaKind.TRACT) == "Census tract"
    named = place(tmp_path, PLACE + 'area_labels = { tract = "Block" }\n')
    assert named.area_label(AreaKind.TRACT) == "Block"


def test_an_unknown_place_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"no place 'elm'.*Known places: .*dc.*sample"):
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


LISTS = """
[lists.b]
kind = "areas"
area = "ward"
title = "Wards"
publisher = "City of Elm"
columns = { code = "WARD" }
"""


def test_a_place_describes_its_own_lists(tmp_path: Path) -> None:
    described = place(tmp_path, PLACE + LISTS).lists["b"]
    assert described.kind == "areas"
    assert described.signature() == {"ward"}


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        pytest.param("code =", "kode =", "line 17: lists.b.columns: kode is no column", id="key"),
        pytest.param('"ward"', '"borough"', "line 14: lists.b.area", id="kind of area"),
        pytest.param('kind = "areas"', 'kind = "maps"', "line 12: lists.b: Input tag", id="kind"),
        pytest.param("[lists.b]", "[lists.c]", "lists names c", id="not among the sources"),
        pytest.param("publisher", "editor", "lists.b.editor is no setting", id="setting"),
    ],
)
def test_a_mistake_in_a_list_names_its_line(
    tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    assert was in LISTS
    with pytest.raises(ConfigError) as raised:
        place(tmp_path, PLACE + LISTS.replace(was, becomes))
    assert said in str(raised.value)


def test_a_mistake_in_a_place_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 4: state: String should match"):
        place(tmp_path, PLACE.replace('"ZZ"', '"Elm"'))
