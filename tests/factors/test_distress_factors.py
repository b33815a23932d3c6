"""The distress card's factors, answer by answer."""

import pytest

from housing.factors.foreclosure import FORECLOSURE
from housing.factors.inspection import INSPECTION, REPEATED_FAILURE
from housing.factors.tax_delinquency import TAX_DELINQUENCY
from tests.factors.facts import interval, is_missing, points, sentence


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0, 35),
        (29, 35),
        (30, 25),
        (59, 25),
        (60, 10),
        (70, 3),
        (80, 0),
        (89, 0),
        (90, -5),
        (100, -5),
    ],
)
def test_inspection(score: float, expected: float) -> None:
    assert points(INSPECTION, inspection_score=score) == expected
    assert points(INSPECTION, inspection_score=score, is_inspection_old=True) == expected / 2


def test_no_inspection_may_mean_a_failing_property() -> None:
    assert interval(INSPECTION) == (-5, 35)
    assert interval(REPEATED_FAILURE) == (0, 8)


@pytest.mark.parametrize(
    ("latest", "before", "expected"), [(59, 59, 8), (60, 10, 0), (10, 60, 0), (10, None, 0)]
)
def test_two_failures_in_a_row(latest: float, before: float | None, expected: float) -> None:
    known = {"inspection_score": latest}
    if before is not None:
        known["inspection_previous_score"] = before
    assert points(REPEATED_FAILURE, **known) == expected


def test_a_failure_without_the_one_before_may_be_the_second() -> None:
    assert is_missing(REPEATED_FAILURE, inspection_score=10)
    assert not is_missing(REPEATED_FAILURE, inspection_score=88)


def test_an_old_inspection_is_told_as_old() -> None:
    assert sentence(INSPECTION, inspection_score=0, is_inspection_old=True) == (
        "The latest inspection failed with 0 of 100, more than 3 years ago: it counts half."
    )
    assert sentence(INSPECTION, inspection_score=92) == (
        "The latest inspection passed with 92 of 100."
    )


@pytest.mark.parametrize(("years", "expected"), [(0, 0), (1, 10), (2, 20), (7, 20)])
def test_unpaid_tax(years: float, expected: float) -> None:
    assert points(TAX_DELINQUENCY, tax_years_delinquent=years) == expected


def test_foreclosure() -> None:
    assert points(FORECLOSURE, is_foreclosed=True) == 65
    assert points(FORECLOSURE) == 0
