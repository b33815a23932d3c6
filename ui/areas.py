"""The parts of the Areas page: which areas, the map and table of all, the report of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from housing.area_sums import kinds
from housing.snapshots import Snapshot
from housing.terms import AreaKind
from ui import (
    area_maps,
    area_rows,
    counts,
    expiration_charts,
    expirations,
    explain,
    markup,
    plain,
    state,
)
from ui.area_rows import AreaView
from ui.cards import draw, number_tiles, small_table
from ui.data import derived, load
from ui.expiration_rows import Expirations, homes, read
from ui.filters import AREA_LABELS
from ui.text import en_areas as text

EXPIRATIONS_PAGE = "pages/expirations.py"
TRIAGE_PAGE = "pages/triage.py"

#: Names in the address: a kind of areas or one area, and what the map shows.
AREA, SHOW = "area", "show"

MAP_HEIGHT = 430
ROW_HEIGHT, EDGES = 35, 3

#: Columns of numbers that come with a margin, or with homes nobody counted.
_WORDED = ("lost", "rent", "rent_change")

_KIND, _CHOSEN, _MAP = "areas_kind", "areas_chosen", "areas_map"


@dataclass(frozen=True, slots=True)
class City:
    """What every part of the page reads."""

    snapshot: Snapshot
    properties: pd.DataFrame
    areas: gpd.GeoDataFrame
    facts: pd.DataFrame
    labels: Mapping[str, str]
    as_of: date

    @classmethod
    def of(cls, snapshot: Snapshot) -> "City":
        """Read a snapshot's tables."""
        named = snapshot.manifest["jurisdiction"].get("area_labels") or {}
        return cls(
            snapshot,
            load("properties", snapshot),
            load("areas", snapshot),
            load("area_facts", snapshot),
            AREA_LABELS | {AreaKind.TRACT.value: "Census tract"} | dict(named),
            date.fromisoformat(str(snapshot.manifest["as_of"])[:10]),
        )


def choose_area(city: City) -> tuple[str, str | None] | None:
    """Draw the boxes of kind and area; both are one word of the address. None without outlines."""
    there = kinds(city.areas)
    if not there:
        return None
    named = derived("area names", city.snapshot, lambda: _names(city.areas))
    _from_address(there, named)
    which, whose, shown = st.columns([4, 3, 3], vertical_alignment="bottom")
    with which:
        kind = st.radio(
            text.KIND, there, format_func=city.labels.__getitem__, key=_KIND, horizontal=True
        )
    options = ["", *(one for one in named if one.startswith(f"{kind}:"))]
    if st.session_state.get(_CHOSEN) not in options:
        st.session_state[_CHOSEN] = ""
    with whose:
        chosen = st.selectbox(
            text.AREA,
            options,
            format_func=lambda code: named[code] if code else text.WHOLE_CITY,
            key=_CHOSEN,
        )
    with shown:
        state.choose(SHOW, text.SHOW, text.METRICS)
    unsaid = kind == there[0]
    state.write(AREA, (AREA,), {AREA: [chosen] if chosen else [] if unsaid else [kind]})
    return kind, chosen or None


def view_of(city: City, kind: str) -> AreaView:
    """Count homes by the areas of a kind."""
    return derived(
        f"areas by {kind}",
        city.snapshot,
        lambda: area_rows.area_view(
            city.properties, city.areas, city.facts, kind, city.labels[kind], city.as_of
        ),
    )


def headline(city: City, view: AreaView) -> None:
    """Answer where most homes are at risk."""
    st.markdown(area_rows.headline(view, counts.city_totals(city.properties)))


def area_map(city: City, view: AreaView, chosen: str | None) -> None:
    """Draw the areas filled by a number, with the legend; a click chooses an area."""
    metric = state.asked(SHOW, text.METRICS) or next(iter(text.METRICS))
    parts = derived(
        f"area map {view.kind} {metric}",
        city.snapshot,
        lambda: area_maps.area_parts(view, city.areas, load("basemap", city.snapshot), metric),
    )
    outlined = city.areas[city.areas["area_id"] == chosen]
    deck = area_maps.area_map(parts, outlined, state.turns().get(_MAP, 0))
    numbers = area_rows.values(view, metric)
    st.html(markup.legend(area_maps.legend(numbers, area_maps.steps(numbers, metric))))
    key = f"{_MAP}_{view.kind}"
    st.pydeck_chart(
        deck,
        key=key,
        height=MAP_HEIGHT,
        on_select=partial(_area_clicked, key),
        alt=text.MAP_ALT.format(metric=text.METRICS[metric]),
    )
    form = text.MAP_CAPTION if len(view.places) <= area_maps.LABELED else text.MAP_CAPTION_MANY
    form = text.RENT_CAPTION if metric in ("rent", "rent_change") else form
    st.caption(form.format(metric=text.METRICS[metric], day=explain.day(city.as_of)))


def table(city: City, view: AreaView) -> None:
    """Tell the map, and what it does not show, in a table; a row chooses its area."""
    metric = state.asked(SHOW, text.METRICS) or next(iter(text.METRICS))
    rows = area_rows.table(view, metric)
    names = text.COLUMNS | {"name": text.COLUMNS["name"].format(kind=view.label)}
    key = f"areas_table_{view.kind}_{metric}_{state.turns().get(_MAP, 0)}"
    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        width="stretch",
        height=min(MAP_HEIGHT, (len(rows) + 1) * ROW_HEIGHT + EDGES),
        placeholder="–",
        column_order=list(dict.fromkeys(["name", metric, *names])),
        column_config={name: _column(name, label) for name, label in names.items()},
        on_select=partial(_row_clicked, key, [_id(one) for one in rows["area_id"]]),
        selection_mode="single-row",
        alt=text.TABLE_ALT.format(count=f"{len(rows):,}"),
    )
    st.caption(text.TABLE_HELP)
    if told := area_rows.nowhere(view):
        st.caption(plain.markdown(told))
    st.download_button(
        text.DOWNLOAD,
        data=lambda: area_rows.csv(view, _facts(city)),
        file_name=f"areas-{view.kind}-{city.snapshot.id}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def report_head(city: City, view: AreaView, area_id: str) -> None:
    """Name an area, with its numbers and its rents."""
    row = view.place(area_id)
    name = plain.markdown(row["name"])
    title = text.REPORT.format(kind=plain.markdown(view.label), name=name)
    says_kind = view.kind == AreaKind.TRACT.value or row["name"].startswith(view.label)
    st.header(name if says_kind else title, anchor="report")
    long = city.areas.set_index("area_id")["name"].get(area_id)
    place = city.snapshot.manifest["jurisdiction"]
    about = text.REPORT_FACTS.format(place=place["name"], day=explain.day(city.as_of))
    st.caption(plain.markdown(about if long == row["name"] else f"{long} · {about}"))
    number_tiles(area_rows.tiles(row, counts.city_totals(city.properties)))
    st.markdown(area_rows.rent_sentence(view, city.areas, city.facts, area_id))


def report(city: City, view: AreaView, area_id: str) -> None:
    """Tell one area in full: what ends when, the properties, the owners."""
    own = area_rows.members(city.properties, city.areas, view.kind, area_id)
    if own.empty:
        st.info(text.NO_PROPERTIES)
        return
    st.header(text.CHART_HEADER, anchor="cliff")
    _cliff(city, own)
    with st.container(horizontal=True, key="screen_only_links"):
        _links(view, own)
        expirations.chart_button(
            city.snapshot,
            Expirations.of(own, _endings(city), city.as_of),
            _losses(city, own),
            str(view.place(area_id)["name"]),
            name=area_id.replace(":", "-"),
        )
    listed, owners = st.columns([3, 2], gap="medium")
    with listed:
        st.header(text.PROPERTIES_HEADER, anchor="properties")
        small_table(area_rows.property_rows(own, _pinned()), text.PROPERTIES_ABOUT)
        if len(own) > area_rows.LISTED:
            counted = explain.plural(len(own), "property", "properties")
            st.caption(text.FIRST_OF.format(count=area_rows.LISTED, properties=counted))
    with owners:
        st.header(text.OWNERS_HEADER, anchor="owners")
        small_table(area_rows.owner_rows(own), text.OWNERS_ABOUT)


def _cliff(city: City, own: pd.DataFrame) -> None:
    ending = Expirations.of(own, _endings(city), city.as_of)
    if ending.lost.empty:
        st.info(text.CHART_NONE)
        return
    mine = _losses(city, own)
    years = [str(year) for year in range(city.as_of.year, ending.last_year + 1)]
    draw(expiration_charts.cliff(counts.losses_by_year(mine, city.as_of.year), years))
    st.caption(
        text.NOT_IN_CHART.format(
            undated=explain.homes(int(own["undated_units"].sum())),
            later=homes(ending.at("later")),
            year=ending.last_year + 1,
        )
    )


def _endings(city: City) -> pd.DataFrame:
    return derived("endings", city.snapshot, lambda: read(load("schedule", city.snapshot)))


def _losses(city: City, own: pd.DataFrame) -> pd.DataFrame:
    schedule = load("schedule", city.snapshot)
    lost = derived("losses", city.snapshot, lambda: counts.losses(schedule))
    return lost[lost["property_id"].isin(own["property_id"])]


def _links(view: AreaView, own: pd.DataFrame) -> None:
    """Lead to the same properties on other pages, where a filter can ask for them."""
    if view.kind == AreaKind.TRACT.value:
        return
    params = state.link_to(None) | {view.kind: [str(own[view.kind].iloc[0])]}
    for page, label in ((EXPIRATIONS_PAGE, text.IN_EXPIRATIONS), (TRIAGE_PAGE, text.IN_TRIAGE)):
        st.page_link(page, label=label, icon=":material/arrow_forward:", query_params=params)


def _column(name: str, label: str) -> Any:
    told = text.HELP.get(name)
    if name == "name":
        return st.column_config.TextColumn(label, width=170)
    if name in _WORDED:
        return st.column_config.TextColumn(label, help=told, alignment="right")
    form = "%d%%" if name == "share" else "localized"
    return st.column_config.NumberColumn(label, format=form, help=told)


def _names(areas: gpd.GeoDataFrame) -> dict[str, str]:
    """Name every area by its id, in the order people would list them."""
    named = dict(zip(areas["area_id"], area_rows.shown_names(areas), strict=True))
    return dict(sorted(named.items(), key=lambda item: area_rows.by_number(item[1])))


def _from_address(there: list[str], named: Mapping[str, str]) -> None:
    """Fill the boxes from the address, if it moved; an area that is not there chooses none."""
    session = st.session_state
    if not state.moved(AREA, (AREA,)) and session.get(_KIND) in there:
        return
    said = (state.in_address((AREA,)).get(AREA) or [""])[0]
    kind = said.split(":", 1)[0]
    is_there = said in named and kind in there
    if said and not is_there and said not in there:
        st.warning(text.UNKNOWN_AREA.format(area=plain.markdown(said)))
    session[_KIND] = kind if kind in there else there[0]
    session[_CHOSEN] = said if is_there else ""


def _choose(area_id: str | None) -> None:
    st.session_state[_CHOSEN] = area_id or ""
    state.turn(_MAP)


def _area_clicked(key: str) -> None:
    area_id = area_maps.picked(st.session_state[key]["selection"])
    if area_id is not None:
        _choose(area_id)


def _row_clicked(key: str, ids: list[str | None]) -> None:
    at = st.session_state[key]["selection"]["rows"]
    if at and at[0] < len(ids) and ids[at[0]]:
        _choose(ids[at[0]])


def _id(value: object) -> str | None:
    return str(value) if explain.is_known(value) else None


def _pinned() -> str | None:
    said = state.in_address((state.SNAPSHOT,)).get(state.SNAPSHOT)
    return said[0] if said else None


def _facts(city: City) -> dict[str, str]:
    place = city.snapshot.manifest["jurisdiction"]
    return {
        "city": place["name"] + (" (FICTIONAL)" if place.get("is_fictional") else ""),
        "as_of": str(city.as_of),
        "snapshot": city.snapshot.id,
    }
