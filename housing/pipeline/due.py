"""Fetching what is due, on the way of a refresh: the one place where both meet."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from housing import config
from housing.jurisdictions import Jurisdiction
from housing.pipeline.fetch import Fetched, Outcome, fetch_files
from housing.pipeline.refresh import Unfetched
from housing.sources.definitions import load_definitions
from housing.sources.receipts import receipts

#: A list that was received less than this ago is not asked for again. A judgement: none that
#: Holdfast reads is renewed more than weekly.
FRESH = timedelta(days=7)

#: Fetches the files of one list; `fetch_files` without its options.
FetchList = Callable[..., Iterator[Fetched]]


def fetch_due(
    place: Jurisdiction,
    data_dir: Path,
    at: datetime,
    who: str,
    environment: Mapping[str, str],
    *,
    is_trial: bool = False,
    definitions: Path = config.SOURCES_DIR,
    fetch_list: FetchList = fetch_files,
) -> Iterator[str]:
    """Fetch the lists of a place that are due, and say of each file what became of it.

    What cannot be fetched holds up nothing: the files that are here are used, and that is said.

    Args:
        place: the place.
        data_dir: where raw files are kept.
        at: now; also for the receipts.
        who: the person, for the receipts.
        environment: where keys are.
        is_trial: only say what would be fetched; nobody is asked anything.
        definitions: folder that says where each list is fetched.
        fetch_list: what fetches the files of one list.
    """
    failed = 0
    for source_id in due(place, data_dir, at, definitions):
        for said in fetch_list(
            place,
            data_dir,
            at,
            who,
            environment,
            source_id=source_id,
            is_trial=is_trial,
            definitions=definitions,
        ):
            if said.outcome is Outcome.FAILED:
                failed += 1
                yield Unfetched(str(said), source_id)
            else:
                yield str(said)
    if failed:
        yield f"Could not be fetched: {failed}. What was received before is used."


def due(place: Jurisdiction, data_dir: Path, at: datetime, definitions: Path) -> list[str]:
    """Name the lists with an address of which nothing was received lately."""
    return [
        source_id
        for source_id in load_definitions(place.id, definitions)
        if all(at - one.retrieved >= FRESH for one in receipts(data_dir, source_id, place.id))
    ]
