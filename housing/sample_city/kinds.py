"""What each usual sort of development is bound by, and for whom it is."""

from datetime import date

import numpy as np

from housing.sample_city import programs
from housing.sample_city.model import CityCovenant, Development, Pipeline
from housing.sample_city.programs import city_loan, city_record, section_8, tax_credit

_TRUST_FUND = "DC housing production trust fund"

#: Years tax credits were placed in service, and how often: the boom of 2004 to 2007 is the
#: cliff of ends of 2034 to 2037.
_CREDIT_YEARS = ((1990, 1995, 0.05), (1997, 1999, 0.05), (2000, 2003, 0.08), (2004, 2007, 0.36),
                 (2008, 2012, 0.17), (2013, 2019, 0.18), (2020, 2024, 0.11))  # fmt: skip


def assisted_family(rng: np.random.Generator, development: Development) -> None:
    """Section 8 for families, often on an insured mortgage."""
    units = development.units or 0
    share = float(rng.choice([1.0, 1.0, 0.8, 0.6]))
    development.covenants.append(section_8(rng, development, max(4, int(units * share))))
    development.year_built = int(rng.integers(1958, 1984))
    if rng.random() < 0.45:
        year = int(rng.integers(1999, 2020))
        development.covenants.append(programs.mortgage(rng, units, date(year, 6, 1)))
        development.last_rehab_year = year if rng.random() < 0.6 else None
    if rng.random() < 0.3:
        start = date(int(rng.integers(2000, 2016)), 4, 1)
        development.covenants.append(city_loan(_TRUST_FUND, units, start, 40))
    _record_facts(rng, development, 0.35)


def assisted_elderly(rng: np.random.Generator, development: Development) -> None:
    """Section 8 beside a direct loan, for elderly people."""
    units = development.units or 0
    contract = section_8(rng, development, units)
    contract.program, contract.hud_group = "Sec 202/8 direct loan/elderly-handicapped", "Sec. 202"
    if rng.random() < 0.6:
        contract.program = "Sec 202 new construction"
    contract.portfolio = "Section 202/811"
    development.covenants.append(contract)
    development.tenancy = "elderly"
    development.year_built = int(rng.integers(1972, 1988))
    development.last_rehab_year = int(rng.integers(1998, 2022)) if rng.random() < 0.5 else None
    _record_facts(rng, development, 0.6)


def capital_advance(rng: np.random.Generator, development: Development) -> None:
    """Sections 202 and 811: a small building, a yearly contract, a use restriction of 40 years."""
    units = development.units or 0
    development.covenants += programs.rental_assistance_202(rng, development, units)
    start = development.covenants[1].start
    development.tenancy = "elderly"
    development.year_built = start.year if isinstance(start, date) else None
    _record_facts(rng, development, 0.5)


def tax_credits(rng: np.random.Generator, development: Development) -> None:
    """Tax credits, with bonds or city loans that may bind longer than they do."""
    units = development.units or 0
    restricted = units if rng.random() < 0.8 else max(4, int(units * rng.uniform(0.4, 0.95)))
    development.assisted = restricted
    year = _credit_year(rng)
    credit = tax_credit(development, year, restricted)
    development.covenants.append(credit)
    development.year_built = year if rng.random() < 0.5 else int(rng.integers(1925, 1978))
    development.last_rehab_year = year
    development.tenancy = str(
        rng.choice(["family", "family", "elderly", "family", "elderly", "mixed"])
    )
    start = date(year, int(rng.integers(1, 13)), 1)
    if rng.random() < 0.56:
        years = int(rng.choice([40, 40, 40, 30]))
        development.covenants.append(city_loan(_TRUST_FUND, restricted, start, years))
    if rng.random() < 0.35:
        development.covenants.append(programs.bond(restricted, start))
    if rng.random() < 0.25:
        homes = max(2, restricted // 6)
        development.covenants.append(city_loan("HOME", homes, start, 20))
    _record_credit(rng, development, year, restricted)


def assisted_with_credits(rng: np.random.Generator, development: Development) -> None:
    """Section 8 preserved with tax credits: the contract may end under the credits."""
    units = development.units or 0
    year = int(rng.integers(1999, 2023))
    credit = tax_credit(development, year, units)
    contract = section_8(rng, development, max(4, int(units * float(rng.choice([1.0, 0.7, 0.4])))))
    development.covenants += [credit, contract]
    development.covenants.append(programs.bond(units, date(year, 7, 1)))
    development.year_built = int(rng.integers(1960, 1982))
    development.last_rehab_year = year
    _record_credit(rng, development, year, units)


def public_homes(rng: np.random.Generator, development: Development) -> None:
    """The housing authority's own."""
    development.covenants.append(programs.public_housing(development.units or 0))
    development.tenancy = str(rng.choice(["family", "family", "elderly"]))
    development.year_built = int(rng.integers(1941, 1974))
    development.buildings = int(rng.integers(1, 9))
    development.last_rehab_year = int(rng.integers(1996, 2016)) if rng.random() < 0.4 else None


def city_loans(rng: np.random.Generator, development: Development) -> None:
    """A small building with a city loan or grant; many of these have no end on record."""
    units = development.units or 0
    program = str(
        rng.choice(
            [_TRUST_FUND, "HOME", "Community development block grant", "McKinney Vento Act loan"],
            p=[0.40, 0.27, 0.22, 0.11],
        )
    )
    start = date(int(rng.integers(1999, 2020)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
    years = {_TRUST_FUND: 40}.get(program, 30)
    covenant = city_loan(program, units, start, years)
    if program != _TRUST_FUND and rng.random() < 0.2:
        covenant.start = covenant.end = covenant.compliance_end = covenant.original_start = None
    development.covenants.append(covenant)
    development.has_hud_owner = bool(rng.random() < 0.6)
    development.year_built = int(rng.integers(1905, 1968))
    if rng.random() < 0.35:
        second = city_loan(_TRUST_FUND, max(2, units // 2), start, 40)
        development.covenants.append(second)
    words = {_TRUST_FUND: "Housing Trust Fund", "HOME": "HOME"}
    if program in words and rng.random() < 0.5:
        development.city.append(city_record(rng, development, covenant, words[program]))
    _record_facts(rng, development, 0.3)


def land_trust(rng: np.random.Generator, development: Development) -> None:
    """Homes on land that a steward holds for good."""
    units = development.units or 0
    start = date(int(rng.integers(1992, 2022)), int(rng.integers(1, 13)), 15)
    is_leased = bool(rng.random() < 0.5)
    development.city.append(
        CityCovenant(
            "Community land trust" if is_leased else "Perpetual covenant",
            units,
            start,
            programs.years_on(start, 99) if is_leased else "perpetual",
            rent=programs.restricted_rent(rng, development, 50),
            document="Ground lease" if is_leased else "Declaration of covenants",
        )
    )
    if rng.random() < 0.6:
        development.covenants.append(city_loan(_TRUST_FUND, units, start, 40))
    development.year_built = int(rng.integers(1900, 1942))
    development.last_rehab_year = start.year
    development.has_hud_owner = True


def inclusionary(rng: np.random.Generator, development: Development) -> None:
    """A market building of which a tenth to a fifth is restricted by the city."""
    units = development.units or 0
    restricted = max(2, int(units * rng.uniform(0.08, 0.2)))
    development.assisted = restricted
    start = date(int(rng.integers(2009, 2025)), int(rng.integers(1, 13)), 1)
    is_perpetual = bool(rng.random() < 0.45)
    end = "perpetual" if is_perpetual else programs.years_on(start, int(rng.choice([20, 30, 40])))
    development.city.append(
        CityCovenant(
            "Inclusionary zoning", restricted, start, end,
            rent=programs.restricted_rent(rng, development, 80),
            document=f"Zoning order {start.year}-{int(rng.integers(100, 999))}",
        )
    )  # fmt: skip
    development.year_built = start.year
    if start.year >= 2015:
        development.pipeline = Pipeline(
            "Completed 2015 to Date", "DHCD OP", (0, 0, restricted // 2,
                                                  restricted - restricted // 2, 0)
        )  # fmt: skip


def _credit_year(rng: np.random.Generator) -> int:
    low, high, _ = _CREDIT_YEARS[
        int(rng.choice(len(_CREDIT_YEARS), p=[share for *_, share in _CREDIT_YEARS]))
    ]
    return int(rng.integers(low, high + 1))


def _record_credit(
    rng: np.random.Generator, development: Development, year: int, units: int
) -> None:
    """Credits as the city recorded them; the oldest were bound for longer or allocated again."""
    recorded = city_record(rng, development, development.covenants[0], "LIHTC")
    if year < 1997:
        if rng.random() < 0.5:
            recorded.end = programs.years_on(date(year, 1, 1), int(rng.choice([40, 50, 55])))
        else:
            again = int(rng.integers(2009, 2016))
            development.covenants.append(tax_credit(development, again, units))
            return
    if year < 1997 or rng.random() < 0.68:
        development.city.append(recorded)
    if year >= 2016:
        development.pipeline = Pipeline(
            "Completed 2015 to Date", "DCHFA DHCD", (units // 5, units // 3,
                                                    units - units // 5 - units // 3, 0, 0)
        )  # fmt: skip


def _record_facts(rng: np.random.Generator, development: Development, share: float) -> None:
    """The city's own record of some assisted homes: what their tenants would pay elsewhere."""
    if rng.random() >= share or not development.covenants:
        return
    covenant = development.covenants[0]
    words = {
        "Project-based section 8": "Section 8 HAP",
        "Section 202/811": "Section 8 HAP",
        "Project rental assistance contract": "Section 202 PRAC",
    }
    if covenant.portfolio in words:
        row = city_record(rng, development, covenant, words[covenant.portfolio])
        row.end_basis = "reported"
        development.city.append(row)
