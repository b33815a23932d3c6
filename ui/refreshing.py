"""The Refresh part of the Data page: what is late, a file is brought, a draft decided, all of it
in the browser, and nothing that is published changes before somebody presses Publish."""

import json
from pathlib import Path
from typing import Any

import streamlit as st

from housing.config import data_dir, is_read_only
from housing.errors import ConfigError, SnapshotError
from housing.jurisdictions import Jurisdiction, jurisdiction_ids, load_jurisdiction
from housing.kept_lists import path_of
from housing.snapshots import Snapshot
from ui import bringing, comparison, desk_rows, drafts, going_back, plain, starting, state, work_box
from ui.cards import number_tiles, small_table
from ui.data import today
from ui.text import refreshing as words

#: What this session calls itself, here and where verdicts are given.
REVIEWER = "reviewer"

#: Whose data are refreshed, in the address.
PLACE = "of"


def section(snapshot: Snapshot) -> None:
    """Draw the whole part: name, work under way, draft, file, lists, history."""
    may_write = not is_read_only()
    left, right = st.columns(2, gap="medium")
    with left:
        place = _place(snapshot)
    if place is None:
        return
    who = ""
    if may_write:
        with right:
            who = _who()
        st.caption(words.LOCAL)
    else:
        st.info(words.READ_ONLY)
    _say_elsewhere(snapshot, place)
    work_box.box()
    told = _lists(place)
    if may_write and work_box.under_way() is None:
        drafts.section(place, who, told or [])
    if may_write and told is not None:
        bringing.section(place, who, told)
    if told is not None:
        _listed(place, told, who, may_write)
    going_back.section(place, who, may_write)
    comparison.publications()


def _place(snapshot: Snapshot) -> Jurisdiction | None:
    """Let a person pick the place; the one the pages show at first."""
    shown = str(snapshot.manifest["jurisdiction"]["id"])
    try:
        places = {one: load_jurisdiction(one) for one in jurisdiction_ids()}
    except ConfigError as error:
        st.error(plain.markdown(str(error), plain.PARAGRAPH))
        return None
    names = {one: place.name for one, place in places.items()}
    first = {shown: names[shown]} if shown in names else {}
    return places[state.choose(PLACE, words.PLACE, first | names, is_first_said=True)]


def _say_elsewhere(snapshot: Snapshot, place: Jurisdiction) -> None:
    """Warn that publishing makes every page show another place."""
    shown = snapshot.manifest["jurisdiction"]
    if place.id != shown["id"]:
        said = words.ELSEWHERE.format(shown=shown["name"], place=place.name)
        st.info(plain.markdown(said, plain.PARAGRAPH))


def _who() -> str:
    """Ask for a name once per session."""
    entered = st.text_input(
        words.WHO,
        value=st.session_state.get(REVIEWER, ""),
        help=words.WHO_HELP,
        max_chars=80,
        key="refresher",
    )
    st.session_state[REVIEWER] = entered.strip()
    return entered.strip()


def _lists(place: Jurisdiction) -> list[dict[str, Any]] | None:
    """Return the lists of a place as the command line tells them; say so where it cannot."""
    raw = data_dir() / "raw"
    stamps = tuple(
        (path.name, path.stat().st_mtime_ns)
        for path in [*sorted(raw.glob("*")), *_there(path_of(data_dir(), place.id))]
    )
    try:
        return _asked(str(data_dir()), place.id, stamps)
    except starting.StartError as error:
        said = words.NO_LISTS.format(words=error)
        st.error(plain.markdown(said, plain.PARAGRAPH))
        return None


@st.cache_data(max_entries=20, show_spinner="Asking which lists are here")
def _asked(folder: str, place_id: str, stamps: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(starting.answer("sources", place_id, "--json"))
    return told


def _there(path: Path) -> list[Path]:
    return [path] if path.exists() else []


def _listed(place: Jurisdiction, told: list[dict[str, Any]], who: str, may_write: bool) -> None:
    st.header(plain.markdown(words.LISTS.format(place=place.name)), anchor="lists")
    number_tiles(desk_rows.tiles(told, today()))
    st.caption(words.LISTS_ABOUT)
    small_table(desk_rows.lists(told, today()), words.LISTS.format(place=place.name))
    if may_write:
        _take_back(place, told, who)


def _take_back(place: Jurisdiction, told: list[dict[str, Any]], who: str) -> None:
    """Let a person take a received file out of the next build."""
    files = desk_rows.files(told)
    if not files:
        return
    with st.expander(words.TAKE_BACK):
        st.caption(words.TAKE_BACK_ABOUT)
        chosen = st.selectbox(
            words.WHICH_FILE, list(files), index=None, format_func=lambda one: files.get(one, "")
        )
        why = st.text_input(words.WHY_BACK, key="withdraw_why")
        is_ready = chosen is not None and bool(who) and bool(why.strip())
        if not who:
            st.caption(words.WHO_MISSING)
        if st.button(words.TAKE_BACK_DO, disabled=not is_ready) and chosen is not None:
            take_back(place, chosen[0], chosen[1], who, why.strip())
            st.rerun()


def take_back(place: Jurisdiction, source_id: str, folder: str, who: str, why: str) -> None:
    """Take a file back, and say what came of it."""
    try:
        arguments = ("--place", place.id, "--who", who, "--why", why)
        starting.answer("withdraw", source_id, folder, *arguments)
        st.toast(words.TAKEN_BACK.format(file=plain.markdown(folder)))
    except (starting.StartError, SnapshotError) as error:
        work_box.fault(str(error))
