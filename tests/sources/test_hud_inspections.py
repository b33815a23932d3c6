"""HUD's inspection scores, from an invented file in HUD's own layout."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from housing.sources.hud_inspections import normalize
from tests.raw_files import excerpt, reasons

RAW = excerpt("hud_inspections", "inspections_layout_2025-08-25.csv", date(2025, 8, 25))


@pytest.fixture(scope="module")
def tables() -> Any:
    return normalize(RAW)


@pytest.fixture(scope="module")
def inspections(tables: Any) -> Any:
    return tables["inspections"].set_index("inspection_id")


def test_a_score_has_a_number_a_letter_and_an_asterisk(inspections: Any) -> None:
    inspection = inspections.loc["hud_inspections:600001"]
    assert (inspection["score"], inspection["health_safety_code"]) == (68, "b")
    assert inspection["has_smoke_detector_defect"]
    assert inspection["record_id"] == "hud_inspections:800000025"


def test_days_are_read_in_the_formats_of_all_editions(inspections: Any) -> None:
    days = inspections["inspection_date"]
    assert days["hud_inspections:600000"] == pd.Timestamp("2019-05-14")
    assert days["hud_inspections:600001"] == pd.Timestamp("2022-05-02")
    assert days["hud_inspections:600002"] == pd.Timestamp("2023-11-14")


def test_the_standard_changes_with_the_day(inspections: Any) -> None:
    assert inspections.loc["hud_inspections:600001", "protocol"] == "UPCS"
    assert inspections.loc["hud_inspections:600003", "protocol"] == "NSPIRE"


def test_an_unreadable_day_leaves_the_inspection_undated(tables: Any, inspections: Any) -> None:
    assert pd.isna(inspections.loc["hud_inspections:600005", "inspection_date"])
    assert sorted(reasons(tables)) == ["out_of_range", "unreadable_date", "unreadable_number"]


def test_every_row_is_an_inspection_or_in_quarantine(tables: Any) -> None:
    left = [reason for reason in reasons(tables) if reason != "unreadable_date"]
    assert len(tables["inspections"]) + len(left) == 8


def test_a_property_inspected_twice_is_one_record_as_last_seen(tables: Any) -> None:
    records = tables["records"].set_index("source_record_id")
    assert records.index.is_unique
    assert records.loc["800000025", "name"] == "ROSEWOOD GROUP HOME"


def test_only_exact_geocoding_may_be_put_on_a_parcel(tables: Any) -> None:
    records = tables["records"].set_index("source_record_id")
    assert records.loc["800003002", "location_quality"] == "coarse"
    assert records.loc["800003048", "location_quality"] == "rooftop"
    assert records.loc["800003048", ["state", "county_fips"]].tolist() == ["CO", "08077"]
