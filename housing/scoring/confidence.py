"""How well a property is documented, from 0 to 100. It never changes the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from housing.factors.base import Flags, Floats, Whole
from housing.scoring.events import Events
from housing.scoring.gather import at_rows, codes, flags
from housing.scoring.text import Phrases, phrased
from housing.terms import EndBasis, Issue, OwnerType, Program, Status

#: Points by where the governing end date comes from: judgement, as all of these.
BASIS_POINTS = {
    EndBasis.RECORDED: 40,
    EndBasis.REPORTED: 30,
    EndBasis.DERIVED: 15,
    EndBasis.UNKNOWN: 0,
}
OWNER_VERIFIED, OWNER_CODED = 15, 10
RENT_POINTS, RENT_MONTHS = 15, 24
INSPECTION_POINTS, INSPECTION_MONTHS = 10, 36
SEEN_POINTS, SEEN_MONTHS = 10, 6
SEEN_LATE_POINTS, SEEN_LATE_MONTHS = 5, 18
NO_CONFLICT_POINTS = 10

#: Grades by their lower edge.
GRADES = (("A", 80), ("B", 60), ("C", 40), ("D", 0))

#: Highest confidence a grade allows.
_AT_MOST = {"B": 79, "C": 59, "D": 39}

#: Programs whose properties HUD inspects; elsewhere an inspection is not to be expected.
HUD_INSPECTED = (
    Program.SECTION_8_PBRA,
    Program.SECTION_202_811_PRAC,
    Program.SECTION_202_DIRECT_LOAN,
    Program.SECTION_236,
    Program.SECTION_221D3_BMIR,
    Program.PUBLIC_HOUSING,
    Program.RAD,
)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Points, position in `GRADES`, and what would raise them, in words."""

    points: Whole
    grade: Whole
    missing: Phrases


@dataclass(frozen=True, slots=True)
class _Part:
    """Points of one part, the most it can give, and what is asked for in words."""

    points: Whole
    most: int
    wanted: str


def confidence(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    place: Whole,
    events: Events,
    status: np.ndarray,
    issues: pd.DataFrame | None,
    *,
    as_of: date,
) -> Confidence:
    """Say how well the governing date, owner, rents, condition and sources are documented."""
    today = pd.Timestamp(as_of)
    parts = _parts(properties, covenants, place, events, today)
    found = sum_whole([part.points for part in parts])
    found = np.minimum(found, _caps(properties, covenants, events, status, issues))
    edges = [edge for _, edge in reversed(GRADES)]
    grade = len(GRADES) - np.searchsorted(edges, found, side="right")
    return Confidence(found, grade, _missing(parts))


def sum_whole(columns: Sequence[Whole]) -> Whole:
    """Sum of arrays of whole numbers."""
    return np.sum(columns, axis=0).astype(np.int64)


def _parts(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    place: Whole,
    events: Events,
    today: pd.Timestamp,
) -> list[_Part]:
    is_active = flags(covenants["is_active"] & covenants["is_covenant"]) & (place >= 0)
    conflict = at_rows(_is_conflict(covenants), events.row, False)
    return [
        _Part(_basis_points(covenants, events), 40, "the recorded agreement with its end date"),
        _Part(_owner_points(properties), OWNER_VERIFIED, "a dated record of who owns it"),
        _Part(
            _rent_points(properties, covenants, place, is_active, today),
            RENT_POINTS,
            f"rents of the last {RENT_MONTHS} months",
        ),
        _Part(
            _inspection_points(properties, covenants, place, is_active, today),
            INSPECTION_POINTS,
            f"an inspection in the last {INSPECTION_MONTHS} months",
        ),
        _Part(
            _seen_points(covenants, events, today),
            SEEN_POINTS,
            f"a source of the last {SEEN_MONTHS} months",
        ),
        _Part(
            np.where(conflict, 0, NO_CONFLICT_POINTS),
            NO_CONFLICT_POINTS,
            "settling the sources' conflict about the end",
        ),
    ]


def _basis_points(covenants: pd.DataFrame, events: Events) -> Whole:
    """Where the end comes from; that there is none by design is derived from the program."""
    words = tuple(EndBasis)
    worth = np.asarray([BASIS_POINTS[basis] for basis in words])
    points = worth[codes(covenants["end_basis"], words, EndBasis.UNKNOWN)]
    found = np.where(events.is_undated, 0, at_rows(points, events.row, 0))
    return np.where(events.has_event, found, np.maximum(found, BASIS_POINTS[EndBasis.DERIVED]))


def _owner_points(properties: pd.DataFrame) -> Whole:
    """Verified: a dated record of a named owner. One whom a sale may have replaced is unknown."""
    is_known = (properties["owner_type"] != OwnerType.UNKNOWN).to_numpy(bool)
    dated = properties["owner_name"].notna() & properties["owner_typed_date"].notna()
    older, sold = properties["is_owner_older_than_sale"], properties["last_sale_date"]
    in_doubt = flags(older) | (older.isna() & sold.notna()).to_numpy(bool)
    points = np.where(dated.to_numpy(bool), OWNER_VERIFIED, OWNER_CODED)
    return np.where(is_known & ~in_doubt, points, 0)


def _rent_points(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    place: Whole,
    is_active: Flags,
    today: pd.Timestamp,
) -> Whole:
    """Rents are as old as the newest source that states one."""
    known = properties["rent_to_fmr_pct"].notna() | properties["rent_gap_pct"].notna()
    states = covenants["rent_to_fmr_pct"].notna() | covenants["restricted_rent_usd"].notna()
    recent = covenants["rent_date"].fillna(covenants["observed_date"]) >= today - pd.DateOffset(
        months=RENT_MONTHS
    )
    rows = is_active & (states & recent).to_numpy(bool)
    has = np.bincount(place[rows], minlength=len(properties)) > 0
    return np.where(known.to_numpy(bool) & has, RENT_POINTS, 0)


def _inspection_points(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    place: Whole,
    is_active: Flags,
    today: pd.Timestamp,
) -> Whole:
    since = today - pd.DateOffset(months=INSPECTION_MONTHS)
    recent = (properties["inspection_date"] >= since).to_numpy(bool)
    inspected = covenants["program"].isin([str(program) for program in HUD_INSPECTED])
    required = is_active & inspected.to_numpy(bool)
    is_required = np.bincount(place[required], minlength=len(properties)) > 0
    has_covenant = np.bincount(place[is_active], minlength=len(properties)) > 0
    return np.where(recent | (has_covenant & ~is_required), INSPECTION_POINTS, 0)


def _seen_points(covenants: pd.DataFrame, events: Events, today: pd.Timestamp) -> Whole:
    seen = covenants["observed_date"]
    recent = seen >= today - pd.DateOffset(months=SEEN_MONTHS)
    late = seen >= today - pd.DateOffset(months=SEEN_LATE_MONTHS)
    points = np.select([recent, late], [SEEN_POINTS, SEEN_LATE_POINTS], 0)
    return at_rows(points, events.row, 0)


def _is_conflict(covenants: pd.DataFrame) -> Flags:
    said = covenants["end_rule"].astype("category")
    kinds = [str(Issue.CONFLICT) in rule for rule in said.cat.categories]
    return np.asarray([*kinds, False])[said.cat.codes]


def _caps(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    events: Events,
    status: np.ndarray,
    issues: pd.DataFrame | None,
) -> Floats:
    """Highest confidence that doubts about the date or the match allow."""
    unsure = pd.Index([] if issues is None else issues["property_id"][_is_ambiguous(issues)])
    expired = status == Status.EXPIRED_UNVERIFIED
    conflict = at_rows(_is_conflict(covenants), events.row, False)
    to_d = events.is_undated | expired | properties.index.isin(unsure)
    stale = flags(properties["has_stale_end"]) & (events.is_stale | (events.years < 0))
    to_c = flags(properties["has_unknown_end"]) | stale | conflict
    in_doubt = events.is_exit_unsure | (events.if_open > 0)
    at_most = np.where(in_doubt, _AT_MOST["B"], 100)
    return np.select([to_d, to_c], [_AT_MOST["D"], np.minimum(at_most, _AT_MOST["C"])], at_most)


def _is_ambiguous(issues: pd.DataFrame) -> pd.Series:
    return issues["issue"] == Issue.AMBIGUOUS_LINK


def _missing(parts: list[_Part]) -> Phrases:
    """What would raise confidence, with the points it would add."""

    def phrase(*gains: int) -> str:
        asked = zip(parts, gains, strict=True)
        return "; ".join(f"{part.wanted} (+{gain})" for part, gain in asked if gain > 0)

    return phrased([part.most - part.points for part in parts], phrase)
