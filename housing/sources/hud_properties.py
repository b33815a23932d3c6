"""HUD's assisted multifamily properties: where each one is, how many homes it has, who owns it.

Becomes one `records` row per property:

    record_id                 name         address          city    county_fips  units_total
    hud_properties:800003041  GAO HOMES    1010 22ND AVE    Denver  08031        40

The list of contracts names the property by the same id and says neither address nor county: this
list places it. It has no coordinates.
"""

import pandas as pd

from housing.owner_names import masked
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.hud_codes import county_fips, owner_types
from housing.sources.reading import Reading, read_table
from housing.tables import Records, complete
from housing.terms import LocationQuality, Tenancy

#: HUD's columns that the list must have, in any case, and ours.
COLUMNS = {
    "property_id": "property_id_hud",
    "property_name_text": "name",
    "address_line1_text": "address",
    "city_name_text": "city",
    "state_code": "state",
    "zip_code": "zip",
    "county_code": "county_code",
    "property_total_unit_count": "units_total",
}

#: Columns of some editions.
OPTIONAL = {
    "property_category_name": "category_source",
    "owner_organization_name": "owner_name",
    "owner_company_type": "owner_type",
    "ownership_effective_date": "owner_date",
    "mgmt_agent_org_name": "manager_name",
}

#: HUD's codes for a state and a county that it does not know.
NO_STATE, NO_COUNTY = "00", "000"


def normalize(raw: RawFile) -> Tables:
    """One record per property."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    reading.require_id(reading.text("property_id_hud"))
    ids = reading.text("property_id_hud")
    states = reading.text("state", (NO_STATE,)).str.upper()
    records = reading.texts("name", "address", "city", "category_source").assign(
        record_id=SOURCE.id + ":" + ids,
        source_id=SOURCE.id,
        source_record_id=ids,
        property_id_hud=ids,
        state=states,
        zip=reading.text("zip").str.extract(r"^(\d{5})", expand=False),
        county_fips=county_fips(states, reading.text("county_code", (NO_COUNTY, "0"))),
        location_quality=LocationQuality.UNKNOWN.value,
        units_total=_homes(reading),
        tenancy=Tenancy.UNKNOWN.value,
        owner_name=masked(reading.text("owner_name"))[0],
        owner_type=owner_types(reading.text("owner_type")),
        manager_name=masked(reading.text("manager_name"))[0],
        observed_date=reading.vintage(),
    )
    return finish({"records": complete(records, Records)}, reading.set_aside)


def _homes(reading: Reading) -> pd.Series:
    """Homes in all; HUD writes 0 where it does not know."""
    homes = reading.counts("units_total")
    return homes.mask(homes.eq(0).fillna(False))


SOURCE = Source(
    id="hud_properties",
    title="Multifamily Properties with Assistance and Section 8 Contracts",
    publisher="HUD Office of Multifamily Housing Programs",
    url="https://www.hud.gov/hud-partners/multifamily-assist-section8-database",
    license="Public domain (U.S. Government work)",
    cadence="monthly; HUD overwrites the file and keeps no archive",
    late_after_days=45,
    signature=frozenset({"property_id", "address_line1_text", "property_total_unit_count"}),
    suffixes=(".csv", ".txt", ".xlsx", ".xls"),
    makes=("records",),
    normalize=normalize,
    covers="nation",
)
