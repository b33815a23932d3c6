"""Run tests against one change after another, in processes parted from one that collected them.

mutmut itself would collect the tests anew for every change, start with whatever it believes quick -
it counts no time spent on fixtures - and keep what functions remember from the run before. It
would also run every test that reaches a function, even where the change makes no difference.
"""

import functools
import gc
import os
import resource
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import ceil
from time import process_time
from typing import Any

import pytest
from mutant_looks import LOOKS
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import run_in_fork_with_result

#: What is noted of a change: no test noticed it, a test failed, no test even reached it, or it
#: gave back the same in every call of every test.
UNNOTICED, NOTICED, UNREACHED, SAME = 0, 1, 33, 34

#: The nearer to being noticed, the earlier: of several files of tests the nearest counts.
CLOSENESS = (NOTICED, UNNOTICED, SAME, UNREACHED)

#: Processor time after which a change never ends: seconds, and times what its tests take.
PATIENCE, TIMES = 20, 3


@dataclass(frozen=True)
class Watched:
    """What the unchanged tests take and reach, and in which of them a change differs."""

    seconds: dict[str, float]
    reached: dict[str, set[str]]
    #: Changes looked at in every call of every test.
    told: set[str]
    differs: dict[str, set[str]]

    def asked(self, change: str, function: str) -> tuple[set[str], set[str]]:
        """Tests in which a change differs, and those that reach it and might tell it apart too."""
        reaching = {test for test, reached in self.reached.items() if function in reached}
        differs = self.differs.get(change, set())
        return differs, set() if change in self.told else reaching - differs


@dataclass
class Trials:
    """A pytest plugin that runs the collected tests against each change instead of once."""

    changes: list[str]
    keep: Callable[[str, int], None]
    #: How often each test noticed a change of a function: the first to be asked next time.
    noticed: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """File by file, watch the unchanged tests once, then try what is still unnoticed."""
        if session.testsfailed:
            raise session.Interrupted("the tests cannot be collected")
        gc.freeze()
        left = dict.fromkeys(self.changes, UNREACHED)
        for _, tests in groupby(session.items, lambda item: item.location[0]):
            items = list(tests)
            watched = run_in_fork_with_result(watch, session, items, list(left))
            for change in list(left):
                code = self.tried(session, items, change, watched)
                left[change] = min(left[change], code, key=CLOSENESS.index)
                if code == NOTICED:
                    self.keep(change, left.pop(change))
        for change, code in left.items():
            self.keep(change, code)
        return True

    def tried(
        self, session: pytest.Session, items: list[pytest.Item], change: str, watched: Watched
    ) -> int:
        """Say whether a test notices the change, asking first those that noticed others."""
        function = mangled_name_from_mutant_name(change)
        differs, others = watched.asked(change, function)
        if not differs | others:
            return SAME if change in watched.told else UNREACHED
        noticed = self.noticed[function]
        ordered = [
            item
            for names in (differs, others)
            for item in in_order([i for i in items if i.nodeid in names], watched, noticed)
        ]
        patience = PATIENCE + TIMES * sum(watched.seconds[item.nodeid] for item in ordered)
        try:
            failed = run_in_fork_with_result(first_failed, session, change, ordered, patience)
        except ChildProcessError as error:
            if "code -" not in str(error):  # no signal ended it: the trial itself went wrong
                raise
            return NOTICED
        if failed is None:
            return UNNOTICED
        noticed[failed] += 1
        return NOTICED


def in_order(
    items: list[pytest.Item], watched: Watched, noticed: Counter[str]
) -> list[pytest.Item]:
    """Tests that noticed most first, then the quickest."""
    return sorted(items, key=lambda item: (-noticed[item.nodeid], watched.seconds[item.nodeid]))


def first_failed(
    session: pytest.Session, change: str, items: list[pytest.Item], patience: float
) -> str | None:
    """In a process of its own: run the tests until one fails, and say which."""
    limit = ceil(process_time() + patience)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    set_mutant_under_test(change)
    ran = protocol(session, items)
    return next((item.nodeid for item in ran if session.testsfailed), None)


def watch(session: pytest.Session, items: list[pytest.Item], changes: list[str]) -> Watched:
    """In a process of its own: run every test unchanged and see what it takes and reaches."""
    set_mutant_under_test("stats")
    os.environ["MUTMUT_DEPENDENCY_DEPTH"] = "-1"
    LOOKS.start(set(changes))
    watcher = Watcher()
    session.config.pluginmanager.register(watcher)
    remembering = remembering_in({change.rpartition(".")[0] for change in changes})
    began = process_time()
    for item in protocol(session, items):
        if session.testsfailed:
            raise RuntimeError(f"{item.nodeid} fails before anything is changed")
        watcher.note(item, process_time() - began)
        for function in remembering:
            function.cache_clear()
        began = process_time()
    differs = {change: watcher.tests_of(marks) for change, marks in LOOKS.differs.items()}
    return Watched(watcher.seconds, watcher.reached, LOOKS.seen & LOOKS.open, differs)


def remembering_in(modules: set[str]) -> list[Any]:
    """Functions of these modules that remember what they gave back."""
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__ in modules
    ]


class Watcher:
    """What tests reach; what a fixture reaches is reached by every test that uses it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.reached: dict[str, set[str]] = {}
        self.of_fixture: defaultdict[str, set[str]] = defaultdict(set)
        self.users: defaultdict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Differences from now on are the test's."""
        LOOKS.test = nodeid

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Iterator[None]:
        """Keep apart what this fixture reaches."""
        before, test = set(state()._stats), LOOKS.test
        state()._stats.clear()
        LOOKS.test = mark = mark_of(fixturedef)
        try:
            return (yield)
        finally:
            LOOKS.test = test
            self.of_fixture[mark] |= state()._stats
            state()._stats.update(before)

    def note(self, item: pytest.Item, seconds: float) -> None:
        """Keep what a test took and reached, fixtures included."""
        of_name = item._fixtureinfo.name2fixturedefs
        marks = {mark_of(each) for name in item.fixturenames for each in of_name.get(name, ())}
        for mark in marks:
            self.users[mark].add(item.nodeid)
        self.seconds[item.nodeid] = seconds
        self.reached[item.nodeid] = set(state()._stats).union(
            *(self.of_fixture[mark] for mark in marks)
        )
        state()._stats.clear()

    def tests_of(self, marks: Iterable[str]) -> set[str]:
        """Tests that a difference may fail: the test itself, or all that use the fixture."""
        return set().union(*(self.users.get(mark, {mark}) for mark in marks))


def mark_of(fixture: pytest.FixtureDef) -> str:
    """A name for a fixture that no test has."""
    return f"{fixture.baseid} fixture {fixture.argname}"


def protocol(session: pytest.Session, items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Run the tests one after the other, in silence, and tell of each that has run."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for item, after in pairwise([*items, None]):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        yield item
