"""From pairs to decisions: linked, or left to people. Two equally good matches decide nothing.

A decision is a row of table `RecordLinks` without its key, indexed by record id.
"""

import numpy as np
import pandas as pd

from housing.ids import among
from housing.linkage.clues import Clues
from housing.linkage.comparisons import (
    LIKE_SIZE,
    SAME_SIZE,
    first_names_alike,
    of_one_list,
    parts_conflict,
    parts_stated,
    sides,
    size_ratio,
)
from housing.linkage.likeness import name_similarity
from housing.linkage.rules import ALIKE, CERTAIN, CONFIDENCE
from housing.tables import RecordLinks, columns_of
from housing.terms import LinkMethod

COLUMNS = [name for name in columns_of(RecordLinks) if name != "record_id"]

#: What a decision says of candidates where there is nothing to choose from.
NO_CANDIDATES = dict.fromkeys(
    ("candidate_property_ids", "candidate_record_ids", "candidate_evidence")
)

#: Among several properties at an address, a name decides if it leads the next best by this much.
#: A judgement: less is the difference of a plural or a typing error.
LEAD = 0.1


def weigh(pairs: pd.DataFrame, clues: Clues, method: LinkMethod) -> pd.DataFrame:
    """Add to each pair of a rule what else speaks for it and against it.

    `similarity` and `first_similarity` of the names, `size` of the smaller count of homes against
    the larger, and whether the names oppose each other (`is_opposed`), one is a part of the other
    (`is_part`), or one list means two properties by them (`is_listed_twice`).
    """
    may_oppose = method not in CERTAIN
    left, right = parts_stated(pairs, clues)
    size = size_ratio(pairs, clues)
    is_phase = of_one_list(pairs, clues) & (left != right) & ~(size >= SAME_SIZE)
    return pairs.assign(
        similarity=name_similarity(*sides(pairs, clues.names), known=clues.reads),
        first_similarity=first_names_alike(pairs, clues),
        size=size,
        is_opposed=parts_conflict(pairs, clues) & may_oppose,
        is_part=_is_part(pairs, clues, size) & (method is LinkMethod.ADDRESS),
        is_listed_twice=is_phase & may_oppose,
    )


def unopposed(pairs: pd.DataFrame) -> pd.DataFrame:
    """Weighed pairs that may be one property."""
    return pairs.loc[~pairs["is_listed_twice"] & ~pairs["is_opposed"]]


def decide(
    pairs: pd.DataFrame, clues: Clues, method: LinkMethod, members: pd.Series
) -> pd.DataFrame:
    """Link each record to the one property it can mean, or leave it to people.

    Args:
        pairs: weighed pairs of one rule, with the `property_id` of the known record.
        clues: what can be compared.
        method: the rule that made the pairs.
        members: the property of every known record; none of them may state another phase.

    Returns:
        One decision per record in `pairs`.
    """
    best = _best(pairs, clues, method, members)
    fitting = best.loc[~best["is_opposed"] & ~best["is_stranger"] & ~best["is_part"]]
    is_alone = fitting.groupby("record_id")["property_id"].transform("size") == 1
    is_named = _leads(fitting, "similarity") | _leads(fitting, "first_similarity")
    is_best = is_named | _fits_one(fitting)
    is_only_best = is_best & (is_best.groupby(fitting["record_id"]).transform("sum") == 1)
    chosen = fitting.loc[is_alone | (is_only_best & (method not in CERTAIN))]
    left = best.loc[~among(best["record_id"], chosen["record_id"])]
    linked = _linked(chosen, method)
    return pd.concat([linked, _for_review(left)]) if len(left) else linked


def _leads(fitting: pd.DataFrame, column: str) -> pd.Series:
    """Whether a property's name is alike, and clearly more so than that of the next best."""
    ordered = fitting.sort_values(["record_id", column], ascending=[True, False])
    following = ordered.groupby("record_id")[column].shift(-1).fillna(0.0)
    is_first = ~ordered["record_id"].duplicated()
    leads = is_first & (ordered[column] >= ALIKE) & (ordered[column] - following >= LEAD)
    return leads.reindex(fitting.index)


def _fits_one(fitting: pd.DataFrame) -> pd.Series:
    """Whether a property has as many homes as the record, and every other clearly not."""
    by_record = fitting["record_id"]
    is_same = fitting["size"] >= SAME_SIZE
    is_other = fitting["size"] < LIKE_SIZE
    others = by_record.groupby(by_record).transform("size") - 1
    return is_same & (is_other.groupby(by_record).transform("sum") == others)


def _best(
    pairs: pd.DataFrame, clues: Clues, method: LinkMethod, members: pd.Series
) -> pd.DataFrame:
    """The best pair of each record and property: names not opposed, and most alike.

    Where one list has several records at an address and one of them carries the property's own
    name, a record of that list with another name is a stranger there.
    """
    keys = ["record_id", "property_id"]
    largest = pairs.groupby(keys)["size"].transform("max")
    best = (
        pairs.assign(size=largest)
        .sort_values(
            [*keys, "is_opposed", "similarity", "known_id"],
            ascending=[True, True, True, False, True],
        )
        .drop_duplicates(keys)
        .reset_index(drop=True)
    )
    if method not in CERTAIN:
        best["is_opposed"] |= _is_other_phase(best, clues, members)
    sources = best["record_id"].map(clues.sources)
    nearest = best.groupby([sources, best["property_id"]])["similarity"].transform("max")
    is_stranger = (best["similarity"] < ALIKE) & (nearest >= ALIKE)
    return best.assign(is_stranger=is_stranger & (method is LinkMethod.ADDRESS))


def _is_part(pairs: pd.DataFrame, clues: Clues, size: pd.Series) -> pd.Series:
    """Whether one is a part of the other: it states a phase, the other none and more homes.

    A whole may have a few homes more than the phase a list has of it, but not more than a few.
    """
    left, right = (side.map(len) > 0 for side in parts_stated(pairs, clues))
    mine, theirs = sides(pairs, clues.homes.max(axis=1))
    is_phase = left & ~right & (mine < theirs) & (size < LIKE_SIZE)
    return is_phase | (~left & right & (mine > theirs) & (size < SAME_SIZE))


def _is_other_phase(best: pd.DataFrame, clues: Clues, members: pd.Series) -> pd.Series:
    """Whether any record of the property states a part that the asking record's name denies.

    A chain of matches, each good by itself, must not make one property of two phases.
    """
    asking = best.loc[among(best["record_id"], clues.phased), ["record_id", "property_id"]]
    of_these = members.loc[among(members, asking["property_id"])]
    others = of_these.loc[among(of_these.index, clues.phased)].rename("property_id")
    pairs = asking.reset_index().merge(
        others.rename_axis("known_id").reset_index(), on="property_id"
    )
    return pd.Series(best.index.isin(pairs.loc[parts_conflict(pairs, clues), "index"]), best.index)


def _linked(chosen: pd.DataFrame, method: LinkMethod) -> pd.DataFrame:
    evidence = "Same as " + chosen["known_id"] + ": " + chosen["evidence"] + "."
    decided = chosen.assign(
        method=method.value,
        confidence=CONFIDENCE[method],
        evidence=evidence,
        **NO_CANDIDATES,
    )
    return decided.set_index("record_id")[COLUMNS]


def _for_review(pairs: pd.DataFrame) -> pd.DataFrame:
    """One decision per record: what speaks for which properties, and what against."""
    by_record = pairs.groupby("record_id")
    first = pairs.drop_duplicates("record_id").set_index("record_id")
    doubt = pd.Series("several properties fit equally well", index=first.index)
    doubt = (
        doubt.mask(
            by_record["is_stranger"].all(),
            "another record of its list carries that property's name",
        )
        .mask(by_record["is_part"].all(), "one name states a part, with far fewer or more homes")
        .mask(by_record["is_opposed"].all(), "the names state different phases or parts")
    )
    told = pairs["evidence"] + "; but " + pairs["record_id"].map(doubt)
    decided = first.assign(
        property_id=None,
        method=LinkMethod.REVIEW.value,
        confidence=np.nan,
        evidence="Maybe " + first["known_id"] + ": " + first["evidence"] + "; but " + doubt + ".",
        candidate_property_ids=by_record["property_id"].agg(";".join),
        candidate_record_ids=by_record["known_id"].agg("\n".join),
        candidate_evidence=(told + ".").groupby(pairs["record_id"]).agg("\n".join),
    )
    return decided[COLUMNS]
