"""Outlines: GeoJSON and GeoParquet alike, broken files refused, doubtful shapes never dropped."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Polygon, box

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.base import RawFile
from housing.sources.geojson import dates, numbers, placed, read_shapes, texts
from tests.sources.outlines import changed, excerpt, swap_coordinates

OWNERS = excerpt("dc_owner_parcels/owner_parcels_2016-07.geojson")


def raw(folder: Path, content: bytes, name: str = "shapes.geojson") -> RawFile:
    (folder / name).write_bytes(content)
    return RawFile(folder / name, name, None)


def parquet(folder: Path, shapes: gpd.GeoDataFrame) -> RawFile:
    shapes.to_parquet(folder / "shapes.parquet")
    return RawFile(folder / "shapes.parquet", "shapes.parquet", None)


def test_every_shape_is_read_with_its_place_in_the_file() -> None:
    shapes = read_shapes(OWNERS, ["ssl"], "x")
    assert shapes["row_number"].tolist() == list(range(1, 14))
    assert shapes["geometry"].array.crs.to_epsg() == 4326
    assert shapes["ssl"].iloc[0] == "0423    0018"


def test_a_parquet_twin_reads_the_same(tmp_path: Path) -> None:
    twin = parquet(tmp_path, gpd.read_file(OWNERS.path))
    left, right = read_shapes(OWNERS, ["ssl"], "x"), read_shapes(twin, ["ssl"], "x")
    one, other = gpd.GeoSeries(left["geometry"]), gpd.GeoSeries(right["geometry"])
    assert one.geom_equals(other).sum() == one.notna().sum()
    for column in ("ssl", "newtotal", "saledate", "ownername"):
        assert texts(left, column).tolist() == texts(right, column).tolist()


def test_meters_with_a_stated_system_become_degrees(tmp_path: Path) -> None:
    local = gpd.GeoDataFrame({"SSL": ["1"]}, geometry=[box(535800, 4050600, 535900, 4050700)])
    shapes = read_shapes(parquet(tmp_path, local.set_crs("EPSG:32618")), ["ssl"], "x")
    assert shapes["geometry"].iloc[0].centroid.x == pytest.approx(-74.6, abs=0.01)


def test_meters_without_a_stated_system_are_refused(tmp_path: Path) -> None:
    def to_meters(feature: dict[str, Any]) -> None:
        feature["geometry"] = json.loads(gpd.GeoSeries([box(4e5, 1e5, 5e5, 2e5)]).to_json())[
            "features"
        ][0]["geometry"]

    far = changed(OWNERS, tmp_path, to_meters)
    with pytest.raises(FileUnreadableError, match="ask for EPSG:4326, in 13 of 13"):
        placed(read_shapes(far, ["ssl"], "x"), far, "x", "ssl")


def test_a_file_with_swapped_coordinates_is_refused(tmp_path: Path) -> None:
    swapped = changed(OWNERS, tmp_path, swap_coordinates)
    with pytest.raises(
        FileUnreadableError, match="latitude and longitude are swapped, in 12 of 13"
    ):
        placed(read_shapes(swapped, ["ssl"], "x"), swapped, "x", "ssl")


def test_one_shape_with_swapped_coordinates_goes_to_quarantine(tmp_path: Path) -> None:
    def swap_first(feature: dict[str, Any]) -> None:
        if feature["properties"]["SSL"] == "0423    0018":
            swap_coordinates(feature)

    one = changed(OWNERS, tmp_path, swap_first)
    kept, rejected = placed(read_shapes(one, ["ssl"], "x"), one, "x", "ssl")
    table = pd.concat(rejected)
    assert table["reason"].tolist() == ["swapped_coordinates", "empty_geometry"]
    assert len(kept) + len(table) == 13


def test_quarantine_names_nobody() -> None:
    shapes = read_shapes(OWNERS, ["ssl"], "x").assign(ownername="JANE Q EXAMPLE", address1="1 A ST")
    _, rejected = placed(shapes, OWNERS, "x", "ssl")
    content = pd.concat(rejected)["content"].str.cat()
    assert "EXAMPLE" not in content
    assert "1284    0901" in content


def test_an_invalid_outline_is_repaired_to_polygons_and_flagged(tmp_path: Path) -> None:
    spiked = Polygon([(0, 40), (2, 40), (2, 42), (1, 42), (1, 44), (1, 42), (0, 42)])
    shapes = gpd.GeoDataFrame({"SSL": ["1", "2"]}, geometry=[spiked, box(0, 1, 2, 3)], crs=4326)
    kept, _ = placed(read_shapes(parquet(tmp_path, shapes), ["ssl"], "x"), OWNERS, "x", "ssl")
    assert kept["is_geometry_repaired"].tolist() == [True, False]
    assert gpd.GeoSeries(kept["geometry"]).is_valid.all()
    assert gpd.GeoSeries(kept["geometry"]).geom_type.tolist() == ["Polygon", "Polygon"]
    assert kept["geometry"].iloc[0].area == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(OWNERS.path.read_bytes()[:-40], "not complete GeoJSON", id="truncated"),
        pytest.param(b"SSL,OWNER\n1,2\n", "neither GeoJSON nor GeoParquet", id="a CSV file"),
        pytest.param(b'{"error":{"code":400}}', "not complete GeoJSON", id="a server's error"),
        pytest.param(
            b'{"type":"FeatureCollection","features":[]}', "holds no shapes", id="no shapes"
        ),
        pytest.param(b"<!DOCTYPE html><html></html>", "is a web page", id="a web page"),
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"PAR1 and no more", "not a complete GeoParquet", id="truncated Parquet"),
        pytest.param('{"a":"\u00e9"}'.encode("latin-1"), "not text in UTF-8", id="other encoding"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(FileUnreadableError, match=said):
        read_shapes(raw(tmp_path, content), ["ssl"], "x")


def test_a_parquet_file_without_outlines_is_refused(tmp_path: Path) -> None:
    pd.DataFrame({"SSL": ["1"]}).to_parquet(tmp_path / "plain.parquet")
    with pytest.raises(FileUnreadableError, match="plain.parquet is not a complete GeoParquet"):
        read_shapes(RawFile(tmp_path / "plain.parquet", "plain.parquet", None), ["ssl"], "x")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match="gone.geojson is not there"):
        read_shapes(RawFile(tmp_path / "gone.geojson", "gone.geojson", None), [], "x")


def test_a_renamed_attribute_stops_the_source() -> None:
    with pytest.raises(SourceChangedError, match="source x needs column 'parcel_number'"):
        read_shapes(OWNERS, ["parcel_number"], "x")


def test_dates_are_read_however_the_publisher_writes_them() -> None:
    written = ["2016-07-16", "2016-07-16T00:00:00.000Z", "2016/07/16 00:00:00+00", "7/16/2016"]
    frame = pd.DataFrame({"d": [*written, None, "<Null>"], "ms": [1468627200000] * 5 + [None]})
    expected = [pd.Timestamp("2016-07-16")] * 4
    assert dates(frame, "d", "x").dropna().tolist() == expected
    assert dates(frame, "ms", "x").dropna().tolist() == [*expected, expected[0]]
    assert dates(frame, "absent", "x").isna().all()


def test_a_column_that_no_longer_holds_dates_stops_the_source() -> None:
    frame = pd.DataFrame({"d": ["last July", "2016-07-16", "in May"]})
    with pytest.raises(SourceChangedError, match="'d' should hold dates, but 2 of 3 cells"):
        dates(frame, "d", "x")


def test_numbers_lose_their_dress_and_texts_their_padding() -> None:
    frame = pd.DataFrame(
        {"n": ["$1,200", " ", None], "code": [6.0, None, 8.0], "t": [" a ", "", "b"]}
    )
    assert numbers(frame, "n", "x").tolist()[0] == 1200
    assert texts(frame, "code").tolist() == ["6", pd.NA, "8"]
    assert texts(frame, "t").fillna("null").tolist() == ["a", "null", "b"]
