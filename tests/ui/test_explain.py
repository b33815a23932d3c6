"""The app's sentences, for every state a property can be in."""

from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
import pytest

from housing import terms
from housing.tables import Properties
from tests.factory import table
from ui import explain
from ui.text import en

AS_OF = date(2026, 10, 1)


def row(**said: Any) -> pd.Series:
    return table(Properties, [{"name": "Mill Court", "covenants_total": 1, **said}]).iloc[0]


def in_force(**said: Any) -> pd.Series:
    return row(covenants_active=1, units_restricted=64, **said)


def test_one_end_says_until_when_and_how_many_homes_lose_protection() -> None:
    one = in_force(next_end_date="2031-03-14", last_end_date="2031-03-14")
    assert explain.headline(one) == (
        "Rents at Mill Court are restricted on paper until 14 Mar 2031; "
        "64 homes lose protection then unless it is extended."
    )


def test_a_single_home_is_said_in_the_singular() -> None:
    one = row(
        covenants_active=1,
        units_restricted=1,
        next_end_date="2031-03-14",
        last_end_date="2031-03-14",
    )
    assert "1 home loses protection" in explain.headline(one)


def test_several_ends_name_the_first_and_the_last() -> None:
    several = in_force(
        next_end_date="2027-06-30",
        last_end_date="2050-01-01",
        units_at_risk_1y=44,
        units_at_risk_2y=44,
    )
    assert explain.headline(several) == (
        "Rents at Mill Court are restricted in part on paper until 1 Jan 2050; the first "
        "covenant to end does so on 30 Jun 2027, and 44 homes lose protection within 1 year."
    )


def test_a_first_end_that_frees_no_home_does_not_make_the_rest_a_part() -> None:
    layered = in_force(next_end_date="2034-01-01", last_end_date="2044-04-01")
    assert explain.headline(layered) == (
        "Rents at Mill Court are restricted on paper until 1 Apr 2044; the first covenant to end "
        "does so on 1 Jan 2034, but no home is known to lose protection within 10 years."
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"has_open_ended": True}, "no end by design, such as", id="open-ended"),
        pytest.param(
            {"has_open_ended": True, "next_end_date": "2028-05-01"},
            "another covenant ends on 1 May 2028",
            id="open-ended in part",
        ),
        pytest.param({"has_unknown_end": True}, "no source says until when", id="unknown end"),
        pytest.param(
            {
                "has_unknown_end": True,
                "known_last_end_date": "2033-02-01",
                "next_end_date": "2033-02-01",
            },
            "known covenants end by 1 Feb 2033, and at least one other has no end on record",
            id="known and unknown ends",
        ),
        pytest.param(
            {"has_stale_end": True, "first_end_date": "2025-12-31", "last_end_date": "2025-12-31"},
            "(31 Dec 2025) has passed and no list says that it ended",
            id="stale",
        ),
        pytest.param(
            {
                "status": "Expired-unverified",
                "first_end_date": "2024-01-01",
                "unverified_units": 30,
            },
            "due to end on 1 Jan 2024, and no source says whether it was extended: 30 homes",
            id="expired, unverified",
        ),
    ],
)
def test_every_state_has_its_sentence(said: dict[str, Any], expected: str) -> None:
    assert expected in explain.headline(in_force(**said))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            {"status": "Lost", "status_reason": "Torn down in May."},
            "Rents at Mill Court are no longer restricted. Torn down in May.",
        ),
        ({"status": "Replaced"}, "was replaced or converted"),
        ({"covenants_active": 0, "is_planned_only": True}, "planned homes protect nobody today"),
        ({"status": "Off-monitoring"}, "has to be verified"),
        ({"covenants_total": 0}, "No covenant is on record for Mill Court"),
        ({"covenants_active": 0}, "both in force and restricts rents"),
    ],
)
def test_nothing_on_record_is_never_said_to_be_safe(said: dict[str, Any], expected: str) -> None:
    assert expected in explain.headline(row(**said))


def test_a_property_of_which_nothing_is_known_has_every_sentence() -> None:
    bare = row(covenants_total=0)
    assert "unknown" in explain.headline(bare)
    assert explain.score_sentence(bare) == "Not scored: too little is known."
    assert "poorly documented" in explain.confidence_sentence(bare)
    assert explain.units_sentence(bare) == "How many homes are restricted is not on record."
    assert explain.owner_words(bare) == "Owner unknown"
    assert explain.deep_sentence(bare) is None


def test_the_score_says_how_far_missing_facts_could_move_it() -> None:
    scored = row(score=72, score_low=55, score_high=84, band="High", is_band_provisional=True)
    assert explain.score_sentence(scored) == (
        "Priority 72 of 100: High. Facts we do not have could put it anywhere from 55 to 84, "
        "in another band."
    )


def test_the_score_in_one_line_names_band_and_range() -> None:
    scored = row(score=72, score_low=55, score_high=84, band="High", is_band_provisional=True)
    assert explain.score_line(scored) == (
        "**◆ High · 72 of 100**; could be 55 to 84 once missing facts are known, "
        "perhaps in another band"
    )


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("27", "percent", "27%"),
        ("90", "percent of fair market rent", "90% of fair market rent"),
        ("69", "score of 100", "69 of 100"),
        ("60", "percentile", "percentile 60"),
        ("1998", "year", "1998"),
        ("41", "homes", "41 homes"),
        ("nonprofit", None, "nonprofit"),
    ],
)
def test_a_value_and_its_unit_are_said_together(
    value: str, unit: str | None, expected: str
) -> None:
    assert explain.measured(value, unit) == expected


def test_a_score_without_an_interval_says_no_more_than_itself() -> None:
    scored = row(score=72, score_low=72, score_high=72, band="High")
    assert explain.score_sentence(scored) == "Priority 72 of 100: High."


def test_homes_are_a_range_where_overlap_is_unknown() -> None:
    overlapping = row(units_restricted=60, units_restricted_high=100, units_total=100)
    assert explain.units_sentence(overlapping) == "60 to 100 restricted of 100 homes"


def test_homes_under_a_covenant_past_its_end_are_told_apart() -> None:
    past = row(units_restricted=58, units_total=120, unverified_units=40)
    assert explain.units_sentence(past) == (
        "58 restricted of 120 homes; 40 under a covenant past its end, not verified"
    )


def test_rental_assistance_is_told_apart_from_protection() -> None:
    deep = row(deep_units=40, deep_units_at_risk_1y=0, deep_units_at_risk_2y=25)
    assert "contracts for 25 of them end within 2 years" in str(explain.deep_sentence(deep))


@pytest.mark.parametrize(
    ("points", "end", "said"),
    [
        (69.5, "2027-03-31", "Rental assistance: 70 of 100, contract ends 31 Mar 2027."),
        (36, "2026-03-31", "Rental assistance: 36 of 100, contract ended 31 Mar 2026 on paper."),
        (104, None, "Rental assistance: 100 of 100, no end on record."),
        (-12, "2061-01-01", "Rental assistance: 0 of 100, contract ends 1 Jan 2061."),
    ],
)
def test_the_end_of_rental_assistance_alone_is_told_beside_the_score(
    points: float, end: str | None, said: str
) -> None:
    told = explain.deep_exit_sentence(row(deep_exit_score=points, deep_exit_date=end), AS_OF)
    assert str(told).startswith(said)
    assert "no part of the score" in str(told)


def test_without_rental_assistance_nothing_is_said_of_its_end() -> None:
    assert explain.deep_exit_sentence(row(), AS_OF) is None
    older = row().drop(labels=["deep_exit_score", "deep_exit_date"])
    assert explain.deep_exit_sentence(older, AS_OF) is None


def test_the_gap_between_the_readings_is_what_renewals_hold() -> None:
    sentence = explain.renewals_sentence(1200, 300, 5)
    assert "1,200 homes lose protection within 5 years" in sentence
    assert "900 homes, is what renewals hold" in sentence


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026-10-01", "today"), ("2027-01-30", "in 4 months"), ("2021-10-01", "5 years ago")],
)
def test_time_is_said_from_the_snapshots_day(value: str, expected: str) -> None:
    assert explain.until(value, AS_OF) == expected


def test_unknown_values_are_said_to_be_unknown_and_never_zero() -> None:
    assert explain.number(None) == explain.usd(pd.NA) == explain.percent(float("nan")) == "unknown"
    assert explain.day(pd.NaT) == "unknown date"
    assert explain.homes(pd.NA) == "an unknown number of homes"
    assert explain.distance(None) == "unknown"


@pytest.mark.parametrize(
    ("meters", "expected"),
    [(100, "100 m (328 ft)"), (800, "800 m (0.5 mi)"), (3218.7, "3.2 km (2.0 mi)")],
)
def test_distance_is_said_in_both_systems(meters: float, expected: str) -> None:
    assert explain.distance(meters) == expected


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        (terms.Program, en.PROGRAMS),
        (terms.Program, en.PROGRAM_GROUPS),
        (terms.CovenantKind, en.KINDS),
        (terms.EndBasis, en.BASES),
        (terms.OwnerType, en.OWNER_TYPES),
        (terms.Tenancy, en.TENANCIES),
        (terms.Status, en.STATUSES),
        (terms.SignalKind, en.SIGNALS),
        (terms.Band, en.BANDS),
        (terms.Scenario, en.SCENARIOS),
        (terms.InspectionProtocol, en.PROTOCOLS),
        (terms.EventType, en.EVENTS),
        (terms.LinkMethod, en.METHODS),
        (terms.LocationQuality, en.LOCATIONS),
        (terms.Reason, en.REASONS),
        (terms.Issue, en.ISSUES),
        (terms.Change, en.CHANGES),
        (terms.NoticePhase, en.NOTICE_PHASES),
        (terms.NoticeTrigger, en.NOTICE_TRIGGERS),
        (terms.NoticeNature, en.NOTICE_NATURES),
    ],
)
def test_every_term_has_words(listed: type[StrEnum], named: dict[str, str]) -> None:
    assert set(named) == {member.value for member in listed}
