"""Real contracts drawn: losses by band, and how many of them a list of calls would reach."""

import altair as alt
import pandas as pd

from housing.evidence.results import CURVE, POINTS, Study
from ui.charts import CONCERN_COLOR, DASHES, LABEL, LINE, MIDTONE, Drawing, Swatch, finished
from ui.palette import BAND_COLORS, OUTLINE_DARK, band_label

CHANCE = "Calling at random"
OVERALL = "all contracts"

#: Simpler rankings in the order they are listed; no red beside green, apart in gray too.
_OTHERS = ("#3b76b5", "#8467ad", "#5aa79d", "#97a0ab", "#c9b458")

_PERCENT = alt.Axis(labelExpr="datum.value + '%'", tickCount=5)


def bands_chart(study: Study, height: int = 190) -> Drawing:
    """Draw the share that left in each band, with its interval, and the share overall."""
    rows = pd.DataFrame(
        {
            "band": [band_label(band.label) for band in study.bands],
            "color": [BAND_COLORS[band.label] for band in study.bands],
            "share": [100 * band.value for band in study.bands],
            "low": [100 * band.low for band in study.bands],
            "high": [100 * band.high for band in study.bands],
            "n": [band.n for band in study.bands],
        }
    )
    rows["text"] = [f"{share:.1f}" for share in rows["share"]]
    x = alt.X("share:Q", title="Left, of 100 contracts", scale=alt.Scale(domainMin=0))
    y = alt.Y("band:N", title=None, sort=None, axis=alt.Axis(labelLimit=130))
    base = alt.Chart(rows).encode(
        y=y,
        tooltip=[
            alt.Tooltip("band:N", title="Band"),
            alt.Tooltip("share:Q", title="Left, of 100", format=".1f"),
            alt.Tooltip("low:Q", title="Interval from", format=".1f"),
            alt.Tooltip("high:Q", title="to", format=".1f"),
            alt.Tooltip("n:Q", title="Contracts", format=","),
        ],
    )
    bars = base.mark_bar(size=22, stroke=OUTLINE_DARK, strokeWidth=0.5, cornerRadius=1).encode(
        x=x, color=alt.Color("color:N", scale=None)
    )
    whisker = base.mark_rule(strokeWidth=2, color=MIDTONE).encode(x=alt.X("low:Q"), x2="high:Q")
    text = base.mark_text(align="left", dx=8, **LABEL).encode(x=alt.X("high:Q"), text="text:N")
    overall = alt.Chart(pd.DataFrame({"share": [100 * study.overall.value]}))
    line = overall.mark_rule(color=CONCERN_COLOR, strokeDash=[5, 3], strokeWidth=1.5).encode(x=x)
    told = "; ".join(
        f"{band.label} {100 * band.value:.1f} of 100 ({100 * band.low:.1f} to "
        f"{100 * band.high:.1f}, {band.n:,} contracts)"
        for band in study.bands
    )
    described = f"Contracts that left, by band: {told}; overall {100 * study.overall.value:.1f}."
    return Drawing(
        finished(alt.layer(bars, line, whisker, text), height, described),
        (
            Swatch(f"{OVERALL}: {100 * study.overall.value:.1f} of 100", CONCERN_COLOR, DASHES),
            Swatch("95% interval", MIDTONE, LINE),
        ),
    )


def captured_chart(study: Study, height: int = 300) -> Drawing:
    """Draw how many of the losses are among the contracts ranked highest, way by way."""
    drawn = [one for one in study.rankings if one.curve]
    others = [one.name for one in drawn if one.name != POINTS]
    order = [POINTS, *others, CHANCE]
    colors = [CONCERN_COLOR, *_OTHERS[: len(others)], MIDTONE]
    curves = {one.name: one.curve for one in drawn} | {CHANCE: CURVE}
    rows = pd.DataFrame(
        [
            {"way": name, "called": 100 * share, "caught": 100 * caught}
            for name in order
            for share, caught in zip(CURVE, curves[name], strict=True)
        ]
    )
    base = alt.Chart(rows).encode(
        x=alt.X("called:Q", title="Contracts called, highest first", axis=_PERCENT),
        y=alt.Y("caught:Q", title="Of those that left, reached", axis=_PERCENT),
        color=alt.Color("way:N", legend=None, scale=alt.Scale(domain=order, range=colors)),
        tooltip=[
            alt.Tooltip("way:N", title="Ranked by"),
            alt.Tooltip("called:Q", title="Called, %"),
            alt.Tooltip("caught:Q", title="Reached, %", format=".1f"),
        ],
    )
    chance = base.transform_filter(alt.datum.way == CHANCE).mark_line(strokeDash=[4, 4])
    others_drawn = base.transform_filter(
        (alt.datum.way != CHANCE) & (alt.datum.way != POINTS)
    ).mark_line(strokeWidth=1.5)
    ours = base.transform_filter(alt.datum.way == POINTS).mark_line(strokeWidth=3.5)
    lines = alt.layer(chance, others_drawn, ours)
    told = "; ".join(f"{name} {100 * curves[name][CURVE.index(0.2)]:.0f}%" for name in order)
    described = f"Share of the contracts that left which calling the first 20% reaches: {told}."
    swatches = [
        Swatch(name, color, LINE if name != CHANCE else DASHES)
        for name, color in zip(order, colors, strict=True)
    ]
    return Drawing(finished(lines, height, described), tuple(swatches))
