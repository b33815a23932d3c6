"""Fetches that failed: of each list of a place the last one, until another succeeds.

    data/attempts.json    {"dc": {"hud_section8": {"at": "2026-11-20", "words": "..."}}}

Pages tell it beside the values of that list; nothing else reads it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from housing.snapshots.files import write_json

FILE = "attempts.json"


@dataclass(frozen=True, slots=True)
class Failure:
    """When a list could not be fetched, and why, in a sentence."""

    #: The day, ISO.
    at: str
    words: str


def failures(data_dir: Path, place_id: str) -> dict[str, Failure]:
    """Return the lists of a place whose last fetch failed, by source id."""
    return {name: Failure(**told) for name, told in _read(data_dir).get(place_id, {}).items()}


def note(data_dir: Path, place_id: str, source_id: str, failure: Failure | None) -> None:
    """Remember that a fetch failed, or forget it because one succeeded."""
    known = _read(data_dir)
    of_place = dict(known.get(place_id, {}))
    if failure is None and source_id not in of_place:
        return
    of_place.pop(source_id, None)
    if failure is not None:
        of_place[source_id] = asdict(failure)
    write_json(data_dir / FILE, {**known, place_id: of_place})


def _read(data_dir: Path) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What is remembered; nothing, where the file is gone or damaged: it is only a notice."""
    try:
        told = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
