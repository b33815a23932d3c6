"""Why this score: every contribution from where the one before it ended, unknowns as ranges."""

from typing import Any

import altair as alt
import pandas as pd

from ui import explain
from ui.charts import (
    CALM_COLOR,
    CONCERN_COLOR,
    LABEL,
    MIDTONE,
    OPEN_BOX,
    SQUARE,
    Drawing,
    Swatch,
    finished,
    rows_axis,
)

MINUS = "\N{MINUS SIGN}"

START = "Starting point"
ADDS = "Adds concern"
LOWERS = "Lowers concern"
UNKNOWN = "Unknown: could be anywhere in the box"
TOTAL = "Total"

ROLE_COLORS: dict[str, str] = {
    START: "#a7aeb6",
    ADDS: CONCERN_COLOR,
    LOWERS: CALM_COLOR,
    UNKNOWN: MIDTONE,
    TOTAL: "#6b7480",
}


#: Beyond this many points, words stand to the left of a bar: on a phone they would be cut off.
FAR_POINTS = 65


def waterfall_steps(contributions: pd.DataFrame, card: str) -> pd.DataFrame:
    """Return the card's rows with where each bar begins and ends, and the total as last row."""
    rows = contributions[contributions["card"] == card].sort_values("position", kind="stable")
    after = rows["points"].cumsum()
    before = after - rows["points"]
    steps = pd.DataFrame(
        {
            "label": rows["label"],
            "value": [_value(row) for _, row in rows.iterrows()],
            "points": rows["points"],
            "start": before,
            "end": after,
            "low": before + rows["points_low"],
            "high": before + rows["points_high"],
            "is_missing": rows["is_missing"].astype(bool),
            "sentence": rows["sentence"],
            "role": [_role(row, place) for place, row in enumerate(rows.to_dict("records"))],
        }
    )
    total = float(after.iloc[-1]) if len(rows) else 0.0
    low, high = float(rows["points_low"].sum()), float(rows["points_high"].sum())
    last = {
        "label": f"{TOTAL} {_plain(total)}",
        "value": "" if low == high else f"{_plain(low)} to {_plain(high)}",
        "points": total,
        "start": 0.0,
        "end": total,
        "low": low,
        "high": high,
        "is_missing": low != high,
        "sentence": f"The card's points add up to {total:g}.",
        "role": TOTAL,
    }
    done = pd.concat([steps, pd.DataFrame([last])], ignore_index=True)
    done["text"] = [_points_text(row) for _, row in done.iterrows()]
    return done


def waterfall_chart(steps: pd.DataFrame) -> Drawing:
    """Draw every contribution from where the one before it ended; unknowns as open ranges."""
    numbered = steps.assign(
        row=[f"{i}|{_lines(row)}" for i, row in enumerate(steps.to_dict("records"))],
        is_range=steps["low"] < steps["high"],
    )
    numbered["reach"] = numbered[["start", "end"]].max(axis=1)
    numbered["reach"] = numbered["reach"].where(
        ~numbered["is_range"], numbered[["reach", "high"]].max(axis=1)
    )
    numbered["least"] = numbered[["start", "end", "low"]].min(axis=1)
    numbered["is_far"] = numbered["reach"] > FAR_POINTS
    seen = numbered.loc[numbered["is_range"] | (numbered["points"] != 0), "role"]
    roles = [role for role in ROLE_COLORS if role in set(seen)]
    colors = [ROLE_COLORS[role] for role in roles]
    base = alt.Chart(numbered).encode(
        y=rows_axis(list(numbered["row"]), 170),
        tooltip=[
            alt.Tooltip("sentence:N", title="Why"),
            alt.Tooltip("points:Q", title="Points"),
            alt.Tooltip("text:N", title="Range"),
        ],
    )
    left, right = numbered[["start", "end"]].min().min(), numbered["reach"].max()
    left = min([left, *numbered.loc[numbered["is_range"], "low"]])
    scale = alt.Scale(domain=[min(0.0, left), max(100.0, right)], nice=False)
    x = alt.X("start:Q", title="Points; 12 more double the odds", scale=scale).axis(tickCount=6)
    color = alt.Color("role:N", legend=None, scale=alt.Scale(domain=roles, range=colors))
    layers = [base.mark_bar(height=15, cornerRadius=1).encode(x=x, x2="end:Q", color=color)]
    if numbered["is_range"].any():
        open_ended = base.transform_filter("datum.is_range").mark_bar(
            height=15, fillOpacity=0, stroke=MIDTONE, strokeDash=[3, 3], strokeWidth=1.5
        )
        layers.append(open_ended.encode(x=alt.X("low:Q"), x2="high:Q"))
    named = base.transform_filter(alt.datum.role != TOTAL)
    right, left = (named.transform_filter(where) for where in ("!datum.is_far", "datum.is_far"))
    after = right.mark_text(align="left", dx=7, **LABEL)
    before = left.mark_text(align="right", dx=-7, **LABEL)
    layers += [
        after.encode(x=alt.X("reach:Q"), text="text:N"),
        before.encode(x=alt.X("least:Q"), text="text:N"),
    ]
    described = "Points: " + "; ".join(
        f"{row['label']} {row['text']}" for row in steps.to_dict("records")
    )
    chart = finished(alt.layer(*layers), 38 * len(numbered) + 56, described)
    swatches = [
        Swatch(role, color, OPEN_BOX if role == UNKNOWN else SQUARE)
        for role, color in zip(roles, colors, strict=True)
    ]
    return Drawing(chart, tuple(swatches))


def _lines(row: Any) -> str:
    """Return label and value as two lines; a long label without a value breaks at its colon."""
    return f"{row['label']}|{row['value']}" if row["value"] else row["label"].replace(": ", ":|")


def _role(row: Any, place: int) -> str:
    if place == 0:
        return START
    if row["is_missing"]:
        return UNKNOWN
    return ADDS if row["points"] >= 0 else LOWERS


def _value(row: Any) -> str:
    if row["is_missing"]:
        return "unknown"
    return explain.measured(row["value"], row["unit"]) if pd.notna(row["value"]) else ""


def _points_text(row: Any) -> str:
    if row["role"] in {TOTAL, START}:
        return f"{row['points']:g}"
    if row["is_missing"]:
        if row["low"] == row["high"]:
            return "no data"
        low, high = row["low"] - row["start"], row["high"] - row["start"]
        given = f"{_signed(row['points'])}, " if row["points"] else ""
        return f"{given}{_signed(low)} to {_signed(high)}"
    if row["low"] < row["high"]:
        low, high = row["low"] - row["start"], row["high"] - row["start"]
        return f"{_signed(row['points']).strip()}, {_signed(low)} to {_signed(high)}"
    return _signed(row["points"])


def _plain(points: float) -> str:
    return f"{points:g}".replace("-", MINUS)


def _signed(points: float) -> str:
    rounded = round(points, 1)
    if rounded == 0:
        return " 0"
    return f"{'+' if rounded > 0 else MINUS}{abs(rounded):g}"
