"""Hard cases of addresses, parcels and names."""

import re
from datetime import date

from housing.sample_city.addresses import addresses
from housing.sample_city.hard_case import Case, contract, credit, trust_fund
from housing.sample_city.model import Development, TaxCredit


def _same_name_east(development: Development) -> None:
    """Two buildings far apart share a name: this one stands on the Ropewalk."""
    credit(development, 2007)


def _same_name_west(development: Development) -> None:
    """Two buildings far apart share a name: this one stands at Ferry Landing."""
    credit(development, 2015)


def _two_parcels(development: Development) -> None:
    """One building stands on two parcels."""
    contract(development, development.units, date(2018, 5, 1), date(2038, 4, 30))


def _several_addresses(development: Development) -> None:
    """Several addresses stand in one field."""
    books = addresses()
    development.address = "; ".join(books.full(lot) for lot in development.lots)
    development.buildings = len(development.lots)
    credit(development, 2004)


def _address_range(development: Development) -> None:
    """The address is a range of doors."""
    books = addresses()
    low, high = sorted(
        int(books.number[lot]) for lot in (development.lots[0], development.lots[-1])
    )
    street = books.full(development.lots[0]).split(" ", 1)[1]
    development.address = f"{low} - {high} {street}"
    trust_fund(development, development.units, date(2016, 5, 1), date(2046, 5, 1))


def _half_number(development: Development) -> None:
    """The house number has a half."""
    number, street = addresses().full(development.lots[0]).split(" ", 1)
    development.address = f"{number} 1/2 {street}"
    trust_fund(development, development.units, date(2013, 5, 1), date(2043, 5, 1))


def _no_place(development: Development) -> None:
    """Neither a parcel nor a coordinate nor a readable address: it stays in the lists anyway."""
    development.has_point = development.has_parcels = False
    development.address = "Confidential location"
    trust_fund(development, development.units, date(2011, 1, 1), date(2041, 1, 1))


def _swapped(development: Development) -> None:
    """Latitude and longitude are exchanged: quarantined, and the parcel says where it is."""
    trust_fund(development, development.units, date(2014, 1, 1), date(2044, 1, 1))


def _square_with_letter(development: Development) -> None:
    """The parcel's square has a letter, as where an avenue cut it in two."""
    trust_fund(development, development.units, date(2010, 9, 1), date(2040, 9, 1))


def _tract_of_land(development: Development) -> None:
    """The parcel is a tract that was never divided into a square's lots."""
    credit(development, 2012)


def _condominium(development: Development) -> None:
    """Its parcels are condominium units without an outline; the surveyor names their ground."""
    trust_fund(development, development.units, date(2017, 9, 1), date(2047, 9, 1))


def _first_phase(development: Development) -> None:
    """Two phases share one address, so a list without the phase could mean either."""
    homes = development.units
    trust_fund(development, homes, date(2001, 9, 1), date(2041, 9, 1))


def _second_phase(development: Development) -> None:
    """The second phase at the same address as the first."""
    trust_fund(development, development.units, date(2005, 9, 1), date(2045, 9, 1))


def _part_or_whole(development: Development) -> None:
    """HUD lists a second phase with a third of the homes: a part of it, or another building?"""
    trust_fund(development, development.units, date(2003, 9, 1), date(2043, 9, 1))
    name = f"{development.name.upper()} PHASE II"
    development.credits.append(TaxCredit(2011, 22, 22, 2010, name=name))


def _expression(development: Development) -> None:
    """The name begins like an expression of the map's own language."""
    contract(development, development.units, date(2015, 9, 1), date(2035, 8, 31))


def _markup(development: Development) -> None:
    """The name is markup that would run a script in a careless page."""
    contract(development, development.units, date(2017, 9, 1), date(2037, 8, 31))


def _formula(development: Development) -> None:
    """The name is a spreadsheet formula."""
    trust_fund(development, development.units, date(2012, 2, 1), date(2052, 2, 1))


def _right_to_left(development: Development) -> None:
    """HUD's list names it in a script from right to left, with a picture: =Harbor House."""
    homes = development.units
    hebrew = "".join(map(chr, (0x5D1, 0x5D9, 0x5EA, 0x20, 0x5D4, 0x5E0, 0x5DE, 0x5DC)))
    name = f"\u202e{hebrew}\u202c Harbor House \U0001f3d8\ufe0f"
    development.credits.append(TaxCredit(2014, homes, homes, 2013, name=name))


def _long_name(development: Development) -> None:
    """The name has 250 characters."""
    trust_fund(development, development.units, date(2015, 2, 1), date(2055, 2, 1))


def _accents(development: Development) -> None:
    """The name has letters that the catalog writes in latin-1."""
    trust_fund(development, development.units, date(2008, 2, 1), date(2038, 2, 1))


_WORDS = "Tenants of the Long and Winding Harbor Front Between the Ropewalk and the Ferry "
LONG_NAME = ((_WORDS * 4)[: 250 - len("Homes")] + "Homes").replace("  ", " ").ljust(250, "s")

#: Lot numbers of the units of the one condominium.
CONDOMINIUM_UNITS = range(2001, 2009)

CASES = (
    Case("same_name_first", "Gull Hill Commons", _same_name_east, "Ropewalk"),
    Case("same_name_second", "Gull Hill Commons", _same_name_west, "Ferry Landing"),
    Case("one_building_two_parcels", "Two Lots House", _two_parcels, "Concord Heights", units=58),
    Case("addresses_several", "Lilac Garden Apartments", _several_addresses, "Saltmarsh", lots=4),
    Case("address_range", "Plum Row Homes", _address_range, "Ferry Landing", ("row",), 4, 12),
    Case("address_half_number", "Alley House", _half_number, "Concord Heights", ("row",), 1, 3),
    Case("no_place", "Safe Mooring House", _no_place, "Old Harbor", ("mixed",), 1, 12),
    Case("coordinates_swapped", "Compass House", _swapped, "Quarry Hill", units=21),
    Case("parcel_square_with_letter", "Flatiron Homes", _square_with_letter, "Concord Heights",
         lots=1, units=19, parcel_pattern=re.compile(r"\d{4}[NSEW] ")),
    Case("parcel_tract", "Millpond Lofts", _tract_of_land, "Tannery Bend", ("mill",), 1, 140,
         parcel_pattern=re.compile("PAR ")),
    Case("parcel_condominium", "Lantern Flats", _condominium, "Lantern Point", lots=1, units=24),
    Case("phases_first", "Mooring Yard Phase I", _first_phase, "Ropewalk", lots=4, units=40),
    Case("phases_second", "Mooring Yard Phase II", _second_phase, "Ropewalk", units=36),
    Case("name_expression", "@@=(([1,2,3])) Quay Homes", _expression, "Ferry Landing"),
    Case("name_markup", "<img src=x onerror=alert(1)> House", _markup, "Ferry Landing"),
    Case("name_formula", '=HYPERLINK("http://example.invalid","Open me")', _formula, "Saltmarsh"),
    Case("name_right_to_left", "Harbor House", _right_to_left, "Old Harbor", units=34),
    Case("name_of_250_characters", LONG_NAME, _long_name, "Ropewalk"),
    Case("name_with_accents", "Caf\u00e9 Se\u00f1al Row \u00bd", _accents, "Old Harbor", ("mixed",),
         2, 11),
)  # fmt: skip

#: It came after everybody else had chosen their sites.
LATE_CASES = (
    Case("part_or_whole", "Capstan Yard Homes", _part_or_whole, "Ropewalk", lots=3, units=64),
)
