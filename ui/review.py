"""The review queue: pairs that rules left to people, both sides in view, and three buttons."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from housing.errors import ConfigError
from housing.review import DECIDED, UNSURE, WAITING, Pairs, sheet
from housing.snapshots import Snapshot
from housing.verdicts import PARCELS
from ui import explain, pair_map, plain, review_rows, state
from ui.cards import PROPERTY_PAGE, number_tiles, small_table
from ui.data import load
from ui.verdict_form import PAIR, confirmed, form, pairs_in, place_of, state_of

MAP_HEIGHT = 280

NOTHING_LEFT = (
    "The rules could decide every link of this snapshot, so nothing waits for you. The queue fills "
    "again when a build meets two records, or a property and its parcels, that it cannot tell "
    "apart. To correct a link the rules made, see `docs/reviewing.md`."
)


def waiting(snapshot: Snapshot) -> int:
    """Count the pairs that wait for an answer; those of unreadable files are told further down."""
    try:
        counted = state_of(snapshot)["state"].isin([WAITING, UNSURE])
    except ConfigError:
        return len(pairs_in(snapshot).about)
    return int(counted.sum())


def section(snapshot: Snapshot) -> None:
    """Draw the queue: how much waits, one pair in full with its answers, and the whole list."""
    pairs = pairs_in(snapshot)
    try:
        told = state_of(snapshot)
    except ConfigError as error:
        st.error(plain.markdown(str(error), plain.PARAGRAPH))
        st.info("Correct that file first; then verdicts can be read and given again.")
        return
    confirmed(snapshot)
    if told.empty:
        st.info(NOTHING_LEFT)
    else:
        _counts(told)
        _in_full(snapshot, pairs, told)
        _whole_list(snapshot, pairs, told)
    _reported(snapshot)


def _counts(told: pd.DataFrame) -> None:
    states = told["state"]
    open_pairs = told.loc[states.isin([WAITING, UNSURE])]
    homes = open_pairs.drop_duplicates("subject_id")["homes"]
    unknown = int(homes.isna().sum())
    number_tiles(
        [
            (
                "Waiting",
                explain.number(len(open_pairs)),
                f"pairs about {explain.homes(homes.sum())}"
                + (f", {unknown:,} of unknown size" if unknown else ""),
            ),
            (
                "Unsure",
                explain.number((states == UNSURE).sum()),
                "of them, looked at and left open",
            ),
            ("Decided", explain.number((states == DECIDED).sum()), "since this snapshot was built"),
        ]
    )
    if open_pairs.empty:
        st.success("Every pair has its answer. Build and publish, and the links obey.")


def _in_full(snapshot: Snapshot, pairs: Pairs, told: pd.DataFrame) -> None:
    """Draw one pair: evidence, both sides and the map, then the answers."""
    rows = {str(row["pair"]): row for row in told.to_dict("records")}
    places = {pair: place for place, pair in enumerate(rows)}
    is_open = {pair: rows[pair]["state"] in (WAITING, UNSURE) for pair in rows}
    order = sorted(rows, key=lambda pair: (not is_open[pair], places[pair]))
    options = {pair: review_rows.option(rows[pair], pairs, places[pair]) for pair in order}
    chosen = state.choose(
        PAIR, f"Pair ({len(options)}, most homes first)", options, is_first_said=True
    )
    place = places[chosen]
    names = {"one": pairs.subject, "other": pairs.candidate}
    row = rows[chosen] | {
        side: review_rows.name_of(listed, place) for side, listed in names.items()
    }
    is_parcel = row["table"] == PARCELS
    st.subheader(_question(row), anchor=False)
    st.markdown(f"**Evidence:** {plain.markdown(row['evidence'], plain.PARAGRAPH)}")
    facts, where = st.columns([3, 2], gap="medium")
    with facts:
        small_table(
            review_rows.side_by_side(pairs, place, _titles(snapshot)),
            "What both sides state, and how it compares.",
        )
    with where:
        _map(snapshot, pairs, place)
        st.markdown(_apart(row["distance_meters"], is_parcel=is_parcel))
        st.page_link(
            PROPERTY_PAGE,
            label="Open the property" if is_parcel else "Open the property B belongs to",
            query_params=state.link_to(row["property_id"]),
        )
        form(snapshot, row, order)


def _question(row: Mapping[Any, Any]) -> str:
    one, other = plain.markdown(row["one"]), plain.markdown(row["other"])
    if row["table"] == PARCELS:
        return f"Does {one} stand on parcel {other}?"
    return f"Is {one} the same property as {other}?"


def _apart(meters: Any, *, is_parcel: bool) -> str:
    if not explain.is_known(meters):
        return "How far they are apart is not known: one of them has no location."
    if is_parcel and meters == 0:
        return "The property's point (A) lies in the parcel (B)."
    return f"**{meters:,.0f} meters** between A and B."


def _map(snapshot: Snapshot, pairs: Pairs, place: int) -> None:
    deck = pair_map.pair_map(
        pairs.subject.geometry.iloc[place],
        pairs.candidate.geometry.iloc[place],
        load("basemap", snapshot),
        load("parcels", snapshot),
    )
    if deck is None:
        st.info("Neither side has a location on record, so there is no map.")
        return
    with st.container(border=True):
        st.pydeck_chart(
            deck,
            height=MAP_HEIGHT,
            key="pair_map",
            alt="Map of both sides of the pair. The distance below says the same in words.",
        )


def _whole_list(snapshot: Snapshot, pairs: Pairs, told: pd.DataFrame) -> None:
    """List every pair, and offer the same as a sheet to fill in."""
    with st.expander(f"All {explain.plural(len(told), 'pair')}, and the same as a spreadsheet"):
        small_table(review_rows.listed(told, pairs), "Every pair with what was said of it.")
        context = {"jurisdiction": place_of(snapshot), "snapshot": snapshot.id}
        st.download_button(
            "Download as a sheet to fill in (CSV)",
            data=lambda: sheet(pairs, told, context),
            file_name=f"review-{snapshot.id}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.caption("Filled in, it is kept by `python -m housing review import FILE.csv`.")


def _reported(snapshot: Snapshot) -> None:
    """List people's decisions that no longer apply, or that the sources have come to share."""
    st.subheader("Decisions that may be removed", anchor="decisions")
    listed = review_rows.reported(load("issues", snapshot))
    if not listed:
        st.caption(
            "None. Every decision people made names what is still listed, and the rules alone "
            "would not say the same."
        )
        return
    small_table(listed, "People's decisions that no longer apply or that the sources share.")


def _titles(snapshot: Snapshot) -> dict[str, str]:
    return {one["source_id"]: one["title"] for one in snapshot.manifest["inputs"]}
