"""What each factor says of a property: its value and its sentence, as people read them."""

import numpy as np
import pytest

from housing.factors import FACTORS, EventKind, Factor
from housing.factors.age import AGE
from housing.factors.base import Steps, Words, answered, either, numbered
from housing.factors.debt_coverage import DEBT_COVERAGE
from housing.factors.disputed_transfer import DISPUTED_TRANSFER
from housing.factors.foreclosure import FORECLOSURE
from housing.factors.inspection import INSPECTION, REPEATED_FAILURE
from housing.factors.kind import KIND
from housing.factors.market_growth import MARKET_GROWTH
from housing.factors.owner import OWNER
from housing.factors.previous_term import PREVIOUS_TERM
from housing.factors.recent_sale import RECENT_SALE
from housing.factors.rent_incentive import RENT_GAP, RENT_TO_FAIR_MARKET, share
from housing.factors.size import SIZE
from housing.factors.tax_delinquency import TAX_DELINQUENCY
from housing.factors.tenancy import TENANCY
from housing.factors.time_to_end import TIME_TO_END
from housing.factors.vacancy import VACANCY
from housing.factors.violations import VIOLATIONS
from housing.factors.wording import worded
from housing.terms import OwnerType, Tenancy
from tests.factors.facts import facts, interval, is_missing, points, sentence, value

RENEWABLE = int(EventKind.RENEWABLE)
EARLY = int(EventKind.QUALIFIED_CONTRACT)
PRAC = int(EventKind.PRAC)


@pytest.mark.parametrize(
    ("factor", "known", "number", "said"),
    [
        pytest.param(
            TAX_DELINQUENCY,
            {"tax_years_delinquent": 0},
            "0",
            "No property tax is unpaid.",
            id="tax paid",
        ),
        pytest.param(
            TAX_DELINQUENCY,
            {"tax_years_delinquent": 1},
            "1",
            "Property tax of 1 year is unpaid.",
            id="one year of tax",
        ),
        pytest.param(
            TAX_DELINQUENCY,
            {"tax_years_delinquent": 2},
            "2",
            "Property tax of 2 years is unpaid.",
            id="two years of tax",
        ),
        pytest.param(SIZE, {"units": 1}, "1", "1 home is restricted.", id="one home"),
        pytest.param(SIZE, {"units": 2}, "2", "2 homes are restricted.", id="two homes"),
        pytest.param(SIZE, {"units": 1250}, "1250", "1,250 homes are restricted.", id="many homes"),
        pytest.param(
            AGE,
            {"year_built": 1974},
            "1974",
            "Built in 1974, no renovation on record since 1995.",
            id="old",
        ),
        pytest.param(AGE, {"year_built": 1975}, "1975", "Built in 1975.", id="not so old"),
        pytest.param(
            AGE,
            {"year_built": 1960, "last_rehab_year": 1995},
            "1995",
            "Renovated in 1995.",
            id="renovated",
        ),
        pytest.param(
            AGE,
            {"year_built": 1960, "last_rehab_year": 1994},
            "1960",
            "Built in 1960, no renovation on record since 1995.",
            id="renovated long ago",
        ),
        pytest.param(
            PREVIOUS_TERM,
            {"previous_term_months": 240},
            "240",
            "The contract's previous term was 240 months.",
            id="previous term",
        ),
        pytest.param(
            MARKET_GROWTH,
            {"market_growth_pctile": 79.9},
            "79",
            "Rents around it grew faster than in 79% of the area's tracts.",
            id="growth is never rounded up",
        ),
        pytest.param(
            TENANCY,
            {"tenancy": Tenancy.FAMILY},
            "families",
            "The homes are for families.",
            id="families",
        ),
        pytest.param(
            KIND,
            {"kind": PRAC},
            "project rental assistance contract",
            "The assistance contract is renewed as long as Congress funds it.",
            id="operating assistance",
        ),
        pytest.param(
            FORECLOSURE,
            {"is_foreclosed": True},
            "filed",
            "A foreclosure is on record in the last 24 months; it can extinguish covenants.",
            id="foreclosure",
        ),
        pytest.param(
            FORECLOSURE,
            {},
            "none on record",
            "No foreclosure is on record in the last 24 months.",
            id="no foreclosure",
        ),
        pytest.param(
            INSPECTION,
            {"inspection_score": 60},
            "60",
            "The latest inspection passed with 60 of 100.",
            id="just passed",
        ),
        pytest.param(
            INSPECTION,
            {"inspection_score": 59, "is_inspection_old": True},
            "59",
            "The latest inspection failed with 59 of 100, more than 3 years ago: it counts half.",
            id="failed long ago",
        ),
        pytest.param(
            REPEATED_FAILURE,
            {"inspection_score": 59, "inspection_previous_score": 59},
            "yes",
            "The two latest inspections both failed.",
            id="failed twice",
        ),
        pytest.param(
            REPEATED_FAILURE,
            {"inspection_score": 59, "inspection_previous_score": 60},
            "no",
            "It has not failed two inspections in a row.",
            id="passed the time before",
        ),
        pytest.param(
            REPEATED_FAILURE,
            {"inspection_score": 60, "inspection_previous_score": 59},
            "no",
            "It has not failed two inspections in a row.",
            id="passed since",
        ),
        pytest.param(
            REPEATED_FAILURE,
            {"inspection_score": 60},
            "no",
            "It has not failed two inspections in a row.",
            id="passed, and nothing known before",
        ),
        pytest.param(
            OWNER,
            {"owner": OwnerType.LIMITED_DIVIDEND},
            "limited-dividend",
            "Limited-dividend owner.",
            id="owner",
        ),
        pytest.param(
            RENT_TO_FAIR_MARKET,
            {"rent_to_fmr_pct": 84.6},
            "85",
            "The contract rent is 85% of fair market rent.",
            id="contract rent",
        ),
        pytest.param(
            RENT_GAP,
            {"rent_gap_pct": 45.2},
            "45",
            "Market rent is 45% above the restricted rent.",
            id="rent gap",
        ),
        pytest.param(
            RENT_GAP,
            {"rent_gap_pct": -0.4},
            "0",
            "Market rent is 0% above the restricted rent.",
            id="no gap",
        ),
        pytest.param(
            RENT_GAP,
            {"rent_gap_pct": -0.6},
            "-1",
            "Market rent is 1% below the restricted rent.",
            id="market below",
        ),
        pytest.param(
            RENT_GAP,
            {"rent_gap_pct": 19.3, "is_rent_gap_least": True},
            "at least 19",
            "Fair market rent is 19% above the most that tax credits allow; what the homes cost is "
            "not known, and may be less.",
            id="gap of the most allowed",
        ),
        pytest.param(
            DEBT_COVERAGE,
            {"debt_coverage_ratio": 0.999},
            "1.00",
            "Income covers 1.00 times the debt service: too little to pay it.",
            id="debt not covered",
        ),
        pytest.param(
            DEBT_COVERAGE,
            {"debt_coverage_ratio": 1.0},
            "1.00",
            "Income covers 1.00 times the debt service.",
            id="debt just covered",
        ),
        pytest.param(
            VACANCY,
            {"vacancy_pct": 15.04},
            "15",
            "15% of the homes are vacant.",
            id="vacancy",
        ),
        pytest.param(
            VACANCY,
            {"vacancy_pct": 7.26},
            "7.3",
            "7.3% of the homes are vacant.",
            id="vacancy to a tenth",
        ),
        pytest.param(
            VIOLATIONS,
            {"violations_per_unit": 0.256, "violations_pctile": 96.9},
            "0.26",
            "0.26 serious code violations for each home: more than at 96 of 100 properties here.",
            id="violations",
        ),
        pytest.param(
            VIOLATIONS,
            {"violations_per_unit": 0.0, "violations_pctile": 60.0},
            "0",
            "No serious code violation is open.",
            id="no violation",
        ),
        pytest.param(
            OWNER,
            {"owner": OwnerType.NONPROFIT, "is_owner_older": True, "owner_sold": 19_000.0},
            "nonprofit, in doubt",
            "Nonprofit owner on record, but the recorded owner is older than the sale of "
            "8 Jan 2022.",
            id="owner before a sale",
        ),
        pytest.param(
            OWNER,
            {"owner": OwnerType.NONPROFIT, "is_owner_undated": True},
            "nonprofit, in doubt",
            "Nonprofit owner on record, but the record has no date and may be older than a sale.",
            id="owner without a date",
        ),
        pytest.param(
            OWNER,
            {"owner": OwnerType.NONPROFIT, "owner_sold": 19_000.0},
            "nonprofit",
            "Nonprofit owner.",
            id="owner since the sale",
        ),
        pytest.param(
            RENT_TO_FAIR_MARKET,
            {
                "rent_to_fmr_pct": 90.4,
                "rent_to_fmr_low_pct": 80.0,
                "rent_to_fmr_high_pct": 100.0,
            },
            "80 to 100",
            "The contract rent is 80 to 100% of fair market rent.",
            id="a range of rents",
        ),
        pytest.param(
            RENT_TO_FAIR_MARKET,
            {
                "rent_to_fmr_pct": 60.0,
                "rent_to_fmr_low_pct": 0.0,
                "rent_to_fmr_high_pct": 79.0,
            },
            "below 80",
            "The contract rent is below 80% of fair market rent.",
            id="the lowest range of rents",
        ),
        pytest.param(
            RENT_TO_FAIR_MARKET,
            {
                "rent_to_fmr_pct": 170.0,
                "rent_to_fmr_low_pct": 161.0,
                "rent_to_fmr_high_pct": np.inf,
            },
            "over 160",
            "The contract rent is over 160% of fair market rent.",
            id="the highest range of rents",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 12.0, "is_end_derived": True},
            "12.0",
            "Restrictions could end in 12.0 to 13.0 years; "
            "the end is worked out from the year placed in service.",
            id="an end worked out",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": -2.0, "is_end_derived": True},
            "-2.0",
            "The stated end was 2.0 years ago and nobody has confirmed what followed; "
            "the end is worked out from the year placed in service.",
            id="a past end worked out",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 3.0, "is_unseen": True, "seen": 600.0},
            "3.0",
            "Restrictions could end in 3.0 years; a source last saw the contract in Jan 2020.",
            id="a contract long unseen",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 3.0, "seen": 600.0},
            "3.0",
            "Restrictions could end in 3.0 years.",
            id="a contract lately seen",
        ),
        pytest.param(
            RECENT_SALE,
            {"is_recently_sold": True},
            "sold",
            "It was sold in the last 24 months to a buyer not on the list of stewards.",
            id="sold",
        ),
        pytest.param(
            RECENT_SALE,
            {},
            "none on record",
            "No sale to a new owner is on record in the last 24 months.",
            id="not sold",
        ),
        pytest.param(
            DISPUTED_TRANSFER,
            {"is_disputed": True},
            "reported",
            "An aggregator's purchase, or a dispute over the right of first refusal, is reported.",
            id="disputed",
        ),
        pytest.param(
            DISPUTED_TRANSFER,
            {},
            "none reported",
            "No aggregator and no dispute over first refusal has been reported.",
            id="not disputed",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 2.25},
            "2.2",
            "Restrictions could end in 2.2 years.",
            id="years ahead",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 0.0},
            "0.0",
            "Restrictions could end in 0.0 years.",
            id="today",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": -0.01},
            "0.0",
            "Restrictions could end in 0.0 years.",
            id="a few days ago",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 3.0, "kind": EARLY},
            "3.0",
            "The homes could leave early in 3.0 years.",
            id="early way ahead",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": 0.0, "kind": EARLY},
            "0.0",
            "The homes could leave early now.",
            id="early way opens today",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": -1.0, "kind": RENEWABLE, "is_stale": True},
            "-1.0",
            "A contract is past its stated end but listed as active; most such were renewed.",
            id="stale contract",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": -1.0, "kind": PRAC, "is_stale": True},
            "-1.0",
            "A contract is past its stated end but listed as active; most such were renewed.",
            id="stale operating assistance",
        ),
        pytest.param(
            TIME_TO_END,
            {"years": -1.0, "is_stale": True},
            "-1.0",
            "The stated end was 1.0 years ago and nobody has confirmed what followed.",
            id="a covenant that lapses is not stale",
        ),
    ],
)
def test_an_answer_is_told_as_a_value_and_a_sentence(
    factor: Factor, known: dict[str, object], number: str, said: str
) -> None:
    assert value(factor, **known) == number
    assert sentence(factor, **known) == said


#: Factors about what was filed: where nothing is on record, that is the answer.
FILED = ("D4", "E10", "E11")


@pytest.mark.parametrize(
    "factor", [f for f in FACTORS if f.code not in FILED], ids=lambda factor: factor.code
)
def test_what_is_not_known_is_missing_and_has_no_value(factor: Factor) -> None:
    nothing = {"kind": int(EventKind.UNKNOWN)}
    assert is_missing(factor, **nothing)
    assert value(factor, **nothing) is None


@pytest.mark.parametrize(
    ("factor", "known", "least", "most"),
    [
        pytest.param(SIZE, {}, 0, 6, id="homes"),
        pytest.param(TENANCY, {}, -8, 4, id="tenancy"),
        pytest.param(MARKET_GROWTH, {}, -4, 5, id="rent growth"),
        pytest.param(PREVIOUS_TERM, {}, -6, 3, id="previous term"),
        pytest.param(TAX_DELINQUENCY, {}, 0, 20, id="tax"),
        pytest.param(AGE, {}, 0, 4, id="age"),
        pytest.param(DEBT_COVERAGE, {}, 0, 20, id="debt coverage"),
        pytest.param(VACANCY, {}, 0, 8, id="vacancy"),
        pytest.param(VIOLATIONS, {}, 0, 15, id="violations"),
        pytest.param(INSPECTION, {}, -5, 35, id="inspection"),
        pytest.param(
            REPEATED_FAILURE, {"inspection_score": 10}, 0, 8, id="failed, before not known"
        ),
        pytest.param(
            REPEATED_FAILURE,
            {"inspection_score": 10, "is_inspection_old": True},
            0,
            4,
            id="failed long ago, before not known",
        ),
        pytest.param(
            REPEATED_FAILURE,
            {
                "inspection_score": 10,
                "inspection_previous_score": 10,
                "is_inspection_old": True,
            },
            4,
            4,
            id="failed twice long ago",
        ),
        pytest.param(REPEATED_FAILURE, {"inspection_score": 60}, 0, 0, id="passed"),
        pytest.param(OWNER, {"owner": OwnerType.STEWARD}, -40, -40, id="known owner"),
        pytest.param(RENT_TO_FAIR_MARKET, {}, -8, 14, id="contract rent"),
        pytest.param(RENT_GAP, {}, -6, 14, id="rent gap"),
        pytest.param(AGE, {"last_rehab_year": 1994}, 0, 4, id="renovated long ago"),
        pytest.param(SIZE, {"units": 30}, 3, 3, id="known homes"),
        pytest.param(TIME_TO_END, {"years": 2.0}, 4, 4, id="known end"),
        pytest.param(KIND, {"kind": RENEWABLE}, 0, 0, id="known kind"),
        pytest.param(FORECLOSURE, {"is_foreclosed": True}, 65, 65, id="foreclosed"),
        pytest.param(FORECLOSURE, {}, 0, 0, id="not foreclosed"),
    ],
)
def test_an_answer_that_is_missing_may_be_any_and_one_that_is_known_only_itself(
    factor: Factor, known: dict[str, object], least: float, most: float
) -> None:
    assert interval(factor, **known) == (least, most)
    assert is_missing(factor, **known) is (least < most)


@pytest.mark.parametrize(
    ("factor", "kind", "applies"),
    [
        pytest.param(PREVIOUS_TERM, kind, kind == EventKind.RENEWABLE, id=kind.name)
        for kind in EventKind
    ],
)
def test_a_previous_term_is_asked_of_contracts_that_renew(
    factor: Factor, kind: EventKind, applies: bool
) -> None:
    assert factor.applies is not None
    assert factor.applies(facts(kind=int(kind))).tolist() == [applies]


def test_a_stale_contract_without_a_date_may_still_end_any_day() -> None:
    assert interval(TIME_TO_END, kind=RENEWABLE, is_stale=True) == (-80, 8)
    assert sentence(TIME_TO_END, kind=RENEWABLE, is_stale=True).startswith("A contract is past")


def test_an_early_way_out_without_a_date_is_told_as_undated() -> None:
    assert sentence(TIME_TO_END, kind=EARLY).startswith("No end date is on record")


def test_ranges_of_three_edges_are_told_from_the_lowest_to_the_highest() -> None:
    steps = Steps((10, 20, 30), (1, 5, 4, 2))
    assert steps.bands("%") == (
        ("under 10%", 1),
        ("10 to under 20%", 5),
        ("20 to under 30%", 4),
        ("30% or more", 2),
    )
    assert (steps.lowest, steps.highest) == (1, 5)


def test_numbers_of_many_properties_are_told_once_each() -> None:
    told = numbered(
        np.array([3.0, np.nan, 1.0, 3.0]), value=str, sentence=lambda n: f"It is {n}.", unknown="?"
    )
    assert [told.values[code] for code in told.codes] == ["3.0", None, "1.0", "3.0"]
    assert [told.sentences[code] for code in told.codes] == [
        "It is 3.0.",
        "?",
        "It is 1.0.",
        "It is 3.0.",
    ]
    assert len(told.values) == 3


def test_answers_of_several_numbers_are_told_once_for_each_combination() -> None:
    told = worded(
        [np.array([2, 1, 2, 1]), np.array([np.nan, 5.0, np.nan, 6.0])],
        value=lambda one, other: None if np.isnan(other) else f"{one}/{other:g}",
        sentence=lambda one, other: f"It is {one} and {other:g}.",
    )
    assert [told.values[code] for code in told.codes] == [None, "1/5", None, "1/6"]
    assert [told.sentences[code] for code in told.codes] == [
        "It is 2 and nan.",
        "It is 1 and 5.",
        "It is 2 and nan.",
        "It is 1 and 6.",
    ]
    assert len(told.values) == 3


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (np.nan, np.nan, "90"),
        (80.0, 100.0, "80 to 100"),
        (0.0, 79.0, "below 80"),
        (161.0, np.inf, "over 160"),
        (1.0, np.nan, "over 0"),
        (0.0, np.inf, "about 90"),
    ],
)
def test_a_share_is_told_as_it_was_published(low: float, high: float, said: str) -> None:
    assert share(90.0, low, high) == said


def test_of_two_tellings_each_property_keeps_its_own() -> None:
    first = Words(np.array([0, 1]), ["a", "b"], ["A.", "B."])
    second = Words(np.array([0, 0]), ["c"], ["C."])
    told = either(first, second, np.array([False, True]))
    assert [told.values[code] for code in told.codes] == ["a", "c"]
    assert [told.sentences[code] for code in told.codes] == ["A.", "C."]


def test_an_answer_that_is_missing_gives_no_points_whatever_was_worked_out() -> None:
    answer = answered(np.array([np.nan, 7.0]), np.array([True, False]), -3.0, 9.0)
    assert answer.points.tolist() == [0, 7]
    assert (answer.low.tolist(), answer.high.tolist()) == ([-3, 7], [9, 7])


def test_the_points_of_every_owner_are_told_for_both_kinds_of_ends() -> None:
    assert OWNER.bands[3] == ("steward, covenant lapses by itself", -40)
    assert OWNER.bands[8] == ("steward, anything else", -20)
    assert OWNER.bands[-1][1] == 0
    assert len(OWNER.bands) == 11


def test_the_points_of_time_are_told_year_by_year() -> None:
    told = dict(TIME_TO_END.bands)
    assert told["0 years (between: in proportion)"] == 8
    assert told["1 year (between: in proportion)"] == 8
    assert told["30 years (between: in proportion)"] == -80
    assert told["no date known: as at 4 years"] == -5


def test_the_points_of_unpaid_tax_are_told_year_by_year() -> None:
    assert [points for _, points in TAX_DELINQUENCY.bands] == [0, 10, 20]


@pytest.mark.parametrize(
    ("factor", "known", "expected"),
    [
        pytest.param(DEBT_COVERAGE, {"debt_coverage_ratio": 0.99}, 20, id="debt not covered"),
        pytest.param(DEBT_COVERAGE, {"debt_coverage_ratio": 1.0}, 10, id="just covered"),
        pytest.param(DEBT_COVERAGE, {"debt_coverage_ratio": 1.1}, 10, id="1.1 itself"),
        pytest.param(DEBT_COVERAGE, {"debt_coverage_ratio": 1.11}, 0, id="well covered"),
        pytest.param(VACANCY, {"vacancy_pct": 15.0}, 0, id="15 percent vacant"),
        pytest.param(VACANCY, {"vacancy_pct": 15.1}, 8, id="more than 15"),
        pytest.param(
            VIOLATIONS, {"violations_per_unit": 0.1, "violations_pctile": 79.9}, 0, id="few"
        ),
        pytest.param(
            VIOLATIONS, {"violations_per_unit": 0.1, "violations_pctile": 80.0}, 8, id="many"
        ),
        pytest.param(
            VIOLATIONS, {"violations_per_unit": 0.1, "violations_pctile": 95.0}, 15, id="most"
        ),
        pytest.param(
            VIOLATIONS, {"violations_per_unit": 0.0, "violations_pctile": 99.0}, 0, id="none"
        ),
        pytest.param(RECENT_SALE, {"is_recently_sold": True}, 8, id="sold"),
        pytest.param(RECENT_SALE, {}, 0, id="not sold"),
        pytest.param(DISPUTED_TRANSFER, {"is_disputed": True}, 6, id="disputed"),
        pytest.param(DISPUTED_TRANSFER, {}, 0, id="not disputed"),
    ],
)
def test_points_begin_at_their_edges(
    factor: Factor, known: dict[str, object], expected: float
) -> None:
    assert points(factor, **known) == expected


@pytest.mark.parametrize("factor", [RECENT_SALE, DISPUTED_TRANSFER], ids=lambda f: f.code)
def test_what_was_not_filed_is_not_on_the_card(factor: Factor) -> None:
    known = "is_recently_sold" if factor is RECENT_SALE else "is_disputed"
    assert factor.applies is not None
    assert factor.applies(facts()).tolist() == [False]
    assert factor.applies(facts(**{known: True})).tolist() == [True]


LAPSING, RENEWING = int(EventKind.AUTO_LAPSE), RENEWABLE


@pytest.mark.parametrize(
    ("known", "least", "exact", "most"),
    [
        pytest.param({"owner": OwnerType.NONPROFIT, "kind": LAPSING}, -45, 0, 7, id="lapsing"),
        pytest.param({"owner": OwnerType.STEWARD, "kind": RENEWING}, -25, 0, 3, id="renewing"),
        pytest.param({"owner": OwnerType.FOR_PROFIT, "kind": LAPSING}, -45, 7, 7, id="for profit"),
    ],
)
@pytest.mark.parametrize("doubt", ["is_owner_older", "is_owner_undated"])
def test_an_owner_in_doubt_may_be_anyone_and_calms_nobody(
    known: dict[str, object], least: float, exact: float, most: float, doubt: str
) -> None:
    in_doubt = {**known, doubt: True}
    assert interval(OWNER, **in_doubt) == (least, most)
    assert points(OWNER, **in_doubt) == exact
    assert not is_missing(OWNER, **in_doubt)


@pytest.mark.parametrize(
    ("low", "middle", "high", "expected"),
    [
        pytest.param(80.0, 90.0, 100.0, (0, 3, 6), id="80 to 100"),
        pytest.param(0.0, 60.0, 79.0, (10, 14, 14), id="below 80"),
        pytest.param(161.0, 170.0, np.inf, (-8, -8, -8), id="over 160"),
    ],
)
def test_a_range_of_rents_may_be_anywhere_in_it(
    low: float, middle: float, high: float, expected: tuple[float, float, float]
) -> None:
    known = {
        "rent_to_fmr_pct": middle,
        "rent_to_fmr_low_pct": low,
        "rent_to_fmr_high_pct": high,
    }
    least, most = interval(RENT_TO_FAIR_MARKET, **known)
    assert (least, points(RENT_TO_FAIR_MARKET, **known), most) == expected


@pytest.mark.parametrize(
    ("known", "least", "most"),
    [
        pytest.param({"years": 4.0, "is_end_derived": True}, -10, -5, id="worked out"),
        pytest.param({"years": 4.0, "is_unseen": True}, -5, 8, id="long unseen"),
        pytest.param(
            {"years": 4.0, "is_stale": True, "kind": RENEWING}, -5, 8, id="past another end"
        ),
        pytest.param(
            {"years": -1.0, "is_stale": True, "kind": RENEWING, "is_end_derived": True},
            -4,
            8,
            id="stale and worked out",
        ),
    ],
)
def test_an_end_in_doubt_may_be_later_or_have_come(
    known: dict[str, object], least: float, most: float
) -> None:
    assert interval(TIME_TO_END, **known) == (least, most)
