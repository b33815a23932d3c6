"""Rules that say two records describe one property, each with the sentence that says why.

A rule compares records that ask with records whose property is known and returns pairs; it
decides nothing. `housing.linkage.properties` decides, and another way of comparing, such as a
trained one, would be one more entry in `LIKELY_RULES`.

Rules find pairs by equal values and by nearness, never by comparing all with all, see
`housing.linkage.blocks`.
"""

from collections.abc import Callable

import pandas as pd

from housing.linkage.addresses import without_quadrant, without_type
from housing.linkage.blocks import equal, near, of_two_lists, same_credits, same_credits_near
from housing.linkage.clues import TELLING_HOMES, Clues
from housing.linkage.comparisons import (
    LIKE_SIZE,
    SAME_SIZE,
    first_names_alike,
    homes_fit,
    homes_said,
    names_alike,
    parts_conflict,
    parts_stated,
    sides,
    size_ratio,
)
from housing.linkage.likeness import OTHER_NAME
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

#: Given the clues, the ids of the records that ask and of those that are known, in the order in
#: which they found properties: the pairs, as `record_id`, `known_id`, `evidence`.
Rule = Callable[[Clues, pd.Index, pd.Index], pd.DataFrame]


def by_contract_number(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Both name the same HUD contract."""
    pairs = equal(clues.contract_numbers, clues.contract_numbers, asking, known)
    return _because(pairs, "both name HUD contract " + pairs["value"])


def by_identifier(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Both carry the same HUD property id."""
    pairs = equal(clues.identifiers, clues.identifiers, asking, known)
    return _because(pairs, "both carry HUD property id " + pairs["value"])


def by_address(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """An address of the one is an address of the other, or both state one id of the address.

    Two ids of addresses say nothing against a match: a campus has many.
    """
    pairs = equal(clues.address_keys, clues.address_keys, asking, known)
    left, right = (_door_said(clues, pairs, side) for side in ("record_id", "known_id"))
    both = _quoted(left, right) + " are both " + pairs["value"]
    listed = equal(clues.address_ids, clues.address_ids, asking, known)
    stated = "both state address " + listed["value"] + " of the city's register of addresses"
    found = [
        _because(pairs, both + homes_said(pairs, clues)),
        _because(listed, stated + homes_said(listed, clues)),
    ]
    return pd.concat(found, ignore_index=True).drop_duplicates(["record_id", "known_id"])


def by_location(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """They are near each other, and their names, doors or tax credits agree."""
    close = near(clues, asking, known, NEAR_METERS)
    named = close.loc[_is_named_alike(close, clues, ALIKE)]
    alike = "the names " + _both(clues.names, named) + " are alike, " + _apart(named)
    return pd.concat(
        [
            _because(named, alike + homes_said(named, clues)),
            _half_doors(clues, asking, known, close),
            _misread_doors(clues, asking, known, close),
            _credits_nearby(clues, asking, known),
        ],
        ignore_index=True,
    ).drop_duplicates(["record_id", "known_id"])


def by_name(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """They have the same name, which no list uses thrice, and place or homes agree with it."""
    pairs = equal(clues.name_forms, clues.name_forms, asking, known)
    measured = of_two_lists(pairs, clues)
    is_same = _is_named_alike(measured, clues, SAME)
    is_first = first_names_alike(measured, clues) >= SAME
    meters = measured["meters"]
    is_near = (meters <= NAME_METERS) & (is_first | (meters <= SITE_METERS))
    is_unplaced = is_first & meters.isna() & homes_fit(measured, clues)
    named = measured.loc[is_same & (is_near | is_unplaced)]
    same = "the names " + _both(clues.names, named) + " are the same" + _apart_if_known(named)
    return pd.concat(
        [
            _because(named, same + homes_said(named, clues)),
            _street_names(clues, asking, known),
            _credits_and_names(clues, asking, known),
            _streets_and_homes(clues, asking, known),
        ],
        ignore_index=True,
    ).drop_duplicates(["record_id", "known_id"])


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


def _half_doors(
    clues: Clues, asking: pd.Index, known: pd.Index, close: pd.DataFrame
) -> pd.DataFrame:
    """One address lacks its quadrant, and the points are near each other."""
    keys, without = clues.address_keys, without_quadrant(clues.address_keys)
    bare, whole = keys.loc[keys == without], without.loc[keys != without]
    halves = [equal(whole, bare, asking, known), equal(bare, whole, asking, known)]
    doors = close.merge(pd.concat(halves), on=["record_id", "known_id"])
    said = _both(clues.addresses, doors) + " differ in a missing quadrant only, " + _apart(doors)
    return _because(doors, said + homes_said(doors, clues))


def _misread_doors(
    clues: Clues, asking: pd.Index, known: pd.Index, close: pd.DataFrame
) -> pd.DataFrame:
    """One address has another quadrant or street type, but place and homes are the same.

    The same door in two quadrants is two places, often miles apart: so where the points are near
    each other and the homes as many, one publisher has mistyped it.
    """
    loose = without_type(without_quadrant(clues.address_keys))
    doors = close.merge(equal(loose, loose, asking, known), on=["record_id", "known_id"])
    doors = doors.loc[_is_telling(doors, clues) & ~parts_conflict(doors, clues)]
    said = _both(clues.addresses, doors) + " differ in quadrant or street type only, "
    return _because(doors, said + _apart(doors) + homes_said(doors, clues))


def _credits_nearby(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Tax credits of the same year for as many homes, close to each other: a renamed building."""
    pairs = same_credits_near(clues, asking, known, SITE_METERS)
    close = pairs.loc[~parts_conflict(pairs, clues)]
    return _because(close, _credit_said(close) + ", " + _apart(close))


def _credits_and_names(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Tax credits for as many homes under names that are alike, of scattered sites."""
    pairs = same_credits(clues, asking, known)
    is_alike = names_alike(pairs, clues) >= ALIKE
    named = pairs.loc[is_alike & ~parts_conflict(pairs, clues)]
    said = _credit_said(named) + ", the names " + _both(clues.names, named) + " are alike"
    return _because(named, said + _apart_if_known(named))


def _street_names(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Both are named after one street, which is weak, and have as many homes."""
    measured = of_two_lists(equal(clues.street_names, clues.street_names, asking, known), clues)
    is_near = measured["meters"].isna() | (measured["meters"] <= NAME_METERS)
    is_same = is_near & _is_telling(measured, clues) & ~parts_conflict(measured, clues)
    same = measured.loc[is_same]
    said = _both(clues.names, same) + " are both named after " + same["value"]
    said += _apart_if_known(same)
    return _because(same, said + homes_said(same, clues))


def _streets_and_homes(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """As many homes on one street, and one name says more than the other."""
    shared = clues.street_homes
    pairs = of_two_lists(equal(shared, shared, asking, known), clues)
    is_near = pairs["meters"].isna() | (pairs["meters"] <= NAME_METERS)
    is_alike = is_near & (names_alike(pairs, clues) > OTHER_NAME) & ~parts_conflict(pairs, clues)
    alike = pairs.loc[is_alike]
    said = "the names " + _both(clues.names, alike) + " are alike, on one street"
    return _because(alike, said + _apart_if_known(alike) + homes_said(alike, clues))


def _is_telling(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Whether the homes are as many, and many enough to be evidence."""
    homes = clues.homes.max(axis=1)
    left, right = sides(pairs, homes)
    enough = (left >= TELLING_HOMES) & (right >= TELLING_HOMES)
    return enough & (size_ratio(pairs, clues) >= SAME_SIZE)


def _is_named_alike(pairs: pd.DataFrame, clues: Clues, bound: float) -> pd.Series:
    """Whether names are alike, and neither the counts of homes nor phases speak against it.

    Where the counts are the same, one name may say more than the other. A name without a phase
    that stands near several phases of that name may mean them all.
    """
    size = size_ratio(pairs, clues)
    first = first_names_alike(pairs, clues)
    whole = names_alike(pairs, clues)
    is_alike = (whole >= bound) | ((whole > OTHER_NAME) & (size >= SAME_SIZE))
    is_alike &= (first >= bound) | (size >= LIKE_SIZE)
    one, other = parts_stated(pairs, clues)
    is_all = is_alike & (one.map(len) == 0) & (other.map(len) > 0)
    phases = other.map(str).where(is_all)
    has_phases = phases.groupby(pairs["record_id"]).transform("nunique") > 1
    return is_alike & ((one == other) | (size >= SAME_SIZE) | (is_all & has_phases))


def _door_said(clues: Clues, pairs: pd.DataFrame, side: str) -> pd.Series:
    """The address that states the door, or the name where only the name does."""
    doors = pd.MultiIndex.from_arrays([pairs[side], pairs["value"]])
    is_named = doors.isin(clues.named_doors)
    return pairs[side].map(clues.addresses).mask(is_named, pairs[side].map(clues.names))


def _both(texts: pd.Series, pairs: pd.DataFrame) -> pd.Series:
    """Two texts in quotation marks."""
    return _quoted(*sides(pairs, texts))


def _quoted(left: pd.Series, right: pd.Series) -> pd.Series:
    one, other = left.astype("string"), right.astype("string")
    return "\u201c" + one + "\u201d and \u201c" + other + "\u201d"


def _apart(pairs: pd.DataFrame) -> pd.Series:
    return pairs["meters"].round().astype("Int64").astype("string") + " meters apart"


def _apart_if_known(pairs: pd.DataFrame) -> pd.Series:
    return (", " + _apart(pairs)).fillna("")


def _credit_said(pairs: pd.DataFrame) -> pd.Series:
    homes = pairs["homes"].astype("Int64").astype("string")
    year = pairs["year"].fillna(pairs["year_known"]).astype("Int64").astype("string")
    return "both have a tax credit" + (" of " + year).fillna("") + " for " + homes + " homes"


def _because(pairs: pd.DataFrame, evidence: pd.Series) -> pd.DataFrame:
    return pairs[["record_id", "known_id"]].assign(evidence=evidence)
