"""The parts of the Expirations page: how many homes, in which year, which properties, files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from housing.calendars import milestones
from housing.snapshots import Snapshot
from ui import (
    chart_files,
    counts,
    expiration_charts,
    expiration_files,
    expiration_rows,
    explain,
    markup,
    plain,
    state,
)
from ui.cards import PROPERTY_PAGE, draw, number_tiles, small_table
from ui.data import derived, load, load_if_there
from ui.expiration_rows import LATER, UNDATED, UNVERIFIED, Expirations
from ui.narrowing import Filtered, Filters
from ui.text import en_expirations as text

#: Names in the address that are this page's own.
YEAR, QUARTER = "year", "quarter"

#: The horizon of the headline, the same as the Overview's.
PLANNING_YEARS = 5

#: Properties named one by one beside the list of all of them.
TOP = 8

#: Where no time is chosen: so many quarters, and of each so many properties.
QUARTERS, OF_A_QUARTER = 3, 3

LIST_HEIGHT = 430

_HELP = {LATER: text.LATER_HELP, UNDATED: text.UNDATED_HELP, UNVERIFIED: text.UNVERIFIED_HELP}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The time whose properties are listed: a year, a quarter, a group without a date, or all."""

    year: str
    quarter: str
    words: str


def gathered(snapshot: Snapshot, filtered: Filtered) -> Expirations:
    """Return what ends when, of the properties that match."""
    ends = derived("endings", snapshot, lambda: expiration_rows.read(load("schedule", snapshot)))
    as_of = pd.Timestamp(str(snapshot.manifest["as_of"])[:10]).date()
    return Expirations.of(filtered.rows, ends, as_of)


def headline(view: Expirations, filtered: Filtered) -> None:
    """Answer in one sentence, and in tiles, how many homes lose their last protection by when."""
    totals = counts.city_totals(view.properties)
    by = pd.Timestamp(view.as_of) + pd.DateOffset(years=PLANNING_YEARS)
    lost, renewed = totals["units_at_risk_5y"], totals["units_at_risk_renewals_5y"]
    said = text.HEADLINE.format(
        lost=f"{explain.plural(lost, 'home')} {'loses' if lost == 1 else 'lose'}",
        day=explain.day(by),
        years=explain.plural(PLANNING_YEARS, "year"),
        renewed=f"{renewed:,}",
    )
    if filtered.matched < filtered.total:
        total = explain.plural(filtered.total, "property", "properties")
        said += " " + text.FILTERED.format(matched=f"{filtered.matched:,}", total=total)
    if filtered.missing:
        said += " " + text.NOT_KNOWN.format(count=f"{filtered.missing:,}")
    st.markdown(said)
    number_tiles(_tiles(view, totals))


def _tiles(view: Expirations, totals: Mapping[str, int]) -> list[tuple[str, str, str]]:
    tiles = []
    for years in explain.HORIZONS:
        lost = totals[f"units_at_risk_{years}y"]
        renewed = totals[f"units_at_risk_renewals_{years}y"]
        below = text.IF_RENEWED.format(homes=f"{renewed:,}")
        within = text.WITHIN.format(years=explain.plural(years, "year"))
        tiles.append((within, f"{lost:,}", below))
    deep = int(view.properties[f"deep_units_at_risk_{PLANNING_YEARS}y"].sum())
    within = explain.plural(PLANNING_YEARS, "year")
    below = text.DEEP_BELOW.format(homes=f"{deep:,}", years=within)
    return [*tiles, (text.DEEP, f"{totals['deep_units']:,}", below)]


def cliff(view: Expirations, lost: pd.DataFrame, chosen: str) -> None:
    """Draw the homes losing protection per year; a click chooses the year."""
    by_year = counts.losses_by_year(lost, view.as_of.year)
    drawing = expiration_charts.cliff(by_year, year_codes(view), chosen)
    st.html(markup.legend(drawing.legend))
    key = f"cliff-{chosen}"
    st.vega_lite_chart(
        drawing.chart.to_dict(validate=False),
        width="stretch",
        key=key,
        on_select=partial(_clicked, key, chosen),
        selection_mode=expiration_charts.CLICKED,
    )


def apart(view: Expirations) -> None:
    """Say how many homes are in no year's bar: later, or without a date; each can be chosen."""
    later = text.LATER.format(year=view.last_year + 1)
    told = [(LATER, later, expiration_rows.homes(view.at(LATER)))]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{text.APART_HEADER}**", width="content")
        for code, name, homes in [*told, *expiration_rows.apart(view)]:
            st.button(
                f"{name.capitalize()}: {homes}",
                key=f"apart-{code}",
                help=_HELP[code],
                on_click=_choose_year,
                args=(code,),
                type="tertiary",
            )


def caption(view: Expirations) -> None:
    """Say what the chart counts, as of when, and what it cannot count."""
    totals = counts.city_totals(view.properties)
    said = text.CHART_CAPTION.format(
        day=explain.day(view.as_of),
        dated=f"{int(view.endings['units'].sum()):,}",
        restricted=f"{totals['units_restricted']:,}",
    )
    blind = view.endings.loc[view.endings["units"].isna(), "property_id"].nunique()
    if blind:
        properties = explain.plural(blind, "property", "properties")
        said += " " + text.CHART_UNKNOWN.format(properties=properties)
    st.caption(said)


def chosen_year(view: Expirations) -> str:
    """Return the year that the address or a click asks for, before its box is drawn."""
    named = expiration_rows.years(view)
    return state.asked(YEAR, named)


def choose_when(view: Expirations) -> Chosen:
    """Draw the boxes of year and quarter; both are in the address."""
    named = expiration_rows.years(view)
    year_box, quarter_box = st.columns(2)
    with year_box:
        year = state.choose(YEAR, text.YEAR, named)
    with quarter_box:
        is_dated = year not in (UNDATED, UNVERIFIED)
        offered = expiration_rows.quarters(view, year) if is_dated else {"": text.EVERY_QUARTER}
        quarter = state.choose(QUARTER, text.QUARTER, offered)
    return Chosen(year, quarter, expiration_rows.when_words(year, quarter, view))


def top(view: Expirations, chosen: Chosen) -> None:
    """Name the properties that lose most homes; where no time is chosen, quarter by quarter."""
    if chosen.year or chosen.quarter:
        st.header(text.TOP_HEADER.format(when=chosen.words), anchor="top")
        rows = expiration_rows.listed(view, chosen.year, chosen.quarter)
        if rows.empty:
            st.info(text.NOBODY)
        _entries(rows, TOP)
        return
    st.header(text.NEXT_HEADER, anchor="top")
    following = expiration_rows.next_quarters(view, QUARTERS)
    if not following:
        st.info(text.NOBODY_AT_ALL)
    for quarter, said in following.items():
        st.markdown(f"**{said}**")
        _entries(expiration_rows.listed(view, "", quarter), OF_A_QUARTER)


def _entries(rows: pd.DataFrame, count: int) -> None:
    """Link to the properties that lose most homes, each with what it loses."""
    for one in expiration_rows.top(rows, count):
        with st.container(gap=None):
            st.page_link(
                PROPERTY_PAGE,
                label=f"**{plain.markdown(one['name'])}**",
                query_params=state.link_to(str(one["property_id"])),
            )
            st.caption(plain.markdown(one["told"], plain.PARAGRAPH))
    more = rows["property_id"].nunique() - count
    if more > 0:
        st.caption(text.MORE.format(properties=explain.plural(more, "property", "properties")))


def property_list(view: Expirations, chosen: Chosen, ward: str) -> pd.DataFrame:
    """List every property of the chosen time, soonest first; a row leads to its page."""
    rows = expiration_rows.listed(view, chosen.year, chosen.quarter)
    st.header(text.LIST_HEADER.format(when=chosen.words), anchor="buildings")
    count = rows["property_id"].nunique()
    st.caption(
        text.LIST_COUNT.format(
            homes=expiration_rows.homes(rows),
            properties=explain.plural(count, "property", "properties"),
        )
    )
    if rows.empty:
        return rows
    table = expiration_rows.shown(rows)
    names = text.COLUMNS | {"ward": ward}
    is_dated = chosen.year not in (UNDATED, UNVERIFIED)
    hidden = () if is_dated else ("units_renewals", "deep_units", "programs")
    picked = st.dataframe(
        table,
        key=f"expirations-{chosen.year}-{chosen.quarter}-{len(table)}",
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        width="stretch",
        height=min(LIST_HEIGHT, (len(table) + 1) * 35 + 3),
        placeholder="–",
        column_order=[name for name in names if name not in hidden],
        column_config={
            name: st.column_config.Column(label, help=text.HELP.get(name))
            for name, label in names.items()
        },
        alt=text.LIST_ALT.format(count=f"{len(table):,}"),
    )
    at = picked["selection"]["rows"]
    if at and at[0] < len(table):
        found = str(table["property_id"].iloc[at[0]])
        st.switch_page(PROPERTY_PAGE, query_params=state.link_to(found))
    return rows


def files(
    snapshot: Snapshot, view: Expirations, rows: pd.DataFrame, lost: pd.DataFrame, filters: Filters
) -> None:
    """Offer the list and the years as CSV, and every milestone of the properties as a calendar."""
    facts = _context(snapshot, filters)
    year = view.as_of.year
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            text.DOWNLOAD_LIST,
            data=partial(expiration_files.list_csv, rows, facts),
            file_name=f"expirations-{snapshot.id}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            text.DOWNLOAD_YEARS,
            data=lambda: expiration_files.years_csv(
                counts.losses_by_year(lost, year), _deep_by_year(snapshot, view), view, facts
            ),
            file_name=f"expirations-by-year-{snapshot.id}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        chart_button(snapshot, view, lost, text.PICTURE_OF.format(about=facts["filters"]))
        calendar_button(snapshot, view.properties)


def chart_button(
    snapshot: Snapshot, view: Expirations, lost: pd.DataFrame, about: str, name: str = "expirations"
) -> None:
    """Offer the chart of years as a picture; `about` says which properties it is of."""
    drawn = counts.losses_by_year(lost, view.as_of.year)
    if drawn.empty:
        return
    told = [text.PICTURE_TOLD, about, expiration_files.about(snapshot)]
    st.download_button(
        text.DOWNLOAD_CHART,
        data=lambda: chart_files.png(
            expiration_charts.cliff(drawn, year_codes(view)), text.CHART_HEADER, told
        ),
        file_name=f"{name}-{snapshot.id}.png",
        mime="image/png",
        icon=":material/image:",
        on_click="ignore",
    )


def calendar_button(snapshot: Snapshot, properties: pd.DataFrame) -> None:
    """Offer the milestones of these properties as a calendar file; none where there are none."""
    covenants, notices = load("covenants", snapshot), load_if_there("notices", snapshot)
    ids = set(properties["property_id"])
    as_of = pd.Timestamp(str(snapshot.manifest["as_of"])[:10]).date()
    every = derived("milestones", snapshot, lambda: milestones(covenants, notices, as_of=as_of))
    count = int(every["property_id"].isin(ids).sum())
    if not count:
        return
    page = _property_address()
    st.download_button(
        text.DOWNLOAD_CALENDAR,
        data=lambda: expiration_files.calendar(properties, every, snapshot, page),
        file_name=f"holdfast-{snapshot.id}.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        help=text.DOWNLOAD_CALENDAR_HELP.format(
            milestones=explain.plural(count, "date"), day=explain.day(as_of)
        ),
    )


def by_year(view: Expirations) -> None:
    """Tell the chart in numbers."""
    small_table(expiration_rows.year_table(view), text.TABLE_ABOUT)


def deep(snapshot: Snapshot, view: Expirations) -> None:
    """Draw when rental assistance ends, apart from all other protection."""
    summed = _deep_by_year(snapshot, view)
    if summed.empty:
        st.info(text.DEEP_NONE)
        return
    draw(expiration_charts.deep(summed, year_codes(view)))
    st.caption(text.DEEP_CAPTION)


def year_codes(view: Expirations) -> list[str]:
    """Return the years that the charts draw one by one."""
    return [str(year) for year in range(view.as_of.year, view.last_year + 1)]


def _deep_by_year(snapshot: Snapshot, view: Expirations) -> pd.DataFrame:
    schedule = load("schedule", snapshot)
    lost = derived("deep losses", snapshot, lambda: counts.losses(schedule, is_deep=True))
    mine = lost[lost["property_id"].isin(view.properties["property_id"])]
    return counts.losses_by_year(mine, view.as_of.year)


def _context(snapshot: Snapshot, filters: Filters) -> dict[str, str]:
    asked = "; ".join(f"{name}={','.join(values)}" for name, values in filters.to_query().items())
    place = snapshot.manifest["jurisdiction"]
    return {
        "city": place["name"] + (" (FICTIONAL)" if place.get("is_fictional") else ""),
        "as_of": str(snapshot.manifest["as_of"]),
        "snapshot": snapshot.id,
        "filters": asked or "none",
    }


def _property_address() -> str | None:
    """Return the address of the Property page, where the visitor's browser tells its own."""
    url = st.context.url
    return f"{url.rsplit('/', 1)[0]}/property" if url else None


def _clicked(key: str, before: str) -> None:
    """Choose the year whose bar was clicked; a second click on it chooses every year again."""
    picked = st.session_state[key]["selection"].get(expiration_charts.CLICKED) or []
    year = str(picked[0]["year"]) if picked else ""
    _choose_year("" if year == before else year)


def _choose_year(year: str) -> None:
    state.preset(YEAR, year)
    state.preset(QUARTER, "")
