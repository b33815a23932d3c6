"""How long scoring takes: against a bare numpy pass, against pandas groupby, and as places grow.

All take the same fictional covenants; the two simple ways find the last end, the homes at risk in
each of 31 years and a score from these alone, and must agree. Ours adds both cards with intervals,
reasons, confidence and every contribution. Their texts are kept once each with a number per row;
only a snapshot spells them out.

python -m benchmarks scoring
"""

import gc
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from housing.factors.size import HOMES
from housing.factors.time_to_end import points_at
from housing.scoring import SCORE_COLUMNS, score_properties
from housing.scoring.bands import ANCHOR_POINTS, as_score, combine
from housing.tables import LinkedCovenants, LinkedInspections, Properties, columns_of, empty
from housing.terms import CovenantKind, OwnerType, Program, Tenancy

AS_OF = date(2026, 6, 30)
SIZES = (1_000, 10_000, 90_000)

#: Covenants per property, as in the District of Columbia's catalog.
COVENANTS_EACH = 2.5

HORIZONS = 31


def made_up(count: int, seed: int = 7) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fictional properties and covenants, with about a third of the facts unknown."""
    random = np.random.default_rng(seed)
    ids = np.char.add("property-", np.arange(count).astype(str))
    properties = _columns(Properties, count, {*SCORE_COLUMNS, "geometry"})
    choices = {
        "owner_type": [str(owner) for owner in OwnerType],
        "tenancy": [str(tenancy) for tenancy in Tenancy],
    }
    numbers = {
        "rent_to_fmr_pct": (50, 160),
        "rent_gap_pct": (-10, 90),
        "market_growth_pctile": (0, 100),
        "units_restricted": (4, 300),
        "year_built": (1920, 2020),
        "inspection_score": (10, 100),
        "inspection_previous_score": (10, 100),
        "tax_years_delinquent": (0, 4),
    }
    values: dict[str, object] = {"property_id": ids}
    values |= {name: random.choice(words, count) for name, words in choices.items()}
    for name, (low, high) in numbers.items():
        known = random.random(count) > 1 / 3
        values[name] = np.where(known, random.integers(low, high, count).astype(float), np.nan)
    values["inspection_date"] = _days(random, count, -2000, 0)
    values["foreclosure_date"] = _days(random, count, -40_000, 0)
    return _typed(properties, values), _covenants(random, ids)


def _covenants(random: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = int(len(ids) * COVENANTS_EACH)
    days = random.integers(-900, 12_000, count)
    kind = random.choice(
        [str(k) for k in CovenantKind], count, p=[0.3, 0.05, 0.45, 0.05, 0.1, 0.05]
    )
    renews = np.isin(kind, ["renewable", "prac"])
    binds = kind != "none"
    values = {
        "covenant_id": np.char.add("covenant-", np.arange(count).astype(str)),
        "property_id": random.choice(ids, count),
        "program": np.where(renews, str(Program.SECTION_8_PBRA), str(Program.LIHTC)),
        "kind": kind,
        "is_covenant": binds,
        "is_active": binds & (random.random(count) > 0.1),
        "is_stale": renews & (days < 0),
        "is_expired_unverified": ~renews & (days <= 0),
        "usable_end_date": np.datetime64(AS_OF) + days,
        "usable_start_date": np.datetime64(AS_OF) + days - 30 * 365,
        "years_to_end": days / 365.25,
        "units_counted": random.integers(4, 300, count).astype(float),
        "status": np.full(count, "active"),
        "end_basis": np.full(count, "reported"),
        "end_rule": np.full(count, "as published"),
        "source_id": np.full(count, "made_up"),
        "observed_date": np.full(count, np.datetime64("2026-03-01")),
    }
    return _typed(_columns(LinkedCovenants, count, set()), values)


def _days(random: np.random.Generator, count: int, first: int, last: int) -> np.ndarray:
    return np.datetime64(AS_OF) + random.integers(first, last, count)


def _columns(model: type, count: int, without: set[str]) -> pd.DataFrame:
    """All columns of a table, every value unknown."""
    names = [name for name in columns_of(model) if name not in without]
    return empty(model)[names].reindex(range(count)).astype(empty(model).dtypes[names].to_dict())


def _typed(frame: pd.DataFrame, values: dict[str, object]) -> pd.DataFrame:
    types = frame.dtypes
    return frame.assign(**values).astype({name: types[name] for name in values})


def bare(properties: pd.DataFrame, covenants: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """Last end, homes at risk by year and a score by numpy alone: the floor."""
    place = pd.Index(properties["property_id"]).get_indexer(pd.Index(covenants["property_id"]))
    active = covenants["is_active"].to_numpy(bool)
    place, years = place[active], covenants["years_to_end"].to_numpy(float)[active]
    units = covenants["units_counted"].to_numpy(float)[active]
    last = np.full(len(properties), -np.inf)
    np.maximum.at(last, place, years)
    most = np.zeros((len(properties), HORIZONS))
    year = np.minimum(np.ceil(years).astype(int) - 1, HORIZONS - 1)
    ahead = year >= 0
    np.maximum.at(most, (place[ahead], year[ahead]), units[ahead])
    homes = np.maximum.accumulate(most[:, ::-1], axis=1)[:, ::-1]
    return last, homes[:, :1] - homes, _simple_score(last, homes[:, 0])


def grouped(properties: pd.DataFrame, covenants: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """The same last end, homes at risk and score by a pandas groupby for every year."""
    active = covenants.loc[
        covenants["is_active"].to_numpy(bool), ["property_id", "years_to_end", "units_counted"]
    ]
    by_year = [
        active.loc[active["years_to_end"] > year].groupby("property_id")["units_counted"].max()
        for year in range(HORIZONS)
    ]
    ends = active.groupby("property_id")["years_to_end"].max()
    ids = properties["property_id"]
    homes = pd.concat(by_year, axis="columns").reindex(ids).fillna(0.0).to_numpy(float)
    last = ends.reindex(ids).fillna(-np.inf).to_numpy(float)
    return last, homes[:, :1] - homes, _simple_score(last, homes[:, 0])


def _simple_score(last: np.ndarray, homes: np.ndarray) -> np.ndarray:
    """The least a score can be: points of the last end and of the homes, on the scale of ours."""
    points = ANCHOR_POINTS + points_at(last) + HOMES.of(homes)
    return as_score(combine(points, np.zeros(len(points))))


def rounds(works: dict[str, Callable[[], object]], times: int = 5) -> dict[str, tuple[float, ...]]:
    """Least processor time and least time by the clock of each work, all taking turns.

    Taking turns, all meet the same neighbors on the machine, and the least of each is what the
    work itself needs.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            gc.collect()
            began = time.process_time(), time.perf_counter()
            work()
            taken[name].append((time.process_time() - began[0], time.perf_counter() - began[1]))
    return {name: tuple(np.min(runs, axis=0).tolist()) for name, runs in taken.items()}


def main() -> None:
    """Print times and ratios."""
    inspections = empty(LinkedInspections)
    first = None
    for size in SIZES:
        properties, covenants = made_up(size)
        same = zip(bare(properties, covenants), grouped(properties, covenants), strict=True)
        assert all(np.array_equal(one, other) for one, other in same)
        took = rounds(
            {
                "full": partial(score_properties, properties, covenants, inspections, as_of=AS_OF),
                "floor": partial(bare, properties, covenants),
                "pandas": partial(grouped, properties, covenants),
            }
        )
        (full, clock), (floor, floor_clock), (pandas, pandas_clock) = took.values()
        each = full / size * 1e6
        first = first or each
        print(
            f"{size:>7,} properties: {full:6.2f} s of processor time, {each:5.0f} microseconds "
            f"each ({each / first:.2f} of the first); {full / floor:5.1f} times bare numpy "
            f"({floor:.3f} s; by the clock {clock / floor_clock:.1f}), {pandas / full:.2f} times "
            f"faster than pandas groupby ({pandas:.2f} s; by the clock {pandas_clock / clock:.2f})"
        )


if __name__ == "__main__":
    main()
