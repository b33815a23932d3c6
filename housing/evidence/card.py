"""A fitted card beside the published one: the same answers, with points the contracts would give.

A logistic regression whose every coefficient starts at the published points and must pay to leave
them: the penalty is on the difference, so an answer that few contracts gave stays where the
evidence of others put it. It is shown beside the published points and scores nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit, xlogy
from sklearn.model_selection import StratifiedGroupKFold

from housing.evidence.metrics import summed
from housing.evidence.points import ANSWERED, exit_points, factor, facts_of
from housing.evidence.resampling import redrawn
from housing.factors import Facts
from housing.factors.base import Flags, Floats, Whole
from housing.scoring import EXIT_START
from housing.scoring.bands import ANCHOR_ODDS, ANCHOR_POINTS, DOUBLING_POINTS

#: Log-odds of one point.
PER_POINT = float(np.log(2.0) / DOUBLING_POINTS)

#: Strengths of the pull toward the published points that were tried, weakest first. A strength of
#: 100 takes about 100 losses to move an answer halfway.
STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)

#: Parts the contracts are cut into: fitted on all but one, tried on that one.
FOLDS = 5

#: The row of the card that says where every contract starts, and words for an answer not given.
START, UNKNOWN = "E0", "unknown"

_STEPS = 50
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Answers:
    """Which answer each contract gave: a row per combination, and each contract's combination.

    `given` marks the answers (columns) of a combination (rows); `log_odds` is what the published
    points stand for.
    """

    names: tuple[tuple[str, str, float], ...]
    given: Floats
    log_odds: Floats
    combination: Whole

    def counted(self, lost: Flags, weights: Floats | None = None) -> tuple[Floats, Floats]:
        """Weights of all and of lost contracts per combination."""
        weight = np.ones(len(lost)) if weights is None else weights
        size = len(self.log_odds)
        return (
            summed(self.combination, weight, size),
            summed(self.combination, weight * lost, size),
        )


def log_odds_of(points: Floats) -> Floats:
    """Return what points stand for on the scale of log-odds."""
    return np.log(ANCHOR_ODDS) + (points - ANCHOR_POINTS) * PER_POINT


def answers_of(table: pd.DataFrame) -> Answers:
    """Find which answer each contract gives to every factor that its file can answer."""
    facts = facts_of(table)
    names: list[tuple[str, str, float]] = []
    columns = []
    for code in ANSWERED:
        for text, points, here in _answers(code, facts):
            names.append((code, text, points))
            columns.append(here)
    matrix = np.stack(columns, axis=1)
    both = np.column_stack([matrix, exit_points(facts)])
    distinct, combination = np.unique(both, axis=0, return_inverse=True)
    return Answers(
        names=tuple(names),
        given=distinct[:, :-1],
        log_odds=log_odds_of(distinct[:, -1]),
        combination=combination.reshape(-1).astype(np.int64),
    )


def fit(answers: Answers, everyone: Floats, lost: Floats, strength: float) -> Floats:
    """How far start and answers leave the published log-odds: the start first, and it for free."""
    design = np.column_stack([np.ones(len(answers.given)), answers.given])
    pull = np.diag([_CLOSE, *[strength] * answers.given.shape[1]])
    change = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = expit(answers.log_odds + design @ change)
        slope = design.T @ (lost - everyone * chance) - pull @ change
        curve = (design.T * (everyone * chance * (1 - chance))) @ design + pull
        step = np.linalg.solve(curve, slope)
        change = change + step
        if np.abs(step).max() < _CLOSE:
            break
    return change


def fitted_log_odds(answers: Answers, change: Floats) -> Floats:
    """Fitted log-odds of every contract."""
    cells = answers.log_odds + change[0] + answers.given @ change[1:]
    return np.asarray(cells[answers.combination])


def choose_strength(answers: Answers, lost: Flags, contract: Whole) -> float:
    """Take the strongest pull that is no worse than the best by more than one standard error.

    Each is tried on contracts it was not fitted to.
    """
    folds = _split(lost, contract)
    losses = np.asarray(
        [[_tried(answers, lost, fold, strength) for fold in folds] for strength in STRENGTHS]
    )
    mean = losses.mean(axis=1)
    best = int(mean.argmin())
    behind = (losses - losses[best]).std(axis=1, ddof=1) / np.sqrt(losses.shape[1])
    good = [at for at in range(len(STRENGTHS)) if mean[at] - mean[best] <= behind[at]]
    return STRENGTHS[max(good)]


def out_of_fold(answers: Answers, lost: Flags, contract: Whole) -> Floats:
    """Fitted log-odds of every contract, by a card fitted and tuned without it."""
    made = np.zeros(len(lost))
    for train, test in _split(lost, contract):
        seen = _some(answers, train)
        strength = choose_strength(seen, lost[train], contract[train])
        change = fit(seen, *seen.counted(lost[train]), strength)
        made[test] = fitted_log_odds(_some(answers, test), change)
    return made


def from_other_half(
    answers: Answers, lost: Flags, contract: Whole, strength: float
) -> tuple[Floats, Floats]:
    """Fitted log-odds of each half of the file, by a card fitted to the other half's contracts."""
    half = len(lost) // 2
    first, second = np.arange(half), np.arange(half, len(lost))
    made = []
    for test, train in ((first, second), (second, first)):
        apart = train[~np.isin(contract[train], contract[test])]
        seen = _some(answers, apart)
        change = fit(seen, *seen.counted(lost[apart]), strength)
        made.append(fitted_log_odds(_some(answers, test), change))
    return made[0], made[1]


def card(
    answers: Answers, lost: Flags, contract: Whole, strength: float, repetitions: int
) -> pd.DataFrame:
    """Return a row per answer: published points, fitted points with 95% interval, n and lost."""
    change = fit(answers, *answers.counted(lost), strength)
    drawn = np.asarray(
        [
            fit(answers, *answers.counted(lost, weights), strength)
            for weights in redrawn(contract, repetitions)
        ]
    )
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    published = np.asarray([EXIT_START, *(points for _, _, points in answers.names)])
    everyone, gone = answers.counted(lost)
    return pd.DataFrame(
        {
            "code": [START, *(code for code, _, _ in answers.names)],
            "answer": ["every contract", *(text for _, text, _ in answers.names)],
            "published_points": published,
            "fitted_points": np.round(published + change / PER_POINT, 1),
            "fitted_low": np.round(published + low / PER_POINT, 1),
            "fitted_high": np.round(published + high / PER_POINT, 1),
            "contracts": np.append(everyone.sum(), everyone @ answers.given).astype(int),
            "lost": np.append(gone.sum(), gone @ answers.given).astype(int),
        }
    )


def _answers(code: str, facts: Facts) -> Sequence[tuple[str, float, Flags]]:
    """Every answer that some contract gave to a factor: its text, points, and who gave it."""
    answer = factor(code).answer(facts)
    texts: dict[float, str] = {}
    for text, points in factor(code).bands:
        texts.setdefault(points, text)
    made = []
    for points in sorted(set(answer.points[~answer.is_missing]), reverse=True):
        made.append((texts[points], points, (answer.points == points) & ~answer.is_missing))
    if answer.is_missing.any():
        made.append((UNKNOWN, 0.0, answer.is_missing))
    return made


def _some(answers: Answers, rows: Whole) -> Answers:
    return Answers(
        answers.names, answers.given, answers.log_odds, np.asarray(answers.combination[rows])
    )


def _split(lost: Flags, contract: Whole) -> list[tuple[Whole, Whole]]:
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    return [(train, test) for train, test in folds.split(lost, lost, contract)]


def _tried(answers: Answers, lost: Flags, fold: tuple[Whole, Whole], strength: float) -> float:
    """Mean surprise at the outcomes of one part, for a card fitted to the others."""
    train, test = fold
    seen = _some(answers, train)
    change = fit(seen, *seen.counted(lost[train]), strength)
    chance = expit(fitted_log_odds(_some(answers, test), change))
    return float(-np.mean(xlogy(lost[test], chance) + xlogy(~lost[test], 1 - chance)))
