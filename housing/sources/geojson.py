"""Outlines as publishers send them, GeoJSON or GeoParquet, read into one frame, a shape per row.

The frame has the publisher's attributes under lower-case names, `row_number` (the shape's place in
the file, the first being 1) and `geometry` in EPSG:4326. Invalid outlines are repaired and flagged,
never dropped. Shapes that cannot be placed on the earth come back as quarantine.
"""

import io
import logging
from collections.abc import Callable, Iterable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from housing import geo
from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.base import RawFile, quarantined, read_bytes, require_columns
from housing.sources.cells import filled, parse_moments, parse_numbers
from housing.terms import Reason

_LOG = logging.getLogger(__name__)

#: Texts that publishers write where they mean nothing; ArcGIS exports write `<Null>`.
_NOTHING = ("", "<Null>", "<NULL>", "<null>", "NULL", "Null", "null")

#: Dates as ArcGIS and DC's tax office write them, most frequent first.
_DATE_FORMATS = ("ISO8601", "%Y/%m/%d %H:%M:%S%z", "%m/%d/%Y", "%m/%d/%Y %I:%M:%S %p")

#: Above this share of bad values the file is at fault, not the rows.
_WHOLE_FILE = 0.5


def read_shapes(raw: RawFile, required: Iterable[str], source_id: str) -> gpd.GeoDataFrame:
    """Read every shape and its attributes; `required` are lower-case attribute names.

    Raises:
        FileUnreadableError: see `read_bytes`; also truncated, of no known format, or no shapes.
        SourceChangedError: a required attribute is missing, named in the message.
    """
    content = read_bytes(raw)
    reader = _from_parquet if content.startswith(b"PAR1") else _from_geojson
    attributes, outlines = reader(content, raw)
    attributes.columns = [str(name).lower() for name in attributes.columns]
    attributes = attributes.loc[:, ~attributes.columns.duplicated()]
    if not len(attributes):
        raise FileUnreadableError(f"{raw.name} holds no shapes. Download it again.")
    require_columns(attributes.columns, required, source_id, raw.name)
    attributes = attributes.assign(row_number=range(1, len(attributes) + 1))
    flat = shapely.force_2d(outlines.to_crs(geo.STORED_CRS).to_numpy())
    return gpd.GeoDataFrame(attributes, geometry=flat, crs=geo.STORED_CRS)


def placed(
    shapes: gpd.GeoDataFrame,
    raw: RawFile,
    source_id: str,
    id_column: str,
    allow_empty: bool = False,
) -> tuple[gpd.GeoDataFrame, list[pd.DataFrame]]:
    """Shapes with a repaired outline and `is_geometry_repaired`, and the quarantine of the rest.

    Raises:
        FileUnreadableError: most shapes lie off the earth or have latitude and longitude swapped.
    """
    swapped, elsewhere = _off_place(shapes.geometry)
    for fault, words in ((swapped, _SWAPPED), (elsewhere, _ELSEWHERE)):
        if fault.mean() > _WHOLE_FILE:
            raise FileUnreadableError(f"{raw.name}: {words}, in {fault.sum()} of {len(shapes)}.")
    fixed, is_repaired = geo.repaired(shapes.geometry)
    shapes = shapes.set_geometry(_polygons(fixed)).assign(is_geometry_repaired=is_repaired)
    is_empty = shapes.geometry.isna() | shapes.geometry.is_empty
    if allow_empty:
        shapes.loc[is_empty, "geometry"] = None
        is_empty[:] = False
    faults = (
        (swapped, Reason.SWAPPED_COORDINATES, _SWAPPED),
        (elsewhere, Reason.OUT_OF_RANGE, _ELSEWHERE),
        (is_empty & ~swapped & ~elsewhere, Reason.EMPTY_GEOMETRY, "The shape has no outline"),
    )
    rejected = [
        reject(shapes.loc[fault], raw, source_id, reason, f"{words}.", id_column)
        for fault, reason, words in faults
        if fault.any()
    ]
    return shapes.loc[~(swapped | elsewhere | is_empty)], rejected


def reject(
    shapes: pd.DataFrame, raw: RawFile, source_id: str, reason: Reason, detail: str, id_column: str
) -> pd.DataFrame:
    """Quarantine shapes with their attributes; outlines and people's names stay in the raw file."""
    if shapes.empty:
        return pd.DataFrame()
    left_out = ["geometry", "is_geometry_repaired", "parcel_id", *_PERSONAL]
    attributes = pd.DataFrame(shapes).drop(columns=left_out, errors="ignore")
    return quarantined(attributes, raw, source_id, reason, detail, id_column)


def one_per_parcel(
    shapes: gpd.GeoDataFrame,
    compared: list[str],
    rank: Callable[[pd.DataFrame], pd.DataFrame],
    raw: RawFile,
    source_id: str,
    wanted: Sequence[str] = (),
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """One row per `parcel_id`: outlines with the same attributes joined, the rest quarantined.

    Of rows that contradict each other in `compared`, the one is kept that `rank` sorts first. The
    rows that are kept have the `wanted` attributes, or all where none are named.
    """
    repeated = shapes["parcel_id"].duplicated(keep=False)
    if not repeated.any():
        return shapes, pd.DataFrame()
    needed = ["parcel_id", "row_number", "is_geometry_repaired", "geometry"]
    columns = [*needed, *wanted] if wanted else shapes.columns.tolist()
    ranked = rank(pd.DataFrame(shapes.loc[repeated]))
    order = ranked.set_axis(range(ranked.shape[1]), axis=1)
    several = shapes.loc[order.sort_values([*range(order.shape[1])], kind="stable").index]
    first = _first_of_parcel(several, compared)
    agrees = ((several[compared] == first) | (several[compared].isna() & first.isna())).all(axis=1)
    same = several.loc[agrees, columns]
    joined = same.dissolve(by="parcel_id", as_index=False, sort=False)
    was_repaired = same.groupby("parcel_id")["is_geometry_repaired"].any()
    joined["is_geometry_repaired"] = joined["parcel_id"].map(was_repaired)
    _LOG.info("%s: %d outlines joined into %d parcels", raw.name, len(same), len(joined))
    detail = "Another shape of the same parcel says something else; that one was kept."
    against = several.loc[~agrees]
    rejected = reject(against, raw, source_id, Reason.DUPLICATE_ID, detail, "ssl")
    kept = pd.concat([shapes.loc[~repeated, columns], joined], ignore_index=True).sort_values(
        "row_number"
    )
    return gpd.GeoDataFrame(kept, geometry="geometry", crs=shapes.crs), rejected


def texts(shapes: pd.DataFrame, name: str) -> pd.Series:
    """An attribute as text without padding, null where it is absent, blank or `<Null>`."""
    if name not in shapes:
        return pd.Series(pd.NA, index=shapes.index, dtype="string")
    column = shapes[name]
    if pd.api.types.is_float_dtype(column):
        whole = column.isna() | (column % 1 == 0)
        column = column.astype("Int64") if whole.all() else column
    return filled(column, _NOTHING)


def numbers(shapes: pd.DataFrame, name: str, source_id: str) -> pd.Series:
    """An attribute as numbers, null where it is absent, blank or unreadable.

    Raises:
        SourceChangedError: most filled cells are not numbers.
    """
    if name in shapes and pd.api.types.is_numeric_dtype(shapes[name]):
        return shapes[name].astype("Float64")
    text = texts(shapes, name)
    found, bad = parse_numbers(text)
    _refuse_if_changed(bad, text, name, "numbers", source_id)
    return found


def dates(shapes: pd.DataFrame, name: str, source_id: str) -> pd.Series:
    """An attribute as dates: ISO and slashed text, or ArcGIS's milliseconds since 1970 UTC.

    Raises:
        SourceChangedError: most filled cells are not dates.
    """
    if name not in shapes:
        return pd.Series(pd.NaT, index=shapes.index, dtype="datetime64[us]")
    column = shapes[name]
    if pd.api.types.is_numeric_dtype(column):
        moments = pd.to_datetime(column.astype("Float64"), unit="ms", errors="coerce", utc=True)
        return moments.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
    text = texts(shapes, name)
    found, bad = parse_moments(text, _DATE_FORMATS)
    _refuse_if_changed(bad, text, name, "dates", source_id)
    return found


#: Attributes that may name a person or say where one lives.
_PERSONAL = ("ownername", "ownname2", "careofname", "address1", "address2", "citystzip")

_SWAPPED = "latitude and longitude are swapped"
_ELSEWHERE = "coordinates are not degrees of longitude and latitude; ask for EPSG:4326"


def _from_parquet(content: bytes, raw: RawFile) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    try:
        shapes = gpd.read_parquet(io.BytesIO(content)).reset_index(drop=True)
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        raise FileUnreadableError(
            f"{raw.name} is not a complete GeoParquet file ({error}). Download it again."
        ) from error
    outlines = shapes.geometry if shapes.crs else shapes.geometry.set_crs(geo.STORED_CRS)
    return pd.DataFrame(shapes.drop(columns=shapes.geometry.name)), outlines


def _from_geojson(content: bytes, raw: RawFile) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadableError(
            f"{raw.name} is not text in UTF-8. Save it again as GeoJSON in UTF-8."
        ) from error
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        raise FileUnreadableError(
            f"{raw.name} is neither GeoJSON nor GeoParquet. Download one of these from the "
            "publisher's page."
        )
    try:
        facts, table = pyogrio.read_arrow(content, DATE_AS_STRING="YES")
    except pyogrio.errors.DataSourceError as error:
        reason = str(error).split(";")[-1].strip() if "Failed to read" in str(error) else "no layer"
        raise FileUnreadableError(
            f"{raw.name} is not complete GeoJSON ({reason}). Download it again."
        ) from error
    name = facts["geometry_name"] or "wkb_geometry"
    outlines = shapely.from_wkb(table[name].to_numpy(), on_invalid="ignore")
    attributes = table.drop_columns([name]).to_pandas()
    return attributes, gpd.GeoSeries(outlines, crs=facts["crs"] or geo.STORED_CRS)


def _off_place(outlines: gpd.GeoSeries) -> tuple[pd.Series, pd.Series]:
    """Shapes with swapped coordinates, and shapes off the earth.

    The United States lie at positive latitudes and, but for some islands, west of 60 degrees West:
    a shape east of Greenwich and south of 60 degrees South is one with its coordinates swapped.
    """
    west, south, east, north = shapely.bounds(outlines.to_numpy()).T
    with np.errstate(invalid="ignore"):
        swapped = (west > 0) & (east <= 90) & (north < -60) & (south >= -180)
        off = (west < -180) | (east > 180) | (south < -90) | (north > 90)
    index = outlines.index
    return pd.Series(swapped, index=index), pd.Series(off & ~swapped, index=index)


def _polygons(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Drop the stray lines and points that a repair may leave beside the polygons."""
    kinds = outlines.geom_type
    mixed = kinds.eq("GeometryCollection").fillna(False)
    if not mixed.any():
        return outlines
    cleaned = outlines.copy()
    cleaned.loc[mixed] = [
        shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])
        for shape in outlines.loc[mixed]
    ]
    return cleaned


def _first_of_parcel(several: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """For every row, the cells of the first row of its parcel."""
    first = several.drop_duplicates("parcel_id").set_index("parcel_id")[columns]
    return pd.DataFrame(first.loc[several["parcel_id"]]).set_index(several.index)


def _refuse_if_changed(
    bad: pd.Series, filled: pd.Series, name: str, wanted: str, source_id: str
) -> None:
    if bad.sum() > _WHOLE_FILE * filled.notna().sum():
        raise SourceChangedError(
            f"Source {source_id}: column {name!r} should hold {wanted}, but {int(bad.sum())} of "
            f"{int(filled.notna().sum())} cells cannot be read, e.g. "
            f"{filled.loc[bad].iloc[0]!r}. See docs/sources/{source_id}.md."
        )
