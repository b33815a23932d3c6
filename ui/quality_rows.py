"""The quality report as rows of tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from housing.quality.checks import CHECKS
from housing.terms import Check
from ui import explain
from ui.rows import Rows


def checks(summary: Sequence[Mapping[str, Any]]) -> Rows:
    """Every check with what it found, an example, and what to do; those without findings last."""
    ordered = sorted(summary, key=lambda one: not one["count"])
    return [
        {
            "Check": one["title"],
            "Found": explain.number(one["count"]) if one["count"] else "none",
            "Properties": explain.number(one["properties"]),
            "For example": one["examples"][0] if one["examples"] else "",
            "Kept out of counts": one["kept_out"],
            "What to do": one["to_do"],
        }
        for one in ordered
    ]


def findings(found: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Every finding, in words."""
    names = {check.value: CHECKS[check].title for check in Check}
    todo = {check.value: CHECKS[check].to_do for check in Check}
    return pd.DataFrame(
        {
            "Check": found["check"].map(names),
            "Property": found["name"],
            "Property id": found["property_id"],
            "What": found["detail"],
            "What to do": found["check"].map(todo),
            "Table": found["table"],
            "Row": found["row_id"],
            "Source": found["source_id"].map(lambda one: titles.get(one, one)),
        }
    )
