"""Socrata sites: a data set is known by its id and its name, and read in the order of row ids.

Rows leave blank fields out and come in no order unless one is asked for; so every page is asked for
in the order of `:id`, and as many different ids must come as the site counts, before and after.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from housing.errors import FetchError, SourceChangedError, UnfinishedError
from housing.sources.answers import Answer, Download, Validators, shown, with_parameters
from housing.sources.definitions import SocrataFile
from housing.sources.download import Downloads
from housing.sources.keys import SOCRATA_KEY
from housing.sources.protocols.arrivals import Arrival, Told, day_of, named, unchanged_since

#: Fields that Socrata computes for its own maps.
_COMPUTED = ":@computed_region"

Row = dict[str, Any]


def fetch(
    downloads: Downloads,
    file: SocrataFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    """Read a whole data set into one table; None where it did not change since it was `known`.

    Raises:
        SourceChangedError: another data set has the id, or this one is empty.
        FetchError: it cannot be read whole.
    """
    facts = downloads.ask(
        f"{file.site}/api/views/{file.dataset}.json", _object, key=SOCRATA_KEY, is_remembered=True
    )
    if str(facts.get("name", "")).strip().casefold() != file.dataset_name.casefold():
        raise SourceChangedError(
            f"{file.site} calls data set {file.dataset} {facts.get('name')!r}, not "
            f"{file.dataset_name!r}."
        )
    updated = facts.get("rowsUpdatedAt")
    address = f"{file.site}/resource/{file.dataset}.json"
    origin = with_parameters(address, {"$where": file.where} if file.where else {})
    validators = unchanged_since(file, str(updated) if updated else None)
    if updated and known.get(origin) == validators:
        return None
    day = day_of(updated) if updated else None
    path = named(folder, file, day, ".csv")
    rows = _read_whole(downloads, file, address, _columns(facts), path, told)
    return Arrival(path, Download(origin, path.stat().st_size, validators), day, rows)


def _read_whole(
    downloads: Downloads,
    file: SocrataFile,
    address: str,
    columns: list[str],
    path: Path,
    told: Told,
) -> int:
    """Write every row once, or nothing; rows that shift meanwhile are read again."""
    found = ""
    part = path.with_name(path.name + ".part")
    try:
        for _ in range(2):
            expected = _count(downloads, file, address)
            if not expected:
                raise SourceChangedError(f"{shown(address)} is empty.")
            seen: set[str] = set()
            rows = 0
            with part.open("w", encoding="utf-8", newline="") as out:
                table = csv.writer(out)
                table.writerow(columns)
                for page in _pages(downloads, file, address):
                    table.writerows([_cell(row.get(name)) for name in columns] for row in page)
                    seen |= {row[":id"] for row in page}
                    rows += len(page)
                    told(rows, expected)
                    if rows > expected:
                        break
            if rows == len(seen) == expected == _count(downloads, file, address):
                part.replace(path)
                return rows
            found = f"says it has {expected:,} rows and gave {rows:,} with {len(seen):,} ids"
    finally:
        part.unlink(missing_ok=True)
    raise FetchError(f"{shown(address)} {found}. Try again later.")


def _pages(downloads: Downloads, file: SocrataFile, address: str) -> Iterator[list[Row]]:
    start = 0
    while True:
        asked = {
            **_wanted(file),
            "$select": ":*,*",
            "$order": ":id",
            "$limit": str(file.page_size),
            "$offset": str(start),
        }
        page = downloads.ask(address, _rows, parameters=asked, key=SOCRATA_KEY)
        if not page:
            return
        yield page
        start += len(page)


def _count(downloads: Downloads, file: SocrataFile, address: str) -> int:
    asked = {**_wanted(file), "$select": "count(*) as rows"}
    said = downloads.ask(address, _list, parameters=asked, key=SOCRATA_KEY)
    try:
        return int(said[0]["rows"])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise SourceChangedError(f"{shown(address)} does not say how many rows it has.") from error


def _wanted(file: SocrataFile) -> dict[str, str]:
    return {"$where": file.where} if file.where else {}


def _columns(facts: Mapping[str, Any]) -> list[str]:
    """Names of the fields, without those Socrata computes."""
    names = [str(column.get("fieldName", "")) for column in facts.get("columns") or []]
    return [name for name in names if name and not name.startswith(_COMPUTED)]


def _cell(value: Any) -> Any:
    """A cell of a table; places and links, which are lists of facts, as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _object(answer: Answer) -> dict[str, Any]:
    said = answer.json()
    if not isinstance(said, dict):
        raise UnfinishedError(f"{shown(answer.url)} sent something that is no answer.")
    return said


def _list(answer: Answer) -> list[Any]:
    said = answer.json()
    if isinstance(said, dict) and said.get("message"):
        raise FetchError(f"{shown(answer.url)} refuses the question: {said['message']}.")
    if not isinstance(said, list):
        raise UnfinishedError(f"{shown(answer.url)} sent something that is no answer.")
    return said


def _rows(answer: Answer) -> list[Row]:
    said = _list(answer)
    if any(not isinstance(row, dict) or ":id" not in row for row in said):
        raise SourceChangedError(f"{shown(answer.url)} sends rows without their ids.")
    return said
