"""How alike two names of developments are, by what each says: see `housing.linkage.names`.

The best pair of their names counts. One may say more than the other, but where each says
something else they are two, and names that state different phases or parts are not alike at all.
"""

import math
from collections.abc import Iterable, Mapping, Set
from itertools import product

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from housing.linkage.names import NameRead, name_parts, read_names

#: Two words of five letters and more are one word misspelled from this likeness on: `Lawrence`
#: and `Laurence`, not `Tower` and `Towne`. A judgement.
_SAME_WORD = 82.0
#: The most that two names are alike which each say something else. A judgement.
OTHER_NAME = 0.7


def name_similarity(
    left: pd.Series,
    right: pd.Series,
    ignored: Set[str] = frozenset(),
    known: Mapping[object, NameRead] | None = None,
) -> pd.Series:
    """How alike two names are, row by row: 0 to 1, null where either is no evidence.

    Args:
        left: names as published.
        right: names as published, in the same order.
        ignored: forms of names that are no evidence here.
        known: what the names say, where they were read before.

    >>> name_similarity(
    ...     pd.Series(["Hubbard Place", "Mayfair Mansions I", "1330 7th St Apts"]),
    ...     pd.Series(["HUBBARD PL. APTS", "Mayfair Mansions II", "1330 7TH STREET"]),
    ... ).tolist()
    [1.0, 0.0, nan]
    """
    codes, names = pd.factorize(np.concatenate([left.to_numpy(object), right.to_numpy(object)]))
    mine, theirs = codes[: len(left)], codes[len(left) :]
    is_named = (mine >= 0) & (theirs >= 0)
    pairs = mine[is_named] * len(names) + theirs[is_named]
    different, places = np.unique(pairs, return_inverse=True)
    known = read_names(names) if known is None else known
    reads = [known[name] for name in names]
    compared = _each(_telling(reads, ignored), reads, *np.divmod(different, len(names)))
    alike = np.full(len(left), math.nan)
    alike[is_named] = compared[places]
    return pd.Series(alike, index=left.index)


def names_conflict(left: object, right: object) -> bool:
    """Whether both names state a part of a development, and not the same one.

    >>> names_conflict("Oak Court", "Oak Court II"), names_conflict("Oak Court I", "Oak Court II")
    (False, True)
    """
    return are_opposed(name_parts(left), name_parts(right))


def are_opposed(stated: dict[str, set[str]], others: dict[str, set[str]]) -> bool:
    """Whether two names' parts are of one kind and not the same."""
    if not (stated and others):
        return False
    return any(stated[kind].isdisjoint(others[kind]) for kind in stated.keys() & others.keys())


def _telling(reads: Iterable[NameRead], ignored: Set[str]) -> list[tuple[str, ...]]:
    """The forms of each name that are evidence here."""
    return [
        forms if ignored.isdisjoint(forms) else tuple(form for form in forms if form not in ignored)
        for forms, _ in reads
    ]


def _each(
    forms: list[tuple[str, ...]], reads: list[NameRead], mine: np.ndarray, theirs: np.ndarray
) -> np.ndarray:
    """How alike the names of each pair are; NaN where either has none that is evidence."""
    seen: dict[tuple[str, str], float] = {}
    made = np.full(len(mine), math.nan)
    for pair, (one, other) in enumerate(zip(mine.tolist(), theirs.tolist(), strict=True)):
        if forms[one] and forms[other]:
            is_other = are_opposed(reads[one].parts, reads[other].parts)
            made[pair] = 0.0 if is_other else _most_alike(forms[one], forms[other], seen)
    return made


def _most_alike(
    mine: tuple[str, ...], theirs: tuple[str, ...], seen: dict[tuple[str, str], float]
) -> float:
    """How alike the best pair of forms is; `seen` remembers pairs that were compared."""
    best = 0.0
    for both in product(mine, theirs):
        if both not in seen:
            seen[both] = _alike(*both)
        best = max(best, seen[both])
    return best


def _alike(left: str, right: str) -> float:
    """Share of letters in words that both names have, misspellings forgiven."""
    one, other = left.replace(" ", ""), right.replace(" ", "")
    if one == other:
        return 1.0
    mine, theirs = left.split(), right.split()
    for word in left.split():
        same = next((their for their in theirs if _is_same_word(word, their)), None)
        if same:
            mine.remove(word)
            theirs.remove(same)
    others = [sum(map(len, words)) for words in (mine, theirs)]
    share = 1 - sum(others) / (len(one) + len(other))
    return min(share, OTHER_NAME) if all(others) else share


def _is_same_word(one: str, other: str) -> bool:
    return one == other or min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _SAME_WORD
