"""What binds a development: covenants of each program, with the dates and terms usual for it."""

from datetime import date, timedelta

import numpy as np

from housing.sample_city.districts import HOODS
from housing.sample_city.model import AS_OF, CityCovenant, Covenant, Development, TaxCredit
from housing.tax_credit_years import COMPLIANCE_YEARS, EXTENDED_USE_YEARS

HUD = "US Dept of Housing and Urban Development"
HOUSING_AGENCIES = "DC Dept of Housing and Community Development; DC Housing Finance Agency"
CONTRACTS = "HUD/Multifamily Assistance and Section 8 Contracts"

#: Two-bedroom fair market rent of the metropolitan area, dollars a month.
FAIR_MARKET_RENT = 1610

_SECTION_8 = (
    ("Sec 8 loan management set-aside", "S8 Loan Mgmt", "L"),
    ("Sec 8 new construction", "Other S8 New", "N"),
    ("Sec 8 substantial rehabilitation", "Other S8 Rehab", "R"),
    ("Sec 8 housing finance agency new construction", "S8 State Agency", "H"),
    ("Sec 8 property disposition existing", "S8 Prop. Disp.", "P"),
)
_MORTGAGES = (
    "Sec 221(d)(4) Mkt. Rate Mod Inc/Disp Fams",
    "Sec 207/223(f) Pur/Refin Hsg.",
    "Sec 223(a)(7)/221(d)(4) MKT Refi/Moderate Income",
    "Sec 542(c) HFA Risk Sharing-Recent Comp",
)


def years_on(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def rent_level(neighborhood: str) -> int:
    """Median market rent of the neighborhood, dollars a month."""
    return next(hood.rent for hood in HOODS if hood.name == neighborhood)


def contract_number(letter: str, development: Development, place: int = 0) -> str:
    """Eleven characters, as HUD numbers contracts; the first two are the state."""
    return f"ZZ39{letter}{int(development.id[2:]) * 10 + place:06d}"


def section_8(
    rng: np.random.Generator, development: Development, units: int, *, end: date | None = None
) -> Covenant:
    """A contract of the 1970s or 1980s, renewed for 20, 5 or 1 years."""
    program, group, letter = _SECTION_8[int(rng.integers(len(_SECTION_8)))]
    original = date(int(rng.integers(1977, 1986)), int(rng.integers(1, 13)), 1)
    term = int(rng.choice([240, 60, 12], p=[0.80, 0.12, 0.08]))
    if end is None:
        left = int(rng.integers(1, {240: 228, 60: 60, 12: 13}[term]))
        end = _month_end(AS_OF, left)
    start = end - timedelta(days=round(term * 30.4375) - 1)
    start = start.replace(day=1)
    market = rent_level(development.neighborhood) / FAIR_MARKET_RENT
    ratio = round(float(100 * market * rng.uniform(0.68, 1.12)), 2)
    previous = int(rng.choice([240, 60, 12, 3], p=[0.35, 0.30, 0.30, 0.05]))
    number = contract_number(letter, development, len(development.covenants))
    return Covenant(
        program,
        "Project-based section 8",
        HUD,
        units,
        start,
        end,
        CONTRACTS,
        f"{development.rems_id}/{number}",
        original_start=original,
        previous_end=start - timedelta(days=1),
        compliance_end=end,
        contract=number,
        rent_to_fmr=ratio,
        hud_group=group,
        term_months=term,
        previous_term_months=previous,
    )


def rental_assistance_202(
    rng: np.random.Generator, development: Development, units: int
) -> list[Covenant]:
    """A capital advance for 40 years, and the yearly contract beside it."""
    built = date(int(rng.integers(1994, 2013)), int(rng.integers(1, 13)), 1)
    elderly = bool(rng.random() < 0.7)
    program = f"Sec {'202' if elderly else '811'} project rental assistance contract"
    end = _month_end(AS_OF, int(rng.integers(1, 26)))
    number = contract_number("S", development)
    yearly = Covenant(
        program, "Project rental assistance contract", HUD, units,
        years_on(end, -1) + timedelta(days=1), end, CONTRACTS, f"{development.rems_id}/{number}",
        original_start=built, compliance_end=end, contract=number,
        rent_to_fmr=round(float(rng.uniform(52, 96)), 2), hud_group="PRAC 202/811",
        term_months=12, previous_term_months=12,
    )  # fmt: skip
    advance = Covenant(
        "Sec 202/811 capital advance", "Section 202/811", "Other", units,
        built, years_on(built, 40), "NLIHC Value-Added", original_start=built,
    )  # fmt: skip
    return [yearly, advance]


def tax_credit(
    development: Development,
    year: int,
    units: int,
    *,
    years: int = EXTENDED_USE_YEARS,
    is_listed: bool = True,
) -> Covenant:
    """Credits placed in service in a year, and the row that HUD has of them."""
    if is_listed:
        development.credits.append(TaxCredit(year, development.units, units, year - 1))
    start = date(year, 1, 1)
    return Covenant(
        "Low income housing tax credit", "LIHTC", HOUSING_AGENCIES, units,
        start, years_on(start, years), "HUD/LIHTC", original_start=start,
        compliance_end=years_on(start, COMPLIANCE_YEARS),
    )  # fmt: skip


def city_loan(program: str, units: int, start: date, years: int, *, agency: str = "DC") -> Covenant:
    """A loan or grant of the city with a covenant for a stated term."""
    portfolios = {
        "DC housing production trust fund": "DC housing production trust fund",
        "Community development block grant": "CDBG",
        "McKinney Vento Act loan": "McKinney Vento",
    }
    end = years_on(start, years)
    return Covenant(
        program, portfolios.get(program, program), agency, units, start, end,
        original_start=start, compliance_end=end,
    )  # fmt: skip


def bond(units: int, start: date) -> Covenant:
    """Tax exempt bonds: the row dates the bond, not a restriction."""
    return Covenant("Tax exempt bond", "Tax exempt bond", "DC", units, start, years_on(start, 30),
                    original_start=start)  # fmt: skip


def mortgage(rng: np.random.Generator, units: int, start: date) -> Covenant:
    """A mortgage that HUD insures; it limits no rent."""
    program = _MORTGAGES[int(rng.integers(len(_MORTGAGES)))]
    number = str(int(rng.integers(10_000, 99_999)))
    return Covenant(program, "HUD-insured mortgage", HUD, units, start, years_on(start, 35),
                    "HUD/Insured Multifamily Mortgages", number, original_start=start)  # fmt: skip


def public_housing(units: int) -> Covenant:
    """The authority's own homes: no end is scheduled."""
    return Covenant("Public housing", "Public housing", "DC Housing Authority", units,
                    info_source="DCHA Document")  # fmt: skip


def restricted_rent(rng: np.random.Generator, development: Development, income: int = 60) -> int:
    """Average restricted rent: a share of income limits, less what the building can charge."""
    limit = {30: 640, 50: 1010, 60: 1215, 80: 1590}[income]
    most = 0.97 * rent_level(development.neighborhood)
    return int(min(limit, most) * rng.uniform(0.93, 1.03))


def city_record(
    rng: np.random.Generator, development: Development, covenant: Covenant, program: str
) -> CityCovenant:
    """The city's own record of a covenant that the catalog lists too: same homes, same dates."""
    waived = str(rng.choice(["Y", "N", ""], p=[0.70, 0.09, 0.21])) if program == "LIHTC" else ""
    return CityCovenant(
        program,
        covenant.units,
        covenant.start,
        covenant.end,
        is_qc_waived=waived,
        rent=restricted_rent(rng, development),
        document=f"Instrument {int(rng.integers(1990, 2024))}-{int(rng.integers(1000, 99999)):05d}",
    )


def _month_end(day: date, months: int) -> date:
    """Last day of the month so many months on."""
    count = day.year * 12 + day.month - 1 + months
    return date((count + 1) // 12, (count + 1) % 12 + 1, 1) - timedelta(days=1)
