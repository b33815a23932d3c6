"""What comes next at a property, and when: the first notice or end after `as_of`.

Dates of notices are those of `housing.notices`; here they only take their turn before the end.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from housing.factors.base import Flags, Whole
from housing.notices import early_exit_dates, load_rules
from housing.scoring.gather import codes, flags
from housing.scoring.holding import is_end_derived
from housing.scoring.reasons import NOUNS, PROGRAMS
from housing.scoring.text import chosen, phrased, where
from housing.terms import Program

#: Deadlines that come before a covenant's end, by the rule of notice that sets them.
RULED_STEPS = {
    "us_section8_one_year_notice": "{noun}: one-year notice is due if the owner does not renew",
    "us_section8_renewal_package": "{noun}: the owner's final choice to renew is due",
}

_STEPS = (*RULED_STEPS.values(), "{noun}: an early way out opens", "{noun} {ends}")

#: Position of the end itself among the steps.
_END = len(_STEPS) - 1

_NEVER = np.iinfo(np.int64).max

_ASKED_COLUMNS = [
    "program",
    "kind",
    "usable_start_date",
    "usable_end_date",
    "compliance_end_date",
    "early_exit_date",
    "is_early_exit_waived",
    "end_basis",
]


@dataclass(frozen=True, slots=True)
class Milestones:
    """The next milestone of every property; no date where there is none to wait for."""

    text: pa.Array
    date: np.ndarray


def next_milestones(
    covenants: pd.DataFrame, place: Whole, is_stale: Flags, as_of: date
) -> Milestones:
    """Find the first milestone after `as_of` among each property's covenants in force."""
    is_held = flags(covenants["is_active"]) & (place >= 0)
    rows = covenants[_ASKED_COLUMNS].iloc[np.flatnonzero(is_held)]
    place = place[is_held]
    program = codes(rows["program"], PROGRAMS, Program.OTHER)
    days = _days(rows, early_exit_dates(rows))
    days[days <= np.datetime64(as_of).astype("datetime64[D]").astype(np.int64)] = _NEVER
    step = days.argmin(axis=0)
    day = days.min(axis=0)
    derived = is_end_derived(rows)
    order = np.lexsort((derived, program, step, day, place))
    order = order[day[order] < _NEVER]
    first = order[np.append(True, place[order][1:] != place[order][:-1])] if len(order) else order
    is_derived = derived[first] & (step[first] == _END)
    return _told(place[first], step[first], program[first], day[first], is_stale, is_derived)


def _days(rows: pd.DataFrame, early_exits: pd.Series) -> np.ndarray:
    """Days (since 1970) of each step of each covenant, in the order of `_STEPS`."""
    end = rows["usable_end_date"]
    rules = {rule.rule_id: rule for rule in load_rules()}
    ruled = [rules[name].deadline(end.where(rules[name].covers(rows))) for name in RULED_STEPS]
    steps = (*ruled, early_exits.where(~(early_exits >= end)), end)
    return np.stack([_day_numbers(step) for step in steps])


def _day_numbers(dates: pd.Series) -> Whole:
    days = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), _NEVER, days.astype(np.int64))


def _told(
    place: Whole, step: Whole, program: Whole, day: Whole, is_stale: Flags, is_derived: Flags
) -> Milestones:
    count = len(is_stale)
    steps, programs, derived = np.full(count, -1), np.full(count, -1), np.zeros(count, bool)
    steps[place], programs[place], derived[place] = step, program, is_derived
    dates = np.full(count, np.datetime64("NaT", "us"))
    dates[place] = day.astype("datetime64[D]").astype("datetime64[us]")
    ask = "Ask the contract administrator whether the contract was renewed"
    return Milestones(
        chosen(steps >= 0, phrased([steps, programs, derived], _phrase), where(is_stale, ask)),
        dates,
    )


def _phrase(step: int, program: int, is_derived: bool) -> str:
    noun, is_plural = NOUNS.get(PROGRAMS[program], NOUNS[Program.OTHER])
    said = _STEPS[step].format(noun=noun, ends="end" if is_plural else "ends")
    later = ", or up to a year later: worked out from the year placed in service"
    return said + later if is_derived else said
