"""The affordability timeline of each property: first end, last end, and homes at risk by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from housing.covenants.curves import NEVER, homes_at, most_units
from housing.covenants.schedule import ends_of, has_open_end, homes, in_force, microseconds
from housing.tables import Properties, columns_of
from housing.terms import Program, Scenario

#: Horizons that units at risk are published for.
YEARS = (1, 2, 5, 10)

#: The horizon of the upper bound, in which unknown ends come now.
HIGH_YEARS = 5

_COLUMNS = columns_of(Properties)

#: The columns of table `Properties` that `timeline` makes.
TIMELINE_COLUMNS = (
    "programs",
    *_COLUMNS[_COLUMNS.index("covenants_total") : _COLUMNS.index("unverified_units") + 1],
)


def timeline(
    covenants: pd.DataFrame,
    schedule: pd.DataFrame,
    property_ids: pd.Index,
    units_total: pd.Series,
    *,
    as_of: date,
) -> pd.DataFrame:
    """Sum up the covenants and curves of each property.

    A property that never had a covenant has counts of 0 and unknown homes: nobody has said that
    nothing restricts it. One whose covenants have all ended has 0 homes restricted.

    Args:
        covenants: table `LinkedCovenants`.
        schedule: table `Schedule`, from the same covenants.
        property_ids: every property, in the order wanted.
        units_total: all homes of each property, by `property_id`; null unknown.
        as_of: the day of the snapshot.

    Returns:
        A row per property, in order, with `TIMELINE_COLUMNS`.
    """
    place = property_ids.get_indexer(pd.Index(covenants["property_id"]))
    rows, place = covenants.iloc[np.flatnonzero(place >= 0)], place[place >= 0]
    total = homes(units_total, property_ids)
    curves = _curves(schedule, property_ids, as_of)
    loose = _loose_homes(rows, place, total, as_of)
    has_curve = curves.pop("has_curve")
    certain = loose.pop("certain")
    loose["units_at_risk_high_5y"] = curves["units_restricted"] - certain
    loose["unverified_units"] = beyond(loose["unverified_units"], curves["units_restricted"])
    units = {name: np.where(has_curve, column, np.nan) for name, column in (curves | loose).items()}
    columns = {
        "programs": pd.array(_programs(rows, place, len(total)), dtype="string"),
        **_counts(rows, place, len(total), as_of),
        **_end_dates(rows, place, len(total), as_of),
        **{name: pd.array(column).astype("Int64") for name, column in units.items()},
    }
    made = pd.DataFrame(columns, index=property_ids.rename("property_id"))
    made["last_end_date"] = made["last_end_date"].mask(
        made["has_open_ended"] | made["has_unknown_end"]
    )
    return made[list(TIMELINE_COLUMNS)]


def _counts(rows: pd.DataFrame, place: np.ndarray, count: int, as_of: date) -> dict[str, Any]:
    """How many covenants, and whether any of the active ones has no end, or a past one."""
    seen = (~(rows["observed_date"] > pd.Timestamp(as_of))).to_numpy(bool)
    active = rows["is_active"].to_numpy(bool)
    open_ended = has_open_end(rows).to_numpy(bool)
    unknown_end = ~open_ended & rows["usable_end_date"].isna().to_numpy(bool)
    stale = rows["is_stale"].to_numpy(bool)

    def number(mask: np.ndarray) -> np.ndarray:
        return np.bincount(place[mask], minlength=count)

    return {
        "covenants_total": pd.array(number(seen), dtype="Int64"),
        "covenants_active": pd.array(number(active), dtype="Int64"),
        "has_open_ended": pd.array(number(active & open_ended) > 0, dtype="boolean"),
        "has_unknown_end": pd.array(number(active & unknown_end) > 0, dtype="boolean"),
        "has_stale_end": pd.array(number(stale) > 0, dtype="boolean"),
    }


def _end_dates(
    rows: pd.DataFrame, place: np.ndarray, count: int, as_of: date
) -> dict[str, np.ndarray]:
    """First, last and next known end of active covenants; `last` regardless of unknown ends."""
    now = microseconds(pd.Series([pd.Timestamp(as_of)]))[0]
    end = microseconds(rows["usable_end_date"])
    dated = rows["is_active"].to_numpy(bool) & (end != NEVER)
    first, following = np.full(count, NEVER), np.full(count, NEVER)
    last = np.full(count, -NEVER)
    np.minimum.at(first, place[dated], end[dated])
    np.maximum.at(last, place[dated], end[dated])
    ahead = dated & (end > now)
    np.minimum.at(following, place[ahead], end[ahead])
    return {
        "first_end_date": _dates(first),
        "last_end_date": _dates(last),
        "known_last_end_date": _dates(last),
        "next_end_date": _dates(following),
    }


def _dates(microseconds_: np.ndarray) -> np.ndarray:
    dates = microseconds_.astype("datetime64[us]")
    return np.where(np.abs(microseconds_) == NEVER, np.datetime64("NaT", "us"), dates)


def _programs(rows: pd.DataFrame, place: np.ndarray, count: int) -> np.ndarray:
    """Programs of active covenants, ';' between: one bit per program, one text per set of bits."""
    names = sorted(program.value for program in Program)
    active = rows["is_active"].to_numpy(bool)
    bit = 1 << pd.Index(names).get_indexer(pd.Index(rows["program"])).astype(np.int64)
    bits = np.zeros(count, dtype=np.int64)
    np.bitwise_or.at(bits, place[active], bit[active])
    sets, which = np.unique(bits, return_inverse=True)
    texts = [
        ";".join(name for i, name in enumerate(names) if held >> i & 1) or None
        for held in sets.tolist()
    ]
    return np.array(texts, dtype=object)[which]


def _curves(schedule: pd.DataFrame, property_ids: pd.Index, as_of: date) -> dict[str, np.ndarray]:
    """Homes restricted now, and how many of them each horizon leaves unprotected; NaN unknown."""
    now = pd.Timestamp(as_of)
    curves = _Curves.read(schedule, property_ids)
    nominal = (Scenario.NOMINAL, False)
    made = {
        "has_curve": curves.has_any,
        "units_restricted": curves.homes_at(nominal, now),
        "units_restricted_high": curves.homes_at(nominal, now, column="units_disjoint"),
        "deep_units": curves.homes_at((Scenario.NOMINAL, True), now),
    }
    for prefix, curve, today in (
        ("units_at_risk", nominal, "units_restricted"),
        ("units_at_risk_renewals", (Scenario.RENEWALS_ASSUMED, False), "units_restricted"),
        ("deep_units_at_risk", (Scenario.NOMINAL, True), "deep_units"),
    ):
        for years in YEARS:
            left = curves.homes_at(curve, now + pd.DateOffset(years=years))
            made[f"{prefix}_{years}y"] = made[today] - left
    return made


@dataclass(frozen=True, slots=True)
class _Curves:
    """The schedule by scenario and depth, each in order of date."""

    parts: dict[tuple[Scenario, bool], tuple[np.ndarray, pd.DataFrame]]
    #: Whether each property has a curve at all.
    has_any: np.ndarray

    @classmethod
    def read(cls, schedule: pd.DataFrame, property_ids: pd.Index) -> "_Curves":
        place = property_ids.get_indexer(pd.Index(schedule["property_id"]))
        date = schedule["date"].to_numpy()
        deep = schedule["is_deep"].to_numpy(bool)
        parts = {}
        for scenario in Scenario:
            of_scenario = (schedule["scenario"] == scenario.value).to_numpy(bool) & (place >= 0)
            for is_deep in (False, True):
                chosen = np.flatnonzero(of_scenario & (deep == is_deep))
                chosen = chosen[np.argsort(date[chosen], kind="stable")]
                parts[scenario, is_deep] = (place[chosen], schedule.iloc[chosen])
        has_any = np.zeros(len(property_ids), dtype=bool)
        has_any[place[place >= 0]] = True
        return cls(parts, has_any)

    def homes_at(
        self, curve: tuple[Scenario, bool], when: pd.Timestamp, column: str = "units_nested"
    ) -> np.ndarray:
        """Homes still restricted on a day, by place: the latest step up to it; 0 without one."""
        place, rows = self.parts[curve]
        homes_ = rows[column].to_numpy(float, na_value=np.nan)
        dates = rows["date"].to_numpy()
        return homes_at(place, dates, homes_, np.datetime64(when), len(self.has_any))


def beyond(homes_: np.ndarray, restricted: np.ndarray) -> np.ndarray:
    """Homes that no living covenant also protects, nested reading; NaN stays unknown."""
    return np.maximum(homes_ - np.nan_to_num(restricted), 0)


def _loose_homes(
    rows: pd.DataFrame, place: np.ndarray, total: np.ndarray, as_of: date
) -> dict[str, np.ndarray]:
    """Homes whose loss no dated step shows, and those certain to be restricted in five years."""
    everything = np.ones(len(rows), dtype=bool)
    ends, at = in_force(rows, place, everything, Scenario.NOMINAL, as_of)
    stated = microseconds(rows["usable_end_date"])[at]
    no_end_known = (stated == NEVER) & ~has_open_end(rows).to_numpy(bool)[at]
    undated = no_end_known | ((ends.end == NEVER) & (stated != NEVER))
    horizon = np.datetime64(pd.Timestamp(as_of) + pd.DateOffset(years=HIGH_YEARS), "us")
    lasting = (ends.end > horizon.astype(np.int64)) & ~no_end_known
    expired = np.flatnonzero(rows["is_expired_unverified"].to_numpy(bool))
    return {
        "certain": most_units(ends.only(lasting), total),
        "undated_units": most_units(ends.only(undated), total),
        "unverified_units": most_units(ends_of(rows, place, expired), total),
    }
