"""How a command ended, as the number that cron, systemd and scripts read.

`docs/deploying.md` says what to do about each. Two numbers are those of the C library's `sysexits`.
"""

from collections.abc import Iterable
from enum import IntEnum

from housing.errors import BusyError, GateError, HoldfastError


class ExitCode(IntEnum):
    """What a command's exit code says."""

    #: Done: published, or nothing new, or only tried.
    DONE = 0
    #: An error a person can act on; what is published stays.
    FAILED = 1
    #: Gates held a draft back: nothing is broken, somebody has to decide.
    REFUSED = 2
    #: Done with what was here: a list could not be fetched.
    NOT_FETCHED = 3
    #: The command was written wrongly (EX_USAGE).
    MISUSED = 64
    #: Somebody else is at it: try again later (EX_TEMPFAIL).
    BUSY = 75


#: Of several places the gravest counts, in this order.
GRAVEST_FIRST = (
    ExitCode.FAILED,
    ExitCode.REFUSED,
    ExitCode.BUSY,
    ExitCode.NOT_FETCHED,
    ExitCode.DONE,
)


def code_of(error: HoldfastError) -> ExitCode:
    """Return the exit code of an error."""
    if isinstance(error, GateError):
        return ExitCode.REFUSED
    return ExitCode.BUSY if isinstance(error, BusyError) else ExitCode.FAILED


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the gravest of several codes."""
    return min(codes, key=GRAVEST_FIRST.index, default=ExitCode.DONE)
