"""Maps of properties. Whatever the filter, they keep the same rows in the same order.

What is clicked on a map is a position in its rows, and must go on meaning the same property; a
filter only hides. Everything else is prepared once per snapshot.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pydeck as pdk

from ui import explain, layers, plain
from ui.layers import DECIMALS, Extent
from ui.palette import BAND_CODES, BAND_COLORS, BAND_MARKS, NOT_SCORED, band_label, band_of

#: Pixels of a property that puts no home at risk within five years, and of one that puts many.
SMALLEST, LARGEST, MANY_HOMES = 12.0, 30.0, 300.0

#: With more properties than this a map counts them: see `ui.crowds`.
DRAWN_SINGLY = 5_000

#: Letters of a name that hovering shows.
HOVER_LENGTH = 80

#: Streets and neighbors on a property's own map reach this far, in degrees: about 800 meters.
AROUND = 0.008

#: And how far lots are drawn: beyond it they would be specks.
LOTS_AROUND = 0.004
PARCEL_ZOOM = 16.5

#: What hovering shows stands in a corner of the map: beside the pointer it would be cut at an edge.
STYLE = {
    "transform": "none",
    "left": "8px",
    "top": "8px",
    "backgroundColor": "#1f252b",
    "color": "#ffffff",
    "fontSize": "12px",
    "lineHeight": "1.35",
    "padding": "6px 10px",
    "maxWidth": "260px",
    "borderRadius": "6px",
}
TOOLTIP = {
    "html": "<b>{n}</b><br>{b}<br>Next end {e}<br>Last end {l}<br>{g}<br>{u}",
    "style": STYLE,
}
PARCEL_TOOLTIP = {"html": "<b>{n}</b><br>{b}", "style": STYLE}

#: Columns of properties that a map shows.
_SHOWN = [
    "property_id",
    "name",
    "longitude",
    "latitude",
    "band",
    "score",
    "next_end_date",
    "last_end_date",
    "known_last_end_date",
    "has_open_ended",
    "programs",
    "units_at_risk_5y",
]


class JsonDeck(pdk.Deck):
    """A deck that is its JSON: nothing is serialized again when another widget changes."""

    def __init__(self, spec: str, tooltip: Mapping[str, Any]) -> None:
        super().__init__(layers=[], map_provider=None, tooltip=dict(tooltip))
        self._spec = spec

    def to_json(self) -> str:
        """Return the JSON it was made of."""
        return self._spec


@dataclass(frozen=True, slots=True)
class MapParts:
    """What of a city's map does not change with a filter."""

    #: Each located property's JSON up to the value a filter sets; none of a crowd's.
    rows: tuple[str, ...]
    #: Where each of those rows is in the frame of properties.
    positions: np.ndarray
    ids: tuple[str, ...]
    points: np.ndarray
    beneath: str
    city: Extent | None

    @property
    def is_crowd(self) -> bool:
        """Whether there are too many properties to draw each."""
        return len(self.positions) > DRAWN_SINGLY


def build_map(
    properties: pd.DataFrame,
    areas: gpd.GeoDataFrame,
    basemap: gpd.GeoDataFrame,
    *,
    filtered: np.ndarray,
    selected: str | None = None,
) -> JsonDeck:
    """Draw a city: `filtered` says of each property whether it is shown."""
    return assemble(map_parts(properties, areas, basemap), filtered=filtered, selected=selected)


def map_parts(
    properties: pd.DataFrame, areas: gpd.GeoDataFrame, basemap: gpd.GeoDataFrame
) -> MapParts:
    """Prepare everything of a city's map that no filter changes, highest scores on top."""
    located = (properties["longitude"].notna() & properties["latitude"].notna()).to_numpy(bool)
    height = properties["score"].astype("Float64").fillna(-1).to_numpy(float)
    positions = np.flatnonzero(located)
    positions = positions[np.argsort(height[positions], kind="stable")]
    drawn = properties.iloc[positions]
    ground = [*layers.ground(basemap), *layers.borders(areas), *layers.labels(areas)]
    return MapParts(
        rows=() if len(drawn) > DRAWN_SINGLY else tuple(_rows(drawn)),
        positions=positions,
        ids=tuple(drawn["property_id"]),
        points=drawn[["longitude", "latitude"]].to_numpy(float),
        beneath=layers.joined(ground),
        city=layers.extent_of(areas),
    )


def assemble(
    parts: MapParts, *, filtered: np.ndarray, selected: str | None = None, generation: int = 0
) -> JsonDeck:
    """Put the map together for one filter and one chosen property.

    A new `generation` makes the browser forget what was clicked before, without moving the map.
    """
    shown = filtered[parts.positions]
    flags = np.where(shown, "1}", "0}")
    rows = ",".join(row + flag for row, flag in zip(parts.rows, flags, strict=True))
    chosen = parts.points[parts.ids.index(selected)] if selected in parts.ids else None
    drawn = [
        parts.beneath,
        layers.icons(rows, f"properties-{generation}"),
        layers.joined(layers.halo(chosen)),
    ]
    return JsonDeck(layers.spec(layers.fitted(parts.points[shown], parts.city), drawn), TOOLTIP)


def parcel_map(
    row: Mapping[str, Any] | pd.Series,
    parcels: gpd.GeoDataFrame,
    *,
    basemap: gpd.GeoDataFrame | None = None,
    properties: pd.DataFrame | None = None,
    lots: gpd.GeoDataFrame | None = None,
) -> JsonDeck | None:
    """Draw one property on its parcels, with streets and neighbors; None where nothing is located.

    `parcels` are the property's own, `lots` those of the city, drawn faintly around it.
    """
    has_point = pd.notna(row["longitude"]) and pd.notna(row["latitude"])
    extent = layers.extent_of(parcels)
    here = np.array([[row["longitude"], row["latitude"]]], dtype=float) if has_point else None
    if here is None and extent is None:
        return None
    corners = np.array(extent).reshape(2, 2) if extent else np.empty((0, 2))
    points = corners if here is None else np.vstack([corners, here])
    drawn = []
    if basemap is not None:
        drawn.append(layers.joined(layers.ground(near(basemap, points, AROUND))))
    if lots is not None:
        drawn.append(layers.joined(layers.lots(near(lots, points, LOTS_AROUND).geometry)))
    drawn.append(layers.joined([_parcels(parcels)]))
    if properties is not None:
        drawn.append(layers.icons(_neighbors(properties, points, row["property_id"]), "neighbors"))
    if here is not None:
        drawn.append(layers.icons(visible_rows(pd.DataFrame([dict(row)])), "property"))
        drawn.append(layers.joined(layers.halo(here[0])))
    view = layers.fitted(points, closest=PARCEL_ZOOM)
    return JsonDeck(layers.spec(view, drawn), PARCEL_TOOLTIP)


def legend(bands: pd.Series) -> list[tuple[str, str, str, int]]:
    """Count properties per band, highest first: band, mark, color, count."""
    counted = bands.fillna(NOT_SCORED).value_counts()
    return [
        (band, BAND_MARKS[band], BAND_COLORS[band], int(counted.get(band, 0)))
        for band in BAND_CODES.values()
    ]


def picked(selection: Mapping[str, Any]) -> str | None:
    """Return the id of the property in a map's selection; None where nothing is selected."""
    for layer, objects in selection.get("objects", {}).items():
        if layer.startswith("properties") and objects:
            return str(objects[0]["id"])
    return None


def last_end(row: Mapping[str, Any]) -> str:
    """Say when the last covenant ends, or what is known instead."""
    if row["has_open_ended"]:
        return "none by design"
    if pd.notna(row["last_end_date"]):
        return explain.day(row["last_end_date"])
    if pd.notna(row["known_last_end_date"]):
        return f"not before {explain.day(row['known_last_end_date'])}"
    return "not known"


def visible_rows(drawn: pd.DataFrame) -> str:
    """Return located properties as the rows of a layer, all of them visible."""
    return ",".join(row + "1}" for row in _rows(drawn))


def near(shapes: gpd.GeoDataFrame, points: np.ndarray, around: float) -> gpd.GeoDataFrame:
    """Cut shapes to the surroundings of the points, so many degrees each way."""
    west, south = points.min(axis=0) - around
    east, north = points.max(axis=0) + around
    near = shapes.cx[west:east, south:north]
    return near.assign(geometry=near.geometry.clip_by_rect(west, south, east, north))


def _rows(drawn: pd.DataFrame) -> Iterable[str]:
    """Yield each property's JSON with what hovering shows, open at its end for the filter."""
    codes = {band: code for code, band in BAND_CODES.items()}
    for row in drawn[_SHOWN].astype(object).to_dict("records"):
        fields = {
            "id": row["property_id"],
            "p": [round(row["longitude"], DECIMALS), round(row["latitude"], DECIMALS)],
            "i": codes[band_of(row["band"])],
            "s": _size(row["units_at_risk_5y"]),
            **_hover(row),
        }
        yield layers.compact(fields)[:-1] + ',"v":'


def _hover(row: Mapping[Any, Any]) -> dict[str, str]:
    """Put a property into the lines of the tooltip."""
    score = "" if pd.isna(row["score"]) else f" · score {row['score']}"
    at_risk, ends = row["units_at_risk_5y"], row["next_end_date"]
    homes = "an unknown number of homes" if pd.isna(at_risk) else explain.plural(at_risk, "home")
    return {
        "n": plain.layer(plain.clean(row["name"], HOVER_LENGTH)),
        "b": f"{band_label(row['band'])}{score}",
        "e": "none known" if pd.isna(ends) else explain.day(ends),
        "l": last_end(row),
        "g": plain.layer(explain.programs(row["programs"])),
        "u": f"{homes} at risk within 5 years",
    }


def _size(units_at_risk: Any) -> float:
    """Return pixels whose area grows with the homes at risk."""
    if pd.isna(units_at_risk) or units_at_risk <= 0:
        return SMALLEST
    share = min(1.0, math.sqrt(units_at_risk / MANY_HOMES))
    return round(SMALLEST + (LARGEST - SMALLEST) * share, 1)


def _parcels(parcels: gpd.GeoDataFrame) -> layers.Layer:
    """Draw a property's parcels; each names itself and its owner."""
    layer = layers.geojson(
        "parcels", parcels.iloc[0:0].geometry, getFillColor=layers.PARCEL, pickable=True
    )
    layer |= {"getLineColor": layers.PARCEL_EDGE, "getLineWidth": 2}
    owners = parcels["owner_name"].astype(object)
    for parcel_id, owner, shape in zip(parcels["parcel_id"], owners, parcels.geometry, strict=True):
        drawn = layers.outline(shape)
        said = {
            "n": plain.layer(f"Parcel {plain.clean(parcel_id)}"),
            "b": plain.layer(owner) or "Owner not on record",
        }
        if drawn is not None:
            feature = {"type": "Feature", "properties": said, "geometry": drawn}
            layer["data"]["features"].append(feature)
    return layer


def _neighbors(properties: pd.DataFrame, points: np.ndarray, property_id: str) -> str:
    west, south = points.min(axis=0) - AROUND
    east, north = points.max(axis=0) + AROUND
    near = properties["longitude"].between(west, east) & properties["latitude"].between(
        south, north
    )
    near = near.fillna(False) & (properties["property_id"] != property_id)
    return visible_rows(properties[near.to_numpy(bool)])
