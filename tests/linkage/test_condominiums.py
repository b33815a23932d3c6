"""Condominium units lead to the lot they stand on, or say why it is unknown."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage.condominiums import lead_to_ground, without_grounds
from housing.tables import CondominiumGrounds, ParcelLinks
from tests.factory import table
from tests.linkage.test_parcels import CRS, at, lot, properties, register

LOTS = register(
    ("2668||0827", None, lot(0)),
    ("2668||0068", None, lot(20)),
    ("2668||0069", None, lot(25)),
    ("2669||0827", None, lot(60)),
)


def units(*parcel_ids: str) -> pd.DataFrame:
    rows = [{"property_id": "P1", "parcel_id": one, "evidence": "named"} for one in parcel_ids]
    return table(ParcelLinks, [{**row, "has_outline": False} for row in rows])


def ground(lot_id: str, first: int | None = None, last: int | None = None, **more: Any) -> Any:
    return {"parcel_id": lot_id, "first_unit": first, "last_unit": last, **more}


def led(
    links: pd.DataFrame, *grounds: dict[str, Any], east: float = 10, **point: Any
) -> pd.DataFrame:
    barred = point.pop("barred", None)
    return lead_to_ground(
        links,
        properties({"geometry": at(east), **point}),
        table(CondominiumGrounds, grounds),
        LOTS,
        local_crs=CRS,
        id_format="ssl",
        barred=barred,
    )


def grounds_of(links: pd.DataFrame) -> list[str]:
    return links.loc[links["method"] == "condominium_ground", "parcel_id"].tolist()


def said_of(links: pd.DataFrame, unit: str) -> str:
    return str(links.loc[links["parcel_id"] == unit, "evidence"].item())


def test_a_unit_stands_on_the_lot_whose_record_names_it_wherever_the_point_is() -> None:
    named = ground("2668||0827", 2065, 2089, record="condo book 68 page 24")
    links = led(units("2668||2088", "2668||2065"), named, ground("2668||0068"), east=30)
    assert grounds_of(links) == ["2668||0827"]
    row = links.loc[links["parcel_id"] == "2668||0827"].squeeze()
    assert row["evidence"] == (
        "The ground under units 2065-2089, by the surveyor's record (condo book 68 page 24)."
    )
    assert row["has_outline"]
    assert said_of(links, "2668||2088") == ("named; a condominium unit whose ground is 2668||0827.")


@pytest.mark.parametrize("unit", ["2668||2064", "2668||2090", "2669||2070"])
def test_a_record_names_no_unit_before_or_after_its_run_or_of_another_square(unit: str) -> None:
    assert grounds_of(led(units(unit), ground("2668||0827", 2065, 2089))) == []


def test_a_condominium_may_stand_on_several_lots_of_one_record() -> None:
    plat = {"record": "condo book 1 page 2"}
    both = ground("2668||0827", 2001, 2009, **plat), ground("2668||0068", 2001, 2009, **plat)
    assert grounds_of(led(units("2668||2003"), *both)) == ["2668||0068", "2668||0827"]


def test_two_records_that_name_one_unit_leave_it_to_the_point() -> None:
    both = (
        ground("2668||0827", 2001, 2009, record="condo book 1 page 2"),
        ground("2668||0068", 2001, 2009, record="condo book 3 page 4"),
    )
    assert grounds_of(led(units("2668||2003"), *both)) == ["2668||0827"]
    assert grounds_of(led(units("2668||2003"), *both, east=100)) == []


def test_without_a_record_the_lot_of_the_square_around_the_point_is_the_ground() -> None:
    links = led(units("2668||2001"), ground("2668||0827"), ground("2668||0068"))
    assert grounds_of(links) == ["2668||0827"]
    evidence = links.loc[links["method"] == "condominium_ground", "evidence"].item()
    assert evidence == "The condominium ground of the same square that holds the property's point."


@pytest.mark.parametrize(
    ("east", "point", "lots", "why"),
    [
        (30, {}, ["2668||0068", "2668||0069"], "several condominium lots"),
        (500, {}, ["2668||0827"], "no condominium lot of its square that may be under it"),
        (10, {"location_quality": "coarse"}, ["2668||0827"], "not exact enough"),
        (10, {"geometry": None}, ["2668||0827"], "not exact enough"),
        (70, {}, ["2669||0827"], "lists no condominium lot in its square"),
    ],
)
def test_an_unknown_ground_is_said_with_its_reason(
    east: float, point: dict[str, Any], lots: list[str], why: str
) -> None:
    links = led(units("2668||2001"), *(ground(one) for one in lots), east=east, **point)
    assert grounds_of(links) == []
    assert "whose ground is unknown: " in said_of(links, "2668||2001")
    assert why in said_of(links, "2668||2001")


def test_a_lot_recorded_for_other_units_is_not_taken_for_the_ground() -> None:
    links = led(units("2668||2001"), ground("2668||0827", 2065, 2089))
    assert grounds_of(links) == []
    assert "whose ground is unknown" in said_of(links, "2668||2001")


def test_what_people_rule_out_is_no_ground() -> None:
    barred = pd.DataFrame({"property_id": ["P1"], "parcel_id": ["2668||0827"]})
    named = ground("2668||0827", 2001, 2009)
    for one in (named, ground("2668||0827")):
        links = led(units("2668||2001"), one, barred=barred)
        assert grounds_of(links) == []
        assert "whose ground is unknown: people ruled out" in said_of(links, "2668||2001")


def test_a_ground_that_the_publisher_names_too_stays_one_link() -> None:
    claimed = table(
        ParcelLinks,
        [
            {"property_id": "P1", "parcel_id": "2668||0827", "has_outline": True},
            {"property_id": "P1", "parcel_id": "2668||2001", "has_outline": False},
        ],
    )
    links = led(claimed, ground("2668||0827"))
    assert links["parcel_id"].tolist() == ["2668||0827", "2668||2001"]
    assert set(links["method"]) == {"identifier"}
    assert "whose ground is 2668||0827" in said_of(links, "2668||2001")


def test_lots_that_are_no_units_and_places_without_a_list_are_left_as_they_are() -> None:
    links = units("2668||0827", "PAR|0242|2088")
    pd.testing.assert_frame_equal(led(links, ground("2668||0068")), links)
    pd.testing.assert_frame_equal(led(units("2668||2001")), units("2668||2001"))


@given(
    st.lists(st.integers(1990, 2100), min_size=1, max_size=6, unique=True),
    st.lists(st.tuples(st.integers(2000, 2100), st.integers(0, 60)), max_size=5),
    st.sampled_from([10.0, 30.0, 500.0]),
)
@settings(max_examples=40, deadline=None)
def test_no_link_is_lost_and_every_unit_says_what_its_ground_is(
    numbers: list[int], runs: list[tuple[int, int]], east: float
) -> None:
    links = units(*(f"2668||{number:04d}" for number in sorted(numbers)))
    lots = [ground("2668||0827", first, first + length) for first, length in runs]
    made = led(links, *lots, ground("2668||0068"), east=east)
    kept = without_grounds(made)
    columns = ["property_id", "parcel_id", "method", "has_outline"]
    pd.testing.assert_frame_equal(kept[columns].reset_index(drop=True), links[columns])
    assert not made.duplicated(["property_id", "parcel_id"]).any()
    for number in numbers:
        told = said_of(made, f"2668||{number:04d}")
        assert ("a condominium unit whose ground is" in told) == (number >= 2000)
        named = [first for first, length in runs if first <= number <= first + length]
        if number >= 2000 and len(set(named)) == 1:
            assert told.endswith("whose ground is 2668||0827.")
