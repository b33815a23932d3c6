"""Who owns several, why do we think so, and how many of their homes are at risk?"""

import streamlit as st

from ui import owners, portfolio_rows
from ui.cards import small_table
from ui.data import load
from ui.frame import open_page

snapshot = open_page(
    "Owners", "Who owns several, why do we think so, and how many of their homes are at risk?"
)
portfolios = load("portfolios", snapshot)
links = load("portfolio_links", snapshot)
properties = load("properties", snapshot)
if portfolios.empty:
    st.info(
        "No source of this snapshot names an organization as an owner. People's names are withheld "
        "and join nothing."
    )
    st.stop()

st.caption(portfolio_rows.counted(portfolios, links, len(properties)))
chosen = owners.choose_portfolio(portfolios)
row = portfolios.set_index("portfolio_id", drop=False).loc[chosen]
mine = links[links["portfolio_id"] == chosen]
names = dict(zip(properties["property_id"], properties["name"], strict=True))
held = portfolio_rows.members(chosen, links, properties)

owners.summary(row, mine, names)
left, right = st.columns([6, 5], gap="medium")
with left:
    st.header("Homes losing protection, by year", anchor="risk")
    owners.at_risk(snapshot, held)
    st.header("Where they are", anchor="map")
    owners.where(snapshot, properties, held)
with right:
    st.header("Properties", anchor="properties")
    owners.listed(held)
st.header("Why they are together", anchor="why")
owners.why(snapshot, mine, names)
st.header("Owners of most properties", anchor="largest")
if several := portfolio_rows.largest(portfolios, owners.LISTED):
    small_table(several, "The portfolios of most properties with homes at risk.")
else:
    st.info("No owner is known to hold more than one property here.")
