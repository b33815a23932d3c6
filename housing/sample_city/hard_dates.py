"""Hard cases of dates: impossible, missing, endless, or on the very day."""

from datetime import date

from housing.sample_city.hard_case import Case, contract, credit, recorded, trust_fund
from housing.sample_city.model import Development
from housing.sample_city.owners import FOR_PROFITS, LAND_TRUST
from housing.sample_city.programs import bond, city_loan


def _year_1900(development: Development) -> None:
    """An end in 1900 is a spreadsheet's zero, not a date."""
    trust_fund(development, development.units, date(1999, 3, 1), date(1900, 1, 1))


def _year_1939(development: Development) -> None:
    """A covenant of 2009 that ends in 1939 lost its century; nobody corrects it unasked."""
    trust_fund(development, development.units, date(2009, 12, 1), date(1939, 12, 1))


def _year_9999(development: Development) -> None:
    """An end in 9999 means something else than a date: forever, or unknown."""
    trust_fund(development, development.units, date(2006, 5, 1), date(9999, 12, 31))


def _end_before_start(development: Development) -> None:
    """The covenant ends before it starts: the end is unknown."""
    trust_fund(development, development.units, date(2015, 8, 1), date(2005, 8, 1))


def _ends_today(development: Development) -> None:
    """The covenant ends on the very day of the snapshot."""
    development.owner = FOR_PROFITS[6]
    credit(development, 1996)
    development.covenants[0].start = development.covenants[0].original_start = date(1996, 10, 1)
    development.covenants[0].end = date(2026, 10, 1)
    development.city[0].start, development.city[0].end = date(1996, 10, 1), date(2026, 10, 1)


def _leap_day(development: Development) -> None:
    """The covenant ends on a 29th of February, which most years do not have."""
    trust_fund(development, development.units, date(1988, 2, 29), date(2028, 2, 29))


def _undated(development: Development) -> None:
    """Three covenants, and not one date: unknown is not the same as safe."""
    for program in ("Community development block grant", "McKinney Vento Act loan", "HOME"):
        made = city_loan(program, development.units or 0, date(2000, 1, 1), 30)
        made.start = made.end = made.original_start = made.compliance_end = None
        development.covenants.append(made)


def _no_covenant(development: Development) -> None:
    """The catalog lists the building and no covenant at all."""
    development.assisted = None


def _perpetual(development: Development) -> None:
    """A covenant without end, stated as perpetual."""
    recorded(development, "Perpetual covenant", date(2014, 11, 1), "perpetual", rent=1120)


def _ground_lease(development: Development) -> None:
    """A ground lease of 99 years is as good as perpetual."""
    development.owner = LAND_TRUST
    recorded(development, "Ground lease", date(2012, 4, 1), date(2111, 4, 1), rent=1080)


def _land_trust(development: Development) -> None:
    """A community land trust owns the land; the homes on it stay affordable for good."""
    development.owner = LAND_TRUST
    recorded(development, "Community land trust", date(2004, 6, 1), "perpetual", rent=990)


def _lease_ends_first(development: Development) -> None:
    """The ground lease ends sixteen years before the covenant that stands on it."""
    made = recorded(development, "Housing Trust Fund", date(2010, 5, 1), date(2050, 5, 1))
    made.lease_end = date(2034, 4, 30)


def _seen_later(development: Development) -> None:
    """The city recorded a new covenant after the day of the snapshot: it is not used yet."""
    trust_fund(development, development.units, date(1998, 2, 1), date(2028, 2, 1))
    made = recorded(development, "Local covenant", date(2026, 11, 2), date(2066, 11, 2))
    made.observed = date(2026, 11, 15)


def _day_first(development: Development) -> None:
    """Somebody wrote the day before the month: the date is quarantined, the covenant kept."""
    trust_fund(development, development.units, date(2001, 12, 31), "31/12/2031")


def _two_digits(development: Development) -> None:
    """A year of two digits could be two centuries: it is not guessed."""
    trust_fund(development, development.units, date(2001, 7, 1), "6/30/31")


def _past_unverified(development: Development) -> None:
    """A HOME covenant's end has passed and nobody confirmed it: expired, unverified."""
    development.owner = FOR_PROFITS[8]
    development.covenants.append(city_loan("HOME", 22, date(2003, 9, 15), 20))


def _bond_only(development: Development) -> None:
    """Only a bond is on record: it dates a debt and restricts no rent."""
    development.covenants.append(bond(development.units or 0, date(2000, 6, 1)))


def _not_yet(development: Development) -> None:
    """The covenant starts next year, when the building opens."""
    recorded(development, "Local covenant", date(2027, 3, 1), date(2066, 3, 1))
    contract(development, 25, date(2016, 4, 1), date(2036, 3, 31))


CASES = (
    Case("date_1900", "Thimble Court", _year_1900, "Tannery Bend"),
    Case("date_1939", "Buoy House", _year_1939, "Saltmarsh"),
    Case("date_9999", "Sandpiper Commons", _year_9999, "Saltmarsh"),
    Case("end_before_start", "Quahog Terrace", _end_before_start, "Ferry Landing"),
    Case("end_equals_as_of", "Starboard Lofts", _ends_today, "Old Harbor", units=72),
    Case("end_on_29_february", "Leap Tide Homes", _leap_day, "Ferry Landing", units=40),
    Case("covenants_undated", "Foxglove Row Homes", _undated, "Concord Heights", ("row",), 3, 12),
    Case("no_covenant", "Candle Street House", _no_covenant, "Tannery Bend", ("mixed",), 1, 16),
    Case("covenant_perpetual", "Long Wharf Residences", _perpetual, "Old Harbor", ("mixed",), 2),
    Case("ground_lease_99_years", "Common Ground Row", _ground_lease, "Concord Heights", ("row",),
         6, 6),
    Case("community_land_trust", "Causeway Land Trust Homes", _land_trust, "Saltmarsh",
         ("row", "house"), 5, 5),
    Case("ground_lease_ends_first", "Quay Lease Apartments", _lease_ends_first, "Ropewalk"),
    Case("covenant_seen_later", "Turning Tide Homes", _seen_later, "Ferry Landing", units=52),
    Case("date_day_first", "Binnacle House", _day_first, "Quarry Hill", units=28),
    Case("date_two_digit_year", "Spar Street Homes", _two_digits, "Saltmarsh", units=33),
    Case("end_past_unverified", "Ketch Row Apartments", _past_unverified, "Ferry Landing",
         units=22),
    Case("bond_restricts_nothing", "Brig Place", _bond_only, "Ropewalk", units=64),
    Case("covenant_not_begun", "Morning Watch Homes", _not_yet, "Concord Heights", units=50),
)  # fmt: skip
