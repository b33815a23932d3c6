"""The Preservation Catalog's sales and foreclosures, from an excerpt; people are renamed Doe."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.owner_names import WITHHELD
from housing.sources.prescat_events import normalize
from tests.raw_files import changed, excerpt, reasons, with_row, written

RAW = excerpt("prescat_events", "Real_property.csv", date(2016, 4, 1))


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return normalize(RAW)["events"]


def test_every_event_is_kept(events: pd.DataFrame) -> None:
    assert events["event_type"].value_counts().to_dict() == {
        "sale": 15,
        "foreclosure_notice": 5,
        "foreclosure_outcome": 2,
    }


def test_price_and_buyer_are_read_from_the_description(events: pd.DataFrame) -> None:
    sale = events.iloc[0]
    assert sale["price_usd"] == 6_498_000
    assert sale["party"] == "1330 Seventh Street Limiited Partnership"
    assert sale["event_date"] == pd.Timestamp("2004-01-30")
    assert (sale["record_id"], sale["parcel_id"]) == ("prescat_projects:NL000001", "0423||0018")


def test_a_sale_without_a_stated_price_has_no_price(events: pd.DataFrame) -> None:
    gift = events.loc[events["description"].str.contains("Buyer=Seller")].iloc[0]
    assert pd.isna(gift["price_usd"])
    assert gift["party"] == "Gales Place Associates Limited Partnership"


def test_a_buyer_s_name_may_hold_a_comma_and_end_with_a_dot(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"Crosstown Peoperties, LLC; sale type: None.": "Oak, L.P.."})
    assert "Oak, L.P." in set(normalize(raw)["events"]["party"])


def test_people_are_withheld_in_the_party_and_in_the_description(events: pd.DataFrame) -> None:
    assert not events["party"].fillna("").str.contains("Doe").any()
    assert not events["description"].str.contains("Doe|redacted").any()
    sold = events.loc[events["description"].str.contains("195,000")].iloc[0]
    assert sold["party"] == WITHHELD
    assert sold["description"] == (f"OTR: Sold to {WITHHELD}; price: $195,000; sale type: Market.")


def test_an_organization_in_care_of_a_person_keeps_its_own_name(events: pd.DataFrame) -> None:
    assert f"Marshall House LLC C/O {WITHHELD}" in set(events["party"])


def test_the_tax_office_s_mark_for_no_date_is_unknown(events: pd.DataFrame) -> None:
    undated = events.loc[events["event_date"].isna()]
    assert set(undated["party"]) == {
        "1901-1907 15th Street NW Cooperative",
        "Glendale Associates",
    }


def test_a_priced_sale_of_that_day_keeps_its_date(tmp_path: Path) -> None:
    raw = changed(
        RAW,
        tmp_path,
        {"OTR: Sold to 1901-1907 15th Street NW Cooperative.": "OTR: Sold; price: $5."},
    )
    events = normalize(raw)["events"]
    assert pd.Timestamp("2001-01-01") in set(events["event_date"])


def test_a_new_kind_of_event_is_other(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {",Foreclosure outcome,": ",Rent strike,"})
    assert normalize(raw)["events"]["event_type"].eq("other").sum() == 2


def test_ids_do_not_depend_on_the_order_of_rows(tmp_path: Path, events: pd.DataFrame) -> None:
    header, *rows = RAW.path.read_text("latin-1").splitlines()
    raw = written(tmp_path, RAW.name, "\n".join([header, *reversed(rows)]))
    assert set(normalize(raw)["events"]["event_id"]) == set(events["event_id"])


def test_a_copy_of_a_row_is_the_same_event(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    tables = normalize(with_row(RAW, tmp_path, lines[1]))
    assert len(tables["events"]) == 22
    assert reasons(tables) == ["duplicate_id"]


def test_two_events_of_one_day_are_two(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    raw = with_row(RAW, tmp_path, lines[1].replace("6,498,000", "7,000,000"))
    assert len(normalize(raw)["events"]) == 23


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'RP_desc'"):
        normalize(changed(RAW, tmp_path, {"RP_desc": "Description"}))
