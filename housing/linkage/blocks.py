"""Which records are compared at all: those with an equal clue, and those near each other.

Comparing all with all takes 25 times as long for 5 times the records. Here a record is compared
with no more than `MOST_COMPARED` others that share one value of a clue, or one square of the map,
so that the number of pairs is proportional to the number of records, however alike they are: a
list may have a row for each home of a tower. Of a larger crowd it is those that found properties
first, so that a whole tower still comes together with the first record of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from housing.linkage.clues import Clues, Values
from housing.linkage.comparisons import meters_apart, of_one_list
from housing.linkage.pairs import Pairs, Runs, first_rows, keys_of, matches, once

#: The most records of one value, or one square of the map, that others are compared with. A
#: judgement: in Washington's lists no value is shared by more than nine, and no square of 300
#: meters holds more than 13.
MOST_COMPARED = 100

#: Of two names that are alike (`housing.linkage.rules.ALIKE`), 85 of 100 letters are in words that
#: both have. Words with more than this share of one name's letters are then not all missing in the
#: other: 2 (1 - share) / (2 - share) is less than 0.85 from here on.
_MISSABLE = 0.27

#: From a square of the map to itself and to its neighbors.
_STEPS = list(product((-1, 0, 1), repeat=2))


def equal(left: Values, right: Values, turns: np.ndarray) -> Pairs:
    """Pairs of two records whose clues have the same value, and its code as `value`.

    Args:
        left: a clue of the records that ask.
        right: a clue of the known ones; equal values have the same code in both.
        turns: when each record's turn to found a property is, by place; -1 of one not known.
    """
    theirs = right.where(_first(right.codes, turns[right.places]))
    mine, found = matches(left.codes, theirs.codes)
    pairs = Pairs(left.places[mine], theirs.places[found], {"value": left.codes[mine]})
    return once(pairs.where(pairs.record_places != pairs.known_places))


def near(clues: Clues, turns: np.ndarray, meters: float, asking: np.ndarray) -> Pairs:
    """Pairs of points of two lists within a distance, with that distance.

    Args:
        clues: what can be compared.
        turns: see `equal`.
        meters: the distance.
        asking: places of the records that ask.
    """
    left = asking[~np.isnan(clues.points[asking, 0])]
    right = np.flatnonzero((turns >= 0) & ~np.isnan(clues.points[:, 0]))
    squares = np.floor(clues.points / meters)
    codes, _ = pd.factorize(_numbers(squares[right]))
    right = right[_first(codes, turns[right])]
    left, right = (side[np.argsort(_numbers(squares[side]))] for side in (left, right))
    theirs = _numbers(squares[right])
    around = [matches(_numbers(squares[left] + step), theirs) for step in _STEPS]
    mine, found = (np.concatenate(rows) for rows in zip(*around, strict=True))
    pairs = of_two_lists(Pairs(left[mine], right[found]), clues)
    return pairs.where(pairs["meters"] <= meters)


def same_credits(clues: Clues, turns: np.ndarray) -> Pairs:
    """Pairs of two lists with a tax credit for equally many homes, whose names may be alike.

    The credit of each is in `homes`, `year` and `year_known`; where both years are known they are
    the same. Lists date a credit by its first or its last building: a year apart is the same.
    """
    told = clues.credits.telling
    forms = clues.name_forms.where(np.isin(clues.name_forms.places, clues.credits.places))
    row, key = name_keys(forms.texts[forms.codes])
    credit, form = matches(told.places, forms.places[row])
    codes, _ = pd.factorize(keys_of(told.homes[credit].astype(np.int64), key[form]))
    kept = first_rows(keys_of(credit, codes))
    credit, codes = credit[kept], codes[kept]
    known = _first(codes, turns[told.places[credit]])
    mine, theirs = matches(codes, codes[known])
    pairs = _credited(clues, credit[mine], credit[known][theirs])
    apart = np.abs(pairs["year"] - pairs["year_known"])
    return of_two_lists(_once(pairs.where(np.isnan(apart) | (apart <= 1))), clues)


def same_credits_near(clues: Clues, turns: np.ndarray, meters: float) -> Pairs:
    """Pairs as `same_credits`, both years known, within a distance."""
    told = clues.credits.telling
    credited = np.unique(told.places)
    theirs = np.full(len(turns), -1)
    theirs[credited] = turns[credited]
    close = near(clues, theirs, meters, credited)
    pair, mine = matches(close.record_places, told.places)
    other, known = matches(close.known_places[pair], told.places)
    is_same = told.homes[mine[other]] == told.homes[known]
    found = _credited(clues, mine[other][is_same], known[is_same])
    pairs = found.having(meters=close["meters"][pair[other][is_same]])
    return _once(pairs.where(np.abs(pairs["year"] - pairs["year_known"]) <= 1))


def name_keys(forms: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """What names that are alike share: a rare word, their initials, or all letters in a row.

    Args:
        forms: the names that are compared.

    Returns:
        Number of the form, and a code for what is shared, of each thing that may be.

    >>> name_keys(["OAK COURT", "OAK CABIN"])
    (array([0, 0, 0, 1, 1, 1]), array([0, 1, 2, 3, 1, 4]))

    Names that are alike by misspelled words alone, of which one name has more, share nothing.
    """
    codes, different = pd.factorize(np.array(forms, dtype=object))
    uses = Counter(word for form in different for word in form.split())
    made = [_keys_of(form, uses) for form in different]
    rows = [(row, key) for row, code in enumerate(codes.tolist()) for key in made[code]]
    keys, _ = pd.factorize(np.array([key for _, key in rows], dtype=object))
    return np.array([row for row, _ in rows], dtype=np.int64), keys


def _keys_of(form: str, uses: Mapping[str, int]) -> list[str]:
    words = form.split()
    rare, left = [], _MISSABLE * sum(map(len, words))
    for word in sorted(words, key=lambda word: (uses[word], word)):
        if left >= 0:
            rare.append(word)
        left -= len(word)
    return [*rare, "".join(word[0] for word in words), "".join(words)]


def crowded(clues: Clues) -> np.ndarray:
    """Whether each record has a clue that more share than are compared, by place."""
    crowd = np.zeros(len(clues.record_ids), bool)
    for clue in (
        clues.contract_numbers,
        clues.identifiers,
        clues.address_keys,
        clues.address_ids,
        clues.name_forms,
        clues.street_names,
        clues.street_homes,
    ):
        sharing = np.bincount(clue.codes, minlength=len(clue.texts))
        crowd[clue.places[sharing[clue.codes] > MOST_COMPARED]] = True
    return crowd


def of_two_lists(pairs: Pairs, clues: Clues) -> Pairs:
    """Pairs with their distance; what one list has as two is not made one by likeness."""
    pairs = pairs.where(~of_one_list(pairs, clues))
    return pairs.having(meters=meters_apart(pairs, clues))


def _numbers(squares: np.ndarray) -> np.ndarray:
    """A number for each square of the map."""
    return keys_of(squares[:, 0].astype(np.int64), squares[:, 1].astype(np.int64) & 0xFFFFFFFF)


def _first(codes: np.ndarray, turns: np.ndarray) -> np.ndarray:
    """Known rows of every code that are few enough to compare all, else those in front."""
    known = np.flatnonzero(turns >= 0)
    sharing = np.bincount(codes[known])
    if not sharing.size or sharing.max() <= MOST_COMPARED:
        return known
    ordered = known[np.lexsort((turns[known], codes[known]))]
    runs = Runs(codes[ordered])
    front = np.arange(len(ordered)) - np.repeat(runs.starts, runs.lengths)
    return np.sort(ordered[front < MOST_COMPARED])


def _credited(clues: Clues, mine: np.ndarray, theirs: np.ndarray) -> Pairs:
    """Pairs of the records of two credits each, with what these say."""
    told = clues.credits.telling
    return Pairs(
        told.places[mine],
        told.places[theirs],
        {
            "homes": told.homes[mine],
            "year": told.years[mine],
            "year_known": told.years[theirs],
            "order": keys_of(mine, theirs),
        },
    )


def _once(pairs: Pairs) -> Pairs:
    """Each pair of records with the first of their credits that are alike."""
    return once(pairs.where(np.argsort(pairs["order"], kind="stable")))
