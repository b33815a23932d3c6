"""What people report: `data/overrides/signals.csv`, each row signed, dated and with a reason.

    jurisdiction, property_id, kind, date, expires, intent, withdrawn, author, reason, evidence_url

`expires`, `intent` (`convert` or `no_intent`), `withdrawn` and `evidence_url` may be blank; what
sets a status (`demolition`, `lost`, `replaced`) needs its evidence.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from housing.errors import ConfigError
from housing.signals.effects import EFFECTS
from housing.terms import SignalIntent, SignalKind

FILE = "signals.csv"

COLUMNS = (
    "jurisdiction",
    "property_id",
    "kind",
    "date",
    "expires",
    "intent",
    "withdrawn",
    "author",
    "reason",
    "evidence_url",
)
_REQUIRED = ("jurisdiction", "property_id", "kind", "date", "author", "reason")
_DATES = ("date", "expires", "withdrawn")


def read_signals(folder: Path, jurisdiction: str) -> pd.DataFrame:
    """Read what people report of a place's properties; empty where there is no file.

    Returns:
        Signals as stated, not yet judged (see `housing.signals.judge`).

    Raises:
        ConfigError: a sentence for each row that is unsigned, undated or says what cannot be.
    """
    path = folder / FILE
    text = _read(path)
    dates = {
        name: pd.to_datetime(text[name], format="%Y-%m-%d", errors="coerce") for name in _DATES
    }
    if wrong := _faults(text, pd.DataFrame(dates)):
        raise ConfigError(" ".join(f"{path}, line {line + 2}: {said}" for line, said in wrong))
    stated = text.assign(**dates).loc[text["jurisdiction"] == jurisdiction]
    number = stated.groupby(["property_id", "kind", "date"]).cumcount() + 1
    day = stated["date"].dt.strftime("%Y-%m-%d").astype("string")
    return pd.DataFrame(
        {
            "signal_id": "people:"
            + (stated["property_id"] + ":" + stated["kind"] + ":" + day)
            + number.map(lambda times: "" if times == 1 else f":{times}").astype("string"),
            "property_id": stated["property_id"],
            "kind": stated["kind"],
            "signal_date": stated["date"],
            "expires_date": stated["expires"],
            "withdrawn_date": stated["withdrawn"],
            "intent": stated["intent"],
            "author": stated["author"],
            "reason": stated["reason"],
            "evidence_url": stated["evidence_url"],
        }
    ).reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=list(COLUMNS), dtype="string")
    text = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    if missing := [name for name in COLUMNS if name not in text]:
        raise ConfigError(f"{path} has no column {', '.join(missing)}.")
    return text[list(COLUMNS)].apply(lambda column: column.str.strip()).replace("", pd.NA)


def _faults(text: pd.DataFrame, dates: pd.DataFrame) -> list[tuple[int, str]]:
    """Return the line and the fault of every bad row: the first fault of each."""
    found = []
    for line, row in enumerate(text.to_dict("records")):
        if said := _fault(row, dates.iloc[line]):
            found.append((line, said))
    return found


def _fault(row: Mapping[Any, Any], dates: pd.Series) -> str | None:
    for name in _REQUIRED:
        if pd.isna(row[name]):
            return f"a signal needs its {name}."
    for name in _DATES:
        if pd.notna(row[name]) and pd.isna(dates[name]):
            return f"{row[name]!r} is no {name} like 2026-11-22."
    if row["kind"] not in {kind.value for kind in SignalKind}:
        known = ", ".join(kind.value for kind in SignalKind)
        return f"{row['kind']!r} is no kind of signal; they are {known}."
    if pd.notna(row["intent"]) and row["intent"] not in {one.value for one in SignalIntent}:
        return f"{row['intent']!r} is no intent; write convert, no_intent, or leave it blank."
    if dates["expires"] < dates["date"]:
        return f"it expires on {row['expires']}, before its date, {row['date']}."
    if EFFECTS[SignalKind(row["kind"])].needs_evidence and pd.isna(row["evidence_url"]):
        return f"{row['kind']!r} sets the status of a property and needs its evidence_url."
    return None
