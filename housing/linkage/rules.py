"""Rules that say two records describe one property, each with the sentence that says why.

A rule compares records that ask with records whose property is known and returns pairs; it
decides nothing. `housing.linkage.properties` decides, and another way of comparing, such as a
trained one, would be one more entry in `LIKELY_RULES`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from housing import geo
from housing.linkage.addresses import keys_by_row, without_quadrant
from housing.linkage.names import (
    OTHER_NAME,
    first_name,
    name_forms,
    name_parts,
    name_similarity,
    shared_forms,
)
from housing.terms import LinkMethod, LocationQuality

#: Two points with alike names closer than this are one property. A judgement: a large garden
#: apartment site is about this wide, and its name may be geocoded to either end.
NEAR_METERS = 150.0

#: Two points farther apart than this are never one property by name alone. A judgement: the
#: scattered buildings of one development in Washington's catalog lie within about this distance.
NAME_METERS = 1000.0

#: Names are alike from this similarity on, and the same from the second. Judgements, set by
#: reading every pair of Washington's lists that a lower bound would have linked.
ALIKE = 0.85
SAME = 0.95

#: Homes in the smaller count over homes in the larger. Second names are given to sites and
#: neighbors too, so they need counts of a like size; a name with a phase and one without need
#: the same count. Judgements, from the same reading.
LIKE_SIZE = 0.5
SAME_SIZE = 0.9

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


@dataclass(frozen=True, slots=True)
class Clues:
    """What can be compared, by record id; a record may have several values of one clue."""

    sources: pd.Series
    names: pd.Series
    addresses: pd.Series
    homes: pd.Series
    contract_numbers: pd.Series
    identifiers: pd.Series
    address_keys: pd.Series
    points: gpd.GeoSeries
    name_forms: pd.Series
    shared_forms: frozenset[str]


#: Given the clues, the ids of the records that ask and of those that are known: the pairs, as
#: `record_id`, `known_id`, `evidence`.
Rule = Callable[[Clues, pd.Index, pd.Index], pd.DataFrame]


def clues_of(
    by_id: pd.DataFrame, covenants: pd.DataFrame, contracts: pd.DataFrame, local_crs: str
) -> Clues:
    """Read every clue once; `by_id` is table `Records` indexed by record id."""
    stated = [
        made["contract_number_hud"].set_axis(pd.Index(made["record_id"].astype(object)))
        for made in (covenants, contracts)
    ]
    listed = by_id["contract_number_hud"].dropna().str.split(";").explode().str.strip()
    numbers = pd.concat([listed, *stated]).dropna()
    keys = keys_by_row(by_id["address"])
    is_placed = by_id["location_quality"] != LocationQuality.COARSE.value
    points = geo.points(by_id["longitude"], by_id["latitude"]).loc[is_placed].dropna()
    places = keys.groupby(level=0).first().reindex(by_id.index).fillna(by_id["address"])
    names = by_id["name"].astype(object).where(by_id["name"].notna(), None)
    shared = shared_forms(names, by_id["source_id"], places)
    forms = names.map(name_forms).explode().dropna()
    return Clues(
        sources=by_id["source_id"].astype(object),
        names=names,
        addresses=by_id["address"].astype(object),
        homes=by_id["units_total"].fillna(by_id["units_assisted"]).astype("Float64").astype(float),
        contract_numbers=numbers.loc[numbers.index.isin(by_id.index)],
        identifiers=by_id["property_id_hud"].dropna(),
        address_keys=keys,
        points=points.to_crs(local_crs),
        name_forms=forms.loc[~forms.isin(shared)],
        shared_forms=shared,
    )


def by_contract_number(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Both name the same HUD contract."""
    pairs = _equal(clues.contract_numbers, clues.contract_numbers, asking, known)
    return _because(pairs, "both name HUD contract " + pairs["value"])


def by_identifier(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Both carry the same HUD property id."""
    pairs = _equal(clues.identifiers, clues.identifiers, asking, known)
    return _because(pairs, "both carry HUD property id " + pairs["value"])


def by_address(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """An address of the one is an address of the other."""
    pairs = _equal(clues.address_keys, clues.address_keys, asking, known)
    return _because(pairs, _both(clues.addresses, pairs) + " are both " + pairs["value"])


def by_location(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """They are near each other and their names are alike, or one address lacks its quadrant."""
    near = _near(clues, asking, known, NEAR_METERS)
    named = near.loc[_is_named_alike(near, clues, ALIKE)]
    alike = "the names " + _both(clues.names, named) + " are alike, " + _apart(named)
    keys, without = clues.address_keys, without_quadrant(clues.address_keys)
    bare, whole = keys.loc[keys == without], without.loc[keys != without]
    halves = [_equal(whole, bare, asking, known), _equal(bare, whole, asking, known)]
    door = near.merge(pd.concat(halves), on=["record_id", "known_id"])
    halved = _both(clues.addresses, door) + " differ in a missing quadrant only, " + _apart(door)
    return pd.concat([_because(named, alike), _because(door, halved)], ignore_index=True)


def by_name(clues: Clues, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """They have the same name, which no list uses twice, in the same part of the city."""
    pairs = _equal(clues.name_forms, clues.name_forms, asking, known)
    near = _within(clues, pairs, NAME_METERS)
    named = near.loc[_is_named_alike(near, clues, SAME) & (_first_names_alike(near, clues) >= SAME)]
    same = "the names " + _both(clues.names, named) + " are the same, " + _apart(named)
    return _because(named, same)


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


def _of(clue: pd.Series, record_ids: pd.Index) -> pd.Series:
    return clue.loc[record_ids.get_indexer(clue.index) >= 0]


def _equal(left: pd.Series, right: pd.Series, asking: pd.Index, known: pd.Index) -> pd.DataFrame:
    """Pairs of a record that asks and a known one whose clues have the same value."""
    mine = _of(left, asking).rename("value").rename_axis("record_id")
    theirs = _of(right, known).rename("value").rename_axis("known_id")
    mine = mine.loc[mine.isin(theirs.unique())]
    if mine.empty:
        return pd.DataFrame(columns=["record_id", "value", "known_id"], dtype=object)
    pairs = mine.reset_index().merge(theirs.reset_index(), on="value")
    others = pairs.loc[pairs["record_id"] != pairs["known_id"]]
    return others.drop_duplicates(["record_id", "known_id"])


def _near(clues: Clues, asking: pd.Index, known: pd.Index, meters: float) -> pd.DataFrame:
    """Pairs of points within a distance."""
    left, right = _of(clues.points, asking), _of(clues.points, known)
    mine, theirs = shapely.STRtree(right.to_numpy()).query(
        left.to_numpy(), predicate="dwithin", distance=meters
    )
    found = {"record_id": left.index.take(mine), "known_id": right.index.take(theirs)}
    return _within(clues, pd.DataFrame(found), meters)


def _within(clues: Clues, pairs: pd.DataFrame, meters: float) -> pd.DataFrame:
    """Pairs with points within a distance; what one list has as two is not made one by likeness."""
    sources = [pairs[side].map(clues.sources) for side in ("record_id", "known_id")]
    pairs = pairs.loc[sources[0] != sources[1]]
    left, right = (
        clues.points.reindex(pairs[side]).to_numpy() for side in ("record_id", "known_id")
    )
    measured = pairs.assign(meters=shapely.distance(left, right))
    return measured.loc[measured["meters"] <= meters]


def size_ratio(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    """Homes in the smaller count over homes in the larger, null where one is unknown."""
    homes = [clues.homes.reindex(pairs[side]).to_numpy() for side in ("record_id", "known_id")]
    return pd.Series(np.minimum(*homes) / np.maximum(np.maximum(*homes), 1.0), index=pairs.index)


def _is_named_alike(pairs: pd.DataFrame, clues: Clues, bound: float) -> pd.Series:
    """Whether names are alike, and neither the counts of homes nor phases speak against it.

    Where the counts are the same, one name may say more than the other. A name without a phase
    that stands near several phases of that name may mean them all.
    """
    left, right = (pairs[side].map(clues.names) for side in ("record_id", "known_id"))
    size = size_ratio(pairs, clues)
    first = _first_names_alike(pairs, clues)
    whole = name_similarity(left, right, clues.shared_forms)
    is_alike = (whole >= bound) | ((whole > OTHER_NAME) & (size >= SAME_SIZE))
    is_alike &= (first >= bound) | (size >= LIKE_SIZE)
    one, other = left.map(name_parts), right.map(name_parts)
    is_all = is_alike & (one.map(len) == 0) & (other.map(len) > 0)
    has_phases = is_all.groupby(pairs["record_id"]).transform("sum") > 1
    return is_alike & ((one == other) | (size >= SAME_SIZE) | (is_all & has_phases))


def _first_names_alike(pairs: pd.DataFrame, clues: Clues) -> pd.Series:
    left, right = (
        pairs[side].map(clues.names).map(first_name) for side in ("record_id", "known_id")
    )
    return name_similarity(left, right, clues.shared_forms)


def _both(texts: pd.Series, pairs: pd.DataFrame) -> pd.Series:
    """Two texts in quotation marks."""
    left, right = (pairs[side].map(texts).astype("string") for side in ("record_id", "known_id"))
    return "\u201c" + left + "\u201d and \u201c" + right + "\u201d"


def _apart(pairs: pd.DataFrame) -> pd.Series:
    return pairs["meters"].round().astype("Int64").astype("string") + " meters apart"


def _because(pairs: pd.DataFrame, evidence: pd.Series) -> pd.DataFrame:
    return pairs[["record_id", "known_id"]].assign(evidence=evidence)
