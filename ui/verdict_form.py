"""Giving a verdict: name, reason and three buttons; what was given is said, and can be undone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from housing.config import OVERRIDES_DIR, data_dir, is_read_only
from housing.errors import ConfigError
from housing.review import MOOT, TABLES, UNSURE, WAITING, Pairs, pairs_left, with_state
from housing.snapshots import Snapshot
from housing.terms import Verdict
from housing.verdicts import PARCELS, RECORDS, append_verdicts, read_verdicts, withdraw_verdict
from ui import explain, plain, review_rows
from ui.data import current_snapshot, derived, load, today

#: The pair in view, in the address.
PAIR = "pair"

#: What this session calls itself, the verdicts it gave, and what went wrong with the last one.
_REVIEWER, _GIVEN, _FAULT = "reviewer", "verdicts_given", "verdict_fault"

#: The three answers, worded for two records and for a property and a parcel.
ANSWERS = {
    Verdict.SAME.value: ("Same property", "It stands there"),
    Verdict.DIFFERENT.value: ("Different properties", "It does not stand there"),
    Verdict.UNSURE.value: ("Unsure", "Unsure"),
}


def pairs_in(snapshot: Snapshot) -> Pairs:
    """Return the pairs a snapshot leaves to people."""

    def made() -> Pairs:
        tables = {name: load(name, snapshot) for name in TABLES}
        return pairs_left(tables, snapshot.manifest["jurisdiction"]["local_crs"])

    return derived("review pairs", snapshot, made)


def state_of(snapshot: Snapshot) -> pd.DataFrame:
    """Return the pairs with what has been said of them by now.

    Raises:
        ConfigError: a file of verdicts cannot be read.
    """
    verdicts = read_verdicts((OVERRIDES_DIR, _folder()), place_of(snapshot))
    return with_state(pairs_in(snapshot).about, verdicts)


def place_of(snapshot: Snapshot) -> str:
    """Return the id of the place a snapshot is about."""
    return str(snapshot.manifest["jurisdiction"]["id"])


def form(snapshot: Snapshot, row: Mapping[Any, Any], order: list[str]) -> None:
    """Draw name, reason, evidence and the three buttons, where verdicts can be given."""
    published = current_snapshot()
    if published is None or published.id != snapshot.id:
        st.info("This is an older snapshot. Verdicts are given on the current one.")
        return
    if is_read_only():
        st.info("This site is for reading. Verdicts are given where whoever runs it opens it.")
        return
    if said := st.session_state.pop(_FAULT, None):
        st.error(plain.markdown(said, plain.PARAGRAPH))
    if explain.is_known(row["verdict"]):
        st.info(
            plain.markdown(
                f"{row['author']} said {row['verdict']} on {explain.day(row['date'])}"
                + (f": {row['reason']}" if explain.is_known(row["reason"]) else "")
                + ". A new verdict takes its place; the old one stays on record.",
                plain.PARAGRAPH,
            )
        )
    pair = str(row["pair"])
    with st.form("verdict", enter_to_submit=False):
        st.text_input("Your name", value=st.session_state.get(_REVIEWER, ""), key="verdict_name")
        st.text_input("Reason (not needed for unsure)", key=f"verdict_reason_{pair}")
        st.text_input("Link to evidence (optional)", key=f"verdict_link_{pair}")
        with st.container(horizontal=True, gap="small"):
            for verdict, wordings in ANSWERS.items():
                st.form_submit_button(
                    wordings[row["table"] == PARCELS],
                    key=f"verdict_{verdict}",
                    on_click=_give,
                    args=(snapshot, dict(row), verdict, order),
                )


def confirmed(snapshot: Snapshot) -> None:
    """Say what this session gave last, what obeys it and when, and let it be taken back."""
    if said := st.session_state.pop("verdict_undone", None):
        st.info(plain.markdown(said, plain.PARAGRAPH))
    given = st.session_state.get(_GIVEN, [])
    if not given or given[-1]["snapshot"] != snapshot.id:
        return
    last = given[-1]
    kept = f"Kept: {review_rows.verdict_words(last)} ({last['author']})."
    told, undo = st.columns([5, 1], vertical_alignment="center")
    told.success(
        f"{plain.markdown(kept, plain.PARAGRAPH)} The next build obeys it: "
        f"`python -m housing build {place_of(snapshot)}`, then `python -m housing publish`."
    )
    undo.button("Undo", key="verdict_undo", on_click=_take_back, icon=":material/undo:")


def _give(snapshot: Snapshot, row: Mapping[Any, Any], verdict: str, order: list[str]) -> None:
    """Keep a verdict, and turn to the next pair that waits."""
    entered, pair = st.session_state, str(row["pair"])
    given = {
        "jurisdiction": place_of(snapshot),
        **{name: row[name] for name in ("table", "subject_id", "candidate_id")},
        "verdict": verdict,
        "reason": entered[f"verdict_reason_{pair}"].strip() or None,
        "evidence_url": entered[f"verdict_link_{pair}"].strip() or None,
        "author": entered["verdict_name"].strip() or None,
        "date": today().isoformat(),
    }
    entered[_REVIEWER] = given["author"] or ""
    if said := _missing(given) or _second_property(row, verdict):
        entered[_FAULT] = said
        return
    try:
        append_verdicts(_folder(), pd.DataFrame([given]))
    except ConfigError as error:
        entered[_FAULT] = str(error)
        return
    named = {name: row[name] for name in ("pair", "one", "other")}
    entered[_GIVEN] = [*entered.get(_GIVEN, []), given | named | {"snapshot": snapshot.id}]
    following = [one for one in order[order.index(pair) + 1 :] + order if one != pair]
    still = state_of(snapshot).set_index("pair")["state"]
    is_open = [one for one in following if still[one] in (WAITING, UNSURE)]
    if is_open:
        entered[f"choose_{PAIR}"] = is_open[0]


def _missing(given: Mapping[str, Any]) -> str | None:
    """Ask for what a verdict still needs; None where it is whole."""
    needs = ["your name"] if not given["author"] else []
    if not given["reason"] and given["verdict"] != Verdict.UNSURE.value:
        needs.append("in a few words why")
    if needs:
        return f"Nothing was kept yet: please write {' and '.join(needs)}, then choose again."
    return None


def _second_property(row: Mapping[Any, Any], verdict: str) -> str | None:
    """Refuse to make one record two properties; None where a verdict does not."""
    if row["state"] == MOOT and row["table"] == RECORDS and verdict == Verdict.SAME.value:
        return (
            f"Nothing was kept: {row['one']} was found the same as another property. It can be one "
            "of them only. Change that verdict first."
        )
    return None


def _take_back() -> None:
    given = st.session_state.get(_GIVEN, [])
    if not given:
        return
    *before, last = given
    st.session_state[_GIVEN] = before
    try:
        withdraw_verdict(_folder(), last)
    except ConfigError as error:
        st.session_state["verdict_undone"] = str(error)
        return
    st.session_state["verdict_undone"] = "Your last verdict was taken back."
    st.session_state[f"choose_{PAIR}"] = last["pair"]


def _folder() -> Path:
    return data_dir() / "overrides"
