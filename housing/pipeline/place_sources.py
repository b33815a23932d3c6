"""Which sources describe a place: those Holdfast knows, and the lists of the place's own file."""

from housing.errors import ConfigError
from housing.jurisdictions import Jurisdiction
from housing.sources.base import Source
from housing.sources.own_lists import source_of
from housing.sources.registry import SOURCES


def sources_of(place: Jurisdiction) -> dict[str, Source]:
    """Every source of a place by id, the most trusted first.

    Raises:
        ConfigError: the place names a source that is neither known nor described in its file.
    """
    own = {
        source_id: source_of(source_id, layout, place.parcel_id_format)
        for source_id, layout in place.lists.items()
    }
    if taken := sorted(set(own) & set(SOURCES)):
        raise ConfigError(
            f"{place.id}.toml: lists.{taken[0]} has the name of a source that Holdfast knows. "
            "Give it another."
        )
    known = {**SOURCES, **own}
    if strange := [source_id for source_id in place.sources if source_id not in known]:
        raise ConfigError(
            f"{place.id}.toml: sources names {strange[0]}, which Holdfast does not know and the "
            f"file does not describe under [lists.{strange[0]}]. "
            "See what it knows: python -m housing sources"
        )
    return {source_id: known[source_id] for source_id in place.sources}
