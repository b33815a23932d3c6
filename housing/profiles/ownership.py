"""Who owns a property: the name, its type, and whether a later sale makes it doubtful."""

import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.profiles.identity import ranked
from housing.terms import OwnerType


def ownership(linked: LinkedTables, last_sale_date: pd.Series) -> pd.DataFrame:
    """Owner's name, type, source and date, by `property_id`.

    The development's own record outranks the list of its parcels, which outranks the owner
    register. A type needs evidence: a record's code, else the parcels' codes if they agree.
    A name on the curated steward list makes a steward; a nonprofit code never does.
    """
    named = _named(linked)
    typed = _typed(linked).reindex(linked.property_ids).fillna(OwnerType.UNKNOWN.value)
    owner = named.reindex(linked.property_ids)
    steward = plain_names(owner["owner_name"]).isin(current_stewards(linked))
    sold_later = (last_sale_date > owner["owner_date"]).astype("boolean")
    return owner.assign(
        owner_type=typed.mask(steward, OwnerType.STEWARD.value),
        is_owner_older_than_sale=sold_later.mask(
            last_sale_date.isna() | owner["owner_date"].isna(), pd.NA
        ),
    )


def _named(linked: LinkedTables) -> pd.DataFrame:
    """Return the first stated owner of each property, with its source and date."""
    columns = ["property_id", "owner_name", "owner_source", "owner_date"]
    records = ranked(known_by(linked.records, linked.as_of), linked.source_order)
    claims = known_by(linked.claims, linked.as_of).sort_values(
        ["property_id", "owner_date", "claim_id"], ascending=[True, False, True]
    )
    links = linked.parcel_links.dropna(subset=["parcel_id"])
    register = links.merge(
        known_by(linked.parcels, linked.as_of)[
            ["parcel_id", "owner_name", "source_id", "observed_date"]
        ],
        on="parcel_id",
    ).rename(columns={"observed_date": "owner_date"})
    stated = pd.concat(
        [
            part.rename(columns={"source_id": "owner_source"})[columns]
            for part in (records, claims, register)
        ],
        ignore_index=True,
    ).dropna(subset=["owner_name"])
    return stated.drop_duplicates("property_id").set_index("property_id")


def _typed(linked: LinkedTables) -> pd.Series:
    """Type of owner: a record's code first, else what all typed parcels agree on."""
    records = ranked(known_by(linked.records, linked.as_of), linked.source_order)
    coded = records.loc[records["owner_type"] != OwnerType.UNKNOWN.value]
    first = coded.drop_duplicates("property_id").set_index("property_id")["owner_type"]
    claims = known_by(linked.claims, linked.as_of)
    stated = claims.loc[claims["owner_type"] != OwnerType.UNKNOWN.value]
    types = stated.groupby("property_id")["owner_type"].agg(lambda said: sorted(set(said)))
    agreed = types.loc[types.map(len) == 1].map(lambda said: said[0])
    return first.combine_first(agreed)


def current_stewards(linked: LinkedTables) -> set[str]:
    """Names on the steward list whose entry is in force at `as_of`."""
    listed = linked.stewards
    day = pd.Timestamp(linked.as_of)
    added = pd.to_datetime(listed["added"])
    expires = pd.to_datetime(listed["expires"])
    in_force = (added <= day) & (expires.isna() | (expires > day))
    return set(plain_names(listed.loc[in_force, "name"]))


def plain_names(names: pd.Series) -> pd.Series:
    """Names without case, punctuation or doubled blanks, for comparing."""
    return (
        names.astype("string")
        .str.upper()
        .str.replace(r"[^A-Z0-9 ]", "", regex=True)
        .str.split()
        .str.join(" ")
    )
