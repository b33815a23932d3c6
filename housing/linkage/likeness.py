"""How alike two names of developments are, by what each says: see `housing.linkage.names`.

The best pair of their names counts. One may say more than the other, but where each says
something else they are two, and names that state different phases or parts are not alike at all.
"""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from housing.linkage.names import NameRead, name_parts, read_names
from housing.linkage.pairs import keys_of

#: Two words of so many letters and more are one word misspelled from this likeness on: `Lawrence`
#: and `Laurence`, not `Tower` and `Towne`. Judgements.
_MISSPELLED = 5
_SAME_WORD = 82.0
#: The most that two names are alike which each say something else. A judgement.
OTHER_NAME = 0.7


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of a list say, each different one read once."""

    #: Which of `reads` each record's name is, by the record's place.
    codes: np.ndarray
    reads: Sequence[NameRead]
    #: A number for what each of `reads` says; -1 where it says nothing that is evidence.
    said: np.ndarray
    #: What plain texts of names say.
    read: dict[str, NameRead]
    #: Pairs of forms that were compared, and how alike they are.
    compared: dict[tuple[str, str], float]

    def first(self) -> "Names":
        """What stands in each name before any second one."""
        codes, firsts = pd.factorize(np.array([read.first for read in self.reads], dtype=object))
        told = read_names(firsts, self.read)
        reads = [told[first] for first in firsts]
        return replace(self, codes=codes[self.codes], reads=reads, said=_said(reads))

    def without(self, ignored: Set[str]) -> "Names":
        """The same names without forms that are no evidence."""
        reads = [
            read
            if ignored.isdisjoint(read.forms)
            else read._replace(forms=tuple(form for form in read.forms if form not in ignored))
            for read in self.reads
        ]
        return replace(self, reads=reads, said=_said(reads))


def names_of(names: Iterable[object]) -> Names:
    """What the names of a list say, by place; a missing name says nothing."""
    codes, different = pd.factorize(np.array(list(names), dtype=object), use_na_sentinel=False)
    read: dict[str, NameRead] = {}
    told = read_names(different, read)
    reads = [told[name] for name in different]
    return Names(codes, reads, _said(reads), read, {})


def name_similarity(mine: np.ndarray, theirs: np.ndarray, names: Names) -> np.ndarray:
    """How alike the names of two records are, row by row: 0 to 1, NaN where one is no evidence.

    Args:
        mine: places of the records that ask.
        theirs: places of known ones, in the same order.
        names: what the names say.

    >>> names = names_of(["Hubbard Place", "HUBBARD PL. APTS", "Mayfair Mansions I",
    ...     "Mayfair Mansions II", "1330 7th St Apts", "1330 7TH STREET"])
    >>> name_similarity(np.array([0, 2, 4]), np.array([1, 3, 5]), names).tolist()
    [1.0, 0.0, nan]
    """
    one, other = names.codes[mine], names.codes[theirs]
    left, right = names.said[one], names.said[other]
    alike = np.where((left >= 0) & (left == right), 1.0, math.nan)
    is_other = (left >= 0) & (right >= 0) & (left != right)
    different, places = np.unique(keys_of(one[is_other], other[is_other]), return_inverse=True)
    both = zip((different >> 32).tolist(), (different & 0xFFFFFFFF).tolist(), strict=True)
    reads, seen = names.reads, names.compared
    found = [_similarity(reads[i], reads[j], seen) for i, j in both]
    alike[is_other] = np.array(found, dtype=float)[places]
    return alike


def parts_key(parts: Mapping[str, Set[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What names that state the same parts have in common, none for those that state none."""
    return tuple(sorted((kind, tuple(sorted(stated))) for kind, stated in parts.items()))


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


def _said(reads: Sequence[NameRead]) -> np.ndarray:
    """A number for what each name says, -1 for nothing; names of one number are the same."""
    numbers: dict[object, int] = {}
    said = []
    for read in reads:
        key = (read.forms, parts_key(read.parts))
        said.append(numbers.setdefault(key, len(numbers)) if read.forms else -1)
    return np.array(said, dtype=np.int64)


def _similarity(one: NameRead, other: NameRead, seen: dict[tuple[str, str], float]) -> float:
    """How alike two names with forms are; `seen` remembers forms that were compared."""
    if one.parts and other.parts and are_opposed(one.parts, other.parts):
        return 0.0
    best = 0.0
    for both in product(one.forms, other.forms):
        alike = seen.get(both)
        if alike is None:
            alike = seen[both] = _alike(*both)
        if alike > best:
            best = alike
    return best


def _alike(left: str, right: str) -> float:
    """Share of letters in words that both names have, misspellings forgiven."""
    one, other = left.replace(" ", ""), right.replace(" ", "")
    if one == other:
        return 1.0
    mine, theirs = left.split(), right.split()
    for word in left.split():
        same = _same_word(word, theirs)
        if same:
            mine.remove(word)
            theirs.remove(same)
    others = [sum(map(len, words)) for words in (mine, theirs)]
    share = 1 - sum(others) / (len(one) + len(other))
    return min(share, OTHER_NAME) if all(others) else share


def _same_word(word: str, others: Sequence[str]) -> str | None:
    """The first of some words that is this one, if need be misspelled."""
    if len(word) < _MISSPELLED:
        return word if word in others else None
    for other in others:
        if word == other or (len(other) >= _MISSPELLED and fuzz.ratio(word, other) >= _SAME_WORD):
            return other
    return None
