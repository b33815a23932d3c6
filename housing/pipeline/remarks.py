"""What is odd about a file that was received all the same, in sentences for who brought it."""

import io
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import python_calamine
import shapely

from housing.sources.any_table import SHAPE_SUFFIXES
from housing.sources.base import Tables, read_bytes
from housing.sources.receipts import Receipt
from housing.sources.text_tables import remarks_on_text
from housing.sources.workbooks import WORKBOOK_STARTS, WORKBOOK_SUFFIXES

#: How files begin that are no text; a text under their ending is read as what it is.
_NO_TEXT = (b"PK", b"\xd0\xcf", b"SQLite", b"PAR1")

#: Endings of text.
_TEXT_SUFFIXES = (".csv", ".txt", ".json", ".geojson", ".topojson", ".zip")

_OUTLINES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

#: So many names are told.
_NAMED = 5


def remarks_on(receipt: Receipt, earlier: Sequence[Receipt], at: datetime) -> list[str]:
    """Say what is odd about the bytes of a received file, compared with the one before it.

    Args:
        receipt: the file.
        earlier: receipts of the same list before this file came.
        at: now; a file that was received before is not received again.
    """
    if receipt.retrieved != at:
        return [
            f"the same file was received on {receipt.retrieved:%Y-%m-%d} from {receipt.who}; "
            "nothing was changed"
        ]
    said = []
    content = read_bytes(receipt.raw)
    start = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not content.startswith(_NO_TEXT):
        suffix = receipt.raw.path.suffix.lower()
        if suffix not in _TEXT_SUFFIXES:
            said.append(f"its ending is {suffix}, but it is text and was read as text")
        if not start.startswith((b"{", b"[")):
            said += remarks_on_text(content)
    if content.startswith(WORKBOOK_STARTS) and receipt.raw.name.lower().endswith(WORKBOOK_SUFFIXES):
        said += _sheets(content)
    return said + _new_columns(receipt, earlier)


def remarks_on_tables(tables: Tables, name: str) -> list[str]:
    """Say what is odd about what a file of that name became."""
    is_map = name.lower().endswith(SHAPE_SUFFIXES)
    said = []
    doubtful = tables.get("quarantine")
    if doubtful is not None and len(doubtful):
        most = doubtful["detail"].value_counts()
        at = doubtful.loc[doubtful["detail"] == most.index[0], "row_number"].iloc[0]
        said.append(
            f"{len(doubtful):,} of its rows, or values in them, cannot be used, e.g. row {at}: "
            f"{most.index[0]}"
        )
    return said + (_outlines(tables["parcels"], is_map) if "parcels" in tables else [])


def _outlines(parcels: pd.DataFrame, is_map: bool) -> list[str]:
    """Lots that have no outline, or a point in its stead."""
    kinds = shapely.get_type_id(parcels["geometry"].to_numpy())
    if is_map and len(kinds) and (kinds < 0).all():
        return [f"none of its {len(kinds):,} shapes has an outline; what it says of them is read"]
    others = int(((kinds >= 0) & ~np.isin(kinds, _OUTLINES)).sum())
    if not others:
        return []
    return [
        f"{others:,} of its {len(parcels):,} shapes are points or lines, not outlines: no home is "
        "found to lie inside of them"
    ]


def _sheets(content: bytes) -> list[str]:
    names = python_calamine.load_workbook(io.BytesIO(content)).sheet_names
    if len(names) < 2:
        return []
    return [
        f"it has {len(names)} sheets ({', '.join(names[:_NAMED])}); those with the list's columns "
        "are read"
    ]


def _new_columns(receipt: Receipt, earlier: Sequence[Receipt]) -> list[str]:
    """Columns that the file before it did not have: nothing is lost, and perhaps something new."""
    ending = receipt.raw.path.suffix
    known = [one for one in earlier if one.columns and one.raw.path.suffix == ending]
    if not known:
        return []
    new = sorted(set(receipt.columns) - set(known[-1].columns))
    if not new:
        return []
    named = ", ".join(new[:_NAMED]).upper()
    counted = "1 column" if len(new) == 1 else f"{len(new)} columns"
    return [f"it has {counted} that the file before had not: {named}; what is known is read"]
