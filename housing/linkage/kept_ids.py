"""Ids that last: a property keeps the id under which most of its records were published.

Records of anchor lists count first, then the number of records, then the id that is older, then
the lower one. Where properties merge, one id is kept and the others are forwarded to it. Where a
property splits, one part keeps the id and the others get ids of their own; a link made for the
whole opens the part that kept it.

What was published is handed on from snapshot to snapshot, so a list that is missing for a while
takes no id with it. With nothing published before, ids are those of the founding records.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

import pandas as pd

from housing.ids import among, followed, founded_property_ids
from housing.tables import Forwarding, PublishedIds, RecordLinks, columns_of, empty, validate
from housing.terms import Forwarded


@dataclass(frozen=True, slots=True)
class Memory:
    """What was published before: tables `PublishedIds` and `Forwarding`."""

    published_ids: pd.DataFrame
    forwarding: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Kept:
    """Links under lasting ids, what to remember of them, and which id each founded id became."""

    links: pd.DataFrame
    memory: Memory
    id_of: Mapping[str, str]


def no_memory() -> Memory:
    """Return the memory of a place of which nothing was published."""
    return Memory(empty(PublishedIds), empty(Forwarding))


def keep_ids(
    links: pd.DataFrame, memory: Memory, *, anchored: Collection[str], as_of: date
) -> Kept:
    """Give properties the ids under which they were published.

    Args:
        links: table `RecordLinks` under the ids of founding records.
        memory: what was published before.
        anchored: records of anchor lists; they weigh most.
        as_of: the day of the snapshot, for what is forwarded from now on.
    """
    linked = links.dropna(subset=["property_id"])
    claims = _claims(linked, memory.published_ids, anchored)
    before = set(memory.published_ids["property_id"]) | set(memory.forwarding["old_id"])
    id_of = _named(linked, claims, _matched(claims), before)
    final = links["property_id"].map(id_of)
    candidates = links["candidate_property_ids"].map(
        lambda ids: ";".join(id_of.get(one, one) for one in ids.split(";")), na_action="ignore"
    )
    kept = validate(links.assign(property_id=final, candidate_property_ids=candidates), RecordLinks)
    claims = claims.assign(new_id=claims["founded_id"].map(id_of))
    return Kept(
        kept,
        Memory(
            _published(kept, memory.published_ids, as_of),
            _forwarding(claims, memory.forwarding, set(id_of.values()), as_of),
        ),
        id_of,
    )


def living_ids(named: pd.Series, kept: Kept) -> pd.Series:
    """Say which property people mean by ids they wrote down, perhaps before it was forwarded."""
    living = set(kept.id_of.values())
    became = followed(kept.memory.forwarding)

    def meant(one: str) -> str:
        if one in living:
            return one
        return became.get(one) or kept.id_of.get(one, one)

    return named.map(meant, na_action="ignore")


def founding_ids(
    decisions: pd.DataFrame, record_ids: pd.Index, memory: Memory, anchored: Collection[str]
) -> pd.Series:
    """Turn published ids that people named into founded ids, which rules of linking know.

    An id that a present record founds stands for itself, unless it was published for other
    records only; then one of those stands for it, not the one that is decided about.
    """
    founders = dict(zip(founded_property_ids(record_ids.to_series()), record_ids, strict=True))
    known = memory.published_ids.loc[among(memory.published_ids["record_id"], record_ids)]
    last_id = dict(zip(known["record_id"], known["property_id"], strict=True))
    order = known.assign(is_other=~among(known["record_id"], anchored))
    ordered = order.sort_values(["is_other", "record_id"]).groupby("property_id")["record_id"]
    members = ordered.agg(list).to_dict()
    became = followed(memory.forwarding)
    own_id = dict(zip(founders.values(), founders, strict=True))

    def founded(record_id: str, one: str) -> str:
        target = became.get(one, one)
        if target not in members or (one in founders and last_id.get(founders[one]) == target):
            return one
        others = [member for member in members[target] if member != record_id]
        return own_id[(others or members[target])[0]]

    pairs = zip(decisions["record_id"], decisions["property_id"], strict=True)
    return pd.Series([founded(*pair) for pair in pairs], decisions.index, dtype="string")


def _claims(
    linked: pd.DataFrame, published_ids: pd.DataFrame, anchored: Collection[str]
) -> pd.DataFrame:
    """Which properties of now have records of which published one, the best claim first."""
    now = linked[["record_id", "property_id"]].rename(columns={"property_id": "founded_id"})
    both = now.merge(published_ids.rename(columns={"property_id": "old_id"}), on="record_id")
    both["is_anchor"] = among(both["record_id"], anchored)
    claims = both.groupby(["old_id", "founded_id"], as_index=False).agg(
        anchors=("is_anchor", "sum"),
        records=("record_id", "size"),
        since_date=("since_date", "min"),
        first_record=("record_id", "min"),
    )
    return claims.sort_values(
        ["anchors", "records", "since_date", "old_id", "first_record"],
        ascending=[False, False, True, True, True],
        ignore_index=True,
    )


def _matched(claims: pd.DataFrame) -> dict[str, str]:
    """Give each published id to one property, and each property one id, best claims first."""
    matched: dict[str, str] = {}
    given: set[str] = set()
    for old_id, founded_id in zip(claims["old_id"], claims["founded_id"], strict=True):
        if old_id not in given and founded_id not in matched:
            matched[founded_id] = old_id
            given.add(old_id)
    return matched


def _named(
    linked: pd.DataFrame, claims: pd.DataFrame, matched: Mapping[str, str], before: set[str]
) -> dict[str, str]:
    """The id of every property: the one it keeps, else its founder's, else one never published."""
    named = dict(matched)
    taken = set(claims["old_id"]) | set(matched.values())
    fresh = linked.loc[~linked["property_id"].isin(matched)].sort_values("record_id")
    clashing = fresh.loc[fresh["property_id"].isin(taken)]
    clear = fresh.loc[~fresh["property_id"].isin(taken), "property_id"].unique()
    named |= {one: one for one in clear}
    taken |= before | set(linked["property_id"])
    for founded_id, members in clashing.groupby("property_id"):
        own = founded_property_ids(members["record_id"])
        others = chain(own, (f"{founded_id}-{number}" for number in count(2)))
        named[str(founded_id)] = next(one for one in others if one not in taken)
        taken.add(named[str(founded_id)])
    return named


def _published(kept: pd.DataFrame, before: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """What to remember: today's ids, since when, and the last ids of records not here today."""
    now = kept.dropna(subset=["property_id"])[["record_id", "property_id"]]
    known = now.merge(before, on=["record_id", "property_id"], how="left")
    since = known["since_date"].fillna(pd.Timestamp(as_of))
    absent = before.loc[~among(before["record_id"], now["record_id"])]
    parts = [part for part in (known.assign(since_date=since), absent) if len(part)]
    if not parts:
        return empty(PublishedIds)
    everyone = pd.concat(parts).sort_values("record_id")
    return validate(everyone[columns_of(PublishedIds)], PublishedIds)


def _forwarding(
    claims: pd.DataFrame, before: pd.DataFrame, living: Collection[str], as_of: date
) -> pd.DataFrame:
    """Rows handed on, but for ids that live again, and a row for each id lost or divided now."""
    is_merged = ~among(claims["old_id"], living)
    merged = claims.loc[is_merged].drop_duplicates("old_id")
    is_moved = among(claims["new_id"], claims["old_id"]) | (claims["new_id"] == claims["old_id"])
    split = claims.loc[~is_merged & ~is_moved]
    made = pd.concat(
        [
            _rows(merged, Forwarded.MERGED, "part of {new_id}", as_of),
            _rows(split, Forwarded.SPLIT, "the property {new_id}", as_of),
        ]
    )
    is_back = (before["reason"] == Forwarded.MERGED.value) & before["old_id"].isin(living)
    parts = [part for part in (before.loc[~is_back], made) if len(part)]
    if not parts:
        return empty(Forwarding)
    key = ["old_id", "new_id", "reason"]
    return validate(pd.concat(parts).drop_duplicates(key).sort_values(key), Forwarding)


def _rows(claims: pd.DataFrame, reason: Forwarded, ending: str, as_of: date) -> pd.DataFrame:
    """Forwarding rows of one reason, each with the records that say so."""
    said = [
        (f"{one['first_record']} and {one['records'] - 1:,} more" if one["records"] > 1
         else one["first_record"])
        + f", published under {one['old_id']}, now {ending.format(new_id=one['new_id'])}."
        for one in claims.to_dict("records")
    ]  # fmt: skip
    return claims[["old_id", "new_id"]].assign(
        reason=reason.value, date=pd.Timestamp(as_of), evidence=pd.Series(said, claims.index, str)
    )
