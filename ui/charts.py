"""The city's charts: frames in, drawings out, each with units, a description and its legend.

Marks and text are mid-tones, because a chart is not drawn again when a reader changes the theme.
The legend is words and swatches beside the chart, not inside it, so that it wraps on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import altair as alt
import pandas as pd

from housing.terms import Scenario
from ui import explain
from ui.text import en

#: About 4.2:1 on both the light and the dark page; no tone does better on both.
MIDTONE = "#737b87"

#: Chosen to differ in grayscale too; no red beside green.
GROUP_COLORS: dict[str, str] = {
    en.TAX_CREDITS: "#2f62a8",
    en.RENT_CONTRACTS: "#e0913a",
    en.LOCAL_FUNDS: "#5aa79d",
    en.OLDER_MORTGAGES: "#8467ad",
    en.PUBLIC: "#a8663f",
    en.SEVERAL: "#97a0ab",
    en.OTHER: "#c9b458",
}

CONCERN_COLOR = "#c2571a"
CALM_COLOR = "#3b76b5"

RENEWED = "Lost even if contracts are renewed"

#: Pixels from one line of a row's label to the next.
LINE_HEIGHT = 14

LABEL: dict[str, Any] = {"fontSize": 12, "fontWeight": 600, "color": MIDTONE}

#: How a swatch is drawn: a filled square, lines, an open box, an arrow, a shaded range.
SQUARE, LINE, DASHES, DOTS, OPEN_BOX, ARROW, SHADE = (
    "square",
    "line",
    "dashes",
    "dots",
    "open box",
    "arrow",
    "shade",
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """One line of a legend."""

    label: str
    color: str
    look: str = SQUARE


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart and the legend that stands above it."""

    chart: Any
    legend: tuple[Swatch, ...] = ()

    @property
    def description(self) -> str:
        """What the chart shows, in words."""
        return str(self.chart.description)


def cliff_chart(by_year: pd.DataFrame, years: Sequence[str], height: int = 250) -> Drawing:
    """Stack the homes losing protection per year by program, with a line for what renewals leave.

    `by_year` comes from `ui.counts.losses_by_year`.
    """
    nominal = by_year[by_year["scenario"] == Scenario.NOMINAL]
    renewed = by_year[by_year["scenario"] == Scenario.RENEWALS_ASSUMED]
    renewed = renewed.groupby("year", as_index=False).agg(units=("units", "sum"))
    groups = [group for group in en.GROUP_ORDER if group in set(nominal["group"])]
    colors = [GROUP_COLORS[group] for group in groups]
    x = alt.X(
        "year:O",
        title="Year protection ends",
        scale=alt.Scale(domain=list(years)),
        axis=alt.Axis(labelAngle=0, labelPadding=6, titlePadding=6),
    )
    bars = (
        alt.Chart(nominal.assign(order=nominal["group"].map(list(en.GROUP_ORDER).index)))
        .mark_bar(cornerRadius=1)
        .encode(
            x=x,
            y=homes_axis("units:Q", "Homes losing protection"),
            color=alt.Color("group:N", legend=None, scale=alt.Scale(domain=groups, range=colors)),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("group:N", title="Program"),
                alt.Tooltip("units:Q", title="Homes", format=","),
                alt.Tooltip("properties:Q", title="Properties"),
            ],
        )
    )
    ticks = (
        alt.Chart(renewed)
        .mark_tick(
            thickness=3, orient="horizontal", width=alt.RelativeBandSize(0.95), color=MIDTONE
        )
        .encode(
            x=x,
            y=homes_axis("units:Q", "Homes losing protection"),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("units:Q", title=RENEWED, format=","),
            ],
        )
    )
    swatches = [Swatch(group, color) for group, color in zip(groups, colors, strict=True)]
    return Drawing(
        finished(alt.layer(bars, ticks), height, _cliff_described(nominal)),
        (*swatches, Swatch(RENEWED, MIDTONE, LINE)),
    )


def protected_chart(protected: pd.DataFrame, height: int = 210) -> Drawing:
    """Draw the homes still protected in both scenarios; the shaded gap is what renewals hold.

    `protected` comes from `ui.counts.protected_by_date`.
    """
    wide = protected.pivot_table(index="date", columns="scenario", values="units").reset_index()
    wide = wide.rename(columns={Scenario.NOMINAL: "low", Scenario.RENEWALS_ASSUMED: "high"})
    named = protected.assign(scenario=protected["scenario"].map(en.SCENARIOS))
    names, colors = list(en.SCENARIOS.values()), [CONCERN_COLOR, CALM_COLOR]
    area = (
        alt.Chart(wide)
        .mark_area(color=CALM_COLOR, opacity=0.18, interpolate="step-after")
        .encode(x=years_axis("date:T"), y=homes_axis("low:Q", "Homes still protected"), y2="high:Q")
    )
    lines = (
        alt.Chart(named)
        .mark_line(strokeWidth=2.5, interpolate="step-after")
        .encode(
            x=years_axis("date:T"),
            y=homes_axis("units:Q", "Homes still protected"),
            color=alt.Color("scenario:N", legend=None, scale=alt.Scale(domain=names, range=colors)),
            strokeDash=alt.StrokeDash(
                "scenario:N", legend=None, scale=alt.Scale(domain=names, range=[[1, 0], [6, 3]])
            ),
            tooltip=[
                alt.Tooltip("date:T", title="On", format="%-d %b %Y"),
                alt.Tooltip("scenario:N", title="If"),
                alt.Tooltip("units:Q", title="Homes", format=","),
            ],
        )
    )
    first, last = wide.iloc[0], wide.iloc[-1]
    described = (
        f"Homes still protected: {first['low']:,.0f} on {explain.day(first['date'])}; on "
        f"{explain.day(last['date'])} {last['low']:,.0f} if every contract ends on its date, "
        f"{last['high']:,.0f} if contracts are renewed."
    )
    return Drawing(
        finished(alt.layer(area, lines), height, described),
        (
            Swatch(names[1], CALM_COLOR, DASHES),
            Swatch("held by renewals", CALM_COLOR, SHADE),
            Swatch(names[0], CONCERN_COLOR, LINE),
        ),
    )


def finished(chart: Any, height: int, description: str) -> Any:
    """Give a chart its height and description, and the quiet frame all of ours have."""
    return chart.properties(height=height, description=description).configure(
        axis=alt.AxisConfig(gridOpacity=0.5, gridDash=[2, 3], titlePadding=8),
        axisY=alt.AxisConfig(labelPadding=6),
        view=alt.ViewConfig(strokeOpacity=0),
    )


def homes_axis(field: str, title: str) -> alt.Y:
    """Return an axis that counts homes: whole numbers from zero."""
    return alt.Y(field, title=title, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5))


def years_axis(field: str) -> alt.X:
    """Return an axis of dates, labeled by year."""
    axis = alt.Axis(
        format="%Y",
        tickCount="year",
        labelOverlap=True,
        labelFlush=False,
        labelSeparation=12,
        grid=False,
    )
    return alt.X(field, title=None, axis=axis)


def rows_axis(order: list[str], width: int, lines: int = 2) -> alt.Y:
    """Return an axis of one row per `number|line|line`, in the given order, wrapped in lines."""
    return alt.Y(
        "row:N",
        title=None,
        sort=order,
        axis=alt.Axis(
            labelExpr="slice(split(datum.label, '|'), 1)",
            labelLimit=width,
            labelLineHeight=LINE_HEIGHT,
            labelOffset=-(lines - 1) * LINE_HEIGHT / 2,
            labelOverlap=False,
            labelPadding=8,
        ),
    )


def day_rule(
    as_of: date, align: Literal["left", "center"] = "center"
) -> tuple[alt.Chart, alt.Chart]:
    """Return the line of a day, and the day above it."""
    frame = pd.DataFrame({"today": [pd.Timestamp(as_of)], "name": [explain.day(as_of)]})
    base = alt.Chart(frame).encode(x="today:T")
    rule = base.mark_rule(color=MIDTONE, strokeWidth=1.5)
    return rule, base.mark_text(dy=-8, align=align, **LABEL).encode(y=alt.value(0), text="name:N")


def _cliff_described(nominal: pd.DataFrame) -> str:
    summed = nominal.groupby("year")["units"].sum()
    if summed.empty:
        return "No home loses protection on a known date."
    return (
        f"Homes losing protection per year if every contract ends on its date: {summed.sum():,} in "
        f"all, most in {summed.idxmax()} ({summed.max():,})."
    )
