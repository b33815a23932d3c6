"""Which owners' names belong together, why and how surely, and which addresses prove nothing.

Names are joined by a business address that few owners share, or because one property's records
name both. What joins too much is no evidence: the address of an agent, a law firm or a manager who
writes for many owners, and everything but the name of a government. Groups that grew too large are
split where they hang together least.
"""

from collections.abc import Collection, Iterable, Set
from itertools import combinations

import pandas as pd

from housing.linkage.owners import BOX, IN_CARE, STREET, ZIP4, name_family
from housing.terms import OwnerJoin

#: More unrelated names than this at one address mean that somebody writes for many owners. A
#: judgement: a nonprofit sponsor may hold 30 buildings in a company each; registered agents and
#: law firms write for hundreds.
MASS_NAMES = 30

#: Groups of more names than this are split where a looser part can be told. A judgement.
GIANT_NAMES = 20

#: How sure a join is, percent. Judgements, in the order of the evidence's precision: a suite, a
#: post office box, a ZIP+4 code that may be one building or one side of a block.
ADDRESS_CONFIDENCE = {STREET: 85, BOX: 70, ZIP4: 60}

#: Names of one numbered series at one address are likelier of one owner than two others. A
#: judgement.
SERIES_BONUS = 10

#: Two names that stand on record for one property: an owner and the company that holds title, or
#: an owner and a former one. A judgement.
SOURCES_CONFIDENCE = 65

#: The same result on every machine.
_SEED = 20160401

#: A join of two names with its confidence; names that belong together with their weakest join.
Tie = tuple[str, str, int]
Group = tuple[list[str], int | None]

JOIN_COLUMNS = ["one", "other", "join", "confidence", "evidence"]


def mass_addresses(places: pd.DataFrame) -> pd.Series:
    """Names at each address that is no evidence, by `address_key`: how many share it.

    `places` has a row per owner's name and address (`owner_key`, `address_key`, `address_kind`),
    of every parcel of the register. Names of one series count once.
    """
    families = places["owner_key"].map(name_family)
    counts = families.groupby(places["address_key"]).nunique()
    in_care = places.loc[places["address_kind"] == IN_CARE, "address_key"]
    return counts[(counts > MASS_NAMES) | counts.index.isin(in_care)]


def address_joins(places: pd.DataFrame, keys: Set[str], public: Set[str]) -> pd.DataFrame:
    """Joins of the given names by a shared business address, a row per pair and address.

    Governments are joined with nobody; nobody is joined by a mass address.
    """
    mass = mass_addresses(places)
    usable = places[
        places["owner_key"].isin(keys - public) & ~places["address_key"].isin(mass.index)
    ].drop_duplicates(["owner_key", "address_key"])
    found = []
    for (address, kind), names in usable.groupby(["address_key", "address_kind"])["owner_key"]:
        for one, other in combinations(sorted(names), 2):
            is_series = name_family(one) == name_family(other)
            join = OwnerJoin.SERIES if is_series else OwnerJoin.ADDRESS
            confidence = ADDRESS_CONFIDENCE[str(kind)] + SERIES_BONUS * is_series
            found.append((one, other, join.value, confidence, address))
    return pd.DataFrame(found, columns=JOIN_COLUMNS)


def source_joins(stated: pd.DataFrame, public: Set[str]) -> pd.DataFrame:
    """Joins of names that are both on record as owners of one property, a row per pair.

    `stated` has `property_id` and `owner_key`. A property that three or more names claim has
    several owners, or changed hands too often to tell: it joins nobody.
    """
    private = stated[~stated["owner_key"].isin(public)].drop_duplicates()
    found: dict[tuple[str, str], str] = {}
    for property_id, names in private.groupby("property_id")["owner_key"]:
        if len(names) == 2:
            one, other = sorted(names)
            found.setdefault((one, other), str(property_id))
    rows = [
        (one, other, OwnerJoin.SOURCES.value, SOURCES_CONFIDENCE, property_id)
        for (one, other), property_id in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=JOIN_COLUMNS)


def groups(keys: Iterable[str], joins: pd.DataFrame) -> pd.DataFrame:
    """The group of every name: `group`, `is_split` and `confidence`, indexed by `owner_key`.

    A group is called by its first name in the alphabet. `confidence` is that of its weakest
    necessary join, null where one name stands alone. The order of rows changes nothing.
    """
    surest = joins.groupby(["one", "other"])["confidence"].max().reset_index()
    ties = list(surest.itertuples(index=False, name=None))
    rows = []
    for group in _held_together(keys, ties):
        parts = _parts(group, ties)
        for names, weakest in parts:
            rows += [(name, min(names), len(parts) > 1, weakest) for name in names]
    made = pd.DataFrame(rows, columns=["owner_key", "group", "is_split", "confidence"])
    made["confidence"] = made["confidence"].astype("Int64")
    return made.set_index("owner_key").sort_index()


def _held_together(names: Iterable[str], ties: Iterable[Tie]) -> list[Group]:
    """Names that joins hold together, each group with its weakest necessary join.

    The surest joins are taken first, so the last that brings two groups together is the weakest.
    """
    held = {name: [name] for name in names}
    weakest: dict[str, int] = {}
    for one, other, confidence in sorted(ties, key=lambda tie: tie[2], reverse=True):
        smaller, larger = sorted((held[one], held[other]), key=len)
        if smaller is not larger:
            larger += smaller
            held.update(dict.fromkeys(smaller, larger))
            weakest[larger[0]] = confidence
    return [(group, weakest.get(name)) for name, group in held.items() if name == group[0]]


def _parts(group: Group, ties: Iterable[Tie]) -> list[Group]:
    """The group itself, or its communities if it is a giant; each hangs together."""
    if len(group[0]) <= GIANT_NAMES:
        return [group]
    inside = _among(group[0], ties)
    return [
        part
        for names in _communities(group[0], inside)
        for part in _held_together(names, _among(names, inside))
    ]


def _among(names: Collection[str], ties: Iterable[Tie]) -> list[Tie]:
    """Joins of two of these names."""
    chosen = frozenset(names)
    return [tie for tie in ties if chosen.issuperset(tie[:2])]


def _communities(names: Iterable[str], ties: Iterable[Tie]) -> list[set[str]]:
    """Names that hang together more closely than with the rest."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(names))
    graph.add_weighted_edges_from(sorted(ties))
    found: list[set[str]] = nx.community.louvain_communities(graph, seed=_SEED)
    return found
