"""Everything known about one property: until when, why this score, who owns it, who says so."""

import streamlit as st

from ui import counts, dossier, expirations, overview, owners, sections, warned
from ui.cards import choose_property, property_card, what_became
from ui.data import load, load_if_there
from ui.frame import open_page

snapshot = open_page(
    "Property", "Until when is it protected, why this score, who owns it, and who says so?"
)
properties = load("properties", snapshot)
property_id = choose_property(snapshot)
if property_id is None:
    st.info("Search for a property above by name, address or id, or open one of these.")
    overview.call_first(properties)
    st.stop()

tables = {name: load_if_there(name, snapshot) for name in dossier.TABLES}
file = dossier.gather(property_id, tables, snapshot.manifest)
local_crs = snapshot.manifest["jurisdiction"]["local_crs"]


def notices() -> None:
    sections.notices(file)
    expirations.calendar_button(snapshot, properties[properties["property_id"] == property_id])


DRAWN = {
    "score": ("Why this score", lambda: sections.why(file)),
    "signals": ("Signals and status", lambda: sections.signals(file)),
    "classes": ("Side by side", lambda: sections.classes(file)),
    "covenants": ("Covenants", lambda: sections.covenants(file)),
    "homes": ("Homes losing protection", lambda: sections.units(file)),
    "notices": ("Deadlines and notices", notices),
    "land": (
        "Owner and parcels",
        lambda: sections.land(file, load("basemap", snapshot), properties, tables["parcels"]),
    ),
    "inspections": ("Inspections", lambda: sections.inspections(file)),
    "condition": (
        "Debt, vacancy, violations",
        lambda: sections.conditions(file, is_loaded=not tables["conditions"].empty),
    ),
    "events": ("Sales and notices", lambda: sections.events(file)),
    "nearby": (
        "Nearby",
        lambda: sections.nearby(counts.nearby(properties, property_id, local_crs)),
    ),
    "missing": ("What is missing", lambda: sections.missing(file)),
    "records": ("Who says what", lambda: sections.records(file)),
    "doubts": ("Doubts", lambda: sections.doubts(file)),
}

what_became(property_id, snapshot)
property_card(property_id, tables, compact=False)
owners.portfolio_links(property_id, snapshot)
sections.contents({anchor: title for anchor, (title, _) in DRAWN.items()})
late = warned.late_sources(snapshot)
for anchor, (title, draw) in DRAWN.items():
    st.header(title, anchor=anchor, divider="gray")
    warned.beside(late, dossier.sources_shown(file, anchor))
    draw()
