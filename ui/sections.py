"""The sections of a property's page. Each says why it is empty where there is nothing to show."""

import geopandas as gpd
import pandas as pd
import streamlit as st

from ui import (
    briefing,
    deadlines,
    explain,
    maps,
    plain,
    property_charts,
    rows,
    score_charts,
    standing,
    state,
    surroundings,
    timeline,
    upkeep_rows,
)
from ui.cards import draw, number_tiles, small_table
from ui.dossier import Dossier
from ui.text import en

#: The two ways a property is lost, and what each card asks.
CARDS = {
    "exit": "Exit: could the owner, or the law, end the restrictions?",
    "distress": "Distress: could the property fail or be foreclosed?",
}

#: More columns than this do not fit beside one another.
RECORDS_ABREAST = 4

MAP_HEIGHT = 300

#: A condominium can have hundreds of parcels; more of them than this say nothing new.
MOST_PARCELS = 25


def moved(file: Dossier) -> None:
    """Say after the cards how far a signal moved the score."""
    rows_of = file.contributions[file.contributions["card"] == "override"]
    if rows_of.empty:
        return
    st.subheader("Signal: how far it moved the score", anchor=False)
    small_table(rows.contributions(file, "override"), "The signal that moved the score.")
    small_table(rows.bases(file, "override"), "Why the signal moves the score so far.")


def contents(sections: dict[str, str]) -> None:
    """List the sections of the page, each a link down to it."""
    st.markdown(" · ".join(f"[{title}](#{anchor})" for anchor, title in sections.items()))


def why(file: Dossier) -> None:
    """Draw both cards: where each begins, what every factor adds, what is unknown."""
    if not explain.is_known(file.row["score"]):
        st.info(
            f"Not scored: {en.STATUSES[file.row['status']].lower()}. A score says how urgent it is "
            "to keep homes that are still restricted. What the status rests on is told below."
        )
        return
    named = {
        "exit_score": ("Exit card", "the owner or the law ends it"),
        "distress_score": ("Distress card", "the property fails"),
        "model_score": ("Both cards", "either of the two"),
        "score": ("Score shown", "after signals"),
    }
    tiles = []
    for field, (name, below) in named.items():
        value = file.row[field]
        tiles.append((name, f"{value:g}" if explain.is_known(value) else "–", below))
    number_tiles(tiles)
    st.caption(
        "The two cards are never averaged: a property can be lost either way, so both together are "
        "at least as high as the higher card. All points are on one scale; 12 more double the odds."
    )
    if assistance := explain.deep_exit_sentence(file.row, file.as_of):
        st.markdown(assistance)
    for card, question in CARDS.items():
        st.subheader(question, anchor=False)
        steps = score_charts.waterfall_steps(file.contributions, card)
        if len(steps) == 1:
            st.info(_no_card(file, card))
            continue
        draw(score_charts.waterfall_chart(steps))
        small_table(
            rows.contributions(file, card),
            f"{question} Every contribution with its value, points, source and date.",
        )
        with st.expander("Where these points come from: study, law or judgement"):
            small_table(rows.bases(file, card), f"{question} The basis of every contribution.")
    moved(file)


def signals(file: Dossier) -> None:
    """List what people and filings say, in force and no longer, and what the status rests on."""
    st.markdown(
        f"Status: **{plain.markdown(en.STATUSES[file.row['status']])}**. "
        f"{plain.markdown(file.row['status_reason'], plain.PARAGRAPH)}"
    )
    if file.signals.empty:
        st.info(
            "Nobody has reported anything, and no filing of the last years is a signal. People's "
            "reports are kept in data/overrides/signals.csv."
        )
        return
    small_table(standing.signals(file), "Signals with day, effect, reason, author and evidence.")


def classes(file: Dossier) -> None:
    """Show how others would class the property, and where that differs from the score."""
    if told := standing.disagreement(file.row):
        st.markdown(f"**{plain.markdown(told, plain.PARAGRAPH)}**")
    small_table(standing.classes(file.row), "Classes by other methods beside this score.")
    st.caption(
        "No points enter these classes. They are called style because the California Housing "
        "Partnership's owner list is not published and the DC catalog's editors decide by hand."
    )


def covenants(file: Dossier) -> None:
    """Draw the timeline of covenants and the table behind it."""
    bars = timeline.covenant_bars(file.covenants, file.as_of)
    listed = rows.covenants(file)
    if not bars.empty:
        draw(timeline.timeline_chart(bars, file.as_of))
    if listed:
        small_table(listed, "Covenants with homes, dates, what happens at the end, and source.")
    else:
        st.info("No source lists a covenant that restricts rents here. That is not proof of none.")
    if others := rows.other_subsidies(file):
        st.markdown("**Listed too, but restricting no rents** (counted nowhere)")
        small_table(others, "Subsidies that restrict no rents.")


def units(file: Dossier) -> None:
    """Draw how many homes stay protected, and how many lose protection by when."""
    row = file.row
    if file.schedule.empty or not explain.is_known(row["units_restricted"]):
        st.info("How many homes are restricted is not on record, so none can be counted here.")
        return
    if row["units_restricted"] == 0:
        st.info(f"No home is left to lose protection: {explain.units_sentence(row)}.")
        return
    draw(property_charts.steps_chart(file.schedule, file.as_of))
    small_table(rows.horizons(row), "Homes losing protection by horizon and reading.")
    told = [f"{explain.units_sentence(row)}.", explain.deep_sentence(row)]
    if row["has_unknown_end"] and explain.is_known(row["units_at_risk_high_5y"]):
        told.append(
            f"If every unknown end came now, {explain.homes(row['units_at_risk_high_5y'])} would "
            "lose protection within 5 years."
        )
    if explain.is_known(row["undated_units"]) and row["undated_units"] > 0:
        told.append(
            f"In no column above: {explain.homes(row['undated_units'])} under covenants whose end "
            "is unknown or already past, which may end any day."
        )
    st.caption(" ".join(sentence for sentence in told if sentence))


def land(
    file: Dossier,
    basemap: gpd.GeoDataFrame,
    properties: pd.DataFrame,
    lots: gpd.GeoDataFrame,
) -> None:
    """Say who owns the property and on which parcels it stands, and draw them."""
    row = file.row
    said = [explain.owner_words(row)]
    if explain.is_known(row["owner_source"]):
        said.append(f"according to {file.source(row['owner_source'])}")
    if explain.is_known(row["owner_date"]):
        said.append(explain.day(row["owner_date"]))
    st.markdown(f"Owner: **{plain.markdown(', '.join(said))}**")
    doubt = explain.owner_doubt(row)
    if doubt:
        st.warning(doubt)
    st.markdown(plain.markdown(explain.assessed_sentence(row)))
    for sentence in surroundings.sentences(file):
        st.markdown(plain.markdown(sentence))
    if file.parcel_links["parcel_id"].notna().sum() == 0:
        st.info("No parcel was found for this property, so no assessed value can be shown.")
    deck = maps.parcel_map(row, file.parcels, basemap=basemap, properties=properties, lots=lots)
    if deck is not None:
        st.pydeck_chart(
            deck,
            height=MAP_HEIGHT,
            key="parcel_map",
            alt="Map of the property's parcels. The table below says the same in words.",
        )
        if missing := undrawn(file):
            st.caption(missing)
    told = rows.parcels(file)
    if told:
        small_table(told[:MOST_PARCELS], "Parcels with value, owner and evidence.")
    if len(told) > MOST_PARCELS:
        st.caption(
            f"{MOST_PARCELS} of {len(told):,} rows: the ground under condominium "
            "units where it is known, then the parcels that are assessed highest."
        )


def undrawn(file: Dossier) -> str | None:
    """Say of which of its parcels no outline is on record, and what is drawn instead."""
    linked = file.parcel_links.dropna(subset="parcel_id")
    is_ground = rows.are_grounds(linked)
    own = linked.loc[~is_ground]
    missing = int((~own["has_outline"].fillna(False).astype(bool)).sum())
    if not missing:
        return None
    which = "its parcel" if len(own) == 1 else f"{missing:,} of its {len(own):,} parcels"
    if is_ground.any():
        return (
            f"No outline of {which} is on record, as condominium units have none: the ground under "
            "its units is drawn. It is not counted as a parcel, and its value is not added."
        )
    return f"No outline of {which} is on record: the mark is the address, the lines are neighbors."


def notices(file: Dossier) -> None:
    """Count down to the deadlines the law sets here, each with what must happen and which law."""
    listed = deadlines.listed(file)
    if not listed:
        st.info(
            "No rule of notice or of a right to buy that Holdfast knows concerns this property: "
            "no covenant with an end and no offer of sale is on record. That is not proof of none."
        )
        return
    if tiles := deadlines.tiles(listed):
        number_tiles(tiles)
    st.html(deadlines.blocks(listed))
    st.caption(plain.markdown(deadlines.checked(file.notices)))


def inspections(file: Dossier) -> None:
    """Draw the inspection history; scores under different standards are not compared."""
    if file.inspections.empty:
        st.info("No source lists an inspection. HUD inspects only properties it helps to fund.")
        return
    if not file.inspections.dropna(subset=["score", "inspection_date"]).empty:
        draw(property_charts.inspections_chart(file.inspections))
    small_table(upkeep_rows.inspections(file), "Inspections, latest first.")


def conditions(file: Dossier, is_loaded: bool) -> None:
    """List what the city's own records say of debt, vacancies and violations."""
    if not is_loaded:
        st.info(
            "No list of debt coverage, vacancies or code violations is loaded for this place: "
            "nothing here says that there are none."
        )
        return
    if file.conditions.empty:
        st.info(
            "The city's list of debt coverage, vacancies and code violations does not name this "
            "property. That is not proof of none."
        )
        return
    small_table(
        upkeep_rows.conditions(file), "Debt coverage, vacancies and violations, latest first."
    )
    st.caption(
        "Income under 1 does not cover the debt. A dash is unknown, a zero was counted. What is "
        "later than this snapshot's day is shown and not scored."
    )


def events(file: Dossier) -> None:
    """List sales, foreclosures and notices, latest first."""
    if file.events.empty:
        st.info("No sale, foreclosure or notice to tenants is on record.")
        return
    small_table(rows.events(file), "Sales, foreclosures and notices, latest first.")


def nearby(near: pd.DataFrame) -> None:
    """List the nearest other properties, each linked to its page."""
    if near.empty:
        st.info("This property has no location on record, so nothing can be said to be near it.")
        return
    for one in rows.neighbors(near):
        pair = st.container(gap=None)
        pair.button(
            plain.markdown(one["name"]),
            key=f"near_{one['property_id']}",
            type="tertiary",
            on_click=state.select,
            args=(one["property_id"],),
        )
        pair.caption(plain.markdown(one["told"]))


def missing(file: Dossier) -> None:
    """List what no source says, and what would raise the confidence."""
    if gaps := explain.missing_facts(file.row):
        st.markdown("No source states:")
        st.markdown("\n".join(f"- {plain.markdown(gap)}" for gap in gaps))
    else:
        st.markdown("Every fact this page asks for is on record.")
    if raises := briefing.raises(file.row):
        st.markdown("What would raise the confidence, with points, the most valuable first:")
        st.markdown("\n".join(f"- {plain.markdown(one)}" for one in raises))


def records(file: Dossier) -> None:
    """Show what each source says, side by side, and where they disagree."""
    differing = rows.disagreements(file)
    if differing:
        st.markdown(
            f"Sources disagree on: **{', '.join(differing)}**. The value used is that of the "
            "record the property was founded on, then that of the source this city ranks first."
        )
    told = rows.records(file)
    names = [name for name in told[0] if name != "Field"]
    for start in range(0, len(names), RECORDS_ABREAST):
        abreast = names[start : start + RECORDS_ABREAST]
        small_table(
            [{name: line[name] for name in ("Field", *abreast)} for line in told],
            f"What {', '.join(abreast)} say of this property.",
        )


def doubts(file: Dossier) -> None:
    """List the doubts about rows of this property that were kept."""
    if file.issues.empty:
        st.info("No row about this property is in doubt.")
        return
    small_table(rows.issues(file), "Doubts about this property's rows.")


def _no_card(file: Dossier, card: str) -> str:
    if card == "exit" and not explain.is_known(file.row["exit_score"]):
        return f"The exit card does not apply: {en.STATUSES[file.row['status']].lower()}."
    return "The snapshot holds no contribution for this card."
