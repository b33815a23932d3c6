"""Going back: an earlier snapshot is shown again, after a second question."""

import streamlit as st

from housing import snapshots
from housing.config import data_dir
from housing.errors import SnapshotError
from housing.jurisdictions import Jurisdiction
from housing.snapshots import Snapshot
from ui import change_rows, explain, ledger, plain, work_box
from ui.cards import small_table
from ui.data import now
from ui.text import refreshing as words

#: The snapshot a person asked to go back to, until they say yes or no.
_ASKED = "asked_to_go_back"


def section(place: Jurisdiction, who: str, may_write: bool) -> None:
    """Draw the snapshots that are kept, and the way back to one of them."""
    st.header(words.HISTORY, anchor="history")
    st.caption(words.HISTORY_ABOUT)
    kept = [
        one
        for one in snapshots.list_snapshots(data_dir())
        if one.manifest["jurisdiction"]["id"] == place.id
    ]
    published = snapshots.last_published(data_dir(), place.id)
    current = published.id if published else ""
    if kept:
        small_table(ledger.snapshots(kept, current), words.HISTORY)
    others = [one for one in kept if one.id != current]
    if not others:
        st.info(words.ONLY_ONE)
    elif may_write:
        _choice(others, current, who)


def _choice(others: list[Snapshot], current: str, who: str) -> None:
    by_id, labels = {one.id: one for one in others}, change_rows.labels(others)
    chosen = st.selectbox(
        words.GO_TO, list(by_id), format_func=lambda one: labels.get(one, one), key="go_back_to"
    )
    if not who:
        st.caption(words.WHO_MISSING)
    is_busy = work_box.under_way() is not None
    if is_busy:
        st.caption(words.BUSY)
    if st.button(words.GO_BACK, disabled=not who or is_busy, icon=":material/history:"):
        st.session_state[_ASKED] = chosen
    if st.session_state.get(_ASKED) != chosen:
        return
    target = by_id[chosen]
    asked = words.GO_BACK_SURE.format(
        snapshot=plain.markdown(chosen),
        day=explain.day(target.manifest["as_of"]),
        current=plain.markdown(current),
    )
    st.warning(asked, icon=":material/history:")
    with st.container(horizontal=True, gap="small"):
        if st.button(words.YES, type="primary", disabled=not who):
            _go(chosen, who)
        if st.button(words.NO):
            st.session_state.pop(_ASKED, None)
            st.rerun()


def _go(snapshot_id: str, who: str) -> None:
    st.session_state.pop(_ASKED, None)
    try:
        done = snapshots.rollback(data_dir(), snapshot_id, now().isoformat(), who)
        st.toast(words.WENT_BACK.format(snapshot=plain.markdown(done.id)))
    except SnapshotError as error:
        work_box.fault(str(error))
    st.rerun()
