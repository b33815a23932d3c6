"""The parts of the Owners page: who owns several, why they are linked, and what is at risk."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from housing.snapshots import Snapshot
from ui import charts, counts, maps, plain, portfolio_rows, state
from ui.cards import PROPERTY_PAGE, draw, number_tiles, small_table
from ui.data import derived, load

OWNERS_PAGE = "pages/owners.py"

#: The chosen portfolio, in the address.
PORTFOLIO = "portfolio"

MAP_HEIGHT = 320

#: The largest portfolios that a table of all of them lists.
LISTED = 20

#: More properties of one owner than this are listed on Triage.
MOST_PROPERTIES = 60


def choose_portfolio(portfolios: pd.DataFrame) -> str:
    """Draw the box that finds a portfolio by its owner's name; the choice is in the address."""
    named = portfolio_rows.labels(portfolios)
    asked = st.query_params.get(PORTFOLIO)
    if asked and asked not in named:
        st.warning("This link names a portfolio that is not in this snapshot. See the largest.")
    return state.choose(PORTFOLIO, "Owner", named)


def summary(row: pd.Series, links: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Say what the portfolio is, how sure that is, and what speaks against relying on it."""
    st.header(plain.markdown(row["name"]), anchor="portfolio")
    number_tiles(portfolio_rows.tiles(row))
    st.markdown(f"Type of owner: {plain.markdown(row['owner_type_basis'])}")
    with st.expander(f"Owners' names on record: {row['owner_count']:,}"):
        st.markdown(
            "\n".join(f"- {plain.markdown(name)}" for name in str(row["owner_names"]).split("; "))
        )
    if row["is_flagged"]:
        st.warning(plain.markdown(row["flag_text"], plain.PARAGRAPH), icon=":material/flag:")
    if told := portfolio_rows.older_than_sale(links, names):
        st.warning(plain.markdown(told, plain.PARAGRAPH), icon=":material/history:")


def at_risk(snapshot: Snapshot, held: pd.DataFrame) -> None:
    """Draw the homes of the portfolio that lose protection, by year."""
    as_of = date.fromisoformat(str(snapshot.manifest["as_of"])[:10])
    schedule = load("schedule", snapshot)
    lost = derived("losses", snapshot, lambda: counts.losses(schedule))
    mine = lost[lost["property_id"].isin(held["property_id"])]
    by_year = counts.losses_by_year(mine, as_of.year)
    if by_year.empty:
        st.info("No covenant of this portfolio has an end on record that is still ahead.")
        return
    draw(charts.cliff_chart(by_year, counts.cliff_years(as_of.year)))


def where(snapshot: Snapshot, properties: pd.DataFrame, held: pd.DataFrame) -> None:
    """Draw the portfolio's properties on the city's map."""
    parts = derived(
        "map parts",
        snapshot,
        lambda: maps.map_parts(properties, load("areas", snapshot), load("basemap", snapshot)),
    )
    shown = properties["property_id"].isin(held["property_id"]).to_numpy(bool)
    if not shown[parts.positions].any():
        st.info("None of these properties has a location on record.")
        return
    if parts.is_crowd:
        local = maps.map_parts(held, load("areas", snapshot), load("basemap", snapshot))
        parts, shown = local, held["property_id"].notna().to_numpy(bool)
    st.pydeck_chart(
        maps.assemble(parts, filtered=shown),
        key="owners_map",
        height=MAP_HEIGHT,
        alt="Map of the portfolio's properties. The list has the same properties in words.",
    )


def listed(held: pd.DataFrame) -> None:
    """List the properties, each a link to its page."""
    for row in held.head(MOST_PROPERTIES).to_dict("records"):
        with st.container(gap=None):
            st.page_link(
                PROPERTY_PAGE,
                label=plain.markdown(row["name"]),
                query_params=state.link_to(row["property_id"]),
            )
            st.caption(plain.markdown(portfolio_rows.member(row)))
    if len(held) > MOST_PROPERTIES:
        st.caption(f"The {MOST_PROPERTIES} with the highest scores of {len(held):,}.")


def why(snapshot: Snapshot, links: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Say for every property why it is here, how sure that is, and who says so."""
    sources = {entry["source_id"]: entry["title"] for entry in snapshot.manifest["inputs"]}
    small_table(
        portfolio_rows.reasons(links, names, sources),
        "Every join with its reason, how sure it is, source and date.",
    )
    st.caption(
        "Percentages are judgements that order the kinds of evidence, not measured rates. An "
        "address of more than 30 unrelated owners, and one in care of somebody else, joins nobody."
    )


def portfolio_links(property_id: str, snapshot: Snapshot) -> None:
    """Link a property to the portfolios of several properties it is in."""
    found = portfolio_rows.of_property(
        property_id, load("portfolio_links", snapshot), load("portfolios", snapshot)
    )
    for row in found.to_dict("records"):
        st.page_link(
            OWNERS_PAGE,
            label=f"Owner's portfolio: {plain.markdown(row['name'])}, "
            f"{row['property_count']:,} properties",
            icon=":material/domain:",
            query_params=state.link_to(None) | {PORTFOLIO: [row["portfolio_id"]]},
        )
