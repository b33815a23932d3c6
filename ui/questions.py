"""Questions asked of every property at once: of which is the answer known, and is it yes.

An answer that is not known is neither yes nor no; whoever asked decides what to do with it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from housing.terms import CovenantKind, NoticePhase

#: Later and earlier than any year a window names.
ALWAYS = 9999
NEVER = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One truth value per property for `known`, and one for `yes`; yes is only ever known."""

    known: np.ndarray
    yes: np.ndarray


def one_of(
    values: pd.Series, wanted: Collection[str | bool], *, unknown: str | None = None
) -> Answer:
    """Is the value among those wanted? A value that spells out `unknown` is not known."""
    known = values.notna() & (values != unknown).fillna(False) if unknown else values.notna()
    return _answer(known, values.isin(list(wanted)))


def any_of(values: pd.Series, wanted: Sequence[str]) -> Answer:
    """Is any of a field's values, `;` between them, among those wanted?"""
    padded = ";" + values.fillna("").str.replace(" ", "") + ";"
    yes = np.zeros(len(values), dtype=bool)
    for code in wanted:
        yes |= padded.str.contains(f";{code};", regex=False).to_numpy(bool)
    return _answer(values.notna(), yes)


def between(values: pd.Series, least: float | None, most: float | None) -> Answer:
    """Is the number within bounds, both included? An open bound is None."""
    number = values.astype("Float64").to_numpy(float, na_value=np.nan)
    yes = np.ones(len(values), dtype=bool)
    if least is not None:
        yes &= number >= least
    if most is not None:
        yes &= number <= most
    return _answer(values.notna(), yes)


def absent(values: pd.Series) -> Answer:
    """Is there none on record? That is always known."""
    return Answer(np.ones(len(values), dtype=bool), values.isna().to_numpy(bool))


def mentions(properties: pd.DataFrame, text: str, parcel_links: pd.DataFrame | None) -> Answer:
    """Do name, address, owner, id and parcel ids contain every word of the text?"""
    fields = [properties[name].fillna("") for name in ("name", "address", "owner_name")]
    haystack = fields[0] + " " + fields[1] + " " + fields[2] + " " + properties["property_id"]
    if parcel_links is not None:
        parcels = parcel_links.dropna(subset="parcel_id").groupby("property_id")["parcel_id"]
        haystack += " " + properties["property_id"].map(parcels.agg(" ".join)).fillna("")
    haystack = haystack.str.casefold()
    yes = np.ones(len(properties), dtype=bool)
    for word in text.casefold().split():
        yes &= haystack.str.contains(word, regex=False).to_numpy(bool)
    return Answer(np.ones(len(properties), dtype=bool), yes)


def last_ends_in(properties: pd.DataFrame, first: int | None, last: int | None) -> Answer:
    """Does the last covenant end within the years?

    A covenant without a known end may outlast those that have one, and so may a contract whose
    end has passed while it is still active. A known end is then only the earliest the last can be.
    """
    start, stop = _window(first, last)
    earliest = _years(properties["last_end_date"].fillna(properties["known_last_end_date"]))
    open_ended = properties["has_open_ended"].to_numpy(bool)
    may_be_later = (properties["has_unknown_end"] | properties["has_stale_end"]).to_numpy(bool)
    dated = ~np.isnan(earliest)
    within = dated & (earliest >= start) & (earliest <= stop)
    beyond = dated & (earliest > stop)
    surely = within & (~may_be_later | (last is None))
    by_its_date = within & properties["last_end_date"].notna().to_numpy(bool)
    known = open_ended | beyond | surely | by_its_date | (dated & ~may_be_later)
    return Answer(known, (surely | by_its_date) & ~open_ended)


def any_ends_in(
    properties: pd.DataFrame, covenants: pd.DataFrame, first: int | None, last: int | None
) -> Answer:
    """Does any active covenant end within the years? Unknown where only an undated one might."""
    start, stop = _window(first, last)
    active = covenants[covenants["is_active"] & covenants["is_covenant"]]
    end = _years(active["usable_end_date"])
    within = (end >= start) & (end <= stop)
    never = (active["kind"] == CovenantKind.OPEN_ENDED).to_numpy(bool)
    undated = (np.isnan(end) & ~never) | active["is_stale"].to_numpy(bool)
    of = active["property_id"]
    ids = properties["property_id"]
    yes = ids.isin(of[within])
    known = ids.isin(of) & ~ids.isin(of[undated])
    return _answer(known | yes, yes)


def in_phase(properties: pd.DataFrame, wanted: Sequence[str]) -> Answer:
    """Does any deadline stand in one of the phases? Unknown where only an undated one might."""
    phases = properties["notice_phases"].fillna("")
    yes = any_of(phases, wanted).yes
    return Answer(yes | ~any_of(phases, (NoticePhase.NO_DATE.value,)).yes, yes)


def deadline_within(properties: pd.DataFrame, days: int | None) -> Answer:
    """Is the next deadline within so many days? Unknown where an undated one might be."""
    yes = between(properties["next_notice_days"], None, days).yes
    undated = any_of(properties["notice_phases"].fillna(""), (NoticePhase.NO_DATE.value,)).yes
    return Answer(yes | ~undated, yes)


def _window(first: int | None, last: int | None) -> tuple[int, int]:
    return (NEVER if first is None else first), (ALWAYS if last is None else last)


def _years(dates: pd.Series) -> np.ndarray:
    return dates.dt.year.to_numpy(float, na_value=np.nan)


def _answer(known: pd.Series, yes: pd.Series | np.ndarray) -> Answer:
    sure = known.to_numpy(bool, na_value=False)
    said = yes if isinstance(yes, np.ndarray) else yes.to_numpy(bool, na_value=False)
    return Answer(sure, sure & said)
