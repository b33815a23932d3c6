"""Maps: the same rows under every filter, nothing asked of anyone, no more bytes than needed."""

import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from housing import snapshots
from tests import demo_snapshot
from ui import crowds, layers, maps
from ui.palette import BAND_CODES, NOT_SCORED


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    snapshot = demo_snapshot.write(tmp_path_factory.mktemp("city"))
    names = ("properties", "areas", "basemap", "parcels", "parcel_links")
    return {name: snapshots.read_table(snapshot, name) for name in names}


@pytest.fixture(scope="module")
def parts(city: dict[str, Any]) -> maps.MapParts:
    return maps.map_parts(city["properties"], city["areas"], city["basemap"])


def spec(deck: maps.JsonDeck | None) -> dict[str, Any]:
    assert deck is not None
    return dict(json.loads(deck.to_json()))


def layer(deck: Mapping[str, Any], name: str) -> dict[str, Any]:
    return dict(next(one for one in deck["layers"] if one["id"].startswith(name)))


def test_a_filter_hides_rows_and_never_moves_them(
    city: dict[str, Any], parts: maps.MapParts
) -> None:
    everything = np.ones(len(city["properties"]), dtype=bool)
    some = city["properties"]["band"].eq("Low").to_numpy(bool, na_value=False)
    whole = layer(spec(maps.assemble(parts, filtered=everything)), "properties")["data"]
    fewer = layer(spec(maps.assemble(parts, filtered=some)), "properties")["data"]
    assert [row["id"] for row in whole] == [row["id"] for row in fewer]
    shown = {row["id"] for row in fewer if row["v"] == 1}
    listed = set(city["properties"]["property_id"][some])
    assert shown == listed & set(parts.ids)


def test_every_located_property_is_a_row_and_no_other(
    city: dict[str, Any], parts: maps.MapParts
) -> None:
    located = city["properties"]["longitude"].notna()
    assert set(parts.ids) == set(city["properties"]["property_id"][located])


def test_the_highest_scores_are_drawn_on_top(city: dict[str, Any], parts: maps.MapParts) -> None:
    scores = city["properties"].set_index("property_id")["score"].astype("Float64").fillna(-1)
    assert scores.loc[list(parts.ids)].is_monotonic_increasing


def test_a_property_is_told_by_shape_and_size(city: dict[str, Any], parts: maps.MapParts) -> None:
    everything = np.ones(len(city["properties"]), dtype=bool)
    drawn = layer(spec(maps.assemble(parts, filtered=everything)), "properties")
    rows = city["properties"].set_index("property_id")
    _, shapes = layers.icon_atlas()
    for row in drawn["data"]:
        band = rows.loc[row["id"], "band"]
        assert BAND_CODES[row["i"]] == (NOT_SCORED if pd.isna(band) else band)
        assert row["i"] in shapes
        assert maps.SMALLEST <= row["s"] <= maps.LARGEST
    assert drawn["getSize"] == "@@=s"


def test_a_point_says_band_dates_programs_and_homes_when_hovered(
    city: dict[str, Any], parts: maps.MapParts
) -> None:
    everything = np.ones(len(city["properties"]), dtype=bool)
    rows = layer(spec(maps.assemble(parts, filtered=everything)), "properties")["data"]
    said = set(maps.TOOLTIP["html"].replace("}", "{").split("{")[1::2])
    for row in rows:
        assert said <= set(row)
        assert all(isinstance(row[name], str) and row[name] for name in said)


def test_no_string_of_a_map_is_an_expression_but_its_accessors(
    city: dict[str, Any], parts: maps.MapParts
) -> None:
    everything = np.ones(len(city["properties"]), dtype=bool)
    deck = spec(maps.assemble(parts, filtered=everything, selected=parts.ids[0]))
    accessors = {"@@=p", "@@=i", "@@=s", "@@=v", "@@=properties.n"}
    assert {text for text in _texts(deck) if text.startswith("@@")} <= accessors


def test_a_map_asks_nothing_of_anyone(city: dict[str, Any], parts: maps.MapParts) -> None:
    everything = np.ones(len(city["properties"]), dtype=bool)
    deck = maps.assemble(parts, filtered=everything)
    assert spec(deck)["mapStyle"] == "__MAP_STYLE__"
    assert "http" not in deck.to_json().replace("=HYPERLINK(", "").replace(
        "http://example.invalid", ""
    )


def test_the_chosen_property_is_ringed_also_where_the_filter_hides_it(
    city: dict[str, Any], parts: maps.MapParts
) -> None:
    nothing = np.zeros(len(city["properties"]), dtype=bool)
    deck = spec(maps.assemble(parts, filtered=nothing, selected=parts.ids[3]))
    assert layer(deck, "halo")["data"][0]["p"] == pytest.approx(parts.points[3].tolist(), abs=1e-5)
    assert "halo" not in [
        one["id"] for one in spec(maps.assemble(parts, filtered=nothing))["layers"]
    ]


def test_nothing_beneath_the_properties_is_dimmed_by_a_click(parts: maps.MapParts) -> None:
    for drawn in json.loads(f"[{parts.beneath}]"):
        for name in ("getFillColor", "getLineColor"):
            assert drawn.get(name, [0, 0, 0, 0])[3] <= 102


def test_the_view_shows_what_is_filtered(city: dict[str, Any], parts: maps.MapParts) -> None:
    one = np.zeros(len(city["properties"]), dtype=bool)
    one[parts.positions[0]] = True
    close = spec(maps.assemble(parts, filtered=one))["initialViewState"]
    far = spec(maps.assemble(parts, filtered=~one))["initialViewState"]
    none = spec(maps.assemble(parts, filtered=one & False))["initialViewState"]
    assert close["zoom"] == layers.CLOSEST_ZOOM > far["zoom"]
    assert close["longitude"] == pytest.approx(parts.points[0][0], abs=1e-4)
    assert none["longitude"] == pytest.approx((demo_snapshot.WEST + demo_snapshot.EAST) / 2)


def test_a_new_generation_only_renames_the_layer_that_is_clicked(
    city: dict[str, Any], parts: maps.MapParts
) -> None:
    everything = np.ones(len(city["properties"]), dtype=bool)
    first = maps.assemble(parts, filtered=everything, generation=1).to_json()
    second = maps.assemble(parts, filtered=everything, generation=2).to_json()
    assert first.replace('"properties-1"', '"properties-2"') == second


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"objects": {"properties-4": [{"id": "a"}]}}, "a"),
        ({"objects": {"properties-4": []}}, None),
        ({"objects": {"labels": [{"id": "a"}]}}, None),
        ({"objects": {}, "indices": {}}, None),
        ({}, None),
    ],
)
def test_a_click_is_the_property_it_hit(selection: dict[str, Any], expected: str | None) -> None:
    assert maps.picked(selection) == expected


def test_a_legend_counts_every_property_once(city: dict[str, Any]) -> None:
    counted = maps.legend(city["properties"]["band"])
    assert sum(count for *_, count in counted) == len(city["properties"])
    assert [band for band, *_ in counted] == list(BAND_CODES.values())


def test_a_thousand_properties_weigh_little(tmp_path_factory: pytest.TempPathFactory) -> None:
    snapshot = demo_snapshot.write(tmp_path_factory.mktemp("thousand"), 1000)
    properties, areas, basemap = (
        snapshots.read_table(snapshot, name) for name in ("properties", "areas", "basemap")
    )
    everything = np.ones(1000, dtype=bool)
    deck = maps.build_map(properties, areas, basemap, filtered=everything)
    assert len(deck.to_json().encode()) < 600_000


@pytest.fixture(scope="module")
def crowd(city: dict[str, Any]) -> pd.DataFrame:
    """The city's properties, over and over, each under an id of its own."""
    times = maps.DRAWN_SINGLY // len(city["properties"]) + 2
    many = pd.concat([city["properties"]] * times, ignore_index=True)
    return many.assign(property_id=[f"p{number}" for number in range(len(many))])


def test_a_crowd_is_counted_by_place_and_its_first_are_drawn(
    city: dict[str, Any], crowd: pd.DataFrame
) -> None:
    parts = maps.map_parts(crowd, city["areas"], city["basemap"])
    listed = np.flatnonzero(crowd["band"].eq("High").to_numpy(bool, na_value=False))
    drawn = crowds.crowd_map(parts, crowd, listed=listed, selected=parts.ids[5])
    cells = layer(spec(drawn), "cells")["data"]
    singly = layer(spec(drawn), "properties")["data"]
    located = crowd.iloc[listed]["longitude"].notna().sum()
    assert parts.is_crowd
    assert not parts.rows
    assert sum(int(cell["n"].split()[0].replace(",", "")) for cell in cells) == located
    assert len(singly) == crowds.DRAWN_SINGLY
    assert {row["id"] for row in singly} <= set(crowd["property_id"].iloc[listed])
    assert len(drawn.to_json()) < 400_000


def test_other_points_of_a_crowd_are_another_layer(
    city: dict[str, Any], crowd: pd.DataFrame
) -> None:
    parts = maps.map_parts(crowd, city["areas"], city["basemap"])
    names = {
        layer(spec(crowds.crowd_map(parts, crowd, listed=listed)), "properties")["id"]
        for listed in (np.arange(10), np.arange(10, 20))
    }
    assert len(names) == 2


def test_an_empty_city_still_has_a_map(city: dict[str, Any]) -> None:
    none = city["properties"].iloc[0:0]
    deck = maps.build_map(
        none, city["areas"].iloc[0:0], city["basemap"].iloc[0:0], filtered=np.zeros(0, dtype=bool)
    )
    assert layer(spec(deck), "properties")["data"] == []


def test_a_parcel_map_shows_parcels_streets_and_neighbors(city: dict[str, Any]) -> None:
    row = city["properties"].iloc[20]
    linked = city["parcel_links"].set_index("property_id").loc[row["property_id"], "parcel_id"]
    parcels = city["parcels"][city["parcels"]["parcel_id"] == linked]
    deck = spec(
        maps.parcel_map(row, parcels, basemap=city["basemap"], properties=city["properties"])
    )
    assert [feature["properties"]["n"] for feature in layer(deck, "parcels")["data"]["features"]]
    assert layer(deck, "property")["data"][0]["id"] == row["property_id"]
    neighbors = [one["id"] for one in layer(deck, "neighbors")["data"]]
    assert row["property_id"] not in neighbors
    assert deck["initialViewState"]["zoom"] > 15


def test_the_lots_around_a_property_are_drawn_beneath_its_own(city: dict[str, Any]) -> None:
    row = city["properties"].iloc[20]
    linked = city["parcel_links"].set_index("property_id").loc[row["property_id"], "parcel_id"]
    parcels = city["parcels"][city["parcels"]["parcel_id"] == linked]
    deck = spec(maps.parcel_map(row, parcels, lots=city["parcels"]))
    order = [one["id"] for one in deck["layers"]]
    assert order.index("lots") < order.index("parcels")
    assert layer(deck, "lots")["data"]["features"]


def test_a_property_without_place_or_parcel_has_no_map(city: dict[str, Any]) -> None:
    unplaced = city["properties"][city["properties"]["longitude"].isna()].iloc[0]
    assert maps.parcel_map(unplaced, city["parcels"].iloc[0:0]) is None


def test_a_parcel_without_an_outline_is_left_out(city: dict[str, Any]) -> None:
    row = city["properties"].iloc[20]
    parcels = gpd.GeoDataFrame(city["parcels"].iloc[:2].assign(geometry=[None, None]))
    assert layer(spec(maps.parcel_map(row, parcels)), "parcels")["data"]["features"] == []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, part in value.items() if name != "@@type" for text in _texts(part)]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []
