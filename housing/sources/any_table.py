"""Any file of rows, with outlines or without, as one table: what a place's own lists come in.

Reads CSV, workbooks, GeoJSON, TopoJSON, GeoPackage, GeoParquet and zipped shapefiles. Column names
become lower case, `row_number` is the line or the shape's place, and `geometry`, where the file has
outlines, is in EPSG:4326.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
import pyproj
import shapely

from housing import geo
from housing.errors import FileUnreadableError
from housing.sources.base import RawFile, read_bytes, read_csv, require_columns
from housing.sources.workbooks import WORKBOOK_STARTS, read_workbook

#: What such files may end with.
TABLE_SUFFIXES = (".csv", ".txt", ".xlsx", ".xls")
SHAPE_SUFFIXES = (".geojson", ".json", ".topojson", ".gpkg", ".parquet", ".shp")

#: How a GeoPackage begins: it is an SQLite file.
GEOPACKAGE_START = b"SQLite format 3\x00"

#: What GDAL says of a file that is damaged or of another kind.
_UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
)


def read_any(
    raw: RawFile, signature: frozenset[str], source_id: str, crs: str = ""
) -> pd.DataFrame:
    """Read a file of whichever kind; `signature` are lower-case column names it must have.

    Args:
        raw: the file.
        signature: columns it must have.
        source_id: the source, for what is said of a missing column.
        crs: system of its coordinates where the file does not say.

    Raises:
        FileUnreadableError: it is none of these kinds, incomplete, empty, or has a column twice.
        SourceChangedError: a column is missing.
    """
    content = archive_of(raw) or read_bytes(raw)
    if content.startswith(WORKBOOK_STARTS) and not holds_shapefile(content):
        table = read_workbook(raw, sorted(signature), source_id)
    elif content.startswith((b"PAR1", GEOPACKAGE_START, b"PK")) or _is_json(content):
        table = _read_outlines(content, raw, crs)
    else:
        table = read_csv(raw, sorted(signature), source_id, lower_case=True)
    table.columns = [str(name).lower() for name in table.columns]
    require_columns([*table.columns], sorted(signature), source_id, raw.name)
    _require_once(table, signature, raw)
    return table.loc[:, ~table.columns.duplicated()]


def _require_once(table: pd.DataFrame, signature: frozenset[str], raw: RawFile) -> None:
    """Refuse two columns of one name that say different things; CSV calls the second one `.1`."""
    for name in sorted(signature):
        if f"{name}.1" in table and not table[name].equals(table[f"{name}.1"]):
            raise FileUnreadableError(
                f"{raw.name} has a column twice, {name.upper()}, and the two differ: nobody can "
                "tell which of them counts. Take the wrong one out, then import it again."
            )


def holds_shapefile(content: bytes) -> bool:
    """Whether an archive has a shapefile in it."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.lower().endswith(".shp") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def archive_of(raw: RawFile) -> bytes | None:
    """The archive itself where a shapefile is in it; every other archive is unpacked on reading."""
    if raw.path.suffix.lower() != ".zip" or not raw.path.is_file():
        return None
    content = raw.path.read_bytes()
    return content if holds_shapefile(content) else None


def _is_json(content: bytes) -> bool:
    return content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def _read_outlines(content: bytes, raw: RawFile, crs: str) -> pd.DataFrame:
    if content.startswith(b"PAR1"):
        attributes, outlines, stated = _from_parquet(content, raw)
    else:
        attributes, outlines, stated = _from_ogr(content, raw)
    if not len(attributes):
        raise FileUnreadableError(f"{raw.name} holds no shapes. Download it again.")
    system = _system(crs or stated, raw)
    shapes = gpd.array.from_shapely(shapely.force_2d(outlines), system).to_crs(geo.STORED_CRS)
    return attributes.assign(row_number=range(1, len(attributes) + 1), geometry=shapes)


def _from_parquet(content: bytes, raw: RawFile) -> tuple[pd.DataFrame, object, str]:
    try:
        shapes = gpd.read_parquet(io.BytesIO(content)).reset_index(drop=True)
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        raise FileUnreadableError(
            f"{raw.name} is not a complete GeoParquet file ({error}). Download it again."
        ) from error
    facts = pd.DataFrame(shapes.drop(columns=shapes.geometry.name))
    return facts, shapes.geometry.to_numpy(), str(shapes.crs or "")


def layer_columns(content: bytes, raw: RawFile) -> list[str]:
    """Names of the attributes of a GeoPackage's or shapefile's one layer of shapes.

    Raises:
        FileUnreadableError: not complete, or of several layers.
    """
    at = _where(content, raw)
    with _refused(raw):
        return [str(name) for name in pyogrio.read_info(at, layer=_layer(at, raw))["fields"]]


def _from_ogr(content: bytes, raw: RawFile) -> tuple[pd.DataFrame, object, str]:
    at = _where(content, raw)
    with _refused(raw):
        facts, table = pyogrio.read_arrow(at, layer=_layer(at, raw))
    name = facts["geometry_name"] or "wkb_geometry"
    outlines = geo.shapes_of(table[name].to_numpy())
    return table.drop_columns([name]).to_pandas(), outlines, str(facts["crs"] or "")


def _where(content: bytes, raw: RawFile) -> Path | bytes:
    """A GeoPackage is read where it lies, everything else from memory."""
    is_package = content.startswith(GEOPACKAGE_START) and raw.path.suffix.lower() == ".gpkg"
    return raw.path if is_package else content


def _layer(at: Path | bytes, raw: RawFile) -> str | None:
    """The one layer with shapes; None, which is the first, of a file that is no container."""
    if isinstance(at, bytes) and not at.startswith((GEOPACKAGE_START, b"PK")):
        return None
    layers = [str(name) for name, kind in pyogrio.list_layers(at) if kind is not None]
    if len(layers) > 1:
        raise FileUnreadableError(
            f"{raw.path.name} holds {len(layers)} layers of shapes: {', '.join(layers[:5])}. Keep "
            f"the one you want: ogr2ogr {layers[0]}.gpkg {raw.path.name} {layers[0]}"
        )
    return layers[0] if layers else None


@contextmanager
def _refused(raw: RawFile) -> Iterator[None]:
    """One sentence for whatever GDAL says of a file that it cannot read, and no warnings."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _UNREADABLE as error:
        raise FileUnreadableError(
            f"{raw.path.name} is no complete file of shapes, or of a kind that cannot be read "
            f"({str(error).split(';')[-1].strip()}). Download it again, or ask for GeoJSON."
        ) from error


def _system(named: str, raw: RawFile) -> pyproj.CRS:
    try:
        return pyproj.CRS.from_user_input(named or geo.STORED_CRS)
    except pyproj.exceptions.CRSError as error:
        raise FileUnreadableError(
            f"{raw.name}: {named!r} is no coordinate system. Say the file's own as crs."
        ) from error
