"""The Overview's parts: homes protected and about to lose it, bands, first calls, freshness."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from housing.signals.effects import PRESERVING
from housing.snapshots import Snapshot
from ui import charts, counts, explain, maps, plain, standing, state
from ui.cards import PROPERTY_PAGE, draw, number_tiles, small_table
from ui.data import derived, load
from ui.palette import BAND_CODES, NOT_SCORED, band_label
from ui.text import en, en_areas, en_expirations

TRIAGE_PAGE = "pages/triage.py"
EXPIRATIONS_PAGE = "pages/expirations.py"
AREAS_PAGE = "pages/areas.py"

#: The horizon a council member's term and a preservation deal fit into.
PLANNING_YEARS = 5

MAP_HEIGHT = 400

#: Properties named in a list of what was lost or kept; Triage has them all.
LISTED = 8


def protected_now(totals: Mapping[str, int], protected: str) -> tuple[str, str]:
    """Homes protected and in how many properties; not known, never 0, where nobody counted any."""
    homes, uncounted = totals["units_restricted"], totals["unknown_units"]
    if not uncounted:
        return f"{homes:,}", f"in {protected}"
    if not homes:
        return "not known", f"in {explain.plural(uncounted, 'property', 'properties')}"
    return f"{homes:,}", f"in {protected}; {uncounted:,} more uncounted"


def headline_numbers(totals: Mapping[str, int], as_of: date) -> None:
    """Draw homes protected now, and homes losing it within each horizon, both readings."""
    protected = explain.plural(totals["protected_properties"], "property", "properties")
    tiles = [("Homes protected now", *protected_now(totals, protected))]
    for years in explain.HORIZONS:
        lost, renewed = losing(totals, years)
        within = explain.plural(years, "year")
        below = f"{renewed:,} if contracts are renewed"
        tiles.append((f"Losing it within {within}", f"{lost:,}", below))
    number_tiles(tiles)
    st.caption(
        f"Homes whose rents a covenant restricts on {explain.day(as_of)}, and how many of them "
        "lose that protection if every contract ends on its stated date. Where covenants may "
        "overlap, a home is counted once. Ends that are not on record count as far away: if all of "
        f"them came now, {totals['units_at_risk_high_5y']:,} homes would lose protection within "
        "5 years."
    )


def losing(totals: Mapping[str, int], years: int) -> tuple[int, int]:
    """Return homes losing protection within a horizon: contracts end, contracts are renewed."""
    return totals[f"units_at_risk_{years}y"], totals[f"units_at_risk_renewals_{years}y"]


def renewals(totals: Mapping[str, int]) -> None:
    """Say in a sentence what renewals hold within the planning horizon."""
    st.markdown(explain.renewals_sentence(*losing(totals, PLANNING_YEARS), PLANNING_YEARS))


def held(protected: pd.DataFrame) -> None:
    """Draw the homes still protected in both readings; the gap is what renewals hold."""
    draw(charts.protected_chart(protected))
    st.caption(
        "Homes still protected year by year. The upper line assumes that contracts which can be "
        "renewed are renewed; the shaded gap is what advocacy and appropriations keep."
    )


def doubts(totals: Mapping[str, int]) -> None:
    """Say how many properties the numbers above cannot see clearly."""
    told = [
        (totals["unknown_end"], "an active covenant whose end is not on record"),
        (totals["stale_end"], "a contract past its stated end that no list says has ended"),
        (totals["unknown_units"], "covenants but an unknown number of restricted homes"),
        (totals["no_covenant"], "no covenant on record at all"),
    ]
    lines = [
        f"- **{explain.plural(count, 'property', 'properties')}** "
        f"{'has' if count == 1 else 'have'} {what}"
        for count, what in told
        if count
    ]
    st.markdown("\n".join(lines) or "Every property's covenants, homes and ends are on record.")


def cliff(by_year: pd.DataFrame, first_year: int, totals: Mapping[str, int], as_of: date) -> None:
    """Draw the expiry cliff and, apart from it, the homes that have no dated end."""
    if by_year.empty:
        st.info("No covenant in this snapshot has an end on record after its date.")
        return
    draw(charts.cliff_chart(by_year, counts.cliff_years(first_year)))
    dated = int(by_year.loc[by_year["scenario"] == "nominal", "units"].sum())
    st.caption(
        f"{dated:,} of {totals['units_restricted']:,} homes protected on {explain.day(as_of)} have "
        f"a dated end and are in this chart. Not in it: {totals['undated_units']:,} under "
        "covenants whose end is unknown or already past, which count as protected; "
        f"{totals['unverified_units']:,} whose covenant ran out without anyone confirming it, "
        "which do not; and homes with no end by design."
    )
    st.page_link(EXPIRATIONS_PAGE, label=en_expirations.OPEN, query_params=state.link_to(None))


def bands(properties: pd.DataFrame) -> None:
    """Count properties per band in one line, each leading to its list in Triage."""
    codes = {band: code for code, band in BAND_CODES.items()}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown("**By priority:**", width="content")
        for one in counts.by_band(properties).to_dict("records"):
            label = f"{band_label(one['band'])}: {one['properties']:,}"
            if one["band"] == NOT_SCORED:
                st.caption(label, width="content")
            else:
                params = state.link_to(None) | {"band": [codes[one["band"]]]}
                st.page_link(TRIAGE_PAGE, label=label, query_params=params)


def call_first(properties: pd.DataFrame) -> None:
    """List the ten properties to call first, each linked to its page."""
    first = counts.call_first(properties)
    if first.empty:
        st.info("No property in this snapshot has a score.")
    for rank, (_, row) in enumerate(first.iterrows(), start=1):
        with st.container(gap=None):
            st.page_link(
                PROPERTY_PAGE,
                label=f"**{rank}. {plain.markdown(row['name'])}**",
                query_params=state.link_to(str(row["property_id"])),
            )
            told = [f"{band_label(row['band'])} {row['score']}", _next_end(row)]
            st.caption(f"{' · '.join(told)} · {plain.markdown(row['reason'])}")


def gone(properties: pd.DataFrame) -> None:
    """List homes lost, replaced or to be verified, each with its evidence and a link."""
    found = standing.gone(properties)
    if found.empty:
        st.info(
            "No property is on record as lost, replaced or past its end. A missing row or a past "
            "date is no evidence of loss; a person's entry in data/overrides/signals.csv is."
        )
        return
    st.markdown(plain.markdown(standing.gone_words(found)))
    for row in found.head(LISTED).to_dict("records"):
        told = " · ".join(
            (en.STATUSES[row["status"]], explain.homes(row["units_total"]), row["status_reason"])
        )
        _entry(row["name"], row["property_id"], told)
    codes = [status.name.lower() for status in standing.GONE]
    st.page_link(
        TRIAGE_PAGE,
        label=f"All {len(found):,} in Triage",
        query_params=state.link_to(None) | {"status": codes},
    )


def kept(properties: pd.DataFrame, signals: pd.DataFrame) -> None:
    """List homes kept lately: renewals, conversions and preservation financing on record."""
    found = standing.kept(properties, signals)
    if found.empty:
        st.info("No renewal, conversion or preservation financing is on record as in force.")
        return
    counted = explain.plural(found["property_id"].nunique(), "property", "properties")
    st.markdown(f"{counted} with renewals, conversions or preservation financing in force.")
    for row in found.head(LISTED).to_dict("records"):
        _entry(row["name"], row["property_id"], standing.kept_words(row))
    codes = [kind.value for kind in PRESERVING]
    st.page_link(
        TRIAGE_PAGE,
        label=f"All {found['property_id'].nunique():,} in Triage",
        query_params=state.link_to(None) | {"signal": codes},
    )


def _entry(name: str, property_id: str, told: str) -> None:
    with st.container(gap=None):
        st.page_link(
            PROPERTY_PAGE,
            label=f"**{plain.markdown(name)}**",
            query_params=state.link_to(str(property_id)),
        )
        st.caption(plain.markdown(told, plain.PARAGRAPH))


def city_map(snapshot: Snapshot, properties: pd.DataFrame) -> None:
    """Draw every located property by band; larger means more homes at risk within 5 years."""
    parts = derived(
        "map parts",
        snapshot,
        lambda: maps.map_parts(properties, load("areas", snapshot), load("basemap", snapshot)),
    )
    st.pydeck_chart(
        maps.assemble(parts, filtered=np.ones(len(properties), dtype=bool)),
        key="overview_map",
        height=MAP_HEIGHT,
        alt="Map of every located property by band. Triage lists the same properties in words.",
    )
    unlocated = len(properties) - len(parts.ids)
    missing = (
        f" {explain.plural(unlocated, 'property', 'properties')} without a location "
        f"{'is' if unlocated == 1 else 'are'} not drawn."
        if unlocated
        else ""
    )
    st.caption(f"Mark and color are the band, size is homes at risk within 5 years.{missing}")
    st.page_link(AREAS_PAGE, label=en_areas.OPEN, query_params=state.link_to(None))


def caveats(totals: Mapping[str, int], ages: pd.DataFrame) -> None:
    """Say in one line how many ends nobody knows, and how old the oldest source is."""
    unknown = totals["unknown_end"]
    told = [
        f"**{explain.plural(unknown, 'property', 'properties')}** "
        f"{'has' if unknown == 1 else 'have'} an end nobody knows"
    ]
    if not ages.empty:
        oldest = ages.sort_values("described_date", na_position="last").iloc[0]
        if explain.is_known(oldest["described_date"]):
            told.append(f"oldest source of {explain.day(oldest['described_date'])}")
    st.markdown(" · ".join(told))


def freshness(ages: pd.DataFrame) -> None:
    """List every source's age, and whether a newer list is due."""
    small_table(
        [
            {
                "Source": one["title"],
                "Describes": explain.day(one["described_date"])
                if explain.is_known(one["described_date"])
                else "not stated",
                "Late?": _late(one["is_late"]),
            }
            for one in ages.sort_values("described_date").to_dict("records")
        ],
        "Sources with the day each describes, and whether a newer list is due.",
    )


def _late(is_late: Any) -> str:
    if not explain.is_known(is_late):
        return "not known"
    return "late" if is_late else "no"


def _next_end(row: Any) -> str:
    if not explain.is_known(row["next_end_date"]):
        return "no dated end ahead"
    return f"next end {explain.day(row['next_end_date'])}"
