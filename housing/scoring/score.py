"""Scoring every property at once: gather facts, find the event, fill the cards, say why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from housing.factors.base import EventKind, Facts, Flags, Floats, Whole
from housing.factors.foreclosure import FLOOR
from housing.factors.time_to_end import TIME_TO_END
from housing.notices import early_exit_dates
from housing.scoring.bands import BANDS, as_score, band_positions, combine
from housing.scoring.cards import (
    Row,
    distress_rows,
    exit_constants,
    exit_rows,
    loaded_columns,
    total,
)
from housing.scoring.confidence import GRADES, Confidence, confidence
from housing.scoring.contributions import at_column, contributions_table, sentences
from housing.scoring.events import Events, govern
from housing.scoring.gather import (
    at_rows,
    covenants_in_force,
    facts_of,
    flags,
    positions,
)
from housing.scoring.milestones import next_milestones
from housing.scoring.origins import origins_of
from housing.scoring.reasons import Governing, governing, reasons
from housing.scoring.standing import STATUSES, Endings, endings, statuses
from housing.scoring.text import phrased, picked, series
from housing.scoring.weights import PUBLISHED, Weights
from housing.tables import Properties, columns_of
from housing.terms import CovenantKind, Status

#: Changes with every change of a factor, its points or a threshold, because decisions change.
SCORING_VERSION = "1.0"

_COLUMNS = columns_of(Properties)

#: The columns of table `Properties` that scoring makes.
SCORE_COLUMNS = tuple(
    _COLUMNS[_COLUMNS.index("status") : _COLUMNS.index("next_milestone_date") + 1]
)

#: Statuses of properties that have no score: their homes are gone, or somebody must look.
UNSCORED = (Status.LOST, Status.OFF_MONITORING)


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores by `property_id` (`SCORE_COLUMNS`), and table `Contributions`."""

    scores: pd.DataFrame
    contributions: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Totals:
    """Totals of both cards; exit is NaN where its card does not apply."""

    exit: Floats
    exit_low: Floats
    exit_high: Floats
    distress: Floats
    distress_low: Floats
    distress_high: Floats


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the cards found: facts at the event, the event itself, status, rows and totals."""

    facts: Facts
    events: Events
    ended: Endings
    status: Whole
    has_card: Flags
    rows: list[Row]
    totals: _Totals


def score_properties(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    inspections: pd.DataFrame,
    *,
    as_of: date,
    issues: pd.DataFrame | None = None,
    weights: Weights = PUBLISHED,
) -> Scored:
    """Score every property, and keep every point of every score.

    Args:
        properties: a row per property: profile and affordability timeline of `Properties`.
        covenants: table `LinkedCovenants`.
        inspections: table `LinkedInspections`, for the source of the latest one.
        as_of: the day of the snapshot.
        issues: table `Issues`; a doubtful match caps the confidence.
        weights: what each factor counts for; only the published ones are ever published.
    """
    wide = _by_id(properties)
    covenants = covenants.reset_index(drop=True)
    place = positions(covenants["property_id"], wide.index.to_series())
    found = _measure(wide, covenants, place, as_of, weights)
    names = np.asarray(STATUSES, object)[found.status]
    sure = confidence(wide, covenants, place, found.events, names, issues, as_of=as_of)
    coming = next_milestones(covenants, place, found.events.is_stale, as_of)
    about = governing(covenants, found.events, early_exit_dates(covenants))
    scores = pd.DataFrame(
        {
            "status": series(picked([str(word) for word in STATUSES], found.status)),
            **_score_columns(found.totals, found.status, weights.edges),
            **_confidence_columns(sure),
            **_governing_columns(covenants, found, about.date),
            "reason": _reason(wide, found, about, as_of),
            **_largest(found.rows),
            "next_milestone": series(coming.text),
            "next_milestone_date": coming.date,
        },
        columns=SCORE_COLUMNS,
    )
    origins = origins_of(wide, covenants, inspections, found.events.row)
    return Scored(
        scores.set_index(wide.index), contributions_table(wide.index, found.rows, origins)
    )


def _by_id(properties: pd.DataFrame) -> pd.DataFrame:
    """Return the properties indexed by their id, whether that was a column or the index."""
    wide = properties.set_index("property_id") if "property_id" in properties else properties
    return wide.rename_axis("property_id")


def _measure(
    wide: pd.DataFrame, covenants: pd.DataFrame, place: Whole, as_of: date, weights: Weights
) -> _Measured:
    """Find every property's event, and fill both of its cards there."""
    held = covenants_in_force(covenants, place, len(wide), as_of)
    facts = facts_of(wide, covenants, held, as_of)
    loaded = loaded_columns(wide, as_of)
    events = govern(held, exit_constants(facts, loaded, weights), weights.of(TIME_TO_END.code))
    facts = facts.at(events.kind, events.years, events.is_stale)
    ended = endings(covenants, place, len(wide), pd.Timestamp(as_of))
    unverified = flags(covenants["is_expired_unverified"])
    has_card = events.has_event & ~ended.all_ended
    exits = exit_rows(facts, events, loaded, has_card, weights)
    distress = distress_rows(facts, loaded, weights)
    return _Measured(
        facts=facts,
        events=events,
        ended=ended,
        status=statuses(events, ended, at_rows(unverified, events.row, False)),
        has_card=has_card,
        rows=[*exits, *distress],
        totals=_totals(exits, distress, events, facts, has_card),
    )


def _totals(
    exits: list[Row], distress: list[Row], events: Events, facts: Facts, has_card: Flags
) -> _Totals:
    """Add both cards up; the interval of the exit card is that of every event it could be about."""
    failing = total(distress)
    floor = np.where(facts.is_foreclosed, FLOOR, -np.inf)
    return _Totals(
        exit=np.where(has_card, total(exits).points, np.nan),
        exit_low=np.where(has_card, events.low, np.nan),
        exit_high=np.where(has_card, events.high, np.nan),
        distress=failing.points,
        distress_low=np.maximum(failing.low, floor),
        distress_high=np.maximum(failing.high, floor),
    )


def _score_columns(totals: _Totals, status: Whole, edges: Sequence[int]) -> dict[str, object]:
    score = as_score(combine(totals.exit, totals.distress))
    low = as_score(combine(totals.exit_low, totals.distress_low))
    high = as_score(combine(totals.exit_high, totals.distress_high))
    is_scored = ~np.isin(status, [STATUSES.index(gone) for gone in UNSCORED])
    bands = np.where(is_scored, band_positions(score, edges), -1)
    return {
        "exit_score": totals.exit,
        "distress_score": totals.distress,
        "score": _whole(score, is_scored),
        "score_low": _whole(low, is_scored),
        "score_high": _whole(high, is_scored),
        "band": series(picked([str(band) for band, _ in BANDS], bands)),
        "is_band_provisional": pd.array(
            is_scored & (band_positions(low, edges) != band_positions(high, edges)),
            dtype="boolean",
        ),
    }


def _whole(values: Whole, is_known: Flags) -> object:
    return pd.arrays.IntegerArray(values, ~is_known)


def _confidence_columns(sure: Confidence) -> dict[str, object]:
    return {
        "confidence": pd.array(sure.points, dtype="Int64"),
        "confidence_grade": series(picked([grade for grade, _ in GRADES], sure.grade)),
        "confidence_missing": series(sure.missing),
    }


def _governing_columns(
    covenants: pd.DataFrame, found: _Measured, day: np.ndarray
) -> dict[str, object]:
    """Which covenant, of what kind, ends when; an early way out is of the covenant's kind."""
    events = found.events
    kinds = [
        CovenantKind.RENEWABLE,
        CovenantKind.PRAC,
        CovenantKind.AUTO_LAPSE,
        CovenantKind.UNKNOWN,
        CovenantKind.AUTO_LAPSE,
        CovenantKind.OPEN_ENDED,
    ]
    kind = np.where(events.has_event, events.kind, len(EventKind))
    return {
        "governing_covenant_id": series(picked(covenants["covenant_id"].to_list(), events.row)),
        "governing_kind": series(picked([str(word) for word in kinds], kind)),
        "governing_date": np.where(found.has_card, day, np.datetime64("NaT", "us")),
        "governing_years": np.where(found.has_card, events.years, np.nan),
    }


def _reason(wide: pd.DataFrame, found: _Measured, about: Governing, as_of: date) -> pd.Series:
    return series(
        reasons(
            wide,
            found.facts,
            found.events,
            about,
            found.status,
            found.ended.last_end,
            as_of=as_of,
            is_distress_first=~(found.totals.exit >= found.totals.distress),
        )
    )


def _largest(rows: list[Row]) -> dict[str, object]:
    """Sentences of the factors that weigh most for and against, and of the widest unknown."""
    asked = [row for row in rows if row.unknown is not None]
    points = np.stack(
        [np.where(r.is_there & ~r.answer.is_missing, r.answer.points, 0.0) for r in asked], axis=1
    )
    spread = np.stack(
        [np.where(r.is_there, r.answer.high - r.answer.low, 0.0) for r in asked], axis=1
    )
    highest, lowest, widest = points.argmax(1), points.argmin(1), spread.argmax(1)
    highest = np.where(points.max(axis=1) > 0, highest, -1)
    lowest = np.where(points.min(axis=1) < 0, lowest, -1)
    low = at_column([row.answer.low for row in asked], widest)
    high = at_column([row.answer.high for row in asked], widest)
    widest = np.where(spread.max(axis=1) > 0, widest, -1)

    def unknown(row: int, low: int, high: int) -> str:
        told = f"{asked[row].unknown} ({low / 16:+g} to {high / 16:+g} points)"
        return told if row >= 0 else ""

    sixteenths = [(16 * bound).astype(np.int64) for bound in (low, high)]
    return {
        "largest_for": series(picked(*sentences(asked, highest))),
        "largest_against": series(picked(*sentences(asked, lowest))),
        "largest_unknown": series(phrased([widest, *sixteenths], unknown)),
    }
