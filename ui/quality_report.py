"""The part of the Data page that lists what is impossible or doubtful, with what to do about it."""

import streamlit as st

from housing.quality.report import report, summary
from housing.snapshots import Snapshot
from ui import ledger, quality_rows
from ui.cards import small_table
from ui.data import derived


def quality_report(snapshot: Snapshot) -> None:
    """Draw every check with what it found, every finding, and the download."""
    found = derived("quality report", snapshot, lambda: report(snapshot))
    st.caption(
        "What the lists say that cannot be, or that nobody confirms. None of it enters a count or "
        "a rate as published; the table says what is done instead."
    )
    small_table(quality_rows.checks(summary(found)), "Every check, what it found, what to do.")
    if found.empty:
        return
    titles = {one["source_id"]: one["title"] for one in snapshot.manifest.get("inputs", [])}
    listed = quality_rows.findings(found, titles)
    st.dataframe(
        listed,
        hide_index=True,
        width="stretch",
        height=300,
        alt="Every finding: check, property, what is wrong, what to do, where it stands.",
    )
    st.download_button(
        "Download the quality report (CSV)",
        data=lambda: ledger.as_csv(listed),
        file_name=f"quality-{snapshot.id}.csv",
        mime="text/csv",
        on_click="ignore",
    )
