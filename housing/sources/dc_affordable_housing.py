"""Washington's affordable housing layer: one row per project the city has helped since 2015.

Becomes one `records` row and one `covenants` row per project:

    covenant_id                                status   units_assisted  end_date  program_source
    dc_affordable_housing:kara-house           active   10              (none)    DC Affordable ...
    dc_affordable_housing:capitol-crossing     unknown  50              (none)    DC Affordable ...

The layer states no end of anything. It numbers its rows anew at every publication, so a project is
known by its name, and by its address id where two projects share a name.

The city has changed the layer's form several times; each form is told by its values. X, Y are
degrees or Web Mercator meters; ADDRESS_ID became MAR_ID; REPORT_UNITS_AFFORDABLE became
TOTAL_AFFORDABLE_UNITS; in one export a row has lost a cell and its values stand one column off.
"""

import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj

from housing import geo
from housing.sources.base import RawFile, Source, Tables, finish, read_bytes, read_csv
from housing.sources.cells import coded, parse_moments
from housing.sources.geojson import read_shapes
from housing.sources.geojson import texts as attribute_texts
from housing.sources.reading import Reading, reading_of
from housing.tables import Covenants, Records, complete
from housing.terms import CovenantStatus, EndBasis, LocationQuality, OwnerType, Reason, Tenancy

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "OBJECTID": "object_id",
    "PROJECT_NAME": "name",
    "ADDRESS": "whole_address",
    "STATUS_PUBLIC": "status_source",
    "AGENCY_CALCULATED": "agency",
    "LATITUDE": "latitude",
    "LONGITUDE": "longitude",
    "XCOORD": "register_x",
    "FULLADDRESS": "register_address",
    "GIS_LAST_MOD_DTTM": "observed_date",
}

#: Columns that came, went or changed their name.
OPTIONAL = {
    "X": "x",
    "Y": "y",
    "TOTAL_AFFORDABLE_UNITS": "units",
    "REPORT_UNITS_AFFORDABLE": "units_reported",
    "MAR_ID": "mar_id",
    "ADDRESS_ID": "address_id",
}

#: The layer's words. A project that is not finished restricts no rent yet.
STATUSES = {
    "completed 2015 to date": CovenantStatus.ACTIVE.value,
    "under construction": CovenantStatus.PLANNED.value,
    "pipeline": CovenantStatus.PLANNED.value,
}

#: `1133 North Capitol Street NE, Washington, District of Columbia 20002`.
WHOLE_ADDRESS = (
    r"^(?P<street>.+?),\s*(?P<city>[^,]+?),\s*(?P<state>[A-Za-z ]+?)\s*(?P<zip>\d{5})?(?:-\d{4})?$"
)

#: Publication moments of the four forms seen so far.
MOMENTS = ("%Y/%m/%d %H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ")

#: No degree is larger, so a larger X or Y is in meters.
LARGEST_DEGREE = 180.0
WEB_MERCATOR = "EPSG:3857"

#: The latitude the agency typed and the point of the address register agree to 25 meters for 19 of
#: 20 rows; where they are farther apart, one of them is of another building.
FARTHEST_METERS = 100.0

#: Ids longer than this are cut and end with a digest of the whole name.
LONGEST_ID = 60


def normalize(raw: RawFile) -> Tables:
    """One record and one covenant per project; a row whose cells have moved is quarantined."""
    reading = _read(raw)
    reading.require_one_of("units", "units_reported")
    reading.require_one_of("mar_id", "address_id")
    _reject_shifted(reading)
    reading.reject(
        reading.text("name").isna(), Reason.MISSING_ID, "PROJECT_NAME is blank; nothing names it."
    )
    ids = project_ids(reading.text("name"), _address_ids(reading), reading.text("whole_address"))
    reading.require_id(ids, "PROJECT_NAME with its address id and address")
    shared = pd.DataFrame(
        {
            "source_id": SOURCE.id,
            "source_record_id": ids.loc[reading.table.index],
            "record_id": SOURCE.id + ":" + ids.loc[reading.table.index],
            "units_assisted": reading.counts("units").fillna(reading.counts("units_reported")),
            "observed_date": _observed(reading),
        }
    )
    agency = reading.text("agency")
    records = shared.assign(**_described(reading))
    covenants = shared.assign(
        covenant_id=shared["record_id"],
        program_source="DC Affordable Housing layer: " + agency.fillna("agency not stated"),
        agency=agency,
        end_basis=EndBasis.UNKNOWN.value,
        status=coded(reading.text("status_source"), STATUSES, CovenantStatus.UNKNOWN.value),
        info_source=SOURCE.title,
    )
    return finish(
        {
            "records": complete(records, Records),
            "covenants": complete(covenants, Covenants),
        },
        reading.set_aside,
    )


def project_ids(names: pd.Series, address_ids: pd.Series, addresses: pd.Series) -> pd.Series:
    """Ids that last from one publication to the next, whatever the order of the rows.

    The name alone, where only one project has it; else the name and the id of its address; else
    the name and a digest of the address as written. Rows that still agree are one project.
    """
    plain = names.str.casefold().str.replace(r"[^a-z0-9]+", "-", regex=True).str.strip("-")
    plain = plain.mask(plain.eq("") & names.notna(), "project")
    ids = plain.map(_shortened, na_action="ignore").astype("string")
    address_digests = addresses.fillna("").str.casefold().map(_digest).astype("string")
    for detail in (address_ids.fillna("unknown"), address_digests):
        shared = ids.duplicated(keep=False)
        ids = ids.mask(shared, ids + "-" + detail)
    return ids


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_ID else f"{name[:LONGEST_ID]}-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=3).hexdigest()


def _read(raw: RawFile) -> Reading:
    """A CSV, or GeoJSON whose points become the columns X and Y."""
    if not read_bytes(raw).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return reading_of(read_csv(raw, (), SOURCE.id), raw, COLUMNS, SOURCE.id, OPTIONAL)
    shapes = read_shapes(raw, (), SOURCE.id)
    points = gpd.GeoSeries(shapes["geometry"])
    cells = {
        name: attribute_texts(shapes, name)
        for name in shapes.columns
        if name not in ("geometry", "row_number")
    }
    table = pd.DataFrame(cells).assign(
        x=points.x.astype("string"),
        y=points.y.astype("string"),
        row_number=shapes["row_number"],
    )
    return reading_of(table, raw, COLUMNS, SOURCE.id, OPTIONAL)


def _reject_shifted(reading: Reading) -> None:
    """A row has lost or won a cell where its status stands in the column beside its own."""
    status = reading.text("status_source").str.casefold().isin(list(STATUSES))
    beside = pd.Series(False, index=reading.table.index)
    for column in ("name", "agency"):
        beside |= reading.text(column).str.casefold().isin(list(STATUSES)).fillna(False)
    reading.reject(
        ~status.fillna(False) & beside,
        Reason.SHIFTED_ROW,
        "The status stands in the column beside its own: a cell is missing or too many. Repair the "
        "row, or wait for the next publication.",
    )


def _address_ids(reading: Reading) -> pd.Series:
    """The id in the city's register of addresses, under either of its names."""
    ids = reading.text("mar_id").fillna(reading.text("address_id"))
    numbers = pd.to_numeric(ids, errors="coerce")
    return numbers.mask(~(numbers > 0)).astype("Int64").astype("string")


def _described(reading: Reading) -> pd.DataFrame:
    whole = reading.text("whole_address")
    parts = whole.str.extract(WHOLE_ADDRESS)
    state = parts["state"].str.upper()
    return reading.texts("name", "status_source").assign(
        **_place(reading),
        address=reading.text("register_address").fillna(parts["street"]).fillna(whole),
        city=parts["city"],
        state=state.replace("DISTRICT OF COLUMBIA", "DC").where(state.str.len().isin([2, 20])),
        zip=parts["zip"],
        address_id_local=_address_ids(reading),
        tenancy=Tenancy.UNKNOWN.value,
        owner_type=OwnerType.UNKNOWN.value,
    )


def _place(reading: Reading) -> pd.DataFrame:
    """The coordinate, and whether it is the building's own.

    It is where the register of addresses knows the building and its point, which is X, Y, agrees.
    """
    typed = reading.coordinates(
        reading.numbers("latitude", -180, 180), reading.numbers("longitude", -180, 180)
    )
    registered = _registered_point(reading)
    point = typed.where(typed["latitude"].notna(), registered, axis="index")
    apart = _meters_between(typed, registered)
    is_exact = (
        _address_ids(reading).notna()
        & point["latitude"].notna()
        & (apart.isna() | (apart <= FARTHEST_METERS))
    )
    return point.assign(
        location_quality=is_exact.map(
            {True: LocationQuality.ROOFTOP.value, False: LocationQuality.UNKNOWN.value}
        )
    )


def _registered_point(reading: Reading) -> pd.DataFrame:
    """X, Y in degrees. A row unknown to the register has XCOORD 0 and an X, Y that is nowhere."""
    x, y = reading.numbers("x", -3e7, 3e7), reading.numbers("y", -3e7, 3e7)
    has_point = reading.text("register_x").ne("0").fillna(False).astype(bool)
    x, y = x.where(has_point), y.where(has_point)
    in_meters = ((x.abs() > LARGEST_DEGREE) | (y.abs() > LARGEST_DEGREE)).fillna(False)
    if in_meters.any():
        longitude, latitude = _degrees(x, y)
        x, y = x.mask(in_meters, longitude), y.mask(in_meters, latitude)
    return reading.coordinates(y.round(8), x.round(8))


def _degrees(x: pd.Series, y: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Longitude and latitude of points in Web Mercator."""
    transformer = pyproj.Transformer.from_crs(WEB_MERCATOR, geo.STORED_CRS, always_xy=True)
    longitude, latitude = transformer.transform(
        x.to_numpy(float, na_value=np.nan), y.to_numpy(float, na_value=np.nan)
    )
    return pd.Series(longitude, index=x.index), pd.Series(latitude, index=y.index)


def _meters_between(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    _, _, meters = pyproj.Geod(ellps="WGS84").inv(
        one["longitude"], one["latitude"], other["longitude"], other["latitude"]
    )
    return pd.Series(meters, index=one.index)


def _observed(reading: Reading) -> pd.Series:
    """The day the layer was published, which every row repeats; else the list's vintage."""
    days, _ = parse_moments(reading.text("observed_date"), MOMENTS)
    return days.fillna(reading.vintage())


SOURCE = Source(
    id="dc_affordable_housing",
    title="DC Affordable Housing",
    publisher="DC Deputy Mayor for Planning and Economic Development, on Open Data DC",
    url="https://opendata.dc.gov/datasets/34ae3d3c9752434a8c03aca5deb550eb_62",
    license="CC BY 4.0, as Open Data DC in general; confirm on the item's page",
    cadence="irregular, several times a year",
    late_after_days=365,
    signature=frozenset({"project_name", "status_public", "agency_calculated"}),
    suffixes=(".csv", ".geojson", ".json", ".zip"),
    makes=("records", "covenants"),
    normalize=normalize,
)
