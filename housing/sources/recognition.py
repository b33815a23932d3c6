"""What a file tells about itself: its ending, its column names, and the day it describes."""

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from housing.errors import FileUnreadableError
from housing.sources.any_table import (
    GEOPACKAGE_START,
    archive_of,
    holds_shapefile,
    layer_columns,
)
from housing.sources.base import RawFile, archive_members, read_bytes
from housing.sources.json_texts import json_columns
from housing.sources.text_tables import BANNER_LINES, require_text_table
from housing.sources.workbooks import WORKBOOK_STARTS, WORKBOOK_SUFFIXES, header_rows

#: How much of a CSV file is read to find them.
_HEAD = 100_000

_YEAR = r"(?<!\d)((?:19[5-9]|20\d)\d)"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"

#: Dates as people write them into names, the most exact first. `acs2016_2020` is none of them.
_DATES = (
    re.compile(_YEAR + r"([-_.]?)" + _MONTH + r"\2" + _DAY + r"(?![\dT])"),
    re.compile(_YEAR + r"([-_.])" + _MONTH + r"(?![-_.]?\d)"),
    re.compile(_YEAR + r"$"),
)

#: Folders above a file whose names may date it: `prescat_2016_04/Project.csv`.
_FOLDERS = 2


def data_suffix(path: Path) -> str:
    """Return the ending of the data, lower case: of the one file inside, if it is an archive."""
    if archive_of(RawFile(path, path.name, None)):
        return ".shp"
    return Path(member_name(path)).suffix.lower()


def member_name(path: Path) -> str:
    """Return the name of the data: of the one file in a zip archive, else the file's own."""
    if path.suffix.lower() != ".zip":
        return path.name
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive_members(archive)
    except (zipfile.BadZipFile, OSError):
        return path.stem
    return Path(members[0]).name if len(members) == 1 else path.stem


def columns_of_file(path: Path) -> list[list[str]]:
    """Return what may be the column names, lower case: for CSV those of each of the first rows.

    Raises:
        FileUnreadableError: the file cannot be what its ending says.
    """
    raw = RawFile(path, path.name, None)
    content = archive_of(raw) or read_bytes(raw)
    if content.startswith(b"PAR1"):
        return [_lower(_parquet_columns(content, path))]
    if content.startswith(GEOPACKAGE_START) or holds_shapefile(content):
        return [_lower(layer_columns(content, raw))]
    if data_suffix(path) in WORKBOOK_SUFFIXES and content.startswith(WORKBOOK_STARTS):
        return header_rows(content, path.name)
    if content.startswith(WORKBOOK_STARTS):
        raise FileUnreadableError(
            f"{path.name} is a workbook or archive under another ending. Open it and save the "
            "sheet as CSV."
        )
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return [_lower(json_columns(content, path.name))]
    require_text_table(content, path.name)
    return _csv_rows(content[:_HEAD].decode("utf-8-sig", errors="replace"))


def vintage_of(path: Path) -> date | None:
    """Return the day a list describes, as its name says, else the names of its folders.

    A name with a year and month means the first of the month, one that ends with a year the first
    of January.
    """
    folders = [folder.name for folder in path.absolute().parents[:_FOLDERS]]
    for name in (Path(path.name).stem, Path(member_name(path)).stem, *folders):
        for pattern in _DATES:
            if found := pattern.findall(name):
                day = _day(found[-1])
                if day is not None:
                    return day
    return None


def _day(parts: str | tuple[str, ...]) -> date | None:
    numbers = [
        int(part) for part in ([parts] if isinstance(parts, str) else parts) if part.isdigit()
    ]
    try:
        return date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None


def _parquet_columns(content: bytes, path: Path) -> list[str]:
    try:
        return list(pyarrow.parquet.read_schema(io.BytesIO(content)).names)
    except (pa.ArrowInvalid, OSError) as error:
        raise FileUnreadableError(
            f"{path.name} is not a complete Parquet file ({error}). Download it again."
        ) from error


def _csv_rows(text: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")))
    found = []
    try:
        for row in rows:
            found.append(_lower(row))
            if len(found) == BANNER_LINES:
                break
    except csv.Error:
        return found
    return found


def _lower(names: list[str]) -> list[str]:
    return [name.strip().lower() for name in names]
