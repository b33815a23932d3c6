"""Hard cases of numbers of homes, tenancy, inspections, and of homes that are gone."""

from datetime import date

from housing.sample_city.hard_case import Case, contract, credit, inspected, recorded, trust_fund
from housing.sample_city.model import Development
from housing.sample_city.owners import FOR_PROFITS
from housing.sample_city.programs import public_housing


def _mixed_tenancy(development: Development) -> None:
    """Homes for elderly people with a few for families: mixed, which counts neither way."""
    development.tenancy = "mixed"
    credit(development, 2006)


def _tenancy_unknown(development: Development) -> None:
    """Nobody recorded for whom the homes are; bedrooms do not tell."""
    development.tenancy = None
    contract(development, development.units, date(2011, 8, 1), date(2031, 7, 31))


def _star(development: Development) -> None:
    """An inspection of 68b*: a number, a letter and a mark for smoke detectors."""
    contract(development, development.units, date(2014, 3, 1), date(2034, 2, 28))
    inspected(development, (date(2023, 5, 9), "68b*"), (date(2020, 1, 14), "84a"))


def _one(development: Development) -> None:
    """An inspection of 1c*: the lowest score but one, and real."""
    development.owner = FOR_PROFITS[16]
    contract(development, development.units, date(2013, 7, 1), date(2033, 6, 30), ratio=81.0)
    inspected(development, (date(2025, 11, 4), "1c*"), (date(2024, 6, 12), "71c"))


def _zero(development: Development) -> None:
    """An inspection of 0 is a score, not a blank."""
    contract(development, development.units, date(2010, 10, 1), date(2030, 9, 30))
    inspected(development, (date(2026, 2, 17), "0c*"))


def _failing_twice(development: Development) -> None:
    """The two latest inspections failed."""
    development.owner = FOR_PROFITS[13]
    contract(development, development.units, date(2016, 2, 1), date(2036, 1, 31), ratio=90.0)
    inspected(
        development,
        (date(2026, 4, 21), "41c*"), (date(2025, 1, 30), "55c"), (date(2022, 3, 3), "78b"),
    )  # fmt: skip


def _old(development: Development) -> None:
    """The latest inspection is from 2013: it counts half."""
    contract(development, development.units, date(2012, 12, 1), date(2032, 11, 30))
    inspected(development, (date(2013, 8, 13), "52c"), (date(2011, 5, 5), "66b"))


def _over_100(development: Development) -> None:
    """A score over 100 cannot be: that inspection is quarantined, the one before is used."""
    contract(development, development.units, date(2015, 6, 1), date(2035, 5, 31))
    inspected(development, (date(2025, 9, 9), "105a"), (date(2021, 9, 2), "88b"))


def _assisted_zero(development: Development) -> None:
    """The covenant is for zero homes: a blank, not a covenant for nobody."""
    trust_fund(development, 0, date(2005, 6, 1), date(2035, 6, 1))


def _assisted_over_total(development: Development) -> None:
    """The covenant is for more homes than the building has."""
    trust_fund(development, 60, date(2007, 6, 1), date(2037, 6, 1))


def _assisted_unknown(development: Development) -> None:
    """Nobody wrote how many homes the covenant is for."""
    development.assisted = None
    trust_fund(development, None, date(2009, 6, 1), date(2029, 6, 1))


def _total_unknown(development: Development) -> None:
    """Neither the building's homes nor the covenant's are known."""
    development.assisted = development.units = None
    trust_fund(development, None, date(2003, 6, 1), date(2033, 6, 1))


def _a_fifth(development: Development) -> None:
    """A fifth of the homes is restricted: few homes at stake, the same odds."""
    development.assisted, development.owner = 30, FOR_PROFITS[14]
    made = recorded(development, "Local covenant", date(2010, 9, 1), date(2040, 9, 1), rent=1320)
    made.units = 30


def _demolished(development: Development) -> None:
    """The building was torn down and its covenants ended: lost."""
    development.is_active, development.category = False, "6 - Lost Rental"
    development.owner = FOR_PROFITS[12]
    ended = contract(development, development.units, date(1983, 5, 1), date(2023, 4, 30), group="")
    ended.is_active, ended.actual_end = False, date(2021, 10, 1)


def _all_ended(development: Development) -> None:
    """Every covenant has ended by its source's word: the restrictions are lost, the homes stand."""
    development.is_active, development.category = False, "6 - Lost Rental"
    development.owner = FOR_PROFITS[15]
    made = credit(development, 1991)
    made.is_active, made.actual_end = False, date(2021, 1, 1)
    development.city[0].status, development.city[0].actual_end = "ended", date(2021, 1, 1)
    development.credits.clear()


def _ended_undated(development: Development) -> None:
    """Its source says that the covenant ended, and not when: verify before calling it lost."""
    made = trust_fund(development, development.units, date(1994, 3, 1), date(2024, 3, 1))
    made.is_active, made.actual_end = False, "U"


def _replaced(development: Development) -> None:
    """Public housing was torn down and rebuilt across the street: replaced, not lost."""
    development.is_active, development.category = False, "7 - Replaced"
    ended = public_housing(development.units or 0)
    ended.is_active, ended.actual_end = False, date(2018, 8, 31)
    development.covenants.append(ended)


CASES = (
    Case("tenancy_mixed", "Iris Court", _mixed_tenancy, "Lantern Point"),
    Case("tenancy_not_recorded", "Kiln Court", _tenancy_unknown, "Quarry Hill"),
    Case("inspection_with_star", "Copper Kettle Homes", _star, "Ferry Landing"),
    Case("inspection_of_one", "Galley Court", _one, "Saltmarsh"),
    Case("inspection_of_zero", "Tallow House", _zero, "Saltmarsh", units=38),
    Case("inspections_failing_twice", "Marlin Gardens", _failing_twice, "Saltmarsh", lots=3),
    Case("inspection_old", "Dory Terrace", _old, "Ferry Landing"),
    Case("inspection_over_100", "Jasper Court", _over_100, "Quarry Hill"),
    Case("units_assisted_zero", "Cockle Row", _assisted_zero, "Ferry Landing", units=20),
    Case("units_assisted_over_total", "Pearl Court", _assisted_over_total, "Ropewalk", units=48),
    Case("units_assisted_unknown", "Myrtle Street Homes", _assisted_unknown, "Saltmarsh", units=26),
    Case("units_all_unknown", "Slate House", _total_unknown, "Tannery Bend", ("mixed",), 1),
    Case("mixed_income_a_fifth", "Topsail Exchange", _a_fifth, "Old Harbor", ("tower",), 1, 150),
    Case("demolished", "Old Rigging Homes", _demolished, "Ropewalk", units=64),
    Case("covenants_all_ended", "Courage Court", _all_ended, "Old Harbor", units=45),
    Case("covenants_ended_undated", "Weaver Yard", _ended_undated, "Tannery Bend", units=37),
    Case("replaced", "Dyer Street Homes", _replaced, "Tannery Bend", units=72),
)
