"""What comes next at a property, and when: the first notice or end after `as_of`.

Dates of notices are those of `housing.notices`; here they only take their turn before the end.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from housing.factors.base import Flags, Whole
from housing.notices import Rule, load_rules
from housing.scoring.gather import at_rows, codes, first_of, flags
from housing.scoring.holding import is_end_derived
from housing.scoring.reasons import NOUNS, PROGRAMS
from housing.scoring.text import Phrases, chosen, phrased, where
from housing.scoring.ways_out import WaysOut
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


@dataclass(frozen=True, slots=True)
class Milestones:
    """The next milestone of every property; no date where there is none to wait for."""

    text: Phrases
    date: np.ndarray


def next_milestones(
    covenants: pd.DataFrame, place: Whole, ways: WaysOut, is_stale: Flags, as_of: date
) -> Milestones:
    """Find the first milestone after `as_of` among each property's covenants in force.

    Of those on one day it is the first step, and the first program, that is told.
    """
    step, day = _first_steps(covenants, ways, as_of)
    is_coming = flags(covenants["is_active"]) & (place >= 0) & (day < _NEVER)
    at = np.flatnonzero(is_coming)
    program = codes(covenants["program"], PROGRAMS, Program.OTHER)
    is_derived = is_end_derived(covenants) & (step == _END)
    keys = [key[at] for key in (day, step, program, is_derived.astype(np.int64))]
    first = first_of(place[at], keys, len(is_stale))
    return _told([at_rows(key, first, -1) for key in keys], is_stale)


def _first_steps(covenants: pd.DataFrame, ways: WaysOut, as_of: date) -> tuple[Whole, Whole]:
    """Return the first step after `as_of` of each covenant, by position, and its day since 1970."""
    end = covenants["usable_end_date"]
    rules = {rule.rule_id: rule for rule in load_rules()}
    ruled = [_deadlines(rules[name], covenants) for name in RULED_STEPS]
    today = np.datetime64(as_of, "D").astype(np.int64)
    step, first = np.full(len(end), -1), np.full(len(end), _NEVER)
    for number, days in enumerate((*ruled, ways.exits, end.to_numpy())):
        day = days.astype("datetime64[D]").astype(np.int64)
        is_sooner = (day > today) & (day < first)
        step[is_sooner], first[is_sooner] = number, day[is_sooner]
    return step, first


def _deadlines(rule: Rule, covenants: pd.DataFrame) -> np.ndarray:
    """Day the rule sets before each end of a covenant that it covers."""
    covered = np.flatnonzero(rule.covers(covenants))
    found = np.full(len(covenants), np.datetime64("NaT", "us"))
    found[covered] = rule.deadline(covenants["usable_end_date"].iloc[covered]).to_numpy()
    return found


def _told(keys: list[Whole], is_stale: Flags) -> Milestones:
    day, *said = keys
    has = day >= 0
    never = np.datetime64("NaT", "us")
    ask = "Ask the contract administrator whether the contract was renewed"
    return Milestones(
        chosen(has, phrased(said, _phrase), where(is_stale, ask)),
        np.where(has, day.astype("datetime64[D]").astype("datetime64[us]"), never),
    )


def _phrase(step: int, program: int, is_derived: int) -> str:
    noun, is_plural = NOUNS.get(PROGRAMS[program], NOUNS[Program.OTHER])
    said = _STEPS[step].format(noun=noun, ends="end" if is_plural else "ends")
    later = ", or up to a year later: worked out from the year placed in service"
    return said + later if is_derived else said
