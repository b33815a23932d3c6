"""Workbooks as publishers send them, `.xlsx` and `.xls`: one sheet as a table of text.

Cells keep what a person sees: whole numbers without `.0`, dates as ISO. A publisher's banner above
the column names is passed over, and a note below the last row is a row like any other.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from housing.errors import FileUnreadableError
from housing.sources.base import RawFile, read_bytes, require_columns

#: How workbooks begin: packed ones, and those of before 2007.
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

#: What workbooks end with.
WORKBOOK_SUFFIXES = (".xlsx", ".xls")

#: How far down the column names may stand, below a publisher's banner.
BANNER_ROWS = 15


#: How dates are written in what is read from workbooks, and in HUD's CSV files.
WORKBOOK_DATES, CSV_DATES = "%Y-%m-%d", "%m/%d/%Y"


def is_workbook(raw: RawFile) -> bool:
    """Whether a file is a workbook by its name and its first bytes."""
    return raw.name.lower().endswith(WORKBOOK_SUFFIXES) and read_bytes(raw).startswith(
        WORKBOOK_STARTS
    )


def dates_of(raw: RawFile) -> str:
    """How a file that comes as CSV or as a workbook writes its dates."""
    return WORKBOOK_DATES if is_workbook(raw) else CSV_DATES


def sheets_of(content: bytes, name: str) -> dict[str, list[list[Any]]]:
    """Every sheet's cells by its name.

    Raises:
        FileUnreadableError: it is no complete workbook.
    """
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise FileUnreadableError(
            f"{name} is not a complete workbook ({error}). Download it again."
        ) from error


def read_workbook(raw: RawFile, required: Iterable[str], source_id: str) -> pd.DataFrame:
    """Read the sheets that have the required columns, in any case, as one table of text.

    The frame has the publisher's columns and `row_number`, the line of the sheet.

    Raises:
        FileUnreadableError: no complete workbook, or a header and no rows.
        SourceChangedError: no sheet has the required columns.
    """
    needed = {name.lower() for name in required}
    sheets = sheets_of(read_bytes(raw), raw.name)
    found = [
        _table(rows, at) for rows in sheets.values() if (at := _header_at(rows, needed)) is not None
    ]
    if not found:
        first = next((row for rows in sheets.values() for row in rows if any(row)), [])
        require_columns(_names(first), required, source_id, raw.name)
    table = pd.concat(found, ignore_index=True)
    if table.empty:
        raise FileUnreadableError(f"{raw.name} has a header but no rows. Download it again.")
    return table


def header_rows(content: bytes, name: str) -> list[list[str]]:
    """What may be the column names of a workbook, lower case: each of the first rows of a sheet."""
    return [
        [cell.lower() for cell in _names(row)]
        for rows in sheets_of(content, name).values()
        for row in rows[:BANNER_ROWS]
    ]


def _header_at(rows: Sequence[Sequence[Any]], needed: set[str]) -> int | None:
    for at, row in enumerate(rows[:BANNER_ROWS]):
        if needed <= {name.lower() for name in _names(row)}:
            return at
    return None


def _table(rows: Sequence[Sequence[Any]], header_at: int) -> pd.DataFrame:
    """Rows below the header as text; columns without a name and rows without a cell are left."""
    names = _names(rows[header_at])
    named = [at for at, name in enumerate(names) if name and name not in names[:at]]
    body = [[_text(row[at]) for at in named] for row in rows[header_at + 1 :]]
    numbers = range(header_at + 2, header_at + 2 + len(body))
    table = pd.DataFrame(body, columns=[names[at] for at in named], dtype="string")
    return table.assign(row_number=numbers).dropna(how="all", subset=table.columns.tolist())


def _names(row: Sequence[Any]) -> list[str]:
    return [(_text(cell) or "").strip() for cell in row]


def _text(cell: Any) -> str | None:
    """A cell as a person reads it; null where nothing is in it."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)
