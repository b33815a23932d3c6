"""The Preservation Catalog's parcels, from an excerpt as published."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.owner_names import WITHHELD
from housing.sources.prescat_parcels import normalize
from tests.raw_files import changed, excerpt, reasons, with_row

RAW = excerpt("prescat_parcels", "Parcel.csv", date(2016, 4, 1))


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return normalize(RAW)["claimed_parcels"].set_index("parcel_id")


def test_every_parcel_of_a_development_is_claimed(claims: pd.DataFrame) -> None:
    assert len(claims) == 18
    claim = claims.loc["0423||0018"]
    assert claim["record_id"] == "prescat_projects:NL000001"
    assert claim["parcel_id_source"] == "0423    0018"


def test_undivided_tracts_are_read_too(claims: pd.DataFrame) -> None:
    assert claims.loc["PAR|0160|0036", "owner_type"] == "public"


def test_state_plane_meters_become_degrees(claims: pd.DataFrame) -> None:
    claim = claims.loc["0423||0018"]
    assert claim["latitude"] == pytest.approx(38.9077, abs=0.0005)
    assert claim["longitude"] == pytest.approx(-77.0222, abs=0.0005)


@pytest.mark.parametrize("parcel", ["0205||2058", "3630||0004"])
def test_no_coordinate_and_zero_are_unknown(claims: pd.DataFrame, parcel: str) -> None:
    assert pd.isna(claims.loc[parcel, "latitude"])
    assert pd.isna(claims.loc[parcel, "longitude"])


@pytest.mark.parametrize(
    ("code", "owner_type"),
    [
        ("040", "public"),
        ("050", "public"),
        ("080", "nonprofit"),
        ("100", "nonprofit"),
        ("115", "unknown"),
        ("111", "unknown"),
        ("130", "unknown"),
        ("020", "unknown"),
    ],
)
def test_only_some_owner_codes_are_evidence(
    claims: pd.DataFrame, code: str, owner_type: str
) -> None:
    assert set(claims.loc[claims["owner_type_source"] == code, "owner_type"]) == {owner_type}


def test_individuals_are_withheld_whatever_the_name_says(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"[individual redacted],020": "Doe Family Housing LLC,020"})
    claims = normalize(raw)["claimed_parcels"].set_index("owner_type_source")
    assert claims.loc["020", "owner_name"] == WITHHELD
    assert claims.loc["010", "owner_name"] == WITHHELD


def test_an_owner_nobody_names_stays_unknown(claims: pd.DataFrame) -> None:
    assert pd.isna(claims.loc["3389||0133", "owner_name"])
    assert claims.loc["3389||0133", "owner_type"] == "unknown"


def test_the_mark_n_is_no_date(claims: pd.DataFrame) -> None:
    assert pd.isna(claims.loc["0205||2058", "owner_date"])
    assert claims.loc["0423||0018", "owner_date"] == pd.Timestamp("2004-01-30")


def test_a_parcel_knows_whether_the_latest_roll_still_has_it(claims: pd.DataFrame) -> None:
    assert claims.loc["0423||0018", "is_in_latest_register"]
    assert not claims.loc["3630||0004", "is_in_latest_register"]
    assert claims.loc["3630||0004", "observed_date"] == pd.Timestamp("2001-10-24")


def test_a_parcel_id_that_cannot_be_read_claims_nothing(tmp_path: Path) -> None:
    tables = normalize(changed(RAW, tmp_path, {"NL000001,0423    0018": "NL000001,to follow"}))
    assert len(tables["claimed_parcels"]) == 17
    assert reasons(tables) == ["missing_id"]


def test_the_same_parcel_twice_in_one_development_is_one_claim(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    tables = normalize(with_row(RAW, tmp_path, lines[1]))
    assert len(tables["claimed_parcels"]) == 18
    assert reasons(tables) == ["duplicate_id"]


def test_two_developments_may_stand_on_one_parcel(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    raw = with_row(RAW, tmp_path, lines[1].replace("NL000001", "NL000002"))
    assert len(normalize(raw)["claimed_parcels"]) == 19


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'Parcel_owner_type'"):
        normalize(changed(RAW, tmp_path, {"Parcel_owner_type": "Owner_category"}))
