"""A draft and what to do with it: what would change, the gates, publish or discard."""

from collections.abc import Sequence

import streamlit as st

from housing import snapshots
from housing.config import data_dir
from housing.errors import SnapshotError
from housing.jurisdictions import Jurisdiction
from housing.quality import Gate, Pair, failed, measure
from housing.snapshots import Snapshot
from housing.work import REFRESH, look
from ui import change_rows, comparison, desk_rows, explain, plain, starting, work_box
from ui.cards import small_table
from ui.data import derived
from ui.desk_rows import Listed
from ui.text import refreshing as words


def waiting(place_id: str) -> list[Snapshot]:
    """Return the drafts of a place that were not published, the newest first."""
    published = {one.id for one in snapshots.list_snapshots(data_dir())}
    return [
        one
        for one in reversed(snapshots.list_drafts(data_dir()))
        if one.manifest["jurisdiction"]["id"] == place_id and one.id not in published
    ]


def section(place: Jurisdiction, who: str, told: Sequence[Listed]) -> None:
    """Draw the newest draft of a place with its changes and gates, and the decision."""
    found = waiting(place.id)
    if not found:
        return
    st.header(words.DRAFT, anchor="draft")
    draft = _picked(found)
    before = snapshots.last_published(data_dir(), place.id)
    _facts(draft, before)
    try:
        with st.spinner(words.TASKS["draft"], show_time=True):
            pair, gates = _measured(draft, before)
    except SnapshotError as error:
        st.error(plain.markdown(str(error), plain.PARAGRAPH))
        return
    _changes(pair)
    _gates(gates)
    _decision(place, draft, gates, who, told)


def _picked(found: list[Snapshot]) -> Snapshot:
    if len(found) == 1:
        return found[0]
    by_id = {one.id: one for one in found}
    labels = {
        one.id: f"{one.id}, {desk_rows.moment(str(one.manifest['built_at']))}" for one in found
    }
    chosen = st.selectbox(words.DRAFTS, list(by_id), format_func=lambda one: labels.get(one, one))
    return by_id[chosen]


def _facts(draft: Snapshot, before: Snapshot | None) -> None:
    manifest = draft.manifest
    counts = manifest["counts"]
    said = words.DRAFT_ABOUT.format(
        place=manifest["jurisdiction"]["name"],
        day=explain.day(manifest["as_of"]),
        when=desk_rows.moment(str(manifest["built_at"])),
        properties=explain.plural(counts["properties"], "property", "properties"),
        homes=explain.homes(counts["units_restricted"]),
    )
    st.markdown(plain.markdown(said, plain.PARAGRAPH))
    if new := desk_rows.new_files(draft, before):
        files = words.DRAFT_WITH.format(files="; ".join(new))
        st.markdown(plain.markdown(files, plain.PARAGRAPH))


def _measured(draft: Snapshot, before: Snapshot | None) -> tuple[Pair, list[Gate]]:
    """Hold a draft against the gates, once for every visitor."""

    def made() -> tuple[Pair, list[Gate]]:
        pair = Pair(draft, before)
        return pair, measure(pair)

    return derived(f"gates against {before.id if before else 'nothing'}", draft, made)


def _changes(pair: Pair) -> None:
    st.subheader(words.WHAT_CHANGES, anchor="would-change")
    found = pair.comparison
    if found is None:
        st.info(words.FIRST)
        return
    for note in found.notes:
        st.warning(plain.markdown(note, plain.PARAGRAPH), icon=":material/info:")
    for line in change_rows.in_short(found):
        st.markdown(plain.markdown(line))
    if not found.changes.empty:
        comparison.every_change(found)


def _gates(gates: Sequence[Gate]) -> None:
    st.subheader(words.GATES, anchor="gates")
    st.caption(words.GATES_ABOUT)
    closed = failed(gates)
    if closed:
        names = words.GATES_SHUT.format(names=", ".join(gate.name for gate in closed))
        st.error(plain.markdown(names, plain.PARAGRAPH), icon=":material/block:")
        for gate in closed:
            said = f"**{plain.markdown(gate.name)}**: {plain.markdown(gate.measured, 600)}"
            st.markdown(f"- {said}. {plain.markdown(gate.look_at, 600)}")
        with st.expander(words.GATES):
            small_table(desk_rows.gates(gates), words.GATES)
    else:
        st.success(words.GATES_FINE.format(count=len(gates)), icon=":material/check:")
        with st.expander(words.GATES):
            small_table(desk_rows.gates(gates), words.GATES)


def _decision(
    place: Jurisdiction,
    draft: Snapshot,
    gates: Sequence[Gate],
    who: str,
    told: Sequence[Listed],
) -> None:
    """Let a person publish, saying why where gates are closed, or discard."""
    closed, why = failed(gates), ""
    if closed:
        why = st.text_input(words.WHY, help=words.WHY_HELP, key=f"why_{draft.id}").strip()
    for missing in _missing(who, is_closed=bool(closed), why=why):
        st.caption(missing)
    with st.container(horizontal=True, gap="small"):
        if st.button(
            words.PUBLISH_ANYWAY if closed else words.PUBLISH,
            type="primary",
            icon=":material/publish:",
            disabled=not who or (bool(closed) and not why),
            key="publish",
        ):
            _publish(draft, who, why)
        _discard(place, draft, who, told)


def _missing(who: str, *, is_closed: bool, why: str) -> list[str]:
    """Say what stands between a person and the button."""
    said = [] if who else [words.WHO_MISSING]
    return said + ([words.WHY_MISSING] if is_closed and not why else [])


def _publish(draft: Snapshot, who: str, why: str) -> None:
    try:
        accepted = ("--accept", why) if why else ()
        starting.begin_refresh("publish", draft.id, "--who", who, *accepted)
    except starting.StartError as error:
        work_box.fault(str(error))
    st.rerun()


def _discard(place: Jurisdiction, draft: Snapshot, who: str, told: Sequence[Listed]) -> None:
    """Clear the draft away, and take back the file that was brought for it."""
    file = _brought(draft, told)
    label = words.DISCARD_FILE.format(file=plain.markdown(file[2])) if file else words.DISCARD
    if not st.button(label, key="discard", disabled=file is not None and not who):
        return
    try:
        snapshots.discard_draft(data_dir(), draft.id)
        if file is not None:
            arguments = ("--place", place.id, "--who", who, "--why", "its draft was discarded")
            starting.answer("withdraw", file[0], file[1], *arguments)
        st.toast(words.DISCARDED)
    except (SnapshotError, starting.StartError) as error:
        work_box.fault(str(error))
    st.rerun()


def _brought(draft: Snapshot, told: Sequence[Listed]) -> tuple[str, str, str] | None:
    """Return list, folder and name of the file brought for a draft, if it is still here."""
    work = look(data_dir(), REFRESH)
    if work is None or work.result.get("draft") != draft.id:
        return None
    for one in told:
        for file in one["files"]:
            if file["folder"] == work.result.get("received"):
                return str(one["id"]), str(file["folder"]), str(file["name"])
    return None
