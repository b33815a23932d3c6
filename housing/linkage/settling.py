"""In which order records ask each other, so that the order of rows decides nothing.

Every rule is asked once about all records. Then, in turns, undecided records ask the decided ones
and those that nobody answers found properties.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from housing.linkage.barred import latecomers, without_barred
from housing.linkage.blocks import MOST_COMPARED, crowded
from housing.linkage.clues import Clues
from housing.linkage.decisions import NOBODY, Decision, decide, weigh
from housing.linkage.pairs import Pairs
from housing.linkage.rules import FIRM_RULES, LIKELY_RULES, Rule
from housing.linkage.settled import Open, Settled
from housing.terms import LinkMethod

#: People's decisions that can be followed by now, given all decisions so far.
Signed = Callable[[Settled], Iterable[Decision]]

Asked = Mapping[LinkMethod, Open]

_ALONE = "No other record describes it."
_IN_CROWD = (
    f"None of the {MOST_COMPARED} and more records like it that it was compared with describes it; "
    "more share its number, address or name than are compared."
)


@dataclass(frozen=True, slots=True)
class Case:
    """What does not change while decisions are made. Arrays go by a record's place."""

    clues: Clues
    #: Seen by the day of the snapshot: only these found properties or vouch for others.
    is_known: np.ndarray
    #: Who founds first among records that match each other.
    rank: np.ndarray
    #: The order of properties, by the place of the record that founds one.
    order: np.ndarray
    #: More share a clue with these than were compared with them.
    is_crowded: np.ndarray
    #: Weighed pairs of every rule, among all records.
    firm: Asked
    likely: Asked
    #: People say that these are two properties, both ways.
    barred: Pairs


def case_of(
    clues: Clues, is_known: np.ndarray, rank: np.ndarray, order: np.ndarray, barred: Pairs
) -> Case:
    """Ask every rule once, about all records."""
    turns = np.where(is_known, rank, -1)
    firm, likely = (_asked(rules, clues, turns, barred) for rules in (FIRM_RULES, LIKELY_RULES))
    return Case(clues, is_known, rank, order, crowded(clues), firm, likely, barred)


def settle(case: Case, settled: Settled, signed: Signed) -> None:
    """Let undecided records ask the decided ones, and found what nobody answers, in turns.

    Firm rules come before likely ones in every turn. A record asks the likely rules first when no
    better ranked undecided record shares its address, and founds a property only when none may be
    the same: so records that match each other end as one property, whatever order they come in.
    """
    fresh = np.array([*settled.decisions], dtype=np.int64)
    while True:
        named = settled.add(signed(settled))
        asked = np.concatenate([fresh, named])
        found = _answered(case, settled, case.firm, settled.waiting, asked) or _likely(
            case, settled
        )
        if not found and not len(named):
            return
        fresh = settled.add(found)


def founded(place: int, why: str) -> Decision:
    """Decide that a record is a property of its own."""
    return Decision(place, place, LinkMethod.OWN_RECORD, why)


def _asked(
    rules: Mapping[LinkMethod, Rule], clues: Clues, turns: np.ndarray, barred: Pairs
) -> Asked:
    made = {}
    for method, rule in rules.items():
        found = rule(clues, turns)
        pairs = found.pairs
        allowed = pairs.where(~np.isin(pairs.keys, barred.keys)) if len(barred) else pairs
        made[method] = Open(weigh(allowed, clues, method), found.say)
    return made


def _likely(case: Case, settled: Settled) -> list[Decision]:
    """What likely rules decide, or which records found properties, where no firm rule decides."""
    leading = _leading(case, settled, case.firm, settled.waiting)
    for asking in (leading, settled.waiting):
        if found := _answered(case, settled, case.likely, asking):
            return found
    first = _leading(case, settled, case.likely, leading) & case.is_known
    return [
        founded(place, _IN_CROWD if case.is_crowded[place] else _ALONE)
        for place in np.flatnonzero(first).tolist()
    ]


def _answered(
    case: Case,
    settled: Settled,
    rules: Asked,
    asking: np.ndarray,
    fresh: np.ndarray | None = None,
) -> list[Decision]:
    """Decisions of the rules, one after the other, on the records that ask.

    Only these fresh decided records are asked, or all of them; but every member of a property
    may speak against it.
    """
    made: dict[int, Decision] = {}
    for method, asked in rules.items():
        rows = asked.waiting(settled.waiting) if fresh is None else asked.about(fresh)
        mine, theirs = asked.pairs.record_places[rows], asked.pairs.known_places[rows]
        rows = rows[asking[mine] & (settled.vouched[theirs] != NOBODY) & ~np.isin(mine, [*made])]
        pairs = asked.pairs.where(rows)
        owned = pairs.having(property=settled.vouched[pairs.known_places])
        allowed = without_barred(owned, settled.vouched, case.barred)
        if len(allowed):
            decided = decide(allowed, asked.say, case.clues, method, case.order, settled.phased)
            made |= {one.place: one for one in decided}
    return _one_at_a_time(made, case)


def _one_at_a_time(made: Mapping[int, Decision], case: Case) -> list[Decision]:
    """Decisions of one turn; of two records said to differ, only the first joins a property."""
    if not (made and len(case.barred)):
        return [*made.values()]
    owners = np.full(len(case.rank), NOBODY)
    owners[[*made]] = [one.property for one in made.values()]
    late = latecomers(owners, case.barred)
    return [one for place, one in made.items() if place not in late]


def _leading(case: Case, settled: Settled, rules: Asked, queue: np.ndarray) -> np.ndarray:
    """Records of the queue that no better ranked one of it may be the same as."""
    leads = queue.copy()
    for asked in rules.values():
        rows = asked.waiting(settled.waiting)
        mine, theirs = asked.pairs.record_places[rows], asked.pairs.known_places[rows]
        is_behind = case.rank[mine] > case.rank[theirs]
        is_asked = queue[mine] & queue[theirs] & case.is_known[theirs] & asked.is_unopposed[rows]
        leads[mine[is_behind & is_asked]] = False
    return leads
