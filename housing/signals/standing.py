"""Signals about what a property has become: flagged, lost, replaced, converted, renewed."""

from collections.abc import Mapping

import pandas as pd

from housing.ids import among
from housing.linked_tables import LinkedTables
from housing.signals.judge import CONTRADICTED
from housing.terms import CovenantStatus, Program, SignalKind

#: The DC catalog's hand-assigned categories that say more than its dates do: first digit and kind.
CATEGORIES = {
    "1": SignalKind.HUMAN_FLAG,
    "6": SignalKind.LOST,
    "7": SignalKind.REPLACED,
}
CATEGORY = r"^([167]) - "

#: HUD's word for tax credits that no agency monitors any more (`NONPROG`).
UNMONITORED = "No longer monitored"

#: Programs a public housing property is converted to, and how long before its end they may begin.
CONVERTED_TO = (Program.RAD, Program.PROJECT_BASED_VOUCHER, Program.SECTION_8_PBRA)
CONVERSION_OVERLAP = pd.DateOffset(years=1)

_NEVER = "datetime64[us]"


def standing_signals(linked: LinkedTables, titles: Mapping[str, str]) -> list[pd.DataFrame]:
    """Find what publishers' own judgements and the covenants themselves say of properties."""
    active = linked.covenants.loc[linked.covenants["is_active"] & linked.covenants["is_covenant"]]
    return [
        _categories(linked.records, active, titles),
        _unmonitored(linked.records, active, titles),
        _renewals(active, linked, titles),
        _conversions(linked, active, titles),
    ]


def _categories(
    records: pd.DataFrame, active: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Categories given by hand; lost or replaced homes cannot be under covenants in force."""
    code = records["category_source"].str.extract(CATEGORY, expand=False)
    rows = records.loc[code.notna()]
    kinds = code.loc[rows.index].map({key: kind.value for key, kind in CATEGORIES.items()})
    held = among(rows["property_id"], active["property_id"])
    return _stated(
        rows,
        rows["record_id"] + ":" + kinds,
        kinds,
        rows["observed_date"],
        "The catalog's editors put it into category “" + rows["category_source"] + "”.",
        titles,
    ).assign(
        objection=pd.Series(pd.NA, rows.index, dtype="string")
        .mask(held & kinds.eq(SignalKind.LOST.value), CONTRADICTED)
        .mask(held & kinds.eq(SignalKind.REPLACED.value), "covenants in force keep its homes")
    )


def _unmonitored(
    records: pd.DataFrame, active: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Tax credits off monitoring; another covenant in force makes that harmless."""
    said = records["status_source"].fillna("").str.startswith(UNMONITORED)
    rows = records.loc[said.astype(bool)]
    others = active.loc[~among(active["record_id"], rows["record_id"])]
    bound = among(rows["property_id"], others["property_id"])
    kinds = pd.Series(SignalKind.OFF_MONITORING.value, rows.index)
    return _stated(
        rows,
        rows["record_id"] + ":" + SignalKind.OFF_MONITORING.value,
        kinds,
        rows["observed_date"],
        rows["status_source"] + ".",
        titles,
    ).assign(objection=pd.Series("another covenant is in force", rows.index).where(bound))


def _renewals(
    active: pd.DataFrame, linked: LinkedTables, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Covenants whose end a source has moved to a later day."""
    moved = active["usable_end_date"] > active["end_previous_date"]
    rows = active.loc[moved & active["property_id"].notna() & active["units_counted"].ne(0)]
    begun = rows["start_date"].where(rows["start_date"] <= pd.Timestamp(linked.as_of))
    kinds = pd.Series(SignalKind.RENEWAL.value, rows.index)
    moved_from = rows["end_previous_date"].dt.strftime("%-d %b %Y").astype("string")
    moved_to = rows["usable_end_date"].dt.strftime("%-d %b %Y").astype("string")
    program = rows["program_source"].fillna("Covenant").astype("string")
    return _stated(
        rows,
        rows["covenant_id"] + ":" + SignalKind.RENEWAL.value,
        kinds,
        begun.fillna(rows["end_previous_date"]),
        program + ": the end moved from " + moved_from + " to " + moved_to + ".",
        titles,
    )


def _conversions(
    linked: LinkedTables, active: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Public housing that ended where a contract took over, as under RAD."""
    rows = linked.covenants
    ended = (rows["actual_end_date"] <= pd.Timestamp(linked.as_of)) | (
        rows["status"] == CovenantStatus.ENDED.value
    )
    old = rows.loc[(rows["program"] == Program.PUBLIC_HOUSING.value) & ended & ~rows["is_active"]]
    new = active.loc[active["program"].isin([program.value for program in CONVERTED_TO])]
    pairs = new.merge(
        old[["property_id", "actual_end_date"]].dropna(subset="property_id"),
        on="property_id",
        suffixes=("", "_old"),
    )
    begins = pairs["usable_start_date"]
    late_enough = ~(begins < pairs["actual_end_date_old"] - CONVERSION_OVERLAP)
    found = pairs.loc[late_enough].sort_values("covenant_id").drop_duplicates("property_id")
    kinds = pd.Series(SignalKind.CONVERSION.value, found.index)
    return _stated(
        found,
        found["covenant_id"] + ":" + SignalKind.CONVERSION.value,
        kinds,
        found["actual_end_date_old"].fillna(found["usable_start_date"]),
        "Public housing ended here, and a contract took over: "
        + found["program_source"].fillna("not named").astype("string")
        + ".",
        titles,
    )


def _stated(
    rows: pd.DataFrame,
    ids: pd.Series,
    kinds: pd.Series,
    days: pd.Series,
    reasons: pd.Series,
    titles: Mapping[str, str],
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "signal_id": ids,
            "property_id": rows["property_id"],
            "kind": kinds,
            "signal_date": days,
            "expires_date": pd.Series(pd.NaT, rows.index, dtype=_NEVER),
            "observed_date": rows["observed_date"],
            "author": rows["source_id"].map(lambda source: titles.get(source, source)),
            "reason": reasons,
            "source_id": rows["source_id"],
        }
    )
