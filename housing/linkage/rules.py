"""Rules that say two records describe one property, each with the sentence that says why.

A rule compares records that ask with records whose property is known and returns pairs; it
decides nothing. `housing.linkage.properties` decides, and another way of comparing, such as a
trained one, would be one more entry in `LIKELY_RULES`.

Rules find pairs by equal values and by nearness, never by comparing all with all, see
`housing.linkage.blocks`.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from housing.linkage.addresses import without_quadrant, without_type
from housing.linkage.blocks import equal, near, of_two_lists, same_credits, same_credits_near
from housing.linkage.clues import TELLING_HOMES, Clues
from housing.linkage.comparisons import (
    LIKE_SIZE,
    SAME_SIZE,
    first_names_alike,
    homes_fit,
    names_alike,
    parts_conflict,
    size_ratio,
)
from housing.linkage.likeness import OTHER_NAME
from housing.linkage.pairs import Pairs, first_rows, keys_of
from housing.linkage.wording import (
    Found,
    apart,
    both_addresses,
    both_doors,
    both_names,
    credit_said,
    either,
    homes_said,
    sentences,
    then_apart,
)
from housing.terms import LinkMethod

#: Two points with alike names closer than this are one property. A judgement: a large garden
#: apartment site is about this wide, and its name may be geocoded to either end.
NEAR_METERS = 150.0

#: Tax credits of one year for as many homes closer together than this are of one property, and so
#: are same second names: large sites are this wide. Of 89 such pairs of credits in Washington's
#: lists 87 are, and the other two are of buildings that one list has twice.
SITE_METERS = 300.0

#: Two points farther apart than this are never one property by name alone. A judgement: the
#: scattered buildings of one development in Washington's catalog lie within about this distance.
NAME_METERS = 1000.0

#: Names are alike from this similarity on, and the same from the second. Judgements, set by
#: reading every pair of Washington's lists that a lower bound would have linked.
ALIKE = 0.85
SAME = 0.95

#: How sure a link is, by the rule that made it. Judgements, for sorting what people check first.
CONFIDENCE = {
    LinkMethod.OVERRIDE: 1.0,
    LinkMethod.OWN_RECORD: 1.0,
    LinkMethod.CONTRACT_NUMBER: 1.0,
    LinkMethod.IDENTIFIER: 1.0,
    LinkMethod.ADDRESS: 0.95,
    LinkMethod.LOCATION: 0.85,
    LinkMethod.NAME: 0.75,
}

#: Given the clues, and when each record's turn to found a property is (-1 of one not known yet):
#: the pairs, and the evidence in words.
Rule = Callable[[Clues, np.ndarray], Found]


def by_contract_number(clues: Clues, turns: np.ndarray) -> Found:
    """Both name the same HUD contract."""
    numbers = clues.contract_numbers
    return Found(
        equal(numbers, numbers, turns),
        lambda some: sentences("both name HUD contract ", numbers.texts[some["value"]]),
    )


def by_identifier(clues: Clues, turns: np.ndarray) -> Found:
    """Both carry the same HUD property id."""
    ids = clues.identifiers
    return Found(
        equal(ids, ids, turns),
        lambda some: sentences("both carry HUD property id ", ids.texts[some["value"]]),
    )


def by_address(clues: Clues, turns: np.ndarray) -> Found:
    """An address of the one is an address of the other, or both state one id of the address.

    Two ids of addresses say nothing against a match: a campus has many.
    """
    doors, ids = clues.address_keys, clues.address_ids

    def shared(some: Pairs) -> list[str]:
        door = doors.texts[some["value"]]
        return sentences(both_doors(some, clues), " are both ", door, homes_said(some, clues))

    def listed(some: Pairs) -> list[str]:
        register = " of the city's register of addresses"
        stated = ids.texts[some["value"]]
        return sentences("both state address ", stated, register, homes_said(some, clues))

    return either(Found(equal(doors, doors, turns), shared), Found(equal(ids, ids, turns), listed))


def by_location(clues: Clues, turns: np.ndarray) -> Found:
    """They are near each other, and their names, doors or tax credits agree."""
    close = near(clues, turns, NEAR_METERS, np.arange(len(turns)))

    def said(some: Pairs) -> list[str]:
        alike = ("the names ", both_names(some, clues), " are alike, ", apart(some))
        return sentences(*alike, homes_said(some, clues))

    return either(
        Found(close.where(_is_named_alike(close, clues, ALIKE)), said),
        _half_doors(clues, turns, close),
        _misread_doors(clues, turns, close),
        _credits_nearby(clues, turns),
    )


def by_name(clues: Clues, turns: np.ndarray) -> Found:
    """They have the same name, which no list uses thrice, and place or homes agree with it."""
    pairs = of_two_lists(equal(clues.name_forms, clues.name_forms, turns), clues)
    is_first = first_names_alike(pairs, clues) >= SAME
    meters = pairs["meters"]
    is_near = (meters <= NAME_METERS) & (is_first | (meters <= SITE_METERS))
    is_unplaced = is_first & np.isnan(meters) & homes_fit(pairs, clues)
    named = pairs.where(_is_named_alike(pairs, clues, SAME) & (is_near | is_unplaced))

    def said(some: Pairs) -> list[str]:
        same = ("the names ", both_names(some, clues), " are the same", then_apart(some))
        return sentences(*same, homes_said(some, clues))

    return either(
        Found(named, said),
        _street_names(clues, turns),
        _credits_and_names(clues, turns),
        _streets_and_homes(clues, turns),
    )


#: Tried in this order; a record leaves the queue at the first rule that finds it a property.
#: These rest on what publishers wrote down about the record itself ...
FIRM_RULES: dict[LinkMethod, Rule] = {
    LinkMethod.CONTRACT_NUMBER: by_contract_number,
    LinkMethod.IDENTIFIER: by_identifier,
    LinkMethod.ADDRESS: by_address,
}

#: ... and these on likeness; they are asked when nothing firm is left to learn.
LIKELY_RULES: dict[LinkMethod, Rule] = {
    LinkMethod.LOCATION: by_location,
    LinkMethod.NAME: by_name,
}

#: A number that a publisher gave cannot be outvoted by a name.
CERTAIN = frozenset({LinkMethod.CONTRACT_NUMBER, LinkMethod.IDENTIFIER})


def _half_doors(clues: Clues, turns: np.ndarray, close: Pairs) -> Found:
    """One address lacks its quadrant, and the points are near each other."""
    keys = clues.address_keys
    without = without_quadrant(pd.Series(keys.texts))
    is_bare = (without == keys.texts).to_numpy(bool)[keys.codes]
    bare, whole = (keys.where(rows).spelled(without) for rows in (is_bare, ~is_bare))
    halves = (equal(whole, bare, turns).keys, equal(bare, whole, turns).keys)

    def said(some: Pairs) -> list[str]:
        half = (both_addresses(some, clues), " differ in a missing quadrant only, ", apart(some))
        return sentences(*half, homes_said(some, clues))

    return Found(close.where(np.isin(close.keys, np.concatenate(halves))), said)


def _misread_doors(clues: Clues, turns: np.ndarray, close: Pairs) -> Found:
    """One address has another quadrant or street type, but place and homes are the same.

    The same door in two quadrants is two places, often miles apart: so where the points are near
    each other and the homes as many, one publisher has mistyped it.
    """
    keys = clues.address_keys
    loose = keys.spelled(without_type(without_quadrant(pd.Series(keys.texts))))
    doors = close.where(np.isin(close.keys, equal(loose, loose, turns).keys))

    def said(some: Pairs) -> list[str]:
        differ = " differ in quadrant or street type only, "
        both = both_addresses(some, clues)
        return sentences(both, differ, apart(some), homes_said(some, clues))

    is_same = _is_telling(doors, clues) & ~parts_conflict(doors, clues)
    return Found(doors.where(is_same), said)


def _credits_nearby(clues: Clues, turns: np.ndarray) -> Found:
    """Tax credits of the same year for as many homes, close to each other: a renamed building."""
    pairs = same_credits_near(clues, turns, SITE_METERS)
    return Found(
        pairs.where(~parts_conflict(pairs, clues)),
        lambda some: sentences(credit_said(some), then_apart(some)),
    )


def _credits_and_names(clues: Clues, turns: np.ndarray) -> Found:
    """Tax credits for as many homes under names that are alike, of scattered sites."""
    pairs = same_credits(clues, turns)

    def said(some: Pairs) -> list[str]:
        names = (", the names ", both_names(some, clues), " are alike", then_apart(some))
        return sentences(credit_said(some), *names)

    is_alike = (names_alike(pairs, clues) >= ALIKE) & ~parts_conflict(pairs, clues)
    return Found(pairs.where(is_alike), said)


def _street_names(clues: Clues, turns: np.ndarray) -> Found:
    """Both are named after one street, which is weak, and have as many homes."""
    shared = clues.street_names
    pairs = _not_far(of_two_lists(equal(shared, shared, turns), clues))

    def said(some: Pairs) -> list[str]:
        street = (" are both named after ", shared.texts[some["value"]], then_apart(some))
        return sentences(both_names(some, clues), *street, homes_said(some, clues))

    is_same = _is_telling(pairs, clues) & ~parts_conflict(pairs, clues)
    return Found(pairs.where(is_same), said)


def _streets_and_homes(clues: Clues, turns: np.ndarray) -> Found:
    """As many homes on one street, and one name says more than the other."""
    shared = clues.street_homes
    pairs = _not_far(of_two_lists(equal(shared, shared, turns), clues))

    def said(some: Pairs) -> list[str]:
        alike = ("the names ", both_names(some, clues), " are alike, on one street")
        return sentences(*alike, then_apart(some), homes_said(some, clues))

    is_alike = (names_alike(pairs, clues) > OTHER_NAME) & ~parts_conflict(pairs, clues)
    return Found(pairs.where(is_alike), said)


def _not_far(pairs: Pairs) -> Pairs:
    """Pairs that are not known to be farther apart than a name reaches."""
    return pairs.where(~(pairs["meters"] > NAME_METERS))


def _is_telling(pairs: Pairs, clues: Clues) -> np.ndarray:
    """Whether the homes are as many, and many enough to be evidence."""
    left, right = pairs.sides(clues.homes)
    enough = (left >= TELLING_HOMES).any(axis=1) & (right >= TELLING_HOMES).any(axis=1)
    return enough & (size_ratio(pairs, clues) >= SAME_SIZE)


def _is_named_alike(pairs: Pairs, clues: Clues, bound: float) -> np.ndarray:
    """Whether names are alike, and neither the counts of homes nor phases speak against it.

    Where the counts are the same, one name may say more than the other. A name without a phase
    that stands near several phases of that name may mean them all.
    """
    size = size_ratio(pairs, clues)
    first, whole = first_names_alike(pairs, clues), names_alike(pairs, clues)
    is_alike = (whole >= bound) | ((whole > OTHER_NAME) & (size >= SAME_SIZE))
    is_alike &= (first >= bound) | (size >= LIKE_SIZE)
    one, other = pairs.sides(clues.parts)
    is_all = is_alike & (one == 0) & (other > 0)
    phases = first_rows(keys_of(pairs.record_places[is_all], other[is_all]))
    places, counts = np.unique(pairs.record_places[is_all][phases], return_counts=True)
    has_phases = np.isin(pairs.record_places, places[counts > 1])
    return is_alike & ((one == other) | (size >= SAME_SIZE) | (is_all & has_phases))
