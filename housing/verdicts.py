"""Verdicts of reviewers: two records are one property, or two; signed, dated and never lost.

`review_verdicts.csv` has a line per verdict, appended as they are given. The last line on a pair
holds; earlier ones stay on record, and only one that was just given can be taken back. In table
`record_links` both ids are of records; in `parcel_links` the first is a property's and the second
a parcel's.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from housing.errors import ConfigError, told_by_line
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
RECORDS, PARCELS = TABLES = ("record_links", "parcel_links")

#: Two people write at once for as long as a file is written; longer than this, one has hung.
LOCK_SECONDS = 20


def read_verdicts(folders: Iterable[Path], jurisdiction: str) -> pd.DataFrame:
    """Read the verdicts that hold for a place: the last one on each pair.

    Raises:
        ConfigError: every line that is unsigned, undated or says what cannot be.
    """
    paths = [folder / FILE for folder in _distinct(folders)]
    parts = [_lines(path) for path in paths]
    faulty = [(path, faults(text)) for path, text in zip(paths, parts, strict=True)]
    if said := [told_by_line(str(path), _numbered(found, 2)) for path, found in faulty if found]:
        raise ConfigError("\n".join(said))
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
        ConfigError: every verdict that is not whole, or why the file cannot be written.
    """
    text = _text(given)
    if said := faults(text):
        raise ConfigError(" ".join(f"Verdict {place + 1}: {fault}" for place, fault in said))
    path = folder / FILE
    with _writing(path):
        _replace(path, pd.concat([_whole(path), text], ignore_index=True))
    return path


def withdraw_verdict(folder: Path, given: Mapping[str, Any]) -> None:
    """Take back a verdict that was just given; the one before it on the pair holds again.

    Raises:
        ConfigError: it is not there any more, or somebody has given another on the pair since.
    """
    row = _text(pd.DataFrame([given])).iloc[0]
    path = folder / FILE
    with _writing(path):
        before = _whole(path)
        about = ["jurisdiction", *PAIR]
        on_pair = before.index[(before[about] == row[about]).all(axis="columns")]
        last = before.loc[on_pair[-1]] if len(on_pair) else None
        if last is None or not last.fillna("").equals(row.fillna("")):
            raise ConfigError(
                f"Your verdict on {row['subject_id']} and {row['candidate_id']} is not the last "
                "one any more, so it was not taken back. Give another one instead."
            )
        _replace(path, before.drop(index=on_pair[-1]))


def faults(text: pd.DataFrame) -> list[tuple[int, str]]:
    """Return the place and the first fault of every verdict that is not whole."""
    rows = enumerate(text.to_dict("records"))
    return [(place, said) for place, row in rows if (said := fault(row))]


def fault(row: Mapping[Any, Any]) -> str | None:
    """Say what keeps a verdict from being whole; None if nothing does."""
    may_be_blank = {"evidence_url"}
    if row["verdict"] == Verdict.UNSURE.value:
        may_be_blank.add("reason")
    for name in COLUMNS:
        if name not in may_be_blank and pd.isna(row[name]):
            return f"a verdict needs its {name}."
    if row["table"] not in TABLES:
        return f"{row['table']!r} is no table of links; they are {' and '.join(TABLES)}."
    if row["verdict"] not in {one.value for one in Verdict}:
        return f"{row['verdict']!r} is no verdict; write same, different or unsure."
    if pd.isna(pd.to_datetime(str(row["date"]), format="%Y-%m-%d", errors="coerce")):
        return f"{row['date']!r} is no date like 2026-11-22."
    if row["subject_id"] == row["candidate_id"]:
        return f"{row['subject_id']!r} is compared with itself."
    return None


def empty_verdicts() -> pd.DataFrame:
    """Return no verdicts."""
    return pd.DataFrame(columns=list(COLUMNS), dtype="string")


def signed_lines(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read a file of people's decisions as text.

    Raises:
        ConfigError: it is no CSV of these columns.
    """
    try:
        text = pd.read_csv(
            path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8-sig"
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ConfigError(
            f"{path} is no CSV in UTF-8 with the columns {', '.join(columns)}. "
            "Save it as “CSV UTF-8”, commas between."
        ) from error
    if missing := [name for name in columns if name not in text]:
        raise ConfigError(
            f"{path} has no column {', '.join(missing)}; its columns are {', '.join(columns)}."
        )
    return text[list(columns)]


def strange_places(
    folders: Iterable[Path], files: Iterable[str], places: Iterable[str]
) -> list[str]:
    """Say which lines of decisions name a place that is none: nobody would obey them."""
    known = sorted(places)
    told = []
    for path in [folder / name for folder in _distinct(folders) for name in files]:
        if not path.exists():
            continue
        named = signed_lines(path, ["jurisdiction"])["jurisdiction"].str.strip()
        strange = named.index[named.notna() & ~named.isin(known)]
        said = [
            (line + 2, f"{named[line]!r} is no place; they are {', '.join(known)}.")
            for line in strange
        ]
        if said:
            told.append(told_by_line(str(path), said))
    return told


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Hold the lock of a file; where it cannot be written, say so in a sentence."""
    # Loaded here: it brings asyncio, and who only reads verdicts needs no lock.
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{FILE}.lock"), timeout=LOCK_SECONDS):
            yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ConfigError(
            f"{path} cannot be written ({why}). Nothing was changed. Whoever runs Holdfast here "
            "can make that folder writable; until then, send your verdicts to them as a CSV."
        ) from error


def _replace(path: Path, text: pd.DataFrame) -> None:
    beside = path.with_name(f".{FILE}.{os.getpid()}")
    text[list(COLUMNS)].to_csv(beside, index=False, lineterminator="\n")
    beside.replace(path)


def _whole(path: Path) -> pd.DataFrame:
    """The lines of a file, none of them faulty: nothing is written after lines nobody can read."""
    text = _lines(path)
    if found := faults(text):
        raise ConfigError(told_by_line(str(path), _numbered(found, 2)))
    return text


def _lines(path: Path) -> pd.DataFrame:
    if not path.exists():
        return empty_verdicts()
    return _text(signed_lines(path, COLUMNS))


def _numbered(found: Iterable[tuple[int, str]], first: int) -> list[tuple[int, str]]:
    return [(place + first, said) for place, said in found]


def _text(given: pd.DataFrame) -> pd.DataFrame:
    """Columns as text without blanks around it; line breaks would make two lines of one.

    Blanks inside stay: parcel ids of some places have several.
    """
    text = given.reindex(columns=list(COLUMNS)).astype("string")
    bare = text.apply(lambda column: column.str.replace(r"[\r\n\t]+", " ", regex=True).str.strip())
    return bare.replace("", pd.NA).reset_index(drop=True)


def _distinct(folders: Iterable[Path]) -> Sequence[Path]:
    return list({folder.resolve(): folder for folder in folders}.values())
