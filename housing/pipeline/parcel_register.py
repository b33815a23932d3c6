"""One row per parcel of a place, from every list that has it."""

from collections.abc import Collection
from typing import Any

import geopandas as gpd
import pandas as pd

from housing.tables import Parcels, validate
from housing.terms import OwnerType


def one_register(stacked: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, dict[str, Any]]:
    """Join the rows of each parcel, and say what went in and out.

    The most trusted list comes first. What it leaves open the next one fills in: outlines of one
    list, the tax roll of another.
    """
    repeated = stacked["parcel_id"].duplicated(keep=False)
    if not repeated.any():
        return stacked.reset_index(drop=True), _step(stacked, stacked)
    rows = stacked.loc[repeated]
    first = rows.drop_duplicates("parcel_id")
    later = rows.loc[rows["parcel_id"].duplicated()]
    joined = first.assign(**_filled(first, later)).astype(first.dtypes.to_dict())
    both = pd.concat([stacked.loc[~repeated], joined]).sort_index().reset_index(drop=True)
    register = validate(gpd.GeoDataFrame(both, geometry="geometry", crs=stacked.crs), Parcels)
    return register, _step(stacked, register)


def with_centers(
    claims: pd.DataFrame, parcels: gpd.GeoDataFrame, listed: Collection[str]
) -> pd.DataFrame:
    """Claims of a place's own lists, with a point on the parcel where the list gives none."""
    is_open = claims["source_id"].isin(listed) & claims["latitude"].isna()
    if not is_open.any():
        return claims
    drawn = parcels.dropna(subset=["geometry"]).set_index("parcel_id").geometry
    points = drawn.loc[drawn.index.isin(claims.loc[is_open, "parcel_id"])].representative_point()
    ids = claims["parcel_id"]
    return claims.assign(
        latitude=claims["latitude"].mask(is_open, ids.map(points.y)),
        longitude=claims["longitude"].mask(is_open, ids.map(points.x)),
    )


#: Columns that are taken over together, or not at all; the first one says whether they are known.
_TOGETHER = (
    ("geometry", "is_geometry_repaired"),
    ("owner_name", "is_owner_masked", "owner_mailing"),
    ("assessed_value_usd", "assessed_land_usd", "assessed_improvement_usd", "tax_year"),
    ("sale_date", "sale_price_usd"),
)


def _filled(first: gpd.GeoDataFrame, later: gpd.GeoDataFrame) -> dict[str, pd.Series]:
    """Columns of the first rows, what is open in them taken from later rows of the parcel."""
    ids = first["parcel_id"]
    together = {name for group in _TOGETHER for name in group}
    alone = [name for name in later.columns if name not in {"parcel_id", "owner_type", *together}]
    known = later[["parcel_id", *alone]].groupby("parcel_id", sort=False).first()
    made = {name: first[name].fillna(_for(ids, known[name])) for name in alone}
    for group in _TOGETHER:
        given = later.loc[later[group[0]].notna()].drop_duplicates("parcel_id")
        given = given.set_index("parcel_id")
        is_open = first[group[0]].isna() & ids.isin(given.index)
        made |= {name: first[name].mask(is_open, _for(ids, given[name])) for name in group[1:]}
        made[group[0]] = first[group[0]].where(~is_open, _for(ids, given[group[0]]))
    typed = later.loc[later["owner_type"] != OwnerType.UNKNOWN.value]
    types = typed.drop_duplicates("parcel_id").set_index("parcel_id")["owner_type"]
    is_open = (first["owner_type"] == OwnerType.UNKNOWN.value) & ids.isin(types.index)
    return {**made, "owner_type": first["owner_type"].mask(is_open, _for(ids, types))}


def _for(ids: pd.Series, facts: pd.Series) -> pd.Series:
    """What is known of each of the parcels, in their order."""
    return facts.reindex(ids).set_axis(ids.index)


def _step(stacked: pd.DataFrame, register: pd.DataFrame) -> dict[str, Any]:
    again = len(stacked) - len(register)
    return {
        "step": "Keep one row per parcel, the most trusted list before the others",
        "rows_in": len(stacked),
        "rows_out": len(register),
        "note": f"{again:,} rows repeated a parcel already known and filled in what it left open",
    }
