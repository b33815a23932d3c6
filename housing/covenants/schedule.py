"""The units-at-risk curve: how many homes each property keeps restricted, date by date."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from housing.covenants.curves import NEVER, Ends, Steps, steps
from housing.covenants.judge import RENEWED_KINDS
from housing.tables import Schedule, validate
from housing.terms import CovenantKind, Scenario


def schedule(covenants: pd.DataFrame, units_total: pd.Series, *, as_of: date) -> pd.DataFrame:
    """Run down each property's covenants: which homes stay restricted after each end.

    Stale contracts and unknown ends stay in force without a dated step; covenants that should
    have lapsed but are not confirmed ended are on no curve. A property that never had a covenant
    has no curve: what binds it is unknown, not nothing.

    Args:
        covenants: table `LinkedCovenants`.
        units_total: all homes of each property, by `property_id`; null unknown.
        as_of: the first day of every curve.
    """
    properties = pd.Index(covenants["property_id"].dropna().unique()).sort_values()
    place = properties.get_indexer(pd.Index(covenants["property_id"]))
    total = homes(units_total, properties)
    first_day = microseconds(pd.Series([pd.Timestamp(as_of)]))[0]
    told = (place >= 0) & has_been_covenant(covenants, as_of)
    is_deep = covenants["kind"].isin(RENEWED_KINDS).to_numpy(bool)
    parts = []
    for scenario in Scenario:
        for deep in (False, True):
            chosen = told & is_deep if deep else told
            ends, rows = in_force(covenants, place, chosen, scenario, as_of)
            curve = steps(ends, np.unique(place[chosen]), total, first_day)
            parts.append(_frame(curve, covenants.iloc[rows], properties, scenario, deep))
    return validate(pd.concat(parts, ignore_index=True), Schedule)


def in_force(
    covenants: pd.DataFrame,
    place: np.ndarray,
    chosen: np.ndarray,
    scenario: Scenario,
    as_of: date,
) -> tuple[Ends, np.ndarray]:
    """Covenants in force at `as_of` among the chosen rows, with the day each leaves the curve."""
    now = microseconds(pd.Series([pd.Timestamp(as_of)]))[0]
    renewed = covenants["kind"].isin(RENEWED_KINDS).to_numpy(bool)
    end = microseconds(covenants["usable_end_date"])
    stays = renewed if scenario is Scenario.RENEWALS_ASSUMED else renewed & (end <= now)
    end = np.where(stays, NEVER, end)
    counted = chosen & covenants["is_active"].to_numpy(bool)
    counted &= ~covenants["is_expired_unverified"].to_numpy(bool)
    rows = np.flatnonzero(counted)
    return replace(ends_of(covenants, place, rows), end=end[rows]), rows


def ends_of(covenants: pd.DataFrame, place: np.ndarray, rows: np.ndarray) -> Ends:
    """The given rows with the ends they state."""
    units = covenants["units_counted"].iloc[rows]
    return Ends(
        place=place[rows],
        end=microseconds(covenants["usable_end_date"].iloc[rows]),
        units=units.fillna(0).to_numpy(np.int64),
        is_unknown=units.isna().to_numpy(bool),
    )


def has_been_covenant(covenants: pd.DataFrame, as_of: date) -> np.ndarray:
    """Rows that say something of the past or present: seen by `as_of`, restricting rents, begun."""
    now = pd.Timestamp(as_of)
    seen = ~(covenants["observed_date"] > now)
    begun = covenants["is_active"] | ~(covenants["usable_start_date"] > now)
    return (covenants["is_covenant"] & seen & begun).to_numpy(bool)


def has_open_end(covenants: pd.DataFrame) -> pd.Series:
    """Rows without an end by design."""
    return covenants["kind"] == CovenantKind.OPEN_ENDED.value


def microseconds(dates: pd.Series) -> np.ndarray:
    """Dates as numbers that sort; a missing date is later than any."""
    return np.where(dates.isna(), NEVER, dates.to_numpy("datetime64[us]").view(np.int64))


def homes(units_total: pd.Series, properties: pd.Index) -> np.ndarray:
    """All homes of each property, NaN unknown; no property has zero."""
    homes = units_total.astype("Float64").reindex(properties).to_numpy(float, na_value=np.nan)
    return np.where(homes > 0, homes, np.nan)


def _frame(
    curve: Steps, covenants: pd.DataFrame, properties: pd.Index, scenario: Scenario, deep: bool
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "property_id": properties.take(curve.place),
            "scenario": scenario.value,
            "is_deep": deep,
            "date": curve.date.astype("datetime64[us]"),
            "units_nested": _whole(curve.nested),
            "units_disjoint": _whole(curve.disjoint),
            "covenant_ids": _names(curve, covenants["covenant_id"]),
            "programs": _names(curve, covenants["program"]),
        }
    )


def _whole(units: np.ndarray) -> pd.Series:
    return pd.Series(units).astype("Int64")


def _names(curve: Steps, names: pd.Series) -> pd.Series:
    """Names of the covenants that end at each step, ';' between; null at the first step."""
    texts = np.array([*names, None], dtype=object)
    said = texts[curve.order[curve.first]]
    for step in np.flatnonzero(curve.last - curve.first > 1):
        ending = texts[curve.order[curve.first[step] : curve.last[step]]]
        said[step] = ";".join(sorted({name for name in ending if name is not None})) or None
    return pd.Series(said, dtype="string")
