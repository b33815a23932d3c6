"""HUD's Low-Income Housing Tax Credit database: one row per tax-credit project.

Becomes one `records` row and one `covenants` row per project:

    covenant_id            start_date  end_date    end_basis  units_assisted  status
    hud_lihtc:DCB19980010  1998-01-01  2028-01-01  derived    48              active
    hud_lihtc:DCB19920005  1992-01-01  2022-01-01  derived    128             unknown

HUD gives only the *year* a project was placed in service (PIS), so dates are the first of January.
It gives no end. The end here is the federal floor; the recorded agreement may bind for longer. A
project that is no longer monitored is not thereby free of its covenant: its status is unknown.
"""

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.hud_codes import LOCATION_QUALITIES
from housing.sources.reading import Reading, read_table
from housing.sources.tax_credits import clock
from housing.tables import Covenants, Records, complete
from housing.terms import CovenantStatus, LocationQuality, OwnerType, Tenancy

#: HUD's columns that every edition has, in any case, and ours.
COLUMNS = {
    "HUD_ID": "source_record_id",
    "PROJECT": "name",
    "PROJ_ADD": "address",
    "PROJ_CTY": "city",
    "PROJ_ST": "state",
    "PROJ_ZIP": "zip",
    "LATITUDE": "latitude",
    "LONGITUDE": "longitude",
    "N_UNITS": "units_total",
    "LI_UNITS": "units_assisted",
    "YR_PIS": "placed_in_service_year",
    "YR_ALLOC": "allocation_year",
    "NONPROG": "left_monitoring",
}

#: Columns of some editions.
OPTIONAL = {
    "N_UNITSR": "units_total_recoded",
    "LI_UNITR": "units_assisted_recoded",
    "TYPE": "construction_type",
    "AFF_YRS": "affordability_years",
    "NON_PROF": "has_nonprofit_sponsor",
    "TRGT_FAM": "is_for_families",
    "TRGT_ELD": "is_for_elderly",
    "TRGT_DIS": "is_for_disabled",
    "NLM_REASON": "left_reason",
    "NLM_SPC": "left_remark",
    "LVL2KX": "location_quality",
    "FIPS2020": "tract_code",
}

#: HUD's codes for a year that is not known: not confirmed in service; in service, year missing.
UNKNOWN_YEARS = ("8888", "9999")

#: The credit began with the Tax Reform Act of 1986.
FIRST_YEAR, LAST_YEAR = 1986, 2100

#: Commitments outside this range are typing errors.
SHORTEST_YEARS, LONGEST_YEARS = 15, 99

YES = "1"

#: Begins the status of a project that is no longer monitored.
NO_LONGER_MONITORED = "No longer monitored for program compliance"

LEFT_REASONS = {
    "1": "completed its extended use period",
    "2": "sold under a qualified contract",
    "3": "other reason",
}

NEW_CONSTRUCTION = ("1",)
REHABILITATION = ("2", "3")


def normalize(raw: RawFile) -> Tables:
    """One record and one covenant per project."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    reading.require_id(reading.text("source_record_id"))
    ids = reading.text("source_record_id")
    shared = pd.DataFrame(
        {
            "source_id": SOURCE.id,
            "source_record_id": ids,
            "record_id": SOURCE.id + ":" + ids,
            "units_assisted": _units(reading, "units_assisted"),
            "observed_date": reading.vintage(),
        }
    )
    years = reading.numbers("placed_in_service_year", FIRST_YEAR, LAST_YEAR, UNKNOWN_YEARS).astype(
        "Int64"
    )
    left = reading.text("left_monitoring").eq(YES).fillna(False).astype(bool)
    records = shared.assign(**_described(reading, years), status_source=_status(reading, left))
    covenants = shared.assign(
        **_dates(reading, years, left),
        covenant_id=shared["record_id"],
        program_source="Low-Income Housing Tax Credit",
        status=left.map({True: CovenantStatus.UNKNOWN.value, False: CovenantStatus.ACTIVE.value}),
        info_source="HUD/LIHTC",
    )
    return finish(
        {
            "records": complete(records, Records),
            "covenants": complete(covenants, Covenants),
        },
        reading.set_aside,
    )


def _dates(reading: Reading, years: pd.Series, left: pd.Series) -> pd.DataFrame:
    """The covenant's clock, from the year placed in service."""
    allocated = reading.numbers("allocation_year", FIRST_YEAR, LAST_YEAR, UNKNOWN_YEARS)
    stated = reading.numbers("affordability_years", SHORTEST_YEARS, LONGEST_YEARS, ("0",)).astype(
        "Int64"
    )
    return clock(years, allocated, stated, left)


def _described(reading: Reading, years: pd.Series) -> pd.DataFrame:
    point = reading.coordinates(
        reading.numbers("latitude", -180, 180), reading.numbers("longitude", -180, 180)
    )
    quality = coded(
        reading.text("location_quality"), LOCATION_QUALITIES, LocationQuality.UNKNOWN.value
    )
    built = reading.text("construction_type")
    return reading.texts("name", "address", "city", "state").assign(
        **point,
        location_quality=quality.where(point["latitude"].notna(), LocationQuality.UNKNOWN.value),
        zip=reading.text("zip").str.extract(r"^(\d{5})", expand=False),
        county_fips=reading.text("tract_code").str.extract(r"^(\d{5})\d{6}$", expand=False),
        units_total=_units(reading, "units_total"),
        placed_in_service_year=years,
        year_built=years.where(built.isin(NEW_CONSTRUCTION).fillna(False)),
        last_rehab_year=years.where(built.isin(REHABILITATION).fillna(False)),
        tenancy=_tenancy(reading),
        owner_type=reading.text("has_nonprofit_sponsor")
        .eq(YES)
        .fillna(False)
        .map({True: OwnerType.NONPROFIT.value, False: OwnerType.UNKNOWN.value}),
    )


def _units(reading: Reading, column: str) -> pd.Series:
    """HUD's count; where it is blank, the one HUD worked out from other columns."""
    return reading.counts(column).fillna(reading.counts(f"{column}_recoded"))


def _tenancy(reading: Reading) -> pd.Series:
    """For whom the homes are, where HUD says so; families beside others are mixed."""
    family = reading.text("is_for_families").eq(YES).fillna(False).astype(bool)
    special = pd.Series(False, index=family.index)
    for column in ("is_for_elderly", "is_for_disabled"):
        special |= reading.text(column).eq(YES).fillna(False).astype(bool)
    tenancy = pd.Series(Tenancy.UNKNOWN.value, index=family.index, dtype="string")
    tenancy = tenancy.mask(family, Tenancy.FAMILY.value)
    tenancy = tenancy.mask(special, Tenancy.ELDERLY_DISABLED.value)
    return tenancy.mask(family & special, Tenancy.MIXED.value)


def _status(reading: Reading, left: pd.Series) -> pd.Series:
    """HUD's code 1 in words, with the reason where an edition gives one."""
    reason = reading.text("left_reason").map(LEFT_REASONS).astype("string")
    remark = reading.text("left_remark")
    said = (": " + reason).fillna("") + (" (" + remark + ")").fillna("")
    return (NO_LONGER_MONITORED + said).where(left)


SOURCE = Source(
    id="hud_lihtc",
    title="Low-Income Housing Tax Credit database",
    publisher="HUD Office of Policy Development and Research",
    url="https://www.huduser.gov/portal/datasets/lihtc/property.html",
    license="Public domain (U.S. Government work)",
    cadence="yearly, about two years behind",
    late_after_days=500,
    signature=frozenset({"hud_id", "yr_pis", "nonprog"}),
    suffixes=(".csv", ".xlsx"),
    makes=("records", "covenants"),
    normalize=normalize,
    covers="nation",
)
