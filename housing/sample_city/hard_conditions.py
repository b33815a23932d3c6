"""Hard cases about how properties are doing: money, vacancies, violations."""

from datetime import date

from housing.sample_city.hard_case import Case, contract, credit, inspected
from housing.sample_city.model import Condition, Development
from housing.sample_city.owners import NONPROFITS

_DAY = date(2026, 8, 31)


def _everything_fails(development: Development) -> None:
    """Income does not cover the debt, a fifth of the homes is empty, violations pile up."""
    credit(development, 2012)
    inspected(development, (date(2025, 5, 20), "54c*"))
    homes = development.units or 0
    development.conditions.append(Condition(_DAY, 0.81, 20.5, homes * 2, homes))


def _nothing_stated(development: Development) -> None:
    """The city asked and got no answer: a row of blanks is unknown, not sound."""
    credit(development, 2014)
    development.conditions.append(Condition(_DAY))


def _ratio_as_percent(development: Development) -> None:
    """The ratio was written as a percent: 118 times the debt service is read as unknown."""
    contract(development, development.units, date(2014, 7, 1), date(2034, 6, 30))
    development.conditions.append(Condition(_DAY, 118, 4.0, 0, development.units))


def _vacancy_over_100(development: Development) -> None:
    """More than all homes are said to be vacant: that is unknown, the rest is read."""
    contract(development, development.units, date(2013, 3, 1), date(2033, 2, 28))
    development.conditions.append(Condition(_DAY, 1.21, 104.0, 1, development.units))


def _no_day(development: Development) -> None:
    """The row does not say which day it describes and goes to quarantine."""
    development.owner = NONPROFITS[1]
    credit(development, 2016)
    development.conditions.append(Condition("last spring", 1.05, 6.0, 2, development.units))


def _older_statement(development: Development) -> None:
    """The newest row has violations only: debt coverage is of the year before, with its day."""
    credit(development, 2010)
    development.conditions += [
        Condition(date(2025, 8, 31), 1.06, 9.0, 4, development.units),
        Condition(_DAY, None, None, 0, development.units),
    ]


CASES = (
    Case("conditions_all_fail", "Bilge Street Apartments", _everything_fails),
    Case("conditions_blank", "Halfmast House", _nothing_stated),
    Case("conditions_ratio_as_percent", "Topsail Village", _ratio_as_percent),
    Case("conditions_vacancy_over_100", "Kedge Anchor Homes", _vacancy_over_100),
    Case("conditions_undated", "Leadline Place", _no_day),
    Case("conditions_older_statement", "Fathom Court", _older_statement),
)
