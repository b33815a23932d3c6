"""The ground under condominium units, which have an owner and a value but no outline of their own.

A unit stands on the lot of its square whose record at the surveyor's names it, else on the one
condominium lot of its square in which the property's point lies. Where neither tells, or several
lots could be it, the ground stays unknown and the unit's link says why.
"""

import geopandas as gpd
import numpy as np
import pandas as pd

from housing.ids import among
from housing.linkage.parcel_store import locate
from housing.linkage.parcels import are_placeable, no_pairs, pairs_index
from housing.parcel_ids import is_condominium_unit
from housing.tables import ParcelLinks, columns_of, validate
from housing.terms import LinkMethod


def lead_to_ground(
    links: pd.DataFrame,
    points: gpd.GeoDataFrame,
    grounds: pd.DataFrame,
    parcels: gpd.GeoDataFrame,
    *,
    local_crs: str,
    id_format: str,
    barred: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add the lots under condominium units, each once per property.

    Args:
        links: table `ParcelLinks`.
        points: `property_id`, `address`, `location_quality`, `geometry` (missing if unlocated).
        grounds: table `CondominiumGrounds`; without rows nothing is added.
        parcels: table `Parcels`.
        local_crs: the place's own CRS, in meters.
        id_format: how the place writes parcel ids, see `housing.parcel_ids`.
        barred: `property_id`, `parcel_id`: people say that the property does not stand there.

    Returns:
        Table `ParcelLinks`: every link there was, those of units saying what their ground is or
        why it is unknown, and a row by `condominium_ground` per lot under them.
    """
    units = _units(links, id_format)
    if units.empty or grounds.empty:
        return links
    forbidden = pairs_index(no_pairs() if barred is None else barred)
    near = units.merge(_squares(grounds), on="square")
    recorded = _by_record(near)
    left = units.loc[~units.index.isin(recorded["unit"])]
    around = _by_point(left, near, _standing_on(points, grounds, parcels, local_crs))
    found = pd.concat([recorded, around.loc[~around["is_tied"]]], ignore_index=True)
    said = _why_unknown(units, near, around, points)
    said = said.mask(units["unit"].isin(found["unit"]), _UNKNOWN + _RULED_OUT)
    found = found.loc[~pairs_index(found).isin(forbidden)]
    under = found.groupby("unit")["parcel_id"].agg(lambda ids: " and ".join(sorted(set(ids))))
    said.update("whose ground is " + under)
    told = links["evidence"].str.removesuffix(".") + "; a condominium unit " + said + "."
    told = told.where(links.index.isin(units.index), links["evidence"])
    added = _ground_links(found.loc[~pairs_index(found).isin(pairs_index(links))])
    both = pd.concat([links.assign(evidence=told), added], ignore_index=True)
    ordered = both.sort_values(["property_id", "parcel_id"], kind="stable")
    return validate(ordered[columns_of(ParcelLinks)], ParcelLinks)


def without_grounds(links: pd.DataFrame) -> pd.DataFrame:
    """Links to what is owned, taxed and counted: a ground belongs to the units upon it."""
    return links.loc[links["method"] != LinkMethod.CONDOMINIUM_GROUND.value]


def _units(links: pd.DataFrame, id_format: str) -> pd.DataFrame:
    """Links to units without an outline: `unit` (its place in the links), square and number."""
    is_unit = is_condominium_unit(links["parcel_id"], id_format).fillna(False).astype(bool)
    units = links.loc[is_unit & ~links["has_outline"], ["property_id", "parcel_id"]]
    parts = units.pop("parcel_id").str.extract(r"^(?P<square>.*)\|(?P<number>\d+)")
    return units.assign(
        unit=units.index, square=parts["square"], number=parts["number"].astype("Int64")
    )


def _squares(grounds: pd.DataFrame) -> pd.DataFrame:
    """Ground lots with their square, and whether the surveyor names units there at all."""
    return grounds.assign(
        square=grounds["parcel_id"].str.rpartition("|")[0],
        is_named=grounds["first_unit"].notna(),
    )


def _by_record(near: pd.DataFrame) -> pd.DataFrame:
    """Lots whose record names the unit. Several lots are its ground if one plat joins them."""
    named = near.loc[_names_it(near)]
    plat = named["record"].fillna("") + named["first_unit"].astype("string")
    is_clear = plat.groupby(named["unit"]).transform("nunique") == 1
    named = named.loc[is_clear.astype(bool)]
    runs = named["first_unit"].astype("string") + "-" + named["last_unit"].astype("string")
    runs = runs.where(
        named["first_unit"] < named["last_unit"], named["first_unit"].astype("string")
    )
    evidence = "The ground under units " + runs + ", by the surveyor's record"
    return named[["unit", "property_id", "parcel_id"]].assign(
        evidence=evidence + (" (" + named["record"] + ")").fillna("") + ".", is_tied=False
    )


def _by_point(left: pd.DataFrame, near: pd.DataFrame, standing: pd.MultiIndex) -> pd.DataFrame:
    """Condominium lots of the unit's square in which the property's point lies."""
    holds = near.loc[near["unit"].isin(left["unit"]) & pairs_index(near).isin(standing)]
    likely = holds.loc[~holds["is_named"] | _names_it(holds)]
    once = likely.drop_duplicates(["unit", "parcel_id"])
    return once[["unit", "property_id", "parcel_id"]].assign(
        evidence="The condominium ground of the same square that holds the property's point.",
        is_tied=once["unit"].duplicated(keep=False),
    )


def _names_it(near: pd.DataFrame) -> pd.Series:
    is_within = (near["first_unit"] <= near["number"]) & (near["number"] <= near["last_unit"])
    return is_within.fillna(False).astype(bool)


def _standing_on(
    points: gpd.GeoDataFrame, grounds: pd.DataFrame, parcels: gpd.GeoDataFrame, local_crs: str
) -> pd.MultiIndex:
    """Properties and the condominium lots in which their exact points lie."""
    lots = parcels.loc[among(parcels["parcel_id"], grounds["parcel_id"])]
    exact = points.loc[are_placeable(points)]
    found = locate(exact.geometry, lots, local_crs, 0.0)
    found["property_id"] = exact["property_id"].to_numpy()[found["point"]]
    return pairs_index(found)


def _why_unknown(
    units: pd.DataFrame, near: pd.DataFrame, around: pd.DataFrame, points: gpd.GeoDataFrame
) -> pd.Series:
    """What is said of a unit whose ground is not found, by `unit`."""
    exact = points.loc[are_placeable(points), "property_id"]
    said = pd.Series(_UNKNOWN + _ELSEWHERE, index=units.index)
    reasons = (
        (~among(units["property_id"], exact), _INEXACT),
        (~units["unit"].isin(near["unit"]), _NO_LOT),
        (units["unit"].isin(around["unit"]), _SEVERAL),
    )
    for holds, why in reasons:
        said = said.mask(holds, _UNKNOWN + why)
    return said


_UNKNOWN = "whose ground is unknown: "
_ELSEWHERE = "no condominium lot of its square that may be under it holds the property's point"
_INEXACT = "the property's coordinate is not exact enough to place it on a lot"
_NO_LOT = "the surveyor lists no condominium lot in its square"
_SEVERAL = "several condominium lots of its square hold the property's point"
_RULED_OUT = "people ruled out the lot that may be it"


def _ground_links(found: pd.DataFrame) -> pd.DataFrame:
    """One row per property and lot, with the evidence of its first unit."""
    once = found.sort_values(["property_id", "parcel_id", "unit"])
    once = once.drop_duplicates(["property_id", "parcel_id"])
    return once[["property_id", "parcel_id", "evidence"]].assign(
        method=LinkMethod.CONDOMINIUM_GROUND.value,
        distance_meters=np.nan,
        has_outline=True,
        candidate_parcel_ids=None,
    )
