"""Every point of every score as a table row, with its value, source, date and basis."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from housing.factors.base import Flags, Whole
from housing.scoring.cards import Row
from housing.tables import Contributions, columns_of

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
    there = np.stack([row.is_there for row in rows], axis=1)
    place, column = (at.astype(np.int32) for at in np.nonzero(there))
    is_missing = _flat([row.answer.is_missing for row in rows], there)
    source, observed = _origins(rows, origins, there, is_missing)
    made = {
        "property_id": pd.Categorical.from_codes(place, property_ids.astype("str")),
        "card": _encoded([row.card for row in rows], column),
        "position": pd.array(_positions(rows)[column], dtype="Int64"),
        "code": _encoded([row.code for row in rows], column),
        "label": _encoded([row.label for row in rows], column),
        "points": _flat([row.answer.points for row in rows], there),
        "points_low": _flat([row.answer.low for row in rows], there),
        "points_high": _flat([row.answer.high for row in rows], there),
        "value": _words(rows, [list(row.words.values) for row in rows], there),
        "unit": _encoded([row.unit for row in rows], column),
        "is_missing": pd.array(is_missing, dtype="boolean"),
        "source_id": source,
        "observed_date": observed,
        "basis": _encoded([row.basis for row in rows], column),
        "sentence": _words(rows, [list(row.words.sentences) for row in rows], there),
    }
    return pd.DataFrame(made, columns=columns_of(Contributions), copy=False)


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


def sentences(rows: list[Row], which: Whole) -> tuple[list[str | None], Whole]:
    """Sentence of one row per property: all distinct ones, and the code of each; -1 for none."""
    starts = _starts([row.words.sentences for row in rows])
    codes = at_column([row.words.codes for row in rows], np.clip(which, 0, None))
    chosen = codes + starts[which]
    phrases: list[str | None] = [text for row in rows for text in row.words.sentences]
    return phrases, np.where(which < 0, -1, chosen)


def at_column(columns: list[np.ndarray], which: Whole) -> np.ndarray:
    """Value of one column per row."""
    table = np.stack(columns, axis=1)
    return np.take_along_axis(table, which[:, np.newaxis], axis=1)[:, 0]


def _words(rows: list[Row], vocabularies: list[list[str | None]], there: Flags) -> pd.Categorical:
    """Words of every row; each row's answers are numbered after those of the rows before it."""
    codes = [
        row.words.codes + start for row, start in zip(rows, _starts(vocabularies), strict=True)
    ]
    return _encoded([text for words in vocabularies for text in words], _flat(codes, there))


def _encoded(phrases: Sequence[str | None], codes: np.ndarray) -> pd.Categorical:
    """Phrase number `code` for each code, as a column that keeps each phrase once; -1 is null."""
    distinct = [text for text in dict.fromkeys(phrases) if text]
    number = {text: code for code, text in enumerate(distinct)}
    renumbered = np.asarray([*(number.get(text or "", -1) for text in phrases), -1], np.int32)
    return pd.Categorical.from_codes(renumbered[codes], pd.Index(distinct, dtype="str"))


def _starts(vocabularies: list) -> Whole:
    """Position of each vocabulary's first entry in all of them put together."""
    return np.cumsum([0, *(len(words) for words in vocabularies)])[:-1]


def _flat(columns: list[np.ndarray], there: Flags) -> np.ndarray:
    """Values of the rows that are there: by property, then as the cards read."""
    return np.stack(columns, axis=1)[there]


def _positions(rows: list[Row]) -> Whole:
    """Position of each row on its own card."""
    return np.asarray([sum(r.card == row.card for r in rows[:i]) for i, row in enumerate(rows)])


def _origins(
    rows: list[Row], origins: dict[str, Origin], there: Flags, is_missing: Flags
) -> tuple[pd.Categorical, np.ndarray]:
    """Source and date of every row; a missing value has neither."""
    sources = list(dict.fromkeys(s for origin in origins.values() for s in origin.sources))
    codes = np.full(there.shape, -1, np.int32)
    dates = np.full(there.shape, _NO_DATE)
    for column, row in enumerate(rows):
        if row.code in origins:
            origin = origins[row.code]
            renumbered = np.asarray([*(sources.index(s) for s in origin.sources), -1], np.int32)
            codes[:, column] = renumbered[origin.source]
            dates[:, column] = origin.observed
    source = np.where(is_missing, -1, codes[there])
    return _encoded(sources, source), np.where(is_missing, _NO_DATE, dates[there])
