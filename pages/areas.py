"""Where are homes protected, at risk and lost, and what do rents do there?"""

import streamlit as st

from ui import areas
from ui.frame import open_page
from ui.text import en_areas as text

snapshot = open_page("Areas", text.QUESTION)
city = areas.City.of(snapshot)
with st.container(key="screen_only_choice"):
    picked = areas.choose_area(city)
if picked is None:
    st.info(text.NO_AREAS)
    st.stop()

kind, chosen = picked
view = areas.view_of(city, kind)
if chosen is None:
    areas.headline(city, view)

left, right = st.columns([5, 6], gap="medium")
with left, st.container(key="screen_only_map"):
    areas.area_map(city, view, chosen)
with right:
    if chosen is None:
        areas.table(city, view)
    else:
        areas.report_head(city, view, chosen)

if chosen is None:
    st.stop()
areas.report(city, view, chosen)
with st.container(key="screen_only_table"):
    st.header(text.TABLE_HEADER.format(kind=view.label.lower()), anchor="table")
    areas.table(city, view)
