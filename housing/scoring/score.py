"""Scoring every property at once: gather facts, find the event, fill the cards, say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from housing.factors.base import EventKind, Facts, Flags, Floats, Whole
from housing.factors.foreclosure import FLOOR
from housing.factors.time_to_end import TIME_TO_END
from housing.scoring.bands import BANDS, as_score, band_positions, combine
from housing.scoring.cards import (
    Row,
    distress_rows,
    exit_constants,
    exit_rows,
    loaded_columns,
    points_of,
    total,
)
from housing.scoring.classes import side_by_side
from housing.scoring.confidence import GRADES, Confidence, confidence
from housing.scoring.contributions import contributions_table, put_together
from housing.scoring.deep import DeepExits, deep_columns, deep_exits
from housing.scoring.events import Events, govern
from housing.scoring.evidence import Told, planned_only, status_columns, told_by
from housing.scoring.gather import (
    at_rows,
    facts_of,
    flags,
    months_seen,
    positions,
    text,
)
from housing.scoring.holding import covenants_in_force
from housing.scoring.largest import largest
from housing.scoring.milestones import next_milestones
from housing.scoring.origins import origins_of
from housing.scoring.overrides import (
    Overrides,
    flag_columns,
    kinds_in_force,
    override_columns,
    override_rows,
    overrides_of,
    with_signals,
)
from housing.scoring.reasons import Governing, governing, reasons
from housing.scoring.standing import STATUSES, Endings, endings, statuses
from housing.scoring.text import picked, series
from housing.scoring.ways_out import WaysOut, ways_out
from housing.scoring.weights import PUBLISHED, Weights
from housing.tables import Properties, Signals, columns_of, empty
from housing.terms import CovenantKind, CovenantStatus, Status

#: Changes with every change of a factor, its points or a threshold, because decisions change.
SCORING_VERSION = "1.2"

_COLUMNS = columns_of(Properties)

#: The columns of table `Properties` that scoring makes.
SCORE_COLUMNS = tuple(
    _COLUMNS[_COLUMNS.index("status") : _COLUMNS.index("next_milestone_date") + 1]
)

#: Statuses of properties that have no score: their homes are gone, or somebody must look.
UNSCORED = (Status.LOST, Status.OFF_MONITORING, Status.REPLACED)


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
    """What the cards found: facts at the event, ways out, the event, status, rows and totals."""

    facts: Facts
    ways: WaysOut
    events: Events
    ended: Endings
    status: Whole
    told: Told
    is_planned: Flags
    has_card: Flags
    rows: list[Row]
    totals: _Totals
    deep: DeepExits


def score_properties(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    inspections: pd.DataFrame,
    *,
    as_of: date,
    issues: pd.DataFrame | None = None,
    signals: pd.DataFrame | None = None,
    titles: Mapping[str, str] | None = None,
    weights: Weights = PUBLISHED,
) -> Scored:
    """Score every property, and keep every point of every score.

    Args:
        properties: a row per property: profile and affordability timeline of `Properties`.
        covenants: table `LinkedCovenants`.
        inspections: table `LinkedInspections`, for the source of the latest one.
        as_of: the day of the snapshot.
        issues: table `Issues`; a doubtful match caps the confidence.
        signals: table `Signals`: floors, caps and points of what people and filings say.
        titles: what sources are called, by id, for sentences.
        weights: what each factor counts for; only the published ones are ever published.
    """
    wide, titles = _by_id(properties), titles or {}
    covenants = covenants.reset_index(drop=True)
    signals = empty(Signals) if signals is None else signals
    place = positions(covenants["property_id"], wide.index.to_series())
    found = _measure(wide, covenants, place, signals, as_of, weights)
    moved = overrides_of(signals, wide.index)
    names = np.asarray(STATUSES, object)[found.status]
    sure = confidence(wide, covenants, place, found.events, names, issues, as_of=as_of)
    shown: dict[str, Any] = {
        **_status_columns(covenants, found, titles),
        **_score_columns(found.totals, found.status, moved, titles, weights.edges),
        "signals": kinds_in_force(signals, wide.index).array,
        **flag_columns(signals, wide.index, titles),
        **_confidence_columns(sure),
        **_about_columns(wide, covenants, place, found, as_of),
        **largest(found.rows, found.events),
    }
    shown["reason"] = with_signals(shown, moved, found.told.row, found.told.signals)
    shown |= side_by_side(wide, shown, as_of)
    scores = _frame(shown, wide.index)
    origins = origins_of(wide, covenants, inspections, signals, place, found.events.row)
    made = contributions_table(wide.index, found.rows, origins)
    return Scored(scores, _with_overrides(made, wide.index, moved, scores))


def _frame(shown: Mapping[str, Any], property_ids: pd.Index) -> pd.DataFrame:
    """Columns of the scores, each in the order of the properties, as one table."""
    bare = {name: getattr(shown[name], "array", shown[name]) for name in SCORE_COLUMNS}
    return pd.DataFrame(bare, index=property_ids, copy=False)


def _status_columns(
    covenants: pd.DataFrame, found: _Measured, titles: Mapping[str, str]
) -> dict[str, object]:
    names = [str(word) for word in STATUSES]
    evidence = status_columns(
        covenants, found.events, found.ended, found.told, found.status, found.is_planned, titles
    )
    return {"status": series(picked(names, found.status)), **evidence}


def _about_columns(
    wide: pd.DataFrame, covenants: pd.DataFrame, place: Whole, found: _Measured, as_of: date
) -> dict[str, object]:
    """What the score is about: the governing covenant, the reason, and what comes next."""
    about = governing(covenants, found.events, found.ways.opens)
    coming = next_milestones(covenants, place, found.ways, found.events.is_stale, as_of)
    return {
        **_governing_columns(covenants, found, about.date),
        **deep_columns(found.deep, covenants),
        "reason": _reason(wide, found, about, as_of),
        "next_milestone": series(coming.text),
        "next_milestone_date": coming.date,
    }


def _with_overrides(
    contributions: pd.DataFrame, ids: pd.Index, moved: Overrides, scores: pd.DataFrame
) -> pd.DataFrame:
    """Add, after both cards, how far a signal moved the score."""
    rows = override_rows(ids, moved, scores["model_score"], scores["override_text"])
    return put_together(contributions, rows) if len(rows) else contributions


def _by_id(properties: pd.DataFrame) -> pd.DataFrame:
    """Return the properties indexed by their id, whether that was a column or the index."""
    wide = properties.set_index("property_id") if "property_id" in properties else properties
    return wide.rename_axis("property_id")


def _measure(
    wide: pd.DataFrame,
    covenants: pd.DataFrame,
    place: Whole,
    signals: pd.DataFrame,
    as_of: date,
    weights: Weights,
) -> _Measured:
    """Find every property's event, and fill both of its cards there."""
    ways = ways_out(covenants, as_of)
    held = covenants_in_force(covenants, place, len(wide), ways, as_of)
    facts = facts_of(wide, covenants, held, signals, as_of)
    loaded = loaded_columns(wide, as_of)
    events = govern(held, exit_constants(facts, loaded, weights), weights.of(TIME_TO_END.code))
    facts = facts.at(events.kind, events.years, events.is_stale)
    facts = replace(
        facts,
        is_unseen=events.is_unseen,
        is_end_derived=events.is_end_derived,
        seen=months_seen(covenants, events.row),
    )
    ended = endings(covenants, place, len(wide), pd.Timestamp(as_of))
    unverified = at_rows(flags(covenants["is_expired_unverified"]), events.row, False)
    told = told_by(signals, wide.index, ended)
    status = statuses(events, ended, told.status, unverified)
    has_card = events.has_event & ~_is_out(status)
    exits = exit_rows(facts, events, loaded, has_card, weights)
    distress = distress_rows(facts, loaded, weights)
    return _Measured(
        facts=facts,
        ways=ways,
        events=events,
        ended=ended,
        status=status,
        told=told,
        is_planned=planned_only(
            covenants,
            place,
            (covenants["status"] == CovenantStatus.PLANNED).to_numpy(bool),
            len(wide),
        ),
        has_card=has_card,
        rows=[*exits, *distress],
        totals=_totals(exits, distress, events, facts, has_card),
        deep=deep_exits(held, facts, covenants, loaded, weights),
    )


def _totals(
    exits: list[Row], distress: list[Row], events: Events, facts: Facts, has_card: Flags
) -> _Totals:
    """Add both cards up; the interval of the exit card is that of every event it could be about."""
    failing = total(distress)
    floor = np.where(facts.is_foreclosed, FLOOR, -np.inf)
    return _Totals(
        exit=np.where(has_card, points_of(exits), np.nan),
        exit_low=np.where(has_card, events.low, np.nan),
        exit_high=np.where(has_card, events.high, np.nan),
        distress=failing.points,
        distress_low=np.maximum(failing.low, floor),
        distress_high=np.maximum(failing.high, floor),
    )


def _is_out(status: Whole) -> Flags:
    """Whether a property has no score by its status."""
    return np.asarray(np.isin(status, [STATUSES.index(gone) for gone in UNSCORED]))


def _score_columns(
    totals: _Totals,
    status: Whole,
    moved: Overrides,
    titles: Mapping[str, str],
    edges: Sequence[int],
) -> dict[str, object]:
    """The model's score and, after signals, the displayed one; the interval obeys them too."""
    model = as_score(combine(totals.exit, totals.distress))
    score = moved.moved(model)
    low = moved.moved(as_score(combine(totals.exit_low, totals.distress_low)))
    high = moved.moved(as_score(combine(totals.exit_high, totals.distress_high)))
    is_scored = ~_is_out(status)
    names = [str(band) for band, _ in BANDS]
    model_bands = np.where(is_scored, band_positions(model, edges), -1)
    bands = np.where(is_scored, band_positions(score, edges), -1)
    return {
        "exit_score": totals.exit,
        "distress_score": totals.distress,
        "model_score": _whole(model, is_scored),
        "model_band": series(picked(names, model_bands)),
        "score": _whole(score, is_scored),
        "score_low": _whole(low, is_scored),
        "score_high": _whole(high, is_scored),
        "band": series(picked(names, bands)),
        "is_band_provisional": pd.array(
            is_scored & (band_positions(low, edges) != band_positions(high, edges)),
            dtype="boolean",
        ),
        **override_columns(moved, model, is_scored, titles),
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
        CovenantKind.AUTO_LAPSE,
        CovenantKind.OPEN_ENDED,
    ]
    kind = np.where(events.has_event, events.kind, len(EventKind))
    return {
        "governing_covenant_id": series(picked(text(covenants["covenant_id"]), events.row)),
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
            is_planned=found.is_planned,
            is_told=found.told.status >= 0,
        )
    )
