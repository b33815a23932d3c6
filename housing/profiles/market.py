"""What rents do around a property, and how far its own are below: the owner's incentive."""

import numpy as np
import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.terms import CovenantKind

_RENT = "median_rent_usd"

#: Kinds whose contract rent HUD compares with fair market rent.
_ASSISTED = (CovenantKind.RENEWABLE.value, CovenantKind.PRAC.value)


def market(linked: LinkedTables, tract: pd.Series) -> pd.DataFrame:
    """Rent to FMR (percent), rent gap (percent) and rent growth percentile, by `property_id`."""
    rents = _rents_by_period(linked)
    return pd.DataFrame(
        {
            "rent_to_fmr_pct": _rent_to_fmr(linked.covenants),
            "rent_gap_pct": _rent_gap(linked.covenants, rents, tract),
            "market_growth_pctile": tract.map(_growth_percentile(rents)),
        },
        index=linked.property_ids,
    )


def _rents_by_period(linked: LinkedTables) -> pd.DataFrame:
    """Median rent by tract (rows) and period (columns, oldest first), US dollars a month."""
    facts = known_by(linked.area_facts, linked.as_of)
    rents = facts.loc[facts["measure"] == _RENT]
    tracts = rents["area_id"].str.removeprefix("tract:")
    wide = rents.assign(tract=tracts).pivot_table(
        index="tract", columns="period", values="value", aggfunc="first"
    )
    return wide.sort_index(axis="columns")


def _growth_percentile(rents: pd.DataFrame) -> pd.Series:
    """Percentile (0 to 100) of each tract's rent growth between the oldest and newest period.

    The midpoint rule: half of the tracts that grew equally count as below, so that the ranking
    is symmetric and a place of one tract has no percentile but 50.
    """
    if rents.shape[1] < 2:
        return pd.Series(dtype=float)
    growth = (rents.iloc[:, -1] / rents.iloc[:, 0]).dropna()
    return (growth.rank(method="average") - 0.5) / len(growth) * 100


def _rent_to_fmr(covenants: pd.DataFrame) -> pd.Series:
    """Contract rent as percent of FMR, averaged over active assisted contracts by homes."""
    stated = covenants.loc[covenants["is_active"] & covenants["kind"].isin(_ASSISTED)].dropna(
        subset=["rent_to_fmr_pct"]
    )
    return _weighted(stated, "rent_to_fmr_pct")


def _rent_gap(covenants: pd.DataFrame, rents: pd.DataFrame, tract: pd.Series) -> pd.Series:
    """Return the tract's latest median rent over the restricted rent, minus one, in percent."""
    stated = covenants.loc[covenants["is_active"]].dropna(subset=["restricted_rent_usd"])
    if stated.empty or rents.empty:
        return pd.Series(dtype=float)
    restricted = _weighted(stated, "restricted_rent_usd").reindex(tract.index)
    around = tract.map(rents.iloc[:, -1])
    return (around / restricted.where(restricted > 0) - 1) * 100


def _weighted(rows: pd.DataFrame, column: str) -> pd.Series:
    """Average of a column by property, weighted by homes; unknown sizes weigh as one home."""
    weights = rows["units_counted"].astype("Float64").fillna(1.0).clip(lower=1.0).to_numpy(float)
    values = rows[column].to_numpy(float)
    sums = (
        pd.DataFrame(
            {"property_id": rows["property_id"].to_numpy(), "w": weights, "wv": weights * values}
        )
        .groupby("property_id")
        .sum()
    )
    return pd.Series(np.asarray(sums["wv"] / sums["w"]), index=sums.index)
