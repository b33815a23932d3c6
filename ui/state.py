"""What a link says and a session remembers: the chosen property, and choices with short codes.

The address is the truth. A value in it that this session did not put there (a pasted link, the
browser's Back and Forward) replaces what the session remembers; otherwise what the visitor chose
is written into the address, as a code that stays the same when labels are reworded.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from housing.snapshots import apart

#: The chosen property, in session state and in the address alike.
PROPERTY_ID = "property_id"

#: The snapshot a link insists on; written by hand, kept on every page.
SNAPSHOT = "snapshot"

#: The place that is shown, where several are published; kept on every page.
PLACE = "place"

#: The place a session saw last.
_PLACE_SEEN = "place_seen"

#: What factors count for, where a visitor asks what if.
WEIGHTS = "weights"

#: What this session last read from or wrote to the address, by name.
_SEEN = "seen_in_address"

#: The property that an older id led to, and that id.
_ARRIVED = "arrived_from"

#: Where the choice came from: the map must forget a click once another is made elsewhere.
_ORIGIN = "property_origin"
_TURN = "property_turn"

#: The page this session is on: each page has its own part of what was seen.
_PAGE = "page"

Values = dict[str, list[str]]


def in_address(names: Collection[str]) -> Values:
    """Return the named parameters of the address, each a list of values."""
    params = st.query_params
    return {name: params.get_all(name) for name in names if name in params}


def moved(group: str, names: Collection[str]) -> bool:
    """Whether the address says something of these names that this session has not read yet."""
    return bool(_seen().get(_here(group)) != in_address(names))


def write(group: str, names: Collection[str], values: Mapping[str, Sequence[str]]) -> None:
    """Make the address say these values, and nothing else, under these names."""
    wanted = {name: list(values[name]) for name in names if values.get(name)}
    if in_address(names) != wanted:
        others = {name: st.query_params.get_all(name) for name in st.query_params}
        kept = {name: value for name, value in others.items() if name not in names}
        st.query_params.from_dict(kept | wanted)
    _seen()[_here(group)] = wanted


def selected(ids: Collection[str], forwarded: Callable[[], Mapping[str, str]] = dict) -> str | None:
    """Return the chosen property, from the address if it moved; an unknown id chooses nothing.

    An id that became part of another property chooses that one; `arrived_from` says so.
    """
    state, names = st.session_state, (PROPERTY_ID,)
    if moved(PROPERTY_ID, names):
        asked = in_address(names).get(PROPERTY_ID)
        select(asked[0] if asked else None, origin="address")
    chosen: str | None = state.get(PROPERTY_ID)
    if chosen is not None and chosen not in ids and (now := forwarded().get(chosen)) in ids:
        state[_ARRIVED] = (now, chosen)
        chosen = state[PROPERTY_ID] = now
    if chosen is not None and chosen not in ids:
        st.toast("This link names a property that is not in this snapshot. None is chosen.")
        chosen = state[PROPERTY_ID] = None
    write(PROPERTY_ID, names, {PROPERTY_ID: [chosen]} if chosen else {})
    return chosen


def arrived_from(property_id: str) -> str | None:
    """Return the older id by which a link led to this property, if one did."""
    now, old = st.session_state.get(_ARRIVED, (None, None))
    return old if now == property_id else None


def select(property_id: str | None, *, origin: str = "page") -> None:
    """Choose a property, or none; `origin` names the part of the page it was chosen in."""
    state = st.session_state
    state[PROPERTY_ID] = property_id
    state[_ORIGIN] = origin
    turn(origin)


def turn(part: str) -> None:
    """Count one more choice made in a part of the page."""
    st.session_state[_TURN] = {**turns(), part: turns().get(part, 0) + 1}


def origin() -> str | None:
    """Name the part of the page in which the property was chosen last."""
    chosen_in: str | None = st.session_state.get(_ORIGIN)
    return chosen_in


def turns() -> dict[str, int]:
    """Count the choices made in each part of the page."""
    counted: dict[str, int] = st.session_state.get(_TURN, {})
    return counted


def choices_elsewhere(part: str) -> int:
    """Count the choices made outside a part: when it grows, the part's own mark is out of date."""
    return sum(count for name, count in turns().items() if name != part)


def choose(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    help: str | None = None,  # noqa: A002
    is_first_said: bool = False,
    is_label_shown: bool = True,
) -> str:
    """Draw a select box whose choice is in the address as its code.

    The first option is unsaid, unless it may be another one tomorrow.
    """
    codes = list(options)
    key, names = f"choose_{name}", (name,)
    if moved(name, names) or st.session_state.get(key) not in options:
        asked = (in_address(names).get(name) or codes)[0]
        st.session_state[key] = asked if asked in options else codes[0]
    chosen = st.selectbox(
        label,
        codes,
        format_func=options.__getitem__,
        key=key,
        help=help,
        label_visibility="visible" if is_label_shown else "collapsed",
    )
    is_unsaid = chosen == codes[0] and not is_first_said
    write(name, names, {} if is_unsaid else {name: [chosen]})
    return chosen


def asked(name: str, options: Collection[str]) -> str:
    """Return what a select box drawn further down will choose; empty for nothing of the options."""
    key, names = f"choose_{name}", (name,)
    if moved(name, names) or st.session_state.get(key) not in options:
        said = in_address(names).get(name) or [""]
        return said[0] if said[0] in options else ""
    return str(st.session_state[key])


def preset(name: str, code: str) -> None:
    """Choose for a select box, before it is drawn again. For callbacks."""
    st.session_state[f"choose_{name}"] = code


def choose_part(name: str, label: str, options: Mapping[str, str]) -> str:
    """Draw the parts of a page abreast; the one in view is in the address, the first is unsaid.

    Labels must stay as they are while the page is open: a changed one would choose nothing.
    """
    codes = list(options)
    key, names = f"choose_{name}", (name,)
    if moved(name, names) or st.session_state.get(key) not in options:
        asked = (in_address(names).get(name) or codes)[0]
        st.session_state[key] = asked if asked in options else codes[0]
    st.radio(
        label,
        codes,
        format_func=options.__getitem__,
        key=key,
        horizontal=True,
        label_visibility="collapsed",
    )
    chosen = str(st.session_state[key])
    write(name, names, {} if chosen == codes[0] else {name: [chosen]})
    return chosen


def arrive(page: str) -> None:
    """Remember which page the session is on, so that each keeps its own part of the address."""
    st.session_state[_PAGE] = page


def way_back(page: str) -> Values:
    """Return the parameters with which a menu link shows a page as it was left."""
    back: Values = {}
    for (seen_page, group), values in _seen().items():
        if seen_page == page and group != PROPERTY_ID:
            back |= values
    return back | in_address((SNAPSHOT, PLACE))


def link_to(property_id: str | None) -> Values:
    """Return the parameters of a link to a property, on the same snapshot, in its own place."""
    here = in_address((SNAPSHOT, PLACE))
    if not property_id:
        return here
    place, own = apart(property_id)
    return here | {PROPERTY_ID: [own]} | ({PLACE: [place]} if place else {})


def enter(place: str) -> None:
    """Remember which place is shown; a property chosen in another place is chosen no more."""
    before = st.session_state.get(_PLACE_SEEN)
    if before not in (None, place) and not moved(PROPERTY_ID, (PROPERTY_ID,)):
        select(None, origin="place")
    st.session_state[_PLACE_SEEN] = place


def _seen() -> dict[tuple[str, str], Values]:
    seen: dict[tuple[str, str], Values] = st.session_state.setdefault(_SEEN, {})
    return seen


def _here(group: str) -> tuple[str, str]:
    return str(st.session_state.get(_PAGE, "")), group
