"""Look at what changed functions give back, wherever a test calls the unchanged one.

A change that gives back the same in every call of every test cannot be noticed by any of them,
and one that differs is noticed by a test in which it differs, if by any. So looking, which costs
a call, spares running whole tests. It could err only by calling the same what a test would tell
apart: so two values are the same only type by type, and what cannot be compared is different.
"""

import copy
import inspect
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any

import numpy as np
import pandas as pd
from mutmut.mutation import trampoline

#: A change is looked at until it has differed in so many tests.
ENOUGH = 8

#: Seconds of processor time after which a changed call is different because it never ends.
PATIENCE = 3.0


class _NeverEnds(BaseException):
    """A changed call took too long."""


class Looks:
    """In which tests each change that is looked at makes a difference."""

    def __init__(self) -> None:
        self.open: set[str] = set()
        self.seen: set[str] = set()
        self.differs: defaultdict[str, list[str]] = defaultdict(list)
        self.test = ""
        self.is_paused = False

    def start(self, changes: set[str]) -> None:
        """Look at these changes from now on."""
        self.open = set(changes)
        signal.signal(signal.SIGVTALRM, _give_up)

    def wanted(self, module: str, changed: Iterable[str]) -> dict[str, str]:
        """The changes of a function to look at in this call: full name and name in its module."""
        if self.is_paused or not self.open:
            return {}
        names = {f"{module}.{name}": name for name in changed}
        return {change: name for change, name in names.items() if change in self.open}

    def note(self, change: str) -> None:
        """Keep that the change differs in the test that runs."""
        tests = self.differs[change]
        if self.test not in tests:
            tests.append(self.test)
        if len(tests) >= ENOUGH:
            self.open.discard(change)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Look at nothing that a changed call calls itself."""
        self.is_paused = True
        try:
            yield
        finally:
            self.is_paused = False


LOOKS = Looks()

_wrap = trampoline.wrap_in_trampoline


def install() -> None:
    """Let every changed function that is imported from now on be looked at."""
    trampoline.wrap_in_trampoline = wrap_and_look


def wrap_and_look(changed: dict[str, Any], is_classmethod: bool = False) -> Callable:
    """What mutmut puts around each function, and a look at its changes while they are open."""
    usual = _wrap(changed, is_classmethod)

    def around(function: Callable) -> Callable:
        called = usual(function)
        if is_classmethod or inspect.isgeneratorfunction(function):
            return called  # never seen, hence tried against every test

        @wraps(function)
        def looked_at(*args: Any, **known: Any) -> Any:
            wanted = LOOKS.wanted(function.__module__, changed)
            if not wanted:
                return called(*args, **known)
            try:
                given = {name: copy.deepcopy((args, known)) for name in wanted.values()}
            except TypeError:  # a generator, say
                for change in wanted:
                    LOOKS.note(change)
                return called(*args, **known)
            outcome: tuple[Any, ...] = ()
            try:
                outcome = (called(*args, **known),)
            except Exception as error:
                outcome = (type(error), str(error))
                raise
            finally:
                for change, name in wanted.items():
                    found = _outcome(changed[name], *given[name])
                    LOOKS.seen.add(change)
                    if not is_same((outcome, args, known), (found, *given[name])):
                        LOOKS.note(change)
            return outcome[0]

        return looked_at

    return around


def _outcome(function: Callable, args: tuple, known: dict[str, Any]) -> tuple[Any, ...]:
    """What a changed call gives back, or how it fails."""
    with LOOKS.paused():
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        try:
            return (function(*args, **known),)
        except (Exception, _NeverEnds) as error:  # noqa: BLE001 - whatever a change breaks
            return type(error), str(error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _give_up(*_: object) -> None:
    raise _NeverEnds


def is_same(one: Any, other: Any) -> bool:
    """Whether no test could tell two values apart: type by type, value by value."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    try:
        return _is_same(one, other)
    except Exception:  # noqa: BLE001 - what cannot be compared is different
        return False


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame):
        return is_same(one.columns, other.columns) and all(
            is_same(one.iloc[:, at], other.iloc[:, at]) for at in range(one.shape[1])
        )
    if isinstance(one, pd.Series):
        return (
            one.name == other.name
            and is_same(one.index, other.index)
            and _is_same_array(_values(one), _values(other))
        )
    if isinstance(one, pd.Index):
        return one.names == other.names and _is_same_array(_values(one), _values(other))
    if isinstance(one, (np.ndarray, pd.api.extensions.ExtensionArray)):
        return _is_same_array(one, other)
    if isinstance(one, dict):
        return list(one) == list(other) and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(is_same, one, other))
    if is_dataclass(one) and not isinstance(one, type):
        return all(is_same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return one == other or (one is pd.NaT) or (one != one and other != other)


def _values(one: Any) -> Any:
    return one.to_numpy() if isinstance(one.dtype, np.dtype) else one.array


def _is_same_array(one: Any, other: Any) -> bool:
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    if one.dtype == object:
        return all(map(is_same, np.asarray(one).ravel(), np.asarray(other).ravel()))
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind in "fcmM")
    return one.equals(other)
