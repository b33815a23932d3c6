"""HUD's income limits of one county: the incomes on which the rents of tax-credit homes are capped.

Becomes one `area_facts` row per limit and size of household, and one for the median income:

    area_id       measure                        value     unit  period
    county:11001  median_family_income_usd       154700.0  usd   FY2024
    county:11001  income_limit_50pct_3p_usd      69650.0   usd   FY2024
    county:11001  tax_credit_limit_60pct_3p_usd  83580.0   usd   FY2024

Two answers of HUD USER's data API are read: the income limits of its own programs (30, 50 and 80
percent), and those of multifamily tax subsidy projects (20 to 80 percent), which do not fall from
one year to the next. The special limits of HERA, for projects from before 2009, are not read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.hud_answers import amount, as_facts, county_of, read_answer, year_of

#: Groups of limits in the answers, and our name for each kind.
OWN_GROUPS = ("extremely_low", "very_low", "low")
TAX_CREDIT_GROUP = re.compile(r"\d\dpercent")

#: A limit's name: percent of the median income, and persons.
LIMIT = re.compile(r"il(?P<percent>\d\d)_p(?P<persons>[1-8])")

#: Days from which limits were in force (HUD, transmittal notices of each year). Of another year
#: it is the file's own day, if that is known, or else the end of June: later than any so far.
IN_FORCE = {
    2020: "2020-04-01",
    2021: "2021-04-01",
    2022: "2022-04-18",
    2023: "2023-05-15",
    2024: "2024-04-01",
    2025: "2025-04-01",
}


def normalize(raw: RawFile) -> Tables:
    """Every limit of the answer; one that is blank is unknown."""
    data = read_answer(raw, SOURCE.id, "very_low", "50percent", "60percent")
    year = year_of(raw, data.get("year"))
    area = f"county:{county_of(raw)}"
    rows = [{"area_id": area, "measure": measure, "value": value} for measure, value in _of(data)]
    seen = IN_FORCE.get(year) or raw.vintage or f"{year}-06-30"
    return finish({"area_facts": as_facts(rows, SOURCE.id, year, seen)})


def _of(data: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Measures and their values."""
    is_own = isinstance(data.get("very_low"), dict)
    if is_own:
        yield "median_family_income_usd", amount(data.get("median_income"))
    for name, limits in data.items():
        kind = _kind(name)
        if kind is None or not isinstance(limits, dict):
            continue
        for limit, value in limits.items():
            if found := LIMIT.fullmatch(limit):
                yield f"{kind}_{found['percent']}pct_{found['persons']}p_usd", amount(value)


def _kind(group: str) -> str | None:
    if group in OWN_GROUPS:
        return "income_limit"
    return "tax_credit_limit" if TAX_CREDIT_GROUP.fullmatch(group) else None


SOURCE = Source(
    id="hud_income_limits",
    title="Income limits, for HUD's own programs and for tax-credit homes",
    publisher="HUD Office of Policy Development and Research",
    url="https://www.huduser.gov/portal/dataset/fmr-api.html",
    license="Public domain (U.S. Government work); uses the HUD User Data API, not endorsed or "
    "certified by HUD User",
    cadence="yearly, mostly in April",
    late_after_days=430,
    signature=frozenset({"median_income", "county_name"}),
    suffixes=(".json",),
    makes=("area_facts",),
    normalize=normalize,
    uses="every",
)
