"""Hard cases of owners, sales, foreclosures and unpaid taxes."""

from datetime import date

from housing.sample_city.hard_case import Case, contract, credit, inspected, trust_fund
from housing.sample_city.history import foreclosure, sale
from housing.sample_city.model import Development, Notice, Owner
from housing.sample_city.owners import (
    FOR_PROFITS,
    HARBOR_HOMES,
    INDIVIDUAL,
    LIMITED_DIVIDEND,
    NONPROFITS,
    ROPEWALK_TRUST,
)

_NOBODY = Owner("", "", "", "")


def _missing(development: Development) -> None:
    """No list names an owner: unknown is neither good nor bad."""
    development.owner, development.owner_since = _NOBODY, None
    development.events.clear()
    trust_fund(development, development.units, date(2002, 3, 1), date(2032, 3, 1))


def _company(development: Development) -> None:
    """The owner is a company named after the address: its kind cannot be told from the name."""
    development.owner = Owner("Fathom and Vine LLC", "Individual", "115", "0001-5520")
    credit(development, 2011)


def _partnership(development: Development) -> None:
    """A partnership owns it and a nonprofit is its general partner, named on the record."""
    development.owner = Owner(
        "Bluebell Terrace LP, Gull Hill Housing Corporation general partner",
        "Non-profit", "111", "0006-1204",
    )  # fmt: skip
    credit(development, 2009)


def _sold(development: Development) -> None:
    """A nonprofit sold to a for-profit company last autumn."""
    since = date(2025, 11, 14)
    development.owner, development.owner_since = FOR_PROFITS[17], since
    development.events += [
        sale(date(2003, 4, 2), NONPROFITS[1].name, 2_150_000),
        sale(since, development.title_holder, 11_400_000),
    ]
    contract(development, development.units, date(2009, 9, 1), date(2029, 8, 31), ratio=83.0)


def _sold_since(development: Development) -> None:
    """The deed changed hands in February; HUD's record of the owner is from 2004."""
    development.owner, development.owner_since = LIMITED_DIVIDEND[1], date(2004, 5, 19)
    development.events += [
        sale(date(2004, 5, 19), development.title_holder, 3_900_000),
        sale(date(2026, 2, 20), "Undertow Equities LLC", 14_250_000),
    ]
    development.register_name = "UNDERTOW EQUITIES LLC"
    contract(development, development.units, date(2011, 1, 1), date(2030, 12, 31), ratio=94.0)


def _lapsed_steward(development: Development) -> None:
    """The owner was on the list of stewards; the entry has expired and was not renewed."""
    development.owner = ROPEWALK_TRUST
    credit(development, 2000)


def _steward(development: Development) -> None:
    """A steward owns it: its covenant ends soon, its mission does not."""
    development.owner = HARBOR_HOMES
    trust_fund(development, development.units, date(1999, 5, 1), date(2029, 5, 1))


def _person(development: Development) -> None:
    """A person owns it, and no list may show the name."""
    development.owner, development.has_hud_owner = INDIVIDUAL, False
    trust_fund(development, development.units, date(2009, 2, 1), date(2039, 2, 1))


def _foreclosed_after_sale(development: Development) -> None:
    """A foreclosure notice was filed after the latest sale: it is about the present owner."""
    development.owner = FOR_PROFITS[9]
    development.owner_since = date(2019, 6, 3)
    development.events += [
        sale(date(2019, 6, 3), development.title_holder, 7_800_000),
        foreclosure(date(2026, 5, 12), 31877),
    ]
    trust_fund(development, development.units, date(2008, 6, 1), date(2038, 6, 1))


def _sold_after_foreclosure(development: Development) -> None:
    """A foreclosure notice was followed by a sale: that story is over."""
    development.owner, development.owner_since = NONPROFITS[3], date(2019, 9, 30)
    development.events += [
        foreclosure(date(2018, 11, 20), 94002),
        sale(date(2019, 9, 30), development.title_holder, 4_100_000),
    ]
    trust_fund(development, development.units, date(2019, 10, 1), date(2059, 10, 1))


def _taxes_unpaid(development: Development) -> None:
    """Property tax has not been paid for three years, and the latest inspection failed."""
    development.owner, development.tax_years_unpaid = FOR_PROFITS[11], 3
    trust_fund(development, development.units, date(2008, 4, 1), date(2048, 4, 1))
    inspected(development, (date(2026, 3, 17), "25c*"), (date(2023, 2, 2), "66c"))


def _many_companies(development: Development) -> None:
    """One of many companies at one mailing address: only the address shows the sponsor."""
    development.owner = FOR_PROFITS[0]
    credit(development, 2013, rent=1150)


def _notice_unreadable(development: Development) -> None:
    """A notice to tenants has a date that cannot be: the notice is quarantined."""
    development.notices += [
        Notice("02/30/2026", "Notice of transfer"),
        Notice(date(2023, 3, 8), "Notice of transfer"),
    ]
    trust_fund(development, development.units, date(2012, 4, 1), date(2042, 4, 1))


CASES = (
    Case("owner_missing", "Sumac Street House", _missing, "Ferry Landing", ("mixed",), 1, 14),
    Case("owner_company", "Fathom and Vine Apartments", _company, "Old Harbor"),
    Case("owner_partnership_of_nonprofit", "Bluebell Terrace", _partnership, "Quarry Hill"),
    Case("sold_to_for_profit", "Lanternlight Gardens", _sold, "Concord Heights", lots=3),
    Case("sold_since_owner_recorded", "Old Chandlery Court", _sold_since, "Old Harbor", lots=3),
    Case("steward_entry_expired", "Ropewalk Trust Homes", _lapsed_steward, "Ropewalk"),
    Case("steward_owns", "Harbor Homes on the Green", _steward, "Ropewalk"),
    Case("owner_is_a_person", "Thistle Street Flats", _person, "Tannery Bend", ("mixed",), 1, 9),
    Case("foreclosure_after_sale", "Undine Court", _foreclosed_after_sale, "Saltmarsh", lots=3),
    Case("sale_after_foreclosure", "Second Wind Homes", _sold_after_foreclosure, "Ferry Landing"),
    Case("taxes_unpaid", "Brackish Lane Apartments", _taxes_unpaid, "Saltmarsh"),
    Case("companies_at_one_address", "Mercy Street Apartments", _many_companies, "Concord Heights"),
    Case("notice_date_unreadable", "Hawser Place", _notice_unreadable, "Ferry Landing"),
)
