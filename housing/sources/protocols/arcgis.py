"""ArcGIS servers: a layer is counted, read page by page, and counted again.

Servers cut pages off, with or without the mark that they did (`exceededTransferLimit`), so pages
are asked for until one is empty. Rows shift while pages are read, and some give the first page
for ever. So a layer is believed only when every object id came exactly once, and as many as the
server counts before and after; if pages do not add up, the rows are asked for by their ids.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from housing.errors import FetchError, SourceChangedError, UnfinishedError
from housing.sources.answers import Download, Validators, shown, with_parameters
from housing.sources.definitions import ArcgisFile
from housing.sources.download import Downloads
from housing.sources.protocols.arcgis_layers import Layer, count, describe, query
from housing.sources.protocols.arrivals import Arrival, Told, day_of, named, unchanged_since
from housing.sources.protocols.esri_shapes import as_geojson

#: So many object ids are asked for at once; servers answer for 1,000 at least.
_IDS_AT_ONCE = 500

#: A page of fewer rows than this is not made smaller still.
_SMALLEST_PAGE = 10

#: Esri's number, and everybody's, for longitude and latitude in degrees.
_DEGREES = 4326

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Feature = dict[str, Any]


def fetch(
    downloads: Downloads,
    file: ArcgisFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    """Read a whole layer into one file; None where it was not edited since it was `known`.

    Raises:
        SourceChangedError: there is no such layer any more, or it is empty.
        FetchError: it cannot be read whole.
    """
    layer = describe(downloads, file)
    origin = with_parameters(f"{layer.url}/query", {"where": file.where, "outFields": "*"})
    validators = unchanged_since(file, _stated(layer.edited))
    if layer.edited is not None and known.get(origin) == validators:
        return None
    day = day_of(layer.edited) if layer.edited is not None else None
    path = named(folder, file, day, f".{file.format}")
    rows = _read_whole(downloads, layer, file, path, told)
    return Arrival(path, Download(origin, path.stat().st_size, validators), day, rows)


def by_pages(downloads: Downloads, layer: Layer, where: str) -> Iterator[list[Feature]]:
    """Rows page after page in the order of their ids, until the server has no more."""
    start, size = 0, layer.page
    while True:
        asked = {
            "where": where,
            "orderByFields": layer.object_id,
            "resultOffset": str(start),
            "resultRecordCount": str(size),
        }
        try:
            said = query(downloads, layer, {**_everything(layer), **asked})
        except UnfinishedError:
            if size <= _SMALLEST_PAGE:
                raise
            size //= 2  # rows with large outlines make pages that servers cannot finish
            continue
        rows = _features(said, layer)
        if not rows:
            return
        yield rows
        start += len(rows)


def by_ids(downloads: Downloads, layer: Layer, where: str) -> Iterator[list[Feature]]:
    """Rows by their object ids, for servers that give no pages or give them wrong."""
    said = query(downloads, layer, {"where": where, "returnIdsOnly": "true"})
    ids = sorted(said.get("objectIds") or [])
    at_once = min(_IDS_AT_ONCE, layer.page)
    for start in range(0, len(ids), at_once):
        asked = ",".join(str(one) for one in ids[start : start + at_once])
        said = query(downloads, layer, {**_everything(layer), "objectIds": asked}, is_long=True)
        yield _features(said, layer)


def _read_whole(
    downloads: Downloads, layer: Layer, file: ArcgisFile, path: Path, told: Told
) -> int:
    """Write every row once, or nothing: by pages, and if that does not add up, by ids."""
    ways = (by_pages, by_ids) if layer.has_pages else (by_ids, by_ids)
    part = path.with_name(path.name + ".part")
    found = ""
    try:
        for way in ways:
            expected = count(downloads, layer, file.where)
            if not expected:
                raise SourceChangedError(f"Layer {layer.name} of {shown(layer.url)} is empty.")
            rows, ids = _write(way(downloads, layer, file.where), part, layer, file, expected, told)
            if rows == ids == expected == count(downloads, layer, file.where):
                part.replace(path)
                return rows
            found = f"says it has {expected:,} rows and gave {rows:,} with {ids:,} different ids"
    finally:
        part.unlink(missing_ok=True)
    raise FetchError(f"Layer {layer.name} of {shown(layer.url)} {found}. Try again later.")


def _write(
    pages: Iterator[list[Feature]],
    path: Path,
    layer: Layer,
    file: ArcgisFile,
    expected: int,
    told: Told,
) -> tuple[int, int]:
    """Write pages as they come, and say how many rows and how many ids they had."""
    seen: set[Any] = set()
    rows = 0
    with _Writer(path, layer, file) as writer:
        for page in pages:
            writer.write(page)
            seen |= {feature["id"] for feature in page}
            rows += len(page)
            told(rows, expected)
            if rows > expected:
                break
    return rows, len(seen)


class _Writer:
    """Writes rows as they come, as GeoJSON or as a table."""

    def __init__(self, path: Path, layer: Layer, file: ArcgisFile) -> None:
        self._layer, self._file = layer, file
        self._out = path.open("w", encoding="utf-8", newline="")
        self._is_first = True
        self._names = [file.rename.get(name, name) for name in layer.fields]
        self._table = csv.writer(self._out)

    def __enter__(self) -> "_Writer":
        if self._file.format == "csv":
            self._table.writerow(self._names)
        else:
            self._out.write('{"type":"FeatureCollection","name":')
            self._out.write(f'{json.dumps(self._layer.name)},"features":[')
        return self

    def __exit__(self, *_: object) -> None:
        if self._file.format == "geojson":
            self._out.write("\n]}\n")
        self._out.close()

    def write(self, page: list[Feature]) -> None:
        for feature in page:
            said = _plain(feature["properties"], self._layer)
            if self._file.format == "csv":
                self._table.writerow([said.get(name) for name in self._layer.fields])
                continue
            renamed = {self._file.rename.get(name, name): value for name, value in said.items()}
            shape = {"type": "Feature", "properties": renamed, "geometry": feature["geometry"]}
            text = json.dumps(shape, ensure_ascii=False, separators=(",", ":"))
            self._out.write(("\n" if self._is_first else ",\n") + text)
            self._is_first = False


def _everything(layer: Layer) -> dict[str, str]:
    """Ask for all fields and for shapes in degrees."""
    form = "geojson" if layer.gives_geojson else "json"
    return {"outFields": "*", "outSR": str(_DEGREES), "returnGeometry": "true", "f": form}


def _features(said: Mapping[str, Any], layer: Layer) -> list[Feature]:
    """Rows of an answer in GeoJSON's form, each with its object id, in degrees.

    Raises:
        SourceChangedError: rows without ids, or shapes in another system than was asked for.
    """
    made: list[Feature] = []
    spelled = {name.lower(): name for name in layer.fields}
    for row in said.get("features") or []:
        sent = row.get("properties") if layer.gives_geojson else row.get("attributes")
        # some servers write names in lower case in GeoJSON, and only there
        properties = {
            spelled.get(name.lower(), name): value for name, value in (sent or {}).items()
        }
        shape = row.get("geometry") if layer.gives_geojson else as_geojson(row.get("geometry"))
        one = properties.get(layer.object_id, row.get("id"))
        if one is None:
            raise SourceChangedError(f"{shown(layer.url)} sends rows without {layer.object_id}.")
        made.append({"id": one, "properties": properties, "geometry": shape or None})
    system = (said.get("spatialReference") or {}).get("wkid", _DEGREES)
    if system != _DEGREES or not all(_is_in_degrees(one["geometry"]) for one in made):
        raise SourceChangedError(
            f"{shown(layer.url)} sends shapes in another system than degrees (EPSG:4326)."
        )
    return made


def _is_in_degrees(shape: Mapping[str, Any] | None) -> bool:
    """Whether the first corner of a shape can be a longitude and a latitude."""
    corner: Any = (shape or {}).get("coordinates")
    while isinstance(corner, list) and corner and isinstance(corner[0], list):
        corner = corner[0]
    if not isinstance(corner, list) or not all(isinstance(one, int | float) for one in corner[:2]):
        return True
    return all(abs(one) <= most for one, most in zip(corner, (180, 90), strict=False))


def _plain(properties: Mapping[str, Any], layer: Layer) -> dict[str, Any]:
    """Attributes with dates written out, and codes where words were asked for."""
    said = dict(properties)
    for name in layer.dates & said.keys():
        said[name] = _moment(said[name])
    for name, words in layer.words.items():
        said[name] = words.get(said.get(name), said.get(name))
    return said


def _moment(value: Any) -> Any:
    """Milliseconds since 1970 as a date people can read; what is text already stays.

    >>> _moment(-1000), _moment("2011-03-01"), _moment(1470867894123)
    ('1969-12-31T23:59:59Z', '2011-03-01', '2016-08-10T22:24:54.123Z')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        moment = _EPOCH + timedelta(milliseconds=value)
    except OverflowError:  # a year that no calendar has
        return value
    precision = "milliseconds" if value % 1000 else "seconds"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


def _stated(edited: float | None) -> str | None:
    return None if edited is None else datetime.fromtimestamp(edited, UTC).isoformat()
