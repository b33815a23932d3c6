"""Signals: notices, sales, flags and closings that change what a score should say today.

A signal is stated by a person (`data/overrides/signals.csv`), by a filing, or by a publisher's own
list. It has a date, an author, a reason and an end, and its effect is shown beside what the model
makes of the property: nothing the model says is ever overwritten.
"""

from housing.signals.effects import EFFECTS, Effect, effect_words
from housing.signals.found import found_signals
from housing.signals.judge import judge_signals
from housing.signals.people import read_signals

__all__ = [
    "EFFECTS",
    "Effect",
    "effect_words",
    "found_signals",
    "judge_signals",
    "read_signals",
]
