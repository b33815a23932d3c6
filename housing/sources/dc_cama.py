"""Washington's appraisers' records (CAMA): what stands on a lot, how old, when last remodeled.

Becomes one `parcels` row per square, suffix and lot (SSL), without owner or outline:

    parcel_id   units_total  year_built  last_rehab_year
    0423||0018  124          1926        1998

Three lists, each its own file: commercial (which has the apartment houses), residential and
condominium. A lot may have several buildings, and a commercial building several sections that
repeat its facts. The lot has the homes of all its buildings, the year of the first and the latest
remodeling of any.
"""

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources.base import RawFile, Source, Tables, finish, quarantined, read_csv
from housing.sources.geojson import numbers, texts
from housing.tables import Parcels, complete
from housing.terms import OwnerType, Reason

REQUIRED = ("ssl", "bldg_num", "ayb", "yr_rmdl")

#: The condominiums' list has no number of homes: its lots are homes themselves.
OPTIONAL = ("num_units", "usecode")

#: No building of the city is older; 0 and smaller years are not known.
FIRST_YEAR = 1700


def normalize(raw: RawFile) -> Tables:
    """One row per lot."""
    table = read_csv(raw, REQUIRED, SOURCE.id, lower_case=True, only={*REQUIRED, *OPTIONAL})
    table = table.assign(parcel_id=canonical_ssl(table["ssl"]))
    unnamed = table["parcel_id"].isna()
    detail = "The SSL cannot be read as square, suffix and lot, so the building stands nowhere."
    rejected = [quarantined(table.loc[unnamed], raw, SOURCE.id, Reason.MISSING_ID, detail, "ssl")]
    buildings = _buildings(table.loc[~unnamed])
    lots = buildings.groupby("parcel_id", sort=False)
    known = lots.agg(
        parcel_id_source=("ssl", "first"),
        use_code=("use_code", "first"),
        year_built=("year_built", "min"),
        last_rehab_year=("last_rehab_year", "max"),
    )
    all_known = buildings["units"].notna().groupby(buildings["parcel_id"]).all()
    units = lots["units"].sum(min_count=1).where(all_known)
    parcels = known.assign(
        units_total=units.round().astype("Int64"),
        source_id=SOURCE.id,
        owner_type=OwnerType.UNKNOWN.value,
        is_owner_masked=False,
        is_geometry_repaired=False,
        observed_date=pd.Timestamp(raw.vintage) if raw.vintage else pd.NaT,  # type: ignore[arg-type]
    ).reset_index()
    return finish({"parcels": complete(parcels, Parcels)}, rejected)


def _buildings(table: pd.DataFrame) -> pd.DataFrame:
    """Buildings, each once: the sections of one repeat what is known of the whole."""
    sections = table[["parcel_id", "ssl"]].assign(
        number=texts(table, "bldg_num").fillna("1"),
        use_code=texts(table, "usecode"),
        units=_positive(table, "num_units", 1),
        year_built=_positive(table, "ayb", FIRST_YEAR),
        last_rehab_year=_positive(table, "yr_rmdl", FIRST_YEAR),
    )
    grouped = sections.groupby(["parcel_id", "number"], sort=False)
    once = grouped.agg(
        ssl=("ssl", "first"),
        use_code=("use_code", "first"),
        units=("units", "max"),
        year_built=("year_built", "min"),
        last_rehab_year=("last_rehab_year", "max"),
    ).reset_index()
    return once.astype({"year_built": "Int64", "last_rehab_year": "Int64"})


def _positive(table: pd.DataFrame, name: str, least: int) -> pd.Series:
    """Whole numbers from the least that means something; others are unknown."""
    found = numbers(table, name, SOURCE.id)
    return found.mask((found < least) | (found % 1 > 0))


SOURCE = Source(
    id="dc_cama",
    title="Computer Assisted Mass Appraisal: buildings (commercial, residential, condominium)",
    publisher="DC Office of Tax and Revenue, by way of Open Data DC",
    url="https://opendata.dc.gov/datasets/DCGIS::computer-assisted-mass-appraisal-commercial",
    license="CC BY 4.0",
    cadence="weekly",
    late_after_days=180,
    signature=frozenset({"ssl", "bldg_num", "ayb", "yr_rmdl"}),
    suffixes=(".csv", ".zip"),
    makes=("parcels",),
    normalize=normalize,
    uses="every",
)
