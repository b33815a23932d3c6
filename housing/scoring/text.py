"""Text by the column: distinct phrases are made once, then picked and joined by the million."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from housing.factors.base import Flags, Whole

_TEXT: Any = pd.StringDtype(na_value=np.nan)


def picked(phrases: Sequence[str | None] | pa.Array, codes: Whole) -> pa.Array:
    """Phrase number `code` for each code; none for a negative code."""
    words = phrases if isinstance(phrases, pa.Array) else pa.array(phrases, pa.large_string())
    with_nothing = pa.concat_arrays([words, pa.nulls(1, pa.large_string())])
    return with_nothing.take(pa.array(np.where(codes < 0, len(words), codes)))


def joined(parts: Sequence[pa.Array], separator: str) -> pa.Array:
    """Join what is there of each row's parts, in order; empty where nothing is.

    Arrow leaves out the rows of which no part is there, and every later row would say what the
    one after it should, so those rows are given an empty first part.
    """
    is_there = [pc.is_valid(part) for part in parts]
    first = pc.if_else(reduce(pc.or_, is_there), parts[0], "")
    return pc.binary_join_element_wise(
        first, *parts[1:], pa.scalar(separator, pa.large_string()), null_handling="skip"
    )


def where(condition: Flags, text: str) -> pa.Array:
    """Return the text where the condition holds, else nothing."""
    return picked([text], np.where(condition, 0, -1))


def sentence_case(text: pa.Array) -> pa.Array:
    """Return the text with a capital first letter and all others as they are."""
    first = pc.utf8_upper(pc.utf8_slice_codeunits(text, 0, 1))
    return joined([first, pc.utf8_slice_codeunits(text, 1)], "")


def chosen(condition: Flags, first: pa.Array, second: pa.Array) -> pa.Array:
    """Take the first text where the condition holds, else the second."""
    return pc.if_else(pa.array(condition), first, second)


def phrased(keys: Sequence[np.ndarray], phrase: Callable[..., str | None]) -> pa.Array:
    """Make one phrase per distinct combination of keys (whole numbers)."""
    combined = np.zeros(len(keys[0]), np.int64)
    for key in keys:
        codes, distinct = pd.factorize(key, use_na_sentinel=False)
        combined, _ = pd.factorize(combined * len(distinct) + codes)
    first = np.unique(combined, return_index=True)[1]
    phrases = [phrase(*row) for row in zip(*(key[first].tolist() for key in keys), strict=True)]
    return picked(phrases, combined)


def series(text: pa.Array, index: pd.Index | None = None) -> pd.Series:
    """Return the text as a column of a table; empty text is null."""
    blank = pc.equal(pc.binary_length(text), 0)
    return pd.Series(_TEXT.__from_arrow__(pc.if_else(blank, None, text)), index=index)


def months(dates: np.ndarray) -> Whole:
    """Return dates as whole months, to be put into words by `month_name`."""
    return dates.astype("datetime64[M]").astype(np.int64)


def month_name(month: int) -> str:
    """Name a whole month, e.g. `Mar 2027`; empty for no date."""
    day = np.datetime64(month, "M")
    return "" if np.isnat(day) else pd.Timestamp(day).strftime("%b %Y")
