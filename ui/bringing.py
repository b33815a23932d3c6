"""Bringing a file: what it is, its first rows, what ails it, and the button that builds a draft."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from housing.config import data_dir
from housing.jurisdictions import Jurisdiction
from housing.work import State, Work, look
from ui import column_form, desk_rows, explain, plain, starting, work_box
from ui.data import today
from ui.desk_rows import Listed
from ui.starting import StartError, Upload
from ui.text import refreshing as words

#: The file this session brought and how it was looked at, and how many were brought before.
_BROUGHT, _TURN = "brought", "files_brought"

#: Choices in place of a list's id.
FIND_OUT, NEW_LIST = "", "new"

#: Height of a row of the first rows, pixels.
ROW_HEIGHT = 35


def section(place: Jurisdiction, who: str, told: Sequence[Listed]) -> None:
    """Draw the way from a file, or from publishers, to a draft."""
    st.header(words.BRING, anchor="bring")
    st.caption(words.BRING_ABOUT)
    titles = {str(one["id"]): str(one["title"]) for one in told}
    options = {FIND_OUT: words.FIND_OUT, **titles, NEW_LIST: words.A_NEW_LIST}
    chosen = st.selectbox(
        words.WHAT_IS_IT, list(options), format_func=lambda one: options.get(one, one), key="list"
    )
    file = st.file_uploader(
        words.DROP,
        type=list(words.SUFFIXES),
        key=f"file_{place.id}_{st.session_state.get(_TURN, 0)}",
    )
    limit = st.get_option("server.maxUploadSize")
    st.caption(words.DROP_ABOUT.format(limit=limit, place=place.id))
    if file is None:
        _forget()
        _without_a_file(place, who)
        return
    brought = _staged(file.file_id, file.name, file.getbuffer())
    known = next((one for one in told if one["id"] == chosen), None)
    _looked_at(place, who, brought, chosen, known)


def _looked_at(
    place: Jurisdiction, who: str, brought: dict[str, Any], chosen: str, known: Listed | None
) -> None:
    """Draw what was seen in the file, and go on to the draft where it can be used."""
    upload: Upload = brought["upload"]
    if brought.get("chosen") != chosen:
        brought |= {"chosen": chosen, "layout": None, "name": None}
    work = _seen(place, brought)
    if work is None:
        return
    found = work.result
    is_new = chosen == NEW_LIST
    _shown(found, is_new=is_new and brought["layout"] is None)
    kind = str(known["layout"]["kind"]) if known and known["layout"] else ""
    if is_new or kind:
        told = column_form.ask(place, found, known, brought["layout"], upload.id)
        if told is not None:
            brought["name"], brought["layout"] = told
            st.rerun()
    if is_new and brought["layout"] is None:
        return
    _checks(found)
    if not found["problem"]:
        _draft(place, who, brought, found)


def _staged(file_id: str, name: str, content: memoryview) -> dict[str, Any]:
    """Put the file where a process can read it, once."""
    brought: dict[str, Any] | None = st.session_state.get(_BROUGHT)
    if brought is None or brought["file_id"] != file_id:
        _forget()
        brought = {"file_id": file_id, "upload": starting.stage(name, content), "seen": None}
        st.session_state[_BROUGHT] = brought
    return brought


def _forget() -> None:
    """Clear away the file that was there before, unless a draft is being built with it."""
    brought = st.session_state.pop(_BROUGHT, None)
    if brought is not None and work_box.under_way() is None:
        starting.unstage(brought["upload"])


def _seen(place: Jurisdiction, brought: dict[str, Any]) -> Work | None:
    """Have the file looked at as what it is said to be; None until that is done."""
    upload: Upload = brought["upload"]
    asked = (place.id, brought["chosen"], brought["name"], repr(brought["layout"]))
    if brought["seen"] != asked:
        try:
            starting.begin(upload.work, *_arguments(place, brought))
        except StartError as error:
            st.error(plain.markdown(words.NOT_STARTED.format(words=error), plain.PARAGRAPH))
            return None
        brought["seen"] = asked
    work = look(data_dir(), upload.work)
    if work is not None and work.state is State.RUNNING:
        work_box.watch(upload.work)
        return None
    if work is None or work.state is not State.DONE:
        said = desk_rows.ending(work) if work else words.UNCHANGED
        last = starting.last_words(upload.work)
        st.error(plain.markdown(f"{said} {last}", plain.PARAGRAPH))
        if st.button(words.AGAIN):
            brought["seen"] = None
            st.rerun()
        return None
    return work


def _arguments(place: Jurisdiction, brought: Mapping[str, Any]) -> list[str]:
    upload: Upload = brought["upload"]
    arguments = ["preview", str(upload.path.resolve()), "--place", place.id, "--work", upload.work]
    name = brought["name"] or (brought["chosen"] if brought["chosen"] != NEW_LIST else "")
    if name:
        arguments += ["--source", name]
    return arguments + _described(brought)


def _described(brought: Mapping[str, Any]) -> list[str]:
    """Pass on what a person said of the list's columns."""
    if brought["layout"] is None:
        return []
    return ["--list", str(starting.describe_list(brought["upload"], brought["layout"]).resolve())]


def _shown(found: Mapping[str, Any], *, is_new: bool) -> None:
    """Draw what the file is, what it would become, and its first rows."""
    file, title = (plain.markdown(found[name] or "") for name in ("file", "title"))
    said = words.IS_LIST.format(file=file, title=title) if title and not is_new else ""
    said = said or words.IS_UNKNOWN.format(file=file)
    if found["vintage"]:
        said += words.OF_DAY.format(day=explain.day(found["vintage"]))
    counted, made = desk_rows.what_it_is(found)
    st.markdown(f"{said}. {counted} {made}")
    if not found["rows"]:
        return
    st.caption(words.FIRST_ROWS.format(count=len(found["rows"])))
    rows = pd.DataFrame(found["rows"], columns=found["columns"])
    height = ROW_HEIGHT * (len(rows) + 1) + 3
    st.dataframe(rows, hide_index=True, width="stretch", height=height, alt=words.BRING)


def _checks(found: Mapping[str, Any]) -> None:
    """Say what ails the file, in sentences."""
    st.subheader(words.CHECKS, anchor="checks")
    if found["problem"]:
        said = words.CHECK_BAD.format(words=found["problem"])
        st.error(plain.markdown(said, plain.PARAGRAPH), icon=":material/block:")
    else:
        st.success(words.CHECK_FINE, icon=":material/check:")
    for note in found["notes"]:
        st.warning(plain.markdown(note, plain.PARAGRAPH), icon=":material/info:")
    ailing = [f"- {plain.markdown(one, plain.PARAGRAPH)}" for one in desk_rows.findings(found)]
    if ailing:
        st.markdown("\n".join(ailing))


def _draft(
    place: Jurisdiction, who: str, brought: Mapping[str, Any], found: Mapping[str, Any]
) -> None:
    """Ask for the days, and build a draft with the file."""
    upload: Upload = brought["upload"]
    left, right = st.columns(2, gap="medium")
    day = date.fromisoformat(found["vintage"]) if found["vintage"] else None
    with left:
        described = st.date_input(
            words.DAY,
            value=day,
            format="YYYY-MM-DD",
            max_value=max(today(), day or today()),
            help=words.DAY_HELP,
            key=f"day_{upload.id}",
        )
    with right:
        as_of = st.date_input(words.AS_OF, value=today(), format="YYYY-MM-DD", key="as_of")
    asks = st.checkbox(words.NO_FETCH_ABOUT, key="asks_publishers")
    if _pressed(words.BUILD_WITH, who, "build_with"):
        days = ["--vintage", described.isoformat()] if described else []
        _begin(
            [
                "draft", place.id, "--who", who, "--file", str(upload.path.resolve()),
                "--source", str(found["source_id"]), *_described(brought), *days,
                "--as-of", as_of.isoformat(), *([] if asks else ["--no-fetch"]),
            ]
        )  # fmt: skip


def _without_a_file(place: Jurisdiction, who: str) -> None:
    """Offer a draft of what publishers have."""
    st.caption(words.FETCH_ABOUT)
    if _pressed(words.BUILD, who, "build"):
        _begin(["draft", place.id, "--who", who])


def _pressed(label: str, who: str, key: str) -> bool:
    """Draw a button that needs a name and that nobody else is at it; say which of them lacks."""
    is_busy = work_box.under_way() is not None
    if not who:
        st.caption(words.WHO_MISSING)
    if is_busy:
        st.caption(words.BUSY)
    return st.button(label, type="primary", disabled=not who or is_busy, key=key)


def _begin(arguments: list[str]) -> None:
    """Start the draft; the file stays for it, and the next one may be brought."""
    try:
        starting.begin_refresh(*arguments)
        st.session_state.pop(_BROUGHT, None)
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    except StartError as error:
        work_box.fault(str(error))
    st.rerun()
