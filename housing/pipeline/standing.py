"""How the lists of a place stand: what they are, what of them is here, and how more is had."""

from pathlib import Path
from typing import Any

from housing import config
from housing.jurisdictions import Jurisdiction
from housing.kept_lists import read_kept
from housing.pipeline.gather import invented
from housing.pipeline.place_sources import sources_of
from housing.sources.base import Source
from housing.sources.definitions import load_definitions
from housing.sources.receipts import Receipt, receipts

#: Files that are told of a list; older ones are counted.
FILES = 5


def lists_of(
    place: Jurisdiction, data_dir: Path, definitions: Path = config.SOURCES_DIR
) -> list[dict[str, Any]]:
    """Return every list of a place, the most trusted first, as plain values.

    `files` are those that are here, the one received last first; `layout` says what the columns of
    a list of the place's own mean; `is_fetched` whether it has an address.
    """
    fetched = load_definitions(place.id, definitions)
    ours = read_kept(data_dir, place.id).lists
    return [
        {
            **_facts(source),
            **invented(place, source),
            "is_fetched": source.id in fetched,
            "is_kept": source.id in ours,
            "layout": place.lists[source.id].model_dump(mode="json")
            if source.id in place.lists
            else None,
            **_files(receipts(data_dir, source.id, place.id)),
        }
        for source in sources_of(place).values()
    ]


def _facts(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "license": source.license,
        "cadence": source.cadence,
        "late_after_days": source.late_after_days,
        "columns": sorted(source.signature),
        "suffixes": list(source.suffixes),
        "makes": list(source.makes),
    }


def _files(kept: list[Receipt]) -> dict[str, Any]:
    latest = sorted(kept, key=lambda one: one.retrieved, reverse=True)
    return {
        "file_count": len(latest),
        "vintage": max((day.isoformat() for one in latest if (day := one.vintage)), default=None),
        "files": [
            {
                "folder": one.raw.path.parent.name,
                "name": one.raw.path.name,
                "vintage": one.vintage.isoformat() if one.vintage else None,
                "retrieved": one.retrieved.isoformat(),
                "who": one.who,
                "bytes": one.bytes,
                "rejected": one.rejected,
            }
            for one in latest[:FILES]
        ],
    }
