"""Text by the column: distinct phrases are made once, and each row only keeps which it says."""

from calendar import month_abbr
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from housing.factors.base import Flags, Whole
from housing.factors.distinct import distinct

_TEXT: Any = pd.StringDtype(na_value=np.nan)

#: What a missing date is as a whole number of days or months.
_NEVER = np.iinfo(np.int64).min

_MONTHS = tuple(month_abbr)

_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Distinct phrases, and which of them each row says; -1, or an empty phrase, for none."""

    codes: Whole
    words: Sequence[str | None]

    @property
    def is_there(self) -> Flags:
        """Which rows say anything."""
        return np.asarray([*(bool(word) for word in self.words), False])[self.codes]

    def only(self, condition: Flags) -> "Phrases":
        """Return what is said where the condition holds, elsewhere nothing."""
        return Phrases(np.where(condition, self.codes, -1), self.words)

    def put(self, change: Callable[[str], str]) -> "Phrases":
        """Return the same, each phrase put otherwise."""
        return Phrases(self.codes, [change(word) if word else None for word in self.words])


def phrased(keys: Sequence[np.ndarray], phrase: Callable[..., str | None]) -> Phrases:
    """Make one phrase per distinct combination of keys."""
    codes, first = distinct(keys)
    rows = zip(*(key[first].tolist() for key in keys), strict=True)
    return Phrases(codes, [phrase(*row) for row in rows])


def where(condition: Flags, text: str) -> Phrases:
    """Return the text where the condition holds, else nothing."""
    return Phrases(np.where(condition, 0, -1), [text])


def chosen(condition: Flags, first: Phrases, second: Phrases) -> Phrases:
    """Take the first phrase where the condition holds, else the second."""
    others = np.where(second.codes < 0, -1, second.codes + len(first.words))
    return Phrases(np.where(condition, first.codes, others), [*first.words, *second.words])


def joined(parts: Sequence[Phrases], separator: str) -> Phrases:
    """Join what is there of each row's parts, in order, once per distinct combination."""

    def phrase(*codes: int) -> str:
        said = (words[code] for words, code in zip(vocabularies, codes, strict=True))
        return separator.join(filter(None, said))

    parts = [part for part in parts if part.codes.max(initial=-1) >= 0] or [*parts[:1]]
    vocabularies = [[*part.words, None] for part in parts]
    return phrased([part.codes for part in parts], phrase)


def run_on(parts: Sequence[Phrases]) -> pa.Array:
    """Write each row's parts one after another, where hardly two rows say the same."""
    columns = [picked(part.words, part.codes) for part in parts]
    nothing = pa.scalar("", pa.large_string())
    return pc.binary_join_element_wise(
        *columns, nothing, null_handling="replace", null_replacement=""
    )


def picked(phrases: Sequence[str | None] | pa.Array, codes: Whole) -> pa.Array:
    """Phrase number `code` for each code; none for a negative code."""
    words = phrases if isinstance(phrases, pa.Array) else pa.array(phrases, pa.large_string())
    with_nothing = pa.concat_arrays([words, pa.nulls(1, pa.large_string())])
    return with_nothing.take(pa.array(np.where(codes < 0, len(words), codes)))


def series(text: Phrases | pa.Array) -> pd.Series:
    """Return the text as a column of a table; an empty phrase is null."""
    if isinstance(text, Phrases):
        text = picked([word or None for word in text.words], text.codes)
    return pd.Series(_TEXT.__from_arrow__(text))


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter and all others as they are."""
    return text[:1].upper() + text[1:]


def months(dates: np.ndarray) -> Whole:
    """Return dates as whole months, to be put into words by `month_name`."""
    return dates.astype("datetime64[M]").astype(np.int64)


def month_name(month: int) -> str:
    """Name a whole month, e.g. `Mar 2027`; empty for no date."""
    years, months_ = divmod(month, 12)
    return "" if month == _NEVER else f"{_MONTHS[months_ + 1]} {1970 + years}"


def day_name(day: int) -> str:
    """Name a day since 1970, e.g. `5 Mar 2027`; `no stated day` for none."""
    if day == _NEVER:
        return "no stated day"
    said = date.fromordinal(_FIRST_DAY + day)
    return f"{said.day} {_MONTHS[said.month]} {said.year}"
