"""What loses protection when, and which buildings go first?"""

import streamlit as st

from ui import expirations
from ui.counts import losses
from ui.data import derived, load
from ui.filters import filter_bar
from ui.frame import open_page
from ui.text import en_expirations as text
from ui.triage import nothing_matches

snapshot = open_page("Expirations", text.QUESTION)
properties = load("properties", snapshot)
labels = snapshot.manifest["jurisdiction"].get("area_labels") or {}
with st.sidebar:
    filters = filter_bar(properties, labels, others=(expirations.YEAR, expirations.QUARTER))
filtered = filters.apply(
    properties,
    covenants=load("covenants", snapshot),
    parcel_links=load("parcel_links", snapshot),
)
if not filtered.matched:
    nothing_matches(filtered)
    st.stop()

view = expirations.gathered(snapshot, filtered)
lost = derived("losses", snapshot, lambda: losses(load("schedule", snapshot)))
lost = lost[lost["property_id"].isin(view.properties["property_id"])]
expirations.headline(view, filtered)
st.header(text.CHART_HEADER, anchor="cliff")
expirations.cliff(view, lost, expirations.chosen_year(view))
expirations.apart(view)
chosen = expirations.choose_when(view)
first, every = st.columns([2, 3], gap="medium")
with first:
    expirations.top(view, chosen)
with every:
    rows = expirations.property_list(view, chosen, labels.get("ward", "Ward"))
    expirations.files(snapshot, view, rows, lost, filters)

numbers, assistance = st.columns([2, 1], gap="medium")
with numbers:
    st.header(text.TABLE_HEADER, anchor="years")
    expirations.caption(view)
    expirations.by_year(view)
with assistance:
    st.header(text.DEEP_HEADER, anchor="assistance")
    expirations.deep(snapshot, view)
