"""In what condition a property is: inspections, foreclosure, notices to tenants."""

import pandas as pd

from housing.linked_tables import LinkedTables
from housing.terms import EventType

_FORECLOSURE = (EventType.FORECLOSURE_NOTICE.value, EventType.FORECLOSURE_OUTCOME.value)


def condition(linked: LinkedTables) -> pd.DataFrame:
    """Latest two inspections, open foreclosure and latest tenant notice, by `property_id`."""
    inspected = _inspected(linked)
    events = linked.events
    events = events.loc[events["event_date"] <= pd.Timestamp(linked.as_of)]
    return pd.DataFrame(
        {
            **inspected,
            "foreclosure_date": _open_foreclosure(events),
            "notice_date": _latest(events, (EventType.TENANT_NOTICE.value,)),
        },
        index=linked.property_ids,
    )


def _inspected(linked: LinkedTables) -> dict[str, pd.Series]:
    """Return the latest inspection up to `as_of`, and the one before under the same protocol."""
    rows = linked.inspections.dropna(subset=["inspection_date", "score"])
    rows = rows.loc[rows["inspection_date"] <= pd.Timestamp(linked.as_of)]
    rows = rows.sort_values(
        ["property_id", "inspection_date", "inspection_id"], ascending=[True, False, True]
    )
    latest = rows.drop_duplicates("property_id").set_index("property_id")
    same = rows["protocol"] == rows["property_id"].map(latest["protocol"])
    older = rows.loc[same & ~rows["inspection_id"].isin(latest["inspection_id"])]
    before = older.drop_duplicates("property_id").set_index("property_id")
    return {
        "inspection_score": latest["score"],
        "inspection_date": latest["inspection_date"],
        "inspection_protocol": latest["protocol"],
        "inspection_previous_score": before["score"],
    }


def _open_foreclosure(events: pd.DataFrame) -> pd.Series:
    """Latest foreclosure event that no sale has followed: after a sale the story is another."""
    foreclosed = _latest(events, _FORECLOSURE)
    sold = _latest(events, (EventType.SALE.value,)).reindex(foreclosed.index)
    return foreclosed.where(sold.isna() | (sold < foreclosed))


def _latest(events: pd.DataFrame, types: tuple[str, ...]) -> pd.Series:
    chosen = events.loc[events["event_type"].isin(types)]
    return chosen.groupby("property_id")["event_date"].max()
