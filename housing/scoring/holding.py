"""The covenants that hold homes at `as_of`, sorted for reading, with the ways out of each."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from housing.factors.base import EventKind, Flags, Floats, Whole
from housing.factors.time_to_end import UNSEEN_MONTHS
from housing.scoring.gather import codes, flags, numbers, text
from housing.scoring.readings import Held
from housing.scoring.ways_out import WaysOut
from housing.terms import CovenantKind, EndBasis, Program

_KINDS = {
    CovenantKind.RENEWABLE: EventKind.RENEWABLE,
    CovenantKind.PRAC: EventKind.PRAC,
    CovenantKind.AUTO_LAPSE: EventKind.AUTO_LAPSE,
}


def covenants_in_force(
    covenants: pd.DataFrame, place: Whole, count: int, ways: WaysOut, as_of: date
) -> Held:
    """Gather the covenants that hold homes, without those counted with another one.

    Args:
        covenants: table `LinkedCovenants`.
        place: position of each covenant's property; -1 where it has none.
        count: number of properties.
        ways: how each covenant can be left before its end.
        as_of: the day of the snapshot.
    """
    units = numbers(covenants["units_counted"])
    counts = flags(covenants["is_active"]) & flags(covenants["is_covenant"])
    row = np.flatnonzero(counts & (place >= 0) & (units != 0))
    units = _homes(units[row], place[row], count)
    order = _ordered(place[row], units, covenants["covenant_id"].iloc[row])
    row, units = row[order], units[order]
    kind = _event_kinds(covenants["kind"])[row]
    is_open = (covenants["kind"] == CovenantKind.OPEN_ENDED).to_numpy(bool)[row]
    return Held(
        place=place[row],
        row=row,
        units=units,
        years=np.where(is_open, np.nan, numbers(covenants["years_to_end"])[row]),
        kind=kind,
        is_stale=flags(covenants["is_stale"])[row] & (kind <= EventKind.PRAC),
        is_unseen=_is_unseen(covenants, as_of)[row] & (kind <= EventKind.PRAC),
        is_end_derived=is_end_derived(covenants)[row],
        is_open=is_open,
        early_years=ways.years[row],
        early_kind=ways.kind[row],
        leaving=ways.leaving[row],
    )


def _homes(units: Floats, place: Whole, count: int) -> Floats:
    """Homes under each covenant; where nobody states them, the most any other holds."""
    most = np.zeros(count)
    np.maximum.at(most, place, np.nan_to_num(units))
    return np.where(np.isnan(units), np.where(most > 0, most, 1.0)[place], units)


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
