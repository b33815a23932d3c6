"""Judging and scheduling the covenants of a large county, against a floor and plain pandas.

    python benchmarks/covenants.py [properties]

Prints seconds and ratios from one run. All answer last end and homes left each year for 31 years,
in two scenarios, for all homes and for those with rental assistance, overlapping and not. The
floor is the least arithmetic for it; floor and pandas are given clean arrays, while ours also
reads programs, applies the date rules, writes every step and issue, and validates the tables.
`HOLDFAST_COUNTY_GENERATOR` may name a Python file with `make_covenants(properties)` to take
covenants from instead of our own.
"""

import importlib.util
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from housing.covenants import judge, load_programs, schedule, timeline
from housing.tables import Covenants, columns_of, validate

AS_OF = date(2026, 1, 1)
YEARS = 31
RUNS = 3
#: The per-property loop is timed on this many properties and scaled up.
SAMPLE = 200

WORDINGS = {
    "LIHTC": "LIHTC",
    "S8-PBRA": "Section 8 HAP",
    "S236": "Section 236",
    "HOME": "HOME",
    "FHA-INS": "FHA-insured mortgage",
    "S202": "Section 202 direct loan",
    "LOCAL-LOAN": "Local covenant",
    "TIF": "Public housing",
}


def make_covenants(properties: pd.DataFrame, seed: int = 2, mean: float = 2.5) -> pd.DataFrame:
    """Fictional covenants: some per property, terms of 5 to 99 years, a fifth ended."""
    random = np.random.default_rng(seed)
    per_property = np.maximum(1, random.poisson(mean, len(properties)))
    rows = np.repeat(np.arange(len(properties)), per_property)
    start = np.datetime64("1975-01-01") + random.integers(0, 18_000, len(rows))
    terms = [5, 15, 20, 30, 40, 50, 99]
    years = random.choice(terms, p=[0.2, 0.1, 0.2, 0.25, 0.15, 0.07, 0.03], size=len(rows))
    share = random.uniform(0.4, 1, len(rows))
    return pd.DataFrame(
        {
            "covenant_id": np.arange(len(rows)),
            "property_id": properties["property_id"].to_numpy(object)[rows],
            "program": random.choice(list(WORDINGS), len(rows)),
            "start": start,
            "end": start + (years * 365.25).astype(int),
            "units": np.maximum(1, properties["assisted_units"].to_numpy()[rows] * share),
            "status": random.choice(["Active", "Terminated"], len(rows), p=[0.8, 0.2]),
        }
    )


def make_county(count: int) -> tuple[pd.DataFrame, pd.Series]:
    """Covenants with their property, as `judge` takes them, and all homes of each property."""
    units = np.maximum(4, np.random.default_rng(1).lognormal(3.8, 0.9, count)).astype(int)
    ids = [f"P{number:07d}" for number in range(count)]
    properties = pd.DataFrame({"property_id": ids, "assisted_units": units})
    return as_read(_generator()(properties)), pd.Series(units, index=ids, dtype="Int64")


def as_read(raw: pd.DataFrame) -> pd.DataFrame:
    """Generated covenants as table `Covenants`, each with its property."""
    ids_ = raw["covenant_id"].astype(str)
    frame = pd.DataFrame(
        {
            "covenant_id": "city_covenants:" + ids_,
            "source_id": "city_covenants",
            "source_record_id": ids_,
            "record_id": raw["property_id"],
            "program_source": raw["program"].map(WORDINGS),
            "units_assisted": raw["units"].astype(int),
            "start_date": raw["start"],
            "end_date": raw["end"],
            "end_basis": "reported",
            "status": np.where(raw["status"] == "Active", "active", "ended"),
        }
    ).reindex(columns=columns_of(Covenants))
    return validate(frame, Covenants).assign(property_id=raw["property_id"].astype("str"))


def ours(covenants: pd.DataFrame, homes: pd.Series, programs: pd.DataFrame) -> pd.DataFrame:
    """The whole road: judge, schedule, timeline."""
    judged, _ = judge(covenants, homes, programs, as_of=AS_OF)
    curves = schedule(judged, homes, as_of=AS_OF)
    return timeline(judged, curves, homes.index, homes, as_of=AS_OF)


def floor(curves: list[pd.DataFrame], count: int) -> np.ndarray:
    """Last end, and per curve and year the largest covenant in force and their sum."""
    left = np.zeros((len(curves), YEARS, 2, count), dtype=np.int64)
    for number, curve in enumerate(curves):
        place, end, units = (curve[name].to_numpy() for name in ("place", "end", "units"))
        last = np.full(count, np.datetime64("1900-01-01"))
        np.maximum.at(last, place, end)
        for year in range(YEARS):
            alive = end > np.datetime64(AS_OF.replace(year=AS_OF.year + year))
            np.maximum.at(left[number, year, 0], place[alive], units[alive])
            left[number, year, 1] = np.bincount(place[alive], units[alive], minlength=count)
    return left


def pandas_by_year(curves: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """The same with one pandas groupby per curve and year."""
    left = []
    for curve in curves:
        last = curve.groupby("property_id")["end"].max()
        for year in range(YEARS):
            alive = curve.loc[curve["end"] > pd.Timestamp(AS_OF.replace(year=AS_OF.year + year))]
            homes = alive.groupby("property_id")["units"].agg(["max", "sum"])
            left.append(homes.reindex(last.index).fillna(0))
    return left


def pandas_by_property(curves: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """The same with a function applied to each property."""
    days = [pd.Timestamp(AS_OF.replace(year=AS_OF.year + year)) for year in range(YEARS)]

    def left(rows: pd.DataFrame) -> pd.Series:
        alive = [rows.loc[rows["end"] > day, "units"] for day in days]
        sums = [(units.max(), units.sum()) for units in alive]
        return pd.Series([rows["end"].max(), *sums])

    return [curve.groupby("property_id")[["end", "units"]].apply(left) for curve in curves]


def clean_curves(covenants: pd.DataFrame, homes: pd.Series) -> list[pd.DataFrame]:
    """The four curves' covenants, given away free: no rules, no unknowns, no texts."""
    clean = pd.DataFrame(
        {
            "property_id": covenants["property_id"],
            "place": homes.index.get_indexer(pd.Index(covenants["property_id"])),
            "end": covenants["end_date"],
            "units": covenants["units_assisted"].to_numpy(np.int64),
        }
    )
    renewable = covenants["program_source"] == "Section 8 HAP"
    renewed = clean.assign(end=clean["end"].mask(renewable, pd.Timestamp("2200-01-01")))
    return [clean, renewed, clean.loc[renewable], renewed.loc[renewable]]


def seconds(work: Callable[..., Any], *arguments: Any) -> float:
    """Median time of a few runs."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work(*arguments)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main(count: int) -> None:
    """Time everything once and print the ratios."""
    covenants, homes = make_county(count)
    curves = clean_curves(covenants, homes)
    few = [curve.loc[curve["place"] < SAMPLE] for curve in curves]
    took = {
        "ours: judge, schedule, timeline": seconds(ours, covenants, homes, load_programs()),
        "floor: numpy on clean arrays": seconds(floor, curves, count),
        "pandas: groupby per curve and year": seconds(pandas_by_year, curves),
        "pandas: groupby per property": seconds(pandas_by_property, few) * count / SAMPLE,
    }
    mine, base, by_year, by_property = took.values()
    print(f"{count:,} properties, {len(covenants):,} covenants, {YEARS} years")
    for name, time_taken in took.items():
        print(f"  {name:36} {time_taken:8.2f} s   {time_taken / base:8.1f} x the floor")
    print(f"ours is {by_property / mine:.0f} times as fast as pandas by property")
    print(f"ours is {by_year / mine:.1f} times as fast as pandas by curve and year")


def _generator() -> Callable[[pd.DataFrame], pd.DataFrame]:
    named = os.environ.get("HOLDFAST_COUNTY_GENERATOR")
    if not named:
        return make_covenants
    spec = importlib.util.spec_from_file_location("county", named)
    if spec is None or spec.loader is None:
        raise SystemExit(f"HOLDFAST_COUNTY_GENERATOR is not a Python file: {named}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Callable[[pd.DataFrame], pd.DataFrame] = module.make_covenants
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80_000)
