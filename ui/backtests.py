"""The part of the Method page that says how well the flags would have worked."""

import pandas as pd
import streamlit as st

from housing.errors import ConfigError
from housing.evidence import read_card, read_results
from housing.evidence.results import Results
from housing.evidence.words import DECISIONS, fitted_in_words
from ui import evidence, plain
from ui.cards import draw, small_table
from ui.evidence_charts import bands_chart, captured_chart


def backtests() -> None:
    """Draw what the shipped backtests found, or say that there are none."""
    try:
        results = read_results()
        card = read_card() if results else None
    except ConfigError as error:
        st.warning(plain.markdown(str(error)))
        return
    if results is None or card is None:
        st.info(evidence.NOTHING_YET)
    else:
        told(results, card)


def told(results: Results, card: pd.DataFrame) -> None:
    """Draw plain words, verdict, charts, tables, limits."""
    st.markdown(f"**{plain.markdown(evidence.in_short(results))}**")
    st.warning(plain.markdown(evidence.judged(results)))
    if stale := evidence.out_of_date(results):
        st.warning(plain.markdown(stale))
    st.caption(plain.markdown(evidence.made(results)))
    small_table(evidence.conditions(results), "Conditions for calling the score validated.")
    _charts(results)
    _tables(results)
    _fitted(results, card)
    st.subheader("Where it did worse, and what could not be told", anchor="weak-points")
    _listed(evidence.weak_points(results))
    st.subheader("What these outcomes do not say", anchor="limits")
    _listed(evidence.limits(results))


def _charts(results: Results) -> None:
    study = results.study(DECISIONS)
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("Of 100 contracts, how many left?", anchor="tested-bands")
        draw(bands_chart(study))
        small_table(evidence.bands(study), "Contracts that left, by band.")
    with right:
        st.subheader("How many would calls have reached?", anchor="tested-calls")
        draw(captured_chart(study))
        st.caption(plain.markdown(evidence.calls(study)))


def _tables(results: Results) -> None:
    for study in results.studies:
        if study.rankings and study.rankings[0].auc:
            st.subheader(plain.markdown(study.title), anchor=f"tested-{study.id}")
            st.markdown(
                f"{study.overall.n:,} cases of {study.contracts:,} {study.who}; "
                f"{study.overall.lost:,} {study.asked}."
            )
            small_table(evidence.rankings(study), f"Ways of ranking: {study.title}.")
    st.caption(evidence.READING)
    study = results.study(DECISIONS)
    with st.expander("By program and owner type"):
        small_table(evidence.groups(study), "The score within programs and owner types.")
    with st.expander("What the scale stands for, and what was observed"):
        st.markdown(plain.markdown(evidence.calibration_said(study)))
        small_table(evidence.calibration(study), "What points stand for, beside what was observed.")


def _fitted(results: Results, card: pd.DataFrame) -> None:
    st.subheader("A card fitted to these contracts, for comparison", anchor="fitted")
    st.markdown(
        f"{plain.markdown(fitted_in_words(results))} It scores nobody: it knows one program "
        "family, on an outcome that counts renumbered contracts as lost. An unknown owner here is "
        "mostly an unexplained code of certain lists, so its points say when, not who."
    )
    with st.expander("Published and fitted points"):
        st.caption("Every contract here is scored at its end, which gives all of them +8 points.")
        small_table(evidence.fitted_card(card), "Published and fitted points of every answer.")


def _listed(sentences: list[str]) -> None:
    st.markdown("\n".join(f"- {plain.markdown(sentence)}" for sentence in sentences))
