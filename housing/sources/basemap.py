"""Water, parks and streets that a place draws itself, so that its map needs no internet.

Becomes one `basemap` row per shape:

    feature_id    kind    name
    basemap:1     water   Amity River
    basemap:2     street  Concord Avenue

A plain GeoJSON of a city's own making, with two attributes: `kind` (water, park or street) and
`name`, which may be blank. Shapes of other kinds are quarantined: the map would not know how to
draw them.
"""

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.geojson import placed, read_shapes, reject, texts, without
from housing.tables import Basemap, columns_of
from housing.terms import BasemapKind, Reason

REQUIRED = ("kind", "name")


def normalize(raw: RawFile) -> Tables:
    """One row per shape, numbered as in the file."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    shapes["kind"] = texts(shapes, "kind").str.casefold()
    unknown = ~shapes["kind"].isin([kind.value for kind in BasemapKind]).fillna(False)
    detail = "The kind is none of water, park and street."
    strange = reject(shapes.loc[unknown], raw, SOURCE.id, Reason.OUT_OF_RANGE, detail, "name")
    shapes, misplaced = placed(without(shapes, unknown), raw, SOURCE.id, "name")
    drawn = shapes[["kind", "geometry"]].assign(
        feature_id=SOURCE.id + ":" + shapes["row_number"].astype("string"),
        source_id=SOURCE.id,
        name=texts(shapes, "name"),
    )
    return finish({"basemap": drawn[columns_of(Basemap)]}, [strange, *misplaced])


SOURCE = Source(
    id="basemap",
    title="Basemap: water, parks and streets",
    publisher="The place itself",
    url="docs/sources/basemap.md",
    license="As the place says; the sample city's is fictional and free",
    cadence="seldom",
    late_after_days=3650,
    signature=frozenset({"kind", "name"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("basemap",),
    normalize=normalize,
    name_hints=("basemap",),
)
