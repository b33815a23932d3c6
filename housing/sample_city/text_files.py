"""Writing files the way publishers do: encodings, line ends, dates, GeoJSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from housing.sample_city.model import Day

#: Attributes and outline of one shape.
Feature = tuple[Mapping[str, object], Mapping[str, Any]]


def padded_date(day: Day) -> str:
    """`03/01/2020`; text stays as it is, and unknown is blank."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}" if isinstance(day, date) else day or ""


def plain_date(day: Day) -> str:
    """`3/1/2020`; text stays as it is, and unknown is blank."""
    return f"{day.month}/{day.day}/{day.year}" if isinstance(day, date) else day or ""


def iso_date(day: Day) -> str:
    """`2020-03-01`; text stays as it is, and unknown is blank."""
    return day.isoformat() if isinstance(day, date) else day or ""


def write_rows(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    encoding: str = "latin-1",
    line_end: str = "\n",
    quoting: Any = csv.QUOTE_MINIMAL,
) -> None:
    """Write a CSV file; a null is a blank cell."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerow(header)
    csv.writer(text, lineterminator=line_end, quoting=quoting).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))


def write_features(path: Path, name: str, features: Iterable[Feature]) -> None:
    """Write GeoJSON in degrees, a feature per line, as DC's exports have it."""
    head = {
        "type": "FeatureCollection",
        "name": name,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
    }
    opening = json.dumps(head)[:-1] + ', "features": [\n'
    lines = [
        json.dumps({"type": "Feature", "properties": properties, "geometry": geometry})
        for properties, geometry in features
    ]
    path.write_bytes((opening + ",\n".join(lines) + "\n]}\n").encode("utf-8"))


def outline(shape: shapely.Geometry) -> dict[str, Any]:
    """A polygon, a line or several of them as GeoJSON coordinates."""
    kind = shape.geom_type
    if kind.startswith("Multi"):
        return {"type": kind, "coordinates": [outline(part)["coordinates"] for part in shape.geoms]}
    if kind == "LineString":
        return {"type": kind, "coordinates": shapely.get_coordinates(shape).tolist()}
    rings = [shape.exterior, *shape.interiors]
    return {
        "type": "Polygon",
        "coordinates": [shapely.get_coordinates(ring).tolist() for ring in rings],
    }
