"""Sums over the city: nothing is dropped, and unknown homes are counted apart."""

from datetime import date

import pandas as pd
import pytest

from housing.tables import Properties, Schedule
from tests.factory import table
from ui import counts
from ui.text import en

AS_OF = date(2026, 10, 1)
LOCAL_CRS = "EPSG:26985"


@pytest.fixture
def schedule() -> pd.DataFrame:
    """One property of 100 homes: 80 lose a tax credit in 2027, 20 a contract in 2030."""
    steps = [
        ("nominal", "2026-10-01", 100, 100, None),
        ("nominal", "2027-06-30", 20, 40, "lihtc"),
        ("nominal", "2030-01-01", 0, 0, "section_8_pbra"),
        ("renewals_assumed", "2026-10-01", 100, 100, None),
        ("renewals_assumed", "2027-06-30", 20, 40, "lihtc"),
    ]
    names = ["scenario", "date", "units_nested", "units_disjoint", "programs"]
    rows = [dict(zip(names, step, strict=True)) | {"property_id": "p1"} for step in steps]
    deep = {"property_id": "p1", "is_deep": True, "date": "2026-10-01", "units_nested": 20}
    return table(Schedule, [*rows, deep])


def test_losses_add_up_to_the_homes_that_were_protected(schedule: pd.DataFrame) -> None:
    lost = counts.losses(schedule)
    nominal = lost[lost["scenario"] == "nominal"]
    assert nominal["units"].tolist() == [80, 20]
    assert nominal["units_high"].tolist() == [60, 40]


def test_losses_are_named_by_program_group(schedule: pd.DataFrame) -> None:
    by_year = counts.losses_by_year(counts.losses(schedule), 2026)
    nominal = by_year[by_year["scenario"] == "nominal"].set_index("year")
    assert nominal["group"].to_dict() == {"2027": en.TAX_CREDITS, "2030": en.RENT_CONTRACTS}


def test_years_beyond_the_chart_are_counted_together(schedule: pd.DataFrame) -> None:
    by_year = counts.losses_by_year(counts.losses(schedule), 2026, years=2)
    assert set(by_year["year"]) == {"2027", "2028 on"}
    assert by_year["units"].sum() == 180
    assert counts.cliff_years(2026, 2) == ["2026", "2027", "2028 on"]


def test_covenants_that_end_together_are_several() -> None:
    assert counts.program_group("lihtc;home") == en.SEVERAL
    assert counts.program_group("home;cdbg") == en.LOCAL_FUNDS
    assert counts.program_group(None) == en.OTHER


def test_protected_homes_fall_by_what_is_lost(schedule: pd.DataFrame) -> None:
    protected = counts.protected_by_date(schedule, AS_OF, years=5)
    by_scenario = protected.pivot_table(index="date", columns="scenario", values="units")
    assert by_scenario["nominal"].tolist() == [100, 20, 20, 20, 0, 0]
    assert by_scenario["renewals_assumed"].tolist() == [100, 20, 20, 20, 20, 20]


def test_totals_count_what_is_unknown_apart() -> None:
    properties = table(
        Properties,
        [
            {"covenants_total": 1, "covenants_active": 1, "units_restricted": 50},
            {"covenants_total": 2, "covenants_active": 1, "has_unknown_end": True},
            {"covenants_total": 0},
        ],
    )
    totals = counts.city_totals(properties)
    assert totals["units_restricted"] == 50
    assert totals["protected_properties"] == 1
    assert totals["unknown_units"] == totals["unknown_end"] == totals["no_covenant"] == 1


def test_every_property_is_in_a_band_or_not_scored() -> None:
    properties = table(Properties, [{"band": "High"}, {"band": "High"}, {"status": "Lost"}])
    counted = counts.by_band(properties).set_index("band")["properties"]
    assert counted.to_dict() == {
        "Very High": 0,
        "High": 2,
        "Moderate": 0,
        "Low": 0,
        "Not scored": 1,
    }


def test_equal_scores_are_ordered_by_homes_at_risk() -> None:
    properties = table(
        Properties,
        [
            {"property_id": "small", "score": 80, "units_at_risk_5y": 5},
            {"property_id": "large", "score": 80, "units_at_risk_5y": 90},
            {"property_id": "unscored"},
        ],
    )
    assert counts.call_first(properties)["property_id"].tolist() == ["large", "small"]


def test_neighbors_are_measured_in_the_local_crs() -> None:
    """One minute of latitude is a nautical mile, 1,852 meters."""
    properties = table(
        Properties,
        [
            {"property_id": "here", "latitude": 38.9, "longitude": -77.0},
            {"property_id": "north", "latitude": 38.9 + 1 / 60, "longitude": -77.0},
            {"property_id": "unlocated"},
        ],
    )
    near = counts.nearby(properties, "here", LOCAL_CRS)
    assert near["property_id"].tolist() == ["north"]
    assert near["distance_meters"].item() == pytest.approx(1852, rel=0.01)
    assert counts.nearby(properties, "unlocated", LOCAL_CRS).empty


def test_a_source_is_late_when_a_newer_list_is_due() -> None:
    inputs = [
        {"source_id": "a", "vintage": "2026-09-01", "late_after_days": 60, "cadence": "monthly"},
        {"source_id": "b", "vintage": "2016-04-01", "late_after_days": 60, "cadence": "monthly"},
        {"source_id": "c", "vintage": None, "retrieved": None, "late_after_days": 60},
    ]
    ages = counts.source_ages(inputs, AS_OF)
    assert ages["is_late"].tolist() == [False, True, None]
    assert ages["sentence"][1] == "10 years old: late, download it again"
    assert ages["sentence"][2] == "nobody says which day it describes"
