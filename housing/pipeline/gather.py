"""Gathering: which raw files a snapshot as of a day is made from, read into tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from housing.errors import FileUnreadableError, HoldfastError
from housing.jurisdictions import Jurisdiction
from housing.pipeline.extent import cut_to_place
from housing.pipeline.parcel_register import one_register, with_centers
from housing.pipeline.place_sources import sources_of
from housing.sources.base import RawFile, Source, Tables
from housing.sources.receipts import Receipt, receipts, verify
from housing.tables import SOURCE_TABLES, empty

#: Told what is being done, in words; for a progress bar or a status line.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every table of a place, and for each raw file what went in and came out."""

    tables: Tables
    inputs: list[dict[str, Any]]
    steps: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking one raw file found: rows per table, or the sentence that says what is wrong."""

    source_id: str
    file: str
    vintage: date | None
    rows: dict[str, int]
    problem: str | None


def raw_files(place: Jurisdiction, as_of: date, data_dir: Path) -> list[tuple[Source, Receipt]]:
    """Return the raw files that a snapshot of `place` as of `as_of` is made from."""
    return [
        (source, receipt)
        for source_id, source in sources_of(place).items()
        for receipt in chosen(receipts(data_dir, source_id, place.id), source, as_of)
    ]


def gather(
    place: Jurisdiction, files: Sequence[tuple[Source, Receipt]], on_progress: Progress
) -> Gathered:
    """Read the raw files of a place into tables.

    Raises:
        FileUnreadableError: no file has been imported, or one is not what was received.
        SourceChangedError: a publisher renamed or dropped a column.
    """
    made: dict[str, list[pd.DataFrame]] = {name: [] for name in SOURCE_TABLES}
    inputs = []
    for source, receipt in files:
        on_progress(f"Reading {source.title}: {receipt.raw.name}")
        verify(receipt)
        tables = source.normalize(receipt.raw)
        inputs.append({**_input(source, receipt, tables), **invented(place, source)})
        for name, table in tables.items():
            made[name].append(table)
    if not inputs:
        raise FileUnreadableError(
            f"No file of {place.name} has been imported yet. Import a folder of its files first: "
            f"python -m housing import FOLDER --place {place.id}"
        )
    tables = {name: _stacked(name, parts) for name, parts in made.items()}
    national = {source.id for source in sources_of(place).values() if source.covers == "nation"}
    tables, steps = cut_to_place(tables, place, national)
    tables["parcels"], step = one_register(tables["parcels"])
    tables["claimed_parcels"] = with_centers(
        tables["claimed_parcels"], tables["parcels"], place.lists
    )
    return Gathered(tables, inputs, [*steps, step])


def chosen(kept: Sequence[Receipt], source: Source, as_of: date) -> list[Receipt]:
    """Files of a source to use: the latest known by `as_of`, else the first one after it.

    A file without a vintage counts as of the day it was received. One that was received again,
    under the same name and of the same vintage, stands in for the earlier one. Sources that come
    in several layers or periods use every file, newest first.
    """
    by_receipt = sorted(kept, key=lambda receipt: (receipt.retrieved, receipt.sha256))
    latest = {(receipt.raw.name, receipt.raw.vintage): receipt for receipt in by_receipt}
    dated = sorted(
        latest.values(),
        key=lambda receipt: (_day(receipt), receipt.retrieved, receipt.raw.name),
        reverse=True,
    )
    known = [receipt for receipt in dated if _day(receipt) <= as_of]
    if source.uses == "every":
        return known or dated
    return known[:1] or dated[-1:]


def check(
    place: Jurisdiction, data_dir: Path, on_progress: Progress = lambda _: None
) -> list[Checked]:
    """Read every imported file of a place and say what each becomes; nothing is changed."""
    found = []
    for source_id, source in sources_of(place).items():
        for receipt in receipts(data_dir, source_id, place.id):
            on_progress(f"Checking {receipt.raw.name}")
            rows: dict[str, int] = {}
            problem = None
            try:
                verify(receipt)
                tables = source.normalize(receipt.raw)
                rows = {name: len(table) for name, table in tables.items()}
            except HoldfastError as error:
                problem = str(error)
            found.append(Checked(source_id, receipt.raw.name, receipt.raw.vintage, rows, problem))
    return found


def _day(receipt: Receipt) -> date:
    return receipt.raw.vintage or receipt.retrieved.date()


def _input(source: Source, receipt: Receipt, tables: Tables) -> dict[str, Any]:
    """One line of the manifest's list of inputs."""
    raw: RawFile = receipt.raw
    rows = {name: len(table) for name, table in tables.items() if name != "quarantine"}
    return {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "license": source.license,
        "cadence": source.cadence,
        "late_after_days": source.late_after_days,
        "file": raw.name,
        "vintage": raw.vintage.isoformat() if raw.vintage else None,
        "retrieved": receipt.retrieved.isoformat(),
        "sha256": receipt.sha256,
        "bytes": receipt.bytes,
        "columns": list(receipt.columns),
        "rows_out": rows,
        "quarantined": len(tables.get("quarantine", ())),
    }


def invented(place: Jurisdiction, source: Source) -> dict[str, Any]:
    """Keep real publishers' names off invented lists."""
    if not place.is_fictional:
        return {}
    return {
        "publisher": f"invented for {place.name}, in the shape of a list by {source.publisher}",
        "license": "MIT, like the rest of Holdfast",
        "url": "",
    }


def _stacked(name: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """One table from what several sources made of it; with no rows where none did."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return empty(SOURCE_TABLES[name])
    stacked = pd.concat(filled, ignore_index=True)
    if "geometry" in stacked:
        return gpd.GeoDataFrame(stacked, geometry="geometry", crs=filled[0].crs)
    return stacked
