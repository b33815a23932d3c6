"""Which column of a file is which of ours: select boxes, filled in from memory or by likeness."""

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from housing.covenants import load_programs
from housing.jurisdictions import Jurisdiction
from housing.layouts import AREA_COLUMNS, COVENANT_COLUMNS, PARCEL_COLUMNS
from housing.terms import AreaKind
from ui import plain
from ui.desk_rows import Listed
from ui.text import refreshing as words

#: Our columns of each kind of list, and the one that every list of the kind must have.
COLUMNS = {"covenants": COVENANT_COLUMNS, "parcels": PARCEL_COLUMNS, "areas": AREA_COLUMNS}
NEEDED = {"covenants": "id", "parcels": "parcel_id", "areas": "code"}

#: Columns that are asked for at once; the rest is a click away.
FIRST = {
    "covenants": (
        "id", "name", "address", "parcel_id", "units_total", "units_assisted", "program",
        "start_date", "end_date", "latitude", "longitude",
    ),
    "parcels": ("parcel_id", "address", "owner_name", "assessed_value_usd", "sale_date"),
    "areas": AREA_COLUMNS,
}  # fmt: skip

#: Wordings of programs that a list of anybody's own may use.
FAMILY = "city_covenants"

Told = tuple[str, dict[str, Any]]


def ask(
    place: Jurisdiction,
    found: Mapping[str, Any],
    known: Listed | None,
    told: Mapping[str, Any] | None,
    upload_id: str,
) -> Told | None:
    """Draw the form; return the list's name and description once they are to be checked.

    `told` is what this session said of the list before.
    """
    layout = told or (known["layout"] if known else None) or {}
    st.subheader(words.COLUMNS, anchor="columns")
    st.caption(words.COLUMNS_ABOUT)
    kind = str(known["layout"]["kind"]) if known else _kind(layout, upload_id)
    if layout.get("kind") != kind:
        layout = {}
    with st.form(f"columns_{upload_id}_{kind}", enter_to_submit=False):
        described = dict(layout) if known else _new_list(kind, layout)
        columns = _columns(kind, found, layout.get("columns", {}), upload_id)
        if not st.form_submit_button(words.CHECK_AGAIN):
            return None
    name = str(known["id"]) if known else _free_name(place, str(described["title"]))
    return name, {**described, "columns": columns}


def readable(column: str) -> str:
    """Say one of our columns in words.

    >>> readable("assessed_value_usd"), readable("parcel_id")
    ('Assessed value (US$)', 'Parcel id')
    """
    units = {"_usd": " (US$)", "_sqft": " (sq ft)"}
    for ending, said in units.items():
        if column.endswith(ending):
            column = column.removesuffix(ending) + said
    text = column.replace("_", " ")
    return text[0].upper() + text[1:]


def _kind(layout: Mapping[str, Any], upload_id: str) -> str:
    kinds = list(words.LIST_KINDS)
    chosen: str = st.radio(
        words.LIST_KIND,
        kinds,
        index=kinds.index(layout.get("kind", kinds[0])),
        format_func=words.LIST_KINDS.__getitem__,
        key=f"kind_{upload_id}",
    )
    return chosen


def _new_list(kind: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Ask what a list of people's own is called, by whom, and what all its rows share."""
    left, right = st.columns(2, gap="medium")
    title = left.text_input(words.LIST_TITLE, value=told.get("title", ""), key="new_title")
    publisher = right.text_input(
        words.LIST_PUBLISHER, value=told.get("publisher", ""), key="new_publisher"
    )
    described: dict[str, Any] = {
        "kind": kind,
        "title": title.strip() or words.LIST_UNNAMED,
        "publisher": publisher.strip() or words.NO_DAY,
    }
    if kind == "covenants":
        listed = load_programs()
        programs = listed.loc[listed["source_family"] == FAMILY, "program_source"].tolist()
        described["program"] = _one_of(
            words.LIST_PROGRAM, ["", *programs], told.get("program", ""), "new_program"
        )
    if kind == "areas":
        drawn = [AreaKind.WARD.value, AreaKind.NEIGHBORHOOD.value, AreaKind.TRACT.value]
        described["area"] = _one_of(words.LIST_AREA, drawn, told.get("area", drawn[0]), "new_area")
    return described


def _one_of(label: str, options: list[str], said: str, key: str) -> str:
    chosen: str = st.selectbox(
        label,
        options,
        index=options.index(said),
        format_func=lambda one: one or words.BY_COLUMN,
        key=key,
    )
    return chosen


def _columns(
    kind: str, found: Mapping[str, Any], remembered: Mapping[str, Any], upload_id: str
) -> dict[str, Any]:
    """Ask which column of the file is which of ours."""
    first = [*FIRST[kind], *(name for name in remembered if name not in FIRST[kind])]
    rest = [name for name in COLUMNS[kind] if name not in first]
    filled = _filled(found["columns"], remembered, found["likely"].get(kind, {}))
    chosen = _boxes(kind, first, found["columns"], filled, upload_id)
    if rest:
        with st.expander(words.MORE_COLUMNS):
            chosen |= _boxes(kind, rest, found["columns"], filled, upload_id)
    return chosen


def _filled(
    theirs: list[str], remembered: Mapping[str, Any], likely: Mapping[str, str]
) -> dict[str, list[str]]:
    """What the boxes say at first: what is remembered and there, else what is called alike."""
    filled: dict[str, list[str]] = {}
    for name, said in remembered.items():
        parts = [part.lower() for part in ([said] if isinstance(said, str) else said)]
        if all(part in theirs for part in parts):
            filled[name] = parts
    taken = {part for parts in filled.values() for part in parts}
    guessed = {name: [one] for name, one in likely.items() if name not in filled}
    if remembered:
        guessed = {name: one for name, one in guessed.items() if name in remembered}
    return filled | {name: one for name, one in guessed.items() if one[0] not in taken}


def _boxes(
    kind: str, ours: list[str], theirs: list[str], filled: Mapping[str, list[str]], upload_id: str
) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    halves = st.columns(2, gap="medium")
    for place, name in enumerate(ours):
        label = readable(name)
        if name == NEEDED[kind]:
            label = words.NEEDED.format(name=label)
        parts, key = filled.get(name, []), f"column_{upload_id}_{kind}_{name}"
        with halves[place % 2]:
            if len(parts) > 1:
                picked = st.multiselect(label, theirs, default=parts, key=key)
                said: Any = picked if len(picked) > 1 else next(iter(picked), None)
            else:
                options = ["", *theirs]
                at = options.index(parts[0]) if parts else 0
                said = st.selectbox(label, options, index=at, format_func=_column, key=key)
        if said:
            chosen[name] = said
    return chosen


def _column(name: str) -> str:
    return plain.clean(name, 60) or words.NOT_IN_FILE


def _free_name(place: Jurisdiction, title: str) -> str:
    """Name a list of people's own so that no source is called alike."""
    plain_title = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")[:40] or "list"
    name, number = f"own_{plain_title}", 2
    while name in place.sources:
        name, number = f"own_{plain_title}_{number}", number + 1
    return name
