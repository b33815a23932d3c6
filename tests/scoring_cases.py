"""Properties and covenants to score, in one short call each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from housing.scoring import PUBLISHED, SCORE_COLUMNS, Scored, Weights, score_properties
from housing.signals import judge_signals
from housing.tables import LinkedCovenants, LinkedInspections, Properties
from tests.factory import table

#: Tables of one bland row, whose types rows are given without the cost of checking them again.
BLAND_PROPERTY = table(Properties, [{}]).drop(columns=["geometry", *SCORE_COLUMNS])
BLAND_COVENANT = table(LinkedCovenants, [{}])
NO_INSPECTIONS = table(LinkedInspections, [{}]).iloc[:0]
NO_SIGNALS, _ = judge_signals(pd.DataFrame(), pd.Index([]), date.min)

AS_OF = date(2026, 6, 30)
TODAY = pd.Timestamp(AS_OF)

Row = dict[str, Any]


def covenant(
    kind: str = "auto_lapse", years: float | None = 5.0, units: int | None = 80, **known: Any
) -> Row:
    """A covenant in force that ends in so many years, as `housing.covenants` would judge it."""
    days = None if years is None else round(years * 365.25)
    end = None if days is None else TODAY + pd.Timedelta(days=days)
    renews = kind in ("renewable", "prac")
    return {
        "program": "section_8_pbra" if renews else "lihtc",
        "kind": kind,
        "is_covenant": kind != "none",
        "is_active": kind != "none",
        "is_stale": renews and days is not None and days < 0,
        "is_expired_unverified": not renews and days is not None and days <= 0,
        "usable_end_date": end,
        "years_to_end": None if days is None else days / 365.25,
        "units_counted": 0 if kind == "none" else units,
        "is_early_exit_waived": True,
        "observed_date": TODAY,
        **known,
    }


def ended(actual: str | None, **known: Any) -> Row:
    """A covenant that its source lists as ended."""
    return covenant(
        years=None, is_active=False, status="ended", actual_end_date=actual, units=0, **known
    )


def score(
    covenants: Mapping[str, Sequence[Row]],
    known: Mapping[str, Row] | None = None,
    weights: Weights = PUBLISHED,
    signals: Sequence[Row] = (),
    **for_all: Any,
) -> Scored:
    """Score properties, each named and given its covenants and what is known of it.

    Signals are as people state them; without a property they are of the one called `one`.
    """
    properties, linked = tables_of(covenants, known, **for_all)
    judged = NO_SIGNALS
    if signals:
        judged, _ = judge_signals(stated(*signals), pd.Index(list(covenants)), AS_OF)
    return score_properties(
        properties, linked, NO_INSPECTIONS, as_of=AS_OF, signals=judged, weights=weights
    )


def stated(*signals: Row) -> pd.DataFrame:
    """Signals as people state them, with what a test does not care about filled in."""
    rows = [
        {
            "signal_id": f"signal-{number}",
            "property_id": "one",
            "signal_date": "2026-03-01",
            "expires_date": None,
            "author": "A. Advocate",
            "reason": "Seen at the door.",
            **signal,
        }
        for number, signal in enumerate(signals)
    ]
    table = pd.DataFrame(rows)
    for name in [name for name in table if str(name).endswith("_date")]:
        table[name] = pd.to_datetime(table[name]).astype("datetime64[us]")
    return table


def tables_of(
    covenants: Mapping[str, Sequence[Row]],
    known: Mapping[str, Row] | None = None,
    **for_all: Any,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Properties and linked covenants as scoring takes them."""
    known = known or {}
    rows = [
        {
            "property_id": name,
            "units_restricted": max((c["units_counted"] or 0 for c in held), default=0) or None,
            "has_unknown_end": any(
                c["is_active"] and c["usable_end_date"] is None and c["kind"] != "open_ended"
                for c in held
            ),
            "has_stale_end": any(c["is_stale"] for c in held),
            "has_open_ended": any(c["kind"] == "open_ended" for c in held),
            "last_end_date": _last_end([c for c in held if c["is_active"]]),
            **for_all,
            **known.get(name, {}),
        }
        for name, held in covenants.items()
    ]
    linked = [
        {"property_id": name, "covenant_id": f"{name}-{number}", **row}
        for name, held in covenants.items()
        for number, row in enumerate(held)
    ]
    return typed(rows, BLAND_PROPERTY), typed(linked, BLAND_COVENANT)


def _last_end(held: Sequence[Row]) -> pd.Timestamp | None:
    """The last end of covenants in force; none where one of them has no end on record."""
    ends = [c["usable_end_date"] for c in held]
    return None if not ends or None in ends else max(ends)


def typed(rows: list[Row], bland: pd.DataFrame) -> pd.DataFrame:
    """Rows with the columns and types of a bland one, which fills what they do not state."""
    table = bland.iloc[[0] * len(rows)].reset_index(drop=True)
    blank = bland.iloc[0]
    for name in dict.fromkeys(name for row in rows for name in row):
        told = pd.Series([row.get(name, blank[name]) for row in rows], dtype="object")
        table[name] = told.astype(bland[name].dtype)
    return table


def score_one(*covenants: Row, signals: Sequence[Row] = (), **known: Any) -> pd.Series:
    """Score one property; the row of its scores."""
    return score({"one": covenants}, {"one": known}, signals=signals).scores.loc["one"]


def points_of(scored: Scored, property_id: str = "one") -> dict[str, float]:
    """Points of one property's contributions, by code."""
    rows = scored.contributions
    mine = rows.loc[rows["property_id"] == property_id]
    return dict(zip(mine["code"], mine["points"], strict=True))
