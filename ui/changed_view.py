"""A changed view in words and tables: what was weighted otherwise, and who moves by how much."""

import pandas as pd

from housing.scoring import FACTORS, PUBLISHED_EDGES, Weights
from housing.scoring.bands import BANDS
from housing.scoring.whatif import Moved
from ui import explain, plain
from ui.palette import band_label
from ui.rows import Rows

_LABELS = {factor.code: factor.label for factor in FACTORS}

#: Rows of each list of movers.
LISTED = 10


def differences(weights: Weights) -> str:
    """Say in a sentence what differs from what is published."""
    told = [
        f"{_LABELS[code]} ({code}) counts {multiplier:g} times"
        if multiplier
        else f"{_LABELS[code]} ({code}) is left out"
        for code, multiplier in weights.factors.items()
    ]
    for (band, _), edge, published in zip(BANDS, weights.edges, PUBLISHED_EDGES, strict=False):
        if edge != published:
            told.append(f"{band.value} begins at {edge} instead of {published}")
    return f"{'; '.join(told)}." if told else "Nothing differs from what is published."


def scores_sentence(weights: Weights) -> str:
    """Say of exported scores whether they are the published ones."""
    if weights.is_published:
        return "published"
    return f"CHANGED VIEW, not the published scores: {differences(weights)}"


def moves(counted: Moved) -> str:
    """Say how many properties stand elsewhere on the list."""
    if not (counted.up or counted.down or counted.changed_band):
        return "No property changes its place or its band."
    up = explain.plural(counted.up, "property", "properties")
    return f"Up the list: {up}; down: {counted.down:,}; in another band: {counted.changed_band:,}."


def movers(compared: pd.DataFrame, *, upward: bool) -> Rows:
    """List the properties whose score changes most in one direction, the largest change first."""
    change = compared["change"].fillna(0)
    moving = compared.loc[change > 0 if upward else change < 0]
    order = moving.assign(size=moving["change"].abs()).sort_values(
        ["size", "score", "property_id"], ascending=[False, False, True]
    )
    return [
        {
            "Property": plain.clean(one["name"]),
            "Published": f"{one['score_published']} {band_label(one['band_published'])}",
            "Here": f"{one['score']} {band_label(one['band'])}",
            "Change": f"{one['change']:+d}",
            "Place on the list": f"{one['rank_published']:,} → {one['rank']:,}",
        }
        for one in order.head(LISTED).to_dict("records")
    ]
