"""Laws of the units-at-risk curve, for any covenants."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from housing.tables import Covenants
from tests.covenant_case import AS_OF, Case, run
from tests.factory import table

HORIZONS = (1, 2, 5, 10)
CITY = "city_covenants"
COUNTED = ("LIHTC", "HOME", "Section 8 HAP", "Section 202 PRAC", "Land trust", "Moonbeam grant")
NOT_COUNTED = ("FHA-insured mortgage", "Tax-exempt bond", "Service coordinator")
LISTED = (
    *((CITY, wording) for wording in COUNTED),
    ("hud_lihtc", "Low-Income Housing Tax Credit"),
    ("hud_section8", "S8 Loan Mgmt"),
)
DAYS = st.dates(date(2016, 1, 1), date(2060, 1, 1))
HOMES = st.one_of(st.none(), st.integers(1, 200))

PROPERTIES = "PQRSTUVW"

#: A pass of the whole road costs as much for eight properties as for one, so: few and full.
law = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


covenant = st.fixed_dictionaries(
    {
        "listed": st.sampled_from(LISTED),
        "contract_number_hud": st.sampled_from([None, None, "ZZ39L000001", "ZZ39L000002"]),
        "units_assisted": HOMES,
        "start_date": st.sampled_from([None, None, date(1995, 1, 1), date(2014, 1, 1)]),
        "end_date": st.one_of(st.none(), DAYS),
        "status": st.sampled_from(["active", "active", "unknown", "ended"]),
        "property": st.sampled_from(PROPERTIES),
    }
)


rows = st.lists(covenant, min_size=1, max_size=30)
totals = st.fixed_dictionaries(dict.fromkeys(PROPERTIES, HOMES))


def judged(covenants: list[dict[str, Any]], homes: Mapping[str, int | None]) -> Case:
    return judged_as([f"c{number}" for number in range(len(covenants))], covenants, homes)


def judged_as(
    covenant_ids: list[str], covenants: list[dict[str, Any]], homes: Mapping[str, int | None]
) -> Case:
    named = [
        {
            "covenant_id": covenant_id,
            "source_record_id": covenant_id,
            "record_id": covenant_id,
            "source_id": row["listed"][0],
            "program_source": row["listed"][1],
            **{name: row[name] for name in row if name not in ("property", "listed")},
        }
        for covenant_id, row in zip(covenant_ids, covenants, strict=True)
    ]
    return run(table(Covenants, named), [row["property"] for row in covenants], homes)


def risk(made: Case, years: int, scenario: str = "units_at_risk") -> np.ndarray:
    return made.timeline[f"{scenario}_{years}y"].to_numpy(float, na_value=np.nan)


def at_most(lower: np.ndarray, upper: np.ndarray) -> bool:
    """Whether no known value of `lower` exceeds the one of `upper`."""
    known = ~np.isnan(lower) & ~np.isnan(upper)
    return bool((lower[known] <= upper[known]).all())


@law
@given(rows, totals)
def test_homes_at_risk_grow_with_the_horizon_and_never_exceed_the_homes(
    covenants: list[dict[str, Any]], homes: dict[str, int | None]
) -> None:
    made = judged(covenants, homes)
    for scenario in ("units_at_risk", "units_at_risk_renewals", "deep_units_at_risk"):
        for shorter, longer in zip(HORIZONS, HORIZONS[1:], strict=False):
            assert at_most(risk(made, shorter, scenario), risk(made, longer, scenario))
    total = pd.Series(homes, dtype="Float64").to_numpy(float, na_value=np.inf)
    assert at_most(risk(made, 10), total)
    assert at_most(np.zeros(len(PROPERTIES)), risk(made, 1))
    assert at_most(risk(made, 5), risk(made, 5, "units_at_risk_high"))


@law
@given(rows, totals)
def test_nested_never_exceeds_disjoint_and_both_only_fall(
    covenants: list[dict[str, Any]], homes: dict[str, int | None]
) -> None:
    curves = judged(covenants, homes).schedule
    both = curves[["units_nested", "units_disjoint"]].dropna()
    assert (both["units_nested"] <= both["units_disjoint"]).all()
    for _, curve in curves.groupby(["property_id", "scenario", "is_deep"]):
        assert curve["date"].is_monotonic_increasing
        assert curve["units_nested"].dropna().is_monotonic_decreasing
        assert curve["units_disjoint"].dropna().is_monotonic_decreasing


@law
@given(rows, totals)
def test_assuming_renewals_never_raises_what_is_at_risk(
    covenants: list[dict[str, Any]], homes: dict[str, int | None]
) -> None:
    made = judged(covenants, homes)
    for years in HORIZONS:
        assert at_most(risk(made, years, "units_at_risk_renewals"), risk(made, years))


@law
@given(rows, totals, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    covenants: list[dict[str, Any]], homes: dict[str, int | None], random: Any
) -> None:
    order = [*range(len(covenants))]
    random.shuffle(order)
    made = judged(covenants, homes)
    again = judged_as([f"c{n}" for n in order], [covenants[n] for n in order], homes)
    assert again.timeline.equals(made.timeline)
    assert again.schedule.equals(made.schedule)
    for table_, key in (("covenants", ["covenant_id"]), ("issues", ["row_id", "issue"])):
        one, other = (
            getattr(each, table_).sort_values(key, ignore_index=True) for each in (made, again)
        )
        assert one.equals(other)


@law
@given(rows, totals, covenant, st.sampled_from(NOT_COUNTED))
def test_what_restricts_no_rent_changes_nothing(
    covenants: list[dict[str, Any]],
    homes: dict[str, int | None],
    other: dict[str, Any],
    wording: str,
) -> None:
    added = {**other, "listed": (CITY, wording)}
    made, more = judged(covenants, homes), judged([*covenants, added], homes)
    assert more.schedule.equals(made.schedule)
    rest = [name for name in made.timeline if name != "covenants_total"]
    assert more.timeline[rest].equals(made.timeline[rest])


@law
@given(rows, totals, st.integers(1, 3000))
def test_a_later_covenant_over_the_same_homes_never_raises_what_is_at_risk(
    covenants: list[dict[str, Any]], homes: dict[str, int | None], days: int
) -> None:
    dated = [row for row in covenants if row["end_date"] and row["status"] != "ended"]
    assume(dated)
    longest = max(dated, key=lambda row: row["end_date"])
    later = max(longest["end_date"], AS_OF) + timedelta(days=days)
    added = {**longest, "listed": (CITY, "Local covenant"), "end_date": later}
    added |= {"contract_number_hud": None}
    made, more = judged(covenants, homes), judged([*covenants, added], homes)
    covered = made.timeline["units_restricted"].eq(more.timeline["units_restricted"])
    same = covered.fillna(False).to_numpy(bool)
    for years in HORIZONS:
        assert at_most(risk(more, years)[same], risk(made, years)[same])


@law
@given(rows, totals, st.data())
def test_an_earlier_end_never_lowers_what_is_at_risk(
    covenants: list[dict[str, Any]], homes: dict[str, int | None], data: st.DataObject
) -> None:
    one_list = [
        {**row, "listed": (CITY, "LIHTC"), "start_date": None, "contract_number_hud": None}
        for row in covenants
    ]
    ahead = [n for n, row in enumerate(one_list) if row["end_date"] and row["end_date"] > AS_OF]
    assume(ahead)
    chosen = data.draw(st.sampled_from(ahead))
    earlier = data.draw(st.dates(AS_OF + timedelta(days=1), one_list[chosen]["end_date"]))
    moved = [*one_list]
    moved[chosen] = {**one_list[chosen], "end_date": earlier}
    made, sooner = judged(one_list, homes), judged(moved, homes)
    for years in HORIZONS:
        assert at_most(risk(made, years), risk(sooner, years))


def random_covenants(properties: int, seed: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Many covenants, few days to end on, so that ends often coincide."""
    random = np.random.default_rng(seed)
    homes = {
        f"P{n}": None if n % 7 == 0 else int(random.integers(1, 60)) for n in range(properties)
    }
    days = [None, date(2020, 1, 1), AS_OF, *(date(2026 + n, 1, 1) for n in (1, 3, 5, 9, 30))]
    rows_ = [
        {
            "listed": LISTED[random.integers(len(LISTED))],
            "units_assisted": None if random.random() < 0.1 else int(random.integers(1, 60)),
            "end_date": days[random.integers(len(days))],
            "status": "ended" if random.random() < 0.1 else "active",
            "property": f"P{random.integers(properties)}",
        }
        for _ in range(3 * properties)
    ]
    return rows_, homes


def homes_left(covenants: pd.DataFrame, total: int | None, day: pd.Timestamp) -> float:
    """Homes under the largest covenant in force on a day: the definition, row by row."""
    most = 0.0
    for row in covenants.itertuples():
        if not row.is_active or row.is_expired_unverified:
            continue
        never_steps = pd.isna(row.usable_end_date) or (
            row.kind in ("renewable", "prac") and row.usable_end_date <= pd.Timestamp(AS_OF)
        )
        if never_steps or row.usable_end_date > day:
            most = max(most, np.nan if pd.isna(row.units_counted) else row.units_counted)
            if pd.isna(row.units_counted):
                return np.nan
    return most if total is None else min(most, total)


def test_the_curve_is_what_counting_row_by_row_gives() -> None:
    covenants, homes = random_covenants(properties=150, seed=5)
    made = judged(covenants, homes)
    now = pd.Timestamp(AS_OF)
    for property_id, rows_ in made.covenants.groupby("property_id"):
        today = homes_left(rows_, homes[property_id], now)
        np.testing.assert_equal(made.at("units_restricted", property_id), _known(today))
        for years in HORIZONS:
            left = homes_left(rows_, homes[property_id], now + pd.DateOffset(years=years))
            lost = made.at(f"units_at_risk_{years}y", property_id)
            np.testing.assert_equal(lost, _known(today - left))


def _known(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
