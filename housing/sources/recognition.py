"""What a file tells about itself: its ending, its column names, and the day it describes."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pyogrio

from housing.errors import FileUnreadableError
from housing.sources.any_table import GEOPACKAGE_START, archive_of, holds_shapefile
from housing.sources.base import RawFile, archive_members, read_bytes
from housing.sources.workbooks import WORKBOOK_STARTS, WORKBOOK_SUFFIXES, header_rows

#: How far down a CSV file the column names may stand, below a publisher's banner.
_BANNER_ROWS = 5

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


def columns_of_file(path: Path) -> list[frozenset[str]]:
    """Return what may be the column names, lower case: for CSV those of each of the first rows.

    Raises:
        FileUnreadableError: the file cannot be what its ending says.
    """
    raw = RawFile(path, path.name, None)
    content = archive_of(raw) or read_bytes(raw)
    if content.startswith(b"PAR1"):
        return [_lower(_parquet_columns(content, path))]
    if content.startswith(GEOPACKAGE_START) or holds_shapefile(content):
        return [_lower(_layer_columns(content, path))]
    if data_suffix(path) in WORKBOOK_SUFFIXES and content.startswith(WORKBOOK_STARTS):
        return header_rows(content, path.name)
    if content.startswith(b"PK\x03\x04") or b"\x00" in content[:4096]:
        raise FileUnreadableError(
            f"{path.name} is a workbook or archive under another ending. Open it and save the "
            "sheet as CSV."
        )
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return [_lower(_json_columns(content.decode("utf-8-sig", errors="replace")))]
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


def _layer_columns(content: bytes, path: Path) -> list[str]:
    try:
        at_its_path = path.suffix.lower() == ".gpkg"
        return [str(name) for name in pyogrio.read_info(path if at_its_path else content)["fields"]]
    except pyogrio.errors.DataSourceError as error:
        raise FileUnreadableError(
            f"{path.name} is not a complete file of shapes ({error}). Download it again."
        ) from error


def _json_columns(text: str) -> list[str]:
    """Names of the first feature's properties, or the first row of a list of rows."""
    start = re.search(r'"(?:features|geometries)"\s*:\s*\[|^\s*\[', text)
    if start is None:
        return []
    try:
        first, _ = json.JSONDecoder().raw_decode(text, _next_value(text, start.end()))
    except ValueError:
        return []
    if isinstance(first, dict):
        first = first.get("properties", first) or {}
    return [str(name) for name in first]


def _next_value(text: str, position: int) -> int:
    while text[position : position + 1].isspace():
        position += 1
    return position


def _csv_rows(text: str) -> list[frozenset[str]]:
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")))
    found = []
    try:
        for row in rows:
            found.append(_lower(row))
            if len(found) == _BANNER_ROWS:
                break
    except csv.Error:
        return found
    return found


def _lower(names: list[str]) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in names)
