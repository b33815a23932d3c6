"""What maps are made of: layers drawn from the snapshot alone, as the JSON the browser reads.

The colors of water, parks and streets are half transparent, so that they do on a light and on a
dark page: changing the theme does not draw a map again.
"""

import json
import math
from collections.abc import Iterable
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from housing.terms import AreaKind, BasemapKind
from ui import plain
from ui.palette import BAND_CODES, CHOSEN, picture, rgb, ring

Layer = dict[str, Any]

#: West, south, east, north, in degrees.
Extent = tuple[float, float, float, float]

#: Decimals of a degree: five are about a meter.
DECIMALS = 5

#: Outlines lose detail that would be less than a pixel on a screen showing their whole extent.
SCREEN_PIXELS = 3000

#: The narrowest a map is drawn: a view fitted to it shows everything on a wider one too.
VIEW_WIDTH, VIEW_HEIGHT = 380, 310

#: The world is this many pixels wide at zoom 0.
TILE = 512
CLOSEST_ZOOM = 15.5

#: Room left around what is shown, in zoom levels.
MARGIN = 0.35

#: An alpha up to 102 stays as it is when something is clicked; a higher one would be dimmed to it.
WATER = [70, 130, 180, 80]
PARK = [120, 165, 95, 60]
STREET = [128, 132, 138, 90]
BORDER = [96, 100, 106, 102]
LABEL = [118, 123, 130, 255]
PARCEL = [*rgb(CHOSEN), 70]
PARCEL_EDGE = [*rgb(CHOSEN), 255]

#: Pixels across the ring around the chosen property.
RING_SIZE = 44

FONT = "Arial, sans-serif"


def compact(value: Any) -> str:
    """Return JSON without a space too many."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def joined(layers: Iterable[Layer]) -> str:
    """Return layers as the inside of a JSON list."""
    return ",".join(compact(layer) for layer in layers)


def spec(view: dict[str, float], layers: Iterable[str]) -> str:
    """Return a whole map. The map style is the word that keeps the browser from fetching tiles."""
    drawn = ",".join(layer for layer in layers if layer)
    return (
        f'{{"initialViewState":{compact(view)},"views":[{{"@@type":"MapView","controller":true}}],'
        f'"mapStyle":"__MAP_STYLE__","layers":[{drawn}]}}'
    )


def fitted(
    points: np.ndarray,
    otherwise: Extent | None = None,
    closest: float = CLOSEST_ZOOM,
    within: tuple[int, int] = (VIEW_WIDTH, VIEW_HEIGHT),
) -> dict[str, float]:
    """Return the view that shows all points, or the whole city where there are none.

    `within` is the narrowest width and height the map is drawn in, in pixels.
    """
    if len(points):
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
    elif otherwise is not None:
        west, south, east, north = otherwise
    else:
        return {"longitude": 0.0, "latitude": 0.0, "zoom": 1.0}
    across = max(east - west, 1e-7) / 360
    up = max(_mercator(north) - _mercator(south), 1e-10)
    width, height = within
    room = min(math.log2(width / TILE / across), math.log2(height / TILE / up))
    return {
        "longitude": round(float(west + east) / 2, DECIMALS),
        "latitude": round(float(south + north) / 2, DECIMALS),
        "zoom": round(min(max(room - MARGIN, 1.0), closest), 2),
    }


def extent_of(shapes: gpd.GeoDataFrame) -> Extent | None:
    """Return the box around all shapes; None where there is none."""
    known = shapes.loc[shapes.geometry.notna() & ~shapes.geometry.is_empty]
    if known.empty:
        return None
    west, south, east, north = known.total_bounds
    return float(west), float(south), float(east), float(north)


def ground(basemap: gpd.GeoDataFrame) -> list[Layer]:
    """Draw water, parks and streets."""
    detail = _detail(extent_of(basemap))
    water, park, street = (
        basemap.loc[basemap["kind"] == kind, "geometry"]
        for kind in (BasemapKind.WATER, BasemapKind.PARK, BasemapKind.STREET)
    )
    layers = [
        geojson("water", water, detail, getFillColor=WATER, stroked=False),
        geojson("parks", park, detail, getFillColor=PARK, stroked=False),
        geojson("streets", street, detail, getLineColor=STREET, filled=False),
    ]
    return _with_features(layers)


def lots(shapes: gpd.GeoSeries) -> list[Layer]:
    """Draw the outlines of lots, faintly."""
    return _with_features(
        [geojson("lots", shapes[shapes.notna()], getLineColor=STREET, filled=False)]
    )


def borders(areas: gpd.GeoDataFrame) -> list[Layer]:
    """Draw the outlines of the city and its wards."""
    detail = _detail(extent_of(areas))
    wards = areas.loc[areas["kind"] == AreaKind.WARD, "geometry"]
    city = areas.loc[areas["kind"] == AreaKind.CITY, "geometry"]
    layers = [
        geojson("wards", wards, detail, getLineColor=BORDER, filled=False),
        geojson("city", city, detail, getLineColor=BORDER, filled=False, getLineWidth=2),
    ]
    return _with_features(layers)


def labels(areas: gpd.GeoDataFrame) -> list[Layer]:
    """Write each ward's name inside it.

    A GeoJsonLayer writes it, because a click on the map dims the color of a TextLayer.
    """
    wards = areas[areas["kind"] == AreaKind.WARD]
    inside = shapely.point_on_surface(wards.geometry.to_numpy())
    named = [
        {"type": "Feature", "properties": {"n": plain.layer(name)}, "geometry": outline(point)}
        for name, point in zip(wards["name"], inside, strict=True)
    ]
    layer = {
        "@@type": "GeoJsonLayer",
        "id": "labels",
        "data": {"type": "FeatureCollection", "features": named},
        "pointType": "text",
        "getText": "@@=properties.n",
        "getTextColor": LABEL,
        "getTextSize": 12,
        "textFontFamily": FONT,
        "textFontWeight": 600,
    }
    return _with_features([layer])


def icons(rows: str, name: str, **more: Any) -> str:
    """Draw each row's band as a shape; a row's `v` says whether a filter shows it."""
    atlas, mapping = icon_atlas()
    layer = {
        "@@type": "IconLayer",
        "id": name,
        "pickable": True,
        "autoHighlight": True,
        "getPosition": "@@=p",
        "getIcon": "@@=i",
        "getSize": "@@=s",
        "iconAtlas": atlas,
        "iconMapping": mapping,
        "extensions": [{"@@type": "DataFilterExtension", "filterSize": 1}],
        "getFilterValue": "@@=v",
        "filterRange": [1, 1],
        **more,
    }
    return f'{compact(layer)[:-1]},"data":[{rows}]}}'


def halo(point: np.ndarray | None) -> list[Layer]:
    """Ring the chosen property. A picture, because a click on the map dims any other color."""
    if point is None:
        return []
    return [
        {
            "@@type": "IconLayer",
            "id": "halo",
            "data": [{"p": point.round(DECIMALS).tolist(), "i": "ring"}],
            "getPosition": "@@=p",
            "getIcon": "@@=i",
            "getSize": RING_SIZE,
            "iconAtlas": ring(),
            "iconMapping": {"ring": {"x": 0, "y": 0, "width": 64, "height": 64, "mask": False}},
        }
    ]


def geojson(name: str, shapes: gpd.GeoSeries, detail: float = 0.0, **style: Any) -> Layer:
    """Draw shapes that say nothing when hovered."""
    outlines = [outline(shape, detail) for shape in shapes]
    features = [{"type": "Feature", "geometry": drawn} for drawn in outlines if drawn is not None]
    return {
        "@@type": "GeoJsonLayer",
        "id": name,
        "data": {"type": "FeatureCollection", "features": features},
        "lineWidthUnits": "pixels",
        "getLineWidth": 1,
        **style,
    }


def outline(shape: Any, detail: float = 0.0) -> Any:
    """Return a shape as GeoJSON with no more detail than can be seen; None for none at all."""
    if shape is None or shape.is_empty:
        return None
    simple = shapely.simplify(shape, detail) if detail else shape
    simple = shape if simple.is_empty else simple
    return _rounded(shapely.geometry.mapping(simple))


@cache
def icon_atlas() -> tuple[str, dict[str, dict[str, Any]]]:
    """Return one picture of every band's shape, as a data address, and where each is in it."""
    mapping = {
        code: {"x": 64 * position, "y": 0, "width": 64, "height": 64, "mask": False}
        for position, code in enumerate(BAND_CODES)
    }
    return picture(*BAND_CODES.values()), mapping


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list | tuple) else value


def _with_features(layers: list[Layer]) -> list[Layer]:
    return [layer for layer in layers if layer["data"]["features"]]


def detail_of(shapes: gpd.GeoDataFrame) -> float:
    """Return the detail, in degrees, below which nothing of these shapes could be seen."""
    return _detail(extent_of(shapes))


def _detail(extent: Extent | None) -> float:
    if extent is None:
        return 0.0
    return max(extent[2] - extent[0], extent[3] - extent[1]) / SCREEN_PIXELS


def _mercator(latitude: float) -> float:
    """Return how far up the world a latitude is drawn, from 0 to 1."""
    return 0.5 + math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)
