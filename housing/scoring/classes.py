"""Other people's classes beside our score, from a property's columns alone: no model input.

    chpc_style          by the last end and a steward owner, as the California Housing Partnership
    nlihc_exit_5y       the last restriction ends within 5 years
    nlihc_depreciation  the latest inspection failed
    dc_style_category   1 to 7, as Washington's Preservation Catalog sorts by hand

They are called "style": how CHPC treats contracts renewed yearly, and its list of owners, are not
published, and the catalog's editors decide by hand.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from housing.factors.inspection import FAILING_BELOW
from housing.scoring.gather import flags, numbers
from housing.scoring.text import picked, series
from housing.signals.effects import FLOORS
from housing.terms import ChpcStyle, OwnerType, Status

#: Upper edges of the CHPC-style classes, in years from `as_of`, each included.
CHPC_YEARS = ((1, ChpcStyle.VERY_HIGH), (5, ChpcStyle.HIGH), (10, ChpcStyle.MODERATE))

#: The horizon of "Picture of Preservation" (NLIHC and PAHRC 2021, 2024).
NLIHC_YEARS = 5

#: The catalog warns of a subsidy that ends within so many months.
EXPIRING_MONTHS = 12

#: A failed inspection is recent for so long.
RECENT_YEARS = 3

#: The catalog's categories (PresCat, `Make_formats.sas`).
DC_CATEGORIES = {
    1: "At-risk or flagged",
    2: "Expiring subsidy",
    3: "Recent failing inspection",
    4: "More information needed",
    5: "Other subsidized property",
    6: "Lost rental",
    7: "Replaced",
}


def side_by_side(
    properties: pd.DataFrame, shown: Mapping[str, Any], as_of: date
) -> dict[str, object]:
    """Sort every property into each class: columns in the order of the properties.

    Args:
        properties: the wide rows.
        shown: status, signals and grade of confidence, in the same order.
        as_of: the day of the snapshot.
    """
    now = pd.Timestamp(as_of)
    return {
        **_chpc(properties, shown["status"], now),
        "nlihc_exit_5y": _exits(properties, now),
        "nlihc_depreciation": _fails(properties),
        "dc_style_category": _dc_category(properties, shown, now),
    }


def _chpc(properties: pd.DataFrame, status: pd.Series, now: pd.Timestamp) -> dict[str, object]:
    end = properties["last_end_date"]
    is_lost = (status == Status.LOST).to_numpy(bool)
    is_steward = (properties["owner_type"] == OwnerType.STEWARD).to_numpy(bool)
    is_held = flags(properties["has_open_ended"]) | is_steward
    within = [(end <= now + pd.DateOffset(years=years)).to_numpy(bool) for years, _ in CHPC_YEARS]
    classes = [
        ChpcStyle.LOST,
        ChpcStyle.LOW,
        ChpcStyle.UNCLASSIFIED,
        *(style for _, style in CHPC_YEARS),
        ChpcStyle.LOW,
    ]
    holds = [is_lost, is_held, end.isna().to_numpy(bool), *within]
    first = np.select(holds, list(range(len(holds))), len(holds))
    is_stale = (end < now).to_numpy(bool) & ~is_lost & ~is_held
    return {
        "chpc_style": series(picked([str(style) for style in classes], first)).array,
        "is_chpc_stale": pd.array(is_stale, dtype="boolean"),
    }


def _exits(properties: pd.DataFrame, now: pd.Timestamp) -> object:
    end = properties["last_end_date"]
    is_open = flags(properties["has_open_ended"])
    within = (end <= now + pd.DateOffset(years=NLIHC_YEARS)).to_numpy(bool) & ~is_open
    return pd.arrays.BooleanArray(within, end.isna().to_numpy(bool) & ~is_open)


def _fails(properties: pd.DataFrame) -> object:
    scores = numbers(properties["inspection_score"])
    return pd.arrays.BooleanArray(scores < FAILING_BELOW, np.isnan(scores))


def _dc_category(properties: pd.DataFrame, shown: Mapping[str, Any], now: pd.Timestamp) -> object:
    """First that holds of 6, 7, 1, 2, 3, 4; else 5."""
    status, kinds = shown["status"], pd.Series(shown["signals"]).astype("category")
    tells = [not {*said.split(";")}.isdisjoint(FLOORS) for said in kinds.cat.categories]
    is_signaled = np.asarray([*tells, False])[kinds.cat.codes]
    ends = properties["next_end_date"] <= now + pd.DateOffset(months=EXPIRING_MONTHS)
    recent = properties["inspection_date"] >= now - pd.DateOffset(years=RECENT_YEARS)
    fails = (numbers(properties["inspection_score"]) < FAILING_BELOW) & recent.to_numpy(bool)
    category = np.select(
        [
            (status == Status.LOST).to_numpy(bool),
            (status == Status.REPLACED).to_numpy(bool),
            is_signaled,
            ends.to_numpy(bool),
            fails,
            (shown["confidence_grade"] == "D").to_numpy(bool),
        ],
        [6, 7, 1, 2, 3, 4],
        5,
    )
    return pd.array(category, dtype="Int64")
