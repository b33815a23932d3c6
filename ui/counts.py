"""What pages count: homes by year and program, properties by band, how late each source is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from housing.covenants.losses import losses as losses
from housing.geo import points
from housing.terms import Band, Scenario
from ui import explain
from ui.palette import NOT_SCORED
from ui.text import en

#: A cliff chart shows this many years one by one and what comes later together.
CLIFF_YEARS = 20

#: As many neighbors as fit beside a small map.
NEARBY_COUNT = 8


def city_totals(properties: pd.DataFrame) -> dict[str, int]:
    """Sum homes over properties; a property with an unknown number of homes is counted apart."""
    sums = [
        "units_at_risk_high_5y",
        "units_restricted",
        "undated_units",
        "unverified_units",
        "deep_units",
    ]
    sums += [f"units_at_risk_{years}y" for years in explain.HORIZONS]
    sums += [f"units_at_risk_renewals_{years}y" for years in explain.HORIZONS]
    totals = {name: int(properties[name].sum()) for name in sums}
    active = properties["covenants_active"] > 0
    return totals | {
        "properties": len(properties),
        "protected_properties": int((properties["units_restricted"] > 0).sum()),
        "unknown_units": int((active & properties["units_restricted"].isna()).sum()),
        "unknown_end": int(properties["has_unknown_end"].sum()),
        "stale_end": int(properties["has_stale_end"].sum()),
        "no_covenant": int((properties["covenants_total"] == 0).sum()),
    }


def by_band(properties: pd.DataFrame) -> pd.DataFrame:
    """Count properties and homes per band, highest first, and those not scored."""
    named = properties["band"].astype("string").fillna(NOT_SCORED)
    counted = (
        properties.assign(band=named)
        .groupby("band")
        .agg(properties=("property_id", "size"), units=("units_restricted", "sum"))
        .reindex([*[band.value for band in Band], NOT_SCORED])
        .fillna(0)
        .astype(int)
    )
    return counted.reset_index()


def call_first(properties: pd.DataFrame, count: int = 10) -> pd.DataFrame:
    """Return the highest scores; of equal ones, more homes at risk first, then the nearer end."""
    scored = properties[properties["score"].notna()]
    return scored.sort_values(
        ["score", "units_at_risk_5y", "next_end_date", "property_id"],
        ascending=[False, False, True, True],
        na_position="last",
    ).head(count)


def losses_by_year(lost: pd.DataFrame, first_year: int, years: int = CLIFF_YEARS) -> pd.DataFrame:
    """Sum losses by scenario, year and program group; years beyond the chart are one `later`."""
    last = first_year + years - 1
    year = lost["date"].dt.year.clip(upper=last + 1)
    label = year.astype("string").where(year <= last, f"{last + 1} on")
    summed = (
        lost.assign(year=label, group=lost["programs"].map(program_group))
        .groupby(["scenario", "year", "group"], as_index=False)
        .agg(units=("units", "sum"), properties=("property_id", "nunique"))
    )
    return summed.astype({"units": int})


def cliff_years(first_year: int, years: int = CLIFF_YEARS) -> list[str]:
    """Name every bar of a cliff chart, years without a loss among them."""
    return [str(first_year + step) for step in range(years)] + [f"{first_year + years} on"]


def program_group(programs: Any) -> str:
    """Return the group of the covenants that end together, or that there are several."""
    groups = {en.PROGRAM_GROUPS.get(code, en.OTHER) for code in explain.words(programs)}
    if not groups:
        return en.OTHER
    return groups.pop() if len(groups) == 1 else en.SEVERAL


def protected_by_date(
    schedule: pd.DataFrame, as_of: date, years: int = CLIFF_YEARS
) -> pd.DataFrame:
    """Return the homes still protected on `as_of` and every anniversary, in both scenarios."""
    curve = schedule[~schedule["is_deep"].astype(bool)]
    start = curve.sort_values("date").groupby(["property_id", "scenario"])["units_nested"].first()
    held = start.groupby("scenario").sum()
    lost = losses(schedule)
    rows = []
    for step in range(years + 1):
        when = pd.Timestamp(as_of) + pd.DateOffset(years=step)
        gone = lost[lost["date"] <= when].groupby("scenario")["units"].sum()
        for scenario in Scenario:
            units = held.get(scenario.value, 0) - gone.get(scenario.value, 0)
            rows.append((when, scenario.value, int(units)))
    return pd.DataFrame(rows, columns=["date", "scenario", "units"])


def nearby(
    properties: pd.DataFrame, property_id: str, local_crs: str, count: int = NEARBY_COUNT
) -> pd.DataFrame:
    """Return the nearest other properties with their distance in meters, measured in the local CRS.

    Empty where the property itself has no location.
    """
    located = points(properties["longitude"], properties["latitude"]).to_crs(local_crs)
    here = located[(properties["property_id"] == property_id).to_numpy(bool)]
    if here.empty or here.iloc[0] is None:
        return properties.head(0).assign(distance_meters=pd.Series(dtype=float))
    away = located.distance(here.iloc[0])
    others = properties.assign(distance_meters=away)
    others = others[(others["property_id"] != property_id) & away.notna()]
    return others.sort_values(["distance_meters", "property_id"]).head(count)


def source_ages(inputs: Iterable[Mapping[str, Any]], today: date) -> pd.DataFrame:
    """Return one row per source file: how old the list is, and whether a newer one is due."""
    return pd.DataFrame([dict(entry) | _age(entry, today) | {"today": today} for entry in inputs])


def _age(entry: Mapping[str, Any], today: date) -> dict[str, Any]:
    described, retrieved = entry.get("vintage"), entry.get("retrieved")
    if not described:
        sentence = "nobody says which day it describes"
        if retrieved:
            sentence += f"; retrieved {explain.day(retrieved[:10])}"
        return {"described_date": None, "age_days": None, "is_late": None, "sentence": sentence}
    when = date.fromisoformat(described[:10])
    days = (today - when).days
    limit = entry.get("late_after_days")
    is_late = None if limit is None else days > limit
    sentence = f"{explain.age(days)} old"
    if is_late:
        sentence += ": late, download it again"
    return {"described_date": when, "age_days": days, "is_late": is_late, "sentence": sentence}
