"""What land a property stands on: parcels, assessed value, latest sale, unpaid tax."""

import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.sales import why_owner_stays
from housing.terms import EventType


def land(linked: LinkedTables) -> pd.DataFrame:
    """Parcel count, assessed value, latest sale and tax arrears, by `property_id`.

    The assessed value sums only the linked parcels that state one; `assessed_value_parcels` says
    how many did.
    """
    links = linked.parcel_links.dropna(subset=["parcel_id"])
    counts = links.groupby("property_id")["parcel_id"].nunique()
    columns = [
        "assessed_value_usd",
        "tax_year",
        "sale_date",
        "sale_price_usd",
        "tax_years_delinquent",
        "owner_name",
        "source_id",
        "observed_date",
    ]
    parcels = links.merge(linked.parcels[["parcel_id", *columns]], on="parcel_id", how="left")
    grouped = parcels.groupby("property_id")
    sales = _sales(linked, parcels)
    return pd.DataFrame(
        {
            "parcel_count": counts.reindex(linked.property_ids).fillna(0).astype("Int64"),
            "assessed_value_usd": grouped["assessed_value_usd"].sum(min_count=1),
            "assessed_value_parcels": grouped["assessed_value_usd"].count(),
            "tax_year": grouped["tax_year"].max(),
            "last_sale_date": sales["event_date"],
            "last_sale_price_usd": sales["price_usd"],
            "last_sale_buyer": sales["party"].astype("string"),
            **_taxes(parcels),
        },
        index=linked.property_ids,
    ).assign(assessed_value_parcels=lambda t: t["assessed_value_parcels"].fillna(0).astype("Int64"))


def building_years(linked: LinkedTables) -> pd.DataFrame:
    """First year built and latest renovation of the buildings on its parcels, by `property_id`."""
    links = linked.parcel_links.dropna(subset=["parcel_id"])
    facts = ["year_built", "last_rehab_year", "source_id", "observed_date"]
    known = known_by(linked.parcels, linked.as_of)[["parcel_id", *facts]]
    rows = links.merge(known, on="parcel_id").dropna(
        subset=["year_built", "last_rehab_year"], how="all"
    )
    grouped = rows.sort_values(["property_id", "year_built", "parcel_id"]).groupby("property_id")
    return pd.DataFrame(
        {
            "year_built": grouped["year_built"].min(),
            "last_rehab_year": grouped["last_rehab_year"].max(),
            "year_built_source": grouped["source_id"].first(),
            "year_built_date": grouped["observed_date"].first(),
        }
    )


def _taxes(parcels: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the most years of arrears on any of the parcels, with source and date of that."""
    stated = parcels.dropna(subset=["tax_years_delinquent"])
    worst = stated.sort_values(
        ["property_id", "tax_years_delinquent", "parcel_id"], ascending=[True, False, True]
    )
    worst = worst.drop_duplicates("property_id").set_index("property_id")
    return {
        "tax_years_delinquent": worst["tax_years_delinquent"],
        "tax_source": worst["source_id"],
        "tax_date": worst["observed_date"],
    }


def _sales(linked: LinkedTables, parcels: pd.DataFrame) -> pd.DataFrame:
    """Return each property's latest sale on or before `as_of`, from events or the owner register.

    A deed that changes no owner is no sale (`housing.sales`). Of several on one day the highest
    price counts: a development of many lots sells lot by lot.
    """
    events = linked.events
    filed = events.loc[events["event_type"] == EventType.SALE.value]
    registered = parcels.rename(
        columns={"sale_date": "event_date", "sale_price_usd": "price_usd", "owner_name": "party"}
    )
    columns = ["property_id", "event_date", "price_usd", "party"]
    every = pd.concat(
        [filed[[*columns, "is_related_transfer"]], registered[columns]], ignore_index=True
    )
    every = every.loc[every["event_date"] <= pd.Timestamp(linked.as_of)]
    every = every.loc[why_owner_stays(every).isna()]
    every = every.sort_values(["property_id", "event_date", "price_usd"], na_position="first")
    return every.drop_duplicates("property_id", keep="last").set_index("property_id")
