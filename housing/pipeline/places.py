"""The city's outline, the parcels near enough to a property to be drawn, and mended outlines."""

import geopandas as gpd
import pandas as pd
import shapely

from housing.geo import STORED_CRS
from housing.ids import among
from housing.jurisdictions import Jurisdiction
from housing.linkage.parcel_store import comes_near
from housing.tables import Areas, Issues, Parcels, columns_of, empty, validate
from housing.terms import AreaKind, Issue

#: How far around a property its neighbors' parcels are kept for the small map.
VIEW_METERS = 150.0


def city_outline(areas: gpd.GeoDataFrame, place: Jurisdiction) -> gpd.GeoDataFrame:
    """Areas and one more: the city as the union of its wards."""
    wards = areas.loc[areas["kind"] == AreaKind.WARD.value]
    if wards.empty:
        return areas
    first = wards.iloc[[0]]
    shapes = wards.sort_values("area_id").geometry.to_numpy()
    outline = shapely.coverage_union_all(shapes)
    if not outline.is_valid:  # wards that overlap or leave gaps
        outline = shapely.union_all(shapes, grid_size=1e-7)
    city = gpd.GeoDataFrame(
        {
            "area_id": [f"{AreaKind.CITY.value}:{place.id}"],
            "source_id": first["source_id"].tolist(),
            "kind": [AreaKind.CITY.value],
            "code": [place.id],
            "name": [place.name],
            "long_name": [None],
            "observed_date": first["observed_date"].tolist(),
        },
        geometry=[outline],
        crs=STORED_CRS,
    )
    both = pd.concat([validate(city, Areas), areas], ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=STORED_CRS)


def parcels_in_view(
    parcels: gpd.GeoDataFrame,
    parcel_links: pd.DataFrame,
    located: gpd.GeoDataFrame,
    local_crs: str,
) -> gpd.GeoDataFrame:
    """Parcels that are linked, or within `VIEW_METERS` of a property: all that pages need."""
    linked = among(parcels["parcel_id"], parcel_links["parcel_id"].dropna())
    around = parcels.loc[comes_near(parcels.geometry, located.geometry, VIEW_METERS)]
    shapes = around.geometry.to_crs(local_crs)
    points = located.geometry.dropna().to_crs(local_crs).to_numpy()
    tree = shapely.STRtree(shapes.to_numpy())
    hits = tree.query(points, predicate="dwithin", distance=VIEW_METERS)[1]
    near = parcels.index.isin(shapes.index[hits])
    return parcels.loc[linked | near, columns_of(Parcels)].sort_values("parcel_id")


def mended_outlines(parcels: gpd.GeoDataFrame, parcel_links: pd.DataFrame) -> pd.DataFrame:
    """One doubt per parcel whose published outline was invalid, under the property on it."""
    mended = parcels.loc[parcels["is_geometry_repaired"]]
    if mended.empty:
        return empty(Issues)
    ordered = parcel_links.dropna(subset="parcel_id").sort_values(["parcel_id", "property_id"])
    owner = ordered.drop_duplicates("parcel_id").set_index("parcel_id")["property_id"]
    return validate(
        pd.DataFrame(
            {
                "issue": Issue.GEOMETRY_REPAIRED.value,
                "property_id": mended["parcel_id"].map(owner),
                "table": "parcels",
                "row_id": mended["parcel_id"],
                "source_id": mended["source_id"],
                "detail": "The published outline of parcel "
                + mended["parcel_id"]
                + " crosses itself and was mended; its area may be a little off. Compare it with "
                "the assessor's map.",
            },
            columns=columns_of(Issues),
        ),
        Issues,
    )
