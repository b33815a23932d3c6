"""What is this made of, how old is it, what was rejected or doubted, and how is it refreshed?"""

import streamlit as st

from housing.config import data_dir
from housing.snapshots import list_snapshots
from ui import comparison, counts, explain, ledger, plain, refreshing, review, state
from ui.cards import small_table
from ui.data import load, today
from ui.frame import open_page
from ui.quality_report import quality_report

snapshot = open_page(
    "Data",
    "What is this made of, how old is it, what was rejected or doubted, and how is it refreshed?",
)
waiting = review.waiting(snapshot)
part = state.choose_part("section", "Part of the page", refreshing.words.PARTS)
if part == "review":
    review.section(snapshot)
    st.stop()
if part == "refresh":
    refreshing.section(snapshot)
    st.stop()

manifest = snapshot.manifest
quarantine = load("quarantine", snapshot)
issues = load("issues", snapshot)
ages = counts.source_ages(manifest["inputs"], today())
titles = {entry["source_id"]: entry["title"] for entry in manifest["inputs"]}

st.header("Sources", anchor="sources")
st.caption(
    "One line per file this snapshot was built from. Rows in are lines of the file; rows out are "
    "rows of our tables, of which one line may make several or none; rejected lines are below."
)
small_table(ledger.sources(ages), "Sources with publisher, license, age and row counts.")

st.header("Steps", anchor="steps")
st.caption("What every step of the build took in and gave out: no row is lost uncounted.")
small_table(ledger.steps(manifest["steps"]), "Steps of the build with rows in and out.")

st.header("Rejected rows", anchor="rejected")
if quarantine.empty:
    st.info("Every row of every file could be read. Nothing was rejected.")
else:
    st.caption(
        f"{explain.plural(len(quarantine), 'row')} could not be read safely, and nothing shown "
        "here is counted anywhere else. Correct the file at its publisher, then import it again."
    )
    small_table(ledger.rejected_by_reason(quarantine, titles), "Rejected rows by reason.")
    st.dataframe(
        ledger.rejected(quarantine, titles),
        hide_index=True,
        width="stretch",
        height=300,
        alt="Every rejected row: file, line, reason, what to do, and the row as published.",
    )
    st.download_button(
        "Download the rejected rows (CSV)",
        data=lambda: ledger.as_csv(ledger.rejected(quarantine, titles)),
        file_name=f"rejected-{snapshot.id}.csv",
        mime="text/csv",
        on_click="ignore",
    )

st.header("Doubts", anchor="doubts")
if issues.empty:
    st.info("No row that was kept is in doubt.")
else:
    st.caption(
        "Rows that were kept although something about them is doubtful. A doubtful value is set "
        "to unknown, never guessed, and lowers the confidence of its property."
    )
    if waiting:
        st.page_link(
            "pages/data.py",
            label=f"Answer the {explain.plural(waiting, 'link')} the rules could not decide",
            icon=":material/compare_arrows:",
            query_params={"section": "review"} | state.in_address((state.SNAPSHOT,)),
        )
    small_table(ledger.doubts_by_kind(issues), "Doubts by kind.")
    st.dataframe(
        ledger.doubts(issues, load("properties", snapshot), titles),
        hide_index=True,
        width="stretch",
        height=300,
        alt="Every doubt: kind, property, what would settle it, source.",
    )
    st.download_button(
        "Download the doubts (CSV)",
        data=lambda: ledger.as_csv(ledger.doubts(issues, load("properties", snapshot), titles)),
        file_name=f"doubts-{snapshot.id}.csv",
        mime="text/csv",
        on_click="ignore",
    )

st.header("Quality", anchor="quality")
quality_report(snapshot)

st.header("What changed", anchor="changes")
comparison.in_full(snapshot)

st.header("This snapshot", anchor="snapshot")
small_table(ledger.snapshot_facts(snapshot), "Facts about the snapshot.")
if note := manifest["jurisdiction"].get("note"):
    st.caption(plain.markdown(note))

st.header("Snapshots kept", anchor="kept")
small_table(ledger.snapshots(list_snapshots(data_dir()), snapshot.id), "Published snapshots.")
st.caption("Add `?snapshot=` and an id to any address to read an older one.")
comparison.publications()

st.header("How to refresh", anchor="refresh")
st.markdown(ledger.HOW_TO_REFRESH)
