"""What the Method page says of the backtests: verdict, conditions, rankings, groups, limits.

Shares read as so many of a hundred contracts that did leave, never as what any contract will do.
"""

import pandas as pd

from housing.evidence.results import (
    MIN_LOSSES,
    POINTS,
    SHARES,
    Criterion,
    Estimate,
    Rate,
    Results,
    Study,
)
from housing.evidence.words import DECISIONS, beaten, canary_in_words, in_words, verdict
from housing.scoring import SCORING_VERSION
from ui import explain
from ui.palette import BAND_COLORS, band_label
from ui.rows import Rows

MET, NOT_MET = "✓ met", "✗ not met"

#: Length of the points' fingerprint that a person can compare.
_FINGERPRINT = 12

#: How to read a table of rankings.
READING = (
    "AUC: the chance that one that was lost ranks above one that was kept; 0.5 is guessing, 1 "
    "certainty. Average precision: compare it with the share lost overall. Top 10%: of 100 "
    "called, how many were lost, and what share of all losses that is; ties are shared fairly."
)

NOTHING_YET = (
    "No backtest has been written for this version. A person who has the public files of real "
    "outcomes can make one: `python -m housing evidence --write`."
)


def in_short(results: Results) -> str:
    """Say what the top tenth held, out of a hundred contracts."""
    return in_words(results.study(DECISIONS))


def judged(results: Results) -> str:
    """Say whether the score may be called validated."""
    return verdict(results)


def made(results: Results) -> str:
    """Say when, with which points and on what the backtests were made."""
    study = results.study(DECISIONS)
    return (
        f"Made on {explain.day(results.made_on)} with scoring version {results.scoring_version} "
        f"(points {results.points_sha256[:_FINGERPRINT]}), on {study.overall.n:,} decisions of "
        f"about {study.contracts:,} contracts, {study.overall.lost:,} of which left. Intervals "
        "hold 95 of 100 samples redrawn by contract."
    )


def out_of_date(results: Results, version: str = SCORING_VERSION) -> str | None:
    """Warn where the points tested are not the points in use."""
    if results.scoring_version == version:
        return None
    return (
        f"These figures were made with scoring version {results.scoring_version}; the score is now "
        f"made with version {version}. Until somebody makes them again they say nothing sure "
        "about it."
    )


def calls(study: Study) -> str:
    """Say how many contracts and how many homes calling the top tenth would have reached."""
    ours = study.ranking(POINTS)
    top = next((one for one in ours.at if one.share == 0.1), None) if ours else None
    if top is None or top.captured_homes is None:
        return "Too few losses to say."
    return (
        f"The top tenth by score holds {100 * top.captured:.0f} of 100 contracts that left, and "
        f"{100 * top.captured_homes:.0f} of 100 homes in them: small contracts rank higher."
    )


def conditions(results: Results) -> Rows:
    """Every condition set beforehand, what was found, and whether it is met."""
    return [
        {"Condition": one.asked, "Found": one.found, "Result": _met(one)}
        for one in results.criteria
    ]


def bands(study: Study) -> Rows:
    """How many of each band left, with their interval."""
    return [
        {
            "Band": band_label(band.label),
            "Left": f"{band.lost:,} of {band.n:,}",
            "Of 100": f"{100 * band.value:.1f} ({100 * band.low:.1f} to {100 * band.high:.1f})",
        }
        for band in study.bands
        if band.label in BAND_COLORS
    ]


def rankings(study: Study) -> Rows:
    """Every way of ranking, with what its first contracts held."""
    return [
        {
            "Ranked by": one.name,
            "AUC": _figure(one.auc, one.note),
            "Average precision": f"{one.average_precision.value:.3f}"
            if one.average_precision
            else None,
            **{
                f"Top {100 * share:g}%": next(
                    (
                        f"{100 * top.precision:.0f} of 100; {100 * top.captured:.0f}% of all"
                        for top in one.at
                        if top.share == share
                    ),
                    None,
                )
                for share in SHARES
            },
        }
        for one in study.rankings
    ]


def groups(study: Study) -> Rows:
    """How well the score ranks within each program and owner type."""
    return [
        {
            "Within": f"{group.by.capitalize()} {group.rate.label}",
            "Contracts": f"{group.rate.n:,}",
            "Left": f"{group.rate.lost:,} ({100 * group.rate.value:.1f} of 100)",
            "AUC": _figure(group.auc, f"too few to say, under {MIN_LOSSES}"),
            "Top tenth, times the average": _figure(group.lift, None),
            "Of 100, band by band": ", ".join(_of_band(band) for band in group.bands) or None,
        }
        for group in study.groups
    ]


def calibration(study: Study) -> Rows:
    """What the scale stands for, beside what was observed."""
    return [
        {
            "Exit card": one.observed.label,
            "The scale stands for": f"{100 * one.nominal:.0f} of 100",
            "Left": f"{100 * one.observed.value:.1f} of 100 ({one.observed.lost:,} of "
            f"{one.observed.n:,})",
        }
        for one in study.calibration
    ]


def calibration_said(study: Study) -> str:
    """Say how far the scale overstates."""
    slope = study.calibration_slope
    if slope is None:
        return "Too few losses to say how true the scale is."
    return (
        f"Calibration slope {slope.value:.2f} ({slope.low:.2f} to {slope.high:.2f}), where 1 is a "
        "true scale: differences in points promise more than contracts kept. This is why no "
        "percentage is shown for a property."
    )


def fitted_card(card: pd.DataFrame) -> Rows:
    """Every answer with its published and its fitted points."""
    return [
        {
            "Answer": f"{row['code']} · {row['answer']}",
            "Published": _points(row["published_points"]),
            "Fitted": f"{_points(row['fitted_points'])} ({_points(row['fitted_low'])} to "
            f"{_points(row['fitted_high'])})",
            "Contracts": f"{row['contracts']:,}",
            "Left": f"{row['lost']:,}",
        }
        for row in card.to_dict("records")
    ]


def weak_points(results: Results) -> list[str]:
    """Say where simpler rankings did better, and what the tests could not tell."""
    told = [sentence for study in results.studies for sentence in beaten(study)]
    few = [study for study in results.studies if study.rankings and study.rankings[0].auc is None]
    told += [f"{study.title}: {in_words(study)}" for study in few]
    return [*told, canary_in_words(results.canary)]


def limits(results: Results) -> list[str]:
    """Everything the outcomes do not say, each once."""
    return list(dict.fromkeys(limit for study in results.studies for limit in study.limits))


def _met(criterion: Criterion) -> str:
    return MET if criterion.is_met else NOT_MET


def _figure(estimate: Estimate | None, otherwise: str | None) -> str | None:
    if estimate is None:
        return otherwise
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _of_band(band: Rate) -> str:
    return f"{band.label} {100 * band.value:.0f} (n {band.n:,})"


def _points(points: float) -> str:
    return f"{points:g}"
