"""Esri's way of writing a shape, rewritten as GeoJSON (RFC 7946)."""

from collections.abc import Mapping, Sequence
from typing import Any

Ring = Sequence[Sequence[float]]


def as_geojson(shape: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return a point, points, lines or polygon as GeoJSON; an empty shape is none.

    >>> as_geojson({"x": -77.0, "y": 38.9})
    {'type': 'Point', 'coordinates': [-77.0, 38.9]}
    """
    if not shape:
        return None
    if "x" in shape:
        east, north = shape["x"], shape.get("y")
        known = isinstance(east, int | float) and isinstance(north, int | float)
        return {"type": "Point", "coordinates": [east, north]} if known else None
    if points := shape.get("points"):
        return {"type": "MultiPoint", "coordinates": [list(point[:2]) for point in points]}
    if paths := shape.get("paths"):
        return _one_or_many("LineString", [_flat(path) for path in paths])
    if rings := shape.get("rings"):
        return _one_or_many("Polygon", _polygons([_flat(ring) for ring in rings if len(ring) > 3]))
    return None


def _one_or_many(kind: str, parts: list[Any]) -> dict[str, Any] | None:
    if not parts:
        return None
    if len(parts) == 1:
        return {"type": kind, "coordinates": parts[0]}
    return {"type": f"Multi{kind}", "coordinates": parts}


def _polygons(rings: list[list[list[float]]]) -> list[list[list[list[float]]]]:
    """Rings put together: outer ones run clockwise, a hole belongs to the ring around it.

    A hole that lies in no outer ring is an outline drawn the wrong way round, and is kept as one.
    """
    outer = [[ring[::-1]] for ring in rings if _turn(ring) <= 0]
    for hole in (ring for ring in rings if _turn(ring) > 0):
        around = [polygon for polygon in outer if _contains(polygon[0], hole[0])]
        if around:
            min(around, key=lambda polygon: abs(_turn(polygon[0]))).append(hole[::-1])
        else:
            outer.append([hole])
    return outer


def _flat(points: Ring) -> list[list[float]]:
    """Coordinates without heights and measures."""
    return [list(point[:2]) for point in points]


def _turn(ring: Ring) -> float:
    """Twice the signed area: above zero for a ring that runs counterclockwise."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)


def _contains(ring: Ring, point: Sequence[float]) -> bool:
    """Whether a point lies in a ring: a ray from it crosses the ring an odd number of times."""
    x, y = point[0], point[1]
    inside = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside
