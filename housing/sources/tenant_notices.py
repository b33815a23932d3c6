"""Washington's notices of the Tenant Opportunity to Purchase Act, as its weekly reports list them.

Becomes one `events` row per notice and development, however many addresses the notice names:

    event_id                        event_date  event_type     price_usd  description
    tenant_notices:20-117-NL000240  2020-05-27  tenant_notice  5500000.0  5+ rental unit offer ...

The city's Rental Conversion and Sale Division (RCASD) reports in PDF; NeighborhoodInfo DC makes a
table a year of them and adds the catalog's id and the parcel. Of its kinds of notice those that
tell tenants of a sale, a transfer or a conversion are tenant notices, a notice of foreclosure is
one, and the rest (single-family homes, bonds, correspondence) is kept as other. Notes are free
text about people and are not copied.
"""

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.reading import Reading, read_table
from housing.tables import Events, complete
from housing.terms import EventType, Reason

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nidc_rcasd_id": "notice_id",
    "Notice_type": "notice_type",
    "Notice_date": "event_date",
    "Num_units": "units",
    "Sale_price": "price_usd",
    "nlihc_id": "project_id",
    "SSL": "parcel_id",
}

DATES = "%m/%d/%Y"

#: Notices that a building of tenants is for sale, changes hands or is converted: code and words of
#: NeighborhoodInfo DC's format `$rcasd_notice_type`. Exports carry one or the other.
TENANT_NOTICES = {
    "105": "Tenant election application",
    "112": "Election correspondence",
    "114": "Conversion election",
    "115": "Tenant conversion election application",
    "201": "Notice of transfer",
    "204": "DC opportunity to purchase act notice",
    "207": "Tenant organization registration application",
    "209": "2-4 rental unit offer of sale",
    "210": "5+ rental unit offer of sale",
    "211": "Right of first refusal",
    "212": "TOPA letter of interest",
    "213": "TOPA assignment of rights",
    "218": "Tenant's offer of sale response",
    "219": "Notice of transfer (exemption from TOPA rights)",
    "224": "2-4 units offer of sale with contract",
    "225": "2-4 units offer of sale without contract",
    "227": "2-4 units notice of transfer",
    "228": "5+ units offer of sale with contract",
    "229": "5+ units offer of sale without contract",
    "230": "5+ units notice of transfer",
    "235": "Tenant organization registration (w/intent to purchase)",
    "237": "Tenant statement of interest to purchase",
    "242": "2-4 units right of first refusal",
    "246": "5+ units right of first refusal",
    "260": "Notice of intent to convert",
    "900": "Offer of sale (no property size given)",
}
FORECLOSURES = {"203": "Notice of foreclosure"}

_WORDS = {**TENANT_NOTICES, **FORECLOSURES}

#: No building of the catalog sold for more. A judgement: more is a typing error.
MOST_PRICE_USD = 2_000_000_000


def normalize(raw: RawFile) -> Tables:
    """One event per notice and development; without a date or a place it is quarantined."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    reading.reject(
        reading.text("notice_id").isna(), Reason.MISSING_ID, "Nidc_rcasd_id is blank; fill it in."
    )
    dates = reading.require_dates("event_date", DATES)
    parcels = canonical_ssl(reading.text("parcel_id")).astype("string")
    projects = reading.text("project_id")
    nowhere = projects.isna() & parcels.isna()
    detail = "The notice was matched to no development and no parcel. Look its address up."
    reading.reject(nowhere, Reason.NO_PARENT_RECORD, detail)
    kept = reading.table.index
    events = pd.DataFrame(
        {
            "event_id": SOURCE.id
            + ":"
            + reading.text("notice_id")
            + "-"
            + projects.fillna(parcels).loc[kept],
            "source_id": SOURCE.id,
            "record_id": "prescat_projects:" + projects.loc[kept],
            "parcel_id": parcels.loc[kept],
            "event_date": dates.loc[kept],
            **_said(reading),
            "observed_date": reading.vintage(),
        }
    )
    merged = events.sort_values(["event_id", "parcel_id"]).groupby("event_id", sort=True).first()
    return finish({"events": complete(merged.reset_index(), Events)}, reading.set_aside)


def _said(reading: Reading) -> dict[str, pd.Series]:
    """What was filed: its type, and a description as the catalog would word it."""
    published = reading.text("notice_type")
    words = published.str.zfill(3).map(_WORDS).fillna(published).fillna("Notice of unstated kind")
    plain = words.str.casefold()
    types = pd.Series(EventType.OTHER.value, index=words.index)
    for kind, named in (
        (EventType.TENANT_NOTICE, TENANT_NOTICES),
        (EventType.FORECLOSURE_NOTICE, FORECLOSURES),
    ):
        types = types.mask(plain.isin([word.casefold() for word in named.values()]), kind.value)
    units = reading.counts("units")
    prices = reading.numbers("price_usd", 0, MOST_PRICE_USD)
    prices = prices.mask(prices.eq(0).fillna(False))
    homes = ("; units: " + units.astype("string")).where(units.gt(0).fillna(False), "")
    price = prices.map("; price: ${:,.0f}".format, na_action="ignore").astype("string").fillna("")
    return {
        "event_type": types,
        "price_usd": prices.astype("float64"),
        "description": "RCASD: " + words + homes + price + ".",
    }


SOURCE = Source(
    id="tenant_notices",
    title="Tenant opportunity to purchase notices (RCASD filings)",
    publisher="DC Department of Housing and Community Development, by way of NeighborhoodInfo DC",
    url="https://dhcd.dc.gov/service/rcasd-weekly-report-filings",
    license="Not stated; public filings of the District of Columbia",
    cadence="weekly reports; a table a year",
    late_after_days=60,
    signature=frozenset({"nidc_rcasd_id", "notice_type", "notice_date"}),
    suffixes=(".csv",),
    makes=("events",),
    normalize=normalize,
)
