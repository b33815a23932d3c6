"""A source for each list that a place's own file describes."""

from collections.abc import Callable

from housing.layouts import AnyList, AreaList, ParcelList
from housing.sources import own_areas, own_covenants, own_parcels
from housing.sources.any_table import SHAPE_SUFFIXES, TABLE_SUFFIXES
from housing.sources.base import RawFile, Source, Tables
from housing.sources.recognition import columns_of_file

__all__ = ["source_of"]

#: Tables each kind of list makes.
MAKES = {
    "parcels": ("parcels",),
    "areas": ("areas",),
    "covenants": ("records", "covenants", "claimed_parcels"),
}


def source_of(source_id: str, layout: AnyList, parcel_id_format: str) -> Source:
    """The source that a place's file describes."""
    return Source(
        id=source_id,
        title=layout.title,
        publisher=layout.publisher,
        url=layout.url or "the place's own file says no address",
        license=layout.license,
        cadence=layout.cadence,
        late_after_days=layout.late_after_days,
        signature=layout.signature(),
        suffixes=SHAPE_SUFFIXES if layout.kind == "areas" else (*SHAPE_SUFFIXES, *TABLE_SUFFIXES),
        makes=MAKES[layout.kind],
        normalize=_reader(source_id, layout, parcel_id_format),
        name_hints=layout.file_words,
    )


def _reader(source_id: str, layout: AnyList, id_format: str) -> Callable[[RawFile], Tables]:
    def read(raw: RawFile) -> Tables:
        edition = layout
        if layout.earlier_columns and raw.path.is_file():
            edition = layout.fitted(map(frozenset, columns_of_file(raw.path)))
        if isinstance(edition, ParcelList):
            return own_parcels.normalize(raw, source_id, edition, id_format)
        if isinstance(edition, AreaList):
            return own_areas.normalize(raw, source_id, edition)
        return own_covenants.normalize(raw, source_id, edition, id_format)

    return read
