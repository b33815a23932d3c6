"""How a covenant can be left before its end: a qualified contract, or repaying the loan early.

Whether there is such a way is often written only in the recorded agreement, so each is graded:
ruled out, possible, presumed, sure (see `Leaving`).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from housing.factors.base import EventKind, Flags, Floats, Whole
from housing.notices import early_exit_dates, is_early_exit_undated
from housing.scoring.gather import DAYS_PER_YEAR, flags
from housing.scoring.readings import Leaving
from housing.terms import Program

#: Rural loans (Section 515) made from this day on may not be repaid early; older ones may, once
#: the owner has been offered incentives and the property offered to a nonprofit or public buyer:
#: 7 CFR 3560.652 and 3560.659, 42 U.S.C. 1472(c).
NO_PREPAYMENT_SINCE = pd.Timestamp(1989, 12, 15)

#: Some owners may repay these mortgages after 20 years without HUD's consent, others need it, and
#: only the documents tell which: 24 CFR 236.30 and 221.524, 12 U.S.C. 1715z-15. HUD approves
#: early repayment of a Section 202 loan only if rents stay limited to its maturity, 24 CFR 891.530.
PREPAID_IF_STATED = (Program.SECTION_236, Program.SECTION_221D3_BMIR)

PREPAID = (Program.SECTION_515, *PREPAID_IF_STATED, Program.SECTION_202_DIRECT_LOAN)

#: An agreement on use stays when the mortgage is repaid; there is nothing to repay early.
USE_AGREEMENT = "use agreement"

_LOAN_COLUMNS = [
    "program",
    "program_source",
    "usable_start_date",
    "usable_end_date",
    "is_prepay_eligible",
]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Of every covenant: by what road it can be left, in how many years, and how surely.

    `exits` is the first day of a qualified contract before the end, `opens` that of any way out;
    no date where there is none.
    """

    kind: Whole
    years: Floats
    leaving: Whole
    exits: np.ndarray
    opens: np.ndarray


def ways_out(covenants: pd.DataFrame, as_of: date) -> WaysOut:
    """Find how each covenant can be left before its end, if at all.

    Tax credits of an unknown start may be past year 14 already: possible, and at worst today.
    """
    today = np.datetime64(as_of, "us")
    dates = early_exit_dates(covenants)
    before_end = ~(dates >= covenants["usable_end_date"])
    exits = np.asarray(dates.where(before_end), "datetime64[us]")
    years = (exits - today) / np.timedelta64(1, "D") // 1 / DAYS_PER_YEAR
    waiver_unknown = covenants["is_early_exit_waived"].isna().to_numpy(bool)
    undated = is_early_exit_undated(covenants).to_numpy(bool) & _runs(covenants, as_of)
    qualified = np.select(
        [undated, np.isnan(years), waiver_unknown],
        [Leaving.POSSIBLE, Leaving.NO, Leaving.PRESUMED],
        Leaving.SURE,
    )
    prepaid = prepayable(covenants, as_of)
    is_loan = prepaid > Leaving.NO
    return WaysOut(
        kind=np.where(is_loan, EventKind.PREPAYMENT, EventKind.QUALIFIED_CONTRACT).astype(np.int64),
        years=np.where(is_loan | undated, 0.0, years),
        leaving=np.where(is_loan, prepaid, qualified).astype(np.int64),
        exits=exits,
        opens=np.where(is_loan, today, exits),
    )


def prepayable(rows: pd.DataFrame, as_of: date) -> Whole:
    """How surely each loan can be repaid early (`Leaving`), and the restriction ended with it.

    What a source states goes before any rule. Of a rural loan the day it was made tells, if its
    covenant's start is that day; of other federal mortgages nothing but a source does.
    """
    found = np.full(len(rows), Leaving.NO, np.int64)
    programs = [str(program) for program in PREPAID]
    at = np.flatnonzero(rows["program"].isin(programs).to_numpy(bool))
    loans = rows[_LOAN_COLUMNS].iloc[at]
    stated, start = loans["is_prepay_eligible"], loans["usable_start_date"]
    is_rural = loans["program"] == Program.SECTION_515
    by_others = loans["program"].isin([str(program) for program in PREPAID_IF_STATED])
    stays = loans["program_source"].str.contains(USE_AGREEMENT, case=False).fillna(False)
    found[at] = np.select(
        [
            ~_runs(loans, as_of),
            flags(stated),
            stated.notna(),
            _true(is_rural & (start < NO_PREPAYMENT_SINCE)),
            _true((is_rural & start.isna()) | (by_others & ~stays.astype(bool))),
        ],
        [Leaving.NO, Leaving.SURE, Leaving.NO, Leaving.PRESUMED, Leaving.POSSIBLE],
        Leaving.NO,
    )
    return found


def _runs(rows: pd.DataFrame, as_of: date) -> Flags:
    """Whether a covenant has not come to its end; without one on record it has not."""
    return ~_true(rows["usable_end_date"] <= pd.Timestamp(as_of))


def _true(values: pd.Series) -> Flags:
    return values.fillna(False).to_numpy(bool)
