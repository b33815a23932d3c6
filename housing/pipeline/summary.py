"""What came of a refresh, in one line for a log or a mail."""

from collections import Counter
from collections.abc import Sequence

from housing.errors import BusyError, GateError, HoldfastError
from housing.exit_codes import ExitCode
from housing.pipeline.refresh import Outcome, Refreshed
from housing.quality import failed

_KINDS = {
    ExitCode.DONE: "done",
    ExitCode.NOT_FETCHED: "done with older files",
    ExitCode.REFUSED: "held back",
    ExitCode.BUSY: "not begun",
    ExitCode.FAILED: "failed",
}

_WORDS = {
    Outcome.PUBLISHED: "published {id}",
    Outcome.UNCHANGED: "nothing new, {id} is published already",
    Outcome.TRIED: "only tried, draft {id}",
    Outcome.REFUSED: "held back, draft {id}",
}


def summary(done: Refreshed) -> str:
    """Say what came of a refresh in one line: outcome, size, changes, gates, lists not fetched."""
    parts = [_WORDS[done.outcome].format(id=done.built.id)]
    parts.append(f"{done.built.manifest['counts']['properties']:,} properties")
    if done.comparison is not None:
        parts.append(f"{len(done.comparison.changes):,} changes")
    if closed := failed(done.gates):
        parts.append("gates failed: " + ", ".join(f"{one.name} ({one.measured})" for one in closed))
    if done.unfetched:
        parts.append(f"not fetched: {', '.join(done.unfetched)}")
    return _one_line("; ".join(parts))


def summary_of_error(error: HoldfastError) -> str:
    """Say in one line why a refresh came to nothing."""
    kinds: dict[type, str] = {GateError: "held back", BusyError: "not begun"}
    return _one_line(f"{kinds.get(type(error), 'failed')}: {error}")


def summary_of_all(found: Sequence[tuple[str, ExitCode, str]]) -> str:
    """Say in one line what came of every place; those that need somebody with their sentence."""
    counts = Counter(_KINDS[code] for _, code, _ in found)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in _KINDS.values() if counts[kind])
    grave = [f"{place} {words}" for place, code, words in found if code is not ExitCode.DONE]
    return _one_line("; ".join([f"{len(found)} places{told and ': '}{told}", *grave]))


def code_after(done: Refreshed, *, is_accepted: bool = False) -> ExitCode:
    """Return the exit code of a refresh that came to an end."""
    is_held = done.outcome in (Outcome.REFUSED, Outcome.TRIED) and failed(done.gates)
    if is_held and not is_accepted:
        return ExitCode.REFUSED
    return ExitCode.NOT_FETCHED if done.unfetched else ExitCode.DONE


def _one_line(words: str) -> str:
    return " ".join(words.split())
