"""What the score says in words: the reason, what comes next, and every contribution."""

import pandas as pd
import pytest

from housing.factors import FACTORS
from housing.scoring import score_properties
from housing.tables import Contributions, LinkedCovenants, LinkedInspections, Properties, validate
from tests.factory import table
from tests.scoring_cases import AS_OF, Row, covenant, score, score_one


@pytest.mark.parametrize(
    ("held", "known", "reason"),
    [
        (
            [covenant(years=0.75, units=80)],
            {"owner_type": "for_profit", "rent_gap_pct": 45.0, "units_restricted": 80},
            "Tax-credit rents end Mar 2027 (9 months), 80 homes, for-profit owner, "
            "rents 31% under market",
        ),
        (
            [covenant("renewable", 2)],
            {"rent_to_fmr_pct": 125.0, "units_restricted": None, "units_total": 1},
            "Section 8 contract ends Jun 2028 (2 years), 1 home in all, owner unknown, "
            "rents 25% over fair market",
        ),
        (
            [covenant("renewable", -1)],
            {"owner_type": "nonprofit", "units_restricted": 1200},
            "Section 8 contract ended Jun 2025 on paper, probably renewed: confirm it, "
            "1,200 homes, nonprofit owner",
        ),
        (
            [covenant("renewable", 1, 80), covenant(years=9, units=80)],
            {"owner_type": "public", "units_restricted": 80},
            "Tax-credit rents end Jun 2035 (9 years), 80 homes also under a renewable contract, "
            "public owner",
        ),
        (
            [covenant("open_ended", None, program="public_housing")],
            {"inspection_score": 41, "units_restricted": 12},
            "Failed inspection (41 of 100). Public housing without a scheduled end, 12 homes, "
            "owner unknown",
        ),
        (
            [covenant(years=20)],
            {"foreclosure_date": "2026-03-09", "tax_years_delinquent": 1, "units_restricted": 9},
            "Foreclosure filed Mar 2026, property tax unpaid for 1 year. "
            "Tax-credit rents end Jun 2046, 9 homes, owner unknown",
        ),
        (
            [covenant(years=None, program="home")],
            {"units_restricted": 7},
            "HOME rents without an end date on record, 7 homes, owner unknown",
        ),
        (
            [covenant(years=0.01)],
            {"owner_type": "steward", "units_restricted": 40},
            "Tax-credit rents end Jul 2026 (within weeks), 40 homes, steward owner",
        ),
        ([], {}, "No rent restriction on record, number of homes unknown, owner unknown"),
    ],
)
def test_the_reason_says_what_ends_when_and_for_whom(
    held: list[Row], known: Row, reason: str
) -> None:
    assert score_one(*held, **known)["reason"] == reason


_USUAL: Row = {"owner_type": "for_profit", "units_restricted": 80, "rent_gap_pct": 45.0}


@pytest.mark.parametrize(
    ("held", "known"),
    [
        ([covenant(years=2)], {}),
        ([covenant("renewable", 3)], {}),
        ([covenant(years=3), covenant("renewable", 1)], {}),
        ([covenant(years=-1)], {}),
        ([covenant(years=None)], {}),
        ([covenant("open_ended", None)], {}),
        ([covenant(years=3, program="home")], {}),
        ([], {}),
        ([covenant(years=3)], {"owner_type": "nonprofit"}),
        ([covenant(years=3)], {"units_restricted": 81}),
        ([covenant(years=3)], {"units_restricted": None, "units_total": 80}),
        ([covenant(years=3)], {"units_restricted": None}),
        ([covenant(years=3)], {"rent_gap_pct": 10.0}),
        ([covenant(years=3)], {"rent_gap_pct": None}),
        ([covenant(years=3)], {"tax_years_delinquent": 1}),
        ([covenant(years=3)], {"tax_years_delinquent": 2}),
        ([covenant(years=3)], {"inspection_score": 50}),
        ([covenant(years=3)], {"foreclosure_date": "2026-03-09"}),
    ],
)
def test_a_fact_that_differs_makes_the_reason_differ(held: list[Row], known: Row) -> None:
    usual = score_one(covenant(years=3), **_USUAL)["reason"]
    assert score_one(*held, **_USUAL | known)["reason"] != usual


@pytest.mark.parametrize(
    ("years", "milestone", "day"),
    [
        (3.0, "one-year notice is due", "2028-06-30"),
        (0.9, "final choice to renew is due", "2027-01-25"),
        (0.2, "Section 8 contract ends", "2026-09-11"),
    ],
)
def test_the_next_step_of_a_contract_comes_before_its_end(
    years: float, milestone: str, day: str
) -> None:
    found = score_one(covenant("renewable", years))
    assert milestone in found["next_milestone"]
    assert found["next_milestone_date"].date().isoformat() == day


def test_a_leap_day_s_notice_falls_on_the_last_of_february() -> None:
    end = pd.Timestamp("2028-02-29")
    found = score_one(covenant("renewable", 1.67, usable_end_date=end))
    assert found["next_milestone_date"].date().isoformat() == "2027-02-28"


def test_the_first_step_of_any_covenant_is_the_next() -> None:
    found = score_one(covenant("prac", 2), covenant(years=9))
    assert found["next_milestone"] == "Section 8 contract ends"


def test_a_lapsing_covenant_only_ends() -> None:
    assert score_one(covenant(years=3))["next_milestone"] == "Tax-credit rents end"


def test_a_step_of_today_is_not_the_next_one() -> None:
    end = pd.Timestamp("2027-06-30")
    found = score_one(covenant("renewable", 1, usable_end_date=end))
    assert "final choice to renew" in found["next_milestone"]
    assert found["next_milestone_date"].date().isoformat() == "2027-03-02"


def test_a_step_of_tomorrow_is_the_next_one() -> None:
    end = pd.Timestamp("2027-07-01")
    found = score_one(covenant("renewable", 1, usable_end_date=end))
    assert "one-year notice" in found["next_milestone"]
    assert found["next_milestone_date"].date().isoformat() == "2026-07-01"


def test_an_early_way_out_ahead_is_the_next_step() -> None:
    held = covenant(years=26, is_early_exit_waived=False, usable_start_date="2014-07-01")
    found = score_one(held)
    assert found["next_milestone"] == "Tax-credit rents: an early way out opens"
    assert found["next_milestone_date"].date().isoformat() == "2028-07-01"


def test_an_early_way_out_at_the_end_itself_is_none() -> None:
    end = pd.Timestamp("2028-07-01")
    held = covenant(
        years=2, usable_end_date=end, is_early_exit_waived=False, usable_start_date="2014-07-01"
    )
    found = score_one(held)
    assert found["next_milestone"] == "Tax-credit rents end"
    assert found["governing_kind"] == "auto_lapse"
    assert found["reason"].startswith("Tax-credit rents end Jul 2028")


def test_of_steps_on_one_day_the_first_of_a_contract_s_road_is_told() -> None:
    contract = covenant("renewable", 2, usable_end_date=pd.Timestamp("2028-01-01"))
    credits_ = covenant(years=0.5, usable_end_date=pd.Timestamp("2027-01-01"))
    for held in ([contract, credits_], [credits_, contract]):
        found = score_one(*held)
        assert "one-year notice" in found["next_milestone"]
        assert found["next_milestone_date"].date().isoformat() == "2027-01-01"


def test_each_property_has_its_own_next_step() -> None:
    scores = score(
        {
            "a": [covenant(years=3)],
            "b": [],
            "c": [covenant("renewable", -1)],
            "d": [covenant("prac", 1), covenant(years=4)],
            "e": [covenant(is_active=False, units=0)],
        }
    ).scores
    assert scores["next_milestone"].fillna("-").tolist() == [
        "Tax-credit rents end",
        "-",
        "Ask the contract administrator whether the contract was renewed",
        "Section 8 contract ends",
        "-",
    ]
    assert scores["next_milestone_date"].notna().tolist() == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("held", "known", "said"),
    [
        pytest.param(
            covenant("renewable", 2),
            {"rent_to_fmr_pct": 100.4},
            "rents at fair market",
            id="at fair market",
        ),
        pytest.param(covenant(years=2), {"rent_gap_pct": 0.0}, "rents at market", id="at market"),
        pytest.param(
            covenant(years=2), {"rent_gap_pct": -7.2}, "rents 8% over market", id="over market"
        ),
        pytest.param(
            covenant(years=2), {"rent_gap_pct": 100.0}, "rents 50% under market", id="half of it"
        ),
        pytest.param(
            covenant("renewable", 2),
            {"rent_to_fmr_pct": 99.0},
            "rents 1% under fair market",
            id="just under",
        ),
        pytest.param(
            covenant(years=2), {"tax_years_delinquent": 2}, "unpaid for 2 years", id="unpaid tax"
        ),
        pytest.param(
            covenant(years=2), {"inspection_score": 59}, "failed inspection (59", id="failed"
        ),
    ],
)
def test_the_reason_ends_with_rents_tax_and_inspections(held: Row, known: Row, said: str) -> None:
    assert said in score_one(held, **known)["reason"]


@pytest.mark.parametrize(
    ("known", "not_said"),
    [
        ({"inspection_score": 60}, "inspection"),
        ({"tax_years_delinquent": 0}, "tax unpaid"),
        ({"rent_to_fmr_pct": 80.0}, "rents 20%"),
    ],
)
def test_the_reason_says_nothing_of_what_is_in_order_or_of_another_card(
    known: Row, not_said: str
) -> None:
    assert not_said not in score_one(covenant(years=2), **known)["reason"]


def test_the_reason_says_nothing_of_rents_where_no_restriction_ends() -> None:
    found = score_one(covenant("open_ended", None), rent_gap_pct=40.0)
    assert "market" not in found["reason"]


def test_the_card_that_weighs_more_is_told_first_and_of_equal_ones_the_exit() -> None:
    failing = {"inspection_score": 20, "tax_years_delinquent": 1}
    first = score_one(covenant(years=20, units=80), **failing)["reason"]
    assert first.startswith("Property tax unpaid")
    equal = score_one(covenant(years=5, units=80), inspection_score=20)
    assert equal["exit_score"] == 55
    assert equal["reason"].startswith("Tax-credit rents end")


def test_contributions_are_a_valid_table_in_reading_order() -> None:
    scored = score({"b": [covenant()], "a": [covenant("renewable")], "c": []})
    rows = validate(scored.contributions, Contributions)
    assert rows["property_id"].drop_duplicates().tolist() == ["b", "a", "c"]
    for _, card in rows.groupby(["property_id", "card"], sort=False):
        assert card["position"].is_monotonic_increasing
        assert card["position"].is_unique
    assert rows["sentence"].str.endswith(".").all()
    known = {factor.code for factor in FACTORS} | {"E0", "D0", "U0", "F0"}
    assert set(rows["code"]) <= known


def test_a_renewable_contract_is_asked_for_fair_market_rent_others_for_the_gap() -> None:
    scored = score({"a": [covenant("renewable")], "b": [covenant("prac")], "c": [covenant()]})
    asked = scored.contributions.query("code in ['E3a', 'E3b']")
    assert dict(zip(asked["property_id"], asked["code"], strict=True)) == {
        "a": "E3a",
        "b": "E3b",
        "c": "E3b",
    }


def test_a_value_names_its_source_and_date() -> None:
    covenants = table(
        LinkedCovenants,
        [
            {
                "property_id": "one",
                "source_id": "register",
                "observed_date": "2026-02-03",
                "years_to_end": 5.0,
                "units_counted": 9,
            }
        ],
    )
    properties = table(
        Properties,
        [
            {
                "property_id": "one",
                "owner_type": "public",
                "owner_typed_by": "deeds",
                "owner_typed_date": "2020-01-01",
                "inspection_score": 70,
                "inspection_date": "2025-05-05",
            }
        ],
    )
    inspections = table(
        LinkedInspections,
        [
            {
                "property_id": "one",
                "source_id": "hud",
                "inspection_date": "2025-05-05",
                "score": 70,
            }
        ],
    )
    scored = score_properties(
        properties.drop(columns="geometry"), covenants, inspections, as_of=AS_OF
    )
    rows = scored.contributions.set_index("code")
    assert rows.loc["E2", "source_id"] == "register"
    assert rows.loc["E2", "observed_date"] == pd.Timestamp("2026-02-03")
    assert rows.loc["E5", "source_id"] == "deeds"
    assert rows.loc["D1", "source_id"] == "hud"
    assert rows.loc["D1", "observed_date"] == pd.Timestamp("2025-05-05")
    assert pd.isna(rows.loc["E6", "source_id"])


def test_an_end_on_record_is_told_as_such_though_another_list_works_out_the_same_day() -> None:
    derived, recorded = covenant(years=3, end_basis="derived"), covenant(years=3)
    assert score_one(derived, recorded)["next_milestone"] == "Tax-credit rents end"
