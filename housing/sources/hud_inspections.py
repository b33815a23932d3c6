"""HUD's inspections of multifamily properties: one row per inspection, a file per edition.

Becomes one `inspections` row per inspection, and one `records` row per property:

    inspection_id           record_id                  score  score_source  protocol
    hud_inspections:654321  hud_inspections:800003041  68     68b*          UPCS

The files of HUD USER have the inspections of a year or of many, with address and coordinates.
Scores under NSPIRE, since October 2023, are not comparable with those before.
"""

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded, parse_moments
from housing.sources.hud_codes import LOCATION_QUALITIES, county_fips, state_letters
from housing.sources.reac_scores import reject_without_score, scored
from housing.sources.reading import Reading, read_table
from housing.sources.workbooks import CSV_DATES
from housing.tables import Records, complete
from housing.terms import LocationQuality, OwnerType, Reason, Tenancy

#: Columns of the long files, in any case, and ours.
COLUMNS = {
    "INSPECTION_ID": "inspection_id",
    "PROPERTY_ID": "property_id_hud",
    "INSPECTION_SCORE": "score_source",
    "INSPECTION_DATE": "inspection_date",
}

#: Columns of some editions.
OPTIONAL = {
    "PROPERTY_NAME": "name",
    "ADDRESS": "address",
    "CITY": "city",
    "STATE_NAME": "state_name",
    "STATE_CODE": "state_code",
    "COUNTY_CODE": "county_code",
    "ZIPCODE": "zip",
    "ZIP": "zip_short",
    "LATITUDE": "latitude",
    "LONGITUDE": "longitude",
    "LOCATION_QUALITY": "location_quality",
}

#: How editions write days; each is tried on the cells that the one before could not read.
DATE_FORMATS = ("%Y-%m-%d", CSV_DATES, "%d-%b-%y", "%d-%b-%Y")


def normalize(raw: RawFile) -> Tables:
    """One inspection per row, and its property once."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    reading.reject(
        reading.text("property_id_hud").isna(), Reason.MISSING_ID, "PROPERTY_ID is blank."
    )
    reading.require_id(reading.text("inspection_id"))
    reject_without_score(reading)
    dates = _dates(reading)
    record_ids = SOURCE.id + ":" + reading.text("property_id_hud")
    inspections = scored(reading, dates).assign(
        inspection_id=SOURCE.id + ":" + reading.text("inspection_id"),
        source_id=SOURCE.id,
        record_id=record_ids,
    )
    newest = dates.sort_values(ascending=False, kind="stable").index
    described = _described(reading).assign(record_id=record_ids).loc[newest]
    records = described.drop_duplicates("record_id")
    return finish(
        {"records": complete(records, Records), "inspections": inspections}, reading.set_aside
    )


def _dates(reading: Reading) -> pd.Series:
    """Days in whichever of the editions' formats; an unreadable one is noted and null."""
    text = reading.text("inspection_date")
    dates, unreadable = parse_moments(text, DATE_FORMATS)
    reading.note(
        unreadable,
        Reason.UNREADABLE_DATE,
        "INSPECTION_DATE '{}' is in none of HUD's formats; the row is kept without it.",
        text,
    )
    return dates


def _described(reading: Reading) -> pd.DataFrame:
    """What the list says of the property."""
    point = reading.coordinates(
        reading.numbers("latitude", -180, 180), reading.numbers("longitude", -180, 180)
    )
    quality = coded(
        reading.text("location_quality"), LOCATION_QUALITIES, LocationQuality.UNKNOWN.value
    )
    states = state_letters(reading.text("state_name"), reading.text("state_code"))
    return reading.texts("name", "address", "city", "property_id_hud").assign(
        **point,
        source_id=SOURCE.id,
        source_record_id=reading.text("property_id_hud"),
        state=states,
        zip=reading.text("zip")
        .fillna(reading.text("zip_short"))
        .str.extract(r"^(\d{5})", expand=False),
        county_fips=county_fips(states, reading.text("county_code")),
        location_quality=quality.where(point["latitude"].notna(), LocationQuality.UNKNOWN.value),
        tenancy=Tenancy.UNKNOWN.value,
        owner_type=OwnerType.UNKNOWN.value,
        observed_date=reading.vintage(),
    )


SOURCE = Source(
    id="hud_inspections",
    title="Multifamily physical inspection scores (REAC)",
    publisher="HUD Real Estate Assessment Center",
    url="https://www.huduser.gov/portal/datasets/pis.html",
    license="Public domain (U.S. Government work)",
    cadence="yearly",
    late_after_days=400,
    signature=frozenset({"inspection_id", "property_id", "inspection_score"}),
    suffixes=(".csv", ".xlsx", ".xls"),
    makes=("records", "inspections"),
    normalize=normalize,
    covers="nation",
)
