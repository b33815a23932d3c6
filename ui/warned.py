"""Warnings about late and failed sources, where their values stand: calm, and one line each."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from housing.attempts import failures
from housing.config import data_dir
from housing.snapshots import Snapshot
from ui import lateness, plain, state
from ui.data import today
from ui.lateness import Lateness
from ui.text import en

DATA_PAGE = "pages/data.py"


def late_sources(snapshot: Snapshot) -> list[Lateness]:
    """Return the sources of a snapshot that are late today, or could not be fetched last."""
    place = snapshot.manifest["jurisdiction"]["id"]
    known = failures(data_dir(), place)
    return lateness.late_sources(snapshot.manifest["inputs"], today(), known)


def banner(snapshot: Snapshot) -> None:
    """Say in one line which sources are late or failed, with a link to where they all stand."""
    inputs = snapshot.manifest["inputs"]
    as_of = date.fromisoformat(snapshot.manifest["as_of"])
    count = len({entry["source_id"] for entry in inputs})
    told = lateness.banner(late_sources(snapshot), count, as_of, today())
    if told is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f":material/schedule: {plain.markdown(told)}", width="content")
        st.page_link(DATA_PAGE, label=en.SEE_SOURCES, query_params=state.link_to(None))


def beside(late: list[Lateness], source_ids: Collection[str]) -> None:
    """Say of the sources whose values stand here that they are late or failed, a line each."""
    told = lateness.beside(late, source_ids)
    if told:
        lines = "  \n".join(f":material/schedule: {plain.markdown(one)}." for one in told)
        st.caption(lines)
