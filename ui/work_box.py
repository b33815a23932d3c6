"""What is under way: its steps while it lasts, in view of everybody, and how it ended."""

import streamlit as st

from housing.config import data_dir
from housing.work import REFRESH, State, Work, look
from ui import desk_rows, plain
from ui.cards import small_table
from ui.data import now
from ui.text import refreshing as words

#: How often the box looks for a new step.
POLL_SECONDS = 1.0

#: What went wrong when this session asked for work, told once.
_FAULT = "work_fault"


def under_way() -> Work | None:
    """Return the draft, refresh or publication that is under way; None where nothing is."""
    work = look(data_dir(), REFRESH)
    return work if work is not None and work.state is State.RUNNING else None


def box() -> None:
    """Draw the work that is under way, or how the last one ended."""
    if said := st.session_state.pop(_FAULT, None):
        st.error(plain.markdown(words.NOT_STARTED.format(words=said), plain.PARAGRAPH))
    work = look(data_dir(), REFRESH)
    if work is None:
        return
    if work.state is State.RUNNING:
        watch(REFRESH)
        return
    said = plain.markdown(desk_rows.ending(work), plain.PARAGRAPH)
    if work.state is State.DONE:
        st.caption(said)
    else:
        st.error(said, icon=":material/error:")


@st.fragment(run_every=POLL_SECONDS)
def watch(name: str) -> None:
    """Draw the steps of work until it ends; then draw the page anew."""
    work = look(data_dir(), name)
    if work is None or work.state is not State.RUNNING:
        st.rerun()
    with st.container(border=True):
        st.markdown(f"**{words.TASKS.get(work.task, work.task)}**: {_begun(work)}")
        if work.steps:
            small_table(desk_rows.steps(work, now()), words.TASKS.get(work.task, work.task))
        else:
            st.caption(words.STARTING)
        st.caption(words.SURVIVES)


def fault(said: str) -> None:
    """Remember what went wrong, for the next drawing of the box."""
    st.session_state[_FAULT] = said


def _begun(work: Work) -> str:
    return plain.markdown(desk_rows.begun(work, now()))
