"""What every contribution of a snapshot owes its reader: value, unit, source, day and basis."""

import pandas as pd

from housing.factors import FACTORS

#: Rows of the cards' own making: where a card starts, and the least it may come to.
OWN = ("E0", "D0", "U0", "F0")

#: How a sentence says that a value is not there.
UNKNOWN = r"not known|^No data on .+ is loaded|on record|not stated"


def uncited(contributions: pd.DataFrame) -> pd.DataFrame:
    """Rows with a value that do not say from where, of which day, or in what unit."""
    known = contributions.loc[~contributions["is_missing"] & ~contributions["code"].isin(OWN)]
    units = {factor.code: factor.unit for factor in FACTORS}
    unit = known["code"].map(units)
    lacks_unit = known["unit"].fillna("").ne(unit.fillna(""))
    is_number = known["value"].str.fullmatch(r"[-\d., ]+").fillna(False) & known["unit"].isna()
    cells = known[["value", "source_id", "observed_date"]].isna().any(axis=1)
    return known.loc[cells | lacks_unit | is_number]


def assert_everything_is_cited(contributions: pd.DataFrame) -> None:
    """Every row has a basis and a sentence; known values are cited, unknown ones say so."""
    assert contributions["basis"].str.len().gt(0).all()
    assert contributions["sentence"].str.len().gt(0).all()
    assert uncited(contributions).empty
    missing = contributions.loc[contributions["is_missing"]]
    assert missing[["value", "source_id", "observed_date"]].isna().all(axis=None)
    assert missing["sentence"].str.contains(UNKNOWN).all()
    own = contributions.loc[contributions["code"].isin(OWN)]
    assert not own["is_missing"].any()
    assert own[["value", "source_id", "observed_date"]].isna().all(axis=None)
