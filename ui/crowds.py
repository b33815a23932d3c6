"""Maps of more properties than can be drawn one by one: counted by cell, a list's first on top.

The browser would need seconds to read tens of thousands of points, and nobody could tell them
apart. Which points are drawn changes with the filter here, so each set of them is a layer of its
own: a click on one set never means a property of another.
"""

import hashlib

import numpy as np
import pandas as pd

from housing.terms import Band
from ui import layers, maps
from ui.layers import DECIMALS

#: Cells across the longer side of the city.
CELLS_ACROSS = 24

#: Pixels of a cell with one property, and of the fullest one.
FEWEST, FULLEST = 2.0, 7.0

#: The first of the list are drawn one by one.
DRAWN_SINGLY = 200

CELL = [110, 116, 124, 100]


def crowd_map(
    parts: maps.MapParts,
    properties: pd.DataFrame,
    *,
    listed: np.ndarray,
    selected: str | None = None,
    generation: int = 0,
) -> maps.JsonDeck:
    """Draw a large city; `listed` are positions of properties in the order of the list."""
    where = np.full(len(properties), -1)
    where[parts.positions] = np.arange(len(parts.positions))
    located = listed[where[listed] >= 0]
    points = parts.points[where[located]]
    first = located[:DRAWN_SINGLY][::-1]
    ids = properties["property_id"].iloc[first]
    name = f"properties-{generation}-{_key(ids)}"
    chosen = parts.points[parts.ids.index(selected)] if selected in parts.ids else None
    drawn = [
        parts.beneath,
        layers.joined(_cells(points, properties["band"].iloc[located])),
        layers.icons(maps.visible_rows(properties.iloc[first]), name),
        layers.joined(layers.halo(chosen)),
    ]
    return maps.JsonDeck(layers.spec(layers.fitted(points, parts.city), drawn), maps.TOOLTIP)


def _cells(points: np.ndarray, bands: pd.Series) -> list[layers.Layer]:
    """Count properties by square cell; a circle's area grows with the count."""
    if not len(points):
        return []
    size = max(float(np.ptp(points, axis=0).max()) / CELLS_ACROSS, 1e-4)
    column, row = np.floor((points - points.min(axis=0)) / size).astype(np.int64).T
    _, of, counts = np.unique(
        column * (CELLS_ACROSS + 2) + row, return_inverse=True, return_counts=True
    )
    urgent = bands.isin([Band.VERY_HIGH.value, Band.HIGH.value]).to_numpy(bool)
    middle = np.column_stack(
        [np.bincount(of, weights=points[:, axis]) / counts for axis in (0, 1)]
    ).round(DECIMALS)
    above = np.bincount(of, weights=urgent).astype(int)
    radius = FEWEST + (FULLEST - FEWEST) * np.sqrt(counts / counts.max())
    rows = [
        {"p": at, "r": round(r, 1), **_hover(int(count), int(high))}
        for at, r, count, high in zip(middle.tolist(), radius, counts, above, strict=True)
    ]
    return [
        {
            "@@type": "ScatterplotLayer",
            "id": "cells",
            "data": rows,
            "pickable": True,
            "getPosition": "@@=p",
            "getRadius": "@@=r",
            "radiusUnits": "pixels",
            "getFillColor": CELL,
        }
    ]


def _hover(count: int, urgent: int) -> dict[str, str]:
    """Fill the lines of the tooltip a single property has."""
    return {
        "n": f"{count:,} properties near here",
        "b": f"{urgent:,} of band High or Very High",
        "e": "differs",
        "l": "differs",
        "g": "Zoom in, or narrow the filters, to see them one by one.",
        "u": "",
    }


def _key(ids: pd.Series) -> str:
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12]
