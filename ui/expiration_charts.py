"""The expiry cliff of the Expirations page: one column per year, each to be clicked."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from housing.terms import Scenario
from ui.charts import (
    GROUP_COLORS,
    LINE,
    MIDTONE,
    RENEWED,
    Drawing,
    Swatch,
    finished,
    homes_axis,
)
from ui.text import en
from ui.text import en_expirations as text

#: Name of what a click selects.
CLICKED = "clicked"

#: A year that is not the chosen one stays to be seen, and to be clicked.
FADED = 0.35

HOMES = "Homes"


def cliff(
    by_year: pd.DataFrame, years: Sequence[str], chosen: str = "", height: int = 220
) -> Drawing:
    """Stack the homes losing protection per year by program; a click selects the year.

    `by_year` comes from `ui.counts.losses_by_year`; what is of none of the years is not drawn,
    so that years stay to be told apart beside everything that comes later.
    """
    drawn = by_year[by_year["year"].isin(years)]
    nominal = drawn[drawn["scenario"] == Scenario.NOMINAL]
    renewed = drawn[drawn["scenario"] == Scenario.RENEWALS_ASSUMED]
    renewed = renewed.groupby("year", as_index=False).agg(units=("units", "sum"))
    groups = [group for group in en.GROUP_ORDER if group in set(nominal["group"])]
    x = _years("year:O", years)
    layers = [_targets(nominal, years, x), _stacks(nominal, groups, x, chosen), _ticks(renewed, x)]
    swatches = [Swatch(group, GROUP_COLORS[group]) for group in groups]
    swatches.append(Swatch(RENEWED, MIDTONE, LINE))
    chart = finished(alt.layer(*layers), height, described(nominal))
    return Drawing(chart, tuple(swatches))


def deep(by_year: pd.DataFrame, years: Sequence[str], height: int = 150) -> Drawing:
    """Draw the homes losing rental assistance per year, if contracts end on their dates."""
    drawn = by_year[by_year["year"].isin(years)]
    nominal = drawn[drawn["scenario"] == Scenario.NOMINAL]
    summed = nominal.groupby("year", as_index=False).agg(units=("units", "sum"))
    chart = (
        alt.Chart(summed)
        .mark_bar(cornerRadius=1, color=GROUP_COLORS[en.RENT_CONTRACTS])
        .encode(
            x=_years("year:O", years),
            y=homes_axis("units:Q", HOMES),
            tooltip=[
                alt.Tooltip("year:O", title=text.BAR),
                alt.Tooltip("units:Q", title=text.DEEP_AXIS, format=","),
            ],
        )
    )
    return Drawing(finished(chart, height, described(nominal)))


def described(nominal: pd.DataFrame) -> str:
    """Say in words what the chart shows."""
    summed = nominal.groupby("year")["units"].sum()
    if summed.empty:
        return text.CHART_EMPTY
    return text.CHART_DESCRIBED.format(
        total=f"{summed.sum():,}", most=summed.idxmax(), homes=f"{summed.max():,}"
    )


def _years(field: str, domain: Sequence[str]) -> alt.X:
    axis = alt.Axis(labelAngle=0, labelPadding=6, labelOverlap=True)
    return alt.X(field, title=None, scale=alt.Scale(domain=list(domain)), axis=axis)


def _stacks(nominal: pd.DataFrame, groups: Sequence[str], x: alt.X, chosen: str) -> alt.Chart:
    colors = [GROUP_COLORS[group] for group in groups]
    is_faint = (nominal["year"] != chosen) & bool(chosen)
    drawn = nominal.assign(
        order=nominal["group"].map(list(en.GROUP_ORDER).index),
        shown=is_faint.map({True: FADED, False: 1.0}),
    )
    return (
        alt.Chart(drawn)
        .mark_bar(cornerRadius=1)
        .encode(
            x=x,
            y=homes_axis("units:Q", HOMES),
            color=alt.Color("group:N", legend=None, scale=alt.Scale(domain=groups, range=colors)),
            opacity=alt.Opacity("shown:Q", scale=None),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("year:O", title=text.BAR),
                alt.Tooltip("group:N", title=text.PROGRAM),
                alt.Tooltip("units:Q", title=HOMES, format=","),
                alt.Tooltip("properties:Q", title=text.PROPERTIES),
            ],
        )
    )


def _ticks(renewed: pd.DataFrame, x: alt.X) -> alt.Chart:
    return (
        alt.Chart(renewed)
        .mark_tick(
            thickness=3, orient="horizontal", width=alt.RelativeBandSize(0.95), color=MIDTONE
        )
        .encode(
            x=x,
            y=homes_axis("units:Q", HOMES),
            tooltip=[
                alt.Tooltip("year:O", title=text.BAR),
                alt.Tooltip("units:Q", title=RENEWED, format=","),
            ],
        )
    )


def _targets(nominal: pd.DataFrame, years: Sequence[str], x: alt.X) -> alt.Chart:
    """Draw what is clicked: a column as high as the chart for every year, however few its homes."""
    highest = max([*nominal.groupby("year")["units"].sum(), 1])
    frame = pd.DataFrame({"year": list(years), "units": [highest] * len(years)})
    picked = alt.selection_point(name=CLICKED, fields=["year"], on="click")
    return (
        alt.Chart(frame)
        .mark_bar(opacity=0.0, cursor="pointer")
        .encode(x=x, y=homes_axis("units:Q", HOMES))
        .add_params(picked)
    )
