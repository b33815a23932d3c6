"""Where the values on the cards come from: source and date of every row that has a value."""

import numpy as np
import pandas as pd

from housing.factors.base import Flags, Whole
from housing.scoring.contributions import Origin
from housing.scoring.gather import (
    DISPUTES,
    SALES,
    at_rows,
    first_of,
    flags,
    numbers,
    positions,
)
from housing.terms import SignalKind

#: Rows whose source and date the profile names: columns of table `Properties`, by code.
_PROFILED = {
    "E3a": ("rent_source", "rent_date"),
    "E3b": ("rent_gap_source", "rent_gap_date"),
    "E4": ("market_source", "market_date"),
    "E6": ("tenancy_source", "tenancy_date"),
    "E8": ("year_built_source", "year_built_date"),
    "D3": ("tax_source", "tax_date"),
    "D5": ("debt_coverage_source", "debt_coverage_date"),
    "D6": ("vacancy_source", "vacancy_date"),
    "D7": ("violations_source", "violations_date"),
}


def origins_of(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    inspections: pd.DataFrame,
    signals: pd.DataFrame,
    place: Whole,
    governing: Whole,
) -> dict[str, Origin]:
    """Return the origins of the rows that have one, by their code.

    Args:
        properties: the wide rows, indexed by `property_id`.
        covenants: table `LinkedCovenants`.
        inspections: table `LinkedInspections`.
        signals: table `Signals`.
        place: position of each covenant's property; -1 where it has none.
        governing: row of each property's governing covenant; -1 without one.
    """
    return {
        **dict.fromkeys(("E1", "E2"), _of_covenants(covenants, governing)),
        "E7": _of_covenants(covenants, _largest(covenants, place, len(properties))),
        **dict.fromkeys(("D1", "D2"), _of_inspections(properties, inspections)),
        "E9": _of_covenants(covenants, _longest_before(covenants, place, len(properties))),
        "E5": _origin(
            properties["owner_typed_by"],
            properties["owner_typed_date"].fillna(properties["owner_listed_date"]),
        ),
        "D4": _origin(
            properties["foreclosure_source"],
            properties["foreclosure_date"].fillna(properties["foreclosure_listed_date"]),
        ),
        "E10": _of_signals(properties, signals, SALES),
        "E11": _of_signals(properties, signals, DISPUTES),
        **{
            code: _origin(properties[source], properties[date])
            for code, (source, date) in _PROFILED.items()
        },
    }


def _of_covenants(covenants: pd.DataFrame, rows: Whole) -> Origin:
    codes, sources = pd.factorize(covenants["source_id"])
    seen = _dates(covenants["observed_date"])
    return Origin(
        [str(name) for name in sources],
        at_rows(codes.astype(np.int64), rows, -1),
        at_rows(seen, rows, np.datetime64("NaT", "us")),
    )


def _largest(covenants: pd.DataFrame, place: Whole, count: int) -> Whole:
    """Row of each property's active covenant over the most homes; -1 without one."""
    held = flags(covenants["is_active"]) & flags(covenants["is_covenant"]) & (place >= 0)
    return _first(place, np.nan_to_num(numbers(covenants["units_counted"])), held, count)


def _longest_before(covenants: pd.DataFrame, place: Whole, count: int) -> Whole:
    """Row of each property's active contract with the longest previous term; -1 without one."""
    months = numbers(covenants["previous_term_months"])
    held = flags(covenants["is_active"]) & ~np.isnan(months) & (place >= 0)
    return _first(place, months, held, count)


def _first(place: Whole, size: np.ndarray, held: Flags, count: int) -> Whole:
    """Row of the largest of each property's held covenants; of equals, the first in the table."""
    rows = np.flatnonzero(held)
    return at_rows(rows, first_of(place[rows], [-size[rows]], count), -1)


def _of_inspections(properties: pd.DataFrame, inspections: pd.DataFrame) -> Origin:
    """Return the source of the inspection whose day and score the profile shows."""
    place = positions(inspections["property_id"], properties.index.to_series())
    latest = properties["inspection_date"].to_numpy()
    shown: Flags = (place >= 0) & (_dates(inspections["inspection_date"]) == latest[place])
    codes, sources = pd.factorize(inspections["source_id"])
    source = np.full(len(properties), -1, np.int64)
    source[place[shown]] = codes[shown]
    return Origin([str(name) for name in sources], source, _dates(properties["inspection_date"]))


def _of_signals(
    properties: pd.DataFrame, signals: pd.DataFrame, kinds: tuple[SignalKind, ...]
) -> Origin:
    """Return source and day of the latest such signal in force.

    What only a person said has that person for a source.
    """
    held = signals.loc[flags(signals["is_in_force"]) & signals["kind"].isin(kinds)]
    last = held.sort_values(["signal_date", "signal_id"]).drop_duplicates(
        "property_id", keep="last"
    )
    told = _origin(last["source_id"].fillna(last["author"]), last["signal_date"])
    place = positions(last["property_id"], properties.index.to_series())
    row, shown = np.full(len(properties), -1, np.int64), np.flatnonzero(place >= 0)
    row[place[shown]] = shown
    never = np.datetime64("NaT", "us")
    return Origin(told.sources, at_rows(told.source, row, -1), at_rows(told.observed, row, never))


def _origin(source: pd.Series, observed: pd.Series) -> Origin:
    codes, sources = pd.factorize(source)
    return Origin([str(name) for name in sources], codes.astype(np.int64), _dates(observed))


def _dates(values: pd.Series) -> np.ndarray:
    return values.to_numpy().astype("datetime64[us]")
