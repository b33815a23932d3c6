"""When the flags may be called validated: conditions set before anyone looked at the figures."""

from collections.abc import Sequence
from itertools import pairwise

from housing.evidence.baselines import CHPC
from housing.evidence.results import MIN_LOSSES, POINTS, Criterion, Group, Rate, Study

#: The area under the curve to reach on Section 8 contracts: judgement.
LEAST_AUC = 0.6


def criteria(decisions: Study, categories: Study) -> tuple[Criterion, ...]:
    """Judge every condition.

    Args:
        decisions: what became of Section 8 contracts.
        categories: the catalog's properties, the one place where the CHPC-style class can be told.
    """
    return (
        _bands_rise(decisions.groups),
        _at_least_chpc(categories),
        _auc(decisions),
        _calibration(decisions),
    )


def rises(bands: Sequence[Rate], *, beyond_chance: bool = False) -> bool:
    """Whether each band lost a larger share than the one below it; if asked, with clear intervals.

    A band of fewer contracts than `MIN_LOSSES` is too small to hold anything against.
    """
    large = [band for band in bands if band.n >= MIN_LOSSES]
    return all(
        higher.low > lower.high if beyond_chance else higher.value > lower.value
        for higher, lower in pairwise(large)
    )


def _bands_rise(groups: Sequence[Group]) -> Criterion:
    judged = [group for group in groups if group.by == "program" and group.bands]
    falls = [group.rate.label for group in judged if not rises(group.bands)]
    sure = sum(rises(group.bands, beyond_chance=True) for group in judged)
    found = (
        f"in {len(judged) - len(falls)} of {len(judged)} programs, in {sure} of them beyond what "
        "chance may do"
    )
    return Criterion(
        asked=f"In every program with {MIN_LOSSES} losses or more, a higher band lost more",
        found=f"{found}; not in {', '.join(falls)}" if falls else found,
        is_met=bool(judged) and not falls,
    )


def _at_least_chpc(categories: Study) -> Criterion:
    ours, theirs = categories.ranking(POINTS), categories.ranking(CHPC)
    lifts = [one.lift_at(0.1) if one else None for one in (ours, theirs)]
    asked = "The top tenth holds at least as many losses as by CHPC-style class"
    if lifts[0] is None or lifts[1] is None:
        return Criterion(asked=asked, found="no file allows the comparison", is_met=False)
    return Criterion(
        asked=asked,
        found=f"{lifts[0].value:.2f} against {lifts[1].value:.2f} times the average, on the "
        "categories of Washington's catalog editors; no file of losses has the dates it takes",
        is_met=lifts[0].value >= lifts[1].value,
    )


def _auc(decisions: Study) -> Criterion:
    ours = decisions.ranking(POINTS)
    found = ours.auc if ours else None
    return Criterion(
        asked=f"AUC of at least {LEAST_AUC:.2f} on Section 8 contracts",
        found=f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})" if found else "not known",
        is_met=found is not None and found.value >= LEAST_AUC,
    )


def _calibration(decisions: Study) -> Criterion:
    slope = decisions.calibration_slope
    return Criterion(
        asked="The calibration slope is known and published",
        found=f"{slope.value:.2f} ({slope.low:.2f} to {slope.high:.2f}); 1 would be a true scale"
        if slope
        else "not known",
        is_met=slope is not None,
    )
