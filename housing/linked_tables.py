"""Everything that was gathered about the properties, each row knowing its property."""

from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """Linked tables of one place as of one day: what profiles are made from.

    Every frame but the areas has a `property_id`. `source_order` ranks sources: where two state
    the same thing, the earlier one is shown and both are kept.
    """

    property_ids: pd.Index
    records: pd.DataFrame
    claims: pd.DataFrame
    covenants: pd.DataFrame
    inspections: pd.DataFrame
    events: pd.DataFrame
    conditions: pd.DataFrame
    parcels: gpd.GeoDataFrame
    parcel_links: pd.DataFrame
    areas: gpd.GeoDataFrame
    area_facts: pd.DataFrame
    stewards: pd.DataFrame
    source_order: tuple[str, ...]
    as_of: date
    local_crs: str


def known_by(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Rows observed on or before `as_of`, or at an unstated time: later facts are not used."""
    is_later = table["observed_date"] > pd.Timestamp(as_of)
    return table.loc[~is_later] if is_later.any() else table
