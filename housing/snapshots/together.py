"""The current snapshots of several places, read as one: what an organization of the nation sees.

A property's id has its place before it, so that two places never share one. What only one place
knows the names of (wards, neighborhoods) is left out: in place of its ward a property has the name
of its place, and the map has outlines of where each place's properties are.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from housing.snapshots.reading import Snapshot, has_table, place_of, read_table
from housing.tables import SNAPSHOT_TABLES, Areas, empty, validate
from housing.terms import AreaKind

#: The id of all places together, where one place has its own.
ALL = "all"

#: Stands between a place's id and a property's, where all places are shown.
MARK = "~"

#: What a place's properties are surrounded by on the map, in degrees.
_MARGIN = 0.02


def places_together(places: Mapping[str, Snapshot]) -> Snapshot:
    """Return the current snapshots of all places as one; invented ones only where all are."""
    real = [one for one in places.values() if not _is_fictional(one)]
    parts = tuple(sorted(real or places.values(), key=_name))
    manifest = {
        "jurisdiction": {
            "id": ALL,
            "name": "All places",
            "is_fictional": not real,
            "area_labels": {"ward": "Place", "neighborhood": "Neighborhood"},
        },
        "as_of": min(str(one.manifest["as_of"]) for one in parts),
        "tables": {name: {"sha256": _bytes_of(parts, name)} for name in SNAPSHOT_TABLES},
        "inputs": [],
    }
    return Snapshot(ALL, parts[0].path.parent, manifest, parts)


def read_together(snapshot: Snapshot, name: str) -> Any:
    """Read a table of all places at once."""
    if name == "areas":
        return _outlines(snapshot.parts)
    found = [_read(one, name) for one in snapshot.parts if has_table(one, name)]
    filled = [frame for frame in found if len(frame)]
    if name == "basemap" or not filled:
        return empty(SNAPSHOT_TABLES[name])
    return pd.concat(filled, ignore_index=True)


def apart(property_id: str) -> tuple[str | None, str]:
    """Return a property's place, where its id names one, and its id in that place."""
    place, mark, own = property_id.partition(MARK)
    return (place, own) if mark else (None, property_id)


def _read(part: Snapshot, name: str) -> pd.DataFrame:
    """A table of one place, its properties' ids with the place before them."""
    frame: pd.DataFrame = read_table(part, name)
    if "property_id" in frame:
        frame["property_id"] = f"{place_of(part)}{MARK}" + frame["property_id"]
    if name == "properties":
        frame["ward"] = _name(part)
        frame["neighborhood"] = pd.Series(pd.NA, index=frame.index, dtype="str")
    return frame


def _outlines(parts: Iterable[Snapshot]) -> gpd.GeoDataFrame:
    """Where each place's properties are: an outline around all that are located."""
    rows = []
    for one in parts:
        located = read_table(one, "properties")[["longitude", "latitude"]].dropna()
        if located.empty:
            continue
        around = shapely.MultiPoint(located.to_numpy(np.float64)).convex_hull
        rows.append(
            {
                "area_id": f"{AreaKind.WARD.value}:{place_of(one)}",
                "source_id": "holdfast",
                "kind": AreaKind.WARD.value,
                "code": place_of(one),
                "name": _name(one),
                "long_name": None,
                "observed_date": pd.NaT,
                "geometry": around.buffer(_MARGIN),
            }
        )
    if not rows:
        return empty(Areas)
    return validate(gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326"), Areas)


def _bytes_of(parts: Sequence[Snapshot], name: str) -> str:
    """Tell one version of a table of all places from any other."""
    each = [f"{one.id}:{one.manifest['tables'].get(name, {}).get('sha256', '')}" for one in parts]
    return hashlib.sha256("\n".join(each).encode()).hexdigest()


def _name(snapshot: Snapshot) -> str:
    return str(snapshot.manifest["jurisdiction"].get("name", place_of(snapshot)))


def _is_fictional(snapshot: Snapshot) -> bool:
    return bool(snapshot.manifest["jurisdiction"].get("is_fictional"))
