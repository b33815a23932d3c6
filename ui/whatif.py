"""What if factors counted otherwise? The choices, kept in the address, and the view they give.

A changed view is always called one: what is published stays as it is, and is one click away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from housing.errors import ConfigError
from housing.factors import DISTRESS, EXIT, FACTORS
from housing.scoring import PUBLISHED, PUBLISHED_EDGES, Weights
from housing.scoring.bands import BANDS
from housing.scoring.weights import HIGHEST_EDGE, LEAST, LOWEST_EDGE, MOST, STEP, from_codes
from housing.scoring.whatif import Rescored, moved, rescore
from housing.snapshots import Snapshot
from ui import changed_view, plain, state
from ui.cards import small_table
from ui.data import derived, load
from ui.dossier import source_titles

TITLES = {
    EXIT: "Exit: the owner or the law ends the restrictions",
    DISTRESS: "Distress: the property fails",
}

#: Where a changed view can be seen as a list and a map.
TRIAGE_PAGE = "pages/triage.py"

_EDGES_AT_FAULT = "whatif_edges_at_fault"


@dataclass(frozen=True, slots=True)
class View:
    """Properties as asked for: published, or under other weights and then `compared` with it."""

    weights: Weights
    properties: pd.DataFrame
    compared: pd.DataFrame | None

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is published."""
        return self.compared is not None

    @property
    def version(self) -> str:
        """Tell this view from any other of the same snapshot; empty for the published one."""
        return f" under {self.weights.to_codes()}" if self.is_changed else ""


def weights_asked() -> Weights:
    """Return the weights the address or the session asks for, and keep the two in step."""
    names = (state.WEIGHTS,)
    if state.moved(state.WEIGHTS, names) or _key(FACTORS[0].code) not in st.session_state:
        asked = state.in_address(names).get(state.WEIGHTS, [""])[0]
        read = from_codes(asked)
        if read.ignored:
            st.toast(plain.markdown(f"Part of this link was ignored. {read.ignored}"))
        _fill(read.weights)
    weights = _read()
    text = weights.to_codes()
    state.write(state.WEIGHTS, names, {state.WEIGHTS: [text]} if text else {})
    return weights


def choices(columns: int) -> None:
    """Draw a slider per factor and the three edges of the bands."""
    st.caption(
        "1 is as published, 0 leaves a factor out, 3 makes it count three times. "
        "Nothing here changes what is published."
    )
    for card, title in TITLES.items():
        st.markdown(f"**{title}**")
        places = st.columns(columns, gap="medium")
        for position, factor in enumerate(one for one in FACTORS if one.card == card):
            with places[position % columns]:
                st.slider(
                    f"{factor.code} · {factor.label}",
                    LEAST,
                    MOST,
                    step=STEP,
                    format="%.2f×",
                    key=_key(factor.code),
                    help=plain.markdown(f"{factor.question} Basis: {factor.basis}."),
                )
    _edges()


def reset() -> None:
    """Ask for what is published again. A callback."""
    _fill(PUBLISHED)


def view(snapshot: Snapshot) -> View:
    """Return the snapshot's properties under the weights asked for."""
    published: pd.DataFrame = load("properties", snapshot)
    if snapshot.parts:
        return View(PUBLISHED, published, None)
    weights = weights_asked()
    if weights.is_published:
        return View(weights, published, None)
    code = weights.to_codes()
    found = derived(f"rescored {code}", snapshot, lambda: _rescored(snapshot, weights))
    changed = derived(f"viewed {code}", snapshot, lambda: _viewed(published, found))
    return View(weights, changed, found.compared)


def banner(seen: View, *, with_moves: bool = True) -> None:
    """Say that this is a changed view, what differs, who moves, and how to share or leave it."""
    if seen.compared is None:
        return
    st.warning(
        f"**Changed view: these are not the published scores.** "
        f"{plain.markdown(changed_view.differences(seen.weights))} "
        f"{changed_view.moves(moved(seen.compared))} "
        "To share this view, copy the address of the page.",
        icon=":material/tune:",
    )
    back, who = st.columns([1, 3], vertical_alignment="top")
    back.button(
        "Back to published",
        on_click=reset,
        key="whatif_back",
        icon=":material/undo:",
        width="stretch",
    )
    if with_moves:
        with who.expander("Who moves, and by how much"):
            movers(seen.compared)


def trial(snapshot: Snapshot) -> None:
    """Draw the choices, and who would move, with a way to the list under these weights."""
    seen = view(snapshot)
    choices(columns=3)
    if seen.compared is None:
        st.caption("Everything stands as published. Move a slider to see who would move.")
        return
    banner(seen, with_moves=False)
    st.page_link(
        TRIAGE_PAGE,
        label="See the list and the map under these weights",
        icon=":material/arrow_forward:",
        query_params={state.WEIGHTS: [seen.weights.to_codes()], **state.link_to(None)},
    )
    movers(seen.compared)


def movers(compared: pd.DataFrame) -> None:
    """List who moves up most and who moves down most, with both scores."""
    for title, upward in (("Up", True), ("Down", False)):
        rows = changed_view.movers(compared, upward=upward)
        st.markdown(f"**{title}**")
        if rows:
            small_table(rows, f"Properties whose score goes {title.lower()}, most first.")
        else:
            st.caption("No property's score.")


def _rescored(snapshot: Snapshot, weights: Weights) -> Rescored:
    return rescore(
        load("properties", snapshot),
        load("covenants", snapshot),
        load("inspections", snapshot),
        load("issues", snapshot),
        as_of=date.fromisoformat(str(snapshot.manifest["as_of"])[:10]),
        weights=weights,
        signals=load("signals", snapshot),
        titles=source_titles(snapshot.manifest),
    )


def _viewed(published: pd.DataFrame, found: Rescored) -> pd.DataFrame:
    """Return the properties as the changed view has them; the published ones stay as they are."""
    return published.assign(**{str(name): found.scores[name].array for name in found.scores})


def _edges() -> None:
    st.markdown("**Bands: the least score of each**")
    for place, (band, _), edge in zip(st.columns(3), BANDS, PUBLISHED_EDGES, strict=False):
        place.number_input(
            f"{band.value} from",
            LOWEST_EDGE,
            HIGHEST_EDGE,
            step=1,
            key=_key(band.name),
            help=f"{edge} as published.",
        )
    if st.session_state.get(_EDGES_AT_FAULT):
        st.error(
            "Very High must begin above High, and High above Moderate. Until then the published "
            f"bands are used: {', '.join(map(str, PUBLISHED_EDGES))}."
        )


def _fill(weights: Weights) -> None:
    values: Mapping[str, float] = {factor.code: weights.of(factor.code) for factor in FACTORS}
    for code, value in values.items():
        st.session_state[_key(code)] = value
    for (band, _), edge in zip(BANDS, weights.edges, strict=False):
        st.session_state[_key(band.name)] = edge


def _read() -> Weights:
    """Read the choices; edges that do not fall are said to be at fault, and not used."""
    factors = {factor.code: float(st.session_state[_key(factor.code)]) for factor in FACTORS}
    first, second, third = (int(st.session_state[_key(band.name)]) for band, _ in BANDS[:3])
    try:
        weights = Weights(factors, (first, second, third))
    except ConfigError:
        weights = Weights(factors)
    st.session_state[_EDGES_AT_FAULT] = weights.edges != (first, second, third)
    return weights


def _key(name: str) -> str:
    return f"whatif_{name}"
