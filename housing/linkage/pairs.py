"""Pairs of records, each named by its place, with what is known of every pair.

A record's place is its row in the list that is linked, which is in the order of record ids. Inside
this package records are named by place alone: a number finds its row in an array in no time,
while a text must be looked up among all others, and the longer the list the slower. Ids come in
and go out at the edges only, where people's decisions name records and where tables are written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a record that asks and a known one, row by row."""

    record_places: np.ndarray
    known_places: np.ndarray
    #: What else is known of each pair, by name.
    facts: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.record_places)

    def __getitem__(self, fact: str) -> np.ndarray:
        return self.facts[fact]

    def where(self, rows: np.ndarray) -> "Pairs":
        """These rows only, by a mask or by their numbers in the order that is wanted."""
        facts = {name: values[rows] for name, values in self.facts.items()}
        return Pairs(self.record_places[rows], self.known_places[rows], facts)

    def having(self, **facts: np.ndarray) -> "Pairs":
        """The same pairs with more known of them."""
        return replace(self, facts={**self.facts, **facts})

    def sides(self, clue: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """One clue of both records of each pair."""
        return clue[self.record_places], clue[self.known_places]

    @property
    def keys(self) -> np.ndarray:
        """A number for each pair of places."""
        return keys_of(self.record_places, self.known_places)


class Runs:
    """Neighboring rows with equal keys, of keys that are in order.

    >>> Runs(np.array([3, 3, 7])).spread(np.maximum, np.array([5, 9, 2])).tolist()
    [9, 9, 2]
    """

    def __init__(self, keys: np.ndarray) -> None:
        self.starts = np.flatnonzero(np.diff(keys, prepend=-1))
        self.lengths = np.diff(self.starts, append=len(keys))

    def spread(self, how: np.ufunc, values: np.ndarray) -> np.ndarray:
        """What each run's values make together, for every row of it."""
        return np.repeat(how.reduceat(values, self.starts), self.lengths)

    def count(self, holds: np.ndarray) -> np.ndarray:
        """In how many rows of its run something holds, for every row."""
        return self.spread(np.add, holds.astype(np.int64))


def keys_of(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A number for each two small numbers, different for different ones, and in their order."""
    return (one.astype(np.int64) << 32) | other


def joined(parts: Sequence[Pairs], *facts: str) -> Pairs:
    """All pairs of some, with these facts of each."""
    return Pairs(
        np.concatenate([part.record_places for part in parts]),
        np.concatenate([part.known_places for part in parts]),
        {name: np.concatenate([part[name] for part in parts]) for name in facts},
    )


def once(pairs: Pairs) -> Pairs:
    """The first of each two records' rows, in the same order."""
    return pairs.where(first_rows(pairs.keys))


def first_rows(keys: np.ndarray) -> np.ndarray:
    """Number of the first row of each key.

    >>> first_rows(np.array([7, 3, 7, 3, 1])).tolist()
    [0, 1, 4]
    """
    return np.sort(np.unique(keys, return_index=True)[1])


def matches(mine: np.ndarray, theirs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of mine and of theirs with equal codes: mine in order, and theirs for each of them.

    >>> [rows.tolist() for rows in matches(np.array([5, 0]), np.array([0, 5, 0]))]
    [[0, 1, 1], [1, 0, 2]]
    """
    by_code = np.argsort(theirs, kind="stable")
    ordered = theirs[by_code]
    first = np.searchsorted(ordered, mine, "left")
    counts = np.searchsorted(ordered, mine, "right") - first
    return np.repeat(np.arange(len(mine)), counts), by_code[ranges(first, counts)]


def ranges(first: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """So many numbers in a row from each first one.

    >>> ranges(np.array([4, 9]), np.array([2, 3])).tolist()
    [4, 5, 9, 10, 11]
    """
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(first - before, counts)
