"""People's decisions: signed, dated, kept in `data/overrides`, and stronger than every rule.

    record_links.csv   jurisdiction, record_id, property_id, reason, evidence_url, author, date
    parcel_links.csv   jurisdiction, property_id, parcel_id, reason, evidence_url, author, date

In the first, a record's own property id says that it is a property of its own. In the second, a
property may have several rows, and one without a parcel says that it stands on none.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from housing.errors import ConfigError, told_by_line
from housing.verdicts import signed_lines

#: What every decision must say, in both files.
_SIGNATURE = ["reason", "evidence_url", "author", "date"]

#: Places whose ids are alike must not obey each other's decisions.
_PLACE = "jurisdiction"

Faults = list[tuple[int, str]]


def read_record_overrides(folders: Iterable[Path], jurisdiction: str) -> pd.DataFrame:
    """Read which property people say a record of a place describes; empty where no file says so.

    Raises:
        ConfigError: every row that is unsigned, undated, without reason, or says a record twice.
    """
    return _read(folders, jurisdiction, "record_links.csv", ["record_id", "property_id"])


def read_parcel_overrides(folders: Iterable[Path], jurisdiction: str) -> pd.DataFrame:
    """Read which parcels people say a property stands on; empty where no file says so.

    Raises:
        ConfigError: every row that is unsigned, undated, without reason, or stands there twice.
    """
    return _read(folders, jurisdiction, "parcel_links.csv", ["property_id", "parcel_id"])


def signature(overrides: pd.DataFrame) -> pd.Series:
    """Who decided, when and why, in a sentence."""
    dates = overrides["date"].dt.strftime("%Y-%m-%d").astype("string")
    return "Decided by " + overrides["author"] + " on " + dates + ": " + overrides["reason"]


def _read(
    folders: Iterable[Path], jurisdiction: str, file: str, keys: Sequence[str]
) -> pd.DataFrame:
    columns = [_PLACE, *keys, *_SIGNATURE]
    paths = {(folder / file).resolve(): folder / file for folder in folders}
    read = {path: _text(path, columns) for path in paths.values() if path.exists()}
    faults = {path: _faults(text, keys) for path, text in read.items()}
    if said := [told_by_line(str(path), found) for path, found in faults.items() if found]:
        raise ConfigError("\n".join(said))
    parts = [text.loc[text[_PLACE] == jurisdiction] for text in read.values()]
    table = pd.concat([pd.DataFrame(columns=columns, dtype="string"), *parts], ignore_index=True)
    if len(paths) > 1 and (found := _said_before(table, keys)):
        raise ConfigError(
            f"Two files {file} decide on {table[keys[0]][found[0][0] - 2]}. Remove it from one of "
            + " and ".join(str(path) for path in read)
        )
    dates = pd.to_datetime(table["date"], format="%Y-%m-%d").astype("datetime64[us]")
    return table.assign(date=dates).drop(columns=_PLACE)


def _text(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    text = signed_lines(path, columns)
    return text.apply(lambda column: column.str.strip()).replace("", pd.NA)


def _faults(text: pd.DataFrame, keys: Sequence[str]) -> Faults:
    """Line and fault of every decision that is not whole, or said before."""
    found: Faults = []
    may_be_blank = {"evidence_url", "parcel_id"}
    for name in [one for one in text.columns if one not in may_be_blank]:
        blank = text.index[text[name].isna()]
        found += [(line + 2, f"a decision needs its {name}.") for line in blank]
    dates = pd.to_datetime(text["date"], format="%Y-%m-%d", errors="coerce")
    for line in text.index[dates.isna() & text["date"].notna()]:
        found.append((line + 2, f"{text['date'][line]!r} is no date like 2026-11-22."))
    return found + _said_before(text, keys)


def _said_before(text: pd.DataFrame, keys: Sequence[str]) -> Faults:
    """Decisions on what an earlier line has decided: of a record once, of a parcel once."""
    once = list(keys) if "parcel_id" in keys else list(keys[:1])
    place = [_PLACE, *once]
    twice = text.index[text.duplicated(place) & text[place[1]].notna()]
    found = [(line + 2, "this was decided in an earlier line too.") for line in twice]
    if "parcel_id" not in keys:
        return found
    is_nowhere = text["parcel_id"].isna()
    subject = text[_PLACE] + "\n" + text["property_id"]
    both = text.index[~is_nowhere & subject.isin(subject[is_nowhere].dropna())]
    return found + [
        (
            line + 2,
            f"{text['property_id'][line]} stands on a parcel here and on none in another line. "
            "Remove one of them.",
        )
        for line in both
    ]
