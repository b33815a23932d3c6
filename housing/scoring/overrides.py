"""What signals in force make of the model's score: it is kept, and the displayed one may differ.

Floors raise and caps lower the displayed score; of several floors the highest holds. Preservation
financing answers what came before it, so its cap outranks older floors; a floor of the same day or
later tells of a new danger and outranks the cap (`docs/decisions/0006-overrides.md`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from housing.factors.base import Flags, Floats, Whole
from housing.scoring.gather import flags, positions
from housing.signals import EFFECTS
from housing.tables import Contributions, columns_of
from housing.terms import SignalEffect, SignalKind

#: The code and the card of the row that shows in the explanation how far a signal moved the score.
CODE = "S1"
CARD = "override"


@dataclass(frozen=True, slots=True)
class Overrides:
    """Floor and cap of every property, NaN for none, and the row of the signal they come from."""

    signals: pd.DataFrame
    floor: Floats
    cap: Floats
    row: Whole

    def moved(self, scores: Whole) -> Whole:
        """The displayed scores of what the model scored."""
        raised = np.fmax(scores, self.floor)
        return np.asarray(np.fmin(raised, self.cap)).astype(np.int64)


def overrides_of(signals: pd.DataFrame, property_ids: pd.Index) -> Overrides:
    """Find the one floor or cap that governs each property.

    Args:
        signals: table `Signals`.
        property_ids: the properties, in the order of the scores.
    """
    signals = signals.reset_index(drop=True)
    held = signals.loc[flags(signals["is_in_force"])]
    caps = held.loc[held["effect"] == SignalEffect.CAP].sort_values("signal_date")
    latest = caps.drop_duplicates("property_id", keep="last")
    financed = latest.set_index("property_id")["signal_date"]
    since = financed.reindex(held["property_id"]).to_numpy()
    is_answered = held["signal_date"].to_numpy() < since
    floors = held.loc[(held["effect"] == SignalEffect.FLOOR) & ~is_answered]
    highest = floors.sort_values(["effect_points", "signal_date"], na_position="first")
    highest = highest.drop_duplicates("property_id", keep="last")
    capping = latest.loc[~latest["property_id"].isin(highest["property_id"])]
    floor, row = _spread(highest, property_ids)
    cap, capped = _spread(capping, property_ids)
    return Overrides(signals, floor, cap, np.where(row >= 0, row, capped))


def override_columns(
    overrides: Overrides, model: Whole, is_scored: Flags, titles: Mapping[str, str]
) -> dict[str, list[str | None]]:
    """Kind of the signal that moved each score, and the sentence that says who moved it and why."""
    kinds: list[str | None] = [None] * len(model)
    texts: list[str | None] = [None] * len(model)
    final = overrides.moved(model)
    for place in np.flatnonzero(is_scored & (final != model)).tolist():
        signal = overrides.signals.iloc[overrides.row[place]]
        verb = "Raised" if final[place] > model[place] else "Capped"
        kinds[place] = str(signal["kind"])
        texts[place] = (
            f"{verb} from {model[place]} to {final[place]} by a signal: {named(signal)}, "
            f"{signed(signal, titles)}"
        )
    return {"override": kinds, "override_text": texts}


def flag_columns(
    signals: pd.DataFrame, property_ids: pd.Index, titles: Mapping[str, str]
) -> dict[str, object]:
    """Whether a person's flag is in force, and its sentence; the latest of several."""
    flagged = signals.loc[
        flags(signals["is_in_force"]) & (signals["kind"] == SignalKind.HUMAN_FLAG)
    ]
    latest = flagged.sort_values("signal_date").drop_duplicates("property_id", keep="last")
    said = pd.Series(
        [f"Flagged: {signed(signal, titles)}" for _, signal in latest.iterrows()],
        index=latest["property_id"],
        dtype="string",
    )
    return {
        "is_flagged": pd.array(property_ids.isin(latest["property_id"]), dtype="boolean"),
        "flag_text": _by_property(said, property_ids).array,
    }


def kinds_in_force(signals: pd.DataFrame, property_ids: pd.Index) -> pd.Series:
    """Kinds of the signals in force, `;` between; null for none."""
    held = signals.loc[flags(signals["is_in_force"]), ["property_id", "kind"]].drop_duplicates()
    kinds = held.sort_values(["property_id", "kind"]).groupby("property_id")["kind"].agg(";".join)
    return _by_property(kinds.astype("string"), property_ids)


def _by_property(texts: pd.Series, property_ids: pd.Index) -> pd.Series:
    """Texts in the order of the properties, null without one; most places have hardly any."""
    if texts.empty:
        return pd.Series(pd.NA, index=property_ids, dtype="string")
    return texts.reindex(property_ids)


def override_rows(
    property_ids: pd.Index, overrides: Overrides, model: pd.Series, texts: pd.Series
) -> pd.DataFrame:
    """Rows of table `Contributions` that say how far a signal moved the score."""
    rows = []
    for place in np.flatnonzero(texts.notna()).tolist():
        signal, before = overrides.signals.iloc[overrides.row[place]], int(model.iloc[place])
        after = int(np.fmin(np.fmax(before, overrides.floor[place]), overrides.cap[place]))
        points = float(after - before)
        rows.append(
            {
                "property_id": property_ids[place],
                "card": CARD,
                "position": 0,
                "code": CODE,
                "label": f"Signal: {named(signal)}",
                "points": points,
                "points_low": points,
                "points_high": points,
                "value": f"{before} to {after}",
                "unit": None,
                "is_missing": False,
                "source_id": said_by(signal),
                "observed_date": signal["signal_date"],
                "basis": EFFECTS[SignalKind(signal["kind"])].basis,
                "sentence": texts.iloc[place],
            }
        )
    return pd.DataFrame(rows, columns=columns_of(Contributions))


def said_by(signal: pd.Series) -> str:
    """Id of the source that lists the signal; what only a person says has the person's name."""
    return str(signal["source_id"] if pd.notna(signal["source_id"]) else signal["author"])


def with_signals(
    shown: Mapping[str, Any],
    overrides: Overrides,
    settled: Whole,
    signals: pd.DataFrame,
) -> pd.Series:
    """Put the signal that moved a score, a flag, or what settled a status before its reason."""
    said = shown["reason"].copy()
    flagged = np.asarray(shown["is_flagged"], bool)
    moved = np.array([kind is not None for kind in shown["override"]], bool)
    for place in np.flatnonzero(moved | flagged | (settled >= 0)).tolist():
        if settled[place] >= 0:
            signal = signals.iloc[settled[place]]
            told = f"{_dated(signal)}: {str(signal['reason']).rstrip('.')}"
            said[place] = ". ".join(filter(None, (told, said[place])))
        elif moved[place]:
            said[place] = f"{_dated(overrides.signals.iloc[overrides.row[place]])}. {said[place]}"
        else:
            said[place] = f"Flagged by a person. {said[place]}"
    return said


def day_in_words(day: pd.Timestamp) -> str:
    """Return a date no reader can turn around; `no stated day` for none."""
    return "no stated day" if pd.isna(day) else f"{day.day} {day:%b %Y}"


def named(signal: pd.Series) -> str:
    """Return what the signal is, as in the middle of a sentence."""
    return EFFECTS[SignalKind(signal["kind"])].name


def signed(signal: pd.Series, titles: Mapping[str, str]) -> str:
    """Day, reason, author, source and expiry of a signal, as the end of a sentence."""
    reason = str(signal["reason"]).rstrip(".")
    source, author = _source(signal, titles), str(signal["author"])
    said = f"From {source}" if author == source else f"Stated by {author}; source: {source}"
    if pd.notna(signal["expires_date"]):
        said += f"; in force until {day_in_words(signal['expires_date'])}"
    return f"{day_in_words(signal['signal_date'])}. {reason}. {said}."


def begun(signal: pd.Series) -> str:
    """What the signal is, as the beginning of a sentence, before its day.

    A list says what is so on its day, not when it came about.
    """
    name = named(signal)
    listed = " as listed on" if pd.notna(signal["source_id"]) and _is_state(signal) else ""
    return f"{name[0].upper()}{name[1:]},{listed}"


def _is_state(signal: pd.Series) -> bool:
    """Whether the signal tells what a property is, rather than what was filed or done."""
    return EFFECTS[SignalKind(signal["kind"])].effect == SignalEffect.STATUS


def _dated(signal: pd.Series) -> str:
    """What the signal is and of which day, as the beginning of a sentence."""
    return f"{begun(signal)} {day_in_words(signal['signal_date'])}"


def _spread(rows: pd.DataFrame, property_ids: pd.Index) -> tuple[Floats, Whole]:
    """Points of one row per property, and its position in the table; NaN and -1 for none."""
    points, row = np.full(len(property_ids), np.nan), np.full(len(property_ids), -1, np.int64)
    place = positions(rows["property_id"], property_ids.to_series())
    known = place >= 0
    points[place[known]] = rows["effect_points"].to_numpy(np.float64)[known]
    row[place[known]] = rows.index.to_numpy()[known]
    return points, row


def _source(signal: pd.Series, titles: Mapping[str, str]) -> str:
    if pd.notna(signal["source_id"]):
        return titles.get(str(signal["source_id"]), str(signal["source_id"]))
    if pd.notna(signal["evidence_url"]):
        return str(signal["evidence_url"])
    return "the author's own word"
