"""Deadlines and notices: which the law sets at a property, and when each window closes."""

from housing.notices.early_exit import early_exit_dates, is_early_exit_undated
from housing.notices.rules import ENDS, Rule, load_rules, rules_for
from housing.notices.summary import next_notices
from housing.notices.windows import DUE_DAYS, windows

__all__ = [
    "DUE_DAYS",
    "ENDS",
    "Rule",
    "early_exit_dates",
    "is_early_exit_undated",
    "load_rules",
    "next_notices",
    "rules_for",
    "windows",
]
