"""Portfolios as rows of tables and as sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ui import explain
from ui.explain import Row

#: What a join is called where it is named in a word.
JOINS: dict[str, str] = {
    "name": "same name",
    "series": "numbered series at one address",
    "address": "same business address",
    "sources": "on record for one property",
    "alone": "nothing joined",
}


def labels(portfolios: pd.DataFrame) -> dict[str, str]:
    """Name every portfolio with its properties counted, those of most properties first."""
    ordered = portfolios.sort_values(
        ["property_count", "units_restricted", "name", "portfolio_id"],
        ascending=[False, False, True, True],
        na_position="last",
    )
    return {
        row["portfolio_id"]: f"{row['name']} · "
        f"{explain.plural(row['property_count'], 'property', 'properties')}"
        for row in ordered.to_dict("records")
    }


def largest(portfolios: pd.DataFrame, count: int) -> list[dict[str, str]]:
    """Return the portfolios of most properties, a line each."""
    rows = portfolios.set_index("portfolio_id").loc[list(labels(portfolios))[:count]]
    return [
        {
            "Owner": row["name"],
            "Properties": explain.number(row["property_count"]),
            "Homes restricted": explain.number(row["units_restricted"]),
            "Lost in 1 year": explain.number(row["units_at_risk_1y"]),
            "In 5 years": explain.number(row["units_at_risk_5y"]),
            "In 10 years": explain.number(row["units_at_risk_10y"]),
            "Joined by": ", ".join(explain.words(row["joins"], JOINS)),
            "How sure": sureness(row["confidence"]),
        }
        for row in rows.to_dict("records")
        if row["property_count"] > 1
    ]


def tiles(row: Row) -> list[tuple[str, str, str]]:
    """Return the numbers of one portfolio."""
    unknown = row["units_unknown"]
    below = f"unknown at {explain.number(unknown)}" if unknown else "known for all"
    return [
        ("Properties", explain.number(row["property_count"]), f"{row['parcel_count']:,} parcels"),
        ("Homes restricted", explain.number(row["units_restricted"]), below),
        ("Homes lost in 5 years", explain.number(row["units_at_risk_5y"]), "if nothing is renewed"),
        ("How sure", sureness(row["confidence"]), "its weakest necessary join"),
    ]


def reasons(
    links: pd.DataFrame, names: Mapping[str, str], sources: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return why each property is in the portfolio, a line per reason."""
    ordered = links.sort_values(["property_id", "owner_name", "join"])
    return [
        {
            "Property": names.get(row["property_id"], row["property_id"]),
            "Owner": row["owner_name"],
            "Why": row["reason"],
            "How sure": sureness(row["confidence"]),
            "Source": sources.get(row["source_id"], row["source_id"]),
            "Owner since or as of": _dated(row),
        }
        for row in ordered.to_dict("records")
    ]


def members(portfolio_id: str, links: pd.DataFrame, properties: pd.DataFrame) -> pd.DataFrame:
    """Return the portfolio's properties, highest score first."""
    ids = set(links.loc[links["portfolio_id"] == portfolio_id, "property_id"])
    held = properties[properties["property_id"].isin(ids)]
    return held.sort_values(["score", "property_id"], ascending=[False, True], na_position="last")


def member(row: Mapping[Any, Any]) -> str:
    """Say of one property what a call about the whole portfolio needs."""
    score = f"score {row['score']}" if explain.is_known(row["score"]) else "not scored"
    ends = row["next_end_date"]
    end = f"next end {explain.day(ends)}" if explain.is_known(ends) else "no dated end ahead"
    risk = f"{explain.homes(row['units_at_risk_5y'])} at risk within 5 years"
    return f"{score} · {end} · {risk}"


def older_than_sale(links: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Name the properties whose owner on record is older than their latest sale; empty if none."""
    older = links[links["is_older_than_sale"].fillna(False).astype(bool)]
    ids = sorted(set(older["property_id"]))
    if not ids:
        return ""
    listed = ", ".join(names.get(one, one) for one in ids[:5])
    rest = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return (
        f"Owner record older than the last sale: {listed}{rest}. Somebody else may own it by now; "
        "look at the deed before you call."
    )


def of_property(property_id: str, links: pd.DataFrame, portfolios: pd.DataFrame) -> pd.DataFrame:
    """Return the portfolios of several properties that a property is in, the largest first."""
    ids = set(links.loc[links["property_id"] == property_id, "portfolio_id"])
    held = portfolios[portfolios["portfolio_id"].isin(ids) & (portfolios["property_count"] > 1)]
    return held.sort_values(["property_count", "portfolio_id"], ascending=[False, True])


def sureness(confidence: Any) -> str:
    """Return how sure a join is, in percent."""
    return explain.percent(confidence) if explain.is_known(confidence) else "nothing joined"


def counted(portfolios: pd.DataFrame, links: pd.DataFrame, total: int) -> str:
    """Say how many owners hold several properties, and how many properties have no known owner."""
    several = portfolios[portfolios["property_count"] > 1]
    within = links.loc[links["portfolio_id"].isin(several["portfolio_id"]), "property_id"].nunique()
    unknown = total - links["property_id"].nunique()
    return (
        f"{explain.plural(len(several), 'portfolio')} of several properties hold {within:,} of "
        f"{explain.plural(total, 'property', 'properties')}. "
        f"{explain.plural(unknown, 'property has', 'properties have')} no owner that can be "
        "named: people's names are withheld and join nothing, nor does an unknown owner."
    )


def _dated(row: Mapping[Any, Any]) -> str:
    days: Sequence[Any] = (row["owner_date"], row["observed_date"])
    return next((explain.day(day) for day in days if explain.is_known(day)), "no date")
