"""Judging signals: what each one does, until when, and why it does not where it does not."""

from datetime import date

import pandas as pd

from housing.ids import among
from housing.signals.effects import EFFECTS
from housing.tables import Issues, Signals, columns_of, empty, validate
from housing.terms import Issue, SignalIntent

#: What may be stated of a signal before it is judged, besides the columns of the table.
_STATED = ("withdrawn_date", "observed_date", "objection")

#: Why a signal of a list does not count, where that is itself a doubt to look into.
CONTRADICTED = "covenants on record are still in force, so the sources contradict each other"


def judge_signals(
    stated: pd.DataFrame, property_ids: pd.Index, as_of: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say of every signal whether it is in force, and if not, why not.

    Args:
        stated: signals as people, filings and lists state them.
        property_ids: the properties there are.
        as_of: the day of the snapshot.

    Returns:
        Table `Signals` of these properties, and table `Issues`: signals of unknown properties,
        and those that other sources contradict.
    """
    if stated.empty:
        return empty(Signals), empty(Issues)
    rows = _with_rules(stated.reset_index(drop=True))
    reasons = _why_not(rows, pd.Timestamp(as_of))
    rows = rows.assign(is_in_force=reasons.isna(), why_not=reasons)
    known = among(rows["property_id"], property_ids)
    ordered = rows.loc[known].sort_values(
        ["property_id", "signal_date", "signal_id"], ascending=[True, False, True]
    )
    return (
        validate(ordered[columns_of(Signals)], Signals),
        _issues(rows.loc[~known], rows.loc[known & rows["objection"].eq(CONTRADICTED)]),
    )


def _with_rules(rows: pd.DataFrame) -> pd.DataFrame:
    """Add what the kind does, and when the signal expires unless it says so itself."""
    for name in (*_STATED, "intent", "evidence_url", "source_id"):
        if name not in rows:
            rows[name] = pd.NaT if name.endswith("_date") else pd.NA
    rules = {kind.value: rule for kind, rule in EFFECTS.items()}
    usual = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    for kind, rule in rules.items():
        if rule.months is not None:
            of_kind = rows["kind"] == kind
            ends = rows["signal_date"] + pd.DateOffset(months=rule.months)
            usual = usual.mask(of_kind, ends)
    return rows.assign(
        effect=rows["kind"].map({kind: rule.effect.value for kind, rule in rules.items()}),
        effect_points=rows["kind"]
        .map({kind: rule.points for kind, rule in rules.items()})
        .astype("Int64"),
        expires_date=pd.to_datetime(rows["expires_date"]).fillna(usual),
    )


def _why_not(rows: pd.DataFrame, now: pd.Timestamp) -> pd.Series:
    """The first reason why each signal does not count; null where it does."""
    of = {kind.value: rule for kind, rule in EFFECTS.items()}
    asks = rows["kind"].map({kind: rule.asks_intent for kind, rule in of.items()}).astype(bool)
    routine = rows["kind"].map({kind: rule.is_routine for kind, rule in of.items()}).astype(bool)
    withdrawn, observed = (pd.to_datetime(rows[n]) for n in ("withdrawn_date", "observed_date"))
    intent = rows["intent"].astype("string")
    later = (rows["signal_date"] > now) | (observed > now)
    said = pd.Series(pd.NA, index=rows.index, dtype="string")
    told = [
        (later, pd.Series("observed after the day of this snapshot", index=rows.index)),
        (withdrawn <= now, "withdrawn on " + _day(withdrawn)),
        (rows["expires_date"] <= now, "expired on " + _day(rows["expires_date"])),
        (rows["objection"].notna(), rows["objection"].astype("string")),
        (
            asks & intent.eq(SignalIntent.NO_INTENT.value).fillna(False),
            pd.Series("the notice says that the owner has no intent to convert", index=rows.index),
        ),
        (
            routine & intent.isna(),
            pd.Series("intent not stated, and owners send this notice as a routine", rows.index),
        ),
    ]
    for holds, text in reversed(told):
        said = said.mask(holds.astype(bool), text)
    return said


def _day(dates: pd.Series) -> pd.Series:
    """Dates in words; empty for none.

    >>> _day(pd.Series(pd.to_datetime(["2026-07-04", None]))).tolist()
    ['4 Jul 2026', '']
    """
    return pd.Series(
        ["" if pd.isna(day) else f"{day.day} {day:%b %Y}" for day in dates],
        index=dates.index,
        dtype="string",
    )


def _issues(strays: pd.DataFrame, contradicted: pd.DataFrame) -> pd.DataFrame:
    """Signals of properties that are not there, and lists that contradict the covenants."""
    told = [
        (
            strays,
            Issue.SIGNAL_WITHOUT_PROPERTY,
            "No property has the id "
            + strays["property_id"].astype("string")
            + ". Look the property up and correct its id in signals.csv.",
        ),
        (
            contradicted,
            Issue.CONFLICT,
            contradicted["reason"].astype("string")
            + " But covenants on record are still in force. Ask the publisher which is true.",
        ),
    ]
    parts = [
        pd.DataFrame(
            {
                "issue": issue.value,
                "property_id": rows["property_id"] if issue is Issue.CONFLICT else None,
                "table": "signals",
                "row_id": rows["signal_id"],
                "source_id": rows["source_id"],
                "detail": detail,
            }
        )
        for rows, issue, detail in told
        if len(rows)
    ]
    return validate(pd.concat(parts, ignore_index=True), Issues) if parts else empty(Issues)
