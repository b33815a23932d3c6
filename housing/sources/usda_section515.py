"""USDA's rural rental housing: properties with a Section 515 or 514 loan in force.

Becomes one `records` row and one `covenants` row per property:

    covenant_id                  program_source  start_date  end_date    units_assisted
    usda_section515:36529401019  Section 515     1992-09-24  2037-11-08  6

The end is the day the restrictive clause expires. It is not the day the loan is paid: while the
loan runs it restricts rents by itself, so a clause that has passed proves no exit. A property
without such a day has an unknown end. Who may leave early is another file (`usda_program_exit`).
"""

from typing import Any

import pandas as pd

from housing.errors import SourceChangedError
from housing.owner_names import masked
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.reading import Reading, read_table
from housing.sources.workbooks import dates_of
from housing.tables import Covenants, Records, complete
from housing.terms import CovenantStatus, EndBasis, LocationQuality, OwnerType, Tenancy

#: USDA's columns, in any case, and ours. The first three are the property's key.
COLUMNS = {
    "Borrower_ID": "borrower_id",
    "Project_ID": "project_id",
    "Project_Check_Digit": "check_digit",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "State_County_FIPS_Code": "county_fips",
    "Project_Name": "name",
    "Main_Address_Line1": "address",
    "City": "city",
    "State_Abbreviation": "state",
    "Zip_Code": "zip",
    "Project_Size": "units_total",
    "Rental_Code": "tenancy",
    "Labor_Housing_Type": "loan_type",
    "Profit_Type_Code": "owner_type",
    "Date_Of_Operation": "start_date",
    "Date_Restrictive_Clause_Expires": "end_date",
    "Rental_Assistance_Units": "units_rental_assistance",
}

OPTIONAL = {"Management_Name": "manager_name"}

#: How wide the parts of the key are; workbooks and people lose their zeros.
KEY_WIDTHS = {"borrower_id": 9, "project_id": 2, "check_digit": 1}

#: USDA's codes for residents (data dictionary): family, elderly, mixed, congregate, group home.
TENANCIES = {
    "fa": Tenancy.FAMILY.value,
    "el": Tenancy.ELDERLY_DISABLED.value,
    "mx": Tenancy.MIXED.value,
    "cg": Tenancy.ELDERLY_DISABLED.value,
    "gh": Tenancy.ELDERLY_DISABLED.value,
}

#: USDA's codes for the loan: rental housing, and farm labor housing off and on the farm.
PROGRAMS = {"0": "Section 515", "1": "Section 514", "2": "Section 514"}

#: USDA's codes for the borrower: full profit, limited profit, nonprofit.
OWNER_TYPES = {
    "1": OwnerType.FOR_PROFIT.value,
    "2": OwnerType.LIMITED_DIVIDEND.value,
    "3": OwnerType.NONPROFIT.value,
}


def normalize(raw: RawFile) -> Tables:
    """One record and one covenant per property."""
    reading = _read(raw)
    ids = _keys(reading)
    reading.require_id(ids, "Borrower_ID, Project_ID and Project_Check_Digit")
    ids = ids.loc[reading.table.index]
    shared = pd.DataFrame(
        {
            "source_id": SOURCE.id,
            "source_record_id": ids,
            "record_id": SOURCE.id + ":" + ids,
            "observed_date": reading.vintage(),
        }
    )
    homes = reading.counts("units_total")
    homes = homes.mask(homes.eq(0).fillna(False))
    layout = dates_of(raw)
    ends = reading.dates("end_date", layout)
    covenants = shared.assign(
        covenant_id=shared["record_id"],
        program_source=coded(reading.text("loan_type"), PROGRAMS, "USDA rural housing"),
        agency="USDA Rural Development",
        units_assisted=homes,
        start_date=reading.dates("start_date", layout),
        end_date=ends,
        end_basis=ends.notna().map({True: EndBasis.REPORTED.value, False: EndBasis.UNKNOWN.value}),
        status=CovenantStatus.ACTIVE.value,
        info_source="USDA/515",
    )
    records = shared.assign(**_described(reading), units_total=homes, units_assisted=homes)
    return finish(
        {"records": complete(records, Records), "covenants": complete(covenants, Covenants)},
        reading.set_aside,
    )


def _read(raw: RawFile) -> Reading:
    """Read the file; USDA's CSV begins its first column's name with `#`."""
    try:
        return read_table(raw, {"#Borrower_ID": "borrower_id", **_but_first()}, SOURCE.id, OPTIONAL)
    except SourceChangedError:
        return read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)


def _but_first() -> dict[str, str]:
    return {theirs: ours for theirs, ours in COLUMNS.items() if ours != "borrower_id"}


def _keys(reading: Reading) -> pd.Series:
    """The property's key of twelve digits."""
    parts = [reading.text(name).str.zfill(width) for name, width in KEY_WIDTHS.items()]
    return parts[0] + parts[1] + parts[2]


def _described(reading: Reading) -> dict[str, Any]:
    point = reading.coordinates(
        reading.numbers("latitude", -180, 180), reading.numbers("longitude", -180, 180)
    )
    return {
        **{name: reading.text(name) for name in ("name", "address", "city", "state")},
        "latitude": point["latitude"],
        "longitude": point["longitude"],
        "zip": reading.text("zip").str.zfill(5).str.extract(r"^(\d{5})", expand=False),
        "county_fips": reading.text("county_fips").str.zfill(5),
        "location_quality": LocationQuality.UNKNOWN.value,
        "tenancy": coded(reading.text("tenancy"), TENANCIES, Tenancy.UNKNOWN.value),
        "owner_type": coded(reading.text("owner_type"), OWNER_TYPES, OwnerType.UNKNOWN.value),
        "manager_name": masked(reading.text("manager_name"))[0],
    }


SOURCE = Source(
    id="usda_section515",
    title="Rural rental housing: active Section 515 and 514 projects",
    publisher="USDA Rural Development",
    url="https://www.sc.egov.usda.gov/data/MFH_section_515.html",
    license="Public domain (U.S. Government work)",
    cadence="a few times a year, the day in the file's name",
    late_after_days=270,
    signature=frozenset({"project_check_digit", "date_restrictive_clause_expires"}),
    suffixes=(".csv", ".xlsx"),
    makes=("records", "covenants"),
    normalize=normalize,
    covers="nation",
)
