"""The exit card's factors, answer by answer."""

import pytest

from housing.factors import EventKind
from housing.factors.age import AGE
from housing.factors.kind import KIND
from housing.factors.market_growth import MARKET_GROWTH
from housing.factors.owner import OWNER
from housing.factors.previous_term import PREVIOUS_TERM
from housing.factors.rent_incentive import RENT_GAP, RENT_TO_FAIR_MARKET
from housing.factors.size import SIZE
from housing.factors.tenancy import TENANCY
from housing.factors.time_to_end import TIME_TO_END
from housing.terms import OwnerType, Tenancy
from tests.factors.facts import interval, is_missing, points, sentence, value

RENEWABLE = int(EventKind.RENEWABLE)
LAPSING = int(EventKind.AUTO_LAPSE)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (EventKind.RENEWABLE, 0),
        (EventKind.PRAC, -15),
        (EventKind.AUTO_LAPSE, 25),
        (EventKind.UNKNOWN, 5),
        (EventKind.QUALIFIED_CONTRACT, 0),
        (EventKind.PREPAYMENT, 0),
    ],
)
def test_kind(kind: EventKind, expected: float) -> None:
    assert points(KIND, kind=int(kind)) == expected


def test_an_unknown_kind_may_be_anything() -> None:
    assert interval(KIND, kind=int(EventKind.UNKNOWN)) == (-15, 25)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (-3, 8),
        (0, 8),
        (1, 8),
        (1.5, 6),
        (2, 4),
        (3, 0),
        (4, -5),
        (5, -10),
        (10, -30),
        (12, -36),
        (15, -45),
        (20, -65),
        (22, -68),
        (30, -80),
        (80, -80),
    ],
)
def test_time_to_the_end(years: float, expected: float) -> None:
    assert points(TIME_TO_END, years=years) == expected


def test_time_between_the_marks_is_rounded_to_half_a_point() -> None:
    assert points(TIME_TO_END, years=4.1) == -5.5


@pytest.mark.parametrize(("years", "expected"), [(-2, -4), (0.5, -4), (5, -10)])
def test_a_stale_contract_gets_no_more_than_minus_4(years: float, expected: float) -> None:
    assert points(TIME_TO_END, years=years, kind=RENEWABLE, is_stale=True) == expected
    assert "most such were renewed" in sentence(
        TIME_TO_END, years=years, kind=RENEWABLE, is_stale=True
    )


def test_an_unknown_end_is_read_at_four_years_and_may_be_any() -> None:
    assert points(TIME_TO_END) == -5
    assert interval(TIME_TO_END) == (-80, 8)
    assert is_missing(TIME_TO_END)
    assert value(TIME_TO_END) is None


def test_a_past_end_is_told_as_past() -> None:
    assert sentence(TIME_TO_END, years=-2.04).startswith("The stated end was 2.0 years ago")
    early = sentence(TIME_TO_END, years=-2.04, kind=int(EventKind.QUALIFIED_CONTRACT))
    assert early == "The homes could have left early for 2.0 years."


def test_a_loan_that_may_be_repaid_is_told_as_now() -> None:
    told = sentence(TIME_TO_END, years=0.0, kind=int(EventKind.PREPAYMENT))
    assert told == "The homes could leave early now."


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (0, 14),
        (69.9, 14),
        (70, 10),
        (80, 6),
        (90, 3),
        (100, 0),
        (119, 0),
        (120, -4),
        (140, -8),
        (300, -8),
    ],
)
def test_contract_rent_to_fair_market_rent(percent: float, expected: float) -> None:
    assert points(RENT_TO_FAIR_MARKET, rent_to_fmr_pct=percent) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(-20, -6), (4.9, -6), (5, 2), (15, 6), (30, 10), (49.9, 10), (50, 14), (400, 14)],
)
def test_market_rent_over_restricted_rent(percent: float, expected: float) -> None:
    assert points(RENT_GAP, rent_gap_pct=percent) == expected


@pytest.mark.parametrize(
    ("percent", "expected"), [(-10.0, 0.0), (4.0, 0.0), (20.0, 6.0), (60.0, 14.0)]
)
def test_a_gap_that_may_be_wider_never_speaks_for_a_property(
    percent: float, expected: float
) -> None:
    least = {"rent_gap_pct": percent, "is_rent_gap_least": True}
    assert points(RENT_GAP, **least) == expected
    assert interval(RENT_GAP, **least) == (points(RENT_GAP, rent_gap_pct=percent), 14)
    assert not is_missing(RENT_GAP, **least)


def test_a_market_below_the_restricted_rent_is_said() -> None:
    assert sentence(RENT_GAP, rent_gap_pct=-7.2) == "Market rent is 7% below the restricted rent."


@pytest.mark.parametrize(
    ("percentile", "expected"), [(0, -4), (19, -4), (20, -2), (40, 0), (60, 3), (80, 5), (100, 5)]
)
def test_rent_growth(percentile: float, expected: float) -> None:
    assert points(MARKET_GROWTH, market_growth_pctile=percentile) == expected


@pytest.mark.parametrize(
    ("owner", "renewing", "lapsing"),
    [
        (OwnerType.FOR_PROFIT, 3, 7),
        (OwnerType.LIMITED_DIVIDEND, 2, 5),
        (OwnerType.NONPROFIT, -4, -7),
        (OwnerType.STEWARD, -20, -40),
        (OwnerType.PUBLIC, -25, -45),
        (OwnerType.UNKNOWN, 0, 0),
    ],
)
def test_owner(owner: OwnerType, renewing: float, lapsing: float) -> None:
    assert points(OWNER, owner=owner, kind=LAPSING) == lapsing
    for kind in (EventKind.RENEWABLE, EventKind.PRAC, EventKind.UNKNOWN):
        assert points(OWNER, owner=owner, kind=int(kind)) == renewing


def test_an_unknown_owner_may_be_any() -> None:
    assert interval(OWNER, kind=LAPSING) == (-45, 7)
    assert interval(OWNER, kind=RENEWABLE) == (-25, 3)


@pytest.mark.parametrize(
    ("tenancy", "expected"),
    [
        (Tenancy.FAMILY, 4),
        (Tenancy.ELDERLY_DISABLED, -8),
        (Tenancy.MIXED, 0),
        (Tenancy.UNKNOWN, 0),
    ],
)
def test_tenancy(tenancy: Tenancy, expected: float) -> None:
    assert points(TENANCY, tenancy=tenancy) == expected
    assert is_missing(TENANCY, tenancy=tenancy) == (tenancy == Tenancy.UNKNOWN)


@pytest.mark.parametrize(
    ("homes", "expected"), [(1, 6), (19, 6), (20, 3), (49, 3), (50, 0), (900, 0)]
)
def test_size(homes: float, expected: float) -> None:
    assert points(SIZE, units=homes) == expected


@pytest.mark.parametrize(
    ("built", "renovated", "expected"),
    [
        (1974, None, 4),
        (1974, 1994, 4),
        (1974, 1995, 0),
        (1975, None, 0),
        (None, None, 0),
    ],
)
def test_age(built: float | None, renovated: float | None, expected: float) -> None:
    known = {"year_built": built, "last_rehab_year": renovated}
    assert points(AGE, **{k: v for k, v in known.items() if v is not None}) == expected


def test_a_renovation_answers_the_question_of_age() -> None:
    assert is_missing(AGE)
    assert not is_missing(AGE, last_rehab_year=2003.0)
    assert sentence(AGE, last_rehab_year=2003.0) == "Renovated in 2003."
    assert sentence(AGE, year_built=1960.0) == (
        "Built in 1960, no renovation on record since 1995."
    )


@pytest.mark.parametrize(("months", "expected"), [(1, 3), (6, 3), (7, 0), (239, 0), (240, -6)])
def test_previous_term(months: float, expected: float) -> None:
    assert points(PREVIOUS_TERM, previous_term_months=months) == expected
