"""Year 14: when a tax-credit owner may first ask for a qualified contract."""

import pandas as pd

from housing.tax_credit_years import COMPLIANCE_YEARS, EARLY_EXIT_YEARS, FIRST_EXTENDED_USE_YEAR
from housing.terms import Program

#: Credits allocated before bind for 15 years only and know no qualified contract.
EXTENDED_USE_SINCE = pd.Timestamp(FIRST_EXTENDED_USE_YEAR, 1, 1)


def early_exit_dates(covenants: pd.DataFrame) -> pd.Series:
    """First day a tax-credit owner may ask for a qualified contract; null where none may."""
    start = _starts(covenants)
    derived = start.where(start >= EXTENDED_USE_SINCE) + pd.DateOffset(years=EARLY_EXIT_YEARS)
    before = covenants["compliance_end_date"] - pd.DateOffset(
        years=COMPLIANCE_YEARS - EARLY_EXIT_YEARS
    )
    stated = covenants["early_exit_date"].fillna(before.where(start >= EXTENDED_USE_SINCE))
    waived = covenants["is_early_exit_waived"].fillna(False).astype(bool)
    may = (covenants["program"] == Program.LIHTC) & ~waived
    return stated.fillna(derived).where(may)


def is_early_exit_undated(covenants: pd.DataFrame) -> pd.Series:
    """Tax credits without a start on record: nobody knows whether an owner may leave early."""
    waived = covenants["is_early_exit_waived"].fillna(False).astype(bool)
    nothing = covenants["early_exit_date"].isna() & _starts(covenants).isna()
    return (covenants["program"] == Program.LIHTC) & ~waived & nothing


def _starts(covenants: pd.DataFrame) -> pd.Series:
    """Start of each covenant; where none is on record, the end of compliance tells it."""
    told = covenants["compliance_end_date"] - pd.DateOffset(years=COMPLIANCE_YEARS)
    return covenants["usable_start_date"].fillna(told)
