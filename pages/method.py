"""How is a score made, what does it leave open, and how well is it known to work?"""

import streamlit as st

from housing.factors import DISTRESS, EXIT
from ui import method, plain, whatif
from ui.backtests import backtests
from ui.cards import small_table
from ui.frame import open_page

snapshot = open_page(
    "Method", "How is a score made, what does it leave open, and how well is it known to work?"
)

st.markdown(method.in_short())
st.caption(
    f"Scoring version {method.version()}; the snapshot shown was scored with version "
    f"{snapshot.manifest['versions']['scoring']}. This page is generated from the code that scores."
)

left, right = st.columns(2, gap="medium")
with left:
    st.header("Bands", anchor="bands")
    small_table(method.bands(), "Bands with their range of scores.")
    st.caption("The edges are judgement: no evidence fixes them.")
with right:
    st.header("Two cards, one score", anchor="combined")
    small_table(method.combined(), "Examples of two cards becoming one score.")
    st.caption(
        "The homes are kept only if neither happens, so the cards are not averaged: the score is "
        "the chance, on the same scale, that one of the two does."
    )

for card, title in ((EXIT, "The exit card"), (DISTRESS, "The distress card")):
    st.header(title, anchor=card)
    for factor in method.factors(card):
        asked, answered = st.columns(2, gap="medium")
        with asked:
            st.subheader(f"{factor.code} · {factor.label}", anchor=factor.code.lower())
            st.markdown(f"**{plain.markdown(factor.question)}**")
            st.markdown(f"Basis: {plain.markdown(factor.basis)}.")
            st.caption(plain.markdown(method.unknown(factor)))
        with answered:
            small_table(method.answers(factor), f"{factor.question} Answers with their points.")

st.header("What if factors counted otherwise?", anchor="what-if")
whatif.trial(snapshot)

st.header("What nobody knows", anchor="missing")
st.markdown(method.missing_rule())

st.header("Signals of people and filings", anchor="signals")
st.markdown(method.signals_rule())
small_table(method.signals(), "Every kind of signal with its effect, how long it lasts, its basis.")

st.header("Confidence", anchor="confidence")
st.markdown(
    "How well a property is documented, from 0 to 100. It stands beside the score so that a well "
    "documented Moderate can be told from a blind one."
)
small_table(method.confidence(), "Parts of the confidence with their points.")
st.markdown(method.grades())

st.header("Homes at risk", anchor="homes")
st.markdown(method.homes_at_risk())

st.header("Deadlines and notices", anchor="notices")
st.markdown(method.notice_summary())
with st.expander("Every rule, its law, and whether somebody read it"):
    small_table(method.notice_rules(), "Rules of notice with window, law and what was read.")

st.header("How well is this known to work?", anchor="evidence")
backtests()

st.subheader("What others found", anchor="elsewhere")
small_table(method.evidence(), "Evidence with its source.")
