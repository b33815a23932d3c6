"""Washington's lots, from fictional excerpts in the surveyor's own shape."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.sources.dc_lots import UNIT_LOTS, named_units, normalize, plat_of
from tests.sources.outlines import excerpt


@pytest.fixture(scope="module")
def parcel_lots() -> Any:
    return normalize(excerpt("dc_lots/parcel-lots.geojson"))


@pytest.fixture(scope="module")
def condo_lots() -> Any:
    return normalize(excerpt("dc_lots/condo-approval-lots.geojson"))


def test_a_lot_is_an_outline_and_an_id_and_nothing_more(parcel_lots: Any) -> None:
    parcels = parcel_lots["parcels"]
    assert parcels["parcel_id"].tolist() == ["PAR|0242|0088", "PAR|0241|0001-OF1", "PAR|0077|0184"]
    assert (
        parcels[["owner_name", "assessed_value_usd", "land_area_sqft", "address"]]
        .isna()
        .all(axis=None)
    )


def test_a_lot_without_an_outline_is_counted_in_quarantine(parcel_lots: Any) -> None:
    assert parcel_lots["quarantine"]["reason"].tolist() == ["empty_geometry"]
    assert parcel_lots["quarantine"]["row_number"].tolist() == [4]


def test_the_list_is_at_least_as_new_as_its_newest_lot(parcel_lots: Any) -> None:
    assert parcel_lots["parcels"]["observed_date"].eq(pd.Timestamp("2016-06-24")).all()


def test_an_invalid_outline_is_flagged(parcel_lots: Any) -> None:
    assert parcel_lots["parcels"]["is_geometry_repaired"].tolist() == [False, True, False]


def test_the_living_lot_is_kept_before_the_retired_one(condo_lots: Any) -> None:
    kept = condo_lots["parcels"].set_index("parcel_id").loc["0210||0130", "geometry"]
    assert kept.area == pytest.approx(0.0003**2, rel=1e-3)


def test_the_lot_whose_number_agrees_with_its_id_is_kept(condo_lots: Any) -> None:
    rejected = condo_lots["quarantine"].set_index("row_number")
    assert rejected.loc[3, "reason"] == "duplicate_id"
    assert "7001" in rejected.loc[3, "content"]


def test_a_lot_without_a_number_is_counted_in_quarantine(condo_lots: Any) -> None:
    reasons = condo_lots["quarantine"]["reason"].value_counts().to_dict()
    assert reasons == {"missing_id": 2, "duplicate_id": 2}
    assert len(condo_lots["parcels"]) == 4


@pytest.mark.parametrize(
    ("narrative", "runs"),
    [
        ("SEE CONDO BOOK 78, PAGE 29 (CONDOS 2171 - 2182) KILLED TAX LOTS 812", [(2171, 2182)]),
        ("(CONDOS 2069 & 2070) KILLED AIR RIGHTS LOTS (2015)", [(2069, 2069), (2070, 2070)]),
        ("CONDOS (2001 - 2006) KILLED TAX LOT 818 BY OTR OFFICE ORDER", [(2001, 2006)]),
        ("PAGE 22 CONDO 2020 KILLED AIR RIGHTS LOTS (7000,7004 - 7022)", [(2020, 2020)]),
        ("(CONDOS 2163-2189, 2192, 2194-2199)", [(2163, 2189), (2192, 2192), (2194, 2199)]),
        ("COMMERCIAL CONDO 2033 KILLED TAX LOTS (946, 1094 -1098)", [(2033, 2033)]),
        ("PAGES (11, 34, 41, 24) (CONDOS 2001 - 2084) KILLED", [(2001, 2084)]),
        ("(CONDOS 2360 - 2069) KILLED TAX LOT 808", []),
        ("(CONDOS 2178 - 22213) KILLED TAX LOT 856", []),
        ("SEE CONDO BOOK 55 PAGE 14 KILLED TAX LOT 808 ON 10/26/2005.", []),
        ("CONDO's APPROVED FOR 0054. 0054 TURNED INTO 0055 BY 174/65", []),
        ("DELIVERY 7", []),
    ],
)
def test_a_narrative_names_units_and_not_what_was_killed(
    narrative: str, runs: list[tuple[int, int]]
) -> None:
    assert named_units(narrative) == runs


@given(
    st.lists(
        st.tuples(st.sampled_from(UNIT_LOTS), st.sampled_from(UNIT_LOTS)).map(
            lambda ends: (min(ends), max(ends))
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([" - ", "-", " -"]),
    st.sampled_from([", ", " & ", " AND ", ","]),
)
def test_every_run_of_a_list_is_read_as_it_was_written(
    runs: list[tuple[int, int]], dash: str, comma: str
) -> None:
    words = comma.join(f"{a}{dash}{z}" if a < z else f"{a}" for a, z in runs)
    told = f"SEE CONDO BOOK 1, PAGE 2 (CONDOS {words}) KILLED AIR RIGHTS LOTS (7001 & 7002)."
    assert named_units(told) == runs
    assert plat_of(told) == "condo book 1 page 2"


@given(st.text())
def test_whatever_a_narrative_says_units_are_lots_of_units(narrative: str) -> None:
    for first, last in named_units(narrative):
        assert first <= last
        assert {first, last} <= set(UNIT_LOTS)


def test_the_lots_under_condominiums_are_listed_with_the_units_they_name(
    condo_lots: Any, parcel_lots: Any
) -> None:
    grounds = condo_lots["condominium_grounds"].set_index("parcel_id")
    assert set(grounds.index) == set(condo_lots["parcels"]["parcel_id"])
    named = grounds.loc["1065|NE|0019"]
    assert named["first_unit"].tolist() == [2001, 2005]
    assert named["last_unit"].tolist() == [2002, 2005]
    assert set(named["record"]) == {"condo book 27 page 48"}
    assert pd.isna(grounds.loc["0210||0130", "first_unit"])
    assert parcel_lots["condominium_grounds"].empty
