"""What is published of a record, a property or a parcel, under the same names, to be compared."""

from typing import Any

import geopandas as gpd
import pandas as pd

from housing.geo import STORED_CRS, points
from housing.linkage.addresses import keys_by_row

#: What can be compared, in the order in which people look.
FACTS = (
    "source_id",
    "source_record_id",
    "name",
    "address",
    "zip",
    "units_total",
    "units_assisted",
    "building_count",
    "year_built",
    "placed_in_service_year",
    "programs",
    "first_start_date",
    "last_end_date",
    "owner_name",
    "manager_name",
    "contract_number_hud",
    "status_source",
    "location_quality",
    "observed_date",
)

#: Facts of which nobody expects that they agree.
OWN = ("source_id", "source_record_id", "observed_date", "location_quality", "status_source")

SAME, LIKE, PARTLY, DIFFERS, ONE_SAYS, NOBODY_SAYS = (
    "same",
    "same, written otherwise",
    "some in common",
    "differs",
    "only one says",
    "neither says",
)


def record_facts(records: pd.DataFrame, covenants: pd.DataFrame) -> gpd.GeoDataFrame:
    """Facts of every record by its id, with the dates of its covenants as published."""
    by_id = records.set_index("record_id")
    dated = covenants.groupby("record_id").agg(
        first_start_date=("start_date", "min"),
        last_end_date=("end_date", "max"),
        programs=("program", lambda codes: ";".join(sorted(set(codes)))),
    )
    told = by_id.join(dated)
    return _facts(told, points(told["longitude"], told["latitude"]))


def property_facts(properties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Facts of every property by its id."""
    by_id = properties.set_index("property_id")
    listed = by_id.drop(columns="geometry").assign(
        source_record_id=by_id.index, last_end_date=by_id["known_last_end_date"]
    )
    return _facts(listed, by_id.geometry)


def parcel_facts(parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Facts of every parcel by its id; its place is its outline."""
    by_id = parcels.set_index("parcel_id")
    listed = by_id.drop(columns="geometry").assign(source_record_id=by_id["parcel_id_source"])
    return _facts(listed, by_id.geometry)


def compared(fact: str, one: Any, other: Any) -> str:
    """Say how what two lists state of one fact compares.

    >>> compared("address", "12 Elm Street NW", "12 ELM ST NW")
    'same, written otherwise'
    >>> compared("units_total", 40, 38)
    'differs by 2'
    """
    known = [value for value in (one, other) if not _is_blank(value)]
    if len(known) < 2:
        return ONE_SAYS if known else NOBODY_SAYS
    if one == other:
        return SAME
    if fact.startswith("units") or fact.endswith(("_year", "_count", "year_built")):
        return f"{DIFFERS} by {abs(one - other):,}"
    if fact == "address":
        mine, theirs = (set(keys_by_row(pd.Series([text], dtype="string"))) for text in known)
        return LIKE if mine == theirs and mine else PARTLY if mine & theirs else DIFFERS
    return LIKE if _bare(one) == _bare(other) else DIFFERS


def _facts(listed: pd.DataFrame, places: gpd.GeoSeries) -> gpd.GeoDataFrame:
    told = listed.reindex(columns=list(FACTS))
    for name in ("units_total", "units_assisted"):
        told[name] = told[name].astype("Int64")
    return gpd.GeoDataFrame(told, geometry=gpd.GeoSeries(places, crs=STORED_CRS))


def _is_blank(value: Any) -> bool:
    return value is None or bool(pd.isna(value)) or value == ""


def _bare(value: Any) -> str:
    return "".join(sign for sign in str(value).casefold() if sign.isalnum())
