"""Washington's Preservation Catalog, real property events: sales and foreclosures, per parcel.

Becomes one `events` row each; price and party are read from the description:

    event_date  event_type          price_usd   party                description
    2001-05-31  sale                693769.0    Parkfair Associates  OTR: Sold to Parkfair ...
    1997-09-12  foreclosure_notice              [individual, ...]    ROD: Notice of foreclosure ...

The file has no id, so ours is made from the row's content and does not depend on its place.
"""

import hashlib

import pandas as pd

from housing.owner_names import masked
from housing.parcel_ids import canonical_ssl
from housing.sources import prescat
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.reading import Reading, one_text, read_table
from housing.tables import Events, complete
from housing.terms import EventType

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nlihc_id": "project_id",
    "Ssl": "parcel_id",
    "RP_date": "event_date",
    "RP_type": "event_type",
    "RP_desc": "description",
}

#: The catalog's labels, and the codes it keeps behind them.
EVENT_TYPES = {
    "property sale": EventType.SALE.value,
    "otr/sale": EventType.SALE.value,
    "foreclosure notice": EventType.FORECLOSURE_NOTICE.value,
    "rod/fclnot": EventType.FORECLOSURE_NOTICE.value,
    "foreclosure outcome": EventType.FORECLOSURE_OUTCOME.value,
    "nidc/fclout": EventType.FORECLOSURE_OUTCOME.value,
    "dhcd/rcasd": EventType.TENANT_NOTICE.value,
}

#: The tax office's marks for "no date". All 342 sales of 1 January 2001 in the export of 2016 and
#: the one of 1901 are without a price, and nine in ten of their parcels have no owner date either.
NO_SALE_DATES = (pd.Timestamp("1901-01-01"), pd.Timestamp("2001-01-01"))

#: `OTR: Sold to A; price: $1; sale type: Market.` and `ROD: Notice (1); issued by A.`
PARTY = r"(?:Sold to|issued by) (?P<party>.+?)(?:; price: |; sale type: | ?\(UNVERIFIED\)|\.$)"
PRICE = r"; price: \$(?P<price>[\d,]+)"


#: The tax office's words for a sale between strangers, and for one in which the owner stays.
SALE_TYPE = r"sale type: (?P<type>.+?)\.?$"
ARMS_LENGTH = ("market", "m1 multi-verified sale")
SAME_OWNER = ("buyer=seller", "m3 multi-buyer-seller")


def normalize(raw: RawFile) -> Tables:
    """One event per row; exact copies of a row are one event."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    reading.require_id(_ids(reading), "Nlihc_id")
    described = reading.text("description")
    types = coded(reading.text("event_type"), EVENT_TYPES, EventType.OTHER.value)
    prices = (
        described.str.extract(PRICE, expand=False)
        .str.replace(",", "", regex=False)
        .astype("Float64")
    )
    dates = reading.dates("event_date", prescat.SLASHED, prescat.MISSING)
    is_undated = dates.isin(NO_SALE_DATES) & types.eq(EventType.SALE.value) & prices.isna()
    events = _with_party(described).assign(
        event_id=SOURCE.id + ":" + _ids(reading),
        source_id=SOURCE.id,
        record_id=prescat.record_ids(reading.text("project_id")),
        parcel_id=canonical_ssl(reading.text("parcel_id")),
        event_date=dates.mask(is_undated),
        event_type=types,
        price_usd=prices.astype("float64"),
        is_related_transfer=_related(described).where(types.eq(EventType.SALE.value)),
        observed_date=reading.vintage(),
    )
    return finish({"events": complete(events, Events)}, reading.set_aside)


def _related(described: pd.Series) -> pd.Series:
    """Whether the owner stayed, as the sale type says; null where it does not."""
    said = described.str.extract(SALE_TYPE, expand=False).str.strip().str.casefold()
    related = said.isin(SAME_OWNER).astype("boolean")
    return related.where(said.isin([*SAME_OWNER, *ARMS_LENGTH]))


def _ids(reading: Reading) -> pd.Series:
    """The development, the day and a digest of the whole row."""
    digests = one_text(reading.texts(*COLUMNS.values())).map(
        lambda row: hashlib.blake2s(row.encode(), digest_size=6).hexdigest()
    )
    return reading.text("project_id") + "-" + digests


def _with_party(described: pd.Series) -> pd.DataFrame:
    """Buyer or filer, and the description, both without people's names."""
    published = described.str.extract(PARTY, expand=False)
    shown, _ = masked(published)
    pairs = zip(described, published, shown, strict=True)
    return pd.DataFrame(
        {
            "party": shown,
            "description": pd.Series(
                [
                    text if pd.isna(name) else text.replace(name, withheld)
                    for text, name, withheld in pairs
                ],
                index=described.index,
                dtype="string",
            ),
        }
    )


SOURCE = Source(
    id="prescat_events",
    title="DC Preservation Catalog: real property events",
    publisher=prescat.PUBLISHER,
    url=prescat.URL,
    license=prescat.LICENSE,
    cadence=prescat.CADENCE,
    late_after_days=prescat.LATE_AFTER_DAYS,
    signature=frozenset({"nlihc_id", "rp_date", "rp_desc"}),
    suffixes=(".csv",),
    makes=("events",),
    normalize=normalize,
)
