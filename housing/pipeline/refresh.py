"""Refreshing: fetch what is due, build a draft, compare, hold it against the gates, publish.

Nothing that is published changes before the last step, and that step is one rename. Killed at any
moment, the next refresh begins anew and ends where this one would have.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from pathlib import Path

from housing import snapshots
from housing.changes import Comparison
from housing.jurisdictions import Jurisdiction
from housing.pipeline.build import build
from housing.pipeline.gather import Progress
from housing.pipeline.publish import publish_measured
from housing.pipeline.turn import one_at_a_time
from housing.quality import Gate, Pair, failed, measure
from housing.snapshots import Snapshot
from housing.sources.receipts import clear_unfinished

#: Receives what publishers have that is newer, and says in sentences what came of it; an
#: `Unfetched` names a list that could not be had.
Fetch = Callable[[Jurisdiction, Path, datetime, str], Iterable[str]]

#: What a crash left behind is cleared away after so long: a build of a county takes minutes.
LEFT_ALONE = timedelta(hours=1)


class Unfetched(str):
    """Said of a list that could not be fetched: what was received before is used."""

    source_id: str

    def __new__(cls, words: str, source_id: str) -> "Unfetched":
        """Say it in words, and remember of which list."""
        said = super().__new__(cls, words)
        said.source_id = source_id
        return said


class Outcome(Enum):
    """What became of a refresh."""

    PUBLISHED = auto()
    #: The files give exactly the snapshot that is published.
    UNCHANGED = auto()
    #: Gates failed; the draft is kept for looking at, what is published stays.
    REFUSED = auto()
    #: Only tried.
    TRIED = auto()


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found and did."""

    outcome: Outcome
    #: What was built: a draft, or the snapshot it became.
    built: Snapshot
    gates: list[Gate]
    #: What differs from what was published; None for the first snapshot of a place.
    comparison: Comparison | None
    #: Lists that were due and could not be fetched.
    unfetched: tuple[str, ...] = ()


def take_what_is_here(place: Jurisdiction, data_dir: Path, at: datetime, who: str) -> Iterable[str]:
    """Fetch nothing: the files that were received are what there is."""
    return ()


def refresh(
    place: Jurisdiction,
    as_of: date,
    data_dir: Path,
    at: datetime,
    who: str,
    *,
    accept: str | None = None,
    is_trial: bool = False,
    fetch: Fetch = take_what_is_here,
    on_progress: Progress = lambda _: None,
) -> Refreshed:
    """Bring a place up to date, or leave everything as it is and say why.

    Args:
        place: the jurisdiction.
        as_of: the day the snapshot describes.
        data_dir: folder of raw files and snapshots.
        at: the moment, for receipts, manifest and log.
        who: the person, for the same.
        accept: why to publish although gates fail.
        is_trial: build, compare and measure only.
        fetch: receives newer files first.
        on_progress: told what is being done.

    Raises:
        HoldfastError: one sentence about what is wrong; what is published stays as it was.
    """
    with one_at_a_time(data_dir, at, who, on_progress):
        old = at - LEFT_ALONE
        for name in (*snapshots.sweep(data_dir, old), *clear_unfinished(data_dir, old)):
            on_progress(f"Cleared away what was left behind: {name}")
        unfetched = fetched(place, data_dir, at, who, fetch, on_progress)
        return refresh_in_turn(
            place,
            as_of,
            data_dir,
            at,
            who,
            accept=accept,
            is_trial=is_trial,
            unfetched=unfetched,
            on_progress=on_progress,
        )


def fetched(
    place: Jurisdiction, data_dir: Path, at: datetime, who: str, fetch: Fetch, on_progress: Progress
) -> tuple[str, ...]:
    """Receive what publishers have that is newer; name the lists that could not be had."""
    missed = []
    for said in fetch(place, data_dir, at, who):
        on_progress(said)
        if isinstance(said, Unfetched):
            missed.append(said.source_id)
    return tuple(dict.fromkeys(missed))


def refresh_in_turn(
    place: Jurisdiction,
    as_of: date,
    data_dir: Path,
    at: datetime,
    who: str,
    *,
    accept: str | None = None,
    is_trial: bool = False,
    unfetched: tuple[str, ...] = (),
    is_shown: bool = True,
    on_progress: Progress = lambda _: None,
) -> Refreshed:
    """Build, compare and publish, for whoever has the turn; arguments are those of `refresh`.

    `unfetched` names lists that could not be had; `is_shown` says whether pages open with what is
    published.
    """
    before = snapshots.last_published(data_dir, place.id)
    draft = build(place, as_of, data_dir, at.isoformat(), on_progress, previous=before)
    on_progress("Comparing with what is published")
    pair = Pair(draft, before)
    gates = measure(pair)
    if before is not None and draft.id == before.id:
        return Refreshed(Outcome.UNCHANGED, before, gates, pair.comparison, unfetched)
    if is_trial:
        return Refreshed(Outcome.TRIED, draft, gates, pair.comparison, unfetched)
    if failed(gates) and not accept:
        return Refreshed(Outcome.REFUSED, draft, gates, pair.comparison, unfetched)
    comparison = pair.comparison
    done = publish_measured(data_dir, draft, gates, at.isoformat(), who, accept, is_shown=is_shown)
    return Refreshed(Outcome.PUBLISHED, done, gates, comparison, unfetched)
