"""How two records compare, clue by clue. Unknown is a level of its own, never a mismatch.

Every function takes pairs of records (`record_id`, `known_id`) and answers row by row. An answer
that cannot be given is null, and a null neither speaks for a match nor against it.
"""

import numpy as np
import pandas as pd
import shapely

from housing.linkage.clues import Clues
from housing.linkage.likeness import are_opposed, name_similarity

#: Homes in the smaller count over homes in the larger. From the second on, two counts are the
#: same: lists count a manager's home or not. Judgements, set by reading Washington's pairs.
LIKE_SIZE = 0.5
SAME_SIZE = 0.9

#: An assisted count may be larger than the total by this much and still fit in it.
_FITS = 1.1

_SIDES = ("record_id", "known_id")


def sides(pairs: pd.DataFrame, clue: pd.Series) -> tuple[pd.Series, pd.Series]:
    """One clue of both records of each pair."""
    left, right = (clue.reindex(pairs[side]).set_axis(pairs.index) for side in _SIDES)
    return left, right


def meters_apart(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Distance between two points; null where one has none that is exact enough."""
    left, right = (clues.points.reindex(pairs[side]).to_numpy() for side in _SIDES)
    return pd.Series(shapely.distance(left, right), index=pairs.index)


def size_ratio(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Homes in the smaller count over homes in the larger, null where one is unknown.

    A list may count all homes or the assisted ones, so the two counts that agree best are taken.
    """
    left, right = _homes(pairs, clues)
    best = np.full(len(pairs), np.nan)
    for one in left.T:
        for other in right.T:
            ratio = np.minimum(one, other) / np.maximum(np.maximum(one, other), 1.0)
            best = np.fmax(best, ratio)
    return pd.Series(best, index=pairs.index)


def homes_fit(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Whether the counts are alike, or one list counts assisted homes of the other's total."""
    left, right = _homes(pairs, clues)
    is_part = np.isnan(left[:, 0]) != np.isnan(right[:, 0])
    fits = _is_within(left, right) | _is_within(right, left)
    is_alike = size_ratio(pairs, clues) >= LIKE_SIZE
    return is_alike.where(~is_part, pd.Series(fits, index=pairs.index))


def names_alike(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """How alike the names are, 0 to 1; null where one is no evidence."""
    return name_similarity(*sides(pairs, clues.names), clues.shared_forms, clues.reads)


def first_names_alike(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """How alike the names are before any second name; null where one is no evidence."""
    return name_similarity(*sides(pairs, clues.first_names), clues.shared_forms, clues.reads)


def parts_stated(pairs: pd.DataFrame, clues: Clues) -> tuple[pd.Series, pd.Series]:
    """Phases, buildings and sides that each name states; none is no answer, not a part."""
    return sides(pairs, clues.parts)


def parts_conflict(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Whether both names state a part of a development, and not the same one."""
    conflicts = [are_opposed(*both) for both in zip(*parts_stated(pairs, clues), strict=True)]
    return pd.Series(conflicts, index=pairs.index, dtype=bool)


def of_one_list(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Whether one list has both records."""
    left, right = sides(pairs, clues.sources)
    return left == right


def homes_said(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """`, 136 and 137 homes`: what both lists count, empty where one does not."""
    counts = clues.homes["total"].fillna(clues.homes["assisted"]).astype("Int64").astype("string")
    left, right = (counts.reindex(pairs[side]).set_axis(pairs.index) for side in _SIDES)
    said = (", " + left + " and " + right + " homes").mask(left == right, ", " + left + " homes")
    return said.fillna("")


def _homes(pairs: pd.DataFrame, clues: Clues) -> tuple[np.ndarray, np.ndarray]:
    left, right = (clues.homes.reindex(pairs[side]).to_numpy() for side in _SIDES)
    return left, right


def _is_within(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Whether one side counts assisted homes only, no more than the other side has in all."""
    counts_assisted_only = np.isnan(part[:, 0]) & ~np.isnan(part[:, 1])
    most = np.fmax(whole[:, 0], whole[:, 1])
    return counts_assisted_only & (part[:, 1] <= most * _FITS)
