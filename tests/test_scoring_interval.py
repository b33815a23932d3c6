"""What is not known widens the interval, is named, and never makes a property look safe."""

from datetime import timedelta

import pandas as pd
import pytest

from housing.scoring import combine
from housing.scoring.bands import as_score
from tests.scoring_cases import AS_OF, Row, covenant, points_of, score, score_one

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
    assert found["largest_for"] == (
        "The restriction lapses by itself unless somebody acts (+25 points)."
    )
    assert found["largest_against"] == "Steward owner (-40 points)."


def test_a_short_term_says_nothing_while_another_contract_s_term_is_unknown() -> None:
    short = covenant("renewable", 2, previous_term_months=6)
    silent = covenant("renewable", 2)
    assert points_of(score({"one": [short]}))["E9"] == 3
    assert points_of(score({"one": [short, silent]}))["E9"] == 0


class TestByHand:
    """The least and most every part of the cards could give, added up on paper.

    A lapsing covenant of 80 homes: rent gap -6 to 14, owner -45 to 7, tenancy -8 to 4, age 0 to 4.
    A renewable contract: rent -8 to 14, owner -25 to 3, tenancy and age as above, previous term
    -6 to 3. Of distress only the inspections may be known: -5 to 35, and 0 to 8 for the second.
    """

    DISTRESS = (0, 48)

    @pytest.mark.parametrize(
        ("held", "least", "most"),
        [
            pytest.param([covenant(years=5)], 55 - 59, 55 + 29, id="lapses in 5 years"),
            pytest.param([covenant("renewable", 2)], 44 - 47, 44 + 28, id="contract of 2 years"),
            pytest.param([covenant("prac", 2)], 29 - 39, 29 + 25, id="operating assistance"),
            pytest.param(
                [covenant("unknown", 2)], 25 + 4 - 39, 65 + 4 + 29, id="may be of any kind"
            ),
            pytest.param(
                [covenant("renewable", -1)],
                36 - 47,
                48 + 28,
                id="contract past its stated end, renewed or not",
            ),
            pytest.param([covenant(years=None)], 25 - 80 - 39, 65 + 8 + 29, id="no date known"),
            pytest.param(
                [covenant(years=26, is_early_exit_waived=False, usable_start_date="2014-06-30")],
                32 - 39,
                32 + 25,
                id="early way out in 2 years",
            ),
            pytest.param(
                [covenant(years=26, is_early_exit_waived=None, usable_start_date="2014-06-30")],
                65 - 74 - 59,
                32 + 25,
                id="early way out, unless waived",
            ),
            pytest.param(
                [covenant(years=5), covenant(years=None)],
                25 - 80 - 39,
                55 + 29,
                id="dated and undated",
            ),
        ],
    )
    def test_the_interval_is_that_of_the_least_and_the_most(
        self, held: list[Row], least: int, most: int
    ) -> None:
        found = score_one(*held)
        low, high = (
            int(as_score(combine(exit_points, distress)))
            for exit_points, distress in zip((least, most), self.DISTRESS, strict=True)
        )
        assert (found["score_low"], found["score_high"]) == (low, high)

    def test_homes_nobody_counted_may_be_few(self) -> None:
        counted, uncounted = covenant(years=5), covenant(years=5, units=None)
        assert score_one(uncounted)["score_low"] == score_one(counted)["score_low"]
        most = int(as_score(combine(55 + 29 + 6, 48)))
        assert score_one(uncounted)["score_high"] == most

    def test_a_foreclosure_leaves_nothing_under_70_open(self) -> None:
        found = score_one(covenant(years=5), foreclosure_date="2026-01-01", inspection_score=95)
        assert found["score_low"] == int(as_score(combine(55 - 59, 70)))

    def test_where_restrictions_never_end_only_distress_is_open(self) -> None:
        found = score_one(covenant("open_ended", None))
        low, high = (int(as_score(combine(float("nan"), points))) for points in self.DISTRESS)
        assert (found["score_low"], found["score_high"]) == (low, high)


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Values regardless of types, which a table without covenants cannot know."""
    return rows.astype("object").where(rows.notna(), None)


def test_neighbors_change_nothing_about_a_property() -> None:
    held = {
        "contract": [covenant("renewable", 2, 60), covenant(years=9, units=80)],
        "nothing": [],
        "open": [covenant("open_ended", None, 50), covenant(years=1, units=100)],
        "lost": [covenant(is_active=False, status="ended", actual_end_date="2020-01-01", units=0)],
        "undated": [covenant(years=None), covenant(years=0.5)],
        "early": [
            covenant(years=26, is_early_exit_waived=False, usable_start_date="2014-06-30"),
            covenant("renewable", 9, 20),
        ],
        "few": [covenant(years=1, units=100), covenant(years=20, units=96)],
    }
    known = {
        "open": {"owner_type": "steward", "inspection_score": 40},
        "nothing": {"tenancy": "family"},
        "early": {"rent_gap_pct": 20.0, "year_built": 1960},
    }
    together = score(held, known)
    for name, covenants in held.items():
        alone = score({name: covenants}, {name: known.get(name, {})})
        assert plain(together.scores.loc[[name]]).equals(plain(alone.scores)), name
        mine = together.contributions.query("property_id == @name").reset_index(drop=True)
        assert plain(mine).equals(plain(alone.contributions)), name
