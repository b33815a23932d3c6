"""What changed between snapshots: in full on the Data page, in short on the Overview."""

import pandas as pd
import streamlit as st

from housing import snapshots
from housing.changes import Comparison, changes_csv, compare
from housing.config import data_dir
from housing.errors import SnapshotError
from housing.snapshots import Snapshot
from ui import change_rows, explain, plain, publication_rows, state
from ui.cards import PROPERTY_PAGE, small_table
from ui.data import derived

DATA_PAGE = "pages/data.py"

#: Sentences the Data page writes out; the table below them has every change.
SENTENCES = 12

#: Properties the Overview names.
NAMED = 4

#: The two snapshots compared, in the address.
NEWER, OLDER = "newer", "older"


def in_full(snapshot: Snapshot) -> None:
    """Draw the comparison of two snapshots a person picks, with filter, table and download."""
    kept = [snapshot, *snapshots.earlier(data_dir(), snapshot)]
    later = [one for one in _of_place(snapshot) if one.id not in {each.id for each in kept}]
    listed = [*later, *kept]
    if len(listed) < 2:
        st.info(change_rows.ONLY_ONE)
        return
    found = _picked(listed, snapshot)
    if found is None:
        return
    for note in found.notes:
        st.warning(plain.markdown(note, plain.PARAGRAPH), icon=":material/info:")
    for line in change_rows.in_short(found)[1:]:
        st.markdown(plain.markdown(line))
    if not found.changes.empty:
        every_change(found)


def in_short(snapshot: Snapshot) -> None:
    """Draw what changed since the snapshot before this one, in a few lines, with a link."""
    before = snapshots.earlier(data_dir(), snapshot)
    if not before:
        st.info(change_rows.ONLY_ONE)
        return
    found = _compared(before[0], snapshot)
    if found is None:
        return
    since, *counts = change_rows.in_short(found)
    much, grave = st.columns([6, 5], gap="medium")
    with much:
        lines = [plain.markdown(line, plain.PARAGRAPH) for line in (*found.notes, *counts)]
        st.markdown("\n".join([plain.markdown(since), "", *(f"- {line}" for line in lines)]))
        st.page_link(DATA_PAGE, label="Everything that changed", query_params=state.link_to(None))
    with grave:
        for row in change_rows.gravest(found, NAMED):
            _entry(row)


def publications() -> None:
    """List who published or rolled back what, when, and why where gates had failed."""
    st.subheader("Who published what", anchor="publications")
    try:
        listed = publication_rows.publications(snapshots.history(data_dir()))
    except SnapshotError as error:
        st.warning(plain.markdown(str(error), plain.PARAGRAPH))
        return
    if listed:
        small_table(listed, "Every publication and rollback: when, who, what, and why.")
    else:
        st.info(publication_rows.NONE_YET)


def _picked(listed: list[Snapshot], snapshot: Snapshot) -> Comparison | None:
    """Let a person pick two snapshots; the one shown and the one before it at first."""
    by_id = {one.id: one for one in listed}
    labels = change_rows.labels(listed)
    first = {snapshot.id: labels[snapshot.id]}
    left, right = st.columns(2, gap="medium")
    with left:
        newer = state.choose(NEWER, "Newer snapshot", first | labels)
    others = {one: label for one, label in labels.items() if one != newer}
    following = list(labels)[list(labels).index(newer) + 1 :]
    nearest = {one: labels[one] for one in following[:1]}
    with right:
        older = state.choose(OLDER, "Older snapshot", nearest | others)
    return _compared(by_id[older], by_id[newer])


def _compared(old: Snapshot, new: Snapshot) -> Comparison | None:
    """Compare two snapshots once for every visitor; say why where they cannot be."""
    try:
        return derived(f"changes since {old.id}", new, lambda: compare(old, new))
    except SnapshotError as error:
        st.warning(plain.markdown(str(error), plain.PARAGRAPH))
        return None


def every_change(found: Comparison) -> None:
    """Draw every change of a comparison: in words, as a table, and to download."""
    kinds = change_rows.kinds(found.changes)
    chosen = st.multiselect(
        "Kinds of change",
        list(kinds),
        format_func=lambda kind: kinds.get(kind, kind),
        placeholder="All kinds",
        key=f"kinds_{found.old.id}_{found.new.id}",
    )
    shown = change_rows.of_kinds(found.changes, chosen)
    st.markdown(
        "\n".join(
            f"- {plain.markdown(sentence, plain.PARAGRAPH)}"
            for sentence in shown["sentence"].head(SENTENCES)
        )
    )
    _table(found, shown)


def _table(found: Comparison, shown: pd.DataFrame) -> None:
    titles = {one["source_id"]: one["title"] for one in found.new.manifest.get("inputs", [])}
    st.caption(
        f"{min(len(shown), SENTENCES):,} of {len(shown):,} changes in words; all of them below, "
        "the gravest first."
    )
    st.dataframe(
        change_rows.table(shown, titles),
        hide_index=True,
        width="stretch",
        height=300,
        alt="Every change between the two snapshots: kind, property, what, before, after.",
    )
    st.download_button(
        "Download the changes (CSV)",
        data=lambda: changes_csv(Comparison(found.old, found.new, shown, found.notes)),
        file_name=f"changes-{found.old.id}-to-{found.new.id}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _entry(row: explain.Row) -> None:
    """Draw one change with a link to its property, where the snapshot has it."""
    with st.container(gap=None):
        name = f"**{plain.markdown(row['name'])}**"
        if row["is_there"]:
            params = state.link_to(str(row["property_id"]))
            st.page_link(PROPERTY_PAGE, label=name, query_params=params)
        else:
            st.markdown(name)
        st.caption(plain.markdown(row["sentence"], plain.PARAGRAPH))


def _of_place(snapshot: Snapshot) -> list[Snapshot]:
    place = snapshot.manifest["jurisdiction"]["id"]
    kept = snapshots.list_snapshots(data_dir())
    return [one for one in kept if one.manifest["jurisdiction"]["id"] == place]
