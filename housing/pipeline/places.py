"""The city's outline, the parcels near enough to a property to be drawn, and mended outlines."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from housing.geo import STORED_CRS
from housing.ids import among
from housing.jurisdictions import Jurisdiction
from housing.linkage.parcel_store import comes_near
from housing.reference_places import counties
from housing.tables import Areas, Issues, Parcels, columns_of, empty, validate
from housing.terms import AreaKind, Issue

#: How far around a property its neighbors' parcels are kept for the small map.
VIEW_METERS = 150.0


#: Whose union is the place, the first kind that is drawn at all.
_OUTLINES = (AreaKind.WARD, AreaKind.NEIGHBORHOOD, AreaKind.TRACT)


def city_outline(areas: gpd.GeoDataFrame, place: Jurisdiction) -> gpd.GeoDataFrame:
    """Areas and one more: the place as the union of its wards, else neighborhoods, else tracts."""
    areas = _with_counties(areas, place)
    kinds = [kind.value for kind in _OUTLINES if areas["kind"].eq(kind.value).any()]
    if not kinds:
        return areas
    parts = areas.loc[areas["kind"] == kinds[0]]
    city = (
        parts.sort_values("area_id")
        .iloc[[0]][["source_id", "observed_date"]]
        .assign(
            area_id=f"{AreaKind.CITY.value}:{place.id}",
            kind=AreaKind.CITY.value,
            code=place.id,
            name=place.name,
            long_name=None,
        )
    )
    outline = _union(parts.sort_values("area_id").geometry.to_numpy())
    drawn = gpd.GeoDataFrame(city, geometry=[outline], crs=STORED_CRS)
    return _stacked(validate(drawn[columns_of(Areas)], Areas), areas)


def _with_counties(areas: gpd.GeoDataFrame, place: Jurisdiction) -> gpd.GeoDataFrame:
    """Counties put together from tracts, where the place says that its wards are made so."""
    tracts = areas.loc[areas["kind"] == AreaKind.TRACT.value]
    layer = place.area_layers.get(AreaKind.WARD)
    is_drawn = areas["kind"].eq(AreaKind.WARD.value).any() or tracts.empty
    if layer is None or layer != place.area_layers.get(AreaKind.TRACT) or is_drawn:
        return areas
    by_county = tracts.groupby(tracts["code"].str[:5], sort=True)
    codes = pd.Series(list(by_county.groups), dtype="string")
    names = codes.map({fips: county.name for fips, county in counties().items()})
    made = pd.DataFrame(
        {
            "area_id": f"{AreaKind.WARD.value}:" + codes,
            "source_id": layer,
            "kind": AreaKind.WARD.value,
            "code": codes,
            "name": names.astype("string").fillna(codes),
            "long_name": None,
            "observed_date": by_county["observed_date"].first().to_numpy(),
        }
    )
    outlines = [_union(part.geometry.to_numpy()) for _, part in by_county]
    drawn = gpd.GeoDataFrame(made, geometry=outlines, crs=STORED_CRS)
    return _stacked(validate(drawn[columns_of(Areas)], Areas), areas)


def _union(shapes: np.ndarray) -> shapely.Geometry:
    """One outline of areas that share borders; of some that overlap or leave gaps, more slowly."""
    try:
        outline = shapely.coverage_union_all(shapes)
        if outline.is_valid:
            return outline
    except shapely.GEOSException:  # borders that do not meet in the same points
        pass
    return shapely.union_all(shapes, grid_size=1e-7)


def _stacked(first: gpd.GeoDataFrame, second: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    both = pd.concat([first, second], ignore_index=True)
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
