"""The ranked list: its order, its columns, and what a click in it means."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from ui import plain
from ui.palette import band_label

#: Orders of the list by code. Equal rows follow score, homes at risk, next end, id.
SORTS: dict[str, str] = {
    "score": "Score, highest first",
    "next_end": "Next end, soonest first",
    "at_risk": "Homes at risk, most first",
    "confidence": "Confidence, least first",
    "next_notice": "Next deadline, soonest first",
}

#: Column and whether it rises, by sort code.
_SORT_COLUMNS: dict[str, tuple[str, bool]] = {
    "score": ("score", False),
    "next_end": ("next_end_date", True),
    "at_risk": ("units_at_risk_5y", False),
    "confidence": ("confidence", True),
    "next_notice": ("next_notice_date", True),
}
#: Column of the list that each sort is by, where another one than the score.
SORTED_COLUMNS: dict[str, str] = {
    "next_end": "next_end",
    "at_risk": "at_risk",
    "confidence": "confidence",
    "next_notice": "next_notice",
}

_TIES: tuple[tuple[str, bool], ...] = (
    ("score", False),
    ("units_at_risk_5y", False),
    ("next_end_date", True),
    ("property_id", True),
)

#: Pixels of the list at most, of a row, and of what is around rows. The property's card is below
#: the list, so that reasons have the width of the page.
LIST_HEIGHT, ROW_HEIGHT, EDGES = 423, 35, 3

#: Rows of a list at most: nobody scrolls further, and the browser has to hold them all.
LONGEST = 3_000

LIST_HELP = (
    "Click the box at the start of a row to see that property; "
    "with the keyboard, move with the arrows and press Shift+Space."
)

COLUMNS: Mapping[str, Any] = {
    "score": st.column_config.NumberColumn(
        "Score", format="%d", width=56, help="Priority for attention, 0 to 100."
    ),
    "band": st.column_config.TextColumn("Band", width=92),
    "published": st.column_config.NumberColumn(
        "Published", width=76, help="The published score, which this view does not change."
    ),
    "change": st.column_config.NumberColumn(
        "Change", width=64, format="%+d", help="Points of the score, against the published one."
    ),
    "name": st.column_config.TextColumn("Property", width=152),
    "next_end": st.column_config.TextColumn(
        "Next end", width=88, help="The first covenant to end from now on."
    ),
    "next_notice": st.column_config.TextColumn(
        "Next deadline",
        width=168,
        help="The next notice that must be given, or right that lapses, under the law.",
    ),
    "at_risk": st.column_config.NumberColumn(
        "At risk", width=62, help="Homes losing protection within 5 years unless it is extended."
    ),
    "last_end": st.column_config.TextColumn(
        "Last end", width=128, help="When the last covenant ends, and with it all protection."
    ),
    "range": st.column_config.TextColumn(
        "Range",
        width=72,
        help="What the score could be, were the missing facts known. * reaches into another band.",
    ),
    "confidence": st.column_config.TextColumn(
        "Sure", width=52, help="How well documented: A well, D poorly. It never changes the score."
    ),
    "why": st.column_config.TextColumn(
        "Why",
        width=572,
        help="What ends when, how many homes, whose they are, what weighs on them.",
    ),
    "address": st.column_config.TextColumn("Address", width=180),
}


def ranking(properties: pd.DataFrame, by: str = "score") -> np.ndarray:
    """Return the positions of all rows in the order of a list; ties never depend on the file."""
    keys = list(dict([_SORT_COLUMNS[by], *_TIES]).items())
    index = pd.RangeIndex(len(properties))
    columns = pd.DataFrame(properties[[name for name, _ in keys]]).set_index(index)
    ordered = columns.sort_values(
        [name for name, _ in keys],
        ascending=[rises for _, rises in keys],
        na_position="last",
        kind="stable",
    )
    return ordered.index.to_numpy()


def list_rows(properties: pd.DataFrame, compared: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what the list shows of every property, in the order of the frame.

    In a changed view, `compared` (of `rescore`) adds the published score and the change.
    """
    low, high = (properties[name].astype("string") for name in ("score_low", "score_high"))
    star = properties["is_band_provisional"].map({True: "*", False: ""}).astype("string")
    beside = {}
    if compared is not None:
        beside = {
            "published": compared["score_published"].array,
            "change": compared["change"].array,
        }
    return pd.DataFrame(
        {
            "score": properties["score"],
            "band": _bands(properties),
            "name": properties["name"].astype(object).map(plain.clean),
            **beside,
            "next_end": _iso(properties["next_end_date"]).fillna("none known"),
            "next_notice": _next_notice(properties),
            "at_risk": properties["units_at_risk_5y"],
            "last_end": _last_end(properties),
            "range": low + "–" + high + star,
            "confidence": properties["confidence_grade"],
            "why": properties["reason"].astype(object).map(plain.clean),
            "ward": properties["ward"].astype(object).map(plain.clean),
            "address": properties["address"].astype(object).map(plain.clean),
        }
    )


def ranked_list(
    shown: pd.DataFrame,
    ids: Sequence[str],
    *,
    key: str,
    by: str,
    chosen: str | None,
    on_select: Callable[[], None],
    ward_label: str = "Ward",
    beside_name: Sequence[str] = (),
) -> None:
    """Draw the list; `key` has to change with the ids, for a click is a position among them.

    `beside_name` are columns that stand right after the name.
    """
    at = ids.index(chosen) if chosen in ids else None
    st.dataframe(
        shown,
        key=key,
        column_config={**COLUMNS, "ward": st.column_config.TextColumn(ward_label, width=80)},
        hide_index=True,
        column_order=column_order(shown, by, beside_name),
        height=min(LIST_HEIGHT, (len(ids) + 1) * ROW_HEIGHT + EDGES),
        placeholder="–",
        on_select=on_select,
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if at is None else [at]}},
        alt=f"{len(ids)} properties in order, with score, band, dates and reason. {LIST_HELP}",
    )


def column_order(shown: pd.DataFrame, by: str, beside_name: Sequence[str] = ()) -> list[str]:
    """Put what says whom to call first: score, name, what the list is sorted by, and why."""
    sorted_by = [SORTED_COLUMNS[by]] if by in SORTED_COLUMNS else []
    first = ["score", "band", "name", *beside_name, "published", "change", *sorted_by, "why"]
    leading = [name for name in first if name in shown]
    return leading + [str(name) for name in shown if name not in leading]


def list_key(ids: Sequence[str], generation: int) -> str:
    """Return the key under which exactly these rows, in this order, are drawn."""
    return f"list-{hashlib.sha256(chr(10).join(ids).encode()).hexdigest()[:16]}-{generation}"


def picked(ids: Sequence[str], selection: Mapping[str, Any]) -> str | None:
    """Return the id of the selected row; None for none, or for a row that is not there."""
    rows = selection.get("rows") or []
    return ids[rows[0]] if rows and 0 <= rows[0] < len(ids) else None


def _bands(properties: pd.DataFrame) -> pd.Series:
    """Name each band with its mark; a person's flag is pinned over it, and the score says more."""
    named = properties["band"].astype(object).map(band_label)
    flagged = properties["is_flagged"].fillna(False).astype(bool)
    return named.mask(flagged, "⚑ Flagged")


def _last_end(properties: pd.DataFrame) -> pd.Series:
    """Say when the last covenant ends; text that sorts by date."""
    known = _iso(properties["known_last_end_date"])
    later = (known + " or later").fillna("not known")
    ends = _iso(properties["last_end_date"]).fillna(later)
    return ends.mask(properties["has_open_ended"].fillna(False).astype(bool), "no end by design")


def _next_notice(properties: pd.DataFrame) -> pd.Series:
    """Say the next deadline; text that sorts by date. A missing notice or date is said."""
    coming = _iso(properties["next_notice_date"]) + " " + properties["next_notice"].astype("string")
    is_undated = (properties["notice_phase"] == "no_date").fillna(False)
    coming = coming.mask(is_undated, "no date to count from").fillna("none known")
    is_missing = properties["has_notice_expected_missing"].fillna(False).astype(bool)
    return coming.mask(is_missing, coming + "; a notice is missing").map(plain.clean)


def _iso(dates: pd.Series) -> pd.Series:
    return dates.dt.strftime("%Y-%m-%d").astype("string")
