"""How long scoring takes: against a bare numpy pass, against pandas groupby, and as places grow.

python benchmarks/scoring.py
"""

import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from housing.scoring import SCORE_COLUMNS, score_properties
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


def bare(properties: pd.DataFrame, covenants: pd.DataFrame) -> np.ndarray:
    """Last end, homes at risk per year and a score by numpy alone: the floor."""
    place = pd.Index(properties["property_id"]).get_indexer(pd.Index(covenants["property_id"]))
    active = covenants["is_active"].to_numpy(bool)
    place, years = place[active], covenants["years_to_end"].to_numpy(float)[active]
    units = covenants["units_counted"].to_numpy(float)[active]
    last = np.full(len(properties), -np.inf)
    np.maximum.at(last, place, years)
    most = np.zeros((len(properties), HORIZONS))
    year = np.clip(years, 0, HORIZONS - 1).astype(int)
    np.maximum.at(most, (place, year), units)
    homes = np.maximum.accumulate(most[:, ::-1], axis=1)[:, ::-1]
    return np.interp(last, [0, 10, 30], [8, -30, -80]) + 40 + (homes[:, 0] < 20) * 6


def grouped(covenants: pd.DataFrame) -> pd.DataFrame:
    """The same last end and homes by a pandas groupby for every year."""
    active = covenants.loc[covenants["is_active"].to_numpy(bool)]
    by_year = [
        active.loc[active["years_to_end"] > year].groupby("property_id")["units_counted"].max()
        for year in range(HORIZONS)
    ]
    last = active.groupby("property_id")["years_to_end"].max()
    return pd.concat([last, *by_year], axis="columns")


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the median time of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))


def main() -> None:
    """Print times and ratios."""
    inspections = empty(LinkedInspections)
    first = None
    for size in SIZES:
        properties, covenants = made_up(size)
        full = seconds(
            lambda p=properties, c=covenants: score_properties(p, c, inspections, as_of=AS_OF)
        )
        floor = seconds(lambda p=properties, c=covenants: bare(p, c))
        pandas = seconds(lambda c=covenants: grouped(c))
        each = full / size * 1e6
        first = first or each
        print(
            f"{size:>7,} properties: {full:6.2f} s, {each:5.0f} microseconds each "
            f"({each / first:.2f} of the first); {full / floor:5.1f} times bare numpy "
            f"({floor:.3f} s), {full / pandas:.2f} times pandas groupby ({pandas:.2f} s)"
        )


if __name__ == "__main__":
    main()
