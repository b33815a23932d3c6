"""One file per factor: a question, its points, and where the points come from.

`FACTORS` is the order in which the cards read.
"""

from housing.factors.age import AGE
from housing.factors.base import DISTRESS, EXIT, EventKind, Factor, Facts, Points, Words
from housing.factors.debt_coverage import DEBT_COVERAGE
from housing.factors.disputed_transfer import DISPUTED_TRANSFER
from housing.factors.foreclosure import FORECLOSURE
from housing.factors.inspection import INSPECTION, REPEATED_FAILURE
from housing.factors.kind import KIND
from housing.factors.market_growth import MARKET_GROWTH
from housing.factors.owner import OWNER
from housing.factors.previous_term import PREVIOUS_TERM
from housing.factors.recent_sale import RECENT_SALE
from housing.factors.rent_incentive import RENT_GAP, RENT_TO_FAIR_MARKET
from housing.factors.size import SIZE
from housing.factors.tax_delinquency import TAX_DELINQUENCY
from housing.factors.tenancy import TENANCY
from housing.factors.time_to_end import TIME_TO_END
from housing.factors.vacancy import VACANCY
from housing.factors.violations import VIOLATIONS

#: Every factor, in the order in which its card reads.
FACTORS: tuple[Factor, ...] = (
    KIND,
    TIME_TO_END,
    RENT_TO_FAIR_MARKET,
    RENT_GAP,
    MARKET_GROWTH,
    OWNER,
    TENANCY,
    SIZE,
    AGE,
    PREVIOUS_TERM,
    RECENT_SALE,
    DISPUTED_TRANSFER,
    INSPECTION,
    REPEATED_FAILURE,
    TAX_DELINQUENCY,
    FORECLOSURE,
    DEBT_COVERAGE,
    VACANCY,
    VIOLATIONS,
)

__all__ = [
    "DISTRESS",
    "EXIT",
    "FACTORS",
    "EventKind",
    "Factor",
    "Facts",
    "Points",
    "Words",
]
