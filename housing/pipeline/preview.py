"""A look at a file before anything is kept of it: what it is, its first rows, and what ails it.

The file is read exactly as `import` reads it; what is said here is what would be said there.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from housing import snapshots
from housing.errors import HoldfastError
from housing.jurisdictions import Jurisdiction
from housing.layouts import AREA_COLUMNS, COVENANT_COLUMNS, PARCEL_COLUMNS
from housing.likely_columns import likely_columns
from housing.owner_names import masked
from housing.pipeline.gather import Progress
from housing.pipeline.place_sources import sources_of
from housing.pipeline.receive import Look
from housing.sources.any_table import read_any
from housing.sources.base import RawFile, Source, Tables
from housing.sources.receipts import (
    few_enough_rejected,
    kept_already,
    receipts,
    recognize,
    vintage_of,
    why_unknown,
)
from housing.sources.recognition import columns_of_file, member_name

#: What is shown of a file: so many rows, columns, and letters of a cell.
ROWS, COLUMNS, LETTERS = 8, 60, 80

#: Findings that are told; the rest is counted.
FINDINGS = 12

SAY_WHICH = "Say which list it is, or that it is one of your own."

#: Said of a list of homes that tells of no covenant.
NO_COVENANT = (
    "No row names a program, so these are homes without a covenant. If they have one, say which "
    "column names the program, or the program of every row."
)

#: Columns that may name a person: people's parts of their names are withheld.
PERSONAL = ("owner", "manager", "contact", "agent", "taxpayer", "applicant", "mail", "tenant")

#: A list that lost or won so many of its rows is not what it was before. As the gate for rows.
FEWER, MORE = 0.8, 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows with the same fault: how many, which, and what to do about it."""

    rows: int
    reason: str
    #: The first of them, the header being line 1.
    line: int | None
    said: str


@dataclass(slots=True)
class Preview:
    """What a file is and what would become of it."""

    file: str
    bytes: int
    vintage: date | None
    source_id: str | None = None
    title: str | None = None
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    row_count: int | None = None
    has_outlines: bool = False
    #: Rows it would make, by table.
    makes: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    #: Findings beyond those that are told.
    more_findings: int = 0
    #: Worth knowing; holds nothing up.
    notes: list[str] = field(default_factory=list)
    #: Why it cannot be used as it is.
    problem: str | None = None
    #: Columns of ours and of the file that are called alike, by kind of list.
    likely: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        """Return everything as plain values, for a status file."""
        return {**asdict(self), "vintage": self.vintage.isoformat() if self.vintage else None}


def preview(
    path: Path,
    place: Jurisdiction,
    data_dir: Path,
    *,
    source_id: str | None = None,
    vintage: date | None = None,
    on_progress: Progress = lambda _: None,
) -> Preview:
    """Look at a file and keep nothing. A file that cannot be used is told in its `problem`.

    Args:
        path: the file.
        place: the place it describes.
        data_dir: where files that were received before are.
        source_id: the list it is, where a person says so; else recognized by its columns.
        vintage: the day it describes; else read from its name.
        on_progress: told what is being done.
    """
    found = Preview(path.name, path.stat().st_size, vintage or vintage_of(path))
    on_progress(f"Looking at {path.name}")
    try:
        ours = sources_of(place)
        _show(found, path)
        source = ours[source_id] if source_id in ours else recognize(path, [*ours.values()])
        if source is None:
            why = why_unknown(path, place.name, [*ours.values()])
            found.problem = f"{path.name}: {why}. {SAY_WHICH}"
            return found
        found.source_id, found.title = source.id, source.title
        on_progress(f"Reading it as {source.title}")
        tables = source.normalize(RawFile(path, member_name(path), found.vintage))
        _tell(found, tables)
        few_enough_rejected(tables, path.name)
        look = Look(place, source, path.name)
        look.at(tables)
        found.notes += [_sentence(remark) for remark in look.remarks]
        if {"records", "covenants"} <= {*source.makes} and not found.makes.get("covenants"):
            found.notes.append(NO_COVENANT)
        on_progress("Comparing it with what is here")
        found.notes += _beside(path, source, found, data_dir, place.id)
    except HoldfastError as error:
        found.problem = str(error)
    return found


def _show(found: Preview, path: Path) -> None:
    """Put the first rows in view, as far as the file can be read as one table."""
    headers = columns_of_file(path)
    longest = max(headers, key=len, default=[])
    widest = frozenset(longest) - {""}
    try:
        table = read_any(RawFile(path, member_name(path), None), widest, "preview")
    except HoldfastError:  # told, if it matters, by whoever reads the whole file
        found.columns = sorted(widest)[:COLUMNS]
    else:
        found.has_outlines = "geometry" in table
        facts = table.drop(columns=["geometry", "row_number"], errors="ignore")
        found.row_count = len(facts)
        found.columns = [str(name) for name in facts.columns[:COLUMNS]]
        found.rows = _first_rows(facts[found.columns].head(ROWS))
    kinds = {"parcels": PARCEL_COLUMNS, "areas": AREA_COLUMNS, "covenants": COVENANT_COLUMNS}
    found.likely = {kind: likely_columns(ours, found.columns) for kind, ours in kinds.items()}


def _first_rows(facts: pd.DataFrame) -> list[list[str]]:
    """The rows as text, without people's names."""
    shown = facts.astype("string").fillna("")
    for name in shown.columns:
        if any(word in str(name).casefold() for word in PERSONAL):
            shown[name] = masked(shown[name])[0].fillna("")
    return [[str(cell)[:LETTERS] for cell in row] for row in shown.to_numpy().tolist()]


def _sentence(remark: str) -> str:
    return f"{remark[:1].upper()}{remark[1:].rstrip('.')}."


def _tell(found: Preview, tables: Tables) -> None:
    """Count what the file makes, and put what was set aside into sentences."""
    found.makes = {name: len(table) for name, table in tables.items() if name != "quarantine"}
    aside = tables.get("quarantine")
    if aside is None or aside.empty:
        return
    told = []
    for (reason, _), rows in aside.assign(kind=_kinds(aside["detail"])).groupby(["reason", "kind"]):
        first = rows.sort_values("row_number").iloc[0]
        line = None if pd.isna(first["row_number"]) else int(first["row_number"])
        told.append(Finding(len(rows), str(reason), line, str(first["detail"])))
    told.sort(key=lambda one: (-one.rows, one.reason, one.line or 0))
    found.findings, found.more_findings = told[:FINDINGS], max(len(told) - FINDINGS, 0)


def _kinds(details: pd.Series) -> pd.Series:
    """What findings have in common once the cell or id they name is left out."""
    plain = details.astype("string").str.replace(r"'[^']*'", "…", regex=True)
    return plain.str.replace(r"\S*\d\S*", "#", regex=True).fillna("")


def _beside(path: Path, source: Source, found: Preview, data_dir: Path, place_id: str) -> list[str]:
    """Say how the file stands to those that were received before, and to what is published."""
    kept = receipts(data_dir, source.id, place_id)
    if known := kept_already(path, data_dir, source.id, place_id):
        return [
            f"{known.who} brought this very file on {known.retrieved:%Y-%m-%d}: nothing is new."
        ]
    notes = []
    if found.vintage is None:
        notes.append(
            "Its name does not say which day it describes, so it counts as of today. If you know "
            "the day, say it."
        )
    newest = max((day for one in kept if (day := one.vintage)), default=None)
    if source.uses == "latest" and newest and found.vintage and found.vintage < newest:
        notes.append(
            f"A newer one is here, of {newest}: a build as of today uses that one, not this."
        )
    return notes + _rows_beside(source, found, data_dir, place_id)


def _rows_beside(source: Source, found: Preview, data_dir: Path, place_id: str) -> list[str]:
    """Say it where the list lost or won many rows since what is published."""
    published = snapshots.last_published(data_dir, place_id)
    inputs = published.manifest.get("inputs", []) if published else []
    before: dict[str, int] = next(
        (one["rows_out"] for one in inputs if one["source_id"] == source.id), {}
    )
    return [
        f"It makes {found.makes.get(name, 0):,} {name.replace('_', ' ')}; the published one made "
        f"{rows:,}. If the list did not change that much, the download may have broken off."
        for name, rows in before.items()
        if rows and not rows * FEWER <= found.makes.get(name, 0) <= rows * MORE
    ]
