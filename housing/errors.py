"""The closed list of ways to fail. Each message says what, where, how many, and what to do.

Three kinds and no fourth: the publisher changed or is out of reach, the data is wrong, or a person
asked for something that is not there. Anything else is a fault of ours and is left to crash.
"""

from collections.abc import Iterable


class HoldfastError(Exception):
    """An error a person can act on: the command line prints one sentence and exits with code 1."""


class SourceChangedError(HoldfastError):
    """A publisher renamed or dropped something we read; this source stops."""


class FetchError(HoldfastError):
    """A publisher cannot be reached, refuses, or sends something else than was asked for."""


class UnfinishedError(FetchError):
    """An answer that broke off, or that says the publisher is busy: worth asking for again."""


class KeyMissingError(HoldfastError):
    """A publisher asks for a key that the environment does not hold."""


class FileUnreadableError(HoldfastError):
    """A file is missing, empty, truncated, in another encoding, or not what its name says."""


class TableInvalidError(HoldfastError):
    """A table breaks its model: the column, the check, how many rows, and one example."""


class LinkageLostError(HoldfastError):
    """Linking lost or invented a property. The build stops; nothing is published."""


class SnapshotError(HoldfastError):
    """A snapshot is missing, incomplete, changed since publishing, or refused as suspicious."""


class GateError(SnapshotError):
    """A draft did not pass the gates. What is published stays; the command exits with code 2."""


class BusyError(SnapshotError, FetchError):
    """Somebody else is at it: try again later; the command exits with code 75."""


class ConfigError(HoldfastError):
    """A jurisdiction or reference file is missing or says something that cannot be."""


class LeakError(HoldfastError):
    """A backtest was asked to use what nobody could have known before the outcome."""


def told_by_line(where: str, faults: Iterable[tuple[int, str]]) -> str:
    """Say every fault of a file at once, a line each, so that one reading mends them all."""
    told = sorted(set(faults))
    lines = len({line for line, _ in told})
    counted = "1 line" if lines == 1 else f"{lines:,} lines"
    said = [f"  line {line}: {fault}" for line, fault in told]
    return "\n".join([f"{where}: {counted} cannot be used. Nothing was changed.", *said])
