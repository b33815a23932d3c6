"""Hard cases of rental assistance contracts, mortgages and public housing."""

from datetime import date

import numpy as np

from housing.sample_city.hard_case import Case, contract, credit, inspected, recorded, trust_fund
from housing.sample_city.model import Covenant, Development, Notice
from housing.sample_city.owners import FOR_PROFITS, HOUSING_AUTHORITY, LIMITED_DIVIDEND
from housing.sample_city.programs import HUD, public_housing, rental_assistance_202


def _end_past(development: Development) -> None:
    """A Section 8 contract is listed as active though its end has passed: stale, not lost."""
    development.owner = FOR_PROFITS[1]
    contract(development, 60, date(2006, 4, 1), date(2026, 3, 31), ratio=85.0)


def _renewed(development: Development) -> None:
    """A contract was renewed for twenty years; the previous end stays on record."""
    made = contract(development, development.units, date(2025, 7, 1), date(2045, 6, 30))
    made.original_start, made.previous_end = date(1981, 7, 1), date(2025, 6, 30)


def _renumbered(development: Development) -> None:
    """HUD renumbered the contract: the old number ended the day before the new one began."""
    old = contract(development, development.units, date(2004, 10, 1), date(2024, 9, 30), group="")
    old.is_active, old.actual_end = False, date(2024, 9, 30)
    contract(development, development.units, date(2024, 10, 1), date(2044, 9, 30), letter="M")


def _yearly_funding(development: Development) -> None:
    """A twenty-year agreement is funded one year at a time: only the overall end counts."""
    made = contract(development, development.units, date(2021, 1, 1), date(2040, 12, 31))
    made.term_months = 12


def _prac(development: Development) -> None:
    """A project rental assistance contract comes up every year and depends on Congress."""
    development.tenancy = "elderly"
    made = Covenant(
        "Sec 202 project rental assistance contract", "Project rental assistance contract", HUD,
        development.units, date(2026, 1, 1), date(2026, 12, 31),
        "HUD/Multifamily Assistance and Section 8 Contracts",
        original_start=date(1999, 1, 1), contract=f"ZZ39S{int(development.id[2:]):06d}",
        rent_to_fmr=58.0, hud_group="PRAC 202/811", term_months=12, previous_term_months=12,
    )  # fmt: skip
    development.covenants.append(made)


def _two_contracts(development: Development) -> None:
    """Two contracts for different homes end twelve years apart: two steps, not one."""
    contract(development, 40, date(2007, 6, 1), date(2027, 5, 31), ratio=92.0)
    contract(development, 62, date(2019, 12, 1), date(2039, 11, 30), letter="R", ratio=97.0)


def _contract_under_credits(development: Development) -> None:
    """A contract ends in 2027 under tax credits that bind to 2041: deep subsidy is lost first."""
    contract(development, development.units, date(2007, 2, 1), date(2027, 1, 31), ratio=88.0)
    credit(development, 2011)
    development.owner = FOR_PROFITS[4]


def _use_agreement(development: Development) -> None:
    """The Section 236 mortgage was decoupled; a use agreement binds on its own to 2031."""
    loan = Covenant(
        "Sec 236(j)(1)/Lower Income Families", "HUD-insured mortgage", HUD, development.units,
        date(1973, 5, 1), date(2013, 5, 1), "HUD - Active Section 236 Projects",
        is_active=False, actual_end=date(2009, 11, 30),
    )  # fmt: skip
    development.covenants.append(loan)
    recorded(development, "Section 236 use agreement", date(2009, 12, 1), date(2031, 5, 1))
    development.owner = LIMITED_DIVIDEND[0]


def _mortgage_prepaid(development: Development) -> None:
    """An insured mortgage was prepaid: the covenants are what they were."""
    loan = Covenant(
        "Sec 221(d)(4) Mkt. Rate Mod Inc/Disp Fams", "HUD-insured mortgage", HUD,
        development.units, date(1998, 8, 1), date(2038, 8, 1),
        "HUD/Insured Multifamily Mortgages", "05435711",
        is_active=False, actual_end=date(2021, 6, 15),
    )  # fmt: skip
    development.covenants.append(loan)
    contract(development, development.units, date(2015, 3, 1), date(2035, 2, 28), ratio=109.0)


def _scattered_public_housing(development: Development) -> None:
    """Public housing on scattered lots: no end is scheduled, and one address cannot say where."""
    development.owner, development.buildings = HOUSING_AUTHORITY, 9
    development.covenants.append(public_housing(18))
    inspected(development, (date(2025, 3, 4), "74c"), (date(2022, 2, 10), "81b"))


def _converted(development: Development) -> None:
    """Public housing became a Section 8 contract under RAD: converted, not lost."""
    development.owner = HOUSING_AUTHORITY
    ended = public_housing(development.units or 0)
    ended.is_active, ended.actual_end = False, date(2023, 12, 31)
    development.covenants.append(ended)
    made = contract(
        development, development.units, date(2024, 1, 1), date(2043, 12, 31), group="S8 RAD PH Conv"
    )
    made.program = made.portfolio = "Project-based vouchers"


def _maturing_515(development: Development) -> None:
    """A Section 515 mortgage matures in three years, and rental assistance ends with it."""
    development.owner, development.tenancy = LIMITED_DIVIDEND[3], "elderly"
    recorded(development, "USDA 515", date(1989, 10, 1), date(2029, 9, 30), rent=1090)


def _direct_loan(development: Development) -> None:
    """A Section 202 direct loan matures before the contract that renewed beside it."""
    development.tenancy = "elderly"
    loan = Covenant(
        "Sec 202 direct loan/elderly/pre-1974", "Section 202/811", HUD, development.units,
        date(1972, 9, 1), date(2027, 9, 1), "HUD - Active 202/811 Loans",
    )  # fmt: skip
    development.covenants.append(loan)
    contract(development, development.units, date(2012, 9, 1), date(2032, 8, 31), ratio=101.0)


def _offered_for_sale(development: Development) -> None:
    """The owner offered the building for sale: tenants have first refusal, and the clock runs."""
    development.owner = FOR_PROFITS[0]
    contract(development, development.units, date(2008, 2, 1), date(2028, 1, 31), ratio=79.0)
    development.notices += [
        Notice(date(2026, 7, 14), "5+ units offer of sale with contract", price=9_450_000),
        Notice(date(2026, 8, 21), "Tenant organization registration application"),
    ]


def _advance_and_contract(development: Development) -> None:
    """A capital advance binds for forty years beside a contract of one year."""
    development.tenancy = "elderly"
    rng = np.random.default_rng(47)
    development.covenants += rental_assistance_202(rng, development, development.units or 0)


def _small_opt_out(development: Development) -> None:
    """Eighteen homes far under market rents, a contract ending soon, a for-profit owner."""
    development.owner, development.year_built = FOR_PROFITS[3], 1968
    contract(development, 18, date(2007, 6, 1), date(2027, 5, 31), ratio=68.0)


def _loan_outlives_contract(development: Development) -> None:
    """The contract ended for good; the city's loan still binds a third of the homes."""
    ended = contract(development, development.units, date(2003, 5, 1), date(2023, 4, 30), group="")
    ended.is_active, ended.actual_end = False, date(2023, 4, 30)
    trust_fund(development, (development.units or 3) // 3, date(2010, 5, 1), date(2050, 5, 1))


def _only_hud_lists_it(development: Development) -> None:
    """HUD lists a contract that the catalog has not noticed; HUD's list gives no dates."""
    trust_fund(development, development.units, date(2012, 10, 1), date(2052, 10, 1))
    made = contract(development, 24, None, None, letter="R")
    made.in_catalog = False


CASES = (
    Case("contract_end_past", "Lugger Rest Apartments", _end_past, "Saltmarsh", units=60),
    Case("contract_renewed", "Barque Terrace", _renewed, "Ferry Landing"),
    Case("contract_renumbered", "Compass Rose Homes", _renumbered, "Concord Heights"),
    Case("contract_funded_yearly", "Ratline Court", _yearly_funding, "Ropewalk"),
    Case("contract_prac", "Eider Senior Homes", _prac, "Quarry Hill", units=44),
    Case("two_contracts", "Twin Lanterns Village", _two_contracts, "Saltmarsh", lots=3, units=102),
    Case("contract_under_credits", "Halyard Commons", _contract_under_credits, "Ropewalk"),
    Case("use_agreement_236", "Old Treadle Gardens", _use_agreement, "Tannery Bend"),
    Case("mortgage_prepaid", "Sextant Square", _mortgage_prepaid, "Old Harbor"),
    Case("public_housing_scattered", "Saltmarsh Scattered Homes", _scattered_public_housing,
         "Saltmarsh", ("row", "house"), 9, 18, is_scattered=True),
    Case("public_housing_converted", "Foundry Hill Village", _converted, "Tannery Bend", lots=3),
    Case("mortgage_515_matures", "Orchard Edge Homes", _maturing_515, "Orchard Hill", units=24),
    Case("direct_loan_202", "Linden Shore Residences", _direct_loan, "Lantern Point"),
    Case("offered_for_sale", "Gannet Street Apartments", _offered_for_sale, "Concord Heights"),
    Case("capital_advance", "Plover House", _advance_and_contract, "Ferry Landing", units=31),
    Case("small_contract_low_rent", "Tiller Row", _small_opt_out, "Ropewalk", units=18),
    Case("contract_ended_loan_binds", "Capstan Court", _loan_outlives_contract, "Old Harbor"),
    Case("contract_only_at_hud", "Yawl Street Homes", _only_hud_lists_it, "Saltmarsh"),
)  # fmt: skip
