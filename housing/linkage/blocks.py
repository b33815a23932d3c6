"""Which records are compared at all: those with an equal clue, and those near each other.

Comparing all with all takes 25 times as long for 5 times the records. Here a record is compared
with no more than `MOST_COMPARED` others that share one value of a clue, or one square of the map,
so that the number of pairs is proportional to the number of records, however alike they are: a
list may have a row for each home of a tower. Of a larger crowd it is those that found properties
first, so that a whole tower still comes together with the first record of it.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely

from housing.ids import among
from housing.linkage.clues import TELLING_HOMES, Clues
from housing.linkage.comparisons import meters_apart, of_one_list

#: The most records of one value, or one square of the map, that others are compared with. A
#: judgement: in Washington's lists no value is shared by more than nine, and no square of 300
#: meters holds more than 13.
MOST_COMPARED = 100

#: Of two names that are alike (`housing.linkage.rules.ALIKE`), 85 of 100 letters are in words that
#: both have. Words with more than this share of one name's letters are then not all missing in the
#: other: 2 (1 - share) / (2 - share) is less than 0.85 from here on.
_MISSABLE = 0.27


def equal(left: pd.Series, right: pd.Series, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Pairs of a record that asks and a known one whose clues have the same value.

    Args:
        left: a clue of the records that ask, by record id.
        right: a clue of the known ones.
        asking: ids of the records that ask.
        known: ids of known records, those that found properties first in front.
    """
    mine = _rows(left, asking, "record_id")
    theirs = _first(_rows(right, known, "known_id"), known, ["value"])
    mine = mine.loc[among(mine["value"], theirs["value"])]
    if mine.empty:
        return pd.DataFrame(columns=["record_id", "value", "known_id"], dtype=object)
    pairs = mine.merge(theirs, on="value")
    others = pairs.loc[pairs["record_id"] != pairs["known_id"]]
    return others.drop_duplicates(["record_id", "known_id"])


def near(clues: Clues, asking: pd.Index, known: pd.Index, meters: float) -> pd.DataFrame:
    """Pairs of points of two lists within a distance, with that distance."""
    left, right = of(clues.points, asking), of(clues.points, known)
    squares = np.floor(shapely.get_coordinates(right.to_numpy()) / meters).astype(int)
    places = pd.DataFrame({"known_id": right.index, "x": squares[:, 0], "y": squares[:, 1]})
    right = right.iloc[_first(places, known, ["x", "y"]).index]
    mine, theirs = shapely.STRtree(right.to_numpy()).query(
        left.to_numpy(), predicate="dwithin", distance=meters
    )
    found = {"record_id": left.index.take(mine), "known_id": right.index.take(theirs)}
    return of_two_lists(pd.DataFrame(found), clues)


def same_credits(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Pairs of two lists with a tax credit for equally many homes, whose names may be alike.

    The credit of each is in `homes`, `year` and `year_known`; where both years are known they are
    the same. Lists date a credit by its first or its last building: a year apart is the same.
    """
    keys = name_keys(clues.name_forms.loc[clues.name_forms.index.isin(clues.credits.index)])
    mine, theirs = (
        _credits(clues, ids, side).merge(keys, left_on=side, right_index=True)
        for ids, side in ((asking, "record_id"), (known, "known_id"))
    )
    by = ["homes", "name_key"]
    found = mine.merge(_first(theirs, known, by), on=by)
    apart = (found["year"] - found["year_known"]).abs()
    return of_two_lists(_once(found.loc[apart.isna() | (apart <= 1)]), clues)


def same_credits_near(
    clues: Clues, asking: pd.Index, known: pd.Index, meters: float
) -> pd.DataFrame:
    """Pairs as `same_credits`, both years known, within a distance."""
    mine, theirs = _credits(clues, asking, "record_id"), _credits(clues, known, "known_id")
    close = near(
        clues,
        asking[asking.isin(mine["record_id"])],
        known[known.isin(theirs["known_id"])],
        meters,
    )
    pairs = close.merge(mine, on="record_id").merge(theirs, on=["known_id", "homes"])
    return _once(pairs.loc[(pairs["year"] - pairs["year_known"]).abs() <= 1])


def name_keys(forms: pd.Series) -> pd.Series:
    """What names that are alike share: a rare word, their initials, or all letters in a row.

    >>> name_keys(pd.Series(["OAK COURT", "OAK DUNBAR"])).tolist()
    ['COURT', 'OC', 'OAKCOURT', 'DUNBAR', 'OD', 'OAKDUNBAR']

    Names that are alike by misspelled words alone, of which one name has more, share nothing.
    """
    different = forms.unique().tolist()
    uses = Counter(word for form in different for word in form.split())
    made = {form: _keys_of(form, uses) for form in different}
    return forms.map(made).explode().rename("name_key")


def _keys_of(form: str, uses: Mapping[str, int]) -> list[str]:
    words = form.split()
    rare, left = [], _MISSABLE * sum(map(len, words))
    for word in sorted(words, key=lambda word: (uses[word], word)):
        if left >= 0:
            rare.append(word)
        left -= len(word)
    return [*rare, "".join(word[0] for word in words), "".join(words)]


def crowded(clues: Clues) -> pd.Index:
    """Records with a clue that more share than are compared."""
    shared = [
        clue.index[clue.map(clue.value_counts()) > MOST_COMPARED]
        for clue in (
            clues.contract_numbers,
            clues.identifiers,
            clues.address_keys,
            clues.address_ids,
            clues.name_forms,
            clues.street_names,
            clues.street_homes,
        )
    ]
    return shared[0].append(shared[1:]).unique()


def of_two_lists(pairs: pd.DataFrame, clues: Clues) -> pd.DataFrame:
    """Pairs with their distance; what one list has as two is not made one by likeness."""
    pairs = pairs.loc[~of_one_list(pairs, clues)]
    return pairs.assign(meters=meters_apart(pairs, clues))


def of(clue: pd.Series, record_ids: pd.Index) -> pd.Series:
    """The clue of these records only."""
    return clue.loc[record_ids.get_indexer(clue.index) >= 0]


def _rows(clue: pd.Series, record_ids: pd.Index, name: str) -> pd.DataFrame:
    """One row per record of these and value of the clue."""
    ours = of(clue, record_ids).rename("value").rename_axis(name)
    return ours.reset_index().drop_duplicates()


def _first(rows: pd.DataFrame, known: pd.Index, by: list[str]) -> pd.DataFrame:
    """The rows of every value that are few enough to compare all, else those in front."""
    sharing = rows.groupby(by)["known_id"].transform("size")
    if sharing.empty or sharing.max() <= MOST_COMPARED:
        return rows
    place = pd.Series(known.get_indexer(pd.Index(rows["known_id"])), index=rows.index)
    front = place.groupby([rows[name] for name in by]).rank(method="first")
    return rows.loc[front <= MOST_COMPARED]


def _credits(clues: Clues, record_ids: pd.Index, name: str) -> pd.DataFrame:
    """Telling credits of these records, in a row each, in the list's order."""
    telling = clues.credits.loc[clues.credits["homes"] >= TELLING_HOMES]
    ours = telling.loc[telling.index.isin(record_ids)].rename_axis(name).reset_index()
    year, row = ("year", "row") if name == "record_id" else ("year_known", "row_known")
    once = ours.drop_duplicates().rename(columns={"year": year})
    return once.assign(**{row: range(len(once))})


def _once(pairs: pd.DataFrame) -> pd.DataFrame:
    """Each pair of records with the first of their credits that are alike."""
    ordered = pairs.sort_values(["row", "row_known"], ignore_index=True)
    return ordered.drop_duplicates(["record_id", "known_id"])
