"""The whole run: freeze the points, look back on three public files, fit a card, judge."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from housing.config import REFERENCE_DIR
from housing.evidence import card, catalog, decisions, gate, leaks, metrics, panel, studies
from housing.evidence.checks import checks
from housing.evidence.decisions import Decisions
from housing.evidence.points import Frozen, exit_points, facts_of, frozen_points
from housing.evidence.resampling import REPETITIONS, estimates
from housing.evidence.results import CARD_FILE, Canary, Fit, Input, Results, write_results
from housing.evidence.study import Cases, calibration_slope
from housing.evidence.words import DECISIONS, FLAGGED_OR_EXPIRING
from housing.factors.base import Floats

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found, and the fitted card."""

    results: Results
    card: pd.DataFrame


def run(
    data: Path,
    made_on: date,
    on_progress: Progress = lambda _: None,
    repetitions: int = REPETITIONS,
) -> Run:
    """Test the published points on real outcomes. The same files give the same figures.

    Args:
        data: folder of the public files; docs/evidence.md says which.
        made_on: the day, for the record.
        on_progress: told what is being done.
        repetitions: redrawn samples behind every interval.

    Raises:
        HoldfastError: a file is missing, or a feature is known only afterwards.
    """
    frozen = frozen_points()
    on_progress(f"Points of version {frozen.version}, sha256 {frozen.sha256}, are frozen.")
    on_progress("Reading HUD's contract decisions")
    decided = decisions.read_decisions(data)
    points = exit_points(facts_of(decided.facts))
    on_progress("Measuring the points on decisions")
    made = [
        studies.of_decisions(decided, repetitions),
        studies.of_decisions_with_contract(
            decisions.read_decisions_with_contract(data), repetitions
        ),
    ]
    on_progress("Looking back on 200 contracts, list by list")
    made.append(studies.looked_back(panel.all_look_backs(data), repetitions))
    on_progress("Scoring Washington's catalog as of April 2016")
    made += studies.of_catalog(catalog.read_catalog(data), repetitions)
    on_progress("Letting the leak in on purpose")
    canary = _canary(decided)
    on_progress("Fitting a card that starts from the published points")
    fit, fitted = _fit(decided, points, repetitions)
    by_id = {study.id: study for study in made}
    results = Results(
        made_on=made_on,
        scoring_version=frozen.version,
        points_sha256=_unchanged(frozen).sha256,
        inputs=_inputs(data),
        studies=tuple(made),
        criteria=gate.criteria(by_id[DECISIONS], by_id[FLAGGED_OR_EXPIRING]),
        canary=canary,
        checks=checks(decided, points),
        fit=fit,
    )
    return Run(results, fitted)


def write_run(done: Run, folder: Path = REFERENCE_DIR) -> tuple[Path, Path]:
    """Keep the results and the fitted card; every row of the card says where it comes from."""
    results, path = done.results, folder / CARD_FILE
    fitted_to = next(one for one in results.inputs if one.path.endswith(decisions.ENCODED))
    source = (
        f"fitted {results.made_on} to {fitted_to.path} (sha256 {fitted_to.sha256}) by "
        "georgetown-analytics/housing-risk (MIT)"
    )
    published = f"version {results.scoring_version} (sha256 {results.points_sha256})"
    done.card.assign(
        strength=results.fit.strength, published_version=published, source=source
    ).to_csv(path, index=False, lineterminator="\n")
    return write_results(results, folder), path


def _unchanged(frozen: Frozen) -> Frozen:
    """Return the points' fingerprint if it is still what it was when the run began."""
    assert frozen == frozen_points(), "points changed while they were tested"
    return frozen


def _canary(decided: Decisions) -> Canary:
    allowed = decisions.for_guard(decided)
    with_leak = decisions.for_guard(decided, decisions.GIVEAWAY)
    found = leaks.moved(with_leak, decisions.GIVEAWAY, decided.lost, decided.contract)
    others = leaks.leaks(allowed, decided.lost, decided.contract)
    return Canary(
        field=found.field,
        auc_without=found.auc_without,
        auc_with=found.auc_with,
        leaks_among_allowed=tuple(one.field for one in others),
    )


def _fit(decided: Decisions, points: Floats, repetitions: int) -> tuple[Fit, pd.DataFrame]:
    answers = card.answers_of(decided.facts)
    lost, contract = decided.lost, decided.contract
    strength = card.choose_strength(answers, lost, contract)
    unseen = card.out_of_fold(answers, lost, contract)
    halves = card.from_other_half(answers, lost, contract, strength)
    half = len(lost) // 2
    ours, theirs = metrics.levels(points), metrics.levels(unseen)

    def measure(weights: Floats) -> dict[str, float]:
        published = metrics.tally(ours, lost, weights=weights)
        fitted = metrics.tally(theirs, lost, weights=weights)
        return {
            "auc": metrics.auc(fitted),
            "gain": metrics.auc(fitted) - metrics.auc(published),
            "lift": metrics.lift_at(fitted, 0.1),
        }

    found = estimates(measure, contract, repetitions)
    counted = metrics.tally(ours, lost)
    cases = Cases(lost, decided.homes, contract, repetitions=repetitions)
    slope = calibration_slope(unseen, cases)
    assert slope is not None, "thousands of contracts are enough for a slope"
    fit = Fit(
        strength=strength,
        auc_points=metrics.auc(counted),
        auc_fitted=found["auc"],
        auc_gain=found["gain"],
        lift_points=metrics.lift_at(counted, 0.1),
        lift_fitted=found["lift"],
        calibration_slope=slope,
        auc_other_half=(
            metrics.auc(metrics.tally(metrics.levels(halves[0]), lost[:half])),
            metrics.auc(metrics.tally(metrics.levels(halves[1]), lost[half:])),
        ),
    )
    return fit, card.card(answers, lost, contract, strength, repetitions)


def _inputs(data: Path) -> tuple[Input, ...]:
    folder = data / decisions.FOLDER
    names = (decisions.ENCODED, decisions.CODES, decisions.WITH_CONTRACT, panel.PANEL)
    paths = [folder / name for name in (*names, panel.MANIFEST)]
    paths += sorted((data / catalog.FOLDER_2016).glob("*.csv")) + [data / catalog.FILE_2017]
    return tuple(
        Input(
            path=path.relative_to(data).as_posix(),
            rows=path.read_bytes().count(b"\n"),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in paths
    )
