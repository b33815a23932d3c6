"""Washington's Preservation Catalog, parcels: which tax parcels each development stands on.

Becomes one `claimed_parcels` row per development and parcel:

    claim_id                                record_id                  parcel_id    owner_type
    prescat_parcels:NL000001-0423||0018     prescat_projects:NL000001  0423||0018   unknown

Owners are those of the city's roll of the day in `Parcel_Info_Source_Date`. Units of a condominium
have parcels of their own at the coordinate 0, 0, which is unknown and not off Africa.
"""

import pandas as pd
import pyproj

from housing import geo
from housing.owner_names import WITHHELD, masked
from housing.parcel_ids import canonical_ssl
from housing.sources import prescat
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.reading import Reading, read_table
from housing.tables import ClaimedParcels, complete
from housing.terms import OwnerType

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nlihc_id": "project_id",
    "Ssl": "parcel_id_source",
    "Parcel_x": "x",
    "Parcel_y": "y",
    "Parcel_owner_name": "owner_name",
    "Parcel_owner_type": "owner_type_source",
    "Parcel_owner_date": "owner_date",
    "Parcel_type": "use_code",
    "in_last_ownerpt": "is_in_latest_register",
    "Parcel_Info_Source_Date": "observed_date",
}

#: Maryland state plane, meters, says the catalog's data dictionary.
PUBLISHED_CRS = "EPSG:26985"

#: The catalog's owner categories that are evidence of a type: 040 the city, 045 its housing
#: authority, 050 the United States; 080 community development corporations, 100 churches. The rest
#: is not: a taxable corporation (115) is often the partnership of a nonprofit.
OWNER_TYPES = {
    "040": OwnerType.PUBLIC.value,
    "045": OwnerType.PUBLIC.value,
    "050": OwnerType.PUBLIC.value,
    "080": OwnerType.NONPROFIT.value,
    "100": OwnerType.NONPROFIT.value,
}

#: Single-family, multifamily and other individuals: the name is withheld whatever it says.
INDIVIDUALS = ("010", "020", "030")

#: No coordinate of a state plane is farther from its origin, in meters.
FARTHEST_METERS = 2_000_000


def normalize(raw: RawFile) -> Tables:
    """One claim per development and parcel; a parcel id that cannot be read claims nothing."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    reading.require_id(_ids(reading), "Nlihc_id or Ssl")
    parcel_ids = canonical_ssl(reading.text("parcel_id_source"))
    claims = reading.texts("owner_type_source", "use_code").assign(
        **_place(reading),
        claim_id=SOURCE.id + ":" + _ids(reading),
        source_id=SOURCE.id,
        record_id=prescat.record_ids(reading.text("project_id")),
        parcel_id=parcel_ids,
        parcel_id_source=reading.table["ssl"],
        owner_name=_owner_names(reading),
        owner_type=coded(reading.text("owner_type_source"), OWNER_TYPES, OwnerType.UNKNOWN.value),
        owner_date=reading.dates("owner_date", prescat.SLASHED, prescat.MISSING),
        is_in_latest_register=reading.text("is_in_latest_register")
        .map({"1": True, "0": False})
        .astype("boolean"),
        observed_date=prescat.observed_dates(
            reading.dates("observed_date", prescat.SLASHED, prescat.MISSING), reading
        ),
    )
    return finish({"claimed_parcels": complete(claims, ClaimedParcels)}, reading.set_aside)


def _ids(reading: Reading) -> pd.Series:
    parcel_ids = canonical_ssl(reading.text("parcel_id_source")).astype("string")
    return reading.text("project_id") + "-" + parcel_ids


def _owner_names(reading: Reading) -> pd.Series:
    names, _ = masked(reading.text("owner_name"))
    is_individual = reading.text("owner_type_source").isin(INDIVIDUALS).fillna(False)
    return names.mask(is_individual & names.notna(), WITHHELD)


def _place(reading: Reading) -> pd.DataFrame:
    """Centers of parcels in degrees; 0, 0 is unknown."""
    x = reading.numbers("x", -FARTHEST_METERS, FARTHEST_METERS)
    y = reading.numbers("y", -FARTHEST_METERS, FARTHEST_METERS)
    known = (x.notna() & y.notna() & ~(x.eq(0) & y.eq(0))).fillna(False)
    transformer = pyproj.Transformer.from_crs(PUBLISHED_CRS, geo.STORED_CRS, always_xy=True)
    longitude, latitude = transformer.transform(
        x.where(known).to_numpy(float, na_value=float("nan")),
        y.where(known).to_numpy(float, na_value=float("nan")),
    )
    degrees = pd.DataFrame(
        {"latitude": latitude, "longitude": longitude}, index=reading.table.index
    ).where(known, axis="index")
    return reading.coordinates(degrees["latitude"], degrees["longitude"])


SOURCE = Source(
    id="prescat_parcels",
    title="DC Preservation Catalog: parcels",
    publisher=prescat.PUBLISHER,
    url=prescat.URL,
    license=prescat.LICENSE,
    cadence=prescat.CADENCE,
    late_after_days=prescat.LATE_AFTER_DAYS,
    signature=frozenset({"nlihc_id", "ssl", "parcel_owner_name"}),
    suffixes=(".csv",),
    makes=("claimed_parcels",),
    normalize=normalize,
)
