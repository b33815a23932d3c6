"""How long scoring takes: against a bare numpy pass, against pandas groupby, and as places grow.

    python -m benchmarks scoring

All take the same covenants of a generated county. Three ways find the last end, the homes at risk
in each of 31 years and a score from these alone, and must agree: bare numpy, a pandas groupby for
every year, and our curves of covenants. The full score adds both cards with intervals, reasons,
confidence and every contribution. Its texts are kept once each with a number per row; only a
snapshot spells them out. Generating, judging and checking tables is not timed.

Two goals are held: our curves against the groupby, which is the same work, and the full score
against bare numpy. Why not the full score against the groupby: decision 9 in `docs/decisions`.
"""

import gc
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from benchmarks.covenants import as_read, make_covenants
from benchmarks.linking import GENERATOR, OUT, generate
from housing.covenants import TIMELINE_COLUMNS, judge, load_programs, schedule, timeline
from housing.covenants.curves import homes_at, steps
from housing.covenants.schedule import ends_of
from housing.factors.size import HOMES
from housing.factors.time_to_end import points_at
from housing.scoring import SCORE_COLUMNS, score_properties
from housing.scoring.bands import ANCHOR_POINTS, as_score, combine
from housing.scoring.gather import DAYS_PER_YEAR, positions
from housing.tables import LinkedInspections, Properties, columns_of, empty
from housing.terms import OwnerType, Tenancy

AS_OF = date(2026, 6, 30)
SIZES = (1_000, 10_000, 90_000)
PARCELS = 140_000

#: The generator gives everybody one covenant at least: this many on average make 2.5 of them each,
#: as in the District of Columbia's catalog.
COVENANTS_EACH = "2.41"

#: The first days of 31 years, from the day of the snapshot.
HORIZONS = np.array([f"{AS_OF.year + year}-{AS_OF:%m-%d}" for year in range(31)], "datetime64[us]")

#: Goals: our curves so many times faster than the groupby, the full score so many times the floor.
FASTER, TIMES_FLOOR = 3, 15

OWNERS = {
    "For profit": OwnerType.FOR_PROFIT,
    "Nonprofit": OwnerType.NONPROFIT,
    "Public": OwnerType.PUBLIC,
    "Unknown": OwnerType.UNKNOWN,
}


def county(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Properties with facts and timeline, and their judged covenants."""
    known, raw = _generated(count) if GENERATOR.exists() else _made_up(count)
    homes = pd.Series(known["total_units"].to_numpy(), index=known["property_id"], dtype="Int64")
    judged, _ = judge(as_read(raw), homes, load_programs(), as_of=AS_OF)
    curves = schedule(judged, homes, as_of=AS_OF)
    times = timeline(judged, curves, pd.Index(known["property_id"]), homes, as_of=AS_OF)
    facts = _facts(known).drop(columns=list(TIMELINE_COLUMNS))
    return facts.join(times.reset_index(drop=True)), judged


def _generated(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Properties and covenants of the generator of realistic counties, kept for the next time."""
    OUT.mkdir(parents=True, exist_ok=True)
    names = ("parcels", "properties", "covenants")
    parcels, properties, covenants = (OUT / f"scored_{name}_{count}.parquet" for name in names)
    if not covenants.exists():
        generate("parcels", "--n", str(PARCELS), "--out", str(parcels))
        size = ["--n", str(count)]
        generate("properties", "--parcels", str(parcels), *size, "--out", str(properties))
        drawn = ["--props", str(properties), "--mean", COVENANTS_EACH]
        generate("covenants", *drawn, "--out", str(covenants))
    asked = ["property_id", "owner_type", "total_units", "reac_score"]
    return pd.read_parquet(properties, columns=asked), pd.read_parquet(covenants)


def _made_up(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same without the generator."""
    print(
        f"There is no generator of counties at {GENERATOR} (HOLDFAST_COUNTY_GENERATOR names "
        "another place): these covenants are drawn by the benchmark itself."
    )
    random = np.random.default_rng(7)
    units = np.maximum(4, random.lognormal(3.8, 0.9, count)).astype(int)
    known = pd.DataFrame(
        {
            "property_id": [f"P{number:07d}" for number in range(count)],
            "owner_type": random.choice(list(OWNERS), count),
            "total_units": units,
            "assisted_units": units,
            "reac_score": np.where(random.random(count) < 0.3, np.nan, units % 70 + 30),
        }
    )
    return known, make_covenants(known, mean=float(COVENANTS_EACH))


def _facts(known: pd.DataFrame) -> pd.DataFrame:
    """Columns of table `Properties`: what was generated, and drawn facts, a third unknown."""
    random, count = np.random.default_rng(7), len(known)
    numbers = {
        "rent_to_fmr_pct": (50, 160),
        "rent_gap_pct": (-10, 90),
        "market_growth_pctile": (0, 100),
        "year_built": (1920, 2020),
        "inspection_previous_score": (10, 100),
        "tax_years_delinquent": (0, 4),
    }
    values: dict[str, object] = {
        "property_id": known["property_id"],
        "owner_type": known["owner_type"].map(OWNERS).astype(str),
        "units_total": known["total_units"],
        "inspection_score": known["reac_score"],
        "tenancy": random.choice([str(tenancy) for tenancy in Tenancy], count),
    }
    for name, (low, high) in numbers.items():
        is_known = random.random(count) > 1 / 3
        values[name] = np.where(is_known, random.integers(low, high, count).astype(float), np.nan)
    for name, days in (("inspection_date", 2_000), ("foreclosure_date", 40_000)):
        values[name] = np.datetime64(AS_OF) - random.integers(0, days, count)
    return _typed(count, values)


def _typed(count: int, values: dict[str, object]) -> pd.DataFrame:
    """Every column of table `Properties` but the scores, unknown where no value is given."""
    blank = empty(Properties)
    names = [name for name in columns_of(Properties) if name not in {*SCORE_COLUMNS, "geometry"}]
    frame = blank[names].reindex(range(count)).astype(blank.dtypes[names].to_dict())
    return frame.assign(**values).astype({name: frame.dtypes[name] for name in values})


def bare(properties: pd.DataFrame, covenants: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """Last end, homes at risk by year and a score by numpy alone: the floor."""
    place = pd.Index(properties["property_id"]).get_indexer(pd.Index(covenants["property_id"]))
    end, is_active = covenants["usable_end_date"].to_numpy(), covenants["is_active"].to_numpy(bool)
    counted = np.flatnonzero(is_active & ~np.isnat(end))
    place, end = place[counted], end[counted]
    units = covenants["units_counted"].to_numpy(float)[counted]
    last = np.full(len(properties), np.datetime64("0001-01-01", "us"))
    np.maximum.at(last, place, end)
    most = np.zeros((len(properties), len(HORIZONS)))
    years = np.searchsorted(HORIZONS, end)
    ahead = years > 0
    np.maximum.at(most, (place[ahead], years[ahead] - 1), units[ahead])
    homes = np.maximum.accumulate(most[:, ::-1], axis=1)[:, ::-1]
    return last, homes[:, :1] - homes, _simple_score(last, homes[:, 0])


def grouped(properties: pd.DataFrame, covenants: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """The same last end, homes at risk and score by a pandas groupby for every year."""
    active = covenants.loc[
        covenants["is_active"].to_numpy(bool) & covenants["usable_end_date"].notna(),
        ["property_id", "usable_end_date", "units_counted"],
    ]
    by_year = [
        active.loc[active["usable_end_date"] > day].groupby("property_id")["units_counted"].max()
        for day in HORIZONS
    ]
    ends = active.groupby("property_id")["usable_end_date"].max()
    ids = properties["property_id"]
    homes = pd.concat(by_year, axis="columns").reindex(ids).fillna(0).to_numpy(float)
    last = ends.reindex(ids).fillna(pd.Timestamp("0001-01-01")).to_numpy()
    return last, homes[:, :1] - homes, _simple_score(last, homes[:, 0])


def curved(properties: pd.DataFrame, covenants: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """The same by our curves of covenants, of which a year or a day can be read."""
    count = len(properties)
    place = positions(covenants["property_id"], properties["property_id"])
    is_dated = covenants["usable_end_date"].notna().to_numpy(bool)
    ends = ends_of(
        covenants, place, np.flatnonzero(covenants["is_active"].to_numpy(bool) & is_dated)
    )
    last = np.full(count, np.datetime64("0001-01-01", "us").astype(np.int64))
    np.maximum.at(last, ends.place, ends.end)
    ahead = ends.only(ends.end > HORIZONS[0].astype(np.int64))
    curve = steps(ahead, np.arange(count), np.full(count, np.nan), HORIZONS[0].astype(np.int64))
    order = np.argsort(curve.date, kind="stable")
    place, day, nested = curve.place[order], curve.date[order], curve.nested[order]
    left = [homes_at(place, day, nested, when, count) for when in HORIZONS.astype(np.int64)]
    homes = np.stack(left, axis=1)
    last_day = last.astype("datetime64[us]")
    return last_day, homes[:, :1] - homes, _simple_score(last_day, homes[:, 0])


def _simple_score(last: np.ndarray, homes: np.ndarray) -> np.ndarray:
    """The least a score can be: points of the last end and of the homes, on the scale of ours."""
    years = (last - np.datetime64(AS_OF, "us")) / np.timedelta64(1, "D") / DAYS_PER_YEAR
    points = ANCHOR_POINTS + points_at(years) + HOMES.of(homes)
    return as_score(combine(points, np.zeros(len(points))))


def rounds(works: dict[str, Callable[[], object]], times: int = 5) -> dict[str, float]:
    """Least processor time of each work, all taking turns.

    Taking turns, all meet the same neighbors on the machine, and the least of each is what the
    work itself needs.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            gc.collect()
            began = time.process_time()
            work()
            taken[name].append(time.process_time() - began)
    return {name: min(runs) for name, runs in taken.items()}


def measured(properties: pd.DataFrame, covenants: pd.DataFrame) -> dict[str, float]:
    """Seconds of each way, after seeing that the three that do the same agree."""
    ways = {name: partial(way, properties, covenants) for name, way in WAYS.items()}
    first, *others = (way() for way in ways.values())
    for other in others:
        assert all(np.array_equal(one, two) for one, two in zip(first, other, strict=True))
    inspections = empty(LinkedInspections)
    full = partial(score_properties, properties, covenants, inspections, as_of=AS_OF)
    return rounds({**ways, "full": full})


WAYS = {"floor": bare, "groupby": grouped, "curves": curved}


def main() -> None:
    """Print times and ratios."""
    everybody, covenants = county(SIZES[-1])
    each = []
    for size in SIZES:
        properties = everybody.head(size)
        theirs = covenants.loc[covenants["property_id"].isin(properties["property_id"])]
        took = measured(properties, theirs)
        each.append(took["full"] / size * 1e6)
        print(
            f"{size:>7,} properties: full score {took['full']:5.2f} s of processor time, "
            f"{each[-1]:3.0f} microseconds each ({each[-1] / each[0]:.2f} of the first)"
        )
    floor, groupby, curves, full = took.values()
    print(f"{size:,} properties, {len(theirs):,} covenants, last end and 31 years of homes at risk")
    print(f"  bare numpy            {floor:6.3f} s   the floor")
    print(f"  pandas groupby        {groupby:6.3f} s   {groupby / floor:5.1f} x the floor")
    print(f"  our curves            {curves:6.3f} s   {curves / floor:5.1f} x the floor")
    print(f"  full score            {full:6.3f} s   {full / floor:5.1f} x the floor")
    _judge("our curves are N times as fast as the groupby", groupby / curves, FASTER, at_most=False)
    _judge("the full score takes N times the floor", full / floor, TIMES_FLOOR, at_most=True)
    print(f"the full score, with every contribution, is {groupby / full:.1f} times as fast as the")
    print("groupby, which scores nothing but the last end and the number of homes")


def _judge(claim: str, ratio: float, goal: float, *, at_most: bool) -> None:
    is_met = ratio <= goal if at_most else ratio >= goal
    bound = "at most" if at_most else "at least"
    told = claim.replace("N times", f"{ratio:.1f} times")
    print(f"{told} (goal: {bound} {goal:g}): {'met' if is_met else 'MISSED'}")


if __name__ == "__main__":
    main()
