"""A property's card: what is known in one breath, the score, the reasons, whom it concerns.

Triage shows it under the list; the property page begins with it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from housing.ids import followed
from housing.scoring import PUBLISHED_EDGES, UNSCORED
from housing.snapshots import Snapshot
from ui import briefing, explain, forwarded, markup, plain, standing, state
from ui.charts import Drawing
from ui.data import derived, load, load_if_there
from ui.explain import Row

#: The page a card leads to.
PROPERTY_PAGE = "pages/property.py"

_PICKER = "property_picker"


def choose_property(snapshot: Snapshot) -> str | None:
    """Draw the search box for a property; the choice is in the address."""
    named = derived("search names", snapshot, lambda: search_names(load("properties", snapshot)))
    chosen = state.selected(named, lambda: destinations(snapshot))
    st.session_state[_PICKER] = chosen
    st.selectbox(
        "Property",
        list(named),
        index=None,
        format_func=named.__getitem__,
        placeholder="Search by name, address or id",
        key=_PICKER,
        on_change=_picked,
    )
    return chosen


def destinations(snapshot: Snapshot) -> Mapping[str, str]:
    """Say which property each id that was given up leads to."""
    table = load_if_there("forwarding", snapshot)
    return derived("forwarded", snapshot, lambda: followed(table))


def what_became(property_id: str, snapshot: Snapshot) -> None:
    """Say that an older link led here, and which properties were a part of this one."""
    table = load_if_there("forwarding", snapshot)
    if table.empty:
        return
    old = state.arrived_from(property_id)
    if old is not None:
        said = forwarded.arrival(old, table)
        st.info(plain.markdown(said, plain.PARAGRAPH), icon=":material/move_up:")
    properties = load("properties", snapshot)
    names = dict(zip(properties["property_id"], properties["name"].fillna("?"), strict=True))
    for other, said in forwarded.partings(property_id, table, names):
        st.info(plain.markdown(said, plain.PARAGRAPH), icon=":material/call_split:")
        st.page_link(PROPERTY_PAGE, label=f"Open {other}", query_params=state.link_to(other))


def property_card(
    property_id: str,
    tables: Mapping[str, pd.DataFrame],
    compact: bool = True,
    edges: tuple[int, int, int] = PUBLISHED_EDGES,
) -> None:
    """Draw a property's card; the compact one is denser and ends with a link to the full page.

    `edges` are where the bands of the score begin, if a changed view begins them elsewhere.
    """
    properties = tables["properties"]
    found = properties[properties["property_id"] == property_id]
    if found.empty:
        st.info("This property is not in the snapshot shown. Choose another one.")
        return
    row = found.iloc[0]
    with st.container(gap="xsmall" if compact else "small"):
        (st.subheader if compact else st.header)(plain.markdown(row["name"]), anchor=False)
        st.caption(plain.markdown(place(row)))
        st.markdown(f"**{plain.markdown(explain.headline(row), plain.PARAGRAPH)}**")
        signaled(row)
        beside = [st.container(), st.container()] if compact else st.columns(2, gap="medium")
        with beside[0]:
            score(row, edges)
            next_step(row)
            reasons(row)
        with beside[1]:
            facts(row, tables["covenants"], abreast=compact)
        if not compact:
            governing(row, tables["covenants"])
        confidence(row)
        if compact:
            st.page_link(
                PROPERTY_PAGE,
                label="Open the full page",
                icon=":material/arrow_forward:",
                query_params=state.link_to(property_id),
            )


def place(row: Row) -> str:
    """Return address and area in one line."""
    parts = [row["address"], row["neighborhood"], row["ward"]]
    return (
        " · ".join(str(part) for part in parts if explain.is_known(part)) or "No address on record"
    )


def signaled(row: Row) -> None:
    """Say that a person flagged the property, and how a signal moved its score."""
    if flag := standing.flag_sentence(row):
        st.warning(plain.markdown(flag, plain.PARAGRAPH), icon=":material/flag:")
    if moved := standing.override_sentence(row):
        st.info(plain.markdown(moved, plain.PARAGRAPH), icon=":material/campaign:")


def score(row: Row, edges: tuple[int, int, int] = PUBLISHED_EDGES) -> None:
    """Draw the score on its scale, with the range that missing facts leave open."""
    if explain.is_known(row["score"]):
        st.markdown(explain.score_line(row))
        st.html(markup.score_strip(row, edges))
    else:
        st.markdown(explain.score_sentence(row))


def next_step(row: Row) -> None:
    """Say what to do where no score says how urgent the property is."""
    if step := briefing.step(row):
        st.markdown(f"**What to do:** {step}")


def governing(row: Row, covenants: pd.DataFrame) -> None:
    """Say which covenant the score is about and why, and what is left of rental assistance."""
    told = (
        ("The score is about", briefing.about(row, covenants)),
        ("Rental assistance", explain.deep_sentence(row)),
    )
    lines = [f"**{name}:** {plain.markdown(said)}" for name, said in told if said]
    if lines:
        st.markdown("  \n".join(lines))


def confidence(row: Row) -> None:
    """Say how well the property is documented, what would help, and what the score is not."""
    said = f"{explain.confidence_sentence(row)} {briefing.raises_sentence(row)}"
    if explain.is_known(row["score"]):
        said += " The score is a priority for attention, not a probability."
    st.caption(plain.markdown(said, plain.PARAGRAPH))


def reasons(row: Row) -> None:
    """List the strongest reason for concern, the strongest against, and the largest unknown.

    They are about a score: where there is none, they would only pretend to one.
    """
    if not explain.is_known(row["score"]):
        return
    told = (
        ("▲ For concern", row["largest_for"], "No known fact adds concern."),
        ("▼ Against it", row["largest_against"], "No known fact lowers concern."),
        ("? Largest unknown", row["largest_unknown"], "No missing fact could move the score."),
    )
    lines = [
        f"- **{name}:** {plain.markdown(reason) if explain.is_known(reason) else none}"
        for name, reason, none in told
    ]
    st.markdown("\n".join(lines))


def facts(row: Row, covenants: pd.DataFrame, abreast: bool = True) -> None:
    """List dates, homes, programs and owner, `abreast` in two columns that stack on a phone."""
    left, right = st.columns(2) if abreast else (st.container(), st.container())
    dates = [("Last end", last_end(row, covenants))]
    if row["status"] not in UNSCORED:
        dates = [
            ("Next end", _date_or(row["next_end_date"], "none on record")),
            *dates,
            ("Comes next", milestone(row)),
        ]
    whom = [
        ("Homes", explain.units_sentence(row)),
        ("Programs", explain.programs(row["programs"])),
        ("Owner", explain.owner_with_doubt(row)),
    ]
    if explain.is_known(row["category_source"]):
        whom.append(("Category given by the catalog", str(row["category_source"])))
    for column, listed in ((left, dates), (right, whom)):
        column.markdown("\n".join(f"- {name}: **{plain.markdown(said)}**" for name, said in listed))


def last_end(row: Row, covenants: pd.DataFrame) -> str:
    """Say when the last restriction ends or ended, or why that has no date."""
    if row["covenants_active"] == 0:
        own = covenants["property_id"] == row["property_id"]
        ended = covenants.loc[own & covenants["is_covenant"], "actual_end_date"].max()
        return f"ended {explain.day(ended)}" if explain.is_known(ended) else "not on record"
    if row["has_open_ended"]:
        return "no end by design"
    if explain.is_known(row["last_end_date"]):
        passed = "" if explain.is_known(row["next_end_date"]) else ", which has passed"
        return explain.day(row["last_end_date"]) + passed
    if explain.is_known(row["known_last_end_date"]):
        return f"not before {explain.day(row['known_last_end_date'])}"
    return "not on record"


def milestone(row: Row) -> str:
    """Say what comes next and when."""
    if not explain.is_known(row["next_milestone"]):
        return "nothing scheduled"
    if not explain.is_known(row["next_milestone_date"]):
        return str(row["next_milestone"])
    return f"{row['next_milestone']}, {explain.day(row['next_milestone_date'])}"


def search_names(properties: pd.DataFrame) -> dict[str, str]:
    """Return what each property is searched by (name, address and id), in that order."""
    columns = ["name", "address", "property_id"]
    named = {
        row["property_id"]: " · ".join(filter(None, (plain.clean(row[part]) for part in columns)))
        for row in properties[columns].to_dict("records")
    }
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def draw(drawing: Drawing) -> None:
    """Draw a legend that wraps and, below it, the chart as wide as its place.

    The chart is not checked against Vega-Lite's schema again: that took a third of a page's time.
    """
    if drawing.legend:
        st.html(markup.legend(drawing.legend))
    st.vega_lite_chart(drawing.chart.to_dict(validate=False), width="stretch")


def number_tiles(tiles: Sequence[tuple[str, str, str]]) -> None:
    """Draw numbers in a row that wraps on a phone: what is counted, the number, a word on it."""
    st.html(markup.number_tiles(tiles))


def small_table(listed: Sequence[Mapping[str, Any]], about: str) -> None:
    """Draw a table that wraps, prints whole, and shows feed text letter for letter."""
    st.html(markup.table(listed, about))


def _picked() -> None:
    state.select(st.session_state[_PICKER], origin="picker")


def _date_or(value: object, otherwise: str) -> str:
    return explain.day(value) if explain.is_known(value) else otherwise
