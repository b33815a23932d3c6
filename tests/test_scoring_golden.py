"""Twelve known properties, worked out by hand."""

import pytest

from tests.scoring_cases import Row, covenant, score_one

HOT: Row = {"market_growth_pctile": 85.0}
FAMILY: Row = {"tenancy": "family"}
FOR_PROFIT: Row = {"owner_type": "for_profit"}
TWO_THIRDS = 0.67

CASES = {
    "A for-profit tax credits end within the year in a hot market": (
        [covenant(years=0.75)],
        {**FOR_PROFIT, **FAMILY, **HOT, "rent_gap_pct": 45.0},
        (99, 5, 99, "Very High", "Very High"),
    ),
    "B the same, owned by a steward": (
        [covenant(years=0.75)],
        {"owner_type": "steward", **FAMILY, **HOT, "rent_gap_pct": 45.0},
        (52, 5, 53, "Moderate", "Low"),
    ),
    "C a nonprofit's contract for elders, rents over market": (
        [covenant("renewable", TWO_THIRDS, units=60)],
        {
            "owner_type": "nonprofit",
            "tenancy": "elderly_disabled",
            "rent_to_fmr_pct": 125.0,
            "inspection_score": 92,
        },
        (32, 0, 35, "Low", "Very High"),
    ),
    "D a small old for-profit contract, rents far under market": (
        [covenant("renewable", TWO_THIRDS, units=18)],
        {**FOR_PROFIT, **FAMILY, **HOT, "rent_to_fmr_pct": 68.0, "year_built": 1970},
        (84, 5, 84, "Very High", "Very High"),
    ),
    "E a for-profit contract about which little is known": (
        [covenant("renewable", TWO_THIRDS)],
        FOR_PROFIT,
        (51, 5, 52, "Moderate", "Very High"),
    ),
    "F a long covenant over a failing property": (
        [covenant(years=22)],
        {
            **FOR_PROFIT,
            **FAMILY,
            "rent_gap_pct": 60.0,
            "inspection_score": 25,
            "tax_years_delinquent": 2,
        },
        (22, 60, 62, "High", "Low"),
    ),
    "G the same without distress": (
        [covenant(years=22)],
        {**FOR_PROFIT, **FAMILY, "rent_gap_pct": 60.0},
        (22, 5, 28, "Low", "Low"),
    ),
    "H tax credits in year 17 whose owner may leave early": (
        [covenant(years=13, usable_start_date="2009-06-30", is_early_exit_waived=False)],
        {**FOR_PROFIT, **FAMILY, "rent_gap_pct": 45.0},
        (53, 5, 54, "Moderate", "Low"),
    ),
    "I nothing known": (
        [covenant("unknown", None, units=None)],
        {},
        (40, 5, 42, "Moderate", "Unclassified"),
    ),
    "J a contract still listed after its end": (
        [covenant("renewable", -1.5, units=60)],
        {**FOR_PROFIT, "rent_to_fmr_pct": 85.0},
        (45, 5, 47, "Moderate", "Very High"),
    ),
    "K a rural loan that matures in three years": (
        [covenant(years=3, units=24, program="section_515")],
        {
            "owner_type": "limited_dividend",
            "tenancy": "elderly_disabled",
            "rent_gap_pct": 10.0,
        },
        (67, 5, 68, "High", "High"),
    ),
    "L a foreclosure under a covenant of twelve years": (
        [covenant(years=12)],
        {**FOR_PROFIT, "foreclosure_date": "2026-02-01"},
        (36, 70, 73, "High", "Low"),
    ),
}


@pytest.mark.parametrize(("covenants", "known", "expected"), CASES.values(), ids=list(CASES))
def test_known_property_scores_as_worked_out_by_hand(
    covenants: list[Row], known: Row, expected: tuple[int, int, int, str, str]
) -> None:
    found = score_one(*covenants, **known)
    shown = ["exit_score", "distress_score", "model_score", "model_band", "chpc_style"]
    assert tuple(found[shown]) == expected
    assert (found["score"], found["band"]) == (found["model_score"], found["model_band"])


def test_only_the_contract_past_its_end_has_a_stale_class() -> None:
    stale = [name[0] for name, (held, known, _) in CASES.items()
             if score_one(*held, **known)["is_chpc_stale"]]  # fmt: skip
    assert stale == ["J"]


def test_nothing_known_is_graded_d() -> None:
    assert score_one(covenant("unknown", None, units=None))["confidence_grade"] == "D"


def test_no_covenant_at_all_scores_as_nothing_known() -> None:
    assert tuple(score_one()[["exit_score", "score", "confidence_grade"]]) == (40, 42, "D")
