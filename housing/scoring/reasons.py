"""Why a property needs attention, in one line: what ends when, who owns it, what leaving pays."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto

import numpy as np
import pandas as pd
import pyarrow as pa

from housing.factors.base import OWNER_TYPES, EventKind, Facts, Flags, Floats, Whole
from housing.factors.inspection import FAILING_BELOW
from housing.factors.owner import NAMES
from housing.factors.rent_incentive import share
from housing.factors.vacancy import HIGH_PCT
from housing.factors.violations import PERCENTILE
from housing.scoring.events import Events
from housing.scoring.gather import DAYS_PER_YEAR, at_rows, codes
from housing.scoring.standing import STATUSES
from housing.scoring.text import (
    Phrases,
    chosen,
    joined,
    month_name,
    months,
    phrased,
    run_on,
    sentence_case,
    where,
)
from housing.terms import CovenantKind, Program, Status

#: What ends with each program, and whether it is said in the plural.
NOUNS = {
    Program.LIHTC: ("Tax-credit rents", True),
    Program.SECTION_8_PBRA: ("Section 8 contract", False),
    Program.PROJECT_BASED_VOUCHER: ("Project-based voucher contract", False),
    Program.SECTION_202_811_PRAC: ("Section 202/811 assistance", False),
    Program.SECTION_202_DIRECT_LOAN: ("Section 202 loan", False),
    Program.SECTION_236: ("Section 236 mortgage", False),
    Program.SECTION_221D3_BMIR: ("Section 221(d)(3) mortgage", False),
    Program.SECTION_515: ("Section 515 loan", False),
    Program.PUBLIC_HOUSING: ("Public housing", False),
    Program.RAD: ("RAD contract", False),
    Program.HOME: ("HOME rents", True),
    Program.CDBG: ("Block-grant restriction", False),
    Program.HOUSING_TRUST_FUND: ("Trust-fund covenant", False),
    Program.LOCAL_COVENANT: ("Local covenant", False),
    Program.LOCAL_RENT_SUPPLEMENT: ("Local rent supplement", False),
    Program.MCKINNEY_VENTO: ("McKinney-Vento term", False),
    Program.LAND_TRUST: ("Land-trust restriction", False),
    Program.HOPE_VI: ("HOPE VI covenant", False),
    Program.FEDERAL_HOME_LOAN_BANK: ("Home Loan Bank agreement", False),
    Program.TAX_EXEMPT_BOND: ("Bond agreement", False),
    Program.OTHER: ("Covenant", False),
}
PROGRAMS = tuple(Program)

#: From this many months on a date is so many years off; from the other on, its year says enough.
LATER_MONTHS, FAR_MONTHS = 24, 120

#: Said where another covenant holds the homes that one could leave.
EXIT_SAID, PREPAYMENT_SAID = "tax credits may be left early", "the loan may be repaid early"
_EXIT = "Early way out of tax credits (qualified contract)"

_SCORED_OUT = (Status.LOST, Status.OFF_MONITORING, Status.REPLACED)


class _Form(IntEnum):
    """How the line about the end is put."""

    NO_RESTRICTION = auto()
    PLANNED = auto()
    UNDATED = auto()
    AHEAD = auto()
    STALE = auto()
    UNVERIFIED = auto()
    EXIT_AHEAD = auto()
    EXIT_AHEAD_UNLESS_WAIVED = auto()
    EXIT_OPEN = auto()
    EXIT_OPEN_UNLESS_WAIVED = auto()
    PREPAID = auto()
    PREPAID_UNLESS_BOUND = auto()
    UNSCHEDULED = auto()
    LOST = auto()
    OFF_MONITORING = auto()
    TOLD = auto()


_ENDINGS = {
    _Form.NO_RESTRICTION: "No rent restriction on record",
    _Form.PLANNED: "Not built yet: planned homes protect nobody today",
    _Form.UNDATED: "{noun} without an end date on record",
    _Form.AHEAD: "{noun} {end} {when}{ahead}",
    _Form.STALE: "{noun} ended {when} on paper, probably renewed: confirm it",
    _Form.UNVERIFIED: "{noun} ended {when} on paper, nobody has confirmed it",
    _Form.EXIT_AHEAD: "{exit} opens {when}{ahead}",
    _Form.EXIT_AHEAD_UNLESS_WAIVED: "{exit} opens {when}{ahead} unless waived",
    _Form.EXIT_OPEN: "{exit} open since {when}",
    _Form.EXIT_OPEN_UNLESS_WAIVED: "{exit} open since {when} unless waived",
    _Form.PREPAID: "{noun} may be repaid early, any day",
    _Form.PREPAID_UNLESS_BOUND: "{noun} may be repaid early unless its agreement forbids it",
    _Form.UNSCHEDULED: "{noun} without a scheduled end",
    _Form.LOST: "Last covenant ended {when}",
    _Form.TOLD: "Last covenant ended {when}",
    _Form.OFF_MONITORING: "Covenants listed as ended without a date: verify",
}


@dataclass(frozen=True, slots=True)
class Governing:
    """The governing covenant of every property: its program (-1 without one) and date.

    `renews` says that it is itself a contract of the kind that usually renews, `leaves` that the
    date is not its end but the first day of an early way out.
    """

    program: Whole
    date: np.ndarray
    renews: Flags
    leaves: Flags


def governing(covenants: pd.DataFrame, events: Events, opens: np.ndarray) -> Governing:
    """Look up program and date; of an early way out, the day it opens."""
    row = events.row
    renews = covenants["kind"].isin([CovenantKind.RENEWABLE, CovenantKind.PRAC]).to_numpy(bool)
    never = np.datetime64("NaT", "us")
    ends = at_rows(covenants["usable_end_date"].to_numpy().astype("datetime64[us]"), row, never)
    exits = at_rows(opens, row, never)
    leaves = events.is_left & ~np.isnat(exits)
    day = np.where(leaves, exits, ends)
    return Governing(
        program=at_rows(codes(covenants["program"], PROGRAMS, Program.OTHER), row, -1),
        date=np.where(events.is_undated, never, day),
        renews=at_rows(renews, row, False),
        leaves=leaves,
    )


def reasons(
    properties: pd.DataFrame,
    facts: Facts,
    events: Events,
    about: Governing,
    status: Whole,
    last_ends: np.ndarray,
    *,
    as_of: date,
    is_distress_first: Flags,
    is_planned: Flags,
    is_told: Flags,
) -> pa.Array:
    """One line per property; the card that weighs more is named first.

    Where `is_told`, a signal settles the status and is said before the line, which then adds only
    what ended when, how many homes, and whose they are.
    """
    is_out = np.isin(status, [STATUSES.index(gone) for gone in _SCORED_OUT])
    is_ahead = events.has_event & ~events.is_undated & ~is_out
    renewing = is_ahead & (events.kind <= EventKind.PRAC) & ~about.renews
    left = np.where(is_ahead & ~about.leaves, events.way_out, -1)
    end_parts = [
        _ending(events, about, status, last_ends, is_planned, is_told, np.datetime64(as_of, "us")),
        _derived(events, about, status),
        _last_seen(facts, events, status),
        where(left == EventKind.QUALIFIED_CONTRACT, EXIT_SAID),
        where(left == EventKind.PREPAYMENT, PREPAYMENT_SAID),
    ]
    end, homes = joined(end_parts, ", "), _homes(properties, renewing)
    owner = joined([_owner(facts), _rent(facts, is_ahead)], ", ")
    condition = joined(_distress(facts, properties), ", ")
    is_first = is_distress_first & condition.is_there
    return run_on(
        [
            condition.only(is_first).put(lambda said: f"{sentence_case(said)}. "),
            end.put(sentence_case),
            chosen(end.is_there, homes.put(_goes_on), homes.put(sentence_case)),
            owner.put(_goes_on),
            condition.only(~is_first).put(_goes_on),
        ]
    )


def _goes_on(said: str) -> str:
    return f", {said}"


def _ending(
    events: Events,
    about: Governing,
    status: Whole,
    last_ends: np.ndarray,
    is_planned: Flags,
    is_told: Flags,
    now: np.datetime64,
) -> Phrases:
    is_past = (events.years < 0) | (status == STATUSES.index(Status.EXPIRED_UNVERIFIED))
    is_past &= ~(about.date > now)
    unless = events.is_exit_unsure.astype(np.int64)
    prepaid = about.leaves & (about.program != PROGRAMS.index(Program.LIHTC))
    form = np.select(
        [
            is_told,
            status == STATUSES.index(Status.LOST),
            status == STATUSES.index(Status.OFF_MONITORING),
            is_planned,
            about.program < 0,
            ~events.has_event,
            events.is_undated,
            prepaid,
            about.leaves & (events.years <= 0),
            about.leaves,
            is_past & about.renews,
            is_past,
        ],
        [
            _Form.TOLD,
            _Form.LOST,
            _Form.OFF_MONITORING,
            _Form.PLANNED,
            _Form.NO_RESTRICTION,
            _Form.UNSCHEDULED,
            _Form.UNDATED,
            _Form.PREPAID + unless,
            _Form.EXIT_OPEN + unless,
            _Form.EXIT_AHEAD + unless,
            _Form.STALE,
            _Form.UNVERIFIED,
        ],
        _Form.AHEAD,
    )
    day = np.where(np.isin(form, (_Form.LOST, _Form.TOLD)), last_ends, about.date)
    is_ahead = np.isin(form, (_Form.AHEAD, _Form.EXIT_AHEAD, _Form.EXIT_AHEAD_UNLESS_WAIVED))
    ahead = (about.date - now) / np.timedelta64(1, "D") / DAYS_PER_YEAR * 12
    left = np.where(is_ahead, np.round(np.nan_to_num(ahead)), 0).astype(np.int64)
    return phrased([form, about.program, months(day), left], _ending_phrase)


def _derived(events: Events, about: Governing, status: Whole) -> Phrases:
    """Say of a date ahead that nobody stated it, and how much later it may be."""
    is_told = events.is_end_derived & ~about.leaves & ~np.isnat(about.date)
    is_told &= ~np.isin(status, [STATUSES.index(gone) for gone in _SCORED_OUT])
    return where(is_told, "or up to a year later (estimated)")


def _last_seen(facts: Facts, events: Events, status: Whole) -> Phrases:
    """Say when a contract was last seen, where that is long ago."""
    is_told = events.is_unseen & ~np.isnan(facts.seen)
    is_told &= ~np.isin(status, [STATUSES.index(gone) for gone in _SCORED_OUT])
    seen = np.where(is_told, np.nan_to_num(facts.seen), 0).astype(np.int64)
    return phrased([seen], lambda month: f"last seen {month_name(month)}").only(is_told)


def _ending_phrase(form: int, program: int, month: int, left: int) -> str | None:
    noun, is_plural = NOUNS.get(PROGRAMS[program], NOUNS[Program.OTHER])
    end = "end" if is_plural else "ends"
    when, ahead = month_name(month), _how_far(left)
    if form == _Form.TOLD and not when:
        return None
    said = {"noun": noun, "end": end, "when": when, "ahead": ahead, "exit": _EXIT}
    return _ENDINGS[_Form(form)].format(**said).rstrip()


def _how_far(months_left: int) -> str:
    """Say how far off a date is; of a far one its year says enough."""
    if months_left >= FAR_MONTHS:
        return ""
    if months_left >= LATER_MONTHS:
        return f" ({months_left / 12:.0f} years)"
    counted = f"{months_left} month{'' if months_left == 1 else 's'}"
    return f" ({counted})" if months_left > 0 else " (within weeks)"


def _homes(properties: pd.DataFrame, renewing: Flags) -> Phrases:
    """Say how many homes are restricted today, else how many there are."""
    restricted, total = (
        properties[name].astype("Float64").to_numpy(np.float64, na_value=np.nan)
        for name in ("units_restricted", "units_total")
    )
    is_restricted = restricted > 0
    count = np.nan_to_num(np.where(is_restricted, restricted, total), nan=-1).astype(np.int64)
    form = np.where(is_restricted, 1 + renewing, 0)
    return phrased([form, count], _homes_phrase)


def _homes_phrase(form: int, count: int) -> str:
    if count < 0:
        return "number of homes unknown"
    homes = "home" if count == 1 else "homes"
    return (
        f"{count:,} {homes} in all",
        f"{count:,} {homes}",
        f"{count:,} {homes} also under a renewable contract",
    )[form]


def _owner(facts: Facts) -> Phrases:
    """Say who owns it; of an owner whom a sale may have replaced, that it was so on record."""
    in_doubt = (facts.is_owner_older | facts.is_owner_undated).astype(np.int64)
    return phrased([facts.owner, in_doubt], _owner_phrase)


def _owner_phrase(owner: int, in_doubt: int) -> str:
    name = NAMES.get(OWNER_TYPES[owner])
    if name is None:
        return "owner unknown"
    return f"{name} owner{' on record, in doubt since a sale' if in_doubt else ''}"


def _rent(facts: Facts, is_ahead: Flags) -> Phrases:
    """Say how far the rents are under the market: of fair market rent where a contract renews."""
    renewable = facts.kind == EventKind.RENEWABLE
    under = 1 - 1 / (1 + np.clip(facts.rent_gap_pct, -99, None) / 100)
    percent = np.where(renewable, 100 - facts.rent_to_fmr_pct, under * 100)
    is_least = ~renewable & facts.is_rent_gap_least
    known = is_ahead & ~np.isnan(percent) & ~(is_least & (under <= 0))
    is_range = renewable & ~np.isnan(facts.rent_to_fmr_low_pct)
    whole = np.round(np.where(known, percent, 0)).astype(np.int64)
    edges = [
        np.where(is_range, edge, np.nan)
        for edge in (facts.rent_to_fmr_low_pct, facts.rent_to_fmr_high_pct)
    ]
    kinds = [renewable.astype(np.int64), is_least.astype(np.int64)]
    return phrased([*kinds, whole, *edges], _rent_phrase).only(known)


def _rent_phrase(renewable: int, is_least: int, under: int, low: float, high: float) -> str:
    market = "fair market" if renewable else "market"
    if is_least:
        return f"rents at least {under}% under {market}"
    if not np.isnan(low):
        return f"rents {share(100 - under, low, high)}% of {market}"
    if under == 0:
        return f"rents at {market}"
    return f"rents {abs(under)}% {'under' if under > 0 else 'over'} {market}"


def _distress(facts: Facts, properties: pd.DataFrame) -> list[Phrases]:
    """Foreclosure, unpaid tax, a failed inspection and the like, where there are any."""
    filed = properties["foreclosure_date"].to_numpy().astype("datetime64[us]")
    foreclosed = phrased(
        [months(np.where(facts.is_foreclosed, filed, np.datetime64("NaT", "us")))],
        lambda month: f"foreclosure filed {month_name(month)}",
    )
    failed = phrased(
        [_whole(facts.inspection_score)], lambda score: f"failed inspection ({score} of 100)"
    )
    unpaid = phrased(
        [_whole(facts.tax_years_delinquent)],
        lambda years: f"property tax unpaid for {years} year{'' if years == 1 else 's'}",
    )
    return [
        foreclosed.only(facts.is_foreclosed),
        unpaid.only(facts.tax_years_delinquent >= 1),
        failed.only(facts.inspection_score < FAILING_BELOW),
        where(facts.debt_coverage_ratio < 1, "income under debt service"),
        where(facts.vacancy_pct > HIGH_PCT, "many vacant homes"),
        where(_has_many_violations(facts), "many serious code violations"),
    ]


def _has_many_violations(facts: Facts) -> Flags:
    """Whether the violations give points at all."""
    return (facts.violations_pctile >= PERCENTILE.edges[0]) & (facts.violations_per_unit > 0)


def _whole(values: Floats) -> Whole:
    return np.nan_to_num(values).astype(np.int64)
