"""Scores that moved, and which contribution moved each of them most."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from housing.scoring import BANDS, combine
from housing.terms import Change

#: Bands from the lowest to the highest.
_RANK = {band.value: place for place, (band, _) in enumerate(reversed(BANDS))}

#: A contribution that moves the score by less explains nothing: scores are whole numbers.
_LEAST_EFFECT = 0.05


def score_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], other_method: str
) -> pd.DataFrame:
    """Compare the scores of two snapshots: rows of `Changes`.

    What moved a score is the contribution without whose change the score would have stayed
    nearest to what it was. A property that had no score, or has none now, has no such part; nor
    has one whose exit card did not apply before, or does not now: that alone says why.

    Args:
        before: tables of the older snapshot.
        after: tables of the newer one.
        other_method: both methods of scoring in words, where they differ; else empty.
    """
    columns = ["name", "score", "band", "exit_score", "distress_score", "units_restricted"]
    old, new = (
        pd.DataFrame(tables["properties"]).set_index("property_id")[[*columns, "status"]]
        for tables in (before, after)
    )
    kept = old.index.intersection(new.index)
    both = new.loc[kept].join(old.loc[kept].add_suffix("_old")).rename_axis("property_id")
    differ = both["score"].fillna(-1).ne(both["score_old"].fillna(-1))
    moved = both.loc[differ.astype(bool)]
    drivers = _drivers(before["contributions"], after["contributions"], moved)
    alike = moved["exit_score"].isna() == moved["exit_score_old"].isna()
    told = (
        moved.join(drivers[drivers.index.isin(moved.index[alike])]).reset_index().to_dict("records")
    )
    return pd.DataFrame([_row(one, other_method) for one in told])


def _drivers(old: pd.DataFrame, new: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """The contribution that moved each score most, by `property_id`."""
    key = ["property_id", "card", "code"]
    columns = [*key, "label", "points", "sentence"]
    parts = [table.loc[table["property_id"].isin(moved.index), columns] for table in (old, new)]
    both = parts[1].merge(parts[0], on=key, how="outer", suffixes=("", "_old"))
    delta = both["points"].fillna(0.0) - both["points_old"].fillna(0.0)
    both = both.assign(delta=delta)[delta != 0.0]
    effect = _effects(both, moved)
    direction = moved["score"].astype("float64") - moved["score_old"].astype("float64")
    toward = effect * np.sign(both["property_id"].map(direction).to_numpy(np.float64))
    strong = both.assign(toward=toward)[toward > _LEAST_EFFECT]
    strong = strong.sort_values(["toward", "card", "code"], ascending=[False, True, True])
    first = strong.drop_duplicates("property_id").set_index("property_id")
    return pd.DataFrame(
        {
            "driver_code": first["code"],
            "driver": first["label"].fillna(first["label_old"]),
            "driver_points": first["delta"],
            "driver_sentence": first["sentence"],
        }
    )


def _effects(both: pd.DataFrame, moved: pd.DataFrame) -> np.ndarray:
    """By how much each contribution's change moved its property's score, all others as now."""
    now = moved.loc[both["property_id"], ["exit_score", "distress_score"]].to_numpy(np.float64)
    on_exit, delta = both["card"].eq("exit").to_numpy(), both["delta"].to_numpy(np.float64)
    on_distress = both["card"].eq("distress").to_numpy()
    total = combine(now[:, 0], now[:, 1])
    without = combine(
        now[:, 0] - np.where(on_exit, delta, 0.0), now[:, 1] - np.where(on_distress, delta, 0.0)
    )
    return np.where(on_exit | on_distress, total - without, delta)


def _row(one: Mapping[Any, Any], other_method: str) -> dict[str, Any]:
    change = _kind(one)
    points = (
        None
        if pd.isna(one["score"]) or pd.isna(one["score_old"])
        else one["score"] - one["score_old"]
    )
    return {
        "change": change.value,
        "property_id": one["property_id"],
        "name": one["name"],
        "table": "properties",
        "row_id": one["property_id"],
        "before": _said(one["score_old"], one["band_old"]),
        "after": _said(one["score"], one["band"]),
        "points": points,
        "units": one["units_restricted"],
        "driver_code": one["driver_code"],
        "driver": one["driver"],
        "driver_points": one["driver_points"],
        "sentence": _sentence(one, change) + _because_of_method(other_method),
    }


def _kind(one: Mapping[Any, Any]) -> Change:
    if pd.isna(one["score_old"]):
        return Change.SCORE_BEGAN
    if pd.isna(one["score"]):
        return Change.SCORE_ENDED
    up = one["score"] > one["score_old"]
    if _RANK[one["band"]] != _RANK[one["band_old"]]:
        return Change.BAND_UP if up else Change.BAND_DOWN
    return Change.SCORE_UP if up else Change.SCORE_DOWN


def _sentence(one: Mapping[Any, Any], change: Change) -> str:
    name, status = one["name"], one["status"]
    if change is Change.SCORE_BEGAN:
        return f"{name} has a score now, {_said(one['score'], one['band'])}; it had none."
    if change is Change.SCORE_ENDED:
        was = _said(one["score_old"], one["band_old"])
        return f"{name} has no score now: its status is “{status}”. It was {was}."
    verb = "rose" if one["score"] > one["score_old"] else "fell"
    moved = f"The score of {name} {verb} from {one['score_old']} to {one['score']}"
    if change in (Change.BAND_UP, Change.BAND_DOWN):
        moved += f", from {one['band_old']} to {one['band']}"
    return f"{moved}. {_why(one)}"


def _why(one: Mapping[Any, Any]) -> str:
    has_exit, had_exit = not pd.isna(one["exit_score"]), not pd.isna(one["exit_score_old"])
    if has_exit and not had_exit:
        return "What moved it most: its restrictions can end now; before, no end was foreseen."
    if had_exit and not has_exit:
        return "What moved it most: no end of its restrictions is foreseen now; before, one was."
    if pd.isna(one["driver"]):
        return "Several small contributions moved it; none stands out."
    said = f"What moved it most: {one['driver']}, {one['driver_points']:+.3g} points"
    if pd.isna(one["driver_sentence"]):
        return f"{said}. It does not count any more."
    return f"{said}. {one['driver_sentence']}"


def _because_of_method(other_method: str) -> str:
    return f" Note: {other_method}." if other_method else ""


def _said(score: Any, band: Any) -> str | None:
    return None if pd.isna(score) else f"{score} ({band})"
