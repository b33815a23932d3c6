"""Rows of the tables that say in what state a property is: inspections, debt, vacancies."""

from typing import Any

from ui import explain
from ui.dossier import Dossier
from ui.property_charts import FAILING_SCORE
from ui.rows import Rows, in_words, sourced
from ui.text import en


def inspections(file: Dossier) -> Rows:
    """Inspections, latest first."""
    ordered = file.inspections.sort_values("inspection_date", ascending=False)
    return [
        {
            "Inspected": explain.day(one["inspection_date"]),
            "Score": explain.number(one["score"]),
            "As published": one["score_source"],
            "Result": _result(one["score"]),
            "Health and safety": _health(one["health_safety_code"]),
            "Smoke detectors": _detectors(one["has_smoke_detector_defect"]),
            "Standard": en.PROTOCOLS[one["protocol"]],
            "Source": sourced(file, one),
        }
        for one in ordered.to_dict("records")
    ]


def conditions(file: Dossier) -> Rows:
    """Debt coverage, vacancies and code violations, latest first."""
    ordered = file.conditions.sort_values(["condition_date", "condition_id"], ascending=False)
    return [
        {
            "Day": explain.day(one["condition_date"]),
            "Income over debt service": in_words(one["debt_coverage_ratio"], "{:.2f}".format),
            "Vacant homes": in_words(one["vacancy_pct"], "{:g}%".format),
            "Serious code violations": _violations(one),
            "Source": sourced(file, one),
        }
        for one in ordered.to_dict("records")
    ]


def _violations(one: dict[Any, Any]) -> str | None:
    """Say how many are open, and over how many homes where the list says so."""
    if not explain.is_known(one["serious_violations"]):
        return None
    over = f" in {explain.homes(one['units'])}" if explain.is_known(one["units"]) else ""
    return f"{explain.number(one['serious_violations'])} open{over}"


def _health(code: Any) -> str:
    """The letter of a score in words."""
    return str(en.HEALTH_CODES.get(code, "not stated")) if explain.is_known(code) else "not stated"


def _detectors(has_defect: Any) -> str:
    """The asterisk of a score in words."""
    if not explain.is_known(has_defect):
        return "not stated"
    return "defective" if has_defect else "no defect marked"


def _result(score: Any) -> str:
    if not explain.is_known(score):
        return "no score"
    return "failed" if score < FAILING_SCORE else "passed"
