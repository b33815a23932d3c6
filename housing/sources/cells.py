"""Cells of text become what they mean: text without padding, numbers, dates, our own words.

Published columns repeat themselves, so that what takes long is done once per distinct text.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

#: What people write into numbers beside the digits.
_NOT_DIGITS = r"[$,\s]"


def filled(text: pd.Series, blanks: Iterable[str] = ("",)) -> pd.Series:
    """Text without padding, null where nothing, or one of the marks for it, is left."""
    return _like(text, _filled(_cells(text), blanks))


def parse_dates(text: pd.Series, date_format: str) -> tuple[pd.Series, pd.Series]:
    """Dates in one declared format, and a mask of the cells that are filled but unreadable."""

    def read(distinct: np.ndarray) -> np.ndarray:
        dates = pd.to_datetime(distinct, format=date_format, errors="coerce")
        return dates.to_numpy("datetime64[us]")

    stripped = _filled(_cells(text))
    dates = _by_distinct(stripped, read, np.datetime64("NaT"))
    unreadable = _is_valid(stripped) & np.isnat(dates)
    return _series(text, dates), _series(text, unreadable)


def parse_moments(text: pd.Series, formats: Iterable[str]) -> tuple[pd.Series, pd.Series]:
    """Days, in UTC, of moments in one of several formats; and the filled but unreadable cells."""

    def read(distinct: np.ndarray) -> np.ndarray:
        days = np.full(len(distinct), np.datetime64("NaT"), dtype="datetime64[us]")
        for moment in formats:
            left = np.isnat(days)
            if not left.any():
                break
            found = pd.to_datetime(distinct[left], format=moment, errors="coerce", utc=True)
            days[left] = found.tz_localize(None).normalize().to_numpy("datetime64[us]")
        return days

    stripped = _filled(_cells(text))
    days = _by_distinct(stripped, read, np.datetime64("NaT"))
    unreadable = _is_valid(stripped) & np.isnat(days)
    return _series(text, days), _series(text, unreadable)


def parse_numbers(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Numbers with `$`, blanks and thousands commas, and a mask of filled but unreadable cells."""
    digits = _filled(pc.replace_substring_regex(_cells(text), _NOT_DIGITS, ""))
    read = pd.to_numeric(digits.to_numpy(zero_copy_only=False), errors="coerce")
    numbers = np.asarray(read, dtype="float64")
    unknown = np.isnan(numbers)
    whole = pd.arrays.FloatingArray(numbers, unknown)
    return _series(text, whole), _series(text, _is_valid(digits) & unknown)


def coded(text: pd.Series, codes: Mapping[str, str], otherwise: str) -> pd.Series:
    """Publisher's words or codes as ours, in any case; what is not in the list is `otherwise`."""

    def read(distinct: np.ndarray) -> np.ndarray:
        return np.array([codes.get(word.casefold(), otherwise) for word in distinct], dtype=object)

    made = _by_distinct(_cells(text), read, otherwise)
    return pd.Series(made, index=text.index, name=text.name, dtype="string")


def _by_distinct(
    cells: pa.Array, read: Callable[[np.ndarray], np.ndarray], unknown: object
) -> np.ndarray:
    """What each cell means, reading every distinct text once; `unknown` where there is no text."""
    encoded = cells.dictionary_encode()
    places = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy()
    meanings = read(encoded.dictionary.to_numpy(zero_copy_only=False))
    return np.append(meanings, np.array([unknown], dtype=meanings.dtype))[places]


def _filled(cells: pa.Array, blanks: Iterable[str] = ("",)) -> pa.Array:
    stripped = pc.utf8_trim_whitespace(cells)
    is_blank = pc.is_in(stripped, value_set=pa.array(blanks, type=stripped.type))
    return pc.if_else(is_blank, pa.scalar(None, stripped.type), stripped)


def _cells(text: pd.Series) -> pa.Array:
    """A column of text as Arrow keeps it, in one piece."""
    array = text.array if isinstance(text.dtype, pd.StringDtype) else text.astype("string").array
    cells = pa.array(array, from_pandas=True)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _is_valid(cells: pa.Array) -> np.ndarray:
    return pc.is_valid(cells).to_numpy(zero_copy_only=False)


def _like(text: pd.Series, cells: pa.Array) -> pd.Series:
    return _series(text, pd.arrays.ArrowStringArray(cells))


def _series(text: pd.Series, values: object) -> pd.Series:
    return pd.Series(values, index=text.index, name=text.name, copy=False)
