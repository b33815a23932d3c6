"""The frame around every page, and its only door: settings, menu, which snapshot, who may read."""

import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import streamlit as st

from housing.config import ROOT, data_dir
from housing.errors import SnapshotError
from housing.snapshots import ALL, Snapshot, snapshots_dir
from ui import plain, state
from ui.data import all_places, current_snapshot, pinned_snapshot, published_places, today
from ui.text import en_places

APP_NAME = "Holdfast"
PAGE_ICON = "🏘️"

#: Less empty margin than Streamlit leaves, for lists and maps side by side; and what paper needs.
#: Panes stand beside one another only where each has room: the list has to say why.
_STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding: 2.5rem 2rem 3rem; }
@media (max-width: 640px) { [data-testid="stMainBlockContainer"] { padding: 3rem 1rem; } }
.stApp:has([data-testid="stExpandSidebarButton"]) [data-testid="stMainBlockContainer"] {
  padding-top: 4.25rem;
}
@media (min-width: 641px) {
  .st-key-panes [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  .st-key-panes [data-testid="stColumn"] { min-width: 480px; }
  .st-key-panes .st-key-seen [data-testid="stColumn"] { min-width: 400px; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  .st-key-menu, [class*="st-key-screen_only"] { display: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0; }
}
</style>"""

#: How often the first run looks for a new line of what the builder says.
POLL_SECONDS = 0.4

#: What makes the fictional sample city and publishes it, as a process of its own, so that leaving
#: the page does not stop it halfway.
SAMPLE_COMMAND = (sys.executable, "-m", "housing", "sample", "--only-if-none")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; the title is also how `open_page` knows which page it opens."""

    title: str
    script: str
    about_one_property: bool = False


MENU: tuple[Entry, ...] = (
    Entry("Overview", "app.py"),
    Entry("Triage", "pages/triage.py", about_one_property=True),
    Entry("Property", "pages/property.py", about_one_property=True),
    Entry("Expirations", "pages/expirations.py"),
    Entry("Owners", "pages/owners.py"),
    Entry("Areas", "pages/areas.py"),
    Entry("Data", "pages/data.py"),
    Entry("Method", "pages/method.py"),
)


def open_page(
    title: str, question: str, *, wide: bool = True, shows_all_places: bool = False
) -> Snapshot:
    """Open a page: the first statement of each. Returns the snapshot the page is about.

    A page that `shows_all_places` can be asked for the properties of all of them at once.
    """
    st.set_page_config(
        page_title=f"{title} · {APP_NAME}",
        page_icon=PAGE_ICON,
        layout="wide" if wide else "centered",
    )
    st.html(_STYLE)
    state.arrive(title)
    if not may_open(title):
        st.error("You may not open this page. Ask whoever runs this site.")
        st.stop()
    snapshot = _snapshot()
    menu, about = st.columns([3, 2], vertical_alignment="center")
    with about, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        snapshot = _in_place(snapshot, shows_all_places)
        _about(snapshot)
    with menu, st.container(horizontal=True, gap="small", key="menu"):
        for entry in MENU:
            _menu_link(entry)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.title(title, anchor=False, width="content")
        st.caption(question, width="content")
    return snapshot


def may_open(page: str) -> bool:
    """Whether the visitor may read a page. Everything published may be read by everyone."""
    return any(page == entry.title for entry in MENU)


def first_run() -> NoReturn:
    """Build the fictional sample city where nothing is published yet, showing each step."""
    st.title(APP_NAME, anchor=False)
    st.write(
        "Nothing has been published yet, so the **fictional sample city** is being built: "
        "invented properties in an invented place, to look around in. This takes about a minute."
    )
    builder = _start_sample(str(data_dir()))
    with st.status("Building the sample city") as status:
        shown = 0
        while True:
            finished = builder.poll()
            lines = _said()
            for line in lines[shown:]:
                st.text(line)
                status.update(label=f"Building the sample city: {plain.markdown(line)}")
            shown = len(lines)
            if finished is not None:
                break
            time.sleep(POLL_SECONDS)
        if finished == 0:
            status.update(label="The sample city is built", state="complete")
            _start_sample.clear()
            st.rerun()
        status.update(label="The sample city could not be built", state="error")
    st.error((lines or ["The builder said nothing."])[-1])
    if st.button("Try again"):
        _start_sample.clear()
        st.rerun()
    st.stop()


def _snapshot() -> Snapshot:
    """Return the snapshot the link insists on, else the published one."""
    try:
        pinned = _pinned()
        snapshot = pinned or current_snapshot()
    except SnapshotError as error:
        st.error(str(error))
        st.stop()
    if snapshot is None:
        first_run()
    if pinned is not None:
        st.info(
            f"This link shows the snapshot {plain.markdown(pinned.id)}, whatever was published "
            "since. Take `snapshot` out of the address to see the current one."
        )
    return snapshot


def _pinned() -> Snapshot | None:
    asked = st.query_params.get(state.SNAPSHOT)
    if not asked:
        return None
    try:
        return pinned_snapshot(asked)
    except SnapshotError:
        st.warning(
            f"This link asks for the snapshot {plain.markdown(asked)}, which is not kept here. "
            "You see the current one."
        )
        return None


def _in_place(snapshot: Snapshot, shows_all_places: bool) -> Snapshot:
    """Let the visitor choose among the places that are published, where there are several."""
    places = published_places()
    if len(places) < 2 or _is_pinned(snapshot):
        return snapshot
    names = {place: str(one.manifest["jurisdiction"]["name"]) for place, one in places.items()}
    if shows_all_places:
        names[ALL] = en_places.ALL
    elif state.in_address((state.PLACE,)).get(state.PLACE) == [ALL]:
        st.caption(en_places.ONE_ONLY, width="content")
    with st.container(width=220):
        chosen = state.choose(state.PLACE, en_places.PLACE, names, is_label_shown=False)
    state.enter(chosen)
    return all_places(places) if chosen == ALL else places[chosen]


def _is_pinned(snapshot: Snapshot) -> bool:
    return st.query_params.get(state.SNAPSHOT) == snapshot.id


def _about(snapshot: Snapshot) -> None:
    """Say what is shown: which city, as of when, and how old that is."""
    if snapshot.manifest["jurisdiction"].get("is_fictional"):
        st.badge("FICTIONAL sample city", icon=":material/theater_comedy:", color="orange")
    st.caption(_badge(snapshot), width="content")


def _menu_link(entry: Entry) -> None:
    params = state.way_back(entry.title)
    if entry.about_one_property:
        params |= state.link_to(st.session_state.get(state.PROPERTY_ID))
    st.page_link(entry.script, label=entry.title, query_params=params)


def _badge(snapshot: Snapshot) -> str:
    as_of = date.fromisoformat(str(snapshot.manifest["as_of"])[:10])
    place = plain.markdown(snapshot.manifest["jurisdiction"]["name"])
    if snapshot.parts:
        day = f"{as_of.day} {as_of:%b %Y}"
        return en_places.BADGE.format(name=place, count=len(snapshot.parts), day=day)
    return f"**{place}** · as of {as_of.day} {as_of:%b %Y} · {age((today() - as_of).days)}"


def age(days: int) -> str:
    """Say how old a day is, in the unit people would use."""
    for unit, length in (("year", 365), ("month", 30), ("day", 1)):
        if days >= 2 * length or (unit == "day" and days >= 1):
            count = days // length
            return f"{count} {unit}{'s' if count > 1 else ''} old"
    return "today"


@st.cache_resource(max_entries=1, show_spinner=False)
def _start_sample(folder: str) -> "subprocess.Popen[bytes]":
    """Start the builder once for every visitor; what it says goes to a file all of them read."""
    _log_path().parent.mkdir(parents=True, exist_ok=True)
    with _log_path().open("wb") as log:
        return subprocess.Popen(
            SAMPLE_COMMAND,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _log_path() -> Path:
    return snapshots_dir(data_dir()) / ".first-run.log"


def _said() -> list[str]:
    """Return what the builder said so far, without empty lines."""
    text = _log_path().read_text(encoding="utf-8", errors="replace")
    return [line for line in text.splitlines() if line.strip()]
