"""Median gross rent by census tract, from the Census Bureau's American Community Survey (B25064).

A person opens the address below in a browser, with a free key, and saves the answer under a name
that ends with the survey's last year, e.g. `acs5_rents_2022.csv`. The answer is a list in JSON;
the same table as CSV is read too. Becomes one `area_facts` row per tract:

    area_id            measure          value   margin_of_error  unit  period
    tract:11001004902  median_rent_usd  2104.0  187.0            usd   2018-2022

Negative codes say why there is no figure and become null. Rents from 3,501 on mean "over 3,500".
"""

import json
from collections.abc import Collection

import pandas as pd

from housing.errors import FileUnreadableError
from housing.sources.base import (
    RawFile,
    Source,
    Tables,
    finish,
    quarantined,
    read_csv,
    read_text,
    require_columns,
)
from housing.sources.cells import parse_numbers
from housing.tables import AreaFacts, columns_of
from housing.terms import AreaKind, Reason

RENT, MARGIN = "b25064_001e", "b25064_001m"
REQUIRED = (RENT, MARGIN, "state", "county", "tract")

#: Days on which the five years ending with a year were released (Census Bureau, "ACS Data Release
#: Schedule"). Of other years the day is unknown.
RELEASED = {
    2019: "2020-12-10",
    2020: "2022-03-17",
    2021: "2022-12-08",
    2022: "2023-12-07",
    2023: "2024-12-12",
}


#: The five years ending with one of these and later ones are of the tracts of that census (Census
#: Bureau, "Table and Geography Changes" of each release).
TRACTS_SINCE = ((2020, 2020), (2010, 2010), (2009, 2000))


def tract_year(last: int) -> int:
    """Census whose tracts the five years ending with a year are about.

    >>> tract_year(2019), tract_year(2024)
    (2010, 2020)
    """
    return next((census for since, census in TRACTS_SINCE if last >= since), 2000)


def normalize(raw: RawFile) -> Tables:
    """One row per tract; a tract without a figure is kept with a null value."""
    last = last_year(raw, "acs5_rents_2022.csv")
    table, rejected = one_per_tract(read_answer(raw, REQUIRED, SOURCE.id), raw, SOURCE.id)
    rents = pd.DataFrame(
        {
            "area_id": f"{AreaKind.TRACT.value}:" + table["code"],
            "source_id": SOURCE.id,
            "measure": "median_rent_usd",
            "value": figures(table[RENT]),
            "margin_of_error": figures(table[MARGIN]),
            "unit": "usd",
            "period": f"{last - 4}-{last}",
            "tract_year": tract_year(last),
            "observed_date": pd.Timestamp(RELEASED[last]) if last in RELEASED else pd.NaT,
        }
    )
    return finish({"area_facts": rents[columns_of(AreaFacts)]}, rejected)


def one_per_tract(
    table: pd.DataFrame, raw: RawFile, source_id: str
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Rows with an eleven-digit `code`, each code once, and the quarantine of the others."""
    uncoded = table["code"].isna()
    repeated = table["code"].duplicated() & ~uncoded
    faults = (
        (uncoded, Reason.MISSING_ID, "The row does not name its tract by eleven digits."),
        (repeated, Reason.DUPLICATE_ID, "The tract is listed twice; the first row was kept."),
    )
    rejected = [
        quarantined(table.loc[fault], raw, source_id, reason, detail, "code")
        for fault, reason, detail in faults
        if fault.any()
    ]
    return table.loc[~uncoded & ~repeated], rejected


def last_year(raw: RawFile, example: str) -> int:
    """Return the survey's last year, which only the file's name says.

    Raises:
        FileUnreadableError: the name does not say it.
    """
    if raw.vintage is None:
        raise FileUnreadableError(
            f"{raw.name} does not say which years it is about. Rename it so that it ends with the "
            f"last year of the survey, e.g. {example}."
        )
    return raw.vintage.year


def read_answer(raw: RawFile, required: Collection[str], source_id: str) -> pd.DataFrame:
    """Read an answer of the Census Bureau, or the same table as CSV, with the tract's `code`.

    Raises:
        FileUnreadableError: it is neither.
        SourceChangedError: it lacks a variable.
    """
    text = read_text(raw).lstrip()
    if text.startswith("["):
        table = _of_json(text, raw)
        require_columns(table.columns, required, source_id, raw.name)
    else:
        table = read_csv(raw, required, source_id, lower_case=True)
    code = (
        table["state"].str.strip().str.zfill(2)
        + table["county"].str.strip().str.zfill(3)
        + table["tract"].str.strip().str.zfill(6)
    )
    return table.assign(code=code.where(code.str.fullmatch(r"\d{11}").fillna(False)))


def _of_json(text: str, raw: RawFile) -> pd.DataFrame:
    try:
        header, *rows = json.loads(text)
        table = pd.DataFrame(rows, columns=[str(name).lower() for name in header], dtype="string")
    except (ValueError, TypeError) as error:
        raise FileUnreadableError(
            f"{raw.name} is not a complete answer of the Census Bureau ({error}). Save it again."
        ) from error
    if table.empty:
        raise FileUnreadableError(f"{raw.name} has a header but no rows. Download it again.")
    return table.assign(row_number=range(2, len(table) + 2))


def figures(text: pd.Series) -> pd.Series:
    """Figures, null for the Bureau's codes, all of them large negative numbers."""
    found, _ = parse_numbers(text)
    return found.mask(found < 0)


SOURCE = Source(
    id="acs_rents",
    title="American Community Survey, five years: median gross rent by tract",
    publisher="U.S. Census Bureau",
    url="https://api.census.gov/data/2022/acs/acs5"
    "?get=NAME,B25064_001E,B25064_001M&for=tract:*&in=state:11",
    license="Public domain (U.S. Government work)",
    cadence="yearly, in December",
    late_after_days=550,
    signature=frozenset({RENT, MARGIN, "tract"}),
    suffixes=(".csv", ".json"),
    makes=("area_facts",),
    normalize=normalize,
    uses="every",
)
