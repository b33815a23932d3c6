"""In what condition a property is: inspections, foreclosure, debt coverage, violations, notices."""

import pandas as pd

from housing.ids import among
from housing.linked_tables import LinkedTables, known_by
from housing.profiles.identity import sizes
from housing.profiles.market import percentiles
from housing.terms import EventType

#: HUD releases a score some weeks after the inspection, and lists give either day. A judgement.
RELEASE_DAYS = 120

_FORECLOSURE = (EventType.FORECLOSURE_NOTICE.value, EventType.FORECLOSURE_OUTCOME.value)


def condition(linked: LinkedTables) -> pd.DataFrame:
    """Latest two inspections, open foreclosure and latest tenant notice, by `property_id`."""
    inspected = _inspected(linked)
    events = linked.events
    events = events.loc[events["event_date"] <= pd.Timestamp(linked.as_of)]
    return pd.DataFrame(
        {
            **inspected,
            **_open_foreclosure(events, linked.property_ids),
            **_conditions(linked),
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
    again = _is_told_again(rows, latest)
    older = rows.loc[same & ~again & ~among(rows["inspection_id"], latest["inspection_id"])]
    before = older.drop_duplicates("property_id").set_index("property_id")
    return {
        "inspection_score": latest["score"],
        "inspection_date": latest["inspection_date"],
        "inspection_protocol": latest["protocol"],
        "inspection_previous_score": before["score"],
    }


def _is_told_again(rows: pd.DataFrame, latest: pd.DataFrame) -> pd.Series:
    """Whether another list tells of the latest inspection: the same score, a little earlier."""
    newest = latest[["inspection_date", "source_id", "score"]].reindex(rows["property_id"])
    newest = newest.set_axis(rows.index)
    since = newest["inspection_date"] - rows["inspection_date"]
    return (
        rows["source_id"].ne(newest["source_id"])
        & rows["score"].eq(newest["score"]).fillna(False).astype(bool)
        & (since <= pd.Timedelta(days=RELEASE_DAYS))
    )


def _conditions(linked: LinkedTables) -> dict[str, pd.Series]:
    """Latest debt coverage, vacancy and violations, each with its own source and day.

    Violations are per home, over the homes the list counts, else the property's own.
    """
    rows = linked.conditions
    rows = rows.loc[rows["condition_date"] <= pd.Timestamp(linked.as_of)]
    homes = rows["units"].fillna(rows["property_id"].map(_homes(linked)))
    rows = rows.assign(violations_per_unit=rows["serious_violations"].astype("Float64") / homes)
    found = {}
    for fact, origin in (
        ("debt_coverage_ratio", "debt_coverage"),
        ("vacancy_pct", "vacancy"),
        ("violations_per_unit", "violations"),
    ):
        stated = rows.dropna(subset=[fact]).sort_values(
            ["property_id", "condition_date", "condition_id"], ascending=[True, False, True]
        )
        latest = stated.drop_duplicates("property_id").set_index("property_id")
        found[fact] = latest[fact].astype("float64")
        found[f"{origin}_source"] = latest["source_id"]
        found[f"{origin}_date"] = latest["condition_date"]
    return found | {"violations_pctile": percentiles(found["violations_per_unit"])}


def _homes(linked: LinkedTables) -> pd.Series:
    """All homes of each property, as its first record that says so has it; never zero."""
    records = known_by(linked.records, linked.as_of)
    total = sizes(records, linked.property_ids, linked.source_order).astype("Float64")
    return total.mask((total <= 0).fillna(False))


def _open_foreclosure(events: pd.DataFrame, property_ids: pd.Index) -> dict[str, pd.Series]:
    """Latest foreclosure event that no sale has followed: after a sale the story is another.

    Where there is none, the source is every list that would tell of one, on its newest day.
    """
    foreclosed = _latest(events, _FORECLOSURE)
    sold = _latest(events, (EventType.SALE.value,)).reindex(foreclosed.index)
    is_open = sold.isna() | (sold < foreclosed)
    filed = events.loc[events["event_type"].isin(_FORECLOSURE)].sort_values(
        ["property_id", "event_date", "event_id"]
    )
    last = filed.drop_duplicates("property_id", keep="last").set_index("property_id")
    lists = ";".join(sorted(filed["source_id"].unique())) or None
    listed = events.loc[events["source_id"].isin(filed["source_id"]), "observed_date"].max()
    named = last["source_id"].reindex(foreclosed.index).where(is_open)
    return {
        "foreclosure_date": foreclosed.where(is_open),
        "foreclosure_source": named.reindex(property_ids).astype("string").fillna(lists),
        "foreclosure_listed_date": pd.Series(listed, property_ids, dtype="datetime64[us]"),
    }


def _latest(events: pd.DataFrame, types: tuple[str, ...]) -> pd.Series:
    chosen = events.loc[events["event_type"].isin(types)]
    return chosen.groupby("property_id")["event_date"].max()
