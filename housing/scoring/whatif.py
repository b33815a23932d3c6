"""What if the points counted otherwise? The published list beside the one other weights give.

Nothing here is ever published: it is read, compared and forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from housing.scoring.score import SCORE_COLUMNS, score_properties
from housing.scoring.weights import Weights

COLUMNS = (
    "property_id",
    "name",
    "score_published",
    "band_published",
    "score",
    "band",
    "change",
    "rank_published",
    "rank",
)


@dataclass(frozen=True, slots=True)
class Rescored:
    """Scores under other weights (`SCORE_COLUMNS`, in the order of the properties), and `COLUMNS`:
    each beside the published one."""

    scores: pd.DataFrame
    compared: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Moved:
    """How many properties moved up or down the list, and how many changed their band."""

    up: int
    down: int
    changed_band: int


def rescore(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    inspections: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    as_of: date,
    weights: Weights,
    signals: pd.DataFrame | None = None,
    titles: Mapping[str, str] | None = None,
) -> Rescored:
    """Score a snapshot's properties again under other weights, beside what was published.

    The tables are those of the snapshot and stay as they are. A snapshot scored by this version
    gives its published scores again under the published weights; where the version differs, part
    of the change is the version's.

    Args:
        properties: table `Properties`, with the published scores.
        covenants: table `LinkedCovenants`.
        inspections: table `LinkedInspections`.
        issues: table `Issues`.
        as_of: the day of the snapshot.
        weights: what each factor counts for, and where the bands begin.
        signals: table `Signals`; without it the list is the model's own.
        titles: what sources are called, by id; without them sentences name the ids.

    Returns:
        The scores, and a row per property in the order given with `COLUMNS`. Change is in points of
        the score. Rank 1 needs attention most, equal scores share a rank, and what has no score
        has neither.
    """
    published = properties.set_index("property_id")
    known = pd.DataFrame(published.drop(columns=[*SCORE_COLUMNS, "geometry"], errors="ignore"))
    scored = score_properties(
        known,
        covenants,
        inspections,
        as_of=as_of,
        issues=issues,
        signals=signals,
        titles=titles,
        weights=weights,
    ).scores
    made = pd.DataFrame(
        {
            "name": published["name"],
            "score_published": published["score"],
            "band_published": published["band"],
            "score": scored["score"],
            "band": scored["band"],
            "change": scored["score"] - published["score"],
            "rank_published": _rank(published["score"]),
            "rank": _rank(scored["score"]),
        }
    )
    compared = made.rename_axis("property_id").reset_index()[list(COLUMNS)]
    return Rescored(scored, compared)


def moved(compared: pd.DataFrame) -> Moved:
    """Count the properties that `rescore` puts elsewhere on the list, or in another band."""
    places = compared["rank_published"] - compared["rank"]
    band, before = compared["band"], compared["band_published"]
    return Moved(
        up=int((places > 0).sum()),
        down=int((places < 0).sum()),
        changed_band=int(((band != before) & band.notna() & before.notna()).sum()),
    )


def _rank(scores: pd.Series) -> pd.Series:
    return scores.rank(method="min", ascending=False).astype("Int64")
