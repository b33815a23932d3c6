"""Every point of every score as a table row, with its value, source, date and basis."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from housing.factors.base import Whole
from housing.scoring.cards import Row
from housing.scoring.text import picked, series
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

    Args:
        property_ids: the properties, in the order of the rows' arrays.
        rows: all rows of both cards, in reading order.
        origins: where values come from, by code of the row.
    """
    there = np.stack([row.is_there for row in rows], axis=1)
    at = np.flatnonzero(there)
    place, column = np.divmod(at, len(rows))
    is_missing = _flat([row.answer.is_missing for row in rows], at)
    source, observed = _origins(rows, origins, at, is_missing)
    made = {
        "property_id": series(picked(property_ids.to_list(), place)),
        "card": series(picked([row.card for row in rows], column)),
        "position": pd.array(_positions(rows)[column], dtype="Int64"),
        "code": series(picked([row.code for row in rows], column)),
        "label": series(picked([row.label for row in rows], column)),
        "points": _flat([row.answer.points for row in rows], at),
        "points_low": _flat([row.answer.low for row in rows], at),
        "points_high": _flat([row.answer.high for row in rows], at),
        "value": _words(rows, [list(row.words.values) for row in rows], at),
        "unit": series(picked([row.unit for row in rows], column)),
        "is_missing": pd.array(is_missing, dtype="boolean"),
        "source_id": source,
        "observed_date": observed,
        "basis": series(picked([row.basis for row in rows], column)),
        "sentence": _words(rows, [list(row.words.sentences) for row in rows], at),
    }
    return pd.DataFrame(made, columns=columns_of(Contributions))


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


def _words(rows: list[Row], vocabularies: list[list[str | None]], at: Whole) -> pd.Series:
    starts = _starts(vocabularies)
    codes = np.stack([row.words.codes for row in rows], axis=1) + starts
    return series(picked([text for words in vocabularies for text in words], codes.ravel()[at]))


def _starts(vocabularies: list) -> Whole:
    """Position of each vocabulary's first entry in all of them put together."""
    return np.cumsum([0, *(len(words) for words in vocabularies)])[:-1]


def _flat(columns: list[np.ndarray], at: Whole) -> np.ndarray:
    return np.stack(columns, axis=1).ravel()[at]


def _positions(rows: list[Row]) -> Whole:
    """Position of each row on its own card."""
    return np.asarray([sum(r.card == row.card for r in rows[:i]) for i, row in enumerate(rows)])


def _origins(
    rows: list[Row], origins: dict[str, Origin], at: Whole, is_missing: np.ndarray
) -> tuple[pd.Series, np.ndarray]:
    """Source and date of every row; a missing value has neither."""
    count = len(rows[0].is_there)
    nowhere, never = np.full(count, -1, np.int64), np.full(count, _NO_DATE)
    sources = list(dict.fromkeys(s for origin in origins.values() for s in origin.sources))
    codes, dates = [], []
    for row in rows:
        origin = origins.get(row.code)
        if origin is None:
            codes.append(nowhere)
            dates.append(never)
            continue
        renumbered = np.asarray([*(sources.index(s) for s in origin.sources), -1], np.int64)
        codes.append(renumbered[origin.source])
        dates.append(origin.observed)
    source = np.where(is_missing, -1, _flat(codes, at))
    observed = np.where(is_missing, _NO_DATE, _flat(dates, at))
    return series(picked(sources, source)), observed
