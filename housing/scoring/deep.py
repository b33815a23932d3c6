"""The deep-subsidy card: how likely rental assistance is to end, whatever else binds the homes.

Where a contract ends under living tax credits nobody loses a home, but tenants lose rents set by
their income. So the exit card is filled in again at each assistance contract's own end, as if it
were the only covenant. It stands beside the score and is never part of it.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from housing.factors import EventKind, Facts
from housing.factors.base import Floats, Whole
from housing.scoring.cards import exit_points
from housing.scoring.events import UNDATED_FLOOR
from housing.scoring.gather import at_rows, first_of, numbers, text
from housing.scoring.readings import Held
from housing.scoring.text import picked, series
from housing.scoring.weights import Weights

#: Kinds of contract under which tenants pay by income.
ASSISTANCE = (EventKind.RENEWABLE, EventKind.PRAC)


@dataclass(frozen=True, slots=True)
class DeepExits:
    """Of every property: the highest points of its contracts (NaN without one), and whose."""

    points: Floats
    row: Whole


def deep_exits(
    held: Held, facts: Facts, covenants: pd.DataFrame, loaded: frozenset[str], weights: Weights
) -> DeepExits:
    """Fill in the exit card at each contract's own end, and keep the highest of each property.

    Of equal ones the first to end is kept, then the one over most homes, then the first by id.
    """
    contracts = held.only(np.isin(held.kind, ASSISTANCE))
    points = exit_points(_alone(contracts, facts, covenants), loaded, weights)
    points = np.where(np.isnan(contracts.years), np.maximum(points, UNDATED_FLOOR), points)
    ends = np.nan_to_num(contracts.years, nan=np.inf)
    first = first_of(contracts.place, [-points, ends], len(facts.kind))
    return DeepExits(at_rows(points, first, np.nan), at_rows(contracts.row, first, -1))


def deep_columns(exits: DeepExits, covenants: pd.DataFrame) -> dict[str, object]:
    """Return the columns of table `Properties` that say it."""
    ends = covenants["usable_end_date"].to_numpy().astype("datetime64[us]")
    return {
        "deep_exit_score": exits.points,
        "deep_exit_date": at_rows(ends, exits.row, np.datetime64("NaT", "us")),
        "deep_exit_covenant_id": series(picked(text(covenants["covenant_id"]), exits.row)),
    }


def _alone(contracts: Held, facts: Facts, covenants: pd.DataFrame) -> Facts:
    """Facts of each contract's property at the contract's end, with its own homes and term."""
    at = {one.name: getattr(facts, one.name)[contracts.place] for one in fields(facts)}
    units = numbers(covenants["units_counted"])[contracts.row]
    return replace(
        Facts(**at),
        kind=np.where(np.isnan(contracts.years), EventKind.UNKNOWN, contracts.kind),
        years=contracts.years,
        is_stale=contracts.is_stale,
        units=np.where(np.isnan(units), at["units"], units),
        previous_term_months=numbers(covenants["previous_term_months"])[contracts.row],
    )
