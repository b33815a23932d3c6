"""Every point of every score as a table row, with its value, source, date and basis."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from housing.factors.base import Flags, Whole, Words
from housing.scoring.cards import Row
from housing.scoring.text import Phrases
from housing.tables import Contributions, columns_of

#: Properties whose rows are laid out together.
BLOCK = 4096

_NO_DATE = np.datetime64("NaT", "us")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where each property's value comes from: a position in `sources`, -1 unknown, and a date."""

    sources: list[str]
    source: Whole
    observed: np.ndarray


def contributions_table(
    property_ids: pd.Index, rows: list[Row], origins: dict[str, Origin]
) -> pd.DataFrame:
    """Lay the cards' rows out as table `Contributions`: by property, then as the cards read.

    Text is kept once per phrase, with a number per row (pandas' `category`): a place has a
    million rows of a few thousand phrases. Validated, as in every snapshot, it is plain text.

    Args:
        property_ids: the properties, in the order of the rows' arrays.
        rows: all rows of both cards, in reading order.
        origins: where values come from, by code of the row.
    """
    shown = _Shown.of([row.is_there for row in rows])
    is_missing = shown.flat([row.answer.is_missing for row in rows])
    source, observed = _origins(rows, origins, shown, is_missing)
    words = shown.flat(_numbered_through([row.words for row in rows]))
    made = {
        "property_id": pd.Categorical.from_codes(
            shown.place, property_ids.astype("str"), validate=False
        ),
        "card": _encoded([row.card for row in rows], shown.column),
        "position": pd.array(_positions(rows)[shown.column], dtype="Int64"),
        "code": _encoded([row.code for row in rows], shown.column),
        "label": _encoded([row.label for row in rows], shown.column),
        "points": shown.flat([row.answer.points for row in rows]),
        "points_low": shown.flat([row.answer.low for row in rows]),
        "points_high": shown.flat([row.answer.high for row in rows]),
        "value": _encoded([*chain(*(list(row.words.values) for row in rows))], words),
        "unit": _encoded([row.unit for row in rows], shown.column),
        "is_missing": pd.array(is_missing, dtype="boolean"),
        "source_id": source,
        "observed_date": observed,
        "basis": _encoded([row.basis for row in rows], shown.column),
        "sentence": _encoded([*chain(*(row.words.sentences for row in rows))], words),
    }
    return pd.DataFrame(made, columns=columns_of(Contributions), copy=False)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which row of the cards each row of the table is: by property, then as the cards read.

    The table is filled some thousand properties at a time, which stay at hand in fast memory:
    `blocks` are their rows in the cards' arrays, and in the table.
    """

    there: Flags
    place: np.ndarray
    column: Whole
    blocks: list[tuple[slice, slice]]

    @classmethod
    def of(cls, is_there: list[Flags]) -> "_Shown":
        there = np.stack(is_there, axis=1)
        count, width = there.shape
        each = there.sum(axis=1)
        edges = [*range(0, count, BLOCK), count]
        ends = np.append(0, np.cumsum(each))[edges].tolist()
        return cls(
            there,
            place=np.repeat(np.arange(count, dtype=np.int32), each),
            column=np.broadcast_to(np.arange(width), there.shape)[there],
            blocks=[
                (slice(*rows), slice(*into))
                for rows, into in zip(pairwise(edges), pairwise(ends), strict=True)
            ],
        )

    def flat(self, columns: list[np.ndarray]) -> np.ndarray:
        """Values of the rows that are shown."""
        found = np.empty(len(self.place), columns[0].dtype)
        for block, into in self.blocks:
            rows = np.stack([values[block] for values in columns], axis=1)
            found[into] = rows[self.there[block]]
        return found


def put_together(first: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """Rows of one table of contributions and then of another, each text still kept once."""
    both = {}
    for name, column in first.items():
        if isinstance(column.dtype, pd.CategoricalDtype):
            texts = then[name].astype("str").astype("category")
            both[name] = union_categoricals([column, texts])
        else:
            both[name] = pd.concat([column, then[name]], ignore_index=True).array
    return pd.DataFrame(both)


def sentences(rows: list[Row], which: Whole) -> Phrases:
    """Sentence of one row per property; nothing for -1."""
    codes = at_column(_numbered_through([row.words for row in rows]), which)
    words = [*chain(*(row.words.sentences for row in rows))]
    return Phrases(np.where(which < 0, -1, codes), words)


def at_column(columns: list[np.ndarray], which: Whole) -> np.ndarray:
    """Value of one column per row; of any one where the column is negative."""
    count = len(which)
    return np.concatenate(columns)[which.clip(0) * count + np.arange(count)]


def _encoded(phrases: Sequence[str | None], codes: np.ndarray) -> pd.Categorical:
    """Phrase number `code` for each code, as a column that keeps each phrase once; -1 is null."""
    distinct = [text for text in dict.fromkeys(phrases) if text]
    number = {text: code for code, text in enumerate(distinct)}
    smallest = np.min_scalar_type(-len(distinct) - 1)
    renumbered = np.asarray([*(number.get(text or "", -1) for text in phrases), -1], smallest)
    return pd.Categorical.from_codes(
        renumbered[codes], pd.Index(distinct, dtype="str"), validate=False
    )


def _numbered_through(words: list[Words]) -> list[Whole]:
    """Codes of every row's answers, numbered after those of the rows before it."""
    starts = np.cumsum([0, *(len(row.sentences) for row in words)], dtype=np.int32)
    return [row.codes.astype(np.int32) + start for row, start in zip(words, starts, strict=False)]


def _positions(rows: list[Row]) -> Whole:
    """Position of each row on its own card."""
    return np.asarray([sum(r.card == row.card for r in rows[:i]) for i, row in enumerate(rows)])


def _origins(
    rows: list[Row], origins: dict[str, Origin], shown: _Shown, is_missing: Flags
) -> tuple[pd.Categorical, np.ndarray]:
    """Source and date of every row; a missing value has neither."""
    count = len(rows[0].is_there)
    unknown = Origin([], np.full(count, -1, np.int64), np.full(count, _NO_DATE))
    found = [origins.get(row.code, unknown) for row in rows]
    sources = list(dict.fromkeys(name for origin in found for name in origin.sources))
    source = shown.flat([_renumbered(origin, sources) for origin in found])
    observed = shown.flat([origin.observed for origin in found])
    np.copyto(source, -1, where=is_missing)
    np.copyto(observed, _NO_DATE, where=is_missing)
    return _encoded(sources, source), observed


def _renumbered(origin: Origin, sources: list[str]) -> np.ndarray:
    """Position of each property's source among all of them."""
    among = [*(sources.index(name) for name in origin.sources), -1]
    return np.asarray(among, np.int32)[origin.source]
