"""What is decided so far, and the pairs of each rule that may still decide something.

A turn looks only at records that are undecided, or at pairs with records decided in the turn
before. So a chain of records, each at a door of the next, takes as many turns as it has links,
but the work of each is that of its few pairs, not of the whole list.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from housing.linkage.clues import Clues
from housing.linkage.decisions import NOBODY, Decision, Say, unopposed
from housing.linkage.pairs import Pairs, ranges


class Settled:
    """Decisions so far, by place."""

    def __init__(self, clues: Clues, is_known: np.ndarray, is_signed: np.ndarray) -> None:
        count = len(clues.record_ids)
        self.decisions: dict[int, Decision] = {}
        #: The property of each record: the place of the record that founded it.
        self.owners = np.full(count, NOBODY)
        #: The same of records that are known by the day: only these vouch for others.
        self.vouched = np.full(count, NOBODY)
        #: Records that no rule has decided yet, nor people are to.
        self.waiting = ~is_signed
        #: Known records of each property that state a part.
        self.phased: defaultdict[int, list[int]] = defaultdict(list)
        self._is_known = is_known
        self._states_part = clues.parts > 0

    def add(self, made: Iterable[Decision]) -> np.ndarray:
        """Hold to these decisions from now on; the places they are about."""
        made = list(made)
        for one in made:
            self.decisions[one.place] = one
        places = np.array([one.place for one in made], dtype=np.int64)
        owners = np.array([one.property for one in made], dtype=np.int64)
        is_known = self._is_known[places]
        self.owners[places] = owners
        self.vouched[places[is_known]] = owners[is_known]
        self.waiting[places] = False
        is_part = is_known & (owners >= 0) & self._states_part[places]
        for place, owner in zip(places[is_part].tolist(), owners[is_part].tolist(), strict=True):
            self.phased[owner].append(place)
        return places


class Open:
    """Weighed pairs of one rule, of which those are looked at that may still decide."""

    def __init__(self, pairs: Pairs, say: Say) -> None:
        self.pairs = pairs
        self.say = say
        self.is_unopposed = unopposed(pairs)
        self._rows = np.arange(len(pairs))
        self._by_known = np.argsort(pairs.known_places, kind="stable")
        self._known = pairs.known_places[self._by_known]

    def waiting(self, waiting: np.ndarray) -> np.ndarray:
        """Rows whose record is still undecided."""
        self._rows = self._rows[waiting[self.pairs.record_places[self._rows]]]
        return self._rows

    def about(self, known_places: np.ndarray) -> np.ndarray:
        """Rows with one of these known records."""
        first = np.searchsorted(self._known, known_places, "left")
        last = np.searchsorted(self._known, known_places, "right")
        return self._by_known[ranges(first, last - first)]
