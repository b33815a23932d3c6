"""What the cards ask about, gathered from the tables into one array per question."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from housing.factors.base import (
    OWNER_TYPES,
    TENANCIES,
    EventKind,
    Facts,
    Flags,
    Floats,
    Whole,
)
from housing.factors.foreclosure import CURRENT_MONTHS
from housing.factors.inspection import CURRENT_YEARS
from housing.factors.previous_term import MONTHS
from housing.scoring.readings import Held
from housing.terms import OwnerType, SignalKind, Tenancy

DAYS_PER_YEAR = 365.25

#: Kinds of signals that the recent sale and the disputed transfer count.
SALES = (SignalKind.SALE,)
DISPUTES = (SignalKind.AGGREGATOR_TRANSFER, SignalKind.FIRST_REFUSAL_DISPUTE)


def numbers(values: pd.Series) -> Floats:
    """Return a column as numbers, NaN where unknown."""
    return values.to_numpy(np.float64, na_value=np.nan)


def flags(values: pd.Series) -> Flags:
    """Return a yes-or-no column as flags of their own; unknown is no."""
    return values.fillna(False).to_numpy(bool, copy=True)


def codes(values: pd.Series, words: tuple[str, ...], otherwise: str) -> Whole:
    """Position of each value in a closed list; of `otherwise` where it is null."""
    return positions(values, pd.Series([str(word) for word in words]), words.index(otherwise))


def positions(values: pd.Series, among: pd.Series, otherwise: int = -1) -> Whole:
    """Position of each text among distinct ones; `otherwise` where it is not there."""
    if not len(values):
        return np.zeros(0, np.int64)
    found = pc.index_in(text(values), value_set=text(among))
    return found.fill_null(otherwise).to_numpy().astype(np.int64)


def text(values: pd.Series) -> pa.Array:
    """Return a column as text for pyarrow."""
    return pc.cast(pa.array(values, from_pandas=True), pa.large_string())


def at_rows(values: np.ndarray, row: Whole, otherwise: float | np.datetime64) -> np.ndarray:
    """Values at rows of a table, and a stand-in where the row is -1."""
    return np.append(values, np.asarray(otherwise, values.dtype))[row]


def first_of(place: Whole, keys: Sequence[np.ndarray], count: int) -> Whole:
    """Row with the least first key of each of `count` places, then with the least next one.

    Of equals the first is taken; -1 for a place without rows.
    """
    rows = np.arange(len(place))
    for key in keys:
        least = np.full(count, key.max(initial=0), key.dtype)
        np.minimum.at(least, place[rows], key[rows])
        rows = rows[key[rows] == least[place[rows]]]
    found = np.full(count, -1, np.int64)
    found[place[rows[::-1]]] = rows[::-1]
    return found


def months_seen(covenants: pd.DataFrame, row: Whole) -> Floats:
    """Months since 1970 in which the covenants at these rows were last seen; NaN unknown."""
    seen = covenants["observed_date"].to_numpy().astype("datetime64[M]")
    months = np.where(np.isnat(seen), np.nan, seen.astype(np.int64))
    return at_rows(months, row, np.nan)


def facts_of(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    held: Held,
    signals: pd.DataFrame,
    as_of: date,
) -> Facts:
    """Gather what the factors ask; the event is set later, with `Facts.at`."""
    count = len(properties)
    today = pd.Timestamp(as_of)
    foreclosed = properties["foreclosure_date"]
    recent = foreclosed.between(today - pd.DateOffset(months=CURRENT_MONTHS), today)
    old = properties["inspection_date"] < today - pd.DateOffset(years=CURRENT_YEARS)
    return Facts(
        kind=np.full(count, EventKind.UNKNOWN, np.int64),
        years=np.full(count, np.nan),
        is_stale=np.zeros(count, bool),
        is_unseen=np.zeros(count, bool),
        is_end_derived=np.zeros(count, bool),
        seen=np.full(count, np.nan),
        rent_to_fmr_pct=numbers(properties["rent_to_fmr_pct"]),
        rent_to_fmr_low_pct=numbers(properties["rent_to_fmr_low_pct"]),
        rent_to_fmr_high_pct=_highest_rents(properties),
        rent_gap_pct=numbers(properties["rent_gap_pct"]),
        is_rent_gap_least=flags(properties["is_rent_gap_least"]),
        market_growth_pctile=numbers(properties["market_growth_pctile"]),
        owner=codes(properties["owner_type"], OWNER_TYPES, OwnerType.UNKNOWN),
        is_owner_older=flags(properties["is_owner_older_than_sale"]),
        is_owner_undated=_is_owner_undated(properties),
        owner_sold=_sold(properties),
        tenancy=codes(properties["tenancy"], TENANCIES, Tenancy.UNKNOWN),
        units=_homes(properties),
        year_built=numbers(properties["year_built"]),
        last_rehab_year=numbers(properties["last_rehab_year"]),
        previous_term_months=_previous_terms(covenants, held, count),
        inspection_score=numbers(properties["inspection_score"]),
        inspection_previous_score=numbers(properties["inspection_previous_score"]),
        is_inspection_old=old.to_numpy(bool),
        tax_years_delinquent=numbers(properties["tax_years_delinquent"]),
        is_foreclosed=(recent & ~(properties["last_sale_date"] > foreclosed)).to_numpy(bool),
        is_recently_sold=_has_signal(signals, properties.index, SALES),
        is_disputed=_has_signal(signals, properties.index, DISPUTES),
        debt_coverage_ratio=numbers(properties["debt_coverage_ratio"]),
        vacancy_pct=numbers(properties["vacancy_pct"]),
        violations_pctile=numbers(properties["violations_pctile"]),
        violations_per_unit=numbers(properties["violations_per_unit"]),
    )


def _has_signal(
    signals: pd.DataFrame, property_ids: pd.Index, kinds: tuple[SignalKind, ...]
) -> Flags:
    """Whether a signal of these kinds is in force."""
    held = signals.loc[flags(signals["is_in_force"]) & signals["kind"].isin(kinds)]
    return np.asarray(property_ids.isin(held["property_id"]))


def _highest_rents(properties: pd.DataFrame) -> Floats:
    """Upper edges of the ranges in which contract rents are published; infinite where open."""
    low, high = (numbers(properties[f"rent_to_fmr_{edge}_pct"]) for edge in ("low", "high"))
    return np.where(~np.isnan(low) & np.isnan(high), np.inf, high)


def _is_owner_undated(properties: pd.DataFrame) -> Flags:
    """Owners on record without a date, where there has been a sale."""
    sold, older = properties["last_sale_date"], properties["is_owner_older_than_sale"]
    return (sold.notna() & older.isna()).to_numpy(bool)


def _sold(properties: pd.DataFrame) -> Floats:
    """Days since 1970 of the latest sale; NaN without one."""
    days = properties["last_sale_date"].to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64))


def _homes(properties: pd.DataFrame) -> Floats:
    """Homes whose protection is in question; unknown where no number above zero is on record.

    Where every dated restriction has passed, those are the homes that no source confirms lost.
    """
    restricted = numbers(properties["units_restricted"])
    homes = np.where(restricted > 0, restricted, numbers(properties["unverified_units"]))
    return np.where(homes > 0, homes, np.nan)


def _previous_terms(covenants: pd.DataFrame, held: Held, count: int) -> Floats:
    """Longest previous term of each property's renewable contracts, in months.

    Where another contract's term is unknown, a short one says nothing about the property.
    """
    renewable = held.kind == EventKind.RENEWABLE
    place = held.place[renewable]
    months = numbers(covenants["previous_term_months"])[held.row[renewable]]
    longest = np.full(count, -np.inf)
    np.maximum.at(longest, place, np.where(np.isnan(months), -np.inf, months))
    has_unknown = np.zeros(count, bool)
    has_unknown[place[np.isnan(months)]] = True
    is_short = longest < MONTHS.edges[0]
    return np.where(np.isinf(longest) | (has_unknown & is_short), np.nan, longest)
