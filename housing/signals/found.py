"""Signals that no person had to report: filings, sales, publishers' categories, renewals.

What looks like a signal and is none is kept with its objection, so that nobody wonders where it
went: a transfer between the same hands, a foreclosure that a sale has followed.
"""

from collections.abc import Mapping

import pandas as pd

from housing.linked_tables import LinkedTables
from housing.profiles.ownership import current_stewards
from housing.sales import buyers, why_owner_stays
from housing.signals.effects import SALE_MONTHS
from housing.signals.standing import standing_signals
from housing.terms import EventType, SignalKind

#: Filings older than this tell nothing about plans of today: judgement.
HISTORY_MONTHS = 60

#: An owner's offer to tenants, of two homes or more: not their answers, letters or registrations.
OFFER = r"\boffer of sale\b(?! response)"
NO_OFFER = r"single family|response|correspondence"

#: Permits that let an owner tear a building down.
RAZING = r"\braz(?:e|ing)\b|\bdemolition\b"

#: The tax office's mark of a purchase by the government.
PUBLIC_PURCHASE = r"gov(?:ernmen)?t purchase"


def found_signals(
    linked: LinkedTables, events: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Find the signals that filings and lists hold.

    Args:
        linked: what was gathered about the properties.
        events: table `LinkedEvents`, those seen after `as_of` too: shown, and not used.
        titles: what sources are called, by id.

    Returns:
        Signals as stated, to be judged by `judge_signals`.
    """
    since = pd.Timestamp(linked.as_of) - pd.DateOffset(months=HISTORY_MONTHS)
    own = events.dropna(subset=["property_id", "event_date"])
    recent = own.loc[own["event_date"] > since]
    parts = [
        _offers(recent, own, titles),
        _foreclosures(recent, own, titles),
        _razings(recent, titles),
        _sales(linked, own, titles),
        *standing_signals(linked, titles),
    ]
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else parts[0]


def _offers(events: pd.DataFrame, own: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    notices = events.loc[events["event_type"] == EventType.TENANT_NOTICE.value]
    said = notices["description"].fillna("").str.casefold()
    is_offer = said.str.contains(OFFER) & ~said.str.contains(NO_OFFER)
    return _filed(notices.loc[is_offer], SignalKind.OFFER_OF_SALE, own, titles)


def _foreclosures(
    events: pd.DataFrame, own: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    kinds = (EventType.FORECLOSURE_NOTICE.value, EventType.FORECLOSURE_OUTCOME.value)
    filings = events.loc[events["event_type"].isin(kinds)]
    return _filed(filings, SignalKind.FORECLOSURE, own, titles)


def _razings(events: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Permits to raze: what they allow may never have been done, so they prove nothing lost."""
    permits = events.loc[events["event_type"] == EventType.PERMIT.value]
    razing = permits.loc[permits["description"].fillna("").str.contains(RAZING, case=False)]
    once = razing.sort_values("event_id").drop_duplicates(["property_id", "event_date"])
    return _signals(once, SignalKind.DEMOLITION, titles).assign(
        objection="a permit to raze is no proof that the homes are gone: ask, and record it"
    )


def _filed(
    filings: pd.DataFrame, kind: SignalKind, own: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Filings as signals of one kind, one a day; a sale since then has answered them."""
    once = filings.sort_values("event_id").drop_duplicates(["property_id", "event_date"])
    sales = own.loc[own["event_type"] == EventType.SALE.value]
    sold = sales.groupby("property_id")["event_date"].max().reindex(once["property_id"])
    answered = sold.to_numpy() >= once["event_date"].to_numpy()
    return _signals(once, kind, titles).assign(
        objection=pd.Series("a sale has followed", once.index).where(answered)
    )


def _sales(linked: LinkedTables, own: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Sales of the last months, one per day and buyer, each with why it may not count."""
    sales = own.loc[own["event_type"] == EventType.SALE.value]
    if sales.empty:
        return _signals(sales, SignalKind.SALE, titles)
    sales = sales.assign(buyer=buyers(sales))
    grouped = sales.sort_values("event_id").groupby(["property_id", "event_date", "buyer"])
    deals = grouped.first().reset_index()
    deals["price_usd"] = grouped["price_usd"].max().to_numpy()
    deals["sold_parcels"] = grouped["parcel_id"].nunique().to_numpy()
    deals["objection"] = why_owner_stays(deals).fillna(_objections(linked, deals))
    since = pd.Timestamp(linked.as_of) - pd.DateOffset(months=SALE_MONTHS)
    latest = deals.loc[deals["event_date"] > since]
    return _signals(latest, SignalKind.SALE, titles).assign(objection=latest["objection"])


def _objections(linked: LinkedTables, deals: pd.DataFrame) -> pd.Series:
    """Why a sale to a new owner is no danger; null where it may be one."""
    links = linked.parcel_links.dropna(subset=["parcel_id"])
    parcels = deals["property_id"].map(links.groupby("property_id").size()).fillna(0)
    in_part = (deals["sold_parcels"] > 0) & (deals["sold_parcels"] * 2 < parcels)
    is_public = deals["description"].fillna("").str.contains(PUBLIC_PURCHASE, case=False)
    is_steward = deals["buyer"].isin(current_stewards(linked))
    told = [
        (is_public, "the tax office marks it as a purchase by the government"),
        (is_steward, "the buyer is on the list of stewards"),
        (
            deals["price_usd"].isna(),
            "no price is on record, as of a transfer between related names",
        ),
        (in_part, "less than half of the property's parcels changed hands"),
    ]
    said = pd.Series(pd.NA, index=deals.index, dtype="string")
    for holds, why in reversed(told):
        said = said.mask(holds.fillna(False).astype(bool), why)
    return said


def _signals(rows: pd.DataFrame, kind: SignalKind, titles: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "signal_id": rows["event_id"] + ":" + kind.value,
            "property_id": rows["property_id"],
            "kind": kind.value,
            "signal_date": rows["event_date"],
            "expires_date": pd.Series(pd.NaT, rows.index, dtype="datetime64[us]"),
            "observed_date": rows["observed_date"],
            "author": rows["source_id"].map(lambda source: titles.get(source, source)),
            "reason": rows["description"].fillna("Filed without a description."),
            "source_id": rows["source_id"],
        }
    )
