"""Year 14: when a tax-credit owner may first ask for a qualified contract."""

import numpy as np
import pandas as pd

from housing.tax_credit_years import COMPLIANCE_YEARS, EARLY_EXIT_YEARS, FIRST_EXTENDED_USE_YEAR
from housing.terms import Program

#: Credits allocated before bind for 15 years only and know no qualified contract.
EXTENDED_USE_SINCE = pd.Timestamp(FIRST_EXTENDED_USE_YEAR, 1, 1)

_ASKED = ["usable_start_date", "compliance_end_date", "early_exit_date"]


def early_exit_dates(covenants: pd.DataFrame) -> pd.Series:
    """First day a tax-credit owner may ask for a qualified contract; null where none may."""
    may = np.flatnonzero(_may(covenants))
    credits_ = covenants[_ASKED].iloc[may]
    start, compliance = _starts(credits_), credits_["compliance_end_date"]
    is_extended = start >= EXTENDED_USE_SINCE
    before = compliance.where(is_extended), EARLY_EXIT_YEARS - COMPLIANCE_YEARS
    derived = start.where(is_extended), EARLY_EXIT_YEARS
    found = _filled(_filled(credits_["early_exit_date"], *before), *derived)
    dates = pd.Series(pd.NaT, index=covenants.index, dtype="datetime64[us]")
    dates.iloc[may] = found.to_numpy()
    return dates


def is_early_exit_undated(covenants: pd.DataFrame) -> pd.Series:
    """Tax credits without a start on record: nobody knows whether an owner may leave early."""
    nothing = covenants["early_exit_date"].isna() & _starts(covenants).isna()
    return _may(covenants) & nothing


def _may(covenants: pd.DataFrame) -> pd.Series:
    """Tax credits whose owner did not waive the early way out, as far as anybody knows."""
    waived = covenants["is_early_exit_waived"].fillna(False).astype(bool)
    return (covenants["program"] == Program.LIHTC) & ~waived


def _starts(covenants: pd.DataFrame) -> pd.Series:
    """Start of each covenant; where none is on record, the end of compliance tells it."""
    start, compliance = covenants["usable_start_date"], covenants["compliance_end_date"]
    return _filled(start, compliance, -COMPLIANCE_YEARS)


def _filled(dates: pd.Series, others: pd.Series, years: int) -> pd.Series:
    """Put so many years after the other date where there is no date; only those are counted."""
    found, at = dates.copy(), np.flatnonzero(dates.isna() & others.notna())
    found.iloc[at] = (others.iloc[at] + pd.DateOffset(years=years)).to_numpy()
    return found
