"""Washington's Preservation Catalog, projects: one row per assisted development.

Becomes one `records` row per development; every other table of the catalog refers to it:

    record_id                  name               units_total  units_assisted  owner_type
    prescat_projects:NL000001  1330 7th St Apts   137          137             limited_dividend

The catalog states the fewest and the most homes its subsidies may assist together; the most is
read, because a covenant should not be overlooked. Its own risk category is copied, never scored.
"""

import pandas as pd

from housing.owner_names import masked
from housing.sources import prescat
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.hud_codes import owner_types
from housing.sources.reading import Reading, read_table
from housing.tables import Records, complete
from housing.terms import LocationQuality, Reason, Tenancy

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nlihc_id": "source_record_id",
    "Proj_Name": "name",
    "Proj_Addre": "address",
    "Proj_City": "city",
    "Proj_ST": "state",
    "Proj_Zip": "zip",
    "Proj_lat": "latitude",
    "Proj_lon": "longitude",
    "Proj_address_id": "address_id_local",
    "Proj_Units_Tot": "units_total",
    "Proj_Units_Assist_Max": "units_assisted",
    "Bldg_count": "building_count",
    "Hud_Own_Name": "owner_name",
    "Hud_Own_Type": "owner_type",
    "Hud_Own_Effect_dt": "owner_date",
    "Hud_Mgr_Name": "manager_name",
    "Status": "status_source",
    "Category_Code": "category_source",
    "Subsidized": "is_subsidized_source",
    "Subsidy_info_source_property": "property_id_hud",
    "contract_number": "contract_number_hud",
}

#: HUD's REMS property ids have nine digits and begin with 8, after any padding with zeros. Other
#: sources of the catalog put ids of their own into the same column.
REMS_ID = r"^0*(8\d{8})$"


def normalize(raw: RawFile) -> Tables:
    """One record per development; a development whose coordinate is wrong is kept without it."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    _reject_shifted(reading)
    reading.require_id(reading.text("source_record_id"))
    records = reading.texts("source_record_id", "name", "address", "city", "state").assign(
        **reading.texts("status_source", "category_source", "is_subsidized_source"),
        **_place(reading),
        **_owner(reading),
        record_id=prescat.record_ids(reading.text("source_record_id")),
        source_id=SOURCE.id,
        zip=reading.text("zip").str.extract(r"(\d{5})", expand=False),
        units_total=reading.counts("units_total", prescat.MISSING),
        units_assisted=reading.counts("units_assisted", prescat.MISSING),
        building_count=reading.counts("building_count", prescat.MISSING),
        tenancy=Tenancy.UNKNOWN.value,
        property_id_hud=reading.text("property_id_hud").str.extract(REMS_ID, expand=False),
        contract_number_hud=reading.text("contract_number_hud", prescat.MISSING),
        observed_date=_observed(reading),
    )
    return finish({"records": complete(records, Records)}, reading.set_aside)


def _reject_shifted(reading: Reading) -> None:
    """The export repeats the id in its 42nd column; where the two differ, cells have moved."""
    if "nlihc_id.1" in reading.table:
        reading.reject(
            reading.text("source_record_id") != reading.text("nlihc_id.1"),
            Reason.SHIFTED_ROW,
            "The id is repeated in a later column, and there another text stands: cells have "
            "moved. Compare the row with the catalog and repair it.",
        )


def _place(reading: Reading) -> pd.DataFrame:
    """The coordinate; it is the building's own only where the city's address register has it."""
    address_ids = reading.text("address_id_local", prescat.MISSING)
    is_registered = pd.to_numeric(address_ids, errors="coerce").gt(0).fillna(False).astype(bool)
    point = reading.coordinates(
        reading.numbers("latitude", -180, 180), reading.numbers("longitude", -180, 180)
    )
    is_exact = is_registered & point["latitude"].notna()
    return point.assign(
        location_quality=is_exact.map(
            {True: LocationQuality.ROOFTOP.value, False: LocationQuality.UNKNOWN.value}
        ),
        address_id_local=address_ids.where(is_registered),
    )


def _owner(reading: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "owner_name": masked(reading.text("owner_name", prescat.MISSING))[0],
            "owner_type": owner_types(reading.text("owner_type")),
            "owner_date": reading.dates("owner_date", prescat.SLASHED, prescat.MISSING),
            "manager_name": masked(reading.text("manager_name", prescat.MISSING))[0],
        }
    )


def _observed(reading: Reading) -> pd.Series:
    """The export's own day; without one, the day each row was last updated."""
    updated = pd.to_datetime(reading.text("update_dtm"), format=prescat.SAS_MOMENT, errors="coerce")
    return reading.vintage().fillna(updated.dt.normalize())


SOURCE = Source(
    id="prescat_projects",
    title="DC Preservation Catalog: projects",
    publisher=prescat.PUBLISHER,
    url=prescat.URL,
    license=prescat.LICENSE,
    cadence=prescat.CADENCE,
    late_after_days=prescat.LATE_AFTER_DAYS,
    signature=frozenset({"nlihc_id", "proj_name", "proj_addre"}),
    suffixes=(".csv",),
    makes=("records",),
    normalize=normalize,
)
