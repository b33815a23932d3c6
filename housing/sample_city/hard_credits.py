"""Hard cases of tax credits: early exits, long agreements, old years, codes for no year."""

from datetime import date

from housing.sample_city.hard_case import Case, credit, recorded, trust_fund
from housing.sample_city.model import Development, TaxCredit
from housing.sample_city.owners import FOR_PROFITS, HARBOR_HOMES
from housing.sample_city.programs import city_loan


def _exit_waived(development: Development) -> None:
    """Year 15 has passed and the owner waived the qualified contract: no early exit."""
    credit(development, 2008)


def _exit_unknown(development: Development) -> None:
    """Year 15 has passed and nobody recorded a waiver: an early exit is possible."""
    development.owner = FOR_PROFITS[2]
    credit(development, 2009)
    development.city[0].is_qc_waived = ""


def _exit_open(development: Development) -> None:
    """In year 17 of its credits the owner may ask for a qualified contract."""
    development.owner = FOR_PROFITS[5]
    credit(development, 2010, rent=1240)
    development.city[0].is_qc_waived = "N"


def _fifty_years(development: Development) -> None:
    """Year 30 is here, but the recorded agreement binds for fifty years and governs."""
    credit(development, 1996)
    development.city[0].end = date(2046, 1, 1)


def _before_1990(development: Development) -> None:
    """Credits allocated in 1988 bound for fifteen years only; a city loan binds on."""
    homes = development.units
    development.credits.append(TaxCredit(1989, homes, homes, allocated=1988, type="2"))
    trust_fund(development, homes, date(2004, 1, 1), date(2034, 1, 1))


def _again(development: Development) -> None:
    """The same homes got credits twice: one building, two HUD ids, and the later term governs."""
    credit(development, 1994)
    homes = development.units
    development.credits.append(TaxCredit(2013, homes, homes, allocated=2012, type="2"))
    made = credit(development, 2013)
    development.credits.pop()
    made.info_source = "DC/HFAPIPELINE"


def _off_monitoring_but_bound(development: Development) -> None:
    """The state no longer monitors its credits, but the city's covenant still binds."""
    homes = development.units
    development.credits.append(
        TaxCredit(1998, homes, homes, 1997, is_unmonitored=True, unmonitored_reason="3")
    )
    recorded(development, "Housing Trust Fund", date(2003, 6, 1), date(2043, 6, 1))


def _off_monitoring(development: Development) -> None:
    """The state no longer monitors its credits after a qualified contract: verify, not lost."""
    homes = development.units
    development.owner = FOR_PROFITS[7]
    development.credits.append(
        TaxCredit(2001, homes, homes, 2000, is_unmonitored=True, unmonitored_reason="2")
    )


def _year_8888(development: Development) -> None:
    """HUD could not confirm that the homes were placed in service: the year 8888 is no year."""
    development.credits.append(TaxCredit(8888, development.units, None, allocated=8888))
    trust_fund(development, development.units, date(2018, 9, 1), date(2058, 9, 1))


def _year_9999(development: Development) -> None:
    """The homes were placed in service in a year nobody wrote down: 9999 is no year."""
    homes = development.units
    development.credits.append(TaxCredit(9999, homes, homes, allocated=2003))


def _home_ended(development: Development) -> None:
    """The HOME covenant ended; the tax credits over the same homes go on."""
    credit(development, 2005)
    loan = city_loan("HOME", 11, date(2005, 6, 1), 20)
    loan.is_active, loan.actual_end = False, date(2025, 6, 1)
    development.covenants.append(loan)


def _last_year(development: Development) -> None:
    """A for-profit owner's last covenant ends in months, and rents around are far higher."""
    development.owner = FOR_PROFITS[0]
    made = credit(development, 1997, rent=1230)
    made.start = made.original_start = date(1997, 7, 1)
    made.end = development.city[0].end = date(2027, 7, 1)
    development.city[0].start = date(1997, 7, 1)


def _last_year_steward(development: Development) -> None:
    """The same, but a steward owns it: the end date alone is no danger."""
    _last_year(development)
    development.owner = HARBOR_HOMES


def _ends_apart(development: Development) -> None:
    """Two lists give ends eight years apart for one covenant: a conflict, the earlier end holds."""
    trust_fund(development, development.units, date(2001, 9, 1), date(2041, 9, 1))
    recorded(development, "Housing Trust Fund", date(2001, 9, 1), date(2033, 9, 1))


CASES = (
    Case("credits_exit_waived", "Kelp Garden Apartments", _exit_waived, "Quarry Hill"),
    Case("credits_exit_unknown", "Cordage Lofts", _exit_unknown, "Ropewalk"),
    Case("credits_exit_open", "Windlass Place", _exit_open, "Concord Heights", units=86),
    Case("credits_recorded_50_years", "Mizzen Terrace", _fifty_years, "Ferry Landing"),
    Case("credits_before_1990", "Old Granary Homes", _before_1990, "Tannery Bend"),
    Case("credits_twice", "Harpoon Court", _again, "Saltmarsh", units=88, lots=3),
    Case("credits_unmonitored_bound", "Print Works", _off_monitoring_but_bound, "Tannery Bend"),
    Case("credits_unmonitored", "Quarterdeck Square", _off_monitoring, "Old Harbor"),
    Case("credits_year_8888", "Spindle House", _year_8888, "Tannery Bend"),
    Case("credits_year_9999", "Shoal Court", _year_9999, "Saltmarsh"),
    Case("home_ended_credits_bind", "Bowline Homes", _home_ended, "Ferry Landing"),
    Case("credits_last_year", "Rope Quay Lofts", _last_year, "Ropewalk", units=80),
    Case("credits_last_year_steward", "Anchor Yard", _last_year_steward, "Ropewalk", units=80),
    Case("ends_in_conflict", "Cutter Hill Homes", _ends_apart, "Quarry Hill"),
)
