"""How many homes are protected, how many are about to lose protection, and whom to call first?"""

from datetime import date

import streamlit as st

from ui import comparison, counts, overview, warned
from ui.data import derived, load, today
from ui.frame import open_page

snapshot = open_page(
    "Overview",
    "How many homes are protected, when do they lose protection, and whom should we call first?",
)
properties = load("properties", snapshot)
schedule = load("schedule", snapshot)
as_of = date.fromisoformat(snapshot.manifest["as_of"])
totals = counts.city_totals(properties)
lost = derived("losses", snapshot, lambda: counts.losses(schedule))
by_year = counts.losses_by_year(lost, as_of.year)

ages = counts.source_ages(snapshot.manifest["inputs"], today())

warned.banner(snapshot)
overview.headline_numbers(totals, as_of)
overview.renewals(totals)
bands, caveats = st.columns([11, 9], gap="medium")
with bands:
    overview.bands(properties)
with caveats:
    overview.caveats(totals, ages)

future, first = st.columns([3, 2], gap="medium")
with future:
    st.header("Homes losing protection, by year and program", anchor="cliff")
    overview.cliff(by_year, as_of.year, totals, as_of)
    st.header("What renewals hold", anchor="renewals")
    overview.held(derived("protected", snapshot, lambda: counts.protected_by_date(schedule, as_of)))
with first:
    st.header("Call these first", anchor="first")
    overview.call_first(properties)

where, doubted = st.columns([3, 2], gap="medium")
with where:
    st.header("Where they are", anchor="map")
    overview.city_map(snapshot, properties)
with doubted:
    st.header("What is not known", anchor="unknown")
    overview.doubts(totals)
    st.header("How fresh is this?", anchor="fresh")
    overview.freshness(ages)

st.header("What changed since the last snapshot", anchor="changes")
comparison.in_short(snapshot)

lost_ones, kept_ones = st.columns(2, gap="medium")
with lost_ones:
    st.header("Lost, replaced, to be verified", anchor="lost")
    overview.gone(properties)
with kept_ones:
    st.header("Kept lately", anchor="kept")
    overview.kept(properties, load("signals", snapshot))
