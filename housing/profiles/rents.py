"""Rents that HUD sets: the fair market rent around a property, and the most tax credits allow.

Both are for two bedrooms, with utilities: of how many bedrooms a property's homes are, no list
says, so rents of the same size are compared with each other and with nothing else.
"""

import pandas as pd

from housing.linked_tables import LinkedTables, known_by
from housing.terms import Program

_FAIR = "fair_market_rent_2br_usd"

#: A home of two bedrooms counts as lived in by three (26 U.S.C. 42(g)(2)(C): one and a half persons
#: a bedroom). Limits for tax credits come first; HUD's own limit at 50 percent times 1.2 is the
#: same where HUD holds no limit harmless.
_TAX_CREDIT_LIMITS = (
    ("tax_credit_limit_60pct_3p_usd", 1.0),
    ("income_limit_50pct_3p_usd", 1.2),
)

#: Rent may be 30 percent of the limit, by the month (26 U.S.C. 42(g)(2)(A)).
_SHARE_A_MONTH = 0.3 / 12


def set_rents(linked: LinkedTables, tract: pd.Series, zips: pd.Series) -> pd.DataFrame:
    """Fair market rent and the most tax credits allow, each with area, source and date.

    The rent of the ZIP code where HUD sets one, else of the county.

    Args:
        linked: what was gathered about the properties.
        tract: census tract of each property, by `property_id`; its digits begin with the county's.
        zips: ZIP code of each property, by `property_id`.
    """
    facts = known_by(linked.area_facts, linked.as_of)
    county = "county:" + _counties(linked, tract)
    fair = _of_areas(_newest(facts, _FAIR), "zip:" + zips.reindex(tract.index), county)
    limit = pd.DataFrame(columns=["value", "source_id", "observed_date"], index=tract.index)
    for measure, times in reversed(_TAX_CREDIT_LIMITS):
        found = _of_areas(_newest(facts, measure), county)
        found["value"] = found["value"] * times
        limit = found.where(found["value"].notna(), limit)
    return pd.DataFrame(
        {
            "fair_market_rent_usd": fair["value"].astype("float64"),
            "fair_market_rent_area": fair["area"].astype("string"),
            "fair_market_rent_source": fair["source_id"].astype("string"),
            "fair_market_rent_date": pd.to_datetime(fair["observed_date"]),
            "tax_credit_rent_usd": (limit["value"].astype("float64") * _SHARE_A_MONTH).round(2)
            // 1,
            "tax_credit_rent_source": limit["source_id"].astype("string"),
            "tax_credit_rent_date": pd.to_datetime(limit["observed_date"]),
        },
        index=tract.index,
    )


def least_gap(covenants: pd.DataFrame, rents: pd.DataFrame) -> pd.DataFrame:
    """How far the market is at least above tax-credit rents, where credits are in force, percent.

    Owners may charge less than the law allows, so the gap may be wider.
    """
    held = covenants.loc[covenants["is_active"] & covenants["program"].eq(Program.LIHTC.value)]
    has_credits = rents.index.isin(held["property_id"].dropna())
    allowed = rents["tax_credit_rent_usd"].where(has_credits)
    gap = (rents["fair_market_rent_usd"] / allowed.where(allowed > 0) - 1) * 100
    sources = rents["fair_market_rent_source"] + ";" + rents["tax_credit_rent_source"]
    dates = rents[["fair_market_rent_date", "tax_credit_rent_date"]].min(axis="columns")
    return pd.DataFrame(
        {
            "rent_gap_pct": gap,
            "rent_gap_source": sources.where(gap.notna()),
            "rent_gap_date": dates.where(gap.notna()),
        }
    )


def _counties(linked: LinkedTables, tract: pd.Series) -> pd.Series:
    """Five digits of each property's county: of its tract, else of a record that says it."""
    stated = linked.records.groupby("property_id")["county_fips"].first().reindex(tract.index)
    return tract.str[:5].fillna(stated)


def _newest(facts: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The newest period's row of each area."""
    rows = facts.loc[facts["measure"].eq(measure) & facts["value"].notna()]
    newest = rows.sort_values(["area_id", "period"]).drop_duplicates("area_id", keep="last")
    return newest.set_index("area_id")[["value", "source_id", "observed_date"]]


def _of_areas(facts: pd.DataFrame, *areas: pd.Series) -> pd.DataFrame:
    """What is known of the first of a property's areas that has a figure."""
    chosen = pd.Series(pd.NA, index=areas[0].index, dtype="string")
    for area in areas:
        chosen = chosen.fillna(area.where(area.isin(facts.index)).astype("string"))
    found = facts.reindex(chosen.to_numpy(object)).set_axis(chosen.index)
    return found.assign(area=chosen)
