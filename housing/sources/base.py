"""What a source is: its facts, how to recognize its file, and how its bytes become tables."""

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.intake import HEAD, require_data, unpacked
from housing.sources.text_tables import ERROR_CELLS
from housing.tables import SOURCE_TABLES, Quarantine, validate
from housing.terms import Reason

#: The tables a source makes, by name; keys are those of `housing.tables.SOURCE_TABLES`.
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class RawFile:
    """One raw file as it was received, and what is known about it."""

    path: Path
    #: Name the publisher or person gave it; it may say the vintage.
    name: str
    #: The day the list describes, from its name or from the person who imported it.
    vintage: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """One published list. `normalize` is pure: no network, no clock, no globals."""

    id: str
    title: str
    publisher: str
    url: str
    license: str
    #: How often the publisher renews it, in words.
    cadence: str
    #: Days after which an unrefreshed list is late.
    late_after_days: int
    #: Column names (lower case) that only this list has together: how `import` recognizes it.
    signature: frozenset[str]
    #: File endings it comes in, e.g. `(".csv",)`.
    suffixes: tuple[str, ...]
    #: Tables it makes.
    makes: tuple[str, ...]
    normalize: Callable[[RawFile], Tables]
    #: Words in the file name that tell lists with the same columns apart; any one suffices.
    name_hints: tuple[str, ...] = ()
    #: Whether a build uses the latest file only, or every file up to `as_of` (periods, layers).
    uses: Literal["latest", "every"] = "latest"
    #: Whether its files are of one place, or of the nation and are cut to the place.
    covers: Literal["place", "nation"] = "place"


def read_text(raw: RawFile, encodings: Iterable[str] = ("utf-8-sig", "latin-1")) -> str:
    """Return the file's text in the first encoding that fits, refusing what is not text.

    Raises:
        FileUnreadableError: missing, empty, a web page, a workbook or archive, or undecodable.
    """
    content = read_bytes(raw)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    tried = " or ".join(encodings)
    raise FileUnreadableError(f"{raw.name} is not text in {tried}. Save it again as CSV in UTF-8.")


def read_bytes(raw: RawFile) -> bytes:
    """Return the file's bytes, or those of the one file in a `.zip`.

    Raises:
        FileUnreadableError: missing, empty, a broken archive, or no data at all, a web page
            saved under a data file's name for instance.
    """
    try:
        content = raw.path.read_bytes()
    except FileNotFoundError as error:
        raise FileUnreadableError(f"{raw.name} is not there ({raw.path}).") from error
    if raw.path.suffix.lower() == ".zip" and content:
        content = _only_member(content, raw.path.name)
    if not content or content.isspace():
        raise FileUnreadableError(f"{raw.name} is empty. Download it again.")
    require_data(raw.name, content[:HEAD])
    return content


def archive_members(archive: zipfile.ZipFile) -> list[str]:
    """Names of the data files in an archive: no folders, none of macOS's hidden copies."""
    return [
        name
        for name in archive.namelist()
        if not name.endswith("/") and not name.startswith("__MACOSX/")
    ]


def read_csv(
    raw: RawFile,
    required: Iterable[str],
    source_id: str,
    lower_case: bool = False,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Read every cell as text; a blank cell is null. Accepts LF, CRLF and CR line ends.

    The frame has the publisher's columns (lower-cased on request) and `row_number`, the line of
    the file a person would look at, the header being line 1. With `only`, in lower case, other
    columns are not even read: wide lists have hundreds that nobody asks for.

    Raises:
        FileUnreadableError: see `read_text`; also a file with a header and no rows.
        SourceChangedError: a required column is missing, named in the message.
    """
    text = read_text(raw)
    if text.startswith("PK\x03\x04") or "\x00" in text[:4096]:
        raise FileUnreadableError(
            f"{raw.name} is a workbook or archive under the name of a CSV file. "
            "Open it and save the sheet as CSV."
        )
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        table = pd.read_csv(
            io.StringIO(unified),
            dtype="string",
            keep_default_na=False,
            na_values=["", *ERROR_CELLS],
            usecols=None if only is None else lambda name: str(name).strip().lower() in only,
        )
    except pd.errors.ParserError as error:
        raise FileUnreadableError(
            f"{raw.name} is not a readable CSV file ({error}). Download it again."
        ) from error
    table.columns = [str(name).strip() for name in table.columns]
    if lower_case:
        table.columns = [name.lower() for name in table.columns]
    require_columns(table.columns, required, source_id, raw.name)
    if table.empty:
        raise FileUnreadableError(f"{raw.name} has a header but no rows. Download it again.")
    return table.assign(row_number=range(2, len(table) + 2))


def require_columns(
    present: Iterable[str], required: Iterable[str], source_id: str, file: str
) -> None:
    """Stop the source when the publisher renamed or dropped a column that we read.

    Raises:
        SourceChangedError: names every missing column and the columns that are there.
    """
    here = list(present)
    missing = [name for name in required if name not in here]
    if missing:
        raise SourceChangedError(
            f"{file}: source {source_id} needs column {', '.join(map(repr, missing))}, which the "
            f"file does not have. It has: {', '.join(here[:30])}. If the publisher renamed it, see "
            f"docs/sources/{source_id}.md."
        )


def quarantined(
    rows: pd.DataFrame, raw: RawFile, source_id: str, reason: Reason, detail: str, id_column: str
) -> pd.DataFrame:
    """Rows as they go to quarantine; `rows` has `row_number` and the publisher's id column."""
    content = rows[[name for name in rows.columns if name != "row_number"]]
    joined = [
        " | ".join("" if pd.isna(cell) else str(cell) for cell in cells)[:500]
        for cells in content.itertuples(index=False, name=None)
    ]
    return pd.DataFrame(
        {
            "source_id": source_id,
            "file": raw.name,
            "row_number": rows.get("row_number", pd.NA),
            "source_record_id": rows.get(id_column, pd.NA),
            "reason": reason.value,
            "detail": detail,
            "content": pd.Series(joined, index=rows.index, dtype="string"),
        }
    )


def finish(tables: Tables, rejected: Iterable[pd.DataFrame] = ()) -> Tables:
    """Validate every table against its model and add the quarantine of the rejected rows."""
    done = {name: validate(table, SOURCE_TABLES[name]) for name, table in tables.items()}
    parts = [part for part in rejected if len(part)]
    if parts:
        done["quarantine"] = validate(pd.concat(parts, ignore_index=True), Quarantine)
    return done


def _only_member(content: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive_members(archive)
            if len(members) == 1:
                return b"".join(unpacked(archive, archive.getinfo(members[0])))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileUnreadableError(
            f"{name} is not a complete zip archive ({error}). Download it again."
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise FileUnreadableError(
            f"{name} is locked or packed in an unknown way ({error}). Unpack it and import the "
            "file inside."
        ) from error
    raise FileUnreadableError(
        f"{name} holds {len(members)} files: {', '.join(members[:5])}. Unpack it and import the "
        "ones you want."
    )
