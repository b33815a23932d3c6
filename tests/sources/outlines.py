"""Excerpts of outlines: read as they are, or changed by one trouble."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from housing.sources.base import RawFile
from housing.sources.receipts import vintage_of

EXCERPTS = Path(__file__).resolve().parent.parent / "excerpts"


def excerpt(name: str) -> RawFile:
    """Return a file of `tests/excerpts` the way a build would be given it."""
    path = EXCERPTS / name
    return RawFile(path, path.name, vintage_of(path))


def changed(raw: RawFile, folder: Path, change: Callable[[dict[str, Any]], Any]) -> RawFile:
    """Return a copy of a GeoJSON file with `change` made to every feature."""
    content = json.loads(raw.path.read_text(encoding="utf-8"))
    for feature in content["features"]:
        change(feature)
    path = folder / raw.name
    path.write_text(json.dumps(content), encoding="utf-8")
    return RawFile(path, raw.name, raw.vintage)


def swap_coordinates(feature: dict[str, Any]) -> None:
    """Put latitude before longitude, as a careless export does."""
    if feature["geometry"]:
        rings = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = [[[y, x] for x, y in ring] for ring in rings]
