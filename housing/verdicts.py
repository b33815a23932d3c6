"""Verdicts of reviewers: two records are one property, or two; signed, dated and never lost.

`review_verdicts.csv` has a line per verdict, appended as they are given. The last line on a pair
holds; earlier ones stay on record. In table `record_links` both ids are of records; in
`parcel_links` the first is a property's and the second a parcel's.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from housing.errors import ConfigError
from housing.terms import Verdict

FILE = "review_verdicts.csv"

COLUMNS = (
    "jurisdiction",
    "table",
    "subject_id",
    "candidate_id",
    "verdict",
    "reason",
    "evidence_url",
    "author",
    "date",
)
#: What one verdict is about.
PAIR = ["table", "subject_id", "candidate_id"]
TABLES = ("record_links", "parcel_links")


def read_verdicts(folders: Iterable[Path], jurisdiction: str) -> pd.DataFrame:
    """Read the verdicts that hold for a place: the last one on each pair.

    Raises:
        ConfigError: a sentence for each line that is unsigned, undated or says what cannot be.
    """
    parts = [_read(folder / FILE) for folder in _distinct(folders)]
    text = pd.concat([empty_verdicts(), *parts], ignore_index=True)
    ours = text.loc[text["jurisdiction"] == jurisdiction]
    dated = ours.assign(date=pd.to_datetime(ours["date"]).astype("datetime64[us]"))
    last = dated.sort_values("date", kind="stable").drop_duplicates(PAIR, keep="last")
    return last.sort_values(PAIR, ignore_index=True)


def append_verdicts(folder: Path, given: pd.DataFrame) -> Path:
    """Add verdicts to the file of a folder: all of them, or none if one is not whole.

    The file is written beside the old one and put in its place, under a lock: two reviewers at
    once lose nothing, and a crash leaves the file as it was.

    Raises:
        ConfigError: a sentence for each verdict that is not whole; nothing was written.
    """
    text = _text(given)
    path = folder / FILE
    if said := faults(text):
        raise ConfigError(" ".join(f"Verdict {place + 1}: {fault}" for place, fault in said))
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f".{FILE}.lock"):
        before = _read(path)
        beside = path.with_name(f".{FILE}.{os.getpid()}")
        both = pd.concat([before, text], ignore_index=True)[list(COLUMNS)]
        both.to_csv(beside, index=False, lineterminator="\n")
        beside.replace(path)
    return path


def faults(text: pd.DataFrame) -> list[tuple[int, str]]:
    """Return the place and the first fault of every verdict that is not whole."""
    rows = enumerate(text.to_dict("records"))
    return [(place, said) for place, row in rows if (said := _fault(row))]


def empty_verdicts() -> pd.DataFrame:
    """Return no verdicts."""
    return pd.DataFrame(columns=list(COLUMNS), dtype="string")


def _read(path: Path) -> pd.DataFrame:
    if not path.exists():
        return empty_verdicts()
    text = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    if missing := [name for name in COLUMNS if name not in text]:
        raise ConfigError(f"{path} has no column {', '.join(missing)}.")
    text = _text(text)
    if said := faults(text):
        raise ConfigError(" ".join(f"{path}, line {place + 2}: {fault}" for place, fault in said))
    return text


def _text(given: pd.DataFrame) -> pd.DataFrame:
    """Columns as text without blanks around it; line breaks would make two lines of one."""
    text = given.reindex(columns=list(COLUMNS)).astype("string")
    bare = text.apply(lambda column: column.str.replace(r"\s+", " ", regex=True).str.strip())
    return bare.replace("", pd.NA).reset_index(drop=True)


def _fault(row: Mapping[Any, Any]) -> str | None:
    for name in COLUMNS:
        if name != "evidence_url" and pd.isna(row[name]):
            return f"a verdict needs its {name}."
    if row["table"] not in TABLES:
        return f"{row['table']!r} is no table of links; they are {' and '.join(TABLES)}."
    if row["verdict"] not in {one.value for one in Verdict}:
        return f"{row['verdict']!r} is no verdict; write same, different or unsure."
    if row["table"] == "parcel_links" and row["verdict"] == Verdict.DIFFERENT.value:
        return "of parcels, say which one the property stands on (same), or unsure."
    if pd.isna(pd.to_datetime(str(row["date"]), format="%Y-%m-%d", errors="coerce")):
        return f"{row['date']!r} is no date like 2026-11-22."
    if row["subject_id"] == row["candidate_id"]:
        return f"{row['subject_id']!r} is compared with itself."
    return None


def _distinct(folders: Iterable[Path]) -> Sequence[Path]:
    return list({folder.resolve(): folder for folder in folders}.values())
