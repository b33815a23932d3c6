"""What rents do around a property, and how far its own are below: the owner's incentive."""

import numpy as np
import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.profiles.rents import least_gap, set_rents
from housing.tables import Issues, columns_of
from housing.terms import AreaKind, CovenantKind, Issue

_RENT = "median_rent_usd"

#: Kinds whose contract rent HUD compares with fair market rent.
_ASSISTED = (CovenantKind.RENEWABLE.value, CovenantKind.PRAC.value)

#: Tracts are redrawn for every census.
_CENSUS_YEARS = 10


def market(linked: LinkedTables, tract: pd.Series, zips: pd.Series) -> pd.DataFrame:
    """Rent to FMR, rent gap and rent growth percentile with their origins, by `property_id`.

    Figures of tracts are used only where they are about the tracts of the same census as the
    outlines: many codes stand for other land in the next one. Where nobody states the restricted
    rent of tax-credit homes, the most that the law allows stands in, and the gap is a least one.
    """
    facts = _tract_rents(linked)
    facts = facts.loc[are_of_our_tracts(facts, linked.areas)]
    rents = _rents_by_period(facts)
    growth = tract.map(_growth_percentile(rents))
    newest = facts.loc[facts["period"] == facts["period"].max()]
    around = newest.drop_duplicates("tract").set_index("tract").reindex(tract.to_numpy(object))
    around = around.set_axis(tract.index)
    rents = set_rents(linked, tract, zips)
    gap = pd.DataFrame(_rent_gap(linked.covenants, around))
    least = least_gap(linked.covenants, rents)
    is_least = gap["rent_gap_pct"].isna() & least["rent_gap_pct"].notna()
    return pd.DataFrame(
        {
            **_rent_to_fmr(linked.covenants),
            **gap.where(~is_least, least),
            "is_rent_gap_least": is_least,
            **rents.drop(columns=["tax_credit_rent_source", "tax_credit_rent_date"]),
            "market_growth_pctile": growth,
            "market_source": around["source_id"].where(growth.notna()),
            "market_date": _dated(around).where(growth.notna()),
        },
        index=linked.property_ids,
    )


def _dated(around: pd.DataFrame) -> pd.Series:
    """When the figures were released; where that is not known, the last day of their years."""
    last = around["period"].astype("string").str.extract(r"(\d{4})$", expand=False)
    ends = pd.to_datetime(last + "-12-31", format="%Y-%m-%d").astype("datetime64[us]")
    return around["observed_date"].fillna(ends)


def market_doubts(linked: LinkedTables) -> pd.DataFrame:
    """Rents that cannot be compared as they should be, as rows of table `Issues`."""
    parts = [_strange_tracts(linked), _strange_rents(linked)]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _strange_tracts(linked: LinkedTables) -> pd.DataFrame:
    """Figures of tracts that are not about the tracts of the outlines at hand."""
    facts = linked.area_facts
    facts = facts.loc[facts["area_id"].str.startswith(f"{AreaKind.TRACT.value}:")]
    outlines = _tract_census(linked.areas)
    strange = facts.loc[~are_of_our_tracts(facts, linked.areas)]
    listed = strange[["source_id", "period", "tract_year"]].drop_duplicates()
    drawn = "of an unknown census" if outlines is None else f"of the census of {outlines}"
    rows = [
        {
            "issue": Issue.TRACT_VINTAGE.value,
            "table": "area_facts",
            "row_id": one["period"],
            "source_id": one["source_id"],
            "detail": f"The figures for {one['period']} are about the tracts of "
            f"{'an unknown census' if pd.isna(one['tract_year']) else one['tract_year']}; the "
            f"outlines here are {drawn}. The same code may mean other land, so they are not "
            "used. Import the outlines of that census, or the figures for this one.",
        }
        for one in listed.to_dict("records")
        if outlines is not None
    ]
    return pd.DataFrame(rows, columns=columns_of(Issues))


def _strange_rents(linked: LinkedTables) -> pd.DataFrame:
    """Restricted rents of which nobody says what utilities cost on top; market rents have them."""
    rows = linked.covenants
    facts = _tract_rents(linked)
    if not are_of_our_tracts(facts, linked.areas).any():
        return pd.DataFrame(columns=columns_of(Issues))
    is_silent = rows["restricted_rent_usd"].notna() & rows["utility_allowance_usd"].isna()
    silent = rows.loc[rows["is_active"] & is_silent]
    rents = silent["restricted_rent_usd"].map("{:,.0f} dollars".format).astype("string")
    return pd.DataFrame(
        {
            "issue": Issue.RENT_BASIS_MISMATCH.value,
            "property_id": silent["property_id"],
            "table": "covenants",
            "row_id": silent["covenant_id"],
            "source_id": silent["source_id"],
            "detail": "Market rents include utilities, and nobody says whether the restricted rent "
            "of " + rents + " does. The "
            "utility allowance would settle it: 0 where the rent includes utilities.",
        },
        columns=columns_of(Issues),
    )


def _tract_rents(linked: LinkedTables) -> pd.DataFrame:
    facts = known_by(linked.area_facts, linked.as_of)
    rents = facts.loc[facts["measure"] == _RENT]
    return rents.assign(tract=rents["area_id"].str.removeprefix("tract:"))


def _tract_census(areas: pd.DataFrame) -> int | None:
    """Year of the census that the tracts' outlines are of."""
    drawn = areas.loc[areas["kind"] == AreaKind.TRACT.value, "observed_date"].max()
    return None if pd.isna(drawn) else int(drawn.year) // _CENSUS_YEARS * _CENSUS_YEARS


def are_of_our_tracts(facts: pd.DataFrame, areas: pd.DataFrame) -> pd.Series:
    """Whether figures are about the tracts of the census that the outlines are of."""
    census = _tract_census(areas)
    return (facts["tract_year"] == (census or 0)).fillna(False).astype(bool)


def _rents_by_period(rents: pd.DataFrame) -> pd.DataFrame:
    """Median rent by tract (rows) and period (columns, oldest first), US dollars a month."""
    wide = rents.pivot_table(index="tract", columns="period", values="value", aggfunc="first")
    return wide.sort_index(axis="columns")


def _growth_percentile(rents: pd.DataFrame) -> pd.Series:
    """Percentile (0 to 100) of each tract's rent growth between the oldest and newest period."""
    if rents.shape[1] < 2:
        return pd.Series(dtype=float)
    return percentiles((rents.iloc[:, -1] / rents.iloc[:, 0]).dropna())


def percentiles(values: pd.Series) -> pd.Series:
    """Percentile (0 to 100) of each value among all of them.

    The midpoint rule: half of those that are equal count as below, so that the ranking is
    symmetric and one value alone is at 50.
    """
    return (values.rank(method="average") - 0.5) / max(len(values), 1) * 100


def _rent_to_fmr(covenants: pd.DataFrame) -> dict[str, pd.Series]:
    """Contract rent as percent of FMR, averaged over active assisted contracts by homes.

    Where only a range is published for any of them, so is the average: a range.
    """
    stated = covenants.loc[covenants["is_active"] & covenants["kind"].isin(_ASSISTED)].dropna(
        subset=["rent_to_fmr_pct"]
    )
    is_range = stated["rent_to_fmr_low_pct"].notna()
    exact = stated["rent_to_fmr_pct"]
    stated = stated.assign(
        low=stated["rent_to_fmr_low_pct"].fillna(exact),
        high=stated["rent_to_fmr_high_pct"].where(is_range, exact),
        rent_source=stated["rent_source"].fillna(stated["source_id"]),
        rent_date=stated["rent_date"].fillna(stated["observed_date"]),
    )
    ranged = is_range.groupby(stated["property_id"]).any()
    first = _largest(stated)
    low, high = _weighted(stated, "low"), _weighted(stated, "high")
    return {
        "rent_to_fmr_pct": _weighted(stated, "rent_to_fmr_pct"),
        "rent_to_fmr_low_pct": low.where(ranged.reindex(low.index, fill_value=False)),
        "rent_to_fmr_high_pct": high.where(ranged.reindex(high.index, fill_value=False)),
        "rent_source": first["rent_source"],
        "rent_date": first["rent_date"],
    }


def _rent_gap(covenants: pd.DataFrame, around: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the tract's latest median rent over the restricted rent, minus one, in percent.

    The Census Bureau's rents are gross, so the utilities that tenants pay are added to the other.
    """
    stated = covenants.loc[covenants["is_active"]].dropna(subset=["restricted_rent_usd"])
    utilities = stated["utility_allowance_usd"].fillna(0.0)
    stated = stated.assign(gross_usd=stated["restricted_rent_usd"] + utilities)
    restricted = _weighted(stated, "gross_usd").reindex(around.index)
    gap = (around["value"] / restricted.where(restricted > 0) - 1) * 100
    first = _largest(stated).reindex(around.index)
    dates = pd.concat([first["observed_date"], around["observed_date"]], axis="columns")
    return {
        "rent_gap_pct": gap,
        "rent_gap_source": (first["source_id"] + ";" + around["source_id"]).where(gap.notna()),
        "rent_gap_date": dates.min(axis="columns").where(gap.notna()),
    }


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the row over the most homes of each property, by `property_id`."""
    order = rows.sort_values(
        ["property_id", "units_counted", "covenant_id"], ascending=[True, False, True]
    )
    return order.drop_duplicates("property_id").set_index("property_id")


def _weighted(rows: pd.DataFrame, column: str) -> pd.Series:
    """Average of a column by property, weighted by homes; unknown sizes weigh as one home."""
    weights = rows["units_counted"].astype("Float64").fillna(1.0).clip(lower=1.0).to_numpy(float)
    values = rows[column].to_numpy(float)
    sums = (
        pd.DataFrame(
            {"property_id": rows["property_id"].to_numpy(), "w": weights, "wv": weights * values}
        )
        .groupby("property_id")
        .sum(min_count=1)
    )
    known = pd.Series(~np.isnan(values)).groupby(rows["property_id"].to_numpy()).all()
    return pd.Series(np.asarray(sums["wv"] / sums["w"]), index=sums.index).where(known)
