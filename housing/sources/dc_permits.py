"""Washington's building permits: what owners were allowed to build, alter or tear down.

Becomes one `events` row per permit, known by its parcel:

    event_id             event_date  event_type  parcel_id   description
    dc_permits:B2401234  2024-02-09  permit      0423||0018  Permit: construction ...

The city has a list for each year. A permit is leave to build, not a building: whether the work was
done, the list does not say, and it states fees, not cost. Descriptions of the work and applicants
are free text about people and are not copied.
"""

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import parse_moments
from housing.sources.reading import Reading, read_table
from housing.tables import Events, complete
from housing.terms import EventType, Reason

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "PERMIT_ID": "permit_id",
    "ISSUE_DATE": "event_date",
    "PERMIT_TYPE_NAME": "type",
    "PERMIT_SUBTYPE_NAME": "subtype",
    "APPLICATION_STATUS_NAME": "status",
    "SSL": "parcel_id",
    "FEES_PAID": "fees",
}

#: How editions write the moment of issue: fetched, and as the city's site gives it out.
MOMENTS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S%z", "%m/%d/%Y %I:%M:%S %p")

#: No permit cost more. A judgement: more is a typing error.
MOST_FEES_USD = 50_000_000


def normalize(raw: RawFile) -> Tables:
    """One event per permit; one without a number, a day or a parcel is quarantined."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    reading.require_id(reading.text("permit_id"))
    days, unreadable = parse_moments(reading.text("event_date"), MOMENTS)
    named = "ISSUE_DATE '" + reading.text("event_date").fillna("") + "' is no day that can be read."
    reading.reject(unreadable | days.isna(), Reason.UNREADABLE_DATE, named)
    parcels = canonical_ssl(reading.text("parcel_id")).astype("string")
    detail = "The SSL cannot be read as square, suffix and lot. Look the permit up by its address."
    reading.reject(parcels.isna(), Reason.NO_PARENT_RECORD, detail)
    kept = reading.table.index
    events = pd.DataFrame(
        {
            "event_id": SOURCE.id + ":" + reading.text("permit_id"),
            "source_id": SOURCE.id,
            "parcel_id": parcels.loc[kept],
            "event_date": days.loc[kept],
            "event_type": EventType.PERMIT.value,
            "description": _description(reading),
            "observed_date": reading.vintage(),
        }
    )
    return finish({"events": complete(events, Events)}, reading.set_aside)


def _description(reading: Reading) -> pd.Series:
    """What was allowed, in the city's words, with its status and the fees."""
    kind = reading.text("type").fillna("of unstated type")
    words = kind.str.cat(reading.text("subtype"), sep=", ", na_rep="").str.rstrip(", ")
    status = ("; " + reading.text("status")).fillna("")
    fees = reading.numbers("fees", 0, MOST_FEES_USD)
    paid = fees.mask(fees.eq(0).fillna(False)).map("; fees ${:,.0f}".format, na_action="ignore")
    said = (words + status).str.lower() + paid.astype("string").fillna("")
    return "Permit: " + said + "."


SOURCE = Source(
    id="dc_permits",
    title="Building permits, one list a year",
    publisher="DC Department of Buildings, by way of Open Data DC",
    url="https://opendata.dc.gov/search?q=building%20permits",
    license="CC BY 4.0",
    cadence="daily; a list for each year",
    late_after_days=60,
    signature=frozenset({"permit_id", "permit_subtype_name", "ssl", "fees_paid"}),
    suffixes=(".csv", ".zip"),
    makes=("events",),
    normalize=normalize,
    uses="every",
)
