"""Rents that HUD sets: fair around a property, and the most that tax credits allow."""

from typing import Any

import pandas as pd
import pytest
from shapely import box

from tests.profile_case import OAK, profile

HERE = {"record_id": "catalog:1", "zip": "20001", "county_fips": "11001"}
CREDITS = {"property_id": OAK, "program": "lihtc", "units_counted": 40}
FAIR, LIMIT = "fair_market_rent_2br_usd", "tax_credit_limit_60pct_3p_usd"


def fact(area: str, measure: str, value: float | None, **more: Any) -> dict[str, Any]:
    return {
        "area_id": area,
        "measure": measure,
        "value": value,
        "period": "FY2026",
        "source_id": "hud_rents" if measure == FAIR else "hud_income_limits",
        "observed_date": "2025-10-01" if measure == FAIR else "2026-05-01",
        **more,
    }


def known(*facts: dict[str, Any], **given: Any) -> pd.Series:
    return profile(records=[HERE], area_facts=list(facts), **given)


def test_the_zip_code_s_rent_comes_before_the_county_s() -> None:
    found = known(fact("county:11001", FAIR, 2045.0), fact("zip:20001", FAIR, 2840.0))
    assert found["fair_market_rent_usd"] == 2840
    assert found["fair_market_rent_area"] == "zip:20001"
    assert found["fair_market_rent_source"] == "hud_rents"


def test_without_one_of_its_zip_code_the_county_s_stands() -> None:
    found = known(fact("county:11001", FAIR, 2045.0), fact("zip:20009", FAIR, 2840.0))
    assert (found["fair_market_rent_usd"], found["fair_market_rent_area"]) == (2045, "county:11001")


def test_the_newest_year_known_by_the_day_counts() -> None:
    found = known(
        fact("zip:20001", FAIR, 2700.0, period="FY2025", observed_date="2024-10-01"),
        fact("zip:20001", FAIR, 2840.0),
        fact("zip:20001", FAIR, 9999.0, period="FY2027", observed_date="2026-10-02"),
    )
    assert found["fair_market_rent_usd"] == 2840
    assert found["fair_market_rent_date"] == pd.Timestamp("2025-10-01")


def test_tax_credits_allow_thirty_percent_of_the_limit_by_the_month() -> None:
    assert known(fact("county:11001", LIMIT, 71_250.0))["tax_credit_rent_usd"] == 1781


def test_without_a_limit_for_tax_credits_the_one_at_fifty_percent_times_six_fifths_stands() -> None:
    own = fact("county:11001", "income_limit_50pct_3p_usd", 60_000.0)
    assert known(own)["tax_credit_rent_usd"] == 1800
    both = known(own, fact("county:11001", LIMIT, 71_250.0))
    assert both["tax_credit_rent_usd"] == 1781


def test_where_nobody_states_tax_credit_rents_the_gap_is_a_least_one() -> None:
    rents = (fact("zip:20001", FAIR, 2670.0), fact("county:11001", LIMIT, 71_200.0))
    found = known(*rents, covenants=[CREDITS])
    assert found["rent_gap_pct"] == pytest.approx(50.0)
    assert found["is_rent_gap_least"]
    assert found["rent_gap_source"] == "hud_rents;hud_income_limits"
    assert found["rent_gap_date"] == pd.Timestamp("2025-10-01")


@pytest.mark.parametrize(
    "covenants",
    [
        pytest.param([], id="no covenant"),
        pytest.param([{**CREDITS, "program": "home"}], id="another program"),
        pytest.param([{**CREDITS, "is_active": False}], id="credits that have ended"),
    ],
)
def test_without_tax_credits_in_force_there_is_no_such_gap(covenants: Any) -> None:
    rents = (fact("zip:20001", FAIR, 2670.0), fact("county:11001", LIMIT, 71_200.0))
    found = known(*rents, covenants=covenants)
    assert pd.isna(found["rent_gap_pct"])
    assert not found["is_rent_gap_least"]


def test_nothing_known_of_rents_is_unknown() -> None:
    found = known(covenants=[CREDITS])
    assert found[["fair_market_rent_usd", "tax_credit_rent_usd", "rent_gap_pct"]].isna().all()


def survey(measure: str, value: float, period: str, tract_year: int = 2020) -> dict[str, Any]:
    return {
        "area_id": "tract:99001",
        "measure": measure,
        "value": value,
        "margin_of_error": value / 10,
        "period": period,
        "tract_year": tract_year,
        "source_id": "acs_incomes",
    }


def test_of_the_tract_the_newest_survey_about_the_same_land_is_shown() -> None:
    here = {"record_id": "catalog:1", "latitude": 0.5, "longitude": 0.5}
    tract = {
        "kind": "tract",
        "code": "99001",
        "observed_date": "2020-01-01",
        "geometry": box(0, 0, 1, 1),
    }
    found = profile(
        records=[here],
        areas=[tract],
        area_facts=[
            survey("median_household_income_usd", 50_000.0, "2018-2022"),
            survey("median_household_income_usd", 60_000.0, "2019-2023"),
            survey("persons_in_poverty_ratio", 0.2, "2018-2022"),
            survey("persons_in_poverty_ratio", 0.9, "2019-2023", tract_year=2010),
        ],
    )
    assert (found["tract_income_usd"], found["tract_income_usd_margin"]) == (60_000, 6_000)
    assert found["tract_poverty_ratio"] == 0.2
    assert found["tract_figures_period"] == "2019-2023"
    assert found["tract_figures_source"] == "acs_incomes"
    assert pd.isna(found["tract_rent_usd"])
