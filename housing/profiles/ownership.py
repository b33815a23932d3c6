"""Who owns a property: the name, its type, and whether a later sale makes it doubtful."""

import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.owner_names import WITHHELD, plain_names
from housing.profiles.identity import ranked
from housing.terms import OwnerType

#: A deed is recorded some weeks after the day from which HUD lists its owner: a sale so soon after
#: the owner's own date is how that owner came. A judgement.
RECORDING_DAYS = 60

#: A partnership's name, and how it names the partner that runs it.
_PARTNERSHIP = r"(?i)\b(?:l\.?\s?l?\.?l?\.?p\.?|limited partnership|ltd partnership)\W*$"
_NAMED_PARTNER = r"(?i)/|;|\bgeneral partner\b|\bgp\b"


def ownership(linked: LinkedTables, sales: pd.DataFrame) -> pd.DataFrame:
    """Owner's name and type, with source and date of both, by `property_id`.

    The development's own record outranks the list of its parcels, which outranks the owner
    register. A type needs evidence: a record's code, else the parcels' codes if they agree.
    A name on the curated steward list makes a steward; a nonprofit code never does, and of a
    partnership it proves nothing unless the partner that runs it is named.

    `sales` has `last_sale_date` and `last_sale_buyer`. A sale after the day from which the type is
    recorded puts the type in doubt, unless the recorded owner is the buyer.
    """
    owner = _named(linked).reindex(linked.property_ids)
    typed = _typed(linked).reindex(linked.property_ids)
    plain = plain_names(owner["owner_name"])
    steward = plain.isin(current_stewards(linked))
    types = typed["owner_type"].fillna(OwnerType.UNKNOWN.value)
    types = types.mask(steward, OwnerType.STEWARD.value)
    is_by_name = steward | (types == OwnerType.UNKNOWN.value)
    dated = typed["owner_typed_date"].mask(is_by_name, owner["owner_date"])
    listed = typed["observed_date"].mask(is_by_name, owner["observed_date"])
    return owner.drop(columns="observed_date").assign(
        owner_type=types,
        owner_typed_by=typed["owner_typed_by"].mask(is_by_name, owner["owner_source"]),
        owner_typed_date=dated,
        owner_listed_date=listed,
        is_owner_older_than_sale=_is_older(dated, plain, sales),
    )


def _is_older(dated: pd.Series, plain: pd.Series, sales: pd.DataFrame) -> pd.Series:
    """Whether a sale came after the owner; null where there is no sale or the owner is undated."""
    sold = sales["last_sale_date"]
    is_older = (sold > dated + pd.Timedelta(days=RECORDING_DAYS)).astype("boolean")
    is_older = is_older.mask(sold.isna() | dated.isna(), pd.NA)
    buyer = sales["last_sale_buyer"]
    bought = (plain_names(buyer) == plain) & ~buyer.str.contains(WITHHELD, regex=False)
    return is_older.mask(bought.fillna(False).astype(bool), False)


def _named(linked: LinkedTables) -> pd.DataFrame:
    """Return the first stated owner of each property, with its source, date and list's day."""
    columns = ["property_id", "owner_name", "owner_source", "owner_date", "observed_date"]
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
    )
    register = register.assign(owner_date=register["observed_date"])
    stated = pd.concat(
        [
            part.rename(columns={"source_id": "owner_source"})[columns]
            for part in (records, claims, register)
        ],
        ignore_index=True,
    ).dropna(subset=["owner_name"])
    return stated.drop_duplicates("property_id").set_index("property_id")


def _typed(linked: LinkedTables) -> pd.DataFrame:
    """Type of owner with source and dates: a record's code first, else what all parcels agree on.

    Parcels say it as of the latest of their owners' dates, or of the day their list was made.
    """
    kept = ["property_id", "owner_type", "source_id", "owner_date", "observed_date"]
    records = ranked(known_by(linked.records, linked.as_of), linked.source_order)
    claims = known_by(linked.claims, linked.as_of)
    claims = claims.assign(owner_date=claims["owner_date"].fillna(claims["observed_date"]))
    stated = claims.loc[_is_evidence(claims), kept]
    agreed = stated.loc[stated.groupby("property_id")["owner_type"].transform("nunique") == 1]
    agreed = agreed.sort_values(["property_id", "owner_date"], na_position="first")
    every = pd.concat(
        [
            records.loc[_is_evidence(records), kept],
            agreed.drop_duplicates("property_id", keep="last"),
        ]
    )
    typed = every.drop_duplicates("property_id").set_index("property_id")
    return typed.rename(columns={"source_id": "owner_typed_by", "owner_date": "owner_typed_date"})


def _is_evidence(rows: pd.DataFrame) -> pd.Series:
    """Whether a row's code tells the type; a partnership may be run by anyone."""
    names = rows["owner_name"].astype("string")
    is_partnership = names.str.contains(_PARTNERSHIP, regex=True).fillna(False)
    is_named = names.str.contains(_NAMED_PARTNER, regex=True).fillna(False)
    is_nonprofit = rows["owner_type"] == OwnerType.NONPROFIT.value
    is_coded = rows["owner_type"] != OwnerType.UNKNOWN.value
    return (is_coded & ~(is_nonprofit & is_partnership & ~is_named)).astype(bool)


def current_stewards(linked: LinkedTables) -> set[str]:
    """Names on the steward list whose entry is in force at `as_of`."""
    listed = linked.stewards
    day = pd.Timestamp(linked.as_of)
    added = pd.to_datetime(listed["added"])
    expires = pd.to_datetime(listed["expires"])
    in_force = (added <= day) & (expires.isna() | (expires > day))
    return set(plain_names(listed.loc[in_force, "name"]))
