"""Incomes and poverty by tract, from a fictional answer in the Census Bureau's shape."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.acs_incomes import normalize
from housing.sources.base import RawFile
from tests.raw_files import changed, excerpt, reasons

RAW = excerpt("acs_incomes", "acs5_incomes_2023.json", date(2023, 1, 1))


@pytest.fixture(scope="module")
def facts() -> Any:
    return normalize(RAW)["area_facts"].set_index(["area_id", "measure"])


def test_an_income_has_its_margin_and_five_years(facts: Any) -> None:
    income = facts.loc[("tract:99001004902", "median_household_income_usd")]
    assert (income["value"], income["margin_of_error"]) == (98_654, 14_210)
    assert (income["period"], income["tract_year"]) == ("2019-2023", 2020)


def test_poverty_is_a_share_with_the_margin_of_a_proportion(facts: Any) -> None:
    poor = facts.loc[("tract:99001004902", "persons_in_poverty_ratio")]
    share = 372 / 3407
    margin = (95**2 - (share * 310) ** 2) ** 0.5 / 3407
    assert poor["value"] == pytest.approx(share)
    assert poor["margin_of_error"] == pytest.approx(margin)


def test_where_that_cannot_be_worked_out_the_wider_margin_stands(facts: Any) -> None:
    poor = facts.loc[("tract:99001000100", "persons_in_poverty_ratio")]
    assert poor["margin_of_error"] == pytest.approx((40**2 + 500**2) ** 0.5 / 2800)


def test_the_codes_for_no_figure_and_a_tract_without_people_are_unknown(facts: Any) -> None:
    park = facts.loc["tract:99001980000", ["value", "margin_of_error"]]
    assert park.isna().all(axis=None)
    assert pd.isna(
        facts.loc[("tract:99001000201", "median_household_income_usd"), "margin_of_error"]
    )


def test_a_row_that_is_no_tract_is_counted() -> None:
    assert reasons(normalize(RAW)) == ["missing_id"]


def test_a_name_without_a_year_is_refused() -> None:
    with pytest.raises(FileUnreadableError, match=r"acs5_incomes_2023\.json"):
        normalize(RawFile(RAW.path, "incomes.json", None))


def test_a_missing_variable_stops_the_source(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'b17001_002m'"):
        normalize(changed(RAW, tmp_path, {"B17001_002M": "B17001_003M"}))
