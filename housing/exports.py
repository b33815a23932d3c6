"""Lists that leave the app: they say what they are, and no cell of theirs is a formula."""

from collections.abc import Mapping

import pandas as pd

#: Columns of a property list, in the order a caller works through them.
PROPERTY_COLUMNS: tuple[str, ...] = (
    "property_id",
    "name",
    "address",
    "ward",
    "neighborhood",
    "status",
    "status_reason",
    "score",
    "score_low",
    "score_high",
    "band",
    "model_score",
    "override",
    "override_text",
    "is_flagged",
    "flag_text",
    "signals",
    "chpc_style",
    "dc_style_category",
    "confidence",
    "confidence_grade",
    "reason",
    "next_end_date",
    "last_end_date",
    "known_last_end_date",
    "has_open_ended",
    "has_unknown_end",
    "programs",
    "units_total",
    "units_restricted",
    "units_at_risk_1y",
    "units_at_risk_5y",
    "units_at_risk_10y",
    "owner_name",
    "owner_type",
    "manager_name",
    "inspection_score",
    "inspection_date",
    "next_milestone",
    "next_milestone_date",
    "next_notice",
    "next_notice_date",
    "notice_phase",
    "has_notice_expected_missing",
    "latitude",
    "longitude",
)

#: A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def properties_csv(properties: pd.DataFrame, context: Mapping[str, str]) -> bytes:
    """Return a property list as CSV that spreadsheets open as text, in the order given.

    `context` (city, as of when, which filters) becomes columns that repeat in every row: a row
    copied out of the file still says where it is from.
    """
    listed = pd.DataFrame(properties[list(PROPERTY_COLUMNS)]).assign(**context)
    return without_formulas(listed).to_csv(index=False, date_format="%Y-%m-%d").encode("utf-8-sig")


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text a spreadsheet would compute."""
    texts = table.select_dtypes(include=["string", "object"]).columns
    safe = table.copy()
    for name in texts:
        begins = table[name].astype("string").str.startswith(FORMULA_STARTS).fillna(False)
        safe[name] = table[name].mask(begins.astype(bool), "'" + table[name].astype("string"))
    return safe
