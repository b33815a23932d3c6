"""The filter bar: what a visitor may ask for, drawn, and kept in the address."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import plain, state
from ui.narrowing import (
    BANDS,
    DAYS,
    FILTERS,
    HOMES,
    NOTICE_PHASES,
    OWNERS,
    PARAMETERS,
    PROGRAMS,
    SCORES,
    SIGNALS,
    STATUSES,
    YEARS,
    Filtered,
    Filters,
)
from ui.palette import band_label
from ui.text import en

__all__ = ["Filtered", "Filters", "clear", "filter_bar", "include_unknown"]

INSPECTION_LABELS: dict[str, str] = {
    "": "Any",
    "failing": "Failed: below 60",
    "below_80": "Below 80",
    "80_up": "80 or more",
    "none": "None on record",
}
FLAG_LABELS: dict[str, str] = {"": "Any", "yes": "Flagged by a person", "no": "Not flagged"}
END_LABELS: dict[str, str] = {"any": "Any covenant", "last": "Last covenant"}

#: Fields of the filters that are folded away until one of them asks something.
FOLDED = (
    "neighborhoods",
    "units_min",
    "units_max",
    "inspection",
    "statuses",
    "signals",
    "flagged",
    "score_min",
    "score_max",
)

#: What kinds of areas are called where a place does not say.
AREA_LABELS = {"ward": "Ward", "neighborhood": "Neighborhood"}

#: Names in an address that belong to others than the filters.
_OTHERS = (state.PROPERTY_ID, state.SNAPSHOT, state.PLACE, state.WEIGHTS, "sort")


def filter_bar(
    properties: pd.DataFrame,
    area_labels: Mapping[str, str] | None = None,
    others: Sequence[str] = (),
) -> Filters:
    """Draw the filters, filled from the address if it moved, and keep the address in step.

    `area_labels` is what the place calls its kinds of areas; `others` are names in the address
    that the page itself reads.
    """
    choices = _choices(properties)
    if state.moved("filters", PARAMETERS) or _key("search") not in st.session_state:
        _read_address(choices, (*_OTHERS, *others))
    filters = _draw(choices, AREA_LABELS | dict(area_labels or {}))
    state.write("filters", PARAMETERS, filters.to_query())
    return filters


def clear() -> None:
    """Ask for nothing again. A callback: it runs before the filters are drawn."""
    _fill(Filters())


def include_unknown(codes: Sequence[str]) -> None:
    """Keep properties of which these filters know nothing. A callback."""
    for code in codes:
        st.session_state[_unknown_key(code)] = True


def _read_address(choices: dict[str, list[str]], others: Sequence[str]) -> None:
    """Fill the widgets from the address, and say what in it was not understood."""
    names = [name for name in st.query_params if name not in others]
    filters, ignored = Filters.from_query(state.in_address(names), choices)
    _fill(filters)
    if ignored:
        said = ", ".join(plain.markdown(one) for one in ignored)
        st.toast(f"Part of this link is not known here and was ignored: {said}.", duration="long")
        state.write("not known", [name for name in names if name not in PARAMETERS], {})


def _fill(filters: Filters) -> None:
    """Put the filters into the widgets."""
    for parameter in PARAMETERS.values():
        value = getattr(filters, parameter.field)
        if parameter.field != "with_unknown":
            is_several = isinstance(value, tuple)
            st.session_state[_key(parameter.field)] = list(value) if is_several else value
    for code in FILTERS:
        st.session_state[_unknown_key(code)] = code in filters.with_unknown


def _draw(choices: dict[str, list[str]], areas: Mapping[str, str]) -> Filters:
    """Draw every filter, each with its `incl. unknown` once it asks something."""
    drawn: dict[str, Any] = {"search": _search()}
    drawn["bands"] = _bands()
    unknown = [_unknown("band", drawn["bands"])]
    drawn["ends_on"] = st.radio(
        "Covenant ends",
        list(END_LABELS),
        format_func=END_LABELS.__getitem__,
        key=_key("ends_on"),
        horizontal=True,
        help="All protection is gone only when the last covenant ends.",
    )
    drawn |= _pair("ends", "From year", "To year", YEARS)
    unknown.append(_unknown("ends", _said(drawn, "ends_from", "ends_to")))
    unknown += _deadlines(drawn)
    for code, field, label, options, words in (
        ("program", "programs", "Program", choices["program"], _program_words),
        ("owner", "owner_types", "Owner type", list(OWNERS), _owner_words),
        ("ward", "wards", areas["ward"], choices["ward"], plain.clean),
    ):
        drawn[field] = _several(field, label, options, words)
        unknown.append(_unknown(code, drawn[field]))
    with st.expander("More filters", expanded=_asks_more()):
        unknown += _draw_more(drawn, choices, areas)
    return Filters(**drawn, with_unknown=tuple(code for code in unknown if code))


def _draw_more(
    drawn: dict[str, Any], choices: dict[str, list[str]], areas: Mapping[str, str]
) -> list[str | None]:
    """Draw the filters asked for less often; returns those that keep the unknown."""
    drawn["neighborhoods"] = _several(
        "neighborhoods", areas["neighborhood"], choices["neighborhood"], plain.clean
    )
    unknown = [_unknown("neighborhood", drawn["neighborhoods"])]
    drawn |= _pair("units", "Homes, at least", "At most", HOMES)
    unknown.append(_unknown("units", _said(drawn, "units_min", "units_max")))
    drawn["inspection"] = st.selectbox(
        "Latest inspection",
        list(INSPECTION_LABELS),
        format_func=INSPECTION_LABELS.__getitem__,
        key=_key("inspection"),
    )
    if drawn["inspection"] != "none":
        unknown.append(_unknown("inspection", drawn["inspection"]))
    drawn["statuses"] = _several("statuses", "Status", list(STATUSES), _status_words)
    drawn["signals"] = _several("signals", "Signal in force", list(SIGNALS), _signal_words)
    drawn["flagged"] = st.selectbox(
        "Flag",
        list(FLAG_LABELS),
        format_func=FLAG_LABELS.__getitem__,
        key=_key("flagged"),
        help="A person's flag in force; whether there is one is always known.",
    )
    drawn |= _pair("score", "Score, at least", "At most", SCORES)
    unknown.append(_unknown("score", _said(drawn, "score_min", "score_max")))
    return unknown


def _deadlines(drawn: dict[str, Any]) -> list[str | None]:
    """Draw what may be asked of notices and deadlines; returns those that keep the unknown."""
    drawn["notice_phases"] = _several(
        "notice_phases", "Notices and deadlines", list(NOTICE_PHASES), _phase_words
    )
    unknown = [_unknown("notice", drawn["notice_phases"])]
    days = st.number_input(
        "Next deadline within, days",
        min_value=DAYS.start,
        max_value=DAYS.stop - 1,
        step=1,
        value=None,
        key=_key("notice_days"),
        placeholder="any",
        help="A notice that must be given, or a right that lapses, under a law that holds here.",
    )
    drawn["notice_days"] = None if days is None else int(days)
    return [*unknown, _unknown("deadline", days is not None)]


def _search() -> str:
    text = st.text_input(
        "Search",
        key=_key("search"),
        type="search",
        placeholder="Name, address, owner, parcel",
        help="Every word has to occur in the name, the address, the owner or a parcel id.",
    )
    return " ".join((text or "").split())


def _bands() -> tuple[str, ...]:
    chosen = st.pills(
        "Band",
        list(BANDS),
        selection_mode="multi",
        format_func=lambda code: band_label(BANDS[code]),
        key=_key("bands"),
    )
    return tuple(code for code in BANDS if code in chosen)


def _several(
    field: str, label: str, options: list[str], words: Callable[[str], str]
) -> tuple[str, ...]:
    chosen = st.multiselect(
        label, options, format_func=words, key=_key(field), placeholder="Any", select_all=False
    )
    return tuple(option for option in options if option in chosen)


def _pair(stem: str, least: str, most: str, bounds: range) -> dict[str, int | None]:
    """Draw two bounds of a number side by side."""
    suffixes = ("from", "to") if stem == "ends" else ("min", "max")
    fields = [f"{stem}_{suffix}" for suffix in suffixes]
    drawn: dict[str, int | None] = {}
    for column, field, label in zip(st.columns(2), fields, (least, most), strict=True):
        value = column.number_input(
            label,
            min_value=bounds.start,
            max_value=bounds.stop - 1,
            step=1,
            value=None,
            key=_key(field),
            placeholder="any",
        )
        drawn[field] = None if value is None else int(value)
    return drawn


def _unknown(code: str, asked: object) -> str | None:
    """Draw the switch that keeps properties of which a filter knows nothing, if it asks."""
    if not asked:
        return None
    kept = st.checkbox(
        "incl. unknown",
        key=_unknown_key(code),
        help=f"Also keep properties whose {FILTERS[code]} is not known.",
    )
    return code if kept else None


def _said(drawn: dict[str, Any], *names: str) -> bool:
    return any(drawn[name] is not None for name in names)


def _asks_more() -> bool:
    """Whether one of the filters that are folded away asks something."""
    asked = [st.session_state.get(_key(field)) for field in FOLDED]
    return any(value not in (None, "", []) for value in asked)


def _choices(properties: pd.DataFrame) -> dict[str, list[str]]:
    """Name the programs, wards and neighborhoods there are to choose from."""
    programs = properties["programs"].dropna().drop_duplicates().str.split(";").explode()
    return {
        "program": sorted(set(programs.str.strip()) & set(PROGRAMS), key=_program_words),
        "ward": sorted(properties["ward"].dropna().unique(), key=_by_number),
        "neighborhood": sorted(properties["neighborhood"].dropna().unique(), key=_by_number),
    }


def _by_number(name: str) -> tuple[str | int, ...]:
    """Sort `Ward 10` after `Ward 9`."""
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name))


def _program_words(code: str) -> str:
    return en.PROGRAMS[code]


def _owner_words(code: str) -> str:
    return en.OWNER_TYPES[code].capitalize()


def _phase_words(code: str) -> str:
    return en.NOTICE_PHASES[code]


def _signal_words(code: str) -> str:
    return en.SIGNALS[code]


def _status_words(code: str) -> str:
    return en.STATUSES[STATUSES[code]]


def _key(field: str) -> str:
    return f"filter_{field}"


def _unknown_key(code: str) -> str:
    return f"filter_unknown_{code}"
