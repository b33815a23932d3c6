"""What was gathered of one property, Oak Court, in one short call."""

from datetime import date
from typing import Any

import pandas as pd

from housing.ids import founded_property_ids
from housing.linked_tables import LinkedTables
from housing.profiles import locate, profile_properties
from housing.tables import (
    AreaFacts,
    Areas,
    ClaimedParcels,
    LinkedConditions,
    LinkedCovenants,
    LinkedEvents,
    LinkedInspections,
    ParcelLinks,
    Parcels,
    Records,
)
from tests.factory import table

AS_OF = date(2026, 10, 1)
ORDER = ("catalog", "hud", "register")
OAK = "catalog-1"

#: Give this keyword to say that every record describes Oak Court.
_ONE_PROPERTY = "all_oak"


def linked_tables(**given: Any) -> LinkedTables:
    """Build what was gathered of Oak Court, and of as many others as the records found."""
    records = table(Records, given.get("records", [{"record_id": "catalog:1"}]))
    founded = founded_property_ids(records["record_id"])
    records = records.assign(property_id=OAK if _ONE_PROPERTY in given else founded)
    return LinkedTables(
        property_ids=pd.Index(sorted(records["property_id"].unique()), name="property_id"),
        records=records,
        claims=_owned(ClaimedParcels, given.get("claims", [])),
        covenants=table(LinkedCovenants, given.get("covenants", [])),
        inspections=table(LinkedInspections, given.get("inspections", [])),
        events=table(LinkedEvents, given.get("events", [])),
        conditions=table(LinkedConditions, given.get("conditions", [])),
        parcels=table(Parcels, given.get("parcels", [])),
        parcel_links=table(ParcelLinks, given.get("parcel_links", [])),
        areas=table(Areas, given.get("areas", [])),
        area_facts=table(AreaFacts, given.get("area_facts", [])),
        stewards=pd.DataFrame(
            given.get("stewards", []), columns=["name", "added", "expires"], dtype="string"
        ),
        source_order=ORDER,
        as_of=AS_OF,
        local_crs="EPSG:26985",
    )


def _owned(model: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:
    made = table(model, [{k: v for k, v in row.items() if k != "property_id"} for row in rows])
    return made.assign(property_id=[row.get("property_id", OAK) for row in rows])


def profile(**given: Any) -> pd.Series:
    """Profile Oak Court."""
    gathered = linked_tables(**given)
    located = locate(gathered.property_ids, gathered.records, gathered.claims, ORDER)
    return profile_properties(gathered, located).loc[OAK]
