"""Owners of properties by their names, and where each takes its mail.

An owner is who the records name: the development's own record, the title holder of all its
parcels, the owner register. Where one of them is older than the latest sale and another is not,
only the newer counts. People are withheld.
"""

from collections.abc import Mapping

import pandas as pd

from housing.linkage.owners import mailing_keys, owner_key, owner_names
from housing.linked_tables import LinkedTables, known_by
from housing.profiles.identity import ranked
from housing.profiles.ownership import RECORDING_DAYS
from housing.terms import OwnerType

#: Words of a government's name.
_GOVERNMENT = (
    r"^DC$|^CITY \b|\bHOUSING AUTHORITY\b|^UNITED STATES\b|\bGOVERNMENT\b|\bREDEV LAND AGENCY\b"
)


def named_owners(
    linked: LinkedTables, wide: pd.DataFrame, aliases: Mapping[str, str]
) -> pd.DataFrame:
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


def mailing_places(linked: LinkedTables, aliases: Mapping[str, str]) -> pd.DataFrame:
    """Mailing addresses of every organization in the owner register, of all parcels of the city."""
    listed = known_by(linked.parcels, linked.as_of)[["owner_name", "owner_mailing"]]
    known = pd.DataFrame(listed).dropna().drop_duplicates().reset_index(drop=True)
    keyed = _keyed(known.join(mailing_keys(known["owner_mailing"])), aliases)
    places = keyed.dropna(subset=["address_key"])
    return places[["owner_key", "address_key", "address_kind"]].drop_duplicates()


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
        [part.assign(rank=rank) for rank, part in enumerate(parts) if len(part)]
        or [parts[0].assign(rank=0)],
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


def _is_older(stated: pd.DataFrame, wide: pd.DataFrame) -> pd.Series:
    """Whether the property was sold after its owner was seen; null where that is unknown."""
    sold = pd.to_datetime(wide["last_sale_date"].reindex(stated["property_id"]))
    sold = sold.set_axis(stated.index)
    dated = pd.to_datetime(stated["owner_date"]).fillna(
        pd.to_datetime(stated["observed_date"]).where(stated["rank"] > 0)
    )
    older = (sold > dated + pd.Timedelta(days=RECORDING_DAYS)).astype("boolean")
    older = older.mask(sold.isna() | dated.isna(), pd.NA)
    buyer = stated["property_id"].map(wide["last_sale_buyer"]).astype(object)
    bought = buyer.map(lambda name: _field_keys(name) if isinstance(name, str) else [])
    is_buyer = [key in keys for key, keys in zip(stated["owner_key"], bought, strict=True)]
    return older.mask(pd.Series(is_buyer, index=stated.index, dtype=bool), False)
