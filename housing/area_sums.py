"""What is protected, at risk and lost in each area, and what rents do there.

Every property is in the sums: those in no area of a kind are one row of their own. A figure of the
Census Bureau is told with its margin of error; where there is none for an area, it is not known.
"""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from housing.linked_tables import known_by
from housing.terms import AreaKind, Status

#: Horizons in years for which homes at risk are summed.
HORIZONS = (1, 2, 5, 10)

_SUMMED = (
    "units_restricted",
    *(f"units_at_risk_{years}y" for years in HORIZONS),
    *(f"units_at_risk_renewals_{years}y" for years in HORIZONS),
    "undated_units",
    "unverified_units",
    "deep_units",
    *(f"deep_units_at_risk_{years}y" for years in HORIZONS),
)

_RENT = "median_rent_usd"

#: Tracts are redrawn for every census.
_CENSUS_YEARS = 10


def kinds(areas: pd.DataFrame) -> list[str]:
    """Return the kinds of areas within the city that have outlines, the largest areas first."""
    within = (AreaKind.WARD.value, AreaKind.NEIGHBORHOOD.value, AreaKind.TRACT.value)
    there = set(areas["kind"])
    return [kind for kind in within if kind in there]


def names(areas: pd.DataFrame) -> pd.Series:
    """Return what a property's row calls each area, by position: name, long name, or tract code."""
    called = areas["name"].where(areas["kind"] != AreaKind.TRACT.value, areas["code"])
    is_neighborhood = areas["kind"] == AreaKind.NEIGHBORHOOD.value
    return called.mask(is_neighborhood, areas["long_name"].fillna(areas["name"]))


def area_ids(properties: pd.DataFrame, areas: pd.DataFrame, kind: str) -> pd.Series:
    """Return the id of the area of a kind that each property is in; null for none on record."""
    own = areas[areas["kind"] == kind]
    ids = own["area_id"].set_axis(names(own)).sort_values()
    return properties[kind].map(ids[~ids.index.duplicated()]).astype("str")


def area_sums(properties: pd.DataFrame, areas: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Sum homes over the properties of each area of a kind, areas without any among them.

    The last row, without `area_id`, has the properties in no such area. `unknown_units` counts
    properties under a covenant whose homes nobody counted: their homes are in no sum. Of those on
    record as lost, `lost_units` are all their homes, `lost_unknown` how many of them are uncounted.
    """
    where = area_ids(properties, areas, kind).fillna("")
    is_lost = properties["status"] == Status.LOST.value
    active = (properties["covenants_active"] > 0) & properties["units_restricted"].isna()
    facts = properties[list(_SUMMED)].assign(
        properties=1,
        protected_properties=(properties["units_restricted"].fillna(0) > 0).astype(int),
        unknown_units=active.astype(int),
        lost_properties=is_lost.astype(int),
        lost_units=properties["units_total"].where(is_lost, 0).fillna(0),
        lost_unknown=(is_lost & properties["units_total"].isna()).astype(int),
    )
    own = areas[areas["kind"] == kind].set_index("area_id")
    summed = facts.groupby(where).sum().astype("Int64").reindex([*own.index, ""], fill_value=0)
    ids = pd.array([*own.index, None], dtype="str")
    return summed.reset_index(drop=True).assign(area_id=ids)[["area_id", *summed.columns]]


def rents(facts: pd.DataFrame, areas: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the latest median rent of each area and how it changed, with margins, by `area_id`.

    Columns: `rent_usd`, `rent_margin_usd`, `period`, `source_id`; `change_pct`,
    `change_margin_pct` against `from_period`, the oldest one. Margins are at 90 percent. Only
    figures known at `as_of` and about the census whose tracts are drawn are told.
    """
    usable = comparable(known_by(facts, as_of), areas)
    usable = usable[usable["measure"] == _RENT].dropna(subset=["value"])
    ordered = usable.sort_values(["area_id", "period"], kind="stable")
    by_area = ordered.groupby("area_id")
    last, first = by_area.last(), by_area.first()
    count = by_area["period"].nunique()
    told = pd.DataFrame(
        {
            "rent_usd": last["value"],
            "rent_margin_usd": last["margin_of_error"],
            "period": last["period"],
            "source_id": last["source_id"],
            "from_period": first["period"].where(count > 1),
        }
    )
    change, margin = percent_change(
        first["value"], first["margin_of_error"], last["value"], last["margin_of_error"]
    )
    return told.assign(
        change_pct=change.where(count > 1), change_margin_pct=margin.where(count > 1)
    )


def percent_change(
    before: pd.Series, before_margin: pd.Series, after: pd.Series, after_margin: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Return the change in percent and its margin of error; both null where it cannot be told.

    The margin is that of the ratio of both estimates: U.S. Census Bureau, Understanding and Using
    American Community Survey Data (2020), chapter 8, "percent change". Periods that overlap make
    the true margin smaller.
    """
    ratio = after / before.where(before > 0)
    error = np.sqrt(after_margin**2 + (ratio * before_margin) ** 2) / before.where(before > 0)
    return (ratio - 1) * 100, error * 100


def comparable(facts: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Keep figures that are about the outlines at hand: many tract codes mean other land later."""
    is_tract = facts["area_id"].str.startswith(f"{AreaKind.TRACT.value}:")
    drawn = areas.loc[areas["kind"] == AreaKind.TRACT.value, "observed_date"].max()
    census = 0 if pd.isna(drawn) else int(drawn.year) // _CENSUS_YEARS * _CENSUS_YEARS
    is_ours = (facts["tract_year"] == census).fillna(False).astype(bool)
    return facts[~is_tract | is_ours]


def tracts_within(areas: gpd.GeoDataFrame, area_id: str) -> list[str]:
    """Return the tracts whose middle lies in an area, by id."""
    tracts = areas[areas["kind"] == AreaKind.TRACT.value]
    own = areas.loc[areas["area_id"] == area_id].geometry
    if tracts.empty or own.empty:
        return []
    middle = shapely.point_on_surface(tracts.geometry.to_numpy())
    inside = shapely.intersects(own.iloc[0], middle)
    return sorted(tracts.loc[inside, "area_id"])
