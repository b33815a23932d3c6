"""Files of shapes as they really arrive: halves, wrong systems, missing parts; made on the fly."""

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet
from shapely.geometry import Polygon, box

from tests.sources.bad_archives import packed
from tests.sources.bad_files import bad, odd, put


def parcels(count: int = 30) -> gpd.GeoDataFrame:
    """Elm's parcels."""
    outlines = [box(-100 + i / 1000, 40, -100 + (i + 1) / 1000, 40.001) for i in range(count)]
    facts = {"PIN": [f"1-{i}" for i in range(count)], "OWNER": ["OAK HOUSING LLC"] * count}
    return gpd.GeoDataFrame(facts, geometry=outlines, crs="EPSG:4326")


def as_geojson(shapes: gpd.GeoDataFrame | None = None) -> str:
    """The parcels as the text of a GeoJSON file."""
    return json.dumps(collection(shapes))


def collection(shapes: gpd.GeoDataFrame | None = None) -> dict[str, Any]:
    """The parcels as GeoJSON."""
    return json.loads((parcels() if shapes is None else shapes).to_json(drop_id=True))


@odd("its ending is .gpkg, but it is text")
def csv_as_shapes(folder: Path) -> Path:
    return put(folder, "parcels.gpkg", "PIN,OWNER\n1-1,OAK\n")


@bad("is not complete GeoJSON|no complete file of shapes")
def truncated_shapes(folder: Path) -> Path:
    return put(folder, "parcels.geojson", json.dumps(collection())[:-200])


@bad("holds no shapes")
def no_features(folder: Path) -> Path:
    return put(folder, "parcels.geojson", json.dumps(collection() | {"features": []}))


@bad("a bare geometry|no source of Elm")
def bare_geometry(folder: Path) -> Path:
    return put(folder, "parcels.geojson", json.dumps(collection()["features"][0]["geometry"]))


@bad("nested")
def endlessly_nested(folder: Path) -> Path:
    depth = 200_000
    text = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"PIN":'
    return put(folder, "parcels.geojson", text + "[" * depth + "]" * depth + ',"OWNER":1}}]}')


@bad("not degrees")
def another_system(folder: Path) -> Path:
    feet = collection(parcels().to_crs("EPSG:26914"))
    feet.pop("crs", None)
    return put(folder, "parcels.geojson", json.dumps(feet))


@bad("latitude and longitude are swapped")
def swapped_shapes(folder: Path) -> Path:
    turned = parcels()
    turned["geometry"] = turned.geometry.map(
        lambda one: Polygon([(y, x) for x, y in one.exterior.coords])
    )
    return put(folder, "parcels.geojson", json.dumps(collection(turned)))


@bad("no numbers|not complete GeoJSON|no complete file of shapes|have no outline|no outline")
def nan_coordinates(folder: Path) -> Path:
    text = (
        json.dumps(collection())
        .replace("40.001", "NaN")
        .replace("40.0,", "Infinity,")
        .replace("40.0]", "NaN]")
    )
    return put(folder, "parcels.geojson", text)


@odd("30 of its 30 shapes are points")
def points_for_parcels(folder: Path) -> Path:
    return put(
        folder,
        "parcels.geojson",
        json.dumps(collection(parcels().set_geometry(parcels().representative_point()))),
    )


@odd("none of its 30 shapes has an outline")
def shapes_without_shape(folder: Path) -> Path:
    empty = collection()
    for feature in empty["features"]:
        feature["geometry"] = None
    return put(folder, "parcels.geojson", json.dumps(empty))


@bad("kilometers from Elm")
def another_citys_parcels(folder: Path) -> Path:
    moved = parcels()
    moved["geometry"] = moved.translate(25, -6)
    return put(folder, "parcels.geojson", json.dumps(collection(moved)))


@bad("2 layers")
def two_layers(folder: Path) -> Path:
    path = folder / "parcels.gpkg"
    parcels().to_file(path, layer="parcels", driver="GPKG")
    parcels().to_file(path, layer="parcels_2019", driver="GPKG")
    return path


@bad("required GeoPackage tables")
def database_of_another_kind(folder: Path) -> Path:
    path = folder / "parcels.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE parcels (PIN TEXT, OWNER TEXT)")
        database.execute("INSERT INTO parcels VALUES ('1-1', 'OAK')")
    database.close()
    return path


@bad("no complete file of shapes|not a complete file of shapes")
def truncated_geopackage(folder: Path) -> Path:
    path = folder / "parcels.gpkg"
    parcels().to_file(path, driver="GPKG")
    return put(folder, "parcels.gpkg", path.read_bytes()[:5000])


@bad("not a complete .*Parquet")
def truncated_parquet(folder: Path) -> Path:
    path = folder / "parcels.parquet"
    parcels().to_parquet(path)
    return put(folder, "parcels.parquet", path.read_bytes()[:-40])


@bad("says it has 200,000,000 rows")
def parquet_of_endless_rows(folder: Path) -> Path:
    path = folder / "parcels.parquet"
    nothing = pa.nulls(10_000_000, pa.int8())
    piece = pa.table({"PIN": nothing, "OWNER": nothing})
    with pyarrow.parquet.ParquetWriter(path, piece.schema, compression="zstd") as writer:
        for _ in range(20):
            writer.write_table(piece)
    return path


def shapefile(folder: Path, *without: str) -> Path:
    """A zipped shapefile of which some parts are missing."""
    parts = folder / "parts"
    parts.mkdir()
    parcels().to_crs("EPSG:26914").to_file(parts / "parcels.shp")
    members = {
        one.name: one.read_bytes() for one in sorted(parts.iterdir()) if one.suffix not in without
    }
    for one in parts.iterdir():
        one.unlink()
    parts.rmdir()
    return packed(folder, members, "parcels.zip")


@bad(r"without its \.dbf")
def shapefile_without_attributes(folder: Path) -> Path:
    return shapefile(folder, ".dbf")


@bad(r"without its \.shx")
def shapefile_without_index(folder: Path) -> Path:
    return shapefile(folder, ".shx")


@bad(r"\.prj|not degrees")
def shapefile_without_system(folder: Path) -> Path:
    return shapefile(folder, ".prj")


@bad("a shapefile comes in several files")
def shapefile_alone(folder: Path) -> Path:
    archive = shapefile(folder)
    with zipfile.ZipFile(archive) as parts:
        content = parts.read("parcels.shp")
    archive.unlink()
    return put(folder, "parcels.shp", content)


@odd("")
def three_dimensions(folder: Path) -> Path:
    high = parcels()
    high["geometry"] = high.geometry.force_3d(12.0)
    return put(folder, "parcels.geojson", json.dumps(collection(high)))


@odd("")
def invalid_polygons(folder: Path) -> Path:
    crossed = parcels()
    crossed.loc[3, "geometry"] = Polygon(
        [(-100, 40), (-99.999, 40.001), (-99.999, 40), (-100, 40.001)]
    )
    return put(folder, "parcels.geojson", json.dumps(collection(crossed)))


@odd("")
def esri_json(folder: Path) -> Path:
    corners = [(-100, 40), (-100, 40.001), (-99.999, 40.001), (-100, 40)]
    features = [
        {
            "attributes": {"PIN": f"1-{i}", "OWNER": "OAK LLC"},
            "geometry": {"rings": [[(east + i / 1000, north) for east, north in corners]]},
        }
        for i in range(5)
    ]
    answer = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4326},
        "fields": [
            {"name": name, "type": "esriFieldTypeString", "length": 20} for name in ("PIN", "OWNER")
        ],
        "features": features,
    }
    return put(folder, "parcels.json", json.dumps(answer))


@odd("")
def system_stated_in_a_shapefile(folder: Path) -> Path:
    return shapefile(folder)
