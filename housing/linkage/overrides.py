"""People's decisions: signed, dated, kept in `data/overrides`, and stronger than every rule.

    record_links.csv   record_id, property_id, reason, evidence_url, author, date
    parcel_links.csv   property_id, parcel_id, reason, evidence_url, author, date

In the first, a record's own property id says that it is a property of its own. In the second, a
property may have several rows, and one without a parcel says that it stands on none.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from housing.errors import ConfigError

#: What every decision must say, in both files.
_SIGNATURE = ["reason", "evidence_url", "author", "date"]


def read_record_overrides(folder: Path) -> pd.DataFrame:
    """Read which property people say a record describes; empty where there is no file.

    Raises:
        ConfigError: a row is unsigned, undated, without reason, or says a record twice.
    """
    return _read(folder / "record_links.csv", ["record_id", "property_id"], ["record_id"])


def read_parcel_overrides(folder: Path) -> pd.DataFrame:
    """Read which parcels people say a property stands on; empty where there is no file.

    Raises:
        ConfigError: a row is unsigned, undated, without reason, or stands there twice.
    """
    once = ["property_id", "parcel_id"]
    table = _read(folder / "parcel_links.csv", once, once, blank="parcel_id")
    nowhere = table.loc[table["parcel_id"].isna(), "property_id"]
    both = table.loc[table["parcel_id"].notna() & table["property_id"].isin(nowhere)]
    if len(both):
        raise ConfigError(
            f"{folder / 'parcel_links.csv'} says that {both['property_id'].iloc[0]} stands on a "
            "parcel, and that it stands on none. Remove one of the rows."
        )
    return table


def signature(overrides: pd.DataFrame) -> pd.Series:
    """Who decided, when and why, in a sentence."""
    dates = overrides["date"].dt.strftime("%Y-%m-%d").astype("string")
    return "Decided by " + overrides["author"] + " on " + dates + ": " + overrides["reason"]


def _read(path: Path, keys: Sequence[str], once: Sequence[str], blank: str = "") -> pd.DataFrame:
    columns = [*keys, *_SIGNATURE]
    if not path.exists():
        return _typed(pd.DataFrame(columns=columns, dtype="string"), path)
    text = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    if missing := [name for name in columns if name not in text]:
        raise ConfigError(f"{path} has no column {', '.join(missing)}.")
    table = text[columns].apply(lambda column: column.str.strip())
    for name in columns:
        rows = table.index[table[name].isna()]
        if name not in (blank, "evidence_url") and len(rows):
            raise ConfigError(f"{path}, line {rows[0] + 2}: a decision needs its {name}.")
    twice = table.index[table.duplicated(list(once))]
    if len(twice):
        raise ConfigError(f"{path}, line {twice[0] + 2}: this was decided in an earlier line too.")
    return _typed(table, path)


def _typed(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    dates = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
    wrong = table.index[dates.isna() & table["date"].notna()]
    if len(wrong):
        raise ConfigError(
            f"{path}, line {wrong[0] + 2}: {table['date'][wrong[0]]!r} is no date like 2026-11-22."
        )
    return table.assign(date=dates.astype("datetime64[us]"))
