"""Tenant purchase notices, from a fictional excerpt in the layout of the yearly tables."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.base import Tables
from housing.sources.receipts import recognize
from housing.sources.registry import SOURCES
from housing.sources.tenant_notices import SOURCE, normalize
from tests.raw_files import changed, excerpt, reasons, row_numbers

RAW = excerpt("tenant_notices", "tenant_notices_2026-10.csv", date(2026, 10, 1))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return normalize(RAW)


@pytest.fixture(scope="module")
def events(tables: Tables) -> pd.DataFrame:
    return tables["events"].set_index("event_id")


def test_a_notice_with_two_addresses_is_one_event(events: pd.DataFrame) -> None:
    offer = events.loc["tenant_notices:26-0002-PA000914"]
    assert offer["event_type"] == "tenant_notice"
    assert offer["event_date"] == pd.Timestamp("2026-02-03")
    assert offer["price_usd"] == 9_450_000
    assert offer["record_id"] == "prescat_projects:PA000914"
    assert offer["parcel_id"] == "0124||0001"
    assert offer["description"] == (
        "RCASD: 5+ rental unit offer of sale; units: 48; price: $9,450,000."
    )


def test_notes_about_people_are_not_copied(events: pd.DataFrame) -> None:
    assert not events["description"].str.contains("Jane").any()


def test_a_code_is_read_as_its_words(events: pd.DataFrame) -> None:
    transfer = events.loc["tenant_notices:26-0003-0125|N|0007"]
    assert transfer["description"] == "RCASD: Notice of transfer."
    assert transfer["event_type"] == "tenant_notice"


def test_a_notice_of_no_development_is_known_by_its_parcel(events: pd.DataFrame) -> None:
    assert pd.isna(events.loc["tenant_notices:26-0003-0125|N|0007", "record_id"])


def test_a_price_of_zero_is_no_price(events: pd.DataFrame) -> None:
    assert pd.isna(events.loc["tenant_notices:26-0003-0125|N|0007", "price_usd"])


def test_a_foreclosure_is_no_offer_and_a_house_is_neither(events: pd.DataFrame) -> None:
    assert events.loc["tenant_notices:26-0004-PA000958", "event_type"] == "foreclosure_notice"
    assert events.loc["tenant_notices:26-0005-0133||0811", "event_type"] == "other"


def test_what_cannot_be_placed_or_dated_is_counted_in_quarantine(tables: Tables) -> None:
    assert sorted(zip(row_numbers(tables), reasons(tables), strict=True)) == [
        (7, "unreadable_date"),
        (8, "no_parent_record"),
        (9, "missing_id"),
    ]


def test_another_date_format_stops_the_refresh(tmp_path: Path) -> None:
    dates = {f",{month:02d}/": f",2026-{month:02d}-" for month in range(2, 6)}
    with pytest.raises(SourceChangedError, match="'Notice_date'"):
        normalize(changed(RAW, tmp_path, dates))


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'Notice_type'"):
        normalize(changed(RAW, tmp_path, {"Notice_type": "Type"}))


def test_its_columns_tell_what_it_is() -> None:
    assert recognize(RAW.path, list(SOURCES.values())) == SOURCE
