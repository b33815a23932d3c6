"""Washington's building permits, from invented rows in their columns."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.dc_permits import normalize
from tests.raw_files import changed, excerpt, reasons

RAW = excerpt("dc_permits", "Building_Permits_in_2026-07-01.csv", date(2026, 7, 1))


@pytest.fixture(scope="module")
def permits() -> Any:
    return normalize(RAW)["events"].set_index("event_id")


def test_a_permit_says_what_was_allowed_and_the_fees(permits: Any) -> None:
    permit = permits.loc["dc_permits:B2604321"]
    assert permit["event_type"] == "permit"
    assert permit["parcel_id"] == "0101||0001"
    assert permit["description"] == (
        "Permit: construction, alteration and repair; permit issued; fees $48,250."
    )


def test_days_are_read_in_every_form_the_city_uses(permits: Any) -> None:
    days = permits.loc[["dc_permits:B2604321", "dc_permits:R2600017", "dc_permits:E2600018"]]
    assert days["event_date"].tolist() == [
        pd.Timestamp("2026-02-09"), pd.Timestamp("2026-03-11"), pd.Timestamp("2026-03-12")
    ]  # fmt: skip


def test_what_is_not_stated_is_not_said(permits: Any) -> None:
    assert permits.loc["dc_permits:E2600018", "description"] == "Permit: supplemental."
    assert "fees" not in permits.loc["dc_permits:R2600017", "description"]


def test_no_word_about_people_is_kept(permits: Any) -> None:
    assert not permits["description"].str.contains("Jane").any()


def test_a_permit_without_number_day_or_parcel_is_counted() -> None:
    made = normalize(RAW)
    assert sorted(reasons(made)) == [
        "missing_id", "no_parent_record", "unreadable_date", "unreadable_number"
    ]  # fmt: skip
    assert len(made["events"]) == 4


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'FEES_PAID'"):
        normalize(changed(RAW, tmp_path, {"FEES_PAID": "FEE"}))
