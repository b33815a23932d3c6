"""One property's covenants on a line of time: where each stands, when it ends, what has no end."""

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from housing.terms import CovenantKind, CovenantStatus
from ui import explain
from ui.charts import (
    ARROW,
    SQUARE,
    Drawing,
    Swatch,
    day_rule,
    finished,
    rows_axis,
    years_axis,
)
from ui.text import en

IN_FORCE = "In force"
ENDING = "Ends within 2 years"
PAST_END = "Past its end, not verified"
NO_END = "No end on record"
OPEN_ENDED = "No end by design"
NOT_BEGUN = "Not begun yet"
REPLACED = "Replaced by a later one"
ENDED = "Ended"

REPEATED = "Counted with another list's row"
NOT_KNOWN = "Recorded later, not used"
NO_RESTRICTION = "Restricts no rents"

#: States of rows that have no bar of their own.
UNDRAWN = (REPEATED, NOT_KNOWN, NO_RESTRICTION)

STATE_COLORS: dict[str, str] = {
    IN_FORCE: "#3b76b5",
    ENDING: "#d9731a",
    PAST_END: "#b08a1e",
    NO_END: "#8467ad",
    OPEN_ENDED: "#4f9a92",
    NOT_BEGUN: "#7fa8c9",
    REPLACED: "#bcae95",
    ENDED: "#a0a7af",
}

#: How far beyond the last known end a timeline is drawn, so that open ends can point onward.
MARGIN_YEARS = 6


def covenant_states(covenants: pd.DataFrame, as_of: date) -> pd.Series:
    """Say of each covenant, by `covenant_id`, where it stands on the day of the snapshot."""
    today = pd.Timestamp(as_of)
    states = [_state(row, today) for row in covenants.to_dict("records")]
    return pd.Series(states, index=covenants["covenant_id"], dtype="object")


def covenant_bars(covenants: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return one bar per covenant that restricts rents: label, start, end, state, how it ends.

    Rows that only repeat another list's covenant, or were not known by `as_of`, have no bar. A
    covenant without a start begins at the left edge, one without an end reaches the right edge;
    `has_end` says so, `drawn_start` and `drawn_end` are where the bar is drawn.
    """
    states = covenant_states(covenants, as_of)
    drawn = ~states.isin(UNDRAWN).to_numpy(bool)
    shown, state = covenants[drawn], states.to_numpy()[drawn]
    end = shown["usable_end_date"].where(
        shown["is_active"].astype(bool),
        shown["actual_end_date"].fillna(shown["usable_end_date"]),
    )
    known = pd.concat([shown["usable_start_date"], end]).dropna()
    today = pd.Timestamp(as_of)
    left = min([today - pd.DateOffset(years=2), *known])
    right = max([today, *known]) + pd.DateOffset(years=MARGIN_YEARS)
    bars = pd.DataFrame(
        {
            "covenant_id": shown["covenant_id"].array,
            "label": [_bar_label(row) for row in shown.to_dict("records")],
            "state": state,
            "start": shown["usable_start_date"].array,
            "end": end.array,
            "has_end": end.notna().array,
            "drawn_start": shown["usable_start_date"].fillna(left).array,
            "drawn_end": end.fillna(right).array,
        }
    )
    bars["ends"] = [_end_label(row) for row in bars.to_dict("records")]
    bars["today"] = today
    return bars.sort_values(["drawn_end", "drawn_start", "covenant_id"]).reset_index(drop=True)


def timeline_chart(bars: pd.DataFrame, as_of: date) -> Drawing:
    """Draw each covenant from start to end, open ends as arrows, and the line of `as_of`."""
    told = bars["label"] + "|" + bars["ends"]
    numbered = bars.assign(row=[f"{i}|{text}" for i, text in enumerate(told)])
    states = [state for state in STATE_COLORS if state in set(numbered["state"])]
    colors = [STATE_COLORS[state] for state in states]
    base = alt.Chart(numbered).encode(
        y=rows_axis(list(numbered["row"]), 150, lines=3),
        color=alt.Color("state:N", legend=None, scale=alt.Scale(domain=states, range=colors)),
        tooltip=[
            alt.Tooltip("label:N", title="Covenant"),
            alt.Tooltip("state:N", title="State"),
            alt.Tooltip("start:T", title="Start", format="%-d %b %Y"),
            alt.Tooltip("end:T", title="End", format="%-d %b %Y"),
        ],
    )
    spans = base.mark_bar(height=13, cornerRadius=2)
    edge = pd.DataFrame({"edge": [bars["drawn_end"].max() + pd.DateOffset(years=1)]})
    layers = [
        spans.encode(x=years_axis("drawn_start:T"), x2="drawn_end:T"),
        alt.Chart(edge).mark_point(opacity=0).encode(x=alt.X("edge:T")),
    ]
    if PAST_END in states:
        overdue = base.transform_filter(alt.datum.state == PAST_END)
        dashes = overdue.mark_rule(strokeWidth=3, strokeDash=[3, 3])
        layers.append(dashes.encode(x=alt.X("drawn_end:T"), x2="today:T"))
    if not numbered["has_end"].all():
        endless = base.transform_filter("!datum.has_end")
        arrows = endless.mark_point(shape="triangle-right", size=320, filled=True, opacity=1)
        layers.append(arrows.encode(x=alt.X("drawn_end:T")))
    height = 56 * len(numbered) + 50
    chart = alt.layer(*layers, *day_rule(as_of))
    swatches = [
        Swatch(state, color, ARROW if state in {NO_END, OPEN_ENDED} else SQUARE)
        for state, color in zip(states, colors, strict=True)
    ]
    return Drawing(finished(chart, height, _timeline_described(numbered)), tuple(swatches))


def _state(row: Any, today: pd.Timestamp) -> str:
    if not row["is_covenant"]:
        return NO_RESTRICTION
    if not row["is_active"]:
        return _inactive_state(row, today)
    if pd.notna(row["units_counted"]) and row["units_counted"] == 0:
        return REPEATED
    if row["is_stale"] or row["is_expired_unverified"]:
        return PAST_END
    if row["kind"] == CovenantKind.OPEN_ENDED:
        return OPEN_ENDED
    if pd.isna(row["usable_end_date"]):
        return NO_END
    return ENDING if row["usable_end_date"] <= today + pd.DateOffset(years=2) else IN_FORCE


def _inactive_state(row: Any, today: pd.Timestamp) -> str:
    if pd.notna(row["observed_date"]) and row["observed_date"] > today:
        return NOT_KNOWN
    if row["status"] == CovenantStatus.ENDED or pd.notna(row["actual_end_date"]):
        return ENDED
    if row["status"] == CovenantStatus.PLANNED:
        return NOT_BEGUN
    if pd.notna(row["usable_start_date"]) and row["usable_start_date"] > today:
        return NOT_BEGUN
    return REPLACED


def _bar_label(row: Any) -> str:
    units = row["units_counted"] if row["is_active"] else row["units_assisted"]
    assumed = " (assumed)" if row["is_units_assumed"] else ""
    told = explain.homes(units) if pd.notna(units) else "homes unknown"
    return f"{en.PROGRAMS[row['program']]}|{told}{assumed}"


def _end_label(row: Any) -> str:
    if not row["has_end"]:
        return "no end by design" if row["state"] == OPEN_ENDED else "no end on record"
    if row["state"] == ENDED:
        return f"ended {explain.day(row['end'])}"
    if row["state"] == PAST_END:
        return f"due {explain.day(row['end'])}"
    return f"until {explain.day(row['end'])}"


def _timeline_described(bars: pd.DataFrame) -> str:
    told = [
        f"{row['label'].replace('|', ', ')}: {row['state']}, {row['ends']}"
        for row in bars.to_dict("records")
    ]
    return "Covenants: " + "; ".join(told) + "."
