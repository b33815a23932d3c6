"""From pairs to decisions: linked, or left to people. Two equally good matches decide nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from housing.linkage.clues import Clues
from housing.linkage.comparisons import (
    LIKE_SIZE,
    SAME_SIZE,
    first_names_alike,
    of_one_list,
    parts_conflict,
    size_ratio,
)
from housing.linkage.likeness import are_opposed, name_similarity
from housing.linkage.pairs import Pairs, Runs, keys_of
from housing.linkage.rules import ALIKE, CERTAIN
from housing.terms import LinkMethod

#: Among several properties at an address, a name decides if it leads the next best by this much.
#: A judgement: less is the difference of a plural or a typing error.
LEAD = 0.1

#: The property of a record that has none.
NOBODY = -1

#: Given pairs, the evidence of each in words.
Say = Callable[[Pairs], list[str]]

_DOUBT = "several properties fit equally well"
_STRANGER = "another record of its list carries that property's name"
_PART = "one name states a part, with far fewer or more homes"
_OPPOSED = "the names state different phases or parts"


class Candidates(NamedTuple):
    """What people can choose from: columns of table `RecordLinks`."""

    candidate_property_ids: str | None = None
    candidate_record_ids: str | None = None
    candidate_evidence: str | None = None


class Decision(NamedTuple):
    """What became of a record."""

    place: int
    #: The place of the record that founded the property, or `NOBODY`.
    property: int
    method: LinkMethod
    evidence: str
    candidates: Candidates = Candidates()


def weigh(pairs: Pairs, clues: Clues, method: LinkMethod) -> Pairs:
    """Add to each pair of a rule what else speaks for it and against it.

    `similarity` and `first_similarity` of the names, `size` of the smaller count of homes against
    the larger, and whether the names oppose each other (`is_opposed`), one is a part of the other
    (`is_part`), or one list means two properties by them (`is_listed_twice`).
    """
    may_oppose = method not in CERTAIN
    left, right = pairs.sides(clues.parts)
    size = size_ratio(pairs, clues)
    is_phase = of_one_list(pairs, clues) & (left != right) & ~(size >= SAME_SIZE)
    return pairs.having(
        similarity=name_similarity(pairs.record_places, pairs.known_places, clues.names),
        first_similarity=first_names_alike(pairs, clues),
        size=size,
        is_opposed=parts_conflict(pairs, clues) & may_oppose,
        is_part=_is_part(pairs, clues, size) & (method is LinkMethod.ADDRESS),
        is_listed_twice=is_phase & may_oppose,
    )


def unopposed(pairs: Pairs) -> np.ndarray:
    """Whether weighed pairs may be one property."""
    return ~pairs["is_listed_twice"] & ~pairs["is_opposed"]


def decide(
    pairs: Pairs,
    say: Say,
    clues: Clues,
    method: LinkMethod,
    order: np.ndarray,
    phased: Mapping[int, Sequence[int]],
) -> list[Decision]:
    """Link each record to the one property it can mean, or leave it to people.

    Args:
        pairs: weighed pairs of one rule, with the `property` of the known record.
        say: the rule's evidence of some of them, in words.
        clues: what can be compared.
        method: the rule that made the pairs.
        order: of properties, by the place of the record that founds one.
        phased: known records of each property that state a part; none may state another phase.

    Returns:
        One decision per record in `pairs`.
    """
    best = _best(pairs, clues, method, order, phased)
    fitting = best.where(~(best["is_opposed"] | best["is_stranger"] | best["is_part"]))
    runs = Runs(fitting.record_places)
    is_alone = runs.count(np.ones(len(fitting), bool)) == 1
    is_named = _leads(fitting, "similarity") | _leads(fitting, "first_similarity")
    is_best = is_named | _fits_one(fitting["size"], runs)
    is_only_best = is_best & (runs.count(is_best) == 1) & (method not in CERTAIN)
    chosen = fitting.where(is_alone | is_only_best)
    left = best.where(~np.isin(best.record_places, chosen.record_places))
    return [*_linked(chosen, say, clues, method), *_for_review(left, say, clues)]


def _leads(fitting: Pairs, column: str) -> np.ndarray:
    """Whether a property's name is alike, and clearly more so than that of the next best."""
    values = np.nan_to_num(fitting[column], nan=-1.0)
    ordered = np.lexsort((-values, fitting.record_places))
    best, records = values[ordered], fitting.record_places[ordered]
    is_followed = np.append(records[1:] == records[:-1], False)[: len(records)]
    following = np.where(is_followed, np.maximum(np.roll(best, -1), 0.0), 0.0)
    is_first = np.diff(records, prepend=-1) > 0
    leads = np.zeros(len(fitting), bool)
    leads[ordered] = is_first & (best >= ALIKE) & (best - following >= LEAD)
    return leads


def _fits_one(size: np.ndarray, runs: Runs) -> np.ndarray:
    """Whether a property has as many homes as the record, and every other clearly not."""
    others = runs.count(np.ones(len(size), bool)) - 1
    return (size >= SAME_SIZE) & (runs.count(size < LIKE_SIZE) == others)


def _best(
    pairs: Pairs,
    clues: Clues,
    method: LinkMethod,
    order: np.ndarray,
    phased: Mapping[int, Sequence[int]],
) -> Pairs:
    """The best pair of each record and property: names not opposed, and most alike.

    Where one list has several records at an address and one of them carries the property's own
    name, a record of that list with another name is a stranger there.
    """
    alike = np.nan_to_num(pairs["similarity"], nan=-1.0)
    key = keys_of(pairs.record_places, order[pairs["property"]])
    ranked = np.lexsort((pairs.known_places, -alike, pairs["is_opposed"], key))
    runs = Runs(key[ranked])
    largest = runs.spread(np.fmax, pairs["size"][ranked])
    best = pairs.where(ranked[runs.starts]).having(size=largest[runs.starts])
    if method not in CERTAIN:
        opposed = best["is_opposed"] | _is_other_phase(best, clues, phased)
        best = best.having(is_opposed=opposed)
    return best.having(is_stranger=_is_stranger(best, clues) & (method is LinkMethod.ADDRESS))


def _is_stranger(best: Pairs, clues: Clues) -> np.ndarray:
    """Whether another record of its list has the property's name, and this one has another."""
    lists = keys_of(clues.sources[best.record_places], best["property"])
    is_named = best["similarity"] >= ALIKE
    return (best["similarity"] < ALIKE) & np.isin(lists, lists[is_named])


def _is_part(pairs: Pairs, clues: Clues, size: np.ndarray) -> np.ndarray:
    """Whether one is a part of the other: it states a phase, the other none and more homes.

    A whole may have a few homes more than the phase a list has of it, but not more than a few.
    """
    left, right = pairs.sides(clues.parts > 0)
    mine, theirs = pairs.sides(np.fmax(*clues.homes.T))
    is_phase = left & ~right & (mine < theirs) & (size < LIKE_SIZE)
    return is_phase | (~left & right & (mine > theirs) & (size < SAME_SIZE))


def _is_other_phase(best: Pairs, clues: Clues, phased: Mapping[int, Sequence[int]]) -> np.ndarray:
    """Whether any record of the property states a part that the asking record's name denies.

    A chain of matches, each good by itself, must not make one property of two phases.
    """
    mine = clues.parts[best.record_places]
    is_other = np.zeros(len(best), bool)
    for row in np.flatnonzero(mine).tolist():
        stated = clues.stated[mine[row]]
        members = clues.parts[phased.get(best["property"][row], [])]
        is_other[row] = any(are_opposed(stated, clues.stated[part]) for part in {*members.tolist()})
    return is_other


def _linked(chosen: Pairs, say: Say, clues: Clues, method: LinkMethod) -> Iterator[Decision]:
    rows = zip(
        chosen.record_places.tolist(),
        chosen["property"].tolist(),
        clues.record_ids[chosen.known_places].tolist(),
        say(chosen),
        strict=True,
    )
    for place, its_property, known_id, evidence in rows:
        yield Decision(place, its_property, method, f"Same as {known_id}: {evidence}.")


def _for_review(left: Pairs, say: Say, clues: Clues) -> Iterator[Decision]:
    """One decision per record: what speaks for which properties, and what against."""
    runs = Runs(left.record_places)
    property_ids, known_ids = (
        clues.property_ids[left["property"]],
        clues.record_ids[left.known_places],
    )
    evidence = say(left)
    for start, length in zip(runs.starts.tolist(), runs.lengths.tolist(), strict=True):
        rows = slice(start, start + length)
        doubt = _doubt(left, rows)
        candidates = Candidates(
            ";".join(property_ids[rows]),
            "\n".join(known_ids[rows]),
            "\n".join(f"{said}; but {doubt}." for said in evidence[rows]),
        )
        said = f"Maybe {known_ids[start]}: {evidence[start]}; but {doubt}."
        place = int(left.record_places[start])
        yield Decision(place, NOBODY, LinkMethod.REVIEW, said, candidates)


def _doubt(left: Pairs, rows: slice) -> str:
    """Why a record is left to people."""
    reasons = (("is_opposed", _OPPOSED), ("is_part", _PART), ("is_stranger", _STRANGER))
    return next((said for name, said in reasons if left[name][rows].all()), _DOUBT)
