"""What must hold for every property, whatever its covenants: laws, tried on generated ones."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from housing.terms import OwnerType, Tenancy
from tests.scoring_cases import Row, covenant, score

SAMPLES = settings(
    max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate, Phase.shrink)
)

YEARS_AHEAD = st.sampled_from([0.0, 0.3, 0.9, 1.5, 2.5, 4.0, 6.0, 11.0, 18.0, 27.0, 45.0])
HOMES = st.sampled_from([1, 3, 4, 8, 20, 45, 60, 92, 100, 150])


#: Programs whose loans may be repaid early, and what is known of that.
LOANS = ("section_515", "section_236", "section_202_direct_loan")
STATED = ("is_early_exit_waived", "early_exit_date", "is_prepay_eligible", "usable_start_date")


def stated(row: Row) -> Row:
    """What a covenant says of ways out before its end."""
    return {name: row[name] for name in STATED if name in row}


@st.composite
def covenants(draw: st.DrawFn, kinds: tuple[str, ...], *, dated: bool = False) -> Row:
    """Any covenant of these kinds: ended on paper, dated or not, with homes or without."""
    kind = draw(st.sampled_from(kinds))
    past = st.sampled_from([-6.0, -0.4])
    years = draw(YEARS_AHEAD if dated else st.one_of(YEARS_AHEAD, past, st.none()))
    if kind == "open_ended":
        years = None
    known: Row = {"previous_term_months": draw(st.sampled_from([None, 6, 60, 240]))}
    if kind != "auto_lapse":
        known["program"] = "section_8_pbra" if kind in ("renewable", "prac") else "other"
    elif draw(st.booleans()):
        known["is_early_exit_waived"] = draw(st.sampled_from([None, False]))
        known["early_exit_date"] = draw(st.sampled_from([None, "2019-01-01", "2028-06-30"]))
    elif draw(st.booleans()):
        known["program"] = draw(st.sampled_from(LOANS))
        known["is_prepay_eligible"] = draw(st.sampled_from([None, True, False]))
        known["usable_start_date"] = draw(st.sampled_from([None, "1985-05-01", "1995-05-01"]))
    return covenant(kind, years, draw(st.one_of(HOMES, HOMES, st.none())), **known)


SCORED_KINDS = ("renewable", "prac", "auto_lapse", "unknown")
ANY = st.lists(covenants((*SCORED_KINDS, "open_ended")), max_size=4)
SOME = st.lists(covenants((*SCORED_KINDS, "open_ended")), min_size=1, max_size=4)

FACTS = st.fixed_dictionaries(
    {
        "owner_type": st.sampled_from([str(owner) for owner in OwnerType]),
        "tenancy": st.sampled_from([str(tenancy) for tenancy in Tenancy]),
        "rent_to_fmr_pct": st.sampled_from([None, 60.0, 95.0, 150.0]),
        "rent_gap_pct": st.sampled_from([None, -5.0, 20.0, 60.0]),
        "market_growth_pctile": st.sampled_from([None, 10.0, 90.0]),
        "year_built": st.sampled_from([None, 1960, 2001]),
        "inspection_score": st.sampled_from([None, 20, 55, 75, 95]),
        "inspection_previous_score": st.sampled_from([None, 40, 88]),
        "inspection_date": st.sampled_from([None, "2020-01-01", "2026-01-01"]),
        "tax_years_delinquent": st.sampled_from([None, 0, 1, 3]),
        "foreclosure_date": st.sampled_from([None, None, "2026-01-01", "2019-01-01"]),
    }
)


def pairs(first: Any, then: Any) -> Any:
    """Several properties at once, each before and after something happened to its covenants."""
    return st.lists(st.tuples(first, then, FACTS), min_size=1, max_size=12)


def before_and_after(cases: list[tuple[list[Row], list[Row], Row]]) -> tuple[Any, Any]:
    """Scores of the first covenants of each case and of the second, row by row."""
    held, known = {}, {}
    for number, (first, then, facts) in enumerate(cases):
        for name, rows in (("before", first), ("after", then)):
            held[f"{name}-{number}"] = rows
            known[f"{name}-{number}"] = facts
    scores = score(held, known).scores
    before = scores.loc[scores.index.str.startswith("before")]
    after = scores.loc[scores.index.str.startswith("after")]
    return before.reset_index(drop=True), after.reset_index(drop=True)


def exit_points(scores: pd.DataFrame) -> pd.Series:
    """Exit totals; a property whose restrictions never end has the least there is."""
    return scores["exit_score"].fillna(float("-inf"))


@SAMPLES
@given(st.lists(st.tuples(SOME, covenants(SCORED_KINDS, dated=True), FACTS), max_size=12))
def test_a_later_covenant_over_the_same_homes_never_raises_the_exit_score(
    cases: list[tuple[list[Row], Row, Row]],
) -> None:
    changed = []
    for held, added, facts in cases:
        latest = max((row["years_to_end"] or 0.0 for row in held), default=0.0)
        most = max((row["units_counted"] or 0 for row in held), default=0)
        homes = min(added["units_counted"] or most, most) or None
        later = covenant(
            added["kind"],
            max(latest, 0.0) + added["years_to_end"],
            homes,
            program=added["program"],
            previous_term_months=added["previous_term_months"],
            **stated(added),
        )
        changed.append((held, [*held, later], facts))
    if changed:
        before, after = before_and_after(changed)
        assert (exit_points(after) <= exit_points(before)).all()


@SAMPLES
@given(pairs(st.lists(covenants(SCORED_KINDS, dated=True), min_size=1, max_size=4), YEARS_AHEAD))
def test_an_earlier_end_never_lowers_the_exit_score(cases: list[Any]) -> None:
    changed = []
    for held, years, facts in cases:
        first = held[0]
        sooner = covenant(
            first["kind"],
            min(years, first["years_to_end"]),
            first["units_counted"],
            program=first["program"],
            previous_term_months=first["previous_term_months"],
            **stated(first),
        )
        changed.append((held, [sooner, *held[1:]], facts))
    before, after = before_and_after(changed)
    assert (exit_points(after) >= exit_points(before)).all()


@SAMPLES
@given(st.lists(st.tuples(SOME, st.randoms(), FACTS), min_size=1, max_size=8))
def test_the_order_of_covenants_changes_nothing(cases: list[Any]) -> None:
    held, shuffled, known = {}, {}, {}
    for number, (rows, random, facts) in enumerate(cases):
        name = str(number)
        held[name] = [{**row, "covenant_id": f"{name}-{n}"} for n, row in enumerate(rows)]
        shuffled[name] = random.sample(held[name], k=len(rows))
        known[name] = facts
    one, other = score(held, known), score(shuffled, known)
    pd.testing.assert_frame_equal(one.scores, other.scores)
    pd.testing.assert_frame_equal(one.contributions, other.contributions)


@SAMPLES
@given(pairs(ANY, st.lists(covenants(("none",)), min_size=1, max_size=2)))
def test_what_restricts_no_rent_changes_nothing(cases: list[Any]) -> None:
    changed = [(held, [*held, *added], facts) for held, added, facts in cases]
    before, after = before_and_after(changed)
    ids = ["governing_covenant_id", "deep_exit_covenant_id"]
    pd.testing.assert_frame_equal(before.drop(columns=ids), after.drop(columns=ids))


@SAMPLES
@given(pairs(ANY, st.none()))
def test_points_add_up_and_the_interval_contains_the_score(cases: list[Any]) -> None:
    held = {str(number): case[0] for number, case in enumerate(cases)}
    scored = score(held, {str(number): case[2] for number, case in enumerate(cases)})
    scores = scored.scores
    sums = scored.contributions.pivot_table(
        index="property_id", columns="card", values="points", aggfunc="sum"
    ).reindex(index=scores.index, columns=["exit", "distress"])
    assert (sums["distress"] == scores["distress_score"]).all()
    has_card = scores["exit_score"].notna()
    assert (sums["exit"] == scores["exit_score"])[has_card].all()
    assert sums["exit"].isna()[~has_card].all()
    assert (scores["score_low"] <= scores["score"]).all()
    assert (scores["score"] <= scores["score_high"]).all()
    missing = scored.contributions.query("is_missing and code not in ['E1', 'E2']")
    assert (missing["points"] == 0).all()


@SAMPLES
@given(st.lists(st.tuples(covenants(("none", *SCORED_KINDS)), FACTS), min_size=1, max_size=12))
def test_a_property_without_any_date_is_never_called_low(cases: list[Any]) -> None:
    undated = {
        str(number): [covenant(row["kind"], None, row["units_counted"], program="other")]
        for number, (row, _) in enumerate(cases)
    }
    scores = score(undated, {str(n): facts for n, (_, facts) in enumerate(cases)}).scores
    assert (scores["exit_score"] >= 40).all()
    assert not (scores["band"] == "Low").any()
    assert (scores["confidence_grade"] == "D").all()


@pytest.mark.parametrize(
    ("name", "worse"),
    [
        ("rent_gap_pct", [-10.0, 5.0, 15.0, 30.0, 49.0, 50.0, 200.0]),
        ("rent_to_fmr_pct", [150.0, 120.0, 110.0, 99.0, 89.0, 79.0, 60.0]),
        ("inspection_score", [100, 89, 79, 69, 60, 59, 30, 29, 0]),
        ("inspection_previous_score", [80, 60, 59, 0]),
        ("tax_years_delinquent", [0, 1, 2, 9]),
        ("market_growth_pctile", [5.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
    ],
)
def test_a_worse_fact_never_lowers_the_score(name: str, worse: list[float]) -> None:
    held = [covenant("renewable", 2, 40), covenant("auto_lapse", 6, 100)]
    names = [str(number) for number in range(len(worse))]
    known = {
        n: {"inspection_score": 50, name: value} for n, value in zip(names, worse, strict=True)
    }
    scores = score(dict.fromkeys(names, held), known).scores["score"]
    assert scores.is_monotonic_increasing


@pytest.mark.parametrize("kind", SCORED_KINDS)
def test_the_score_never_falls_as_the_end_comes_nearer(kind: str) -> None:
    ends = [40.0, 29.0, 14.6, 9.9, 5.0, 3.3, 2.0, 1.01, 0.99, 0.5, 0.0]
    held = {str(number): [covenant(kind, years)] for number, years in enumerate(ends)}
    assert score(held).scores["exit_score"].is_monotonic_increasing
