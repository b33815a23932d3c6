"""Outlines as publishers send them, GeoJSON or GeoParquet, read into one frame, a shape per row.

The frame has the publisher's attributes under lower-case names, `row_number` (the shape's place in
the file, the first being 1) and `geometry` in EPSG:4326. Invalid outlines are repaired and flagged,
never dropped. Shapes that cannot be placed on the earth come back as quarantine.

Frames here are plain ones: what a GeoDataFrame checks at every step takes longer than the step.
They become GeoDataFrames as the tables they are meant to be.
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
from geopandas.array import GeometryArray, from_shapely

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


def read_shapes(raw: RawFile, required: Iterable[str], source_id: str) -> pd.DataFrame:
    """Read every shape and its attributes; `required` are lower-case attribute names.

    Raises:
        FileUnreadableError: see `read_bytes`; also truncated, of no known format, or no shapes.
        SourceChangedError: a required attribute is missing, named in the message.
    """
    content = read_bytes(raw)
    reader = _from_parquet if content.startswith(b"PAR1") else _from_geojson
    attributes, outlines = reader(content, raw)
    attributes.columns = [str(name).lower() for name in attributes.columns]
    if not attributes.columns.is_unique:
        attributes = attributes.loc[:, ~attributes.columns.duplicated()]
    if not len(attributes):
        raise FileUnreadableError(f"{raw.name} holds no shapes. Download it again.")
    require_columns(attributes.columns, required, source_id, raw.name)
    flat = outlines.to_crs(geo.STORED_CRS).to_numpy()
    if shapely.has_z(flat).any():
        flat = shapely.force_2d(flat)
    return attributes.assign(
        row_number=range(1, len(attributes) + 1), geometry=from_shapely(flat, geo.STORED_CRS)
    )


def placed(
    shapes: pd.DataFrame,
    raw: RawFile,
    source_id: str,
    id_column: str,
    allow_empty: bool = False,
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Shapes with a repaired outline and `is_geometry_repaired`, and the quarantine of the rest.

    Raises:
        FileUnreadableError: most shapes lie off the earth or have latitude and longitude swapped.
    """
    published = shapes["geometry"].to_numpy()
    swapped, elsewhere = _off_place(published)
    for fault, words in ((swapped, _SWAPPED), (elsewhere, _ELSEWHERE)):
        if fault.sum() > _WHOLE_FILE * len(shapes):
            raise FileUnreadableError(f"{raw.name}: {words}, in {fault.sum()} of {len(shapes)}.")
    fixed, is_repaired = geo.repaired(published)
    outlines = _polygons(fixed)
    is_empty = shapely.is_missing(outlines) | shapely.is_empty(outlines)
    is_lost = np.zeros(len(is_empty), dtype=bool)
    if allow_empty and is_empty.any():
        is_lost = is_empty & ~shapely.is_missing(published)
        is_lost &= ~shapely.is_empty(published) | (shapely.get_type_id(published) == 0)
        outlines[is_empty] = None
        is_empty[:] = False
    shapes = shapes.assign(
        geometry=from_shapely(outlines, geo.STORED_CRS), is_geometry_repaired=is_repaired
    )
    faults = (
        (swapped, Reason.SWAPPED_COORDINATES, _SWAPPED),
        (elsewhere, Reason.OUT_OF_RANGE, _ELSEWHERE),
        (is_empty & ~swapped & ~elsewhere, Reason.EMPTY_GEOMETRY, "The shape has no outline"),
        (is_lost & ~swapped & ~elsewhere, Reason.EMPTY_GEOMETRY, _LOST),
    )
    rejected = [
        reject(shapes.loc[fault], raw, source_id, reason, f"{words}.", id_column)
        for fault, reason, words in faults
        if fault.any()
    ]
    return without(shapes, swapped | elsewhere | is_empty), rejected


def without(shapes: pd.DataFrame, which: pd.Series | np.ndarray) -> pd.DataFrame:
    """The other rows; the frame itself, which is wide, where there are none to leave out."""
    return shapes.loc[~which] if which.any() else shapes


def reject(
    shapes: pd.DataFrame, raw: RawFile, source_id: str, reason: Reason, detail: str, id_column: str
) -> pd.DataFrame:
    """Quarantine shapes with their attributes; outlines and people's names stay in the raw file."""
    if shapes.empty:
        return pd.DataFrame()
    left_out = {"geometry", "is_geometry_repaired", "parcel_id", *_PERSONAL}
    kept = [name for name in shapes.columns if name not in left_out]
    return quarantined(shapes[kept], raw, source_id, reason, detail, id_column)


def one_per_parcel(
    shapes: pd.DataFrame,
    compared: list[str],
    rank: Callable[[pd.DataFrame], pd.DataFrame],
    raw: RawFile,
    source_id: str,
    wanted: Sequence[str] = (),
    id_column: str = "ssl",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per `parcel_id`: outlines with the same attributes joined, the rest quarantined.

    Of rows that contradict each other in `compared`, the one is kept that `rank` sorts first. The
    rows that are kept have the `wanted` attributes, or all where none are named.
    """
    repeated = shapes["parcel_id"].duplicated(keep=False)
    if not repeated.any():
        return shapes, pd.DataFrame()
    needed = ["parcel_id", "row_number", "is_geometry_repaired", "geometry"]
    columns = [*needed, *wanted] if wanted else shapes.columns.tolist()
    ranked = rank(shapes.loc[repeated])
    order = ranked.set_axis(range(ranked.shape[1]), axis=1)
    several = shapes.loc[order.sort_values([*range(order.shape[1])], kind="stable").index]
    stated = several[compared]
    first = _first_of_parcel(several["parcel_id"], stated)
    agrees = ((stated == first) | (stated.isna() & first.isna())).all(axis=1)
    same = several.loc[agrees, columns]
    joined = _joined(same)
    _LOG.info("%s: %d outlines joined into %d parcels", raw.name, len(same), len(joined))
    detail = "Another shape of the same parcel says something else; that one was kept."
    against = several.loc[~agrees]
    rejected = reject(against, raw, source_id, Reason.DUPLICATE_ID, detail, id_column)
    kept = pd.concat([shapes.loc[~repeated, columns], joined], ignore_index=True)
    return kept.sort_values("row_number"), rejected


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
_LOST = "The corners of the shape are no numbers, or no three of them; the row is kept without it"
_ELSEWHERE = "coordinates are not degrees of longitude and latitude; ask for EPSG:4326"


def _from_parquet(content: bytes, raw: RawFile) -> tuple[pd.DataFrame, GeometryArray]:
    try:
        shapes = gpd.read_parquet(io.BytesIO(content)).reset_index(drop=True)
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        raise FileUnreadableError(
            f"{raw.name} is not a complete GeoParquet file ({error}). Download it again."
        ) from error
    outlines = from_shapely(shapes.geometry.to_numpy(), shapes.crs or geo.STORED_CRS)
    return pd.DataFrame(shapes.drop(columns=shapes.geometry.name)), outlines


def _from_geojson(content: bytes, raw: RawFile) -> tuple[pd.DataFrame, GeometryArray]:
    try:
        if not content.isascii():
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
    outlines = geo.shapes_of(table[name].to_numpy())
    attributes = table.drop_columns([name]).to_pandas()
    return attributes, from_shapely(outlines, facts["crs"] or geo.STORED_CRS)


def _off_place(outlines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shapes with swapped coordinates, and shapes off the earth.

    The United States lie at positive latitudes and, but for some islands, west of 60 degrees West:
    a shape east of Greenwich and south of 60 degrees South is one with its coordinates swapped.
    """
    west, south, east, north = shapely.bounds(outlines).T
    with np.errstate(invalid="ignore"):
        swapped = (west > 0) & (east <= 90) & (north < -60) & (south >= -180)
        off = (west < -180) | (east > 180) | (south < -90) | (north > 90)
    return swapped, off & ~swapped


def _polygons(outlines: np.ndarray) -> np.ndarray:
    """Drop the stray lines and points that a repair may leave beside the polygons."""
    mixed = shapely.get_type_id(outlines) == shapely.GeometryType.GEOMETRYCOLLECTION
    cleaned = outlines.copy()
    cleaned[mixed] = [
        shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])
        for shape in outlines[mixed]
    ]
    return cleaned


def _first_of_parcel(parcel_ids: pd.Series, stated: pd.DataFrame) -> pd.DataFrame:
    """For every row, the cells of the first row of its parcel."""
    firsts = ~parcel_ids.duplicated().to_numpy()
    places = pd.Index(parcel_ids[firsts]).get_indexer(parcel_ids)
    return stated.loc[firsts].take(places).set_axis(stated.index)


def _joined(same: pd.DataFrame) -> pd.DataFrame:
    """One row per parcel, with the union of its outlines and the first of what else is known."""
    by_parcel = same.drop(columns="geometry").groupby("parcel_id", sort=False)
    joined, rows = by_parcel.first(), by_parcel.indices
    outlines = same["geometry"].to_numpy()
    made = [shapely.union_all(outlines[rows[parcel_id]]) for parcel_id in joined.index]
    joined["is_geometry_repaired"] = by_parcel["is_geometry_repaired"].any()
    joined["geometry"] = from_shapely(np.array(made, dtype=object), geo.STORED_CRS)
    return joined.reset_index()


def _refuse_if_changed(
    bad: pd.Series, filled: pd.Series, name: str, wanted: str, source_id: str
) -> None:
    if bad.sum() > _WHOLE_FILE * filled.notna().sum():
        raise SourceChangedError(
            f"Source {source_id}: column {name!r} should hold {wanted}, but {int(bad.sum())} of "
            f"{int(filled.notna().sum())} cells cannot be read, e.g. "
            f"{filled.loc[bad].iloc[0]!r}. See docs/sources/{source_id}.md."
        )
