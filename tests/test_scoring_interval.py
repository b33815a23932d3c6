"""What is not known widens the interval, is named, and never makes a property look safe."""

from datetime import timedelta

import pytest

from tests.scoring_cases import AS_OF, covenant, points_of, score, score_one

HELD = covenant("renewable", 2, 60, previous_term_months=60)
KNOWN = {
    "owner_type": "for_profit",
    "tenancy": "family",
    "rent_to_fmr_pct": 110.0,
    "market_growth_pctile": 50.0,
    "year_built": 2001,
    "inspection_score": 85,
    "tax_years_delinquent": 0,
    "foreclosure_date": "2010-01-01",
}


def test_everything_known_leaves_no_interval() -> None:
    found = score_one(HELD, **KNOWN)
    assert found["score_low"] == found["score"] == found["score_high"]
    assert not found["is_band_provisional"]


@pytest.mark.parametrize("name", sorted(set(KNOWN) - {"foreclosure_date"}))
def test_a_missing_fact_gives_no_points_and_widens_the_interval(name: str) -> None:
    blank = "unknown" if name in ("owner_type", "tenancy") else None
    held = {"one": [HELD], "other": [HELD]}
    scored = score(held, {"one": {**KNOWN, name: blank}, "other": KNOWN})
    one, other = scored.scores.loc["one"], scored.scores.loc["other"]
    assert one["score_high"] > one["score_low"]
    assert other["score_high"] == other["score_low"]
    rows = scored.contributions.query("property_id == 'one' and is_missing")
    assert len(rows) >= 1
    assert (rows["points"] == 0).all()
    assert rows["value"].isna().all()


def test_a_band_that_facts_could_change_is_provisional() -> None:
    assert score_one(covenant("renewable", 0.7), owner_type="for_profit")["is_band_provisional"]


def test_an_uninspected_property_may_be_failing() -> None:
    rows = score({"one": [HELD]}).contributions.set_index("code")
    assert tuple(rows.loc["D1", ["points_low", "points_high"]]) == (-5, 35)


def test_a_collection_nobody_loaded_is_said_once_and_widens_nothing() -> None:
    rows = score({"one": [HELD]}).contributions.set_index("code")
    for code in ("E4", "D3", "D4"):
        assert rows.loc[code, "is_missing"]
        assert tuple(rows.loc[code, ["points", "points_low", "points_high"]]) == (0, 0, 0)
        assert rows.loc[code, "sentence"].endswith("is loaded.")


def test_no_foreclosure_on_record_is_an_answer_where_foreclosures_are_loaded() -> None:
    recent = str(AS_OF - timedelta(days=90))
    scored = score({"one": [HELD], "other": [HELD]}, {"other": {"foreclosure_date": recent}})
    rows = scored.contributions.query("property_id == 'one'").set_index("code")
    assert not rows.loc["D4", "is_missing"]


def test_a_list_of_foreclosures_that_ended_years_ago_says_nothing_of_today() -> None:
    scored = score({"one": [HELD], "other": [HELD]}, {"other": {"foreclosure_date": "2010-01-01"}})
    row = scored.contributions.query("property_id == 'one'").set_index("code").loc["D4"]
    assert row["is_missing"]
    assert row["sentence"] == "No data on foreclosure filings of the last 24 months is loaded."


def test_the_widest_unknown_is_named_with_its_range() -> None:
    found = score_one(HELD, **{**KNOWN, "inspection_score": None})
    assert found["largest_unknown"] == "No inspection on record (-5 to +35 points)"


def test_the_strongest_reasons_are_named() -> None:
    found = score_one(covenant(years=12), owner_type="steward")
    assert found["largest_for"] == "The restriction lapses by itself unless somebody acts."
    assert found["largest_against"] == "Steward owner."


def test_a_short_term_says_nothing_while_another_contract_s_term_is_unknown() -> None:
    short = covenant("renewable", 2, previous_term_months=6)
    silent = covenant("renewable", 2)
    assert points_of(score({"one": [short]}))["E9"] == 3
    assert points_of(score({"one": [short, silent]}))["E9"] == 0
