"""What the Census Bureau's survey says of the tract a property lies in, with margins of error."""

import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.profiles.market import are_of_our_tracts

#: Measures that are shown, and the column each becomes; its margin ends in `_margin`.
SHOWN = {
    "median_rent_usd": "tract_rent_usd",
    "median_household_income_usd": "tract_income_usd",
    "persons_in_poverty_ratio": "tract_poverty_ratio",
}


def tract_figures(linked: LinkedTables, tract: pd.Series) -> pd.DataFrame:
    """Newest rent, income and poverty of each property's tract, by `property_id`.

    Only surveys about the tracts of the same census as the outlines are used; the years shown are
    those of the newest figure.
    """
    facts = known_by(linked.area_facts, linked.as_of)
    facts = facts.loc[facts["measure"].isin(SHOWN) & facts["value"].notna()]
    facts = facts.loc[are_of_our_tracts(facts, linked.areas)]
    newest = facts.sort_values(["area_id", "measure", "period"]).drop_duplicates(
        ["area_id", "measure"], keep="last"
    )
    area = "tract:" + tract.astype("string")
    made: dict[str, pd.Series] = {}
    for measure, column in SHOWN.items():
        rows = newest.loc[newest["measure"] == measure].set_index("area_id")
        made[column] = area.map(rows["value"]).astype("float64")
        made[f"{column}_margin"] = area.map(rows["margin_of_error"]).astype("float64")
    periods = newest.groupby("area_id")["period"].max()
    sources = newest.groupby("area_id")["source_id"].agg(lambda ids: ";".join(sorted(set(ids))))
    made["tract_figures_period"] = area.map(periods).astype("string")
    made["tract_figures_source"] = area.map(sources).astype("string")
    return pd.DataFrame(made, index=tract.index)
