"""A place's own parcels: outlines, the tax roll, or both, as the place's file says.

Becomes one `parcels` row per parcel:

    parcel_id  address         use_code  assessed_value_usd  land_area_sqft
    1A-109     10 MUSEUM WAY   199       171206000.0         89970.0

A tax roll may have several rows for one parcel. Where they are parts that are taxed apart, the
apartments of a condominium, their amounts are added, and a sum of which one part is unknown is
unknown. Outlines and roll may be two lists: what one leaves open the other fills in, when all lists
of a place are gathered.
"""

from datetime import date

import geopandas as gpd
import pandas as pd
from geopandas.array import from_shapely

from housing import geo
from housing.layouts import ParcelList
from housing.owner_names import masked
from housing.parcel_ids import canonical
from housing.sources.any_table import read_any
from housing.sources.base import RawFile, Tables, finish
from housing.sources.geojson import one_per_parcel, placed
from housing.sources.own_cells import OwnCells, known, whole
from housing.tables import Parcels, columns_of, complete
from housing.terms import OwnerType, Reason

#: Amounts of parts that make the amount of the parcel.
ADDED = (
    "land_area_sqft", "assessed_land_usd", "assessed_improvement_usd", "assessed_value_usd",
    "assessed_value_previous_usd", "annual_tax_usd", "tax_balance_usd", "units_total",
)  # fmt: skip

#: What is known of the parcel only where all its parts say the same.
AGREED = ("owner_name", "owner_mailing", "sale_date", "sale_price_usd", "tax_year")

#: Square feet in one unit of area (survey and international feet differ in the seventh digit).
SQFT = {"sqft": 1.0, "acres": 43_560.0, "sqm": 10.7639104}


def normalize(raw: RawFile, source_id: str, layout: ParcelList, id_format: str) -> Tables:
    """One row per parcel; a row whose parcel id cannot be read goes to quarantine."""
    cells = OwnCells(
        read_any(raw, layout.signature(), source_id, layout.crs), layout, source_id, raw
    )
    ids, nameless = _ids(cells, raw, layout, id_format)
    shapes = _facts(cells, layout, raw.vintage).assign(
        parcel_id=ids,
        parcel_id_source=cells.text("parcel_id"),
        row_number=cells.table["row_number"],
    )
    shapes, rejected = _outlined(cells, shapes, raw, source_id)
    if layout.several == "parts":
        single, repeated = _added(shapes), pd.DataFrame()
    else:
        single, repeated = _one_each(shapes, raw, source_id)
    parcels = _owned(single, layout).assign(source_id=source_id, observed_date=_observed(raw))
    rejected = [nameless, *rejected, repeated, *cells.noted()]
    table = complete(_checked(parcels), Parcels)[columns_of(Parcels)]
    outlines = from_shapely(table["geometry"].to_numpy(), geo.STORED_CRS)
    return finish({"parcels": gpd.GeoDataFrame(table.assign(geometry=outlines))}, rejected)


def _ids(
    cells: OwnCells, raw: RawFile, layout: ParcelList, id_format: str
) -> tuple[pd.Series, pd.DataFrame]:
    """Canonical parcel ids of the rows that have one, and the quarantine of the others."""
    published = cells.text("parcel_id")
    ids = canonical(published, id_format)
    if layout.parcel_id_pattern:
        ids = ids.where(published.str.fullmatch(layout.parcel_id_pattern).fillna(False))
    detail = (
        f"The parcel id cannot be read as {id_format}, or is no parcel's. "
        "Look the row up by its address or its place on the map."
    )
    unnamed = ids.isna()
    rejected = cells.rejected(unnamed, raw, Reason.MISSING_ID, detail, "parcel_id")
    cells.keep(~unnamed)
    return ids.loc[~unnamed], rejected


def _facts(cells: OwnCells, layout: ParcelList, vintage: date | None) -> pd.DataFrame:
    """Every fact of a row as published, zeros among them."""
    numbers = {
        column: cells.numbers(column)
        for column in (*ADDED, "sale_price_usd", "tax_year", "tax_years_delinquent", "year_built")
    }
    numbers["land_area_sqft"] = numbers["land_area_sqft"] * SQFT[layout.land_area_unit]
    year = layout.tax_year or (vintage.year if vintage else None)
    if year is not None:
        numbers["tax_year"] = numbers["tax_year"].fillna(float(year))
    texts = ("address", "owner_name", "owner_mailing", "use_code")
    return pd.DataFrame(
        {
            **{column: cells.text(column) for column in texts},
            **numbers,
            "sale_date": cells.dates("sale_date"),
        }
    )


def _outlined(
    cells: OwnCells, shapes: pd.DataFrame, raw: RawFile, source_id: str
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Rows with their mended outline; a table without outlines has none."""
    if "geometry" not in cells.table:
        return shapes.assign(geometry=None, is_geometry_repaired=False), []
    with_outline = shapes.assign(geometry=cells.table["geometry"])
    return placed(with_outline, raw, source_id, "parcel_id_source", allow_empty=True)


def _one_each(
    shapes: pd.DataFrame, raw: RawFile, source_id: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Outlines of one parcel joined; of rows that contradict each other the first by content."""
    facts = [
        name
        for name in shapes.columns
        if name not in {"parcel_id", "row_number", "geometry", "is_geometry_repaired"}
    ]
    return one_per_parcel(
        shapes,
        facts,
        lambda rows: rows[facts].astype("string"),
        raw,
        source_id,
        id_column="parcel_id_source",
    )


def _added(shapes: pd.DataFrame) -> pd.DataFrame:
    """One row per parcel of which every row is a part."""
    by_land = shapes.sort_values(
        ["parcel_id", "land_area_sqft", "assessed_value_usd", "address"],
        ascending=[True, False, False, True],
        kind="stable",
    )
    parcels = by_land.groupby("parcel_id", sort=True)
    single = parcels.first()
    for column in ADDED:
        is_unknown = by_land[column].isna().groupby(by_land["parcel_id"]).any()
        single[column] = parcels[column].sum().mask(is_unknown)
    for column in AGREED:
        single[column] = single[column].where(parcels[column].nunique(dropna=False).eq(1))
    single["year_built"] = known_least(by_land, "year_built")
    single["tax_years_delinquent"] = parcels["tax_years_delinquent"].max()
    return single.reset_index()


def known_least(rows: pd.DataFrame, column: str) -> pd.Series:
    """The least of what is known of a parcel's parts: a building is as old as its oldest part."""
    return known(rows[column]).groupby(rows["parcel_id"]).min()


def _owned(single: pd.DataFrame, layout: ParcelList) -> pd.DataFrame:
    """Owners, individuals masked; only a name that the place's file lists is public."""
    names = single["owner_name"].astype("string")
    shown, is_masked = masked(names)
    types = pd.Series(OwnerType.UNKNOWN.value, index=single.index)
    is_public = pd.Series(False, index=single.index)
    if layout.public_owners:
        is_public = names.str.upper().str.startswith(layout.public_owners).fillna(False)
    return single.assign(
        owner_name=shown,
        owner_type=types.mask(is_public & ~is_masked, OwnerType.PUBLIC.value),
        is_owner_masked=is_masked,
        owner_mailing=single["owner_mailing"].mask(is_masked | names.isna()),
    )


def _checked(parcels: pd.DataFrame) -> pd.DataFrame:
    """Zeros that mean nothing become unknown; a parcel without a value has no parts of one."""
    value = known(parcels["assessed_value_usd"])
    return parcels.assign(
        assessed_value_usd=value,
        assessed_land_usd=parcels["assessed_land_usd"].mask(value.isna()),
        assessed_improvement_usd=parcels["assessed_improvement_usd"].mask(value.isna()),
        assessed_value_previous_usd=known(parcels["assessed_value_previous_usd"]),
        tax_year=whole(parcels["tax_year"]).mask(value.isna()),
        land_area_sqft=known(parcels["land_area_sqft"]),
        sale_price_usd=known(parcels["sale_price_usd"]),
        units_total=whole(parcels["units_total"]),
        year_built=whole(parcels["year_built"]),
        tax_years_delinquent=parcels["tax_years_delinquent"].round().astype("Int64"),
    )


def _observed(raw: RawFile) -> pd.Timestamp | None:
    return pd.Timestamp(raw.vintage) if raw.vintage else None
