"""HUD's public housing developments: where they are, how many homes, how many stand empty.

Becomes one `records` row, one `covenants` row without an end, and one `conditions` row each:

    record_id                       units_total  units_assisted  vacancy_pct
    hud_public_housing:DC001001040  304          304             12.5

The contract with HUD (ACC) has no scheduled end. A development leaves the list when its homes are
converted or torn down; absence from it proves neither.
"""

import pandas as pd

from housing.owner_names import masked
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.hud_codes import LOCATION_QUALITIES
from housing.sources.reading import Reading, read_table
from housing.tables import Conditions, Covenants, Records, complete
from housing.terms import CovenantStatus, EndBasis, LocationQuality, OwnerType, Tenancy

#: HUD's columns, in any case, and ours.
COLUMNS = {
    "DEVELOPMENT_CODE": "development_code",
    "PROJECT_NAME": "name",
    "FORMAL_PARTICIPANT_NAME": "owner_name",
    "STD_ADDR": "address",
    "STD_CITY": "city",
    "STD_ST": "state",
    "STD_ZIP5": "zip",
    "TOTAL_DWELLING_UNITS": "units_total",
    "ACC_UNITS": "units_assisted",
    "PCT_OCCUPIED": "occupied_pct",
}

OPTIONAL = {
    "LAT": "latitude",
    "LON": "longitude",
    "LVL2KX": "location_quality",
    "COUNTY_LEVEL": "county_fips",
    "TRACT_LEVEL": "tract_code",
}

#: HUD's codes for missing and for withheld because there are too few.
UNKNOWN = ("-1", "-4", "-5")


def normalize(raw: RawFile) -> Tables:
    """One record and one covenant per development, and its vacancy where the list is dated."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    reading.require_id(reading.text("development_code"))
    ids = reading.text("development_code")
    total, under_contract = _homes(reading, "units_total"), _homes(reading, "units_assisted")
    shared = pd.DataFrame(
        {
            "source_id": SOURCE.id,
            "source_record_id": ids,
            "record_id": SOURCE.id + ":" + ids,
            "units_assisted": under_contract,
            "observed_date": reading.vintage(),
        }
    )
    covenants = shared.assign(
        covenant_id=shared["record_id"],
        program_source="Public housing",
        agency="HUD Office of Public and Indian Housing",
        end_basis=EndBasis.UNKNOWN.value,
        is_perpetual=True,
        status=CovenantStatus.ACTIVE.value,
        info_source="HUD/PH",
    )
    tables: Tables = {
        "records": complete(_described(reading, shared, total), Records),
        "covenants": complete(covenants, Covenants),
    }
    occupied = reading.numbers("occupied_pct", 0, 100, UNKNOWN)
    known = occupied.notna() & shared["observed_date"].notna()
    if known.any():
        tables["conditions"] = complete(
            pd.DataFrame(
                {
                    "condition_id": shared["record_id"],
                    "source_id": SOURCE.id,
                    "record_id": shared["record_id"],
                    "condition_date": shared["observed_date"],
                    "vacancy_pct": (100 - occupied).astype("float64"),
                    "units": total,
                    "observed_date": shared["observed_date"],
                }
            ).loc[known],
            Conditions,
        )
    return finish(tables, reading.set_aside)


def _homes(reading: Reading, column: str) -> pd.Series:
    """Homes; HUD writes 0 where it does not know, or where none is left under contract."""
    homes = reading.counts(column, UNKNOWN)
    return homes.mask(homes.eq(0).fillna(False))


def _described(reading: Reading, shared: pd.DataFrame, total: pd.Series) -> pd.DataFrame:
    point = reading.coordinates(
        reading.numbers("latitude", -180, 180), reading.numbers("longitude", -180, 180)
    )
    quality = coded(
        reading.text("location_quality"), LOCATION_QUALITIES, LocationQuality.UNKNOWN.value
    )
    tract = reading.text("tract_code").str.extract(r"^(\d{5})\d{6}$", expand=False)
    return shared.assign(
        **reading.texts("name", "address", "city", "state"),
        **point,
        location_quality=quality.where(point["latitude"].notna(), LocationQuality.UNKNOWN.value),
        zip=reading.text("zip").str.extract(r"^(\d{5})", expand=False),
        county_fips=reading.text("county_fips").str.zfill(5).fillna(tract),
        units_total=total,
        tenancy=Tenancy.UNKNOWN.value,
        owner_name=masked(reading.text("owner_name"))[0],
        owner_type=OwnerType.PUBLIC.value,
    )


SOURCE = Source(
    id="hud_public_housing",
    title="Public housing developments",
    publisher="HUD Office of Public and Indian Housing",
    url="https://hudgis-hud.opendata.arcgis.com/datasets/public-housing-developments",
    license="Public domain (U.S. Government work)",
    cadence="a few times a year",
    late_after_days=400,
    signature=frozenset({"development_code", "formal_participant_name", "acc_units"}),
    suffixes=(".csv",),
    makes=("records", "covenants", "conditions"),
    normalize=normalize,
    covers="nation",
)
