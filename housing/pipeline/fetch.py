"""Fetching: the lists of a place are brought from their publishers and received like any import.

One that fails does not hold up the others. What is already here is not brought again. A list that
no source reads yet is kept as it is: publishers overwrite their files.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from housing import config
from housing.attempts import Failure, note
from housing.errors import BusyError, ConfigError, HoldfastError, KeyMissingError
from housing.jurisdictions import Jurisdiction
from housing.pipeline.place_sources import sources_of
from housing.sources.answers import Validators
from housing.sources.base import Source
from housing.sources.definitions import AnyFile, Definition, load_definitions
from housing.sources.download import Downloads, Patience
from housing.sources.fetching import address, fetch, needed_key
from housing.sources.protocols.arrivals import Arrival, Told
from housing.sources.receipts import Receipt, keep, receipts, receive


class Outcome(StrEnum):
    """What became of one file."""

    RECEIVED = "received"
    #: Kept as it is: no source reads it yet.
    KEPT = "kept"
    UNCHANGED = "unchanged"
    #: A key is missing; nothing was asked.
    SKIPPED = "skipped"
    FAILED = "failed"
    #: What a trial run would have brought.
    WOULD_FETCH = "would fetch"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one file, in words."""

    source_id: str
    file: str
    outcome: Outcome
    words: str

    def __str__(self) -> str:
        return f"{self.outcome:<9} {self.source_id}: {self.words}"


#: Told which file is being fetched; answers with what is told how much has arrived.
Watch = Callable[[str], Told]


def fetch_files(
    place: Jurisdiction,
    data_dir: Path,
    retrieved: datetime,
    who: str,
    environment: Mapping[str, str],
    *,
    source_id: str | None = None,
    is_trial: bool = False,
    definitions: Path = config.SOURCES_DIR,
    patience: Patience | None = None,
    watch: Watch = lambda name: lambda done, total: None,
) -> Iterator[Fetched]:
    """Fetch every file of a place that has an address, and say of each what became of it.

    Args:
        place: the place.
        data_dir: where raw files are kept.
        retrieved: when, for the receipts.
        who: the person, for the receipts.
        environment: where keys are.
        source_id: only this list.
        is_trial: only say what would be fetched; nobody is asked anything.
        definitions: folder of the definitions.
        patience: how long to wait and how often to ask again.
        watch: told how far each file is.

    Raises:
        ConfigError: no such list, or a definition says something that cannot be.
        BusyError: another fetch is running.
    """
    chosen = _chosen(place, source_id, definitions)
    if is_trial:
        for definition in chosen:
            for file in definition.files_for(place.id):
                yield _planned(definition, file, environment)
        return
    remembered = data_dir / "answers.sqlite"
    with _alone(data_dir), Downloads(environment, remembered, patience) as downloads:
        for definition in chosen:
            known = _known(receipts(data_dir, definition.id, place.id))
            ended: dict[Outcome, str] = {}
            for file in definition.files_for(place.id):
                try:
                    said = _brought(
                        downloads, definition, file, known, watch(file.name),
                        Keeping(place.id, data_dir, retrieved, who, sources_of(place)),
                    )  # fmt: skip
                except KeyMissingError as error:
                    said = (Outcome.SKIPPED, f"{file.name} {error}")
                except HoldfastError as error:
                    said = (Outcome.FAILED, f"{file.name}: {error}")
                ended.setdefault(*said)
                yield Fetched(definition.id, file.name, *said)
            _remember(data_dir, place.id, definition.id, ended, retrieved)


def _remember(
    data_dir: Path,
    place_id: str,
    source_id: str,
    ended: Mapping[Outcome, str],
    at: datetime,
) -> None:
    """Keep that a list could not be fetched, for the pages to tell; forget it once it could."""
    if Outcome.FAILED in ended:
        failure = Failure(at.date().isoformat(), ended[Outcome.FAILED])
        note(data_dir, place_id, source_id, failure)
    elif ended.keys() - {Outcome.SKIPPED}:
        note(data_dir, place_id, source_id, None)


def without_address(place: Jurisdiction, definitions: Path = config.SOURCES_DIR) -> list[str]:
    """Name the sources of a place that a person has to download."""
    known = load_definitions(place.id, definitions)
    return [source for source in place.sources if source not in known]


@dataclass(frozen=True, slots=True)
class Keeping:
    """For whom, where, when and by whom files are kept."""

    place_id: str
    data_dir: Path
    retrieved: datetime
    who: str
    #: What reads them; a list that nothing reads is kept as it is.
    sources: Mapping[str, Source]


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Let no two fetches write the same files."""
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir / "fetch.lock", timeout=0):
            yield
    except Timeout as error:
        raise BusyError(
            f"Another fetch into {data_dir} is running. Wait until it is done."
        ) from error


def _chosen(place: Jurisdiction, source_id: str | None, folder: Path) -> list[Definition]:
    """Definitions in the place's own order, lists that are only kept after them."""
    known = load_definitions(place.id, folder)
    read = sources_of(place)
    unread = [one.id for one in known.values() if one.id not in read and not one.kept_as]
    if unread:
        raise ConfigError(
            f"{folder}: {place.name} has no source called {', '.join(unread)}. Lists that are only "
            "kept say what they are in `kept_as`."
        )
    if both := [one.id for one in known.values() if one.id in read and one.kept_as]:
        raise ConfigError(
            f"{folder}: {', '.join(both)} says `kept_as`, but {place.name} has a source of that "
            "name. Give what is only kept another."
        )
    if source_id is not None and source_id not in known:
        raise ConfigError(
            f"No address is known for {source_id!r} of {place.name}. Known: "
            f"{', '.join(known) or 'none'}."
        )
    order = [*place.sources, *known]
    wanted = [known[source_id]] if source_id else list(known.values())
    return sorted(wanted, key=lambda one: order.index(one.id))


def _known(kept: list[Receipt]) -> dict[str, Validators]:
    """What publishers recognize the newest kept files by, by their addresses."""
    return {receipt.origin: receipt.validators for receipt in kept}


def _planned(definition: Definition, file: AnyFile, environment: Mapping[str, str]) -> Fetched:
    """What a trial run says of a file."""
    key = needed_key(file)
    try:
        if key is not None:
            key.value(environment)
    except KeyMissingError as error:
        return Fetched(definition.id, file.name, Outcome.SKIPPED, f"{file.name} {error}")
    doubt = "" if file.verified else " (address not verified)"
    kept = f", to be kept: {definition.kept_as}" if definition.kept_as else ""
    words = f"{file.name} from {address(file)}{kept}{doubt}"
    return Fetched(definition.id, file.name, Outcome.WOULD_FETCH, words)


def _brought(
    downloads: Downloads,
    definition: Definition,
    file: AnyFile,
    known: Mapping[str, Validators],
    told: Told,
    keeping: Keeping,
) -> tuple[Outcome, str]:
    """Fetch one file and receive it, with the same checks as a person's download."""
    folder = keeping.data_dir / "raw" / definition.id / ".fetching"
    folder.mkdir(parents=True, exist_ok=True)
    arrival = None
    try:
        arrival = fetch(downloads, file, folder, known, told)
        if arrival is None:
            return Outcome.UNCHANGED, f"{file.name} is the same as before"
        return _received(definition, file, arrival, keeping)
    finally:
        if arrival is not None:
            arrival.path.unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()


def _received(
    definition: Definition, file: AnyFile, arrival: Arrival, keeping: Keeping
) -> tuple[Outcome, str]:
    vintage = file.vintage or arrival.vintage
    facts = (keeping.data_dir, keeping.retrieved, keeping.who, vintage, keeping.place_id)
    source = keeping.sources.get(definition.id)
    if source is None:
        receipt = keep(arrival.path, definition.id, *facts, fetched=arrival.download)
    else:
        receipt = receive(arrival.path, source, *facts, fetched=arrival.download)
    if receipt.retrieved != keeping.retrieved:
        return Outcome.UNCHANGED, f"{file.name} is the same as on {receipt.retrieved:%Y-%m-%d}"
    size = f"{arrival.rows:,} rows" if arrival.rows else f"{receipt.bytes:,} bytes"
    doubtful = f", {receipt.rejected:,} rows in quarantine" if receipt.rejected else ""
    words = f"{receipt.raw.name} ({receipt.vintage or 'no date'}), {size}{doubtful}"
    return (Outcome.KEPT if source is None else Outcome.RECEIVED), words
