"""Incomes and poverty by census tract, from the American Community Survey (B19013 and B17001).

An answer of the Census Bureau, kept under a name that ends with the survey's last year. Becomes two
`area_facts` rows per tract, each with its 90 percent margin of error:

    area_id            measure                      value   margin_of_error  unit   period
    tract:11001004902  median_household_income_usd  98654   14210            usd    2019-2023
    tract:11001004902  persons_in_poverty_ratio     0.109   0.031            ratio  2019-2023

Negative codes say why there is no figure and become null. Incomes from 250,001 on mean "over
250,000". The margin of a share is worked out as the Bureau's handbook says.
"""

import numpy as np
import pandas as pd

from housing.sources.acs_rents import (
    RELEASED,
    figures,
    last_year,
    one_per_tract,
    read_answer,
    tract_year,
)
from housing.sources.base import RawFile, Source, Tables, finish
from housing.tables import AreaFacts, columns_of
from housing.terms import AreaKind

INCOME, INCOME_MARGIN = "b19013_001e", "b19013_001m"

#: Persons for whom poverty is determined, and those of them who are poor.
ALL, ALL_MARGIN = "b17001_001e", "b17001_001m"
POOR, POOR_MARGIN = "b17001_002e", "b17001_002m"

REQUIRED = (
    INCOME, INCOME_MARGIN, ALL, ALL_MARGIN, POOR, POOR_MARGIN, "state", "county", "tract"
)  # fmt: skip


def normalize(raw: RawFile) -> Tables:
    """Two measures per tract; one that the survey could not estimate is null."""
    last = last_year(raw, "acs5_incomes_2023.json")
    table, rejected = one_per_tract(read_answer(raw, REQUIRED, SOURCE.id), raw, SOURCE.id)
    known = {name: _floats(figures(table[name])) for name in REQUIRED[:6]}
    share, margin = _share(known)
    measures = (
        ("median_household_income_usd", known[INCOME], known[INCOME_MARGIN], "usd"),
        ("persons_in_poverty_ratio", share, margin, "ratio"),
    )
    facts = pd.concat(
        pd.DataFrame(
            {
                "area_id": f"{AreaKind.TRACT.value}:" + table["code"],
                "source_id": SOURCE.id,
                "measure": measure,
                "value": values,
                "margin_of_error": margins,
                "unit": unit,
                "period": f"{last - 4}-{last}",
                "tract_year": tract_year(last),
                "observed_date": pd.Timestamp(RELEASED[last]) if last in RELEASED else pd.NaT,
            }
        )
        for measure, values, margins, unit in measures
    )
    return finish({"area_facts": facts[columns_of(AreaFacts)]}, rejected)


def _share(known: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Share of persons who are poor, and its margin (Census Bureau, ACS handbook, chapter 8).

    Where the margin of a proportion cannot be worked out, that of a ratio stands in: it is wider.
    """
    everyone = np.where(known[ALL] > 0, known[ALL], np.nan)
    share = known[POOR] / everyone
    counted, base = known[POOR_MARGIN] ** 2, (share * known[ALL_MARGIN]) ** 2
    squared = np.where(counted >= base, counted - base, counted + base)
    return share, np.sqrt(squared) / everyone


def _floats(values: pd.Series) -> np.ndarray:
    return values.to_numpy("float64", na_value=np.nan)


SOURCE = Source(
    id="acs_incomes",
    title="American Community Survey, five years: household incomes and poverty by tract",
    publisher="U.S. Census Bureau",
    url="https://api.census.gov/data/2023/acs/acs5",
    license="Public domain (U.S. Government work)",
    cadence="yearly, in December",
    late_after_days=430,
    signature=frozenset({INCOME, POOR, "tract"}),
    suffixes=(".json", ".csv"),
    makes=("area_facts",),
    normalize=normalize,
)
