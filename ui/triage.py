"""The parts of the triage page: how many, the list, the map, and the chosen property's card.

List, map and counts are drawn from one filtered frame; a click in any of them chooses one property.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from housing.exports import properties_csv
from housing.snapshots import Snapshot
from ui import changed_view, crowds, explain, maps, owners, palette, plain, state, tables
from ui.cards import destinations, property_card, what_became
from ui.data import Made, derived, load
from ui.filters import Filtered, Filters, clear, include_unknown
from ui.narrowing import FILTERS
from ui.whatif import View

MAP_HEIGHT = 330

#: More names than this are too many for one box: it then offers those listed.
NAMES_OFFERED = 10_000

_MAP = "triage_map"
_PICKER = "triage_picker"


@dataclass(frozen=True, slots=True)
class Listed:
    """The list as it stands: the filtered rows in their order, and which one is looked at."""

    snapshot: Snapshot
    seen: View
    filtered: Filtered
    positions: np.ndarray
    ids: tuple[str, ...]
    chosen: str | None
    sort: str

    @property
    def properties(self) -> pd.DataFrame:
        """All properties, as the view has them."""
        return self.seen.properties

    def made(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what is made from the view's properties, once for the same view."""
        return derived(f"{name}{self.seen.version}", self.snapshot, make)

    @property
    def shown_id(self) -> str:
        """The property whose card is shown: the chosen one, else the first of the list."""
        return self.chosen or self.ids[0]


def headline(filtered: Filtered, filters: Filters) -> None:
    """Say how many properties are listed and where all the others went."""
    count, total = filtered.matched, filtered.total
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"**{count:,} of {explain.plural(total, 'property', 'properties')}** · "
            f"{count:,} match + {filtered.excluded:,} do not + "
            f"{filtered.missing:,} not known = {total:,}",
            width="content",
        )
        if filtered.missing:
            _include_button(filtered, filters)
        if filtered.matched and filters.active():
            st.button("Clear filters", key="clear_active", on_click=clear, type="tertiary")


def _include_button(filtered: Filtered, filters: Filters) -> None:
    unknown = [
        code
        for code in filters.active()
        if filtered.unknown_by[code] and code not in filters.with_unknown
    ]
    names = ", ".join(FILTERS[code] for code in unknown)
    st.button(
        f"Include {filtered.missing:,} not known",
        key="include_unknown",
        on_click=include_unknown,
        args=(unknown,),
        type="tertiary",
        icon=":material/add:",
        help=f"Left out only because this is not on record for them: {names}.",
    )


def nothing_matches(filtered: Filtered) -> None:
    """Say what to do where a filter leaves nothing."""
    left = "Clear the filters, or take one of them back."
    if filtered.missing:
        left = (
            f"Of {explain.plural(filtered.missing, 'property', 'properties')} it is not known "
            f"whether they match. {left}"
        )
    st.info(f"No property matches these filters. {left}")
    st.button("Clear all filters", key="clear_filters", on_click=clear, type="primary")


def listed(snapshot: Snapshot, seen: View, filtered: Filtered, sort: str) -> Listed:
    """Put the filtered properties in order, and read which one is chosen."""
    properties = seen.properties
    ranking = derived(
        f"ranking by {sort}{seen.version}", snapshot, lambda: tables.ranking(properties, sort)
    )
    positions = ranking[filtered.mask[ranking]]
    ids = derived("ids", snapshot, lambda: properties["property_id"].to_numpy(object))
    known = derived("known ids", snapshot, lambda: frozenset(ids))
    chosen = state.selected(known, lambda: destinations(snapshot))
    return Listed(snapshot, seen, filtered, positions, tuple(ids[positions]), chosen, sort)


def name_box(view: Listed) -> None:
    """Draw the box that finds a property by name or address, whatever the filters."""
    labels = derived("labels", view.snapshot, lambda: _labels(view.properties))
    options: Sequence[str] = view.ids[:NAMES_OFFERED]
    if len(labels) <= NAMES_OFFERED:
        options = list(labels)
    elif view.chosen and view.chosen not in options:
        options = [view.chosen, *options]
    st.session_state[_PICKER] = view.chosen
    st.selectbox(
        "Find a property",
        options,
        index=None,
        format_func=labels.__getitem__,
        key=_PICKER,
        on_change=_name_chosen,
        placeholder="Type a name or address",
    )


def list_pane(view: Listed) -> None:
    """Draw the list."""
    rows = view.made("list rows", lambda: tables.list_rows(view.properties, view.seen.compared))
    ids = view.ids[: tables.LONGEST]
    key = tables.list_key(ids, state.choices_elsewhere("list"))
    tables.ranked_list(
        rows.iloc[view.positions[: tables.LONGEST]],
        ids,
        key=key,
        by=view.sort,
        chosen=view.chosen,
        on_select=partial(_row_clicked, key, ids),
        ward_label=view.snapshot.manifest["jurisdiction"]
        .get("area_labels", {})
        .get("ward", "Ward"),
        beside_name=("ward",) if view.snapshot.parts else (),
    )
    if len(ids) < len(view.ids):
        st.caption(f"The first {len(ids):,} are listed; the file you can download has them all.")
    st.caption(tables.LIST_HELP)


def map_pane(view: Listed) -> None:
    """Draw the map with its legend, and how many of the list it cannot show."""
    parts = view.made(
        "map parts",
        lambda: maps.map_parts(
            view.properties, load("areas", view.snapshot), load("basemap", view.snapshot)
        ),
    )
    st.pydeck_chart(
        deck(view, parts),
        key=_MAP,
        height=MAP_HEIGHT,
        on_select=_map_clicked,
        alt=f"Map of {len(view.ids)} properties by band and homes at risk. "
        "The list has the same properties in words.",
    )
    st.html(_legend(view.properties["band"][view.filtered.mask]))
    if parts.is_crowd:
        st.caption(
            f"Gray circles count properties by place; the first {crowds.DRAWN_SINGLY} of the list "
            "are drawn one by one."
        )
    unplaced = int((view.filtered.mask & ~_placed(parts, len(view.properties))).sum())
    if unplaced:
        is_are = "is" if unplaced == 1 else "are"
        st.caption(
            f"{explain.plural(unplaced, 'property', 'properties')} of the list {is_are} "
            "not on the map: no location is on record."
        )


def deck(view: Listed, parts: maps.MapParts) -> maps.JsonDeck:
    """Draw the list as a map: each property, or a crowd of them counted by place."""
    generation = state.choices_elsewhere("map")
    if parts.is_crowd:
        return crowds.crowd_map(
            parts,
            view.properties,
            listed=view.positions,
            selected=view.shown_id,
            generation=generation,
        )
    return maps.assemble(
        parts, filtered=view.filtered.mask, selected=view.shown_id, generation=generation
    )


def card_pane(view: Listed) -> None:
    """Draw the card of the chosen property, or of the first in the list."""
    with st.container(border=True, key="card"):
        if view.chosen is None:
            st.caption("First in the list. Choose another by row, by point or by name.")
        elif view.chosen not in view.ids:
            st.caption("The chosen property is not among those the filters list.")
        is_one_place = not view.snapshot.parts
        if is_one_place:
            what_became(view.shown_id, view.snapshot)
        property_card(
            view.shown_id,
            {
                "properties": view.properties,
                "covenants": load("covenants", view.snapshot),
            },
            compact=True,
            edges=view.seen.weights.edges,
        )
        if is_one_place:
            owners.portfolio_links(view.shown_id, view.snapshot)


def download(view: Listed, filters: Filters) -> None:
    """Offer the list as a file that says where it is from."""
    st.download_button(
        "Download list",
        data=partial(list_csv, view, filters),
        file_name=f"holdfast-{view.snapshot.id}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help=f"{explain.plural(len(view.ids), 'property', 'properties')} as CSV, in this order.",
    )


def list_csv(view: Listed, filters: Filters) -> bytes:
    """Return the list as a file, each row saying which city, day, snapshot and filters it is of."""
    asked = "; ".join(f"{name}={','.join(values)}" for name, values in filters.to_query().items())
    place: Mapping[str, str] = view.snapshot.manifest["jurisdiction"]
    context = {
        "city": place["name"] + (" (FICTIONAL)" if place.get("is_fictional") else ""),
        "as_of": str(view.snapshot.manifest["as_of"]),
        "snapshot": view.snapshot.id,
        "filters": asked or "none",
        "scores": changed_view.scores_sentence(view.seen.weights),
    }
    return properties_csv(view.properties.iloc[view.positions], context)


def _name_chosen() -> None:
    state.select(st.session_state[_PICKER], origin="name")


def _row_clicked(key: str, ids: Sequence[str]) -> None:
    state.select(tables.picked(ids, st.session_state[key]["selection"]), origin="list")


def _map_clicked() -> None:
    """Choose what was clicked; a click beside everything only takes back a choice of the map."""
    property_id = maps.picked(st.session_state[_MAP]["selection"])
    if property_id is not None or state.origin() == "map":
        state.select(property_id, origin="map")


def _labels(properties: pd.DataFrame) -> dict[str, str]:
    """Name every property by name and address, and by id where that names two."""
    names = properties["name"].astype(object).map(plain.clean)
    addresses = properties["address"].astype(object).map(plain.clean)
    said = (names + ", " + addresses).str.removesuffix(", ")
    twice = said.duplicated(keep=False)
    said = said.mask(twice, said + " · " + properties["property_id"])
    ordered = pd.Series(said.to_numpy(object), index=properties["property_id"]).sort_values()
    return {str(property_id): str(label) for property_id, label in ordered.items()}


def _placed(parts: maps.MapParts, total: int) -> np.ndarray:
    placed = np.zeros(total, dtype=bool)
    placed[parts.positions] = True
    return placed


def _legend(bands: pd.Series) -> str:
    """Return shapes, bands and counts in one line that wraps."""
    entries = "".join(
        '<span style="display:inline-flex;align-items:center;gap:4px;margin-right:14px">'
        f'<img src="{palette.picture(band)}" width="15" height="15" alt="">{band} {count:,}</span>'
        for band, _, _, count in maps.legend(bands)
    )
    return (
        f'<div style="font-size:.85rem;line-height:1.7">{entries}'
        "<span>Larger: more homes at risk within 5 years</span></div>"
    )
