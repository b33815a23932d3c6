"""One property's charts: homes still protected after each end, and the inspection history."""

from datetime import date

import altair as alt
import pandas as pd

from housing.terms import InspectionProtocol, Scenario
from ui import explain
from ui.charts import (
    CALM_COLOR,
    CONCERN_COLOR,
    DASHES,
    DOTS,
    LABEL,
    LINE,
    MIDTONE,
    SHADE,
    Drawing,
    Swatch,
    day_rule,
    finished,
    homes_axis,
    years_axis,
)
from ui.text import en

#: HUD's own line: an inspection score below it fails.
FAILING_SCORE = 60

PROTOCOL_COLORS = {
    InspectionProtocol.UPCS.value: "#3b76b5",
    InspectionProtocol.NSPIRE.value: "#8467ad",
}

NOMINAL = en.SCENARIOS[Scenario.NOMINAL]
RENEWED = en.SCENARIOS[Scenario.RENEWALS_ASSUMED]
ASSISTED = "Rental assistance, if contracts end"

#: Each curve of homes: color, pattern, swatch.
CURVES: dict[str, tuple[str, list[int], str]] = {
    NOMINAL: (CONCERN_COLOR, [1, 0], LINE),
    RENEWED: (CALM_COLOR, [6, 3], DASHES),
    ASSISTED: ("#8467ad", [2, 3], DOTS),
}

#: How far beyond the last known end a timeline is drawn, so that open ends can point onward.
MARGIN_YEARS = 6


def steps_chart(schedule: pd.DataFrame, as_of: date, height: int = 230) -> Drawing:
    """Draw the homes still protected after each end: both scenarios, overlap, rental assistance.

    The shaded range is between covenants overlapping fully and not at all.
    """
    curve = _extended(schedule)
    nominal = curve[curve["line"] == NOMINAL]
    names = [name for name in CURVES if name in set(curve["line"])]
    overlap = (
        alt.Chart(nominal)
        .mark_area(color=CONCERN_COLOR, opacity=0.15, interpolate="step-after")
        .encode(
            x=years_axis("date:T"), y=homes_axis("units_nested:Q", "Homes"), y2="units_disjoint:Q"
        )
    )
    lines = (
        alt.Chart(curve)
        .mark_line(strokeWidth=2.5, interpolate="step-after")
        .encode(
            x=years_axis("date:T"),
            y=homes_axis("units_nested:Q", "Homes"),
            color=alt.Color(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=names, range=[CURVES[name][0] for name in names]),
            ),
            strokeDash=alt.StrokeDash(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=names, range=[CURVES[name][1] for name in names]),
            ),
            tooltip=[
                alt.Tooltip("date:T", title="From", format="%-d %b %Y"),
                alt.Tooltip("line:N", title="Curve"),
                alt.Tooltip("units_nested:Q", title="Homes, covenants overlap", format=","),
                alt.Tooltip("units_disjoint:Q", title="Homes, they do not", format=","),
            ],
        )
    )
    swatches = [Swatch(name, CURVES[name][0], CURVES[name][2]) for name in names]
    if (nominal["units_nested"] != nominal["units_disjoint"]).any():
        swatches.append(Swatch("range: covenants overlap, or do not", CONCERN_COLOR, SHADE))
    chart = alt.layer(overlap, lines, *day_rule(as_of, align="left"))
    return Drawing(finished(chart, height, _steps_described(nominal)), tuple(swatches))


def inspections_chart(inspections: pd.DataFrame, height: int = 240) -> Drawing:
    """Draw every score with its day; a line joins only inspections under the same standard."""
    shown = inspections.dropna(subset=["score", "inspection_date"]).sort_values("inspection_date")
    shown = shown.assign(text=shown["score_source"].fillna(shown["score"].astype("string")))
    names = [name for name in PROTOCOL_COLORS if name in set(shown["protocol"])]
    colors = [PROTOCOL_COLORS[name] for name in names]
    y = alt.Y("score:Q", title="Score of 100", scale=alt.Scale(domain=[0, 110])).axis(
        values=[0, 20, 40, 60, 80, 100], labelOverlap=False
    )
    base = alt.Chart(shown).encode(
        x=years_axis("inspection_date:T").scale(padding=24),
        y=y,
        color=alt.Color("protocol:N", legend=None, scale=alt.Scale(domain=names, range=colors)),
        tooltip=[
            alt.Tooltip("inspection_date:T", title="Inspected", format="%-d %b %Y"),
            alt.Tooltip("score_source:N", title="As published"),
            alt.Tooltip("score:Q", title="Score"),
            alt.Tooltip("protocol:N", title="Standard"),
        ],
    )
    text = base.mark_text(dy=-13, **LABEL).encode(text="text:N", color=alt.value(MIDTONE))
    line = alt.Chart(pd.DataFrame({"score": [FAILING_SCORE]})).encode(y=y)
    fails = line.mark_rule(color=CONCERN_COLOR, strokeDash=[5, 3])
    chart = alt.layer(
        fails,
        base.mark_line(strokeWidth=1.5),
        base.mark_point(size=80, filled=True, opacity=1),
        text,
    )
    described = "Inspection scores: " + "; ".join(
        f"{explain.day(row['inspection_date'])} {row['text']} ({row['protocol']})"
        for row in shown.to_dict("records")
    )
    swatches = [Swatch(name, color) for name, color in zip(names, colors, strict=True)]
    return Drawing(
        finished(chart, height, described),
        (*swatches, Swatch(f"below {FAILING_SCORE} fails", CONCERN_COLOR, DASHES)),
    )


def _extended(schedule: pd.DataFrame) -> pd.DataFrame:
    """Name each curve and carry its last step onward, so that what stays can be seen."""
    deep = schedule["is_deep"].astype(bool)
    curve = schedule[~deep | (schedule["scenario"] == Scenario.NOMINAL)].copy()
    curve["line"] = curve["scenario"].map(en.SCENARIOS).where(~curve["is_deep"], ASSISTED)
    assisted = curve["line"] == ASSISTED
    if not (curve.loc[assisted, "units_nested"].fillna(0) > 0).any():
        curve = curve[~assisted]
    beyond = curve["date"].max() + pd.DateOffset(years=MARGIN_YEARS)
    tails = curve.sort_values("date").groupby("line", as_index=False).last().assign(date=beyond)
    return pd.concat([curve, tails], ignore_index=True).sort_values(["line", "date"])


def _steps_described(nominal: pd.DataFrame) -> str:
    told = [
        f"{explain.homes(row['units_nested'])} from {explain.day(row['date'])}"
        for row in nominal.to_dict("records")
    ]
    return "Homes still protected if every contract ends on its date: " + "; ".join(told) + "."
