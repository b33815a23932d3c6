"""Income limits of a county, for HUD's own programs and for tax-credit homes."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.base import RawFile
from housing.sources.hud_income_limits import SOURCE, normalize
from housing.sources.recognition import columns_of_file
from tests.raw_files import changed, excerpt

OWN = excerpt("hud_income_limits", "income_limits_08013_2026.json")
CREDITS = excerpt("hud_income_limits", "tax_credit_limits_08013_2026.json")


def values(raw: RawFile) -> Any:
    return normalize(raw)["area_facts"].set_index("measure")["value"]


def test_limits_are_by_percent_and_persons() -> None:
    found = values(OWN)
    assert found["income_limit_30pct_1p_usd"] == 27_700
    assert found["income_limit_50pct_3p_usd"] == 59_350
    assert found["income_limit_80pct_4p_usd"] == 105_500
    assert found["median_family_income_usd"] == 131_900


def test_a_blank_limit_is_unknown() -> None:
    assert pd.isna(values(OWN)["income_limit_50pct_5p_usd"])


def test_limits_of_tax_credits_have_names_of_their_own_and_no_second_median() -> None:
    found = values(CREDITS)
    assert found["tax_credit_limit_60pct_3p_usd"] == 71_250
    assert "median_family_income_usd" not in found
    assert not found.index.str.contains("hera").any()


def test_both_are_about_the_county_in_the_name() -> None:
    for raw in (OWN, CREDITS):
        assert normalize(raw)["area_facts"]["area_id"].unique().tolist() == ["county:08013"]


@pytest.mark.parametrize(
    ("year", "vintage", "since"),
    [
        ("2023", None, "2023-05-15"),
        ("2026", date(2026, 5, 1), "2026-05-01"),
        ("2026", None, "2026-06-30"),
    ],
)
def test_limits_are_known_since_they_are_in_force(
    tmp_path: Path, year: str, vintage: date | None, since: str
) -> None:
    raw = changed(OWN, tmp_path, {'"year": "2026"': f'"year": "{year}"'})
    made = normalize(RawFile(raw.path, raw.name, vintage))["area_facts"]
    assert made["observed_date"].unique().tolist() == [pd.Timestamp(since)]
    assert made["period"].unique().tolist() == [f"FY{year}"]


def test_a_name_without_a_county_is_refused() -> None:
    with pytest.raises(FileUnreadableError, match="which county it is about"):
        normalize(RawFile(OWN.path, "limits.json", None))


def test_another_form_stops_the_source(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="needs an answer of HUD USER with 'very_low'"):
        normalize(changed(OWN, tmp_path, {'"very_low"': '"limits"'}))


@pytest.mark.parametrize("raw", [OWN, CREDITS])
def test_import_recognizes_both_answers(raw: RawFile) -> None:
    assert SOURCE.signature <= {*columns_of_file(raw.path)[0]}
