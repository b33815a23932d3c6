"""Fetching one file of a list, by whichever protocol its definition names."""

from collections.abc import Mapping
from pathlib import Path

from housing.sources.answers import Validators
from housing.sources.definitions import (
    AnyFile,
    ArcgisFile,
    CensusFile,
    HudUserFile,
    IndexedFile,
    PlainFile,
    SocrataFile,
)
from housing.sources.download import Downloads
from housing.sources.keys import CENSUS_KEY, HUD_USER_KEY, Key
from housing.sources.protocols import arcgis, census, files, hud_user, socrata
from housing.sources.protocols.arrivals import Arrival, Told


def fetch(
    downloads: Downloads,
    file: AnyFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told = lambda done, total: None,
) -> Arrival | None:
    """Bring a file into a folder, whole; None where it is still the one that is `known`.

    Args:
        downloads: the door.
        file: where it is and how it is asked for.
        folder: where it is put.
        known: what publishers recognize the files by that are here already, by their addresses.
        told: told how much has arrived.

    Raises:
        KeyMissingError: the publisher wants a key that is not set.
        SourceChangedError: the publisher has something else at that address now.
        FetchError: it cannot be brought.
    """
    match file:
        case ArcgisFile():
            return arcgis.fetch(downloads, file, folder, known, told)
        case SocrataFile():
            return socrata.fetch(downloads, file, folder, known, told)
        case CensusFile():
            return census.fetch(downloads, file, folder, known, told)
        case HudUserFile():
            return hud_user.fetch(downloads, file, folder, known, told)
        case IndexedFile():
            return files.fetch_indexed(downloads, file, folder, known, told)
        case PlainFile():
            return files.fetch_plain(downloads, file, folder, known, told)


def needed_key(file: AnyFile) -> Key | None:
    """Return the key without which a file is not given out."""
    match file:
        case CensusFile():
            return CENSUS_KEY
        case HudUserFile():
            return HUD_USER_KEY
        case _:
            return None


def address(file: AnyFile) -> str:
    """Return where a file is asked for, to be shown to people."""
    match file:
        case ArcgisFile():
            return f"{file.service}, layer {file.layer_name}"
        case SocrataFile():
            return f"{file.site}/resource/{file.dataset}"
        case CensusFile():
            return file.survey
        case HudUserFile() | PlainFile():
            return file.url
        case IndexedFile():
            return f"{file.page}, newest {file.link}"
