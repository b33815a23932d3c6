"""A county's parcels in one file, made so that finding the few near a property is quick.

The join of points and outlines is never the cost; reading and decoding outlines is. So outlines
are stored once as GeoParquet in the place's own CRS, neighbors beside each other (along a Hilbert
curve), with a bounding box per parcel. A search reads the boxes first, which are plain numbers,
and decodes only outlines whose box comes near a point.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyproj
import shapely

from housing.geo import STORED_CRS, repaired

#: Parcels per row group: few enough to skip quarters of a county that have no property, many
#: enough to compress well. A judgement.
ROW_GROUP = 65_536

#: Row groups decoded at a time. Each holds its outlines only until the near ones are picked, so
#: this bounds memory too.
_WORKERS = 2

#: Cells along the longer side of the grid that points are counted in.
_GRID_CELLS = 2_048

#: Distances that differ by less are the same number, computed in another order.
_ROUNDING = 1e-9

#: A degree of latitude is at least 110,574 meters long, at the equator.
METERS_PER_DEGREE = 110_000.0

_BOX = ("xmin", "ymin", "xmax", "ymax")


def write_store(parcels: gpd.GeoDataFrame, path: Path, local_crs: str) -> None:
    """Write parcels as a store: local CRS, valid outlines, neighbors together.

    Parcels without an outline are kept, at the end.
    """
    local = outlines(parcels, local_crs)
    places = local.geometry.notna()
    if places.any():
        order = local.loc[places].hilbert_distance().sort_values(kind="stable").index
        local = local.loc[[*order, *local.index[~places]]]
    local.to_parquet(
        path,
        index=False,
        compression="zstd",
        write_covering_bbox=True,
        schema_version="1.1.0",
        row_group_size=ROW_GROUP,
    )


def outlines(parcels: gpd.GeoDataFrame, local_crs: str) -> gpd.GeoDataFrame:
    """The parcels in the local CRS, with valid outlines."""
    local = parcels.to_crs(local_crs).reset_index(drop=True)
    return local.set_geometry(repaired(local.geometry.to_numpy())[0], crs=local_crs)


def read_near(
    path: Path, points: gpd.GeoSeries, meters: float, columns: Sequence[str] = ("parcel_id",)
) -> gpd.GeoDataFrame:
    """Return the parcels whose bounding box comes within a distance of a point.

    Args:
        path: a store made by `write_store`.
        points: in any CRS; missing ones are passed over.
        meters: how far a box may be from a point; boxes a little farther may come along.
        columns: which columns to read beside the outline.

    Returns:
        The parcels in the store's order and CRS.
    """
    with pq.ParquetFile(path) as file:
        crs = _crs(file)
        table = _rows(file, path, near_boxes(_boxes(file), points.to_crs(crs), meters), columns)
    shapes = shapely.from_wkb(table["geometry"].to_numpy())
    return gpd.GeoDataFrame(
        table.select(list(columns)).to_pandas(), geometry=gpd.GeoSeries(shapes, crs=crs)
    )


def locate(
    points: gpd.GeoSeries,
    parcels: gpd.GeoDataFrame | Path,
    local_crs: str,
    meters: float = 30.0,
    tie_meters: float = 0.0,
) -> pd.DataFrame:
    """Find the parcels each point lies in, or else the nearest ones.

    Args:
        points: in any CRS; missing ones find nothing.
        parcels: table `Parcels`, or a store made by `write_store`.
        local_crs: the place's own CRS, in meters.
        meters: a parcel farther away than this is not found; 0 finds what is inside only.
        tie_meters: parcels farther than the nearest by no more than this are found too.

    Returns:
        `point` (place of the point in `points`, from 0), `parcel_id`, `distance_meters` (0
        inside), by point and parcel.
    """
    places = points.to_crs(local_crs)
    if isinstance(parcels, Path):
        near = read_near(parcels, places, meters + tie_meters).to_crs(local_crs)
    else:
        around = parcels.loc[comes_near(parcels.geometry, points, meters + tie_meters)]
        near = outlines(around[["parcel_id", "geometry"]], local_crs)
    shapes, spots = near.geometry.to_numpy(), places.to_numpy()
    tree = shapely.STRtree(shapes)
    inside = tree.query(spots, predicate="intersects")
    outside = spots.copy()
    outside[inside[0]] = None
    nearest = _nearest(tree, outside, meters, tie_meters)
    rows = np.concatenate([inside, nearest], axis=1)
    found = pd.DataFrame(
        {
            "point": rows[0],
            "parcel_id": near["parcel_id"].to_numpy()[rows[1]],
            "distance_meters": shapely.distance(spots[rows[0]], shapes[rows[1]]),
        }
    )
    return found.sort_values(["point", "parcel_id"], ignore_index=True)


def _nearest(
    tree: shapely.STRtree, spots: np.ndarray, meters: float, tie_meters: float
) -> np.ndarray:
    """Pairs of a spot and its nearest shapes, as two rows of places."""
    if meters <= 0:
        return np.empty((2, 0), int)
    (spot, _), distance = tree.query_nearest(
        spots, max_distance=meters, return_distance=True, all_matches=False
    )
    reach = distance + max(tie_meters, _ROUNDING)
    hits, shape = tree.query(spots[spot], predicate="dwithin", distance=reach)
    return np.array([spot[hits], shape])


def read_register(path: Path) -> pd.DataFrame:
    """Read `parcel_id`, `address` and `has_outline` of every parcel, without its outline."""
    with pq.ParquetFile(path) as file:
        table = file.read(columns=["parcel_id", "address", "bbox.xmin"])
    has_outline = pc.is_valid(pc.struct_field(table["bbox"], "xmin")).to_pandas()
    return table.select(["parcel_id", "address"]).to_pandas().assign(has_outline=has_outline)


def comes_near(shapes: gpd.GeoSeries, points: gpd.GeoSeries, meters: float) -> np.ndarray:
    """Which shapes, in degrees, may come within a distance of a point, judged by their boxes.

    Projecting shapes takes longer than all the rest, and this spares it for most. Degrees are
    taken for a little shorter than they are among the points, so that no shape is missed.
    """
    places = points.to_crs(STORED_CRS).dropna()
    x, y = places.x.to_numpy(), places.y.to_numpy()
    up = meters / METERS_PER_DEGREE
    across = up / np.cos(np.radians(np.abs(y) + up))
    around = shapely.box(x - across, y - up, x + across, y + up)
    near = np.zeros(len(shapes), bool)
    near[shapely.STRtree(shapes.to_numpy()).query(around)[1]] = True
    return near


def near_boxes(boxes: np.ndarray, points: gpd.GeoSeries, meters: float) -> np.ndarray:
    """Which boxes, as rows of xmin, ymin, xmax, ymax, come within a distance of a point.

    Points are counted in the cells of a grid, and the counts summed from its corner on, so that
    four look-ups tell how many points lie around a box, however many points there are.
    """
    places = points.dropna()
    if places.empty:
        return np.zeros(boxes.shape[1], bool)
    xy = np.array([places.x, places.y])
    corner = xy.min(axis=1) - meters
    cell = max((xy.max(axis=1) + meters - corner).max() / _GRID_CELLS, 1.0)
    at = ((xy - corner[:, None]) / cell).astype(np.int64)
    shape = at.max(axis=1) + 1
    counts = np.zeros(shape + 1, np.int32)
    np.add.at(counts, tuple(at + 1), 1)
    sums = counts.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    west, south = (_cells(boxes[side], corner[side] + meters, cell, shape[side]) for side in (0, 1))
    start = corner - meters - cell
    east, north = (_cells(boxes[side + 2], start[side], cell, shape[side]) for side in (0, 1))
    width = sums.shape[1]
    west, east, flat = west * width, east * width, sums.ravel()
    around = flat[east + north] - flat[west + north]
    around -= flat[east + south] - flat[west + south]
    return around > 0


def _cells(sides: np.ndarray, start: float, cell: float, most: int) -> np.ndarray:
    """Cell of each side of a box; where there is no box both sides are in the first cell."""
    offsets = sides - start
    offsets /= cell
    np.fmin(offsets, most, out=offsets)
    np.fmax(offsets, 0.0, out=offsets)
    return offsets.astype(np.intp)


def _boxes(file: pq.ParquetFile) -> np.ndarray:
    """Bounding boxes of all parcels, one row per side."""
    read = file.read(columns=[f"bbox.{side}" for side in _BOX])["bbox"].combine_chunks()
    return np.array([read.field(side).to_numpy(zero_copy_only=False) for side in _BOX])


def _rows(file: pq.ParquetFile, path: Path, wanted: np.ndarray, columns: Sequence[str]) -> pa.Table:
    """The wanted rows; row groups without one are not read."""
    counts = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    masks = np.split(wanted, np.cumsum(counts)[:-1])
    groups = [group for group, mask in enumerate(masks) if mask.any()]

    def read(group: int) -> pa.Table:
        with pq.ParquetFile(path) as own:
            table = own.read_row_group(group, columns=[*columns, "geometry"], use_threads=False)
        return table.filter(pa.array(masks[group]))

    with ThreadPoolExecutor(_WORKERS) as pool:
        tables = list(pool.map(read, groups or [0]))
    return pa.concat_tables(tables)


def _crs(file: pq.ParquetFile) -> pyproj.CRS:
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    return pyproj.CRS.from_json_dict(geo["columns"]["geometry"]["crs"])
