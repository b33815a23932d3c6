"""Hard cases of signals: flags, notices and closings that people report in `signals.csv`."""

from datetime import date

from housing.sample_city.hard_case import Case, contract, credit, trust_fund
from housing.sample_city.model import Development
from housing.sample_city.owners import FOR_PROFITS, LIMITED_DIVIDEND


def _flagged(development: Development) -> None:
    """An organizer flagged it in June: no date says so, and the flag is in force."""
    development.owner = FOR_PROFITS[5]
    trust_fund(development, development.units, date(2010, 5, 1), date(2045, 5, 1))


def _flag_expired(development: Development) -> None:
    """A flag of last year has expired: it drops, and its history stays."""
    development.owner = FOR_PROFITS[6]
    trust_fund(development, development.units, date(2012, 7, 1), date(2047, 7, 1))


def _flagged_by_catalog(development: Development) -> None:
    """The catalog's editors put it into category 1 by hand: their flag, for a year."""
    development.category = "1 - At-Risk or Flagged for Follow-up"
    development.owner = FOR_PROFITS[8]
    trust_fund(development, development.units, date(2006, 9, 1), date(2036, 9, 1))


def _financed(development: Development) -> None:
    """The contract ends in months, and preservation financing closed: the danger is met."""
    development.owner, development.year_built = FOR_PROFITS[10], 1967
    contract(development, development.units, date(2007, 4, 1), date(2027, 3, 31), ratio=72.0)


def _opting_out(development: Development) -> None:
    """The owner gave notice of leaving Section 8: what the dates say no longer matters."""
    development.owner = LIMITED_DIVIDEND[2]
    contract(development, development.units, date(2008, 8, 1), date(2027, 7, 31), ratio=118.0)


def _aggregator(development: Development) -> None:
    """An aggregator bought the limited partner's share and contests first refusal."""
    credit(development, 2010)


def _routine_notice(development: Development) -> None:
    """A notice three years ahead that every owner has to send, without a word on what is meant."""
    development.owner = FOR_PROFITS[15]
    credit(development, 1999)


CASES = (
    Case("flag_in_force", "Sail Loft Homes", _flagged, "Ferry Landing"),
    Case("flag_expired", "Breakwater Court", _flag_expired, "Saltmarsh"),
    Case("flag_of_catalog", "Chandler Row Homes", _flagged_by_catalog, "Ropewalk"),
    Case("financing_closed", "Gunwale Gardens", _financed, "Ferry Landing"),
    Case("opting_out", "Fender Street Apartments", _opting_out, "Concord Heights"),
    Case("aggregator", "Taffrail Commons", _aggregator, "Quarry Hill"),
    Case("notice_without_intent", "Bollard Place", _routine_notice, "Ropewalk"),
)
