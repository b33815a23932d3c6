"""Year 14: when a tax-credit owner may first ask for a qualified contract."""

import pandas as pd

from housing.terms import Program

#: An owner may ask after the close of year 14, 26 U.S.C. 42(h)(6)(I).
EARLY_EXIT_YEARS = 14

#: The year before the compliance period ends.
EARLY_EXIT_BEFORE_COMPLIANCE_YEARS = 1

#: Credits allocated before bind for 15 years only and know no qualified contract.
EXTENDED_USE_SINCE = pd.Timestamp(1990, 1, 1)


def early_exit_dates(covenants: pd.DataFrame) -> pd.Series:
    """First day a tax-credit owner may ask for a qualified contract; null where none may."""
    start = covenants["usable_start_date"]
    derived = start.where(start >= EXTENDED_USE_SINCE) + pd.DateOffset(years=EARLY_EXIT_YEARS)
    before = covenants["compliance_end_date"] - pd.DateOffset(
        years=EARLY_EXIT_BEFORE_COMPLIANCE_YEARS
    )
    stated = covenants["early_exit_date"].fillna(before.where(start >= EXTENDED_USE_SINCE))
    waived = covenants["is_early_exit_waived"].fillna(False).astype(bool)
    may = (covenants["program"] == Program.LIHTC) & ~waived
    return stated.fillna(derived).where(may)


def is_early_exit_undated(covenants: pd.DataFrame) -> pd.Series:
    """Tax credits without a start on record: nobody knows whether an owner may leave early."""
    waived = covenants["is_early_exit_waived"].fillna(False).astype(bool)
    nothing = covenants["early_exit_date"].isna() & covenants["usable_start_date"].isna()
    return (covenants["program"] == Program.LIHTC) & ~waived & nothing
