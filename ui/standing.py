"""What people and filings say of a property, how others would class it, what was lost or kept."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.scoring.classes import DC_CATEGORIES
from housing.signals import EFFECTS, effect_words
from housing.signals.effects import PRESERVING
from housing.terms import Band, ChpcStyle, OwnerType, SignalIntent, SignalKind, Status
from ui import explain
from ui.dossier import Dossier
from ui.explain import Row
from ui.rows import Rows
from ui.text import en

INTENTS = {
    SignalIntent.CONVERT: "means to end the restrictions",
    SignalIntent.NO_INTENT: "has no intent to end them",
}

#: Statuses whose homes are gone, or about which somebody has to find out.
GONE = (Status.LOST, Status.REPLACED, Status.OFF_MONITORING, Status.EXPIRED_UNVERIFIED)

#: Bands in order of urgency, for telling on which side two classes disagree.
_ORDER = [band.value for band in reversed(Band)]


def flag_sentence(row: Row) -> str | None:
    """Say who flagged the property, if a person's flag is in force."""
    if not row["is_flagged"]:
        return None
    known = explain.is_known(row["flag_text"])
    return str(row["flag_text"]) if known else "Flagged by a person, who gave no reason."


def override_sentence(row: Row) -> str | None:
    """Say both scores, what the cards make and what is shown, where a signal moved it.

    Who stated the signal follows, unless it is the flag, which has its own sentence.
    """
    scores = ("override", "score", "band", "model_score", "model_band")
    if not all(explain.is_known(row[name]) for name in scores):
        return None
    told = (
        f"The cards make {row['model_score']} of 100 ({row['model_band']}); shown is "
        f"{row['score']} ({row['band']})"
    )
    if row["override"] == SignalKind.HUMAN_FLAG:
        return f"{told}, because a flagged property is never shown under that."
    return f"{told}. {row['override_text']}"


def signals(file: Dossier) -> Rows:
    """Every signal, in force first, then the latest; those out of force say why."""
    ordered = file.signals.sort_values(
        ["is_in_force", "signal_date", "signal_id"], ascending=[False, False, True]
    )
    return [
        {
            "Signal": en.SIGNALS[one["kind"]],
            "Day": explain.day(one["signal_date"]),
            "In force?": _in_force(one),
            "In force it means": effect_words(EFFECTS[SignalKind(one["kind"])]),
            "Why": _why(one),
            "Stated by": one["author"],
            "Evidence": _evidence(file, one),
        }
        for one in ordered.to_dict("records")
    ]


def classes(row: Row) -> Rows:
    """The property's class by each method, beside its score."""
    stale = ", by an end already past" if row["is_chpc_stale"] else ""
    category = int(row["dc_style_category"])
    return [
        {
            "Method": "This score",
            "Says": str(row["band"]) if explain.is_known(row["band"]) else "Not scored",
            "Goes by": "dates, owner, rents, condition, people's signals",
        },
        {
            "Method": "CHPC-style",
            "Says": f"{row['chpc_style']}{stale}",
            "Goes by": "last end within 1, 5 or 10 years, or later; a steward owner is Low",
        },
        {
            "Method": "NLIHC-style: exit within 5 years",
            "Says": _yes_no(row["nlihc_exit_5y"]),
            "Goes by": "last end alone, whoever owns it",
        },
        {
            "Method": "NLIHC-style: depreciation",
            "Says": _yes_no(row["nlihc_depreciation"]),
            "Goes by": "latest inspection under 60",
        },
        {
            "Method": "DC-style category",
            "Says": f"{category} - {DC_CATEGORIES[category]}",
            "Goes by": "the first that holds: lost, replaced, flagged, an end within 12 months, a "
            "failed inspection, little documentation",
        },
    ]


def disagreement(row: Row) -> str | None:
    """Say where class and score differ, and what each of them sees that the other does not."""
    chpc, band = row["chpc_style"], row["band"]
    if chpc not in _ORDER or not explain.is_known(band) or chpc == band:
        return None
    both = f"CHPC-style {chpc}, this score {band}"
    if chpc == ChpcStyle.LOW and row["owner_type"] == OwnerType.STEWARD:
        return f"A steward owns it: {both}."
    if _ORDER.index(chpc) > _ORDER.index(band):
        calm = row["largest_against"]
        why = f" What speaks against it: {calm}" if explain.is_known(calm) else ""
        return f"The last end is near: {both}.{why}"
    if explain.is_known(row["override"]):
        name = EFFECTS[SignalKind(row["override"])].name
        return f"The last end is far and a signal is in force ({name}): {both}."
    worry = row["largest_for"]
    why = f" What speaks for concern: {worry}" if explain.is_known(worry) else ""
    return f"The last end alone looks calmer: {both}.{why}"


def gone(properties: pd.DataFrame) -> pd.DataFrame:
    """Properties lost, replaced, off monitoring or past their end; lost first, then the latest."""
    order = {status.value: rank for rank, status in enumerate(GONE)}
    found = properties.loc[properties["status"].isin(order)]
    ranked = found.assign(rank=found["status"].map(order))
    return ranked.sort_values(
        ["rank", "status_date", "property_id"], ascending=[True, False, True], na_position="last"
    )


def gone_words(found: pd.DataFrame) -> str:
    """Count properties and their homes by what became of them."""
    told = []
    for status in GONE:
        rows = found.loc[found["status"] == status]
        if len(rows):
            homes, unknown = rows["units_total"].sum(), int(rows["units_total"].isna().sum())
            beside = f" and an unknown number in {unknown:,} of them" if unknown else ""
            counted = explain.plural(len(rows), "property", "properties")
            told.append(f"{en.STATUSES[status]}: {counted}, {explain.homes(homes)}{beside}")
    return f"{'; '.join(told)}."


def kept(properties: pd.DataFrame, signals: pd.DataFrame) -> pd.DataFrame:
    """Properties whose homes were lately kept, one row per signal, the latest first."""
    told = signals.loc[signals["is_in_force"] & signals["kind"].isin(PRESERVING)]
    named = told.merge(properties[["property_id", "name"]], on="property_id")
    return named.sort_values(["signal_date", "signal_id"], ascending=[False, True])


def kept_words(one: Mapping[Any, Any]) -> str:
    """Say what kept a property's homes, and since when."""
    name = en.SIGNALS[str(one["kind"])]
    return f"{name}, {explain.day(one['signal_date'])}: {one['reason']}"


def _in_force(one: Mapping[Any, Any]) -> str:
    if not one["is_in_force"]:
        return f"no: {one['why_not']}"
    if not explain.is_known(one["expires_date"]):
        return "yes"
    return f"yes, until {explain.day(one['expires_date'])}"


def _why(one: Mapping[Any, Any]) -> str:
    intent = one["intent"]
    asks = EFFECTS[SignalKind(str(one["kind"]))].asks_intent
    if explain.is_known(intent):
        return f"{one['reason']} (the owner {INTENTS[SignalIntent(str(intent))]})"
    return f"{one['reason']} (intent not stated)" if asks else str(one["reason"])


def _evidence(file: Dossier, one: Mapping[Any, Any]) -> str | None:
    if explain.is_known(one["evidence_url"]):
        return str(one["evidence_url"])
    return file.source(one["source_id"]) if explain.is_known(one["source_id"]) else None


def _yes_no(value: object) -> str:
    if not explain.is_known(value):
        return "not known"
    return "yes" if value else "no"
