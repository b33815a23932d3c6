"""A small map of the two sides of a pair, lettered as in the table beside it."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from ui import layers
from ui.layers import Layer
from ui.maps import AROUND, LOTS_AROUND, PARCEL_TOOLTIP, JsonDeck, near
from ui.palette import CHOSEN, rgb

#: Closest the map opens: two points at one door would show nothing around them.
CLOSEST = 17.0

#: Sides nearer than this have one mark; in degrees, about two meters.
AS_ONE = 0.00002

FILL = [*rgb(CHOSEN), 230]
EDGE = [255, 255, 255, 255]


def pair_map(
    one: Any, other: Any, basemap: gpd.GeoDataFrame, lots: gpd.GeoDataFrame
) -> JsonDeck | None:
    """Draw both sides, each a point or an outline in EPSG:4326; None where neither is located."""
    known = [(name, shape) for name, shape in (("A", one), ("B", other)) if _is_located(shape)]
    if not known:
        return None
    corners = np.array([shape.bounds for _, shape in known]).reshape(-1, 2)
    around = near(lots, corners, LOTS_AROUND).geometry
    outlines = gpd.GeoSeries([shape for _, shape in known if shape.geom_type != "Point"])
    drawn = [
        layers.joined(layers.ground(near(basemap, corners, AROUND))),
        layers.joined(layers.lots(around)),
        layers.joined(
            [layers.geojson("outline", outlines, getFillColor=layers.PARCEL, getLineWidth=2)]
            if len(outlines)
            else []
        ),
        layers.joined(_marks(known)),
    ]
    return JsonDeck(layers.spec(layers.fitted(corners, closest=CLOSEST), drawn), PARCEL_TOOLTIP)


def _marks(known: list[tuple[str, Any]]) -> list[Layer]:
    """A dot per side, its letter on the outer side, and a line between the two."""
    points = [shapely.point_on_surface(shape) for _, shape in known]
    if len(known) == 2 and points[0].distance(points[1]) < AS_ONE:
        return [_mark("A and B", points[0], 1)]
    west = min(points, key=lambda point: (point.x, point.y))
    marks = [
        _mark(name, point, -1 if point is west else 1)
        for (name, _), point in zip(known, points, strict=True)
    ]
    if len(points) < 2:
        return marks
    between = gpd.GeoSeries([shapely.LineString(points)])
    line = layers.geojson("between", between, getLineColor=layers.BORDER, filled=False)
    return [line | {"getLineWidth": 2}, *marks]


def _mark(name: str, point: Any, side: int) -> Layer:
    feature = {"type": "Feature", "properties": {"n": name}, "geometry": layers.outline(point)}
    return {
        "@@type": "GeoJsonLayer",
        "id": f"mark-{name}",
        "data": {"type": "FeatureCollection", "features": [feature]},
        "pointType": "circle+text",
        "getFillColor": FILL,
        "getLineColor": EDGE,
        "lineWidthUnits": "pixels",
        "getLineWidth": 2,
        "pointRadiusUnits": "pixels",
        "getPointRadius": 8,
        "getText": "@@=properties.n",
        "getTextColor": layers.LABEL,
        "getTextSize": 18,
        "getTextAnchor": "end" if side < 0 else "start",
        "getTextPixelOffset": [14 * side, 0],
        "textFontFamily": layers.FONT,
        "textFontWeight": 700,
    }


def _is_located(shape: Any) -> bool:
    return shape is not None and not shape.is_empty
