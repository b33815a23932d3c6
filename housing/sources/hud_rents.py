"""HUD's fair market rents of one county, and by ZIP code where HUD sets them by ZIP code.

Becomes one `area_facts` row per area and number of bedrooms, none to four:

    area_id       measure                   value   unit  period  observed_date
    county:11001  fair_market_rent_2br_usd  2045.0  usd   FY2024  2023-10-01
    zip:20001     fair_market_rent_2br_usd  2840.0  usd   FY2024  2023-10-01

An answer of HUD USER's data API. HUD publishes the rents before the fiscal year and puts them in
force on its first day, 1 October, which is when they are counted as known.
"""

from typing import Any

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish, quarantined
from housing.sources.hud_answers import amount, as_facts, county_of, read_answer, year_of
from housing.terms import Reason

#: HUD's names of the rents, and the bedrooms.
BEDROOMS = {
    "Efficiency": 0,
    "One-Bedroom": 1,
    "Two-Bedroom": 2,
    "Three-Bedroom": 3,
    "Four-Bedroom": 4,
}

#: What HUD calls the whole area among its ZIP codes.
WHOLE_AREA = "MSA level"

#: A county's own code in HUD's ids of ten digits; New England's towns have others.
WHOLE_COUNTY = "99999"


def normalize(raw: RawFile) -> Tables:
    """Five rents for each area the answer is about."""
    data = read_answer(raw, SOURCE.id, "basicdata", "counties")
    sets = _of_state(data) if "counties" in data else _of_county(data, raw)
    year = year_of(raw, data.get("year"), *sets["year"])
    unknown = sets["area_id"].isna()
    repeated = sets["area_id"].duplicated() & ~unknown
    faults = (
        (unknown, Reason.MISSING_ID, "The rents name neither a ZIP code nor a county."),
        (repeated, Reason.DUPLICATE_ID, "The area is listed twice; the first rents were kept."),
    )
    rejected = [
        quarantined(sets.loc[fault], raw, SOURCE.id, reason, detail, "said")
        for fault, reason, detail in faults
        if fault.any()
    ]
    rows = [
        {
            "area_id": one["area_id"],
            "measure": f"fair_market_rent_{number}br_usd",
            "value": amount(one[name]),
        }
        for one in sets.loc[~unknown & ~repeated].to_dict("records")
        for name, number in BEDROOMS.items()
    ]
    facts = as_facts(rows, SOURCE.id, year, f"{year - 1}-10-01")
    return finish({"area_facts": facts}, rejected)


def _of_county(data: Any, raw: RawFile) -> pd.DataFrame:
    """Sets of rents of one county's answer: one, or one for each ZIP code and the whole."""
    given = data["basicdata"]
    listed = given if isinstance(given, list) else [given]
    sets = _table(listed, said="zip_code")
    is_whole = sets["said"].isna() | sets["said"].eq(WHOLE_AREA).fillna(False)
    is_zip = sets["said"].str.fullmatch(r"\d{5}").fillna(False).astype(bool)
    areas = ("zip:" + sets["said"]).where(is_zip)
    return sets.assign(area_id=areas.mask(is_whole, f"county:{county_of(raw)}"))


def _of_state(data: Any) -> pd.DataFrame:
    """Sets of rents of a state's answer: one for each county, or for each town of New England."""
    sets = _table(data["counties"], said="fips_code")
    is_id = sets["said"].str.fullmatch(r"\d{10}").fillna(False).astype(bool)
    is_county = sets["said"].str.endswith(WHOLE_COUNTY).fillna(False).astype(bool)
    areas = ("town:" + sets["said"]).mask(is_county, "county:" + sets["said"].str[:5])
    return sets.assign(area_id=areas.where(is_id))


def _table(listed: list[Any], said: str) -> pd.DataFrame:
    """Rents as a table of text, with what each set says it is about."""
    columns = {said: "said", "year": "year", **{name: name for name in BEDROOMS}}
    table = pd.DataFrame(
        [{ours: one.get(theirs) for theirs, ours in columns.items()} for one in listed],
        columns=list(columns.values()),
    ).astype("string")
    return table.assign(row_number=range(1, len(table) + 1))


SOURCE = Source(
    id="hud_rents",
    title="Fair market rents, by ZIP code where HUD sets them so",
    publisher="HUD Office of Policy Development and Research",
    url="https://www.huduser.gov/portal/dataset/fmr-api.html",
    license="Public domain (U.S. Government work); uses the HUD User Data API, not endorsed or "
    "certified by HUD User",
    cadence="yearly, in force from 1 October",
    late_after_days=430,
    signature=frozenset({"basicdata", "smallarea_status"}),
    suffixes=(".json",),
    makes=("area_facts",),
    normalize=normalize,
    uses="every",
)
