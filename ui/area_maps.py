"""Maps of areas, filled by a number: darker is more, the number in words beside the color.

The steps of the ramp differ in lightness, so that they survive a black-and-white printer; an area
of which nothing is known is left empty and says so with a question mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ui import area_rows, layers, plain
from ui.area_rows import AreaView
from ui.charts import OPEN_BOX, Swatch
from ui.maps import STYLE, JsonDeck
from ui.palette import CHOSEN, rgb
from ui.text import en_areas as text

#: From least to most.
RAMP = ("#dbe7f1", "#a9c6de", "#6d9cc4", "#35689b", "#173a63")
NO_HOMES = "#f3f1ea"
UNKNOWN_EDGE = "#8b9097"

#: Fills let the streets through.
OPACITY = 205

#: Width and height that a map of areas fills on a phone, margin included, in pixels.
ROOM = (430, 500)

#: With more areas than this the numbers would cover one another: hovering tells them.
LABELED = 15

TOOLTIP = {"html": "<b>{n}</b><br>{v}<br>{d}", "style": STYLE}


@dataclass(frozen=True, slots=True)
class Steps:
    """The classes of a number: upper bounds, the last one open."""

    metric: str
    bounds: tuple[float, ...]

    def color(self, value: Any) -> str | None:
        """Return the color of a value; none for an unknown one."""
        if pd.isna(value):
            return None
        if self.metric in area_rows.FROM_NONE and value == 0:
            return NO_HOMES
        return self.ramp[int(np.searchsorted(self.bounds, value, side="left"))]

    @property
    def ramp(self) -> tuple[str, ...]:
        """As many colors as there are classes, the darkest always among them."""
        count = len(self.bounds) + 1
        spread = np.linspace(0, len(RAMP) - 1, count) if count > 1 else [len(RAMP) - 2]
        return tuple(RAMP[round(float(place))] for place in spread)


def steps(values: pd.Series, metric: str) -> Steps:
    """Cut the known values into at most five classes of about as many areas each."""
    known = values.dropna().astype(float)
    if metric in area_rows.FROM_NONE:
        known = known[known > 0]
    if known.nunique() < 2:
        return Steps(metric, ())
    cuts = np.quantile(known, np.linspace(0, 1, len(RAMP) + 1)[1:-1])
    bounds: list[float] = []
    for cut in sorted({_rounded(cut) for cut in cuts}):
        before = bounds[-1] if bounds else -np.inf
        if known.between(before, cut, inclusive="right").any() and (known > cut).any():
            bounds.append(cut)
    return Steps(metric, tuple(bounds))


def legend(values: pd.Series, classes: Steps) -> list[Swatch]:
    """Return every class with its range and how many areas are in it."""
    metric, bounds = classes.metric, classes.bounds
    colors = values.map(classes.color)
    said = []
    for place, color in enumerate(classes.ramp):
        count = int((colors == color).sum())
        if count:
            within = _range(place, bounds, metric, values)
            said.append(Swatch(text.COUNT.format(range=within, count=count), color))
    none = int((colors == NO_HOMES).sum())
    if none:
        said.insert(0, Swatch(text.COUNT.format(range=text.NONE, count=none), NO_HOMES))
    unknown = int(values.isna().sum())
    if unknown:
        named = text.COUNT.format(range=f"? {text.NOT_KNOWN}", count=unknown)
        said.append(Swatch(named, UNKNOWN_EDGE, OPEN_BOX))
    return said


@dataclass(frozen=True, slots=True)
class AreaParts:
    """What of a map of areas does not change with the chosen one."""

    beneath: str
    features: str
    numbers: str
    #: Where the map looks.
    fitted: Mapping[str, float]


def area_parts(
    view: AreaView, areas: gpd.GeoDataFrame, basemap: gpd.GeoDataFrame, metric: str
) -> AreaParts:
    """Fill every area of a kind by a number, with the number in it where there is room."""
    own = areas[areas["kind"] == view.kind]
    numbers = area_rows.values(view, metric)
    features = _features(own, numbers, steps(numbers, metric), _said(view, numbers, metric))
    extent = layers.extent_of(own)
    box = np.array(extent).reshape(2, 2) if extent else np.empty((0, 2))
    written = [_numbers(own, numbers, metric)] if len(own) <= LABELED else []
    return AreaParts(
        beneath=layers.joined(layers.ground(basemap)),
        features=layers.compact(features),
        numbers=layers.joined(written),
        fitted=layers.fitted(box, within=ROOM),
    )


def area_map(parts: AreaParts, chosen: gpd.GeoDataFrame, generation: int = 0) -> JsonDeck:
    """Put the map together with the chosen area outlined; `chosen` has one row or none.

    A new `generation` makes the browser forget what was clicked before, without moving the map.
    """
    drawn = [
        parts.beneath,
        _filled(parts.features, f"areas-{generation}"),
        layers.joined(_outlined(chosen)),
        parts.numbers,
    ]
    return JsonDeck(layers.spec(dict(parts.fitted), drawn), TOOLTIP)


def picked(selection: Mapping[str, Any]) -> str | None:
    """Return the id of the area in a map's selection; None where nothing is selected."""
    for layer, objects in selection.get("objects", {}).items():
        if layer.startswith("areas") and objects:
            return str(objects[0]["properties"]["id"])
    return None


def _said(view: AreaView, numbers: pd.Series, metric: str) -> dict[str, tuple[str, str, str]]:
    """Return what hovering says of each area: name, the number mapped, homes."""
    told = {}
    for row in view.places.to_dict("records"):
        number = area_rows.said(numbers[row["area_id"]], metric)
        at_risk = row[f"units_at_risk_{area_rows.YEARS}y"]
        homes = f"{at_risk:,} at risk of {row['units_restricted']:,} protected"
        named = f"{text.METRICS[metric]}: {number}"
        told[row["area_id"]] = (plain.layer(row["name"]), named, homes)
    return told


def _features(
    own: gpd.GeoDataFrame,
    numbers: pd.Series,
    classes: Steps,
    said: Mapping[str, tuple[str, str, str]],
) -> list[dict[str, Any]]:
    detail = layers.detail_of(own)
    features = []
    for area_id, shape in zip(own["area_id"], own.geometry, strict=True):
        color = classes.color(numbers[area_id])
        name, value, homes = said[area_id]
        fill = [*rgb(color), OPACITY] if color else [*rgb(UNKNOWN_EDGE), 26]
        properties = {"id": area_id, "n": name, "v": value, "d": homes, "c": fill}
        drawn = layers.outline(shape, detail)
        if drawn is not None:
            features.append({"type": "Feature", "properties": properties, "geometry": drawn})
    return features


def _filled(features: str, name: str) -> str:
    layer = {
        "@@type": "GeoJsonLayer",
        "id": name,
        "pickable": True,
        "autoHighlight": True,
        "highlightColor": [*rgb(CHOSEN), 90],
        "getFillColor": "@@=properties.c",
        "getLineColor": layers.BORDER,
        "lineWidthUnits": "pixels",
        "getLineWidth": 1,
    }
    data = f'{{"type":"FeatureCollection","features":{features}}}'
    return f'{layers.compact(layer)[:-1]},"data":{data}}}'


def _outlined(chosen: gpd.GeoDataFrame) -> list[layers.Layer]:
    """Outline the chosen area in a hue that no step has."""
    if chosen.empty:
        return []
    style = {"getLineColor": [*rgb(CHOSEN), 255], "getLineWidth": 4, "filled": False}
    return [layers.geojson("chosen", chosen.geometry, layers.detail_of(chosen), **style)]


def _numbers(own: gpd.GeoDataFrame, numbers: pd.Series, metric: str) -> layers.Layer:
    """Write each area's number inside it, on a ground that reads on every color."""
    inside = shapely.point_on_surface(own.geometry.to_numpy())
    features = []
    for area_id, point in zip(own["area_id"], inside, strict=True):
        value = numbers[area_id]
        said = "?" if pd.isna(value) else area_rows.said(value, metric)
        geometry = layers.outline(point)
        if geometry is not None:
            properties = {"n": plain.layer(said)}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return {
        "@@type": "GeoJsonLayer",
        "id": "numbers",
        "data": {"type": "FeatureCollection", "features": features},
        "pointType": "text",
        "getText": "@@=properties.n",
        "getTextColor": [20, 24, 28, 255],
        "getTextSize": 12,
        "textFontFamily": layers.FONT,
        "textFontWeight": 600,
        "textBackground": True,
        "getTextBackgroundColor": [255, 255, 255, 215],
        "textBackgroundPadding": [4, 2],
        "textCharacterSet": "auto",
    }


def _range(place: int, bounds: tuple[float, ...], metric: str, values: pd.Series) -> str:
    if not bounds:
        return area_rows.said(values.dropna().max(), metric)
    if place == 0:
        return text.UNTIL.format(high=area_rows.said(bounds[0], metric))
    low = area_rows.said(bounds[place - 1], metric)
    if place == len(bounds):
        return text.AND_MORE.format(low=low)
    return text.FROM_TO.format(low=f"> {low}", high=area_rows.said(bounds[place], metric))


def _rounded(value: float) -> float:
    """Round to two digits: a bound is a landmark, not a measurement."""
    return float(f"{value:.2g}")
