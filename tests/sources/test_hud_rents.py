"""Fair market rents of a county, of its ZIP codes, and of the counties of a state."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.base import RawFile
from housing.sources.hud_rents import SOURCE, normalize
from housing.sources.recognition import columns_of_file
from tests.raw_files import changed, excerpt, reasons

ZIPS = excerpt("hud_rents", "fmr_11001_2024.json")
COUNTY = excerpt("hud_rents", "fmr_08013_2026.json")
STATE = excerpt("hud_rents", "fmr_state_2026.json")


def facts(raw: RawFile) -> Any:
    return normalize(raw)["area_facts"].set_index(["area_id", "measure"])


def test_where_rents_are_set_by_zip_code_each_has_its_own() -> None:
    made = facts(ZIPS)
    assert made.loc[("zip:20001", "fair_market_rent_2br_usd"), "value"] == 2840
    assert made.loc[("zip:20002", "fair_market_rent_0br_usd"), "value"] == 1750
    assert len(made) == 4 * 5


def test_the_whole_area_stands_for_the_county_that_the_name_says() -> None:
    whole = facts(ZIPS).loc[("county:11001", "fair_market_rent_2br_usd")]
    assert (whole["value"], whole["unit"], whole["period"]) == (2045, "usd", "FY2024")


def test_rents_are_known_from_the_day_they_are_in_force() -> None:
    assert facts(ZIPS)["observed_date"].unique().tolist() == [pd.Timestamp("2023-10-01")]


def test_a_county_with_one_set_writes_rents_as_text() -> None:
    made = facts(COUNTY)
    assert len(made) == 5
    assert made.loc[("county:08013", "fair_market_rent_2br_usd"), "value"] == 2124
    assert made["period"].unique().tolist() == ["FY2026"]


def test_of_a_state_every_county_and_town_has_its_own_id() -> None:
    made = facts(STATE)
    assert made.loc[("county:99001", "fair_market_rent_2br_usd"), "value"] == 1500
    assert made.loc[("town:9900300101", "fair_market_rent_2br_usd"), "value"] == 1150


def test_zero_blank_and_words_are_unknown_rents() -> None:
    ferry = facts(STATE).loc["county:99003", "value"]
    assert ferry.isna().tolist() == [True, True, False, False, True]


def test_a_set_without_a_place_and_a_second_one_are_counted() -> None:
    assert sorted(reasons(normalize(STATE))) == ["duplicate_id", "missing_id"]


def test_a_name_without_a_county_is_refused() -> None:
    with pytest.raises(FileUnreadableError, match="which county it is about"):
        normalize(RawFile(ZIPS.path, "rents.json", None))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"basicdata"', '"rents"', "needs an answer of HUD USER with 'basicdata'"),
        ('"year": "2024"', '"year": "24"', "does not say of which fiscal year"),
    ],
)
def test_another_form_stops_the_source(tmp_path: Path, old: str, new: str, expected: str) -> None:
    with pytest.raises(SourceChangedError, match=expected):
        normalize(changed(ZIPS, tmp_path, {old: new}))


def test_half_an_answer_is_a_sentence(tmp_path: Path) -> None:
    half = tmp_path / ZIPS.name
    half.write_bytes(ZIPS.path.read_bytes()[:300])
    with pytest.raises(FileUnreadableError, match="not a complete answer"):
        normalize(RawFile(half, half.name, None))


@pytest.mark.parametrize("raw", [ZIPS, COUNTY])
def test_import_recognizes_a_county_s_answer(raw: RawFile) -> None:
    assert SOURCE.signature <= {*columns_of_file(raw.path)[0]}
