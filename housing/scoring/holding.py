"""The covenants that hold homes at `as_of`, sorted for reading, with the ways out of each."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from housing.factors.base import EventKind, Flags, Floats, Whole
from housing.factors.time_to_end import UNSEEN_MONTHS
from housing.scoring.gather import codes, flags, numbers, text
from housing.scoring.readings import Held
from housing.scoring.ways_out import ways_out
from housing.terms import CovenantKind, EndBasis, Program

_HELD_COLUMNS = [
    "covenant_id",
    "program",
    "kind",
    "is_stale",
    "years_to_end",
    "usable_start_date",
    "usable_end_date",
    "compliance_end_date",
    "early_exit_date",
    "is_early_exit_waived",
    "is_prepay_eligible",
    "program_source",
    "end_basis",
    "observed_date",
]

_KINDS = {
    CovenantKind.RENEWABLE: EventKind.RENEWABLE,
    CovenantKind.PRAC: EventKind.PRAC,
    CovenantKind.AUTO_LAPSE: EventKind.AUTO_LAPSE,
}


def covenants_in_force(covenants: pd.DataFrame, place: Whole, count: int, as_of: date) -> Held:
    """Gather the covenants that hold homes, without those counted with another one.

    Args:
        covenants: table `LinkedCovenants`.
        place: position of each covenant's property; -1 where it has none.
        count: number of properties.
        as_of: the day of the snapshot.
    """
    units = numbers(covenants["units_counted"])
    counts = flags(covenants["is_active"]) & flags(covenants["is_covenant"])
    row = np.flatnonzero(counts & (place >= 0) & (units != 0))
    rows = covenants[_HELD_COLUMNS].iloc[row]
    years, kind = numbers(rows["years_to_end"]), _event_kinds(rows["kind"])
    is_open = (rows["kind"] == CovenantKind.OPEN_ENDED).to_numpy(bool)
    units, place = units[row], place[row]
    ways = ways_out(rows, as_of)
    most = np.zeros(count)
    np.maximum.at(most, place, np.nan_to_num(units))
    units = np.where(np.isnan(units), np.where(most > 0, most, 1.0)[place], units)
    order = _ordered(place, units, rows["covenant_id"])
    return Held(
        place=place[order],
        row=row[order],
        units=units[order],
        years=np.where(is_open, np.nan, years)[order],
        kind=kind[order],
        is_stale=(flags(rows["is_stale"]) & (kind <= EventKind.PRAC))[order],
        is_unseen=(_is_unseen(rows, as_of) & (kind <= EventKind.PRAC))[order],
        is_end_derived=is_end_derived(rows)[order],
        is_open=is_open[order],
        early_years=ways.years[order],
        early_kind=ways.kind[order],
        leaving=ways.leaving[order],
    )


def is_end_derived(rows: pd.DataFrame) -> Flags:
    """Whether a tax credit's end was worked out from the year placed in service."""
    derived = (rows["program"] == Program.LIHTC) & (rows["end_basis"] == EndBasis.DERIVED)
    return (derived & rows["usable_end_date"].notna()).to_numpy(bool)


def _is_unseen(rows: pd.DataFrame, as_of: date) -> Flags:
    """Whether nobody has seen a covenant for long."""
    since = pd.Timestamp(as_of) - pd.DateOffset(months=UNSEEN_MONTHS)
    return (rows["observed_date"] < since).to_numpy(bool)


def _ordered(place: Whole, units: Floats, covenant_ids: pd.Series) -> Whole:
    """Order by property and then by homes, most first; ids are compared only among equals.

    One sort of a single number: each property's homes are moved to a range of their own.
    """
    order = np.argsort(place * (units.max(initial=0.0) + 1) - units, kind="stable")
    same = (place[order][1:] == place[order][:-1]) & (units[order][1:] == units[order][:-1])
    at = np.flatnonzero(np.append(same, False) | np.append(False, same)) if len(order) else order
    equal = order[at]
    by_name = pc.rank(text(covenant_ids.iloc[equal]), tiebreaker="first").to_numpy()
    order[at] = equal[np.lexsort((by_name, -units[equal], place[equal]))]
    return order


def _event_kinds(kinds: pd.Series) -> Whole:
    words = tuple(CovenantKind)
    roads = np.asarray([_KINDS.get(kind, EventKind.UNKNOWN) for kind in words], np.int64)
    return np.asarray(roads[codes(kinds, words, CovenantKind.UNKNOWN)])
