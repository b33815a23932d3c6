"""A store finds the parcels near points without decoding the others."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage import parcel_store
from housing.linkage.parcel_store import locate, near_boxes, read_near, read_register, write_store
from tests.linkage.test_parcels import CRS, at, lot, register, stored

BLOCK = register(
    ("C", None, lot(400)), ("A", "1 Elm St", lot(0)), ("N", "9 Elm St", None), ("B", None, lot(20))
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "parcels.parquet"
    write_store(BLOCK, path, CRS)
    return path


def test_a_store_is_geoparquet_in_the_local_crs_with_boxes_and_neighbors_together(
    store: Path,
) -> None:
    frame = gpd.read_parquet(store)
    assert frame.crs == CRS
    assert frame["parcel_id"].tolist() in (["A", "B", "C", "N"], ["C", "B", "A", "N"])
    schema = pq.read_schema(store)
    assert b"covering" in schema.metadata[b"geo"]
    assert pq.ParquetFile(store).metadata.row_group(0).column(0).compression == "ZSTD"


def test_invalid_outlines_are_valid_in_a_store(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([at(0, 0), at(20, 20), at(20, 0), at(0, 20)])
    path = tmp_path / "parcels.parquet"
    write_store(register(("A", None, bow_tie)), path, CRS)
    assert gpd.read_parquet(path).is_valid.all()


def test_only_parcels_near_a_point_are_read(store: Path) -> None:
    near = read_near(store, stored([at(50), None]), 30.0, ["parcel_id", "address"])
    assert near["parcel_id"].tolist() == ["B"]
    assert near.crs == CRS


def test_far_from_every_parcel_nothing_is_read(store: Path) -> None:
    assert read_near(store, stored([at(5000)]), 30.0).empty
    assert read_near(store, stored([None]), 30.0).empty


def test_the_register_tells_which_parcels_have_an_outline(store: Path) -> None:
    known = read_register(store).set_index("parcel_id")["has_outline"]
    assert known.to_dict() == {"A": True, "B": True, "C": True, "N": False}


def test_points_are_located_inside_or_nearest(store: Path) -> None:
    points = stored([at(10), at(50), at(200), None])
    for parcels in (BLOCK, store):
        found = locate(points, parcels, CRS)
        assert found[["point", "parcel_id"]].to_numpy().tolist() == [[0, "A"], [1, "B"]]
        assert found["distance_meters"].tolist() == pytest.approx([0, 10], abs=0.001)


def test_every_parcel_in_a_tie_is_found() -> None:
    stacked = register(("A", None, lot(0)), ("B", None, lot(0)))
    for east in (-5, 10):
        assert locate(stored([at(east)]), stacked, CRS)["parcel_id"].tolist() == ["A", "B"]
    apart = register(("A", None, lot(0)), ("B", None, lot(30)))
    assert len(locate(stored([at(25.004)]), apart, CRS, tie_meters=0.01)) == 2
    assert len(locate(stored([at(25.004)]), apart, CRS)) == 1


def test_a_store_of_many_row_groups_reads_the_right_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel_store, "ROW_GROUP", 2)
    path = tmp_path / "parcels.parquet"
    parcels = register(*((f"L{n}", None, lot(20 * n)) for n in range(9)))
    write_store(parcels, path, CRS)
    assert pq.ParquetFile(path).num_row_groups == 5
    found = locate(stored([at(20 * n + 10) for n in range(9)]), path, CRS)
    assert found["parcel_id"].tolist() == [f"L{n}" for n in range(9)]


coordinates = st.floats(-1000, 1000, allow_nan=False, width=32)


@given(
    st.lists(st.tuples(coordinates, coordinates, coordinates, coordinates), max_size=20),
    st.lists(st.tuples(coordinates, coordinates), max_size=8),
    st.floats(0, 50),
)
@settings(max_examples=200, deadline=None)
def test_no_box_near_a_point_is_missed(
    corners: list[tuple[float, ...]], spots: list[tuple[float, float]], meters: float
) -> None:
    shapes = [shapely.box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    boxes = np.array([shape.bounds for shape in shapes], float).reshape(-1, 4).T
    points = gpd.GeoSeries([shapely.Point(spot) for spot in spots], crs=CRS)
    is_near = near_boxes(boxes, points, meters)
    for shape, found in zip(shapes, is_near, strict=True):
        if any(shape.distance(point) <= meters for point in points):
            assert found
