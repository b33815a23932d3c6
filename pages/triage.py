"""Which properties need a call this month?"""

import streamlit as st

from ui import triage, warned, whatif
from ui.data import load
from ui.filters import filter_bar
from ui.frame import open_page
from ui.state import choose
from ui.tables import SORTS
from ui.text import en_places

snapshot = open_page("Triage", "Which properties need a call this month?", shows_all_places=True)
seen = whatif.view(snapshot)
warned.banner(snapshot)

with st.sidebar:
    filters = filter_bar(seen.properties, snapshot.manifest["jurisdiction"].get("area_labels"))
    if not snapshot.parts:
        with st.expander("What if factors counted otherwise?", expanded=seen.is_changed):
            whatif.choices(columns=1)
whatif.banner(seen)
if snapshot.parts:
    st.caption(en_places.EVERY_PLACE)
filtered = filters.apply(
    seen.properties,
    covenants=load("covenants", snapshot),
    parcel_links=load("parcel_links", snapshot),
)
triage.headline(filtered, filters)
if not filtered.matched:
    triage.nothing_matches(filtered)
    st.stop()

find, order, take = st.columns([5, 3, 2], vertical_alignment="bottom")
with order:
    sort = choose("sort", "Order", SORTS)
view = triage.listed(snapshot, seen, filtered, sort)
with find:
    triage.name_box(view)
with take:
    triage.download(view, filters)

with st.container(key="panes"):
    left, right = st.columns([3, 2], gap="medium")
with left:
    triage.list_pane(view)
with right, st.container(key="seen"):
    where, what = st.columns(2, gap="medium")
with where:
    triage.map_pane(view)
with what:
    triage.card_pane(view)
