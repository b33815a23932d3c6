"""From pairs to decisions: linked, or left to people. Two equally good matches decide nothing.

A decision is a row of table `RecordLinks` without its key, indexed by record id.
"""

import numpy as np
import pandas as pd

from housing.linkage.names import name_parts, name_similarity, names_conflict
from housing.linkage.rules import ALIKE, CERTAIN, CONFIDENCE, SAME_SIZE, Clues, size_ratio
from housing.tables import RecordLinks, columns_of
from housing.terms import LinkMethod

COLUMNS = [name for name in columns_of(RecordLinks) if name != "record_id"]

#: Among several properties at an address, a name decides if it leads the next best by this much.
#: A judgement: less is the difference of a plural or a typing error.
LEAD = 0.1


def decide(pairs: pd.DataFrame, clues: Clues, method: LinkMethod) -> pd.DataFrame:
    """Link each record to the one property it can mean, or leave it to people.

    Args:
        pairs: `record_id`, `known_id`, `evidence` of one rule, and the `property_id` of the known.
        clues: what the names are.
        method: the rule that made the pairs.

    Returns:
        One decision per record in `pairs`.
    """
    best = _best(pairs, clues, method)
    fitting = best.loc[~best["is_opposed"] & ~best["is_stranger"]]
    at = fitting.groupby("record_id")["similarity"]
    is_alone = at.transform("size") == 1
    ordered = fitting.sort_values(["record_id", "similarity"], ascending=[True, False])
    lead = ordered["similarity"] - ordered.groupby("record_id")["similarity"].shift(-1).fillna(0.0)
    is_first = ~ordered["record_id"].duplicated()
    is_named = is_first & (ordered["similarity"] >= ALIKE) & (lead >= LEAD)
    chosen = fitting.loc[is_alone | (is_named.reindex(fitting.index) & (method not in CERTAIN))]
    left = best.loc[~best["record_id"].isin(chosen["record_id"])]
    linked = _linked(chosen, method)
    return pd.concat([linked, _for_review(left)]) if len(left) else linked


def unopposed(pairs: pd.DataFrame, clues: Clues, method: LinkMethod) -> pd.DataFrame:
    """Pairs that may be one property. One list means two by a name with a phase and one without."""
    names = _names(pairs, clues)
    left, right = (side.map(name_parts) for side in names)
    lists = [pairs[side].map(clues.sources) for side in ("record_id", "known_id")]
    is_phase = (lists[0] == lists[1]) & (left != right) & ~(size_ratio(pairs, clues) >= SAME_SIZE)
    is_phase &= method not in CERTAIN
    return pairs.loc[~is_phase & ~_is_opposed(names, method)]


def _best(pairs: pd.DataFrame, clues: Clues, method: LinkMethod) -> pd.DataFrame:
    """The best pair of each record and property: names not opposed, and most alike.

    Where one list has several records at an address and one of them carries the property's own
    name, a record of that list with another name is a stranger there.
    """
    keys = ["record_id", "property_id"]
    names = _names(pairs, clues)
    weighed = pairs.assign(
        similarity=name_similarity(*names), is_opposed=_is_opposed(names, method)
    ).sort_values(
        [*keys, "is_opposed", "similarity", "known_id"], ascending=[True, True, True, False, True]
    )
    best = weighed.drop_duplicates(keys).reset_index(drop=True)
    sources = best["record_id"].map(clues.sources)
    nearest = best.groupby([sources, best["property_id"]])["similarity"].transform("max")
    is_stranger = (best["similarity"] < ALIKE) & (nearest >= ALIKE)
    return best.assign(is_stranger=is_stranger & (method is LinkMethod.ADDRESS))


def _linked(chosen: pd.DataFrame, method: LinkMethod) -> pd.DataFrame:
    evidence = "Same as " + chosen["known_id"] + ": " + chosen["evidence"] + "."
    decided = chosen.assign(
        method=method.value,
        confidence=CONFIDENCE[method],
        evidence=evidence,
        candidate_property_ids=None,
    )
    return decided.set_index("record_id")[COLUMNS]


def _for_review(pairs: pd.DataFrame) -> pd.DataFrame:
    """One decision per record: what speaks for which properties, and what against."""
    by_record = pairs.groupby("record_id")
    first = pairs.drop_duplicates("record_id").set_index("record_id")
    doubt = pd.Series("several properties fit equally well", index=first.index)
    doubt = doubt.mask(
        by_record["is_stranger"].all(), "another record of its list carries that property's name"
    ).mask(by_record["is_opposed"].all(), "the names state different phases or parts")
    decided = first.assign(
        property_id=None,
        method=LinkMethod.REVIEW.value,
        confidence=np.nan,
        evidence="Maybe " + first["known_id"] + ": " + first["evidence"] + "; but " + doubt + ".",
        candidate_property_ids=by_record["property_id"].agg(";".join),
    )
    return decided[COLUMNS]


def _is_opposed(names: tuple[pd.Series, pd.Series], method: LinkMethod) -> np.ndarray:
    """Whether names state different parts; a publisher's number cannot be opposed by a name."""
    if method in CERTAIN:
        return np.zeros(len(names[0]), bool)
    return np.array([names_conflict(*both) for both in zip(*names, strict=True)], bool)


def _names(pairs: pd.DataFrame, clues: Clues) -> tuple[pd.Series, pd.Series]:
    return pairs["record_id"].map(clues.names), pairs["known_id"].map(clues.names)
