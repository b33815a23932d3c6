"""Hard cases of federal loans that may, or may not, be repaid before they mature."""

from datetime import date

from housing.sample_city.hard_case import Case, contract, recorded
from housing.sample_city.model import CityCovenant, Day, Development
from housing.sample_city.owners import FOR_PROFITS, LIMITED_DIVIDEND


def _loan(
    development: Development, program: str, start: Day, end: Day, prepayable: str = ""
) -> CityCovenant:
    """Add a loan over all homes, with the city's note on early repayment."""
    made = recorded(development, program, start, end, rent=1090)
    made.is_prepayable = prepayable
    return made


def _stated(development: Development) -> None:
    """The city notes that the rural loan may be repaid any day, ten years before it matures."""
    development.owner = FOR_PROFITS[6]
    _loan(development, "USDA 515", date(1986, 11, 1), date(2036, 10, 31), "Y")


def _by_its_day(development: Development) -> None:
    """A rural loan of 1988, of which nobody states more: its day alone says it may be repaid."""
    development.owner = LIMITED_DIVIDEND[1]
    _loan(development, "USDA 515", date(1988, 6, 1), date(2038, 5, 31))


def _since_1989(development: Development) -> None:
    """A rural loan made after 14 December 1989 may not be repaid early."""
    development.owner = FOR_PROFITS[7]
    _loan(development, "USDA 515", date(1993, 4, 1), date(2043, 3, 31))


def _mortgage_236(development: Development) -> None:
    """The Section 236 mortgage may be repaid early and no agreement on use would stay behind."""
    development.owner = LIMITED_DIVIDEND[2]
    _loan(development, "Section 236", date(1983, 9, 1), date(2041, 8, 31), "Y")


def _mortgage_unknown(development: Development) -> None:
    """Whether the Section 236 mortgage may be repaid early, no list says: the range is wider."""
    development.owner = LIMITED_DIVIDEND[4]
    _loan(development, "Section 236", date(1983, 9, 1), date(2042, 8, 31))


def _mortgage_bound(development: Development) -> None:
    """The mortgage may be repaid early, but an agreement on use binds the homes to 2044."""
    development.owner = LIMITED_DIVIDEND[0]
    _loan(development, "Section 236", date(1983, 9, 1), date(2033, 8, 31), "Y")
    recorded(development, "Section 236 use agreement", date(2009, 2, 1), date(2044, 1, 31))


def _elderly_202(development: Development) -> None:
    """A Section 202 loan with leave to repay it early, and a contract that ends in four years."""
    development.tenancy = "elderly"
    _loan(development, "Section 202 direct loan", date(1988, 1, 1), date(2038, 1, 1), "Y")
    contract(development, development.units, date(2010, 11, 1), date(2030, 10, 31), ratio=94.0)


CASES = (
    Case("loan_515_prepayable", "Clover Field Homes", _stated, "Orchard Hill", units=32),
    Case("loan_515_of_1988", "Barley Row", _by_its_day, "Orchard Hill", units=28),
    Case("loan_515_since_1989", "Thresher Court", _since_1989, "Orchard Hill", units=36),
    Case("mortgage_236_prepayable", "Spinnaker Square", _mortgage_236, "Concord Heights"),
    Case("mortgage_236_unknown", "Flax Mill Homes", _mortgage_unknown, "Tannery Bend"),
    Case("mortgage_236_bound", "Yarn Street Apartments", _mortgage_bound, "Tannery Bend"),
    Case("loan_202_prepayable", "Lamplighter House", _elderly_202, "Lantern Point", units=48),
)
