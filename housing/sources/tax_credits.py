"""The dates of a tax credit, where a list gives years only: they are the first of January."""

import pandas as pd

from housing.tax_credit_years import (
    COMPLIANCE_YEARS,
    EARLY_EXIT_YEARS,
    EXTENDED_USE_YEARS,
    FIRST_EXTENDED_USE_YEAR,
)
from housing.terms import EndBasis


def clock(
    in_service: pd.Series,
    allocated: pd.Series,
    stated: pd.Series | None = None,
    left: pd.Series | None = None,
) -> pd.DataFrame:
    """Start, end, end of compliance and first early exit of each credit.

    Args:
        in_service: year placed in service; null is unknown, and so are all dates then.
        allocated: year of the allocation.
        stated: years of affordability, where the list states them.
        left: whether the project is no longer monitored.
    """
    unknown = pd.Series(pd.NA, index=in_service.index, dtype="Int64")
    stated = unknown if stated is None else stated
    left = pd.Series(False, index=in_service.index) if left is None else left
    is_early = (allocated < FIRST_EXTENDED_USE_YEAR).fillna(False)
    floor = is_early.map({True: COMPLIANCE_YEARS, False: EXTENDED_USE_YEARS}).astype("Int64")
    # A longer commitment is a sign that the agreement waives the early way out.
    is_stricter = (stated > EXTENDED_USE_YEARS).fillna(False)
    may_leave_early = ~(is_early | is_stricter | left)
    basis = in_service.notna().map({True: EndBasis.DERIVED.value, False: EndBasis.UNKNOWN.value})
    exits = (in_service + EARLY_EXIT_YEARS).where(may_leave_early)
    return pd.DataFrame(
        {
            "start_date": first_of_january(in_service),
            "end_date": first_of_january(in_service + stated.fillna(floor)),
            "end_basis": basis.mask(in_service.notna() & stated.notna(), EndBasis.REPORTED.value),
            "compliance_end_date": first_of_january(in_service + COMPLIANCE_YEARS),
            "early_exit_date": first_of_january(exits),
        }
    )


def first_of_january(years: pd.Series) -> pd.Series:
    """The first day of a year."""
    return pd.to_datetime(years.astype("Int64").astype("string") + "-01-01", format="%Y-%m-%d")
