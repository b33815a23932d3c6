"""Figures that were published from the same file before: does this run find them again?"""

import numpy as np

from housing.evidence import metrics
from housing.evidence.decisions import Decisions
from housing.evidence.results import Check
from housing.factors.base import OWNER_TYPES, Flags, Floats
from housing.terms import OwnerType

#: Published figures have this many decimals as percent, or as a ratio.
_PERCENT, _RATIO = 1, 2

_EDGES = "no reading of the edges gives the published figure; it is one tenth of a percent off"
_RENTS = "here rents under 20% of fair market rent count as unknown, which moves 6 contracts"


def checks(decisions: Decisions, points: Floats) -> tuple[Check, ...]:
    """Compare out shares, and the ranking of the unfitted points, with what was published."""
    counted = metrics.tally(metrics.levels(points), decisions.lost)
    shares = [
        _share(said, published, decisions.lost[rows], why)
        for said, published, rows, why in _published_shares(decisions, points)
    ]
    return (
        *shares,
        _check("AUC of the unfitted points", 0.56, metrics.auc(counted), _RATIO),
        _check("Lift of the top tenth", 1.49, metrics.lift_at(counted, 0.1), _RATIO),
        _share_check("Share lost in the top tenth", 12.8, metrics.precision_at(counted, 0.1)),
    )


def _published_shares(
    decisions: Decisions, points: Floats
) -> list[tuple[str, float, Flags, str | None]]:
    facts = decisions.facts
    rent, homes = facts["rent_to_fmr_pct"].to_numpy(), facts["units"].to_numpy()
    owner = facts["owner"].to_numpy()
    months = decisions.table["previous_contract_term_months"].to_numpy(np.float64)
    profit = owner == OWNER_TYPES.index(OwnerType.FOR_PROFIT)
    nonprofit = owner == OWNER_TYPES.index(OwnerType.NONPROFIT)
    return [
        ("All contracts", 8.6, np.ones(len(decisions), bool), None),
        ("Rent to 70% of fair market rent", 14.4, rent <= 70, None),
        ("Rent over 80 to 90%", 10.4, (rent > 80) & (rent <= 90), None),
        ("Rent over 90 to 100%", 7.9, (rent > 90) & (rent <= 100), None),
        ("Rent over 100 to 120%", 8.1, (rent > 100) & (rent <= 120), _EDGES),
        ("Rent over 160%", 7.0, rent > 160, None),
        ("For-profit owner and rent to 70%", 19.9, profit & (rent <= 70), None),
        ("For-profit owner", 9.1, profit, None),
        ("Nonprofit owner", 9.1, nonprofit, None),
        ("Under 20 homes", 12.7, homes < 20, None),
        ("20 to 49 homes", 9.2, (homes >= 20) & (homes < 50), None),
        ("50 homes or more", 7.0, homes >= 50, None),
        ("Previous term of 240 months or more", 5.6, months >= 240, None),
        ("Previous term to 6 months", 12.1, months <= 6, None),
        ("Under 35 points", 2.1, points < 35, None),
        ("Over 65 points", 16.2, points > 65, _RENTS),
    ]


def _share(said: str, published: float, lost: Flags, why: str | None) -> Check:
    return _share_check(f"{said}: share lost", published, float(lost.mean()), why)


def _share_check(said: str, published: float, found: float, why: str | None = None) -> Check:
    return _check(f"{said}, percent", published, 100 * found, _PERCENT, why)


def _check(
    said: str, published: float, found: float, decimals: int, why: str | None = None
) -> Check:
    is_same = round(found, decimals) == published
    return Check(
        said=said, published=published, found=found, is_same=is_same, why=None if is_same else why
    )
