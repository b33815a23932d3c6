"""Portfolios: which properties seem to be under one control, why, and how sure that is.

An owner is who the records name: the development's own record, the title holder of all its
parcels, the owner register. Where one of them is older than the latest sale and another is not,
only the newer counts. People are withheld and join nothing, and neither does an unknown owner.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.linkage.owner_joins import (
    GIANT_NAMES,
    MASS_NAMES,
    address_joins,
    groups,
    mass_addresses,
    source_joins,
)
from housing.linkage.owners import legal_form, mailing_keys, owner_key, owner_names
from housing.linked_tables import LinkedTables, known_by
from housing.portfolio_words import alone, join_reason, name_reason, type_basis
from housing.profiles.identity import ranked
from housing.profiles.ownership import RECORDING_DAYS
from housing.tables import PortfolioLinks, Portfolios, columns_of, validate
from housing.terms import OwnerJoin, OwnerType

#: How sure it is that one name is one owner, percent; and if the legal forms differ, as those of
#: a partnership and of its general partner do. Judgements.
NAME_CONFIDENCE, OTHER_FORM_CONFIDENCE = 95, 80

_HORIZONS = ("1y", "2y", "5y", "10y")

#: Words of a government's name.
_GOVERNMENT = (
    r"^DC$|^CITY \b|\bHOUSING AUTHORITY\b|^UNITED STATES\b|\bGOVERNMENT\b|\bREDEV LAND AGENCY\b"
)


def portfolios(
    linked: LinkedTables, wide: pd.DataFrame, aliases: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the portfolios of a place: tables `Portfolios` and `PortfolioLinks`.

    `wide` has the properties' profiles and timelines by `property_id`; `aliases` says which names
    are known to be other names of an owner. The order of rows changes nothing.
    """
    named = _named(linked, wide, aliases)
    places = _places(linked, aliases)
    public = frozenset(named.loc[named["is_public"], "owner_key"])
    keys = frozenset(named["owner_key"])
    fresh = named[~named["is_older_than_sale"].fillna(False).astype(bool)]
    joins = pd.concat(
        [
            address_joins(places, keys, public),
            source_joins(fresh[["property_id", "owner_key"]], public),
        ],
        ignore_index=True,
    )
    grouped = groups(keys, joins)
    inside = joins[joins["one"].map(grouped["group"]) == joins["other"].map(grouped["group"])]
    named = named.assign(
        group=named["owner_key"].map(grouped["group"]),
        portfolio_id=named["owner_key"].map(_ids(grouped)),
    )
    links = _links(named, inside, places, wide["name"])
    return _summed(named, grouped, links, inside, wide), links


def owners_of(linked: LinkedTables, aliases: Mapping[str, str]) -> pd.DataFrame:
    """Every organization named as an owner of a property, a row per source that names it."""
    records = ranked(known_by(linked.records, linked.as_of), linked.source_order)
    claims = _agreed(known_by(linked.claims, linked.as_of))
    registered = linked.parcel_links.dropna(subset=["parcel_id"])[["property_id", "parcel_id"]]
    register = known_by(linked.parcels, linked.as_of)[
        ["parcel_id", "owner_name", "owner_type", "source_id", "observed_date"]
    ]
    register = register.assign(owner_date=pd.Series(pd.NaT, index=register.index))
    lots = _agreed(registered.merge(register, on="parcel_id"))
    columns = [
        "property_id",
        "owner_name",
        "owner_type",
        "source_id",
        "owner_date",
        "observed_date",
    ]
    parts = [records[columns], claims[columns], lots[columns]]
    stated = pd.concat(
        [part.assign(rank=rank) for rank, part in enumerate(parts) if len(part)] or [parts[0]],
        ignore_index=True,
    )
    return _keyed(stated.assign(stated_name=stated["owner_name"]), aliases)


def _keyed(rows: pd.DataFrame, aliases: Mapping[str, str]) -> pd.DataFrame:
    """A row per organization named, with its key; fields that name none are left out."""
    listed = rows.assign(owner_name=rows["owner_name"].astype(object).map(owner_names))
    each = listed.explode("owner_name").dropna(subset=["owner_name"])
    other = {owner_key(alias): owner_key(name) for alias, name in aliases.items()}
    keys = [other.get(key, key) for key in each["owner_name"].map(owner_key)]
    return each.assign(owner_key=pd.Series(keys, index=each.index, dtype=object))


def _agreed(parcels: pd.DataFrame) -> pd.DataFrame:
    """Parcels of properties whose parcels all have one owner, the newest row of each property."""
    stated = parcels.dropna(subset=["owner_name"])
    plain = stated["owner_name"].astype(object).map(lambda field: "|".join(_field_keys(field)))
    agreed = stated[plain.groupby(stated["property_id"]).transform("nunique") == 1]
    newest = agreed.sort_values(
        ["property_id", "owner_date", "observed_date", "owner_name", "parcel_id"],
        ascending=[True, False, False, True, True],
    )
    return newest.drop_duplicates("property_id")


def _field_keys(field: str) -> list[str]:
    return sorted({owner_key(name) for name in owner_names(field)})


def _named(linked: LinkedTables, wide: pd.DataFrame, aliases: Mapping[str, str]) -> pd.DataFrame:
    """Owners of each property, each once; one older than a sale only where none is newer."""
    stated = owners_of(linked, aliases)
    is_public = (stated["owner_type"] == OwnerType.PUBLIC.value) | stated["owner_key"].str.contains(
        _GOVERNMENT, regex=True
    )
    public = set(stated.loc[is_public.fillna(False).astype(bool), "owner_key"])
    older = _is_older(stated, wide)
    stated = stated.assign(
        is_public=stated["owner_key"].isin(public),
        is_older_than_sale=older,
        is_old=older.fillna(False).astype(bool),
    ).sort_values(["property_id", "owner_key", "is_old", "rank", "source_id", "owner_name"])
    once = stated.drop_duplicates(["property_id", "owner_key"])
    has_newer = (~once["is_old"]).groupby(once["property_id"]).transform("any")
    return once[~(once["is_old"] & has_newer)].reset_index(drop=True)


def _is_older(stated: pd.DataFrame, wide: pd.DataFrame) -> pd.Series:
    """Whether the property was sold after its owner was seen; null where that is unknown."""
    sold = pd.to_datetime(stated["property_id"].map(wide["last_sale_date"]))
    dated = pd.to_datetime(stated["owner_date"]).fillna(
        pd.to_datetime(stated["observed_date"]).where(stated["rank"] > 0)
    )
    older = (sold > dated + pd.Timedelta(days=RECORDING_DAYS)).astype("boolean")
    older = older.mask(sold.isna() | dated.isna(), pd.NA)
    buyer = stated["property_id"].map(wide["last_sale_buyer"]).astype(object)
    bought = buyer.map(lambda name: _field_keys(name) if isinstance(name, str) else [])
    is_buyer = [key in keys for key, keys in zip(stated["owner_key"], bought, strict=True)]
    return older.mask(pd.Series(is_buyer, index=stated.index, dtype=bool), False)


def _places(linked: LinkedTables, aliases: Mapping[str, str]) -> pd.DataFrame:
    """Mailing addresses of every organization in the owner register, of all parcels of the city."""
    listed = known_by(linked.parcels, linked.as_of)[["owner_name", "owner_mailing"]]
    known = pd.DataFrame(listed).dropna().drop_duplicates().reset_index(drop=True)
    keyed = _keyed(known.join(mailing_keys(known["owner_mailing"])), aliases)
    places = keyed.dropna(subset=["address_key"])
    return places[["owner_key", "address_key", "address_kind"]].drop_duplicates()


def _ids(grouped: pd.DataFrame) -> pd.Series:
    """The portfolio's id by owner: made of its owners' names, the same in every build."""
    named = (
        grouped.index.to_series().groupby(grouped["group"]).agg(lambda keys: "|".join(sorted(keys)))
    )
    ids = named.map(
        lambda text: "owner-" + hashlib.blake2s(text.encode(), digest_size=5).hexdigest()
    )
    return grouped["group"].map(ids)


def _links(
    named: pd.DataFrame, joins: pd.DataFrame, places: pd.DataFrame, titles: pd.Series
) -> pd.DataFrame:
    """A row per property, owner and reason."""
    shown = _shown_names(named)
    mass = mass_addresses(places)
    serving = places[places["address_key"].isin(mass.index)]
    served = serving["address_key"].map(mass).groupby(serving["owner_key"]).max()
    reasons = pd.DataFrame(
        [
            (key, join.value, text, confidence)
            for key, rows in named.groupby("owner_key")
            for join, text, confidence in _reasons(str(key), rows, joins, shown, titles, served)
        ],
        columns=["owner_key", "join", "reason", "confidence"],
    )
    rows = named.merge(reasons, on="owner_key").sort_values(
        ["portfolio_id", "property_id", "owner_name", "join"], ignore_index=True
    )
    return validate(rows[columns_of(PortfolioLinks)], PortfolioLinks)


def _reasons(
    key: str,
    rows: pd.DataFrame,
    joins: pd.DataFrame,
    shown: Mapping[str, str],
    titles: pd.Series,
    served: pd.Series,
) -> list[tuple[OwnerJoin, str, int | None]]:
    """Every kind of reason that ties one owner's name to other properties, the surest of each."""
    found: list[tuple[OwnerJoin, str, int | None]] = []
    if len(rows) > 1:
        found.append((OwnerJoin.NAME, name_reason(rows["owner_name"]), _name_confidence(rows)))
    mine = joins[(joins["one"] == key) | (joins["other"] == key)]
    surest = mine.sort_values(["confidence", "evidence"], ascending=[False, True])
    for kind, ties in surest.groupby("join", sort=True):
        best = ties[ties["evidence"] == ties["evidence"].iloc[0]]
        others = sorted(shown[name] for name in {*best["one"], *best["other"]} - {key})
        evidence = str(best["evidence"].iloc[0])
        text = join_reason(OwnerJoin(str(kind)), others, str(titles.get(evidence, evidence)))
        found.append((OwnerJoin(str(kind)), text, int(best["confidence"].iloc[0])))
    return found or [(OwnerJoin.ALONE, alone(_agents_owners(served.get(key))), None)]


def _agents_owners(served: Any) -> int | None:
    """Owners that an agent writes for; 0 where mail is in care of somebody, null without agent."""
    if served is None:
        return None
    return int(served) if served > MASS_NAMES else 0


def _name_confidence(rows: pd.DataFrame) -> int:
    forms = {form for form in rows["owner_name"].map(legal_form) if form}
    return OTHER_FORM_CONFIDENCE if len(forms) > 1 else NAME_CONFIDENCE


def _shown_names(named: pd.DataFrame) -> dict[str, str]:
    """The spelling of each owner's name that most properties have, the first of several."""
    counted = named.groupby(["owner_key", "owner_name"]).size().rename("count").reset_index()
    best = counted.sort_values(["count", "owner_name"], ascending=[False, True])
    return dict(best.drop_duplicates("owner_key")[["owner_key", "owner_name"]].to_numpy())


def _summed(
    named: pd.DataFrame,
    grouped: pd.DataFrame,
    links: pd.DataFrame,
    joins: pd.DataFrame,
    wide: pd.DataFrame,
) -> pd.DataFrame:
    """One row per portfolio."""
    shown = _shown_names(named)
    joined = links[links["join"] != OwnerJoin.ALONE.value].groupby("portfolio_id")["join"]
    kinds = joined.agg(lambda kinds: ";".join(sorted(set(kinds))))
    rows = []
    for portfolio_id, owners in named.groupby("portfolio_id", sort=True):
        ids = sorted(set(owners["property_id"]))
        keys = owners["owner_key"].value_counts()
        rows.append(
            {
                "portfolio_id": portfolio_id,
                "name": shown[min(keys[keys == keys.max()].index)],
                "owner_names": "; ".join(sorted(shown[key] for key in keys.index)),
                "owner_count": len(keys),
                "property_count": len(ids),
                "older_than_sale": owners.loc[owners["is_old"], "property_id"].nunique(),
                "joins": kinds.get(portfolio_id, OwnerJoin.ALONE.value),
                **_homes(wide.loc[ids]),
                **_type(wide.loc[ids, "owner_type"]),
                **_certainty(owners, grouped),
            }
        )
    return validate(pd.DataFrame(rows, columns=columns_of(Portfolios)), Portfolios)


def _homes(wide: pd.DataFrame) -> dict[str, object]:
    """Homes of the properties, added up over those where they are known."""
    columns = ["units_restricted", *(f"units_at_risk_{horizon}" for horizon in _HORIZONS)]
    sums = {column: wide[column].astype("Int64").sum(min_count=1) for column in columns}
    return {
        **sums,
        "units_unknown": int(wide["units_restricted"].isna().sum()),
        "parcel_count": int(wide["parcel_count"].sum()),
    }


def _type(types: pd.Series) -> dict[str, str]:
    """The type its properties' records agree on, and the sentence that says so."""
    known = types[types != OwnerType.UNKNOWN.value].value_counts().sort_index()
    agreed = str(known.index[0]) if len(known) == 1 else OwnerType.UNKNOWN.value
    return {
        "owner_type": agreed,
        "owner_type_basis": type_basis(
            {str(kind): int(count) for kind, count in known.items()}, len(types)
        ),
    }


def _certainty(owners: pd.DataFrame, grouped: pd.DataFrame) -> dict[str, object]:
    """How sure the portfolio is, and whether a person should look first."""
    facts = grouped.loc[owners["owner_key"].iloc[0]]
    by_name = [_name_confidence(rows) for _, rows in owners.groupby("owner_key") if len(rows) > 1]
    weakest = [] if pd.isna(facts["confidence"]) else [int(facts["confidence"])]
    count = owners["owner_key"].nunique()
    told = []
    if facts["is_split"]:
        told.append(
            "Cut out of a larger group of owners' names that hangs together only loosely; the "
            "rest is listed as portfolios of its own."
        )
    if count > GIANT_NAMES:
        told.append(f"{count} owners' names are joined: check the addresses before relying on it.")
    return {
        "confidence": min([*by_name, *weakest], default=pd.NA),
        "is_split": bool(facts["is_split"]),
        "is_flagged": bool(told),
        "flag_text": " ".join(told) or pd.NA,
    }
