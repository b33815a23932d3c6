"""Confidence: how well the governing facts are documented. It never changes the score."""

import pandas as pd
import pytest

from housing.scoring import score_properties
from housing.tables import Issues, LinkedCovenants, LinkedInspections, Properties
from housing.terms import Issue
from tests.factory import table
from tests.scoring_cases import AS_OF, Row, covenant, score, score_one

BEST: Row = {
    "end_basis": "recorded",
    "rent_to_fmr_pct": 100.0,
    "observed_date": "2026-03-01",
}
FACTS: Row = {
    "owner_type": "nonprofit",
    "owner_name": "A Trust",
    "owner_typed_date": "2024-01-01",
    "is_owner_older_than_sale": False,
    "rent_to_fmr_pct": 100.0,
    "inspection_score": 90,
    "inspection_date": "2025-01-01",
}


def test_a_property_documented_in_every_part_has_100() -> None:
    found = score_one(covenant("renewable", 5, **BEST), **FACTS)
    assert tuple(found[["confidence", "confidence_grade"]]) == (100, "A")
    assert pd.isna(found["confidence_missing"])


@pytest.mark.parametrize(
    ("part", "facts", "confidence"),
    [
        ({"end_basis": "reported"}, {}, 90),
        ({"end_basis": "derived"}, {}, 75),
        ({"end_basis": "unknown"}, {}, 60),
        ({}, {"owner_type": "unknown"}, 85),
        ({}, {"owner_typed_date": None}, 95),
        ({}, {"is_owner_older_than_sale": True}, 85),
        ({}, {"rent_to_fmr_pct": None}, 85),
        ({"observed_date": "2024-06-29"}, {}, 75),
        ({"observed_date": "2025-12-01"}, {}, 95),
        ({}, {"inspection_date": "2023-06-29"}, 90),
        ({"end_rule": "conflict: the earlier end governs"}, {}, 59),
    ],
)
def test_each_part_is_worth_what_it_is_said_to_be(part: Row, facts: Row, confidence: int) -> None:
    found = score_one(covenant("renewable", 5, **{**BEST, **part}), **{**FACTS, **facts})
    assert found["confidence"] == confidence


@pytest.mark.parametrize(
    ("part", "facts", "confidence"),
    [
        pytest.param({"observed_date": "2025-12-30"}, {}, 100, id="seen 6 months ago"),
        pytest.param({"observed_date": "2025-12-29"}, {}, 95, id="and a day"),
        pytest.param({"observed_date": "2024-12-30"}, {}, 95, id="seen 18 months ago"),
        pytest.param({"observed_date": "2024-12-29"}, {}, 90, id="and a day more"),
        pytest.param({"observed_date": "2024-06-30"}, {}, 90, id="rents of 24 months ago"),
        pytest.param({"observed_date": None}, {}, 75, id="never seen"),
        pytest.param({}, {"inspection_date": "2023-06-30"}, 100, id="inspected 36 months ago"),
        pytest.param({}, {"owner_name": None}, 95, id="owner without a name"),
        pytest.param({"rent_to_fmr_pct": None}, {}, 85, id="rents that no covenant states"),
        pytest.param(
            {"rent_to_fmr_pct": None, "restricted_rent_usd": 900.0}, {}, 100, id="a stated rent"
        ),
        pytest.param(
            {}, {"rent_to_fmr_pct": None, "rent_gap_pct": 12.0}, 100, id="the gap is known"
        ),
    ],
)
def test_each_part_counts_up_to_its_last_day(part: Row, facts: Row, confidence: int) -> None:
    found = score_one(covenant("renewable", 5, **{**BEST, **part}), **{**FACTS, **facts})
    assert found["confidence"] == confidence


@pytest.mark.parametrize(
    ("part", "facts", "confidence", "grade"),
    [
        pytest.param(
            {"end_basis": "reported"}, {"owner_typed_date": None, "owner_name": None}, 85, "A"
        ),
        pytest.param({"end_basis": "reported"}, {"inspection_date": None}, 80, "A"),
        pytest.param({"end_basis": "derived"}, {}, 75, "B"),
        pytest.param({"end_basis": "unknown"}, {}, 60, "B"),
        pytest.param({"end_basis": "unknown"}, {"owner_typed_date": None}, 55, "C"),
        pytest.param(
            {"end_basis": "unknown"}, {"inspection_date": None, "owner_typed_date": None}, 45, "C"
        ),
        pytest.param(
            {"end_basis": "unknown", "observed_date": "2024-06-29"},
            {"owner_typed_date": None},
            30,
            "D",
        ),
    ],
)
def test_a_grade_begins_at_its_edge(part: Row, facts: Row, confidence: int, grade: str) -> None:
    found = score_one(covenant("renewable", 5, **{**BEST, **part}), **{**FACTS, **facts})
    assert tuple(found[["confidence", "confidence_grade"]]) == (confidence, grade)


def test_rents_of_a_covenant_that_ended_document_nothing() -> None:
    silent = covenant("renewable", 5, **{**BEST, "rent_to_fmr_pct": None})
    over = covenant("renewable", 5, is_active=False, units=0, **BEST)
    assert score_one(silent, over, **FACTS)["confidence"] == 85


def test_a_contract_hud_inspects_asks_for_an_inspection_of_the_whole_property() -> None:
    held = [covenant(years=5, **BEST), covenant("renewable", 3, 10, **BEST)]
    assert score_one(*held, **{**FACTS, "inspection_date": None})["confidence"] == 90


def test_no_covenant_at_all_does_not_do_without_an_inspection() -> None:
    assert "an inspection" in score_one(**{**FACTS, "inspection_date": None})["confidence_missing"]


def test_a_stale_contract_that_does_not_govern_caps_nothing() -> None:
    held = [covenant(years=9, units=80, **BEST), covenant("renewable", -1, 10, **BEST)]
    assert score_one(*held, **FACTS)["confidence_grade"] == "A"


def test_restrictions_without_an_end_by_design_are_documented_by_their_program() -> None:
    held = covenant("open_ended", None, **{**BEST, "end_basis": "unknown"})
    found = score_one(held, **{**FACTS, "inspection_date": None})
    assert found["confidence"] == 15 + 15 + 15 + 10 + 10 + 10


def test_a_conflict_caps_the_grade_at_c_and_asks_to_settle_it() -> None:
    held = covenant("renewable", 5, **BEST, end_rule="conflict: the earlier end governs")
    found = score_one(held, **FACTS)
    assert found["confidence_grade"] == "C"
    assert found["confidence_missing"] == "settling the sources' conflict about the end (+10)"


def test_where_hud_does_not_inspect_no_inspection_is_missed() -> None:
    found = score_one(covenant(years=5, **BEST), **{**FACTS, "inspection_date": None})
    assert found["confidence"] == 100


@pytest.mark.parametrize(
    ("held", "facts", "grade"),
    [
        ([covenant("renewable", -1, **BEST)], {}, "C"),
        ([covenant("renewable", 5, **BEST), covenant("renewable", None)], {}, "C"),
        ([covenant("renewable", None, **BEST)], {}, "D"),
        ([covenant(years=-1, **BEST)], {}, "D"),
        ([], {}, "D"),
    ],
)
def test_doubt_about_the_date_caps_the_grade(held: list[Row], facts: Row, grade: str) -> None:
    assert score_one(*held, **{**FACTS, **facts})["confidence_grade"] == grade


def test_a_doubtful_match_caps_the_grade_at_d() -> None:
    covenants = table(
        LinkedCovenants, [{"property_id": "one", "years_to_end": 5.0, "units_counted": 9, **BEST}]
    )
    properties = table(Properties, [{"property_id": "one", **FACTS}]).drop(columns="geometry")
    doubt = table(Issues, [{"issue": Issue.AMBIGUOUS_LINK.value, "property_id": "one"}])
    nothing = table(LinkedInspections, [{}]).iloc[:0]
    found = score_properties(properties, covenants, nothing, as_of=AS_OF, issues=doubt)
    assert found.scores.loc["one", "confidence_grade"] == "D"


def test_what_would_raise_it_is_said_with_the_points() -> None:
    found = score_one(
        covenant("renewable", 5, end_basis="derived", observed_date="2025-12-01"),
        owner_type="nonprofit",
    )
    assert found["confidence_missing"].split("; ") == [
        "the recorded agreement with its end date (+25)",
        "a dated record of who owns it (+5)",
        "rents of the last 24 months (+15)",
        "an inspection in the last 36 months (+10)",
        "a source of the last 6 months (+5)",
    ]


def test_what_would_raise_it_is_said_of_the_property_it_is_about() -> None:
    held = {
        "full": [covenant("renewable", 5, **BEST)],
        "poor": [covenant("renewable", 5, **{**BEST, "end_basis": "derived"})],
        "also full": [covenant("renewable", 5, **BEST)],
        "poorer": [covenant("renewable", 5, **{**BEST, "end_basis": "unknown"})],
    }
    missing = score(held, **FACTS).scores["confidence_missing"]
    assert missing.fillna("nothing").to_dict() == {
        "full": "nothing",
        "poor": "the recorded agreement with its end date (+25)",
        "also full": "nothing",
        "poorer": "the recorded agreement with its end date (+40)",
    }


def test_confidence_never_changes_the_score() -> None:
    well = score_one(covenant(years=5, **BEST))
    badly = score_one(covenant(years=5, end_basis="unknown", observed_date=None))
    assert well["confidence"] > badly["confidence"]
    assert well["score"] == badly["score"]
