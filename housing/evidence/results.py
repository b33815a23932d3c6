"""What a run found, as it is shipped: figures, the versions and files they come from, a verdict.

Light on purpose: pages read it, and neither a model nor a table of contracts is loaded for that.
"""

from datetime import date
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from housing.config import REFERENCE_DIR
from housing.errors import ConfigError

#: Fewer losses than this are too few to say anything about: judgement.
MIN_LOSSES = 20

#: Shares of contracts somebody might have the time to call.
SHARES = (0.05, 0.1, 0.2)

#: Shares at which the curve of captured losses is kept.
CURVE = tuple(step / 20 for step in range(21))

#: How the points under test are called among the rankings.
POINTS = "Holdfast score"

RESULTS_FILE = "evidence.json"
CARD_FILE = "fitted_card.csv"

#: Columns of the fitted card; its file also says of every row where it comes from.
CARD_COLUMNS = (
    "code",
    "answer",
    "published_points",
    "fitted_points",
    "fitted_low",
    "fitted_high",
    "contracts",
    "lost",
)

_AGAIN = "make it again: python -m housing evidence --write."


#: Figures are kept to six decimals, which any machine finds alike.
Figure = Annotated[float, AfterValidator(lambda value: round(value, 6))]


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Estimate(_Kept):
    """A figure with the interval that holds it in 95 of 100 redrawn samples."""

    value: Figure
    low: Figure
    high: Figure


class Rate(_Kept):
    """How many of a group were lost, with Wilson's 95% interval."""

    label: str
    n: int
    lost: int
    value: Figure
    low: Figure
    high: Figure


class AtShare(_Kept):
    """What the contracts ranked highest held."""

    share: Figure
    precision: Figure
    lift: Estimate
    captured: Figure
    captured_homes: Figure | None


class Ranking(_Kept):
    """How well one way of ranking found the losses; without figures, `note` says why."""

    name: str
    note: str | None = None
    auc: Estimate | None = None
    average_precision: Estimate | None = None
    at: tuple[AtShare, ...] = ()
    #: Share of the losses among the ranked highest, at every share of `CURVE`.
    curve: tuple[Figure, ...] = ()

    def lift_at(self, share: float) -> Estimate | None:
        """Losses among the ranked highest, over losses overall; none where nothing is ranked."""
        return next((top.lift for top in self.at if top.share == share), None)


class CalibrationBin(_Kept):
    """What the scale stands for in a range of points, and what was observed there."""

    nominal: Figure
    observed: Rate


class Group(_Kept):
    """The points within one program or owner type; without figures where losses are too few."""

    by: str
    rate: Rate
    auc: Estimate | None = None
    lift: Estimate | None = None
    bands: tuple[Rate, ...] = ()


class Study(_Kept):
    """One backtest: who was looked at, what was asked, and what was found."""

    id: str
    title: str
    #: What is counted, and what became of those counted as lost: "contracts", "left".
    who: str
    asked: str
    contracts: int
    overall: Rate
    rankings: tuple[Ranking, ...] = ()
    bands: tuple[Rate, ...] = ()
    calibration_slope: Estimate | None = None
    calibration: tuple[CalibrationBin, ...] = ()
    groups: tuple[Group, ...] = ()
    limits: tuple[str, ...] = ()

    def ranking(self, name: str) -> Ranking | None:
        """Return one way of ranking by its name."""
        return next((one for one in self.rankings if one.name == name), None)


class Criterion(_Kept):
    """One condition for calling the flags validated."""

    asked: str
    found: str
    is_met: bool


class Canary(_Kept):
    """What one field known only afterwards would do to a model, were it let in."""

    field: str
    auc_without: Figure
    auc_with: Figure
    #: Fields among those allowed that alone move the area under the curve as much; none may.
    leaks_among_allowed: tuple[str, ...]


class Check(_Kept):
    """A figure computed before from the same file, and what this run finds."""

    said: str
    published: Figure
    found: Figure
    is_same: bool
    #: Why not, where it is not.
    why: str | None = None


class Fit(_Kept):
    """How the fitted card compares with the published points, on contracts it was not fitted to."""

    strength: Figure
    auc_points: Figure
    auc_fitted: Estimate
    auc_gain: Estimate
    lift_points: Figure
    lift_fitted: Estimate
    calibration_slope: Estimate
    auc_other_half: tuple[Figure, Figure]


class Input(_Kept):
    """A file the figures come from."""

    path: str
    rows: int
    sha256: str


class Results(_Kept):
    """Everything a run found."""

    made_on: date
    scoring_version: str
    points_sha256: str
    inputs: tuple[Input, ...]
    studies: tuple[Study, ...]
    criteria: tuple[Criterion, ...]
    canary: Canary
    checks: tuple[Check, ...]
    fit: Fit

    @property
    def is_validated(self) -> bool:
        """Whether every condition is met."""
        return all(criterion.is_met for criterion in self.criteria)

    def study(self, study_id: str) -> Study:
        """Return one study by its id."""
        return next(study for study in self.studies if study.id == study_id)


def read_results(folder: Path = REFERENCE_DIR) -> Results | None:
    """Read the shipped results; none if no run was ever written.

    Raises:
        ConfigError: the file is there but says something else.
    """
    path = folder / RESULTS_FILE
    if not path.exists():
        return None
    try:
        return Results.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not what a run writes; {_AGAIN}") from error


def read_card(folder: Path = REFERENCE_DIR) -> pd.DataFrame:
    """Read the fitted card: a row per answer, its published and its fitted points.

    Raises:
        ConfigError: it is not there, or lacks a column.
    """
    path = folder / CARD_FILE
    try:
        return pd.read_csv(path)[list(CARD_COLUMNS)]
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{path} is not what a run writes; {_AGAIN}") from error


def write_results(results: Results, folder: Path = REFERENCE_DIR) -> Path:
    """Write the results where pages read them."""
    path = folder / RESULTS_FILE
    path.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path
