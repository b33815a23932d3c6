"""Every property comes out, on the parcels it stands on or with the reason why on none."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage.overrides import read_parcel_overrides
from housing.linkage.parcel_store import write_store
from housing.linkage.parcels import link_parcels
from housing.tables import Parcels
from housing.terms import LocationQuality
from tests.factory import table

CRS = "EPSG:26985"
#: Corner of a made-up block in Washington's local CRS, in meters.
EAST, NORTH = 398_000.0, 137_000.0


def lot(west: float, south: float = 0.0, size: float = 20.0) -> shapely.Polygon:
    """Return a square lot, by its southwest corner in meters from the block's."""
    x, y = EAST + west, NORTH + south
    return shapely.box(x, y, x + size, y + size)


def stored(shapes: list[Any]) -> gpd.GeoSeries:
    return gpd.GeoSeries(shapes, crs=CRS).to_crs("EPSG:4326")


def register(*rows: tuple[str, str | None, Any]) -> gpd.GeoDataFrame:
    outlines = stored([shape for _, _, shape in rows])
    ids = [{"parcel_id": name, "address": address} for name, address, _ in rows]
    return table(
        Parcels,
        [row | {"geometry": outline} for row, outline in zip(ids, outlines, strict=True)],
    )


def at(east: float, north: float = 10.0) -> shapely.Point:
    return shapely.Point(EAST + east, NORTH + north)


def properties(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    full = [
        {"property_id": f"P{n}", "address": None, "location_quality": "rooftop", "geometry": None}
        | row
        for n, row in enumerate(rows, 1)
    ]
    frame = pd.DataFrame(full).astype({"address": "string"})
    return gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=stored(frame["geometry"]))


def claims(*pairs: tuple[str, str]) -> pd.DataFrame:
    named = pd.DataFrame(pairs, columns=["property_id", "parcel_id"], dtype="string")
    return named.assign(evidence="named by the publisher")


def decisions(*pairs: tuple[str, str | None]) -> pd.DataFrame:
    signed = pd.DataFrame(pairs, columns=["property_id", "parcel_id"], dtype="string")
    return signed.assign(author="A. Reviewer", reason="deed", date=pd.Timestamp("2026-09-01"))


NONE_DECIDED = read_parcel_overrides([], "dc")


def linked(
    points: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | Path,
    claimed: pd.DataFrame | None = None,
    decided: pd.DataFrame = NONE_DECIDED,
) -> pd.DataFrame:
    named = claims() if claimed is None else claimed
    return link_parcels(points, parcels, named, decided, local_crs=CRS)[0]


def methods(links: pd.DataFrame) -> list[tuple[str, str | None, str]]:
    known = links.astype(object).where(links.notna(), None)
    return list(known[["property_id", "parcel_id", "method"]].itertuples(index=False, name=None))


BLOCK = register(("A", "1 Elm St NW", lot(0)), ("B", None, lot(20)), ("C", None, lot(40)))


def test_a_point_in_a_parcel_is_on_it() -> None:
    links = linked(properties({"geometry": at(10)}), BLOCK)
    assert methods(links) == [("P1", "A", "location")]
    assert links["distance_meters"].tolist() == [0.0]
    assert links["has_outline"].all()


def test_an_address_beats_the_place() -> None:
    links = linked(properties({"geometry": at(50), "address": "1 ELM STREET, NW"}), BLOCK)
    assert methods(links) == [("P1", "A", "address")]


def test_another_quadrant_is_another_address() -> None:
    links = linked(properties({"geometry": at(50), "address": "1 Elm St SE"}), BLOCK)
    assert methods(links) == [("P1", "C", "location")]


def test_a_claimed_parcel_beats_address_and_place() -> None:
    points = properties({"geometry": at(50), "address": "1 Elm St NW"})
    assert methods(linked(points, BLOCK, claims(("P1", "B")))) == [("P1", "B", "identifier")]


def test_several_parcels_may_be_claimed_and_one_need_not_be_known() -> None:
    links = linked(properties({}), BLOCK, claims(("P1", "A"), ("P1", "Z"), ("P1", "A")))
    assert methods(links) == [("P1", "A", "identifier"), ("P1", "Z", "identifier")]
    assert links["has_outline"].tolist() == [True, False]


def test_a_persons_decision_beats_claims() -> None:
    links = linked(properties({}), BLOCK, claims(("P1", "A")), decisions(("P1", "B"), ("P1", "C")))
    assert methods(links) == [("P1", "B", "override"), ("P1", "C", "override")]
    assert "A. Reviewer" in links["evidence"].iloc[0]


def test_a_person_may_say_that_a_property_stands_on_no_parcel() -> None:
    links = linked(properties({"geometry": at(10)}), BLOCK, decided=decisions(("P1", None)))
    assert methods(links) == [("P1", None, "override")]


def test_claims_and_decisions_about_other_properties_add_nobody() -> None:
    links = linked(properties({}), BLOCK, claims(("Q", "A")), decisions(("R", "A")))
    assert set(links["property_id"]) == {"P1"}


def test_several_addresses_stand_on_several_parcels() -> None:
    parcels = register(("A", "1 Elm St", lot(0)), ("B", "3-7 Elm St", lot(20)))
    links = linked(properties({"address": "1 Elm St; 5 Elm St"}), parcels)
    assert methods(links) == [("P1", "A", "address"), ("P1", "B", "address")]


def test_one_address_on_several_parcels_is_left_to_people() -> None:
    parcels = register(("B", "1 Elm St", lot(20)), ("A", "1 Elm St", lot(0)))
    links = linked(properties({"address": "1 Elm St", "geometry": at(10)}), parcels)
    assert methods(links) == [("P1", None, "review")]
    assert links["candidate_parcel_ids"].tolist() == ["A;B"]


def test_stacked_parcels_are_left_to_people() -> None:
    parcels = register(("B", None, lot(0)), ("A", None, lot(0)))
    links = linked(properties({"geometry": at(10)}), parcels)
    assert methods(links) == [("P1", None, "review")]
    assert links["candidate_parcel_ids"].tolist() == ["A;B"]


def test_the_nearest_parcel_within_thirty_meters_is_taken_and_its_distance_stated() -> None:
    links = linked(properties({"geometry": at(-12)}), BLOCK)
    assert methods(links) == [("P1", "A", "nearest")]
    assert links["distance_meters"].item() == pytest.approx(12, abs=0.01)
    assert "12.0 meters" in links["evidence"].item()


def test_a_parcel_farther_away_is_not_taken() -> None:
    assert methods(linked(properties({"geometry": at(-31)}), BLOCK)) == [("P1", None, "none")]


def test_the_nearest_parcel_with_another_house_number_is_a_neighbors() -> None:
    same = linked(properties({"geometry": at(-12), "address": "1 Ellm Street NW"}), BLOCK)
    assert methods(same) == [("P1", "A", "nearest")]
    other = linked(properties({"geometry": at(-12), "address": "5 Elm Street NW"}), BLOCK)
    assert methods(other) == [("P1", None, "none")]
    assert "a neighbor's" in other["evidence"].item()


def test_a_register_with_gaps_can_go_without_nearest_parcels() -> None:
    points = properties({"geometry": at(-12)}, {"geometry": at(10)})
    options = {"local_crs": CRS, "nearest_meters": 0.0}
    links, _ = link_parcels(points, BLOCK, claims(), NONE_DECIDED, **options)
    assert methods(links) == [("P1", None, "none"), ("P2", "A", "location")]


def test_equally_near_parcels_are_left_to_people() -> None:
    parcels = register(("B", None, lot(30)), ("A", None, lot(-20)))
    links = linked(properties({"geometry": at(15.004)}), parcels)
    assert methods(links) == [("P1", None, "review")]
    clear = linked(properties({"geometry": at(15.02)}), parcels)
    assert methods(clear) == [("P1", "B", "nearest")]


#: Which coordinates may say on which parcel a building stands; every quality has its answer.
MAY_PLACE = {
    LocationQuality.ROOFTOP: True,
    LocationQuality.PARCEL: True,
    LocationQuality.ZIP4: True,
    LocationQuality.COARSE: False,
    LocationQuality.UNKNOWN: False,
}


@pytest.mark.parametrize("east", [10, -12], ids=["inside", "12 meters off"])
@pytest.mark.parametrize("quality", LocationQuality)
def test_only_geocodes_to_the_roof_the_parcel_or_zip4_are_placed(
    quality: LocationQuality, east: float
) -> None:
    links = linked(properties({"geometry": at(east), "location_quality": quality.value}), BLOCK)
    if MAY_PLACE[quality]:
        assert methods(links) == [("P1", "A", "location" if east > 0 else "nearest")]
    else:
        assert methods(links) == [("P1", None, "none")]
        assert "not exact enough" in links["evidence"].item()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("14th St & Elm St", "which is a crossing of two streets"),
        ("Judiciary House", "which names no street"),
        ("Elm Street", "which has no house number that can be read"),
        (None, "which is unknown"),
        ("1 Oak St", "No parcel carries its address, and"),
    ],
)
def test_a_property_without_a_parcel_says_what_its_address_lacks(
    address: str | None, why: str
) -> None:
    links = linked(properties({"geometry": at(500), "address": address}), BLOCK)
    assert why in links["evidence"].item()


def test_the_point_of_a_crossing_says_on_which_parcel_nothing_stands() -> None:
    point = {"geometry": at(10)}
    assert methods(linked(properties(point | {"address": "1 Oak St"}), BLOCK)) == [
        ("P1", "A", "location")
    ]
    crossing = properties(point | {"address": "14th St & Elm St NW"})
    assert methods(linked(crossing, BLOCK)) == [("P1", None, "none")]


def test_a_property_without_a_coordinate_comes_out_and_says_so() -> None:
    links, issues = link_parcels(properties({}), BLOCK, claims(), NONE_DECIDED, local_crs=CRS)
    assert methods(links) == [("P1", None, "none")]
    assert "no coordinate" in links["evidence"].item()
    assert issues[["issue", "property_id"]].to_numpy().tolist() == [["no_parcel", "P1"]]


def test_people_are_told_what_is_left_to_them() -> None:
    parcels = register(("B", None, lot(0)), ("A", None, lot(0)))
    points = properties({"geometry": at(10)})
    _, issues = link_parcels(points, parcels, claims(), NONE_DECIDED, local_crs=CRS)
    assert issues["issue"].tolist() == ["ambiguous_link"]
    assert "on the Data page" in issues["detail"].item()


def test_an_invalid_outline_still_holds_its_points() -> None:
    bow_tie = shapely.Polygon([at(0, 0), at(20, 20), at(20, 0), at(0, 20)])
    links = linked(properties({"geometry": at(2, 10)}), register(("A", None, bow_tie)))
    assert methods(links) == [("P1", "A", "location")]


def test_a_parcel_without_an_outline_is_found_by_its_address() -> None:
    links = linked(properties({"address": "1 Elm St"}), register(("A", "1 Elm St", None)))
    assert methods(links) == [("P1", "A", "address")]
    assert links["has_outline"].tolist() == [False]


def test_no_parcels_at_all_is_no_reason_to_lose_anybody() -> None:
    links = linked(properties({"geometry": at(10)}, {}), register())
    assert methods(links) == [("P1", None, "none"), ("P2", None, "none")]


def test_no_properties_make_no_links() -> None:
    assert linked(properties({}).iloc[:0], BLOCK).empty


ADDRESSES = ["1 Elm St", "3 Elm St", "1-5 Elm St", "1 Elm St NW", None]
drawn_parcels = st.lists(
    st.tuples(st.sampled_from(ADDRESSES), st.integers(0, 4), st.booleans()), max_size=6
)
drawn_points = st.lists(
    st.tuples(
        st.sampled_from(ADDRESSES),
        st.none() | st.integers(-40, 140),
        st.sampled_from(["rooftop", "zip4", "coarse"]),
    ),
    min_size=1,
    max_size=5,
)


def made(drawn: Any) -> gpd.GeoDataFrame:
    return properties(
        *(
            {
                "address": address,
                "geometry": None if east is None else at(east),
                "location_quality": quality,
            }
            for address, east, quality in drawn
        )
    )


@given(drawn_parcels, drawn_points, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_nobody_is_lost_and_row_order_does_not_matter(lots: Any, drawn: Any, random: Any) -> None:
    parcels = register(
        *(
            (f"L{n}", address, lot(place * 20) if has_outline else None)
            for n, (address, place, has_outline) in enumerate(lots)
        )
    )
    points = made(drawn)
    links = linked(points, parcels)
    assert set(links["property_id"]) == set(points["property_id"])
    shuffled = parcels.sample(frac=1, random_state=random.randrange(99))
    turned = points.sample(frac=1, random_state=random.randrange(99))
    pd.testing.assert_frame_equal(links, linked(turned, shuffled))


@given(drawn_parcels, drawn_points)
@settings(max_examples=25, deadline=None)
def test_a_store_gives_the_same_links_as_the_table(
    tmp_path_factory: pytest.TempPathFactory, lots: Any, drawn: Any
) -> None:
    parcels = register(
        *(
            (f"L{n}", address, lot(place * 20) if has_outline else None)
            for n, (address, place, has_outline) in enumerate(lots)
        )
    )
    path = tmp_path_factory.mktemp("store") / "parcels.parquet"
    write_store(parcels, path, CRS)
    points = made(drawn)
    pd.testing.assert_frame_equal(linked(points, parcels), linked(points, path))


def ruled_out(*pairs: tuple[str, str]) -> dict[str, Any]:
    barred = pd.DataFrame(pairs, columns=["property_id", "parcel_id"])
    return {"local_crs": CRS, "barred": barred}


def test_no_rule_puts_a_property_where_people_say_it_is_not() -> None:
    points = properties({"address": "1 Elm St NW", "geometry": at(10)})
    parcels = register(("A", "1 Elm St NW", lot(0)), ("B", None, lot(100)))
    named = claims(("P1", "A"), ("P1", "B"))
    links, _ = link_parcels(points, parcels, named, NONE_DECIDED, **ruled_out(("P1", "A")))
    assert methods(links) == [("P1", "B", "identifier")]
    links, _ = link_parcels(points, parcels, claims(), NONE_DECIDED, **ruled_out(("P1", "A")))
    assert methods(links) == [("P1", None, "none")]
    assert "people ruled out" in links["evidence"].item()


def test_without_one_of_two_parcels_the_other_is_clear() -> None:
    points = properties({"address": "1 Elm St NW"})
    parcels = register(("A", "1 Elm St NW", lot(0)), ("B", "1 Elm St NW", lot(100)))
    links, _ = link_parcels(points, parcels, claims(), NONE_DECIDED, local_crs=CRS)
    assert links["candidate_parcel_ids"].tolist() == ["A;B"]
    links, _ = link_parcels(points, parcels, claims(), NONE_DECIDED, **ruled_out(("P1", "B")))
    assert methods(links) == [("P1", "A", "address")]
