"""How two records compare, clue by clue. Unknown is a level of its own, never a mismatch.

Every function takes pairs of records and answers row by row. An answer that cannot be given is
NaN, which neither speaks for a match nor against it.
"""

import numpy as np

from housing.linkage.clues import Clues
from housing.linkage.likeness import are_opposed, name_similarity
from housing.linkage.pairs import Pairs

#: Homes in the smaller count over homes in the larger. From the second on, two counts are the
#: same: lists count a manager's home or not. Judgements, set by reading Washington's pairs.
LIKE_SIZE = 0.5
SAME_SIZE = 0.9

#: An assisted count may be larger than the total by this much and still fit in it.
_FITS = 1.1


def meters_apart(pairs: Pairs, clues: Clues) -> np.ndarray:
    """Distance between two points; NaN where one has none that is exact enough."""
    left, right = pairs.sides(clues.points)
    east, north = (left - right).T
    return np.sqrt(east * east + north * north)


def size_ratio(pairs: Pairs, clues: Clues) -> np.ndarray:
    """Homes in the smaller count over homes in the larger, NaN where one is unknown.

    A list may count all homes or the assisted ones, so the two counts that agree best are taken.
    """
    left, right = pairs.sides(clues.homes)
    best = np.full(len(pairs), np.nan)
    for one in left.T:
        for other in right.T:
            ratio = np.minimum(one, other) / np.maximum(np.maximum(one, other), 1.0)
            best = np.fmax(best, ratio)
    return best


def homes_fit(pairs: Pairs, clues: Clues) -> np.ndarray:
    """Whether the counts are alike, or one list counts assisted homes of the other's total."""
    left, right = pairs.sides(clues.homes)
    is_part = np.isnan(left[:, 0]) != np.isnan(right[:, 0])
    fits = _is_within(left, right) | _is_within(right, left)
    return np.where(is_part, fits, size_ratio(pairs, clues) >= LIKE_SIZE)


def names_alike(pairs: Pairs, clues: Clues) -> np.ndarray:
    """How alike the names are, 0 to 1; NaN where one is no evidence."""
    return name_similarity(pairs.record_places, pairs.known_places, clues.telling_names)


def first_names_alike(pairs: Pairs, clues: Clues) -> np.ndarray:
    """How alike the names are before any second name; NaN where one is no evidence."""
    return name_similarity(pairs.record_places, pairs.known_places, clues.first_names)


def parts_conflict(pairs: Pairs, clues: Clues) -> np.ndarray:
    """Whether both names state a part of a development, and not the same one."""
    left, right = pairs.sides(clues.parts)
    conflicts = (left > 0) & (right > 0) & (left != right)
    for row in np.flatnonzero(conflicts).tolist():
        conflicts[row] = are_opposed(clues.stated[left[row]], clues.stated[right[row]])
    return conflicts


def of_one_list(pairs: Pairs, clues: Clues) -> np.ndarray:
    """Whether one list has both records."""
    left, right = pairs.sides(clues.sources)
    return left == right


def _is_within(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Whether one side counts assisted homes only, no more than the other side has in all."""
    counts_assisted_only = np.isnan(part[:, 0]) & ~np.isnan(part[:, 1])
    most = np.fmax(whole[:, 0], whole[:, 1])
    return counts_assisted_only & (part[:, 1] <= most * _FITS)
