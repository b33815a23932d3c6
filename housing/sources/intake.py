"""What a file has to be before anything of it is read: small enough, honest, and of a known kind.

An archive is judged by what it says of itself, then by counting the bytes it really unpacks to, a
piece at a time and never all at once. Nothing is ever unpacked to the disk.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pyarrow as pa
import pyarrow.parquet

from housing.errors import FileUnreadableError

__all__ = [
    "HEAD",
    "LARGEST_TEXT",
    "LARGEST_UNPACKED",
    "no_list",
    "require_data",
    "require_sound",
    "unpacked",
]

MEGABYTE = 1_000_000

#: The largest text, GeoJSON or CSV, that is read whole; `python -m benchmarks memory` measures what
#: memory it takes.
LARGEST_TEXT = 400 * MEGABYTE

#: The largest file of another kind, and the most that an archive may unpack to.
LARGEST_UNPACKED = 1_000 * MEGABYTE

#: A workbook with more cells than this, empty ones between others counted, is none that a person
#: made: HUD's largest has 4 million.
MOST_CELLS = 15_000_000

#: A Parquet file may say a billion rows in a few bytes. No county has so many values.
MOST_PARQUET_VALUES = 300_000_000

#: An archive of a list holds a handful of files.
MOST_MEMBERS = 1_000

#: How much of an archive's member is unpacked at a time.
_PIECE = 1 << 20

#: How much of a file tells its kind.
HEAD = 4096

_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_NO_TEXT = (b"PAR1", b"SQLite format 3", _OLE)
_SPACE = b"\xef\xbb\xbf \r\n\t"

#: How files begin that are no list, what people call them, and what to do.
_STRANGE = (
    ((b"%PDF",), "is a PDF, not a table", "Ask the publisher for CSV or a workbook."),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
        "is a picture, not a table",
        "Ask the publisher for the data itself.",
    ),
    (
        (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
        "is an archive of another kind than .zip",
        "Unpack it and import the file inside.",
    ),
)
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_COMMENT = re.compile(rb"^(?:\s|<!--.*?-->|<\?xml.*?\?>)+", re.DOTALL)
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
#: As long as a cell's name may be, with its blanks: it may lie across two pieces.
_LONGEST_CELL = 64
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_MARKS_OF_ARCHIVES = (".zip", ".gz", ".7z", ".rar", ".tar", ".bz2")


def require_sound(path: Path) -> None:
    """Refuse a file that is too large, hostile, locked, or plainly no list.

    Raises:
        FileUnreadableError: one sentence: what is wrong with it, and what to do.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise FileUnreadableError(f"{path} cannot be read: {error.strerror}.") from error
    if path.suffix.lower() == ".zip" or head.startswith(_PACKED):
        _require_sound_archive(path)
        return
    require_data(path.name, head)
    _require_open(path, head)
    if head.startswith(b"PAR1"):
        _require_sound_parquet(path)
    limit = LARGEST_UNPACKED if head.startswith(_NO_TEXT) else LARGEST_TEXT
    if size > limit:
        raise FileUnreadableError(_too_large(path.name, size, limit, head))


def require_data(name: str, head: bytes) -> None:
    """Refuse by its first bytes what is no list at all.

    Raises:
        FileUnreadableError: a web page, XML, a PDF, a picture, another archive, text in UTF-16.
    """
    if why := no_list(head):
        raise FileUnreadableError(f"{name} {why}")
    if head.lstrip(_SPACE).startswith(b"<"):
        raise FileUnreadableError(
            f"{name} is a web page, not data: the download was refused or needs a login. "
            "Open the publisher's page in a browser and download the file itself."
        )
    if head.startswith(_UTF_16) or _is_utf_16(head):
        raise FileUnreadableError(
            f"{name} is text in UTF-16, as spreadsheets write 'Unicode text'. Save it again as "
            "CSV in UTF-8."
        )


def no_list(head: bytes) -> str | None:
    """Say of a file of another kind altogether what it is and what to do; else nothing."""
    start = head.lstrip(_SPACE)
    for starts, what, advice in _STRANGE:
        if start.startswith(starts):
            return f"{what}. {advice}"
    if start.startswith(b"<") and not _COMMENT.sub(b"", start).lower().startswith(_PAGES):
        return (
            "is XML, not a table or GeoJSON: a workbook of Excel 2003, KML, or an error of the "
            "publisher's server. Open it to see which, and save it or ask for it as CSV or GeoJSON."
        )
    return None


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an archive's member, a piece at a time, up to what the archive may hold.

    Raises:
        FileUnreadableError: it unpacks to more.
    """
    _require_small(archive.filename or member.filename, member.file_size)
    counted = 0
    with archive.open(member) as content:
        while piece := content.read(_PIECE):
            counted += len(piece)
            _require_small(archive.filename or member.filename, counted)
            yield piece


def _too_large(name: str, size: int, limit: int, head: bytes) -> str:
    """How large, how large at most, and the way round it."""
    said = f"{name} has {size / MEGABYTE:,.0f} MB; of this kind at most {limit / MEGABYTE:,.0f} MB "
    if head.lstrip(_SPACE).startswith(b"{"):
        stem = Path(name).stem
        return (
            f"{said}are read. Make a GeoPackage of the columns that are read, which is half as "
            f"large: ogr2ogr -select COLUMN,COLUMN {stem}.gpkg {name}"
        )
    return f"{said}are read. Keep the columns and rows of your place only, then import it again."


def _require_open(path: Path, head: bytes) -> None:
    """Refuse a locked workbook, and one part of a shapefile."""
    if head.startswith(_OLE) and _PASSWORD in path.read_bytes():
        raise FileUnreadableError(
            f"{path.name} is locked with a password. Open it, take the password away, save it, and "
            "import it again."
        )
    if path.suffix.lower() == ".shp":
        raise FileUnreadableError(
            f"{path.name} is one part of a shapefile; a shapefile comes in several files. Pack its "
            ".shp, .shx, .dbf and .prj into one .zip and import that."
        )


def _is_utf_16(head: bytes) -> bool:
    """Whether every second byte of a text is zero."""
    pairs = len(head) // 2
    odd, even = head[1 : 2 * pairs : 2], head[0 : 2 * pairs : 2]
    return pairs > 8 and any(
        zeros.count(0) > 0.8 * pairs and text.count(0) == 0
        for zeros, text in ((odd, even), (even, odd))
    )


def _require_small(name: str, size: int) -> None:
    if size > LARGEST_UNPACKED:
        raise FileUnreadableError(
            f"{Path(name).name} unpacks to more than {LARGEST_UNPACKED / MEGABYTE:,.0f} MB, which "
            "no list of a place has. It was not unpacked. Ask the publisher what it is."
        )


def _require_sound_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _require_honest(path, members)
            columns: set[bytes] = set()
            for member in members:
                is_sheet = member.filename.startswith("xl/") and member.filename.endswith(".xml")
                last, tail = 0, b""
                for piece in unpacked(archive, member):
                    if is_sheet:
                        last = _extent(tail + piece, columns, last, path.name)
                        tail = piece[-_LONGEST_CELL:]
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        kind = "workbook" if path.suffix.lower() in (".xlsx", ".xlsm") else "zip archive"
        raise FileUnreadableError(
            f"{path.name} is not a complete {kind} ({error}). Download it again."
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        locked = "password" in str(error)
        why = "locked with a password" if locked else f"packed in an unknown way ({error})"
        raise FileUnreadableError(
            f"{path.name} is {why}. Unpack it and import the file inside."
        ) from error
    _require_list_inside(path, [member.filename for member in members])


def _require_honest(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse bombs by what they say, links, and names that lead elsewhere."""
    if len(members) > MOST_MEMBERS:
        raise FileUnreadableError(
            f"{path.name} holds {len(members):,} files; a list has a handful. Unpack it and import "
            "the ones you want."
        )
    _require_small(path.name, sum(member.file_size for member in members))
    for member in members:
        name = member.filename
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if ".." in parts or name.startswith(("/", "\\")) or PureWindowsPath(name).drive:
            raise FileUnreadableError(
                f"{path.name} holds {name!r}, a name that leads outside of its own folder, as no "
                "honest archive does. Nothing was unpacked. Ask the publisher for another."
            )
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise FileUnreadableError(
                f"{path.name} holds {name!r}, which is a link to another file and no data. Pack "
                "the file itself."
            )


def _extent(piece: bytes, columns: set[bytes], last: int, name: str) -> int:
    """Follow how far a sheet reaches: a single cell far off makes all before it empty cells."""
    found = _CELL.findall(piece)
    if not found:
        return last
    columns.update(column.upper() for column, _ in found)
    last = max(last, max(map(int, {row for _, row in found})))
    wide = max(map(_column_number, columns))
    if last * wide > MOST_CELLS:
        raise FileUnreadableError(
            f"{name} has a sheet that reaches to row {last:,} and column {wide:,}, most of it "
            "empty cells. Delete the cells far from the table, save it, and import it again."
        )
    return last


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _require_list_inside(path: Path, members: list[str]) -> None:
    """Refuse archives in archives, and shapefiles of which a part is missing."""
    if path.suffix.lower() != ".zip":
        return
    files = [name for name in members if not name.endswith("/") and "__MACOSX/" not in name]
    if not files:
        raise FileUnreadableError(f"{path.name} is empty: it holds no file. Download it again.")
    if inner := [name for name in files if name.lower().endswith(_MARKS_OF_ARCHIVES)]:
        raise FileUnreadableError(
            f"{path.name} holds {inner[0]}, an archive in an archive. Unpack it and import what is "
            "inside."
        )
    for name in files:
        if not name.lower().endswith(".shp"):
            continue
        lower = {one.lower() for one in files}
        for part in (".dbf", ".shx"):
            if name.lower()[:-4] + part not in lower:
                raise FileUnreadableError(
                    f"{path.name} holds {name} without its {part}, and cannot be read without it. "
                    "Pack all parts of the shapefile: .shp, .shx, .dbf and .prj."
                )


def _require_sound_parquet(path: Path) -> None:
    try:
        facts = pyarrow.parquet.read_metadata(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise FileUnreadableError(
            f"{path.name} is not a complete Parquet file ({error}). Download it again."
        ) from error
    sizes = sum(facts.row_group(at).total_byte_size for at in range(facts.num_row_groups))
    if facts.num_rows * facts.num_columns > MOST_PARQUET_VALUES or sizes > LARGEST_UNPACKED:
        raise FileUnreadableError(
            f"{path.name} says it has {facts.num_rows:,} rows of {facts.num_columns:,} columns, "
            f"{sizes / MEGABYTE:,.0f} MB unpacked: too many to read. Keep the rows of your place "
            "only."
        )
