"""Population, poverty and income by census tract, prepared from the American Community Survey.

The file is the table `DCtracts2020` of the R package ndi (Neighborhood Deprivation Indices, by
Ian D. Buller), made from the Census Bureau's five-year figures for 2016-2020. Three of its columns
are used. Becomes up to three `area_facts` rows per tract:

    area_id            measure                      value     unit     period
    tract:11001004902  population_total             3407      persons  2016-2020
    tract:11001004902  poverty_ratio                0.109     ratio    2016-2020
    tract:11001004902  median_household_income_usd  98654     usd      2016-2020

`POV` is the share of households, not of persons, below the poverty line (table B17017). Income is
published as its natural logarithm; 250,001 dollars mean "over 250,000".
"""

import re

import numpy as np
import pandas as pd

from housing.errors import FileUnreadableError
from housing.sources.acs_rents import RELEASED, one_per_tract, tract_year
from housing.sources.base import RawFile, Source, Tables, finish, read_csv
from housing.sources.cells import parse_numbers
from housing.tables import AreaFacts, columns_of
from housing.terms import AreaKind

REQUIRED = ("geoid", "totalpop", "pov", "logmedhhinc")

#: First and last year as file names write them: `acs2016_2020`, `2016-2020`.
_YEARS = re.compile(r"(?<!\d)(20\d\d)[_-](20\d\d)(?!\d)")


def normalize(raw: RawFile) -> Tables:
    """Three measures per tract; one that the survey could not estimate is null."""
    period = _period(raw)
    table = read_csv(raw, REQUIRED, SOURCE.id, lower_case=True)
    code = table["geoid"].str.strip()
    table = table.assign(code=code.where(code.str.fullmatch(r"\d{11}").fillna(False)))
    table, rejected = one_per_tract(table, raw, SOURCE.id)
    figures = {name: parse_numbers(table[name])[0] for name in REQUIRED[1:]}
    log_income = figures["logmedhhinc"].to_numpy(float, na_value=np.nan)
    measures = (
        ("population_total", figures["totalpop"].to_numpy(float, na_value=np.nan), "persons"),
        ("poverty_ratio", figures["pov"].to_numpy(float, na_value=np.nan), "ratio"),
        ("median_household_income_usd", np.exp(log_income).round(), "usd"),
    )
    last = int(period[-4:])
    facts = pd.concat(
        pd.DataFrame(
            {
                "area_id": f"{AreaKind.TRACT.value}:" + table["code"],
                "source_id": SOURCE.id,
                "measure": measure,
                "value": values,
                "margin_of_error": np.nan,
                "unit": unit,
                "period": period,
                "tract_year": tract_year(last),
                "observed_date": pd.Timestamp(RELEASED[last]) if last in RELEASED else pd.NaT,
            }
        )
        for measure, values, unit in measures
    )
    return finish({"area_facts": facts[columns_of(AreaFacts)]}, rejected)


def _period(raw: RawFile) -> str:
    """Years of the survey: as the name says, else the five that end with the vintage."""
    if found := _YEARS.search(raw.name):
        return f"{found[1]}-{found[2]}"
    if raw.vintage is None:
        raise FileUnreadableError(
            f"{raw.name} does not say which years it is about. Put them into its name, e.g. "
            "tracts_2016_2020.csv."
        )
    return f"{raw.vintage.year - 4}-{raw.vintage.year}"


SOURCE = Source(
    id="acs_tracts",
    title="Census tracts: population, poverty and income (from the American Community Survey)",
    publisher="U.S. Census Bureau, prepared by Ian D. Buller for the R package ndi",
    url="https://cran.r-project.org/package=ndi",
    license="Apache License 2.0; the Census Bureau's figures are in the public domain",
    cadence="once",
    late_after_days=3650,
    signature=frozenset({"geoid", "totalpop", "pov", "logmedhhinc"}),
    suffixes=(".csv",),
    makes=("area_facts",),
    normalize=normalize,
)
