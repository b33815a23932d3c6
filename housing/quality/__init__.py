"""Quality: whether a draft may be published, and what is doubtful in what was.

Gates are held against the snapshot of the same place that is published: `measure` says what each
measured, its limit and why it is there. `report` lists what is impossible or doubtful in one
snapshot, with examples and what to do.
"""

from housing.quality.gate import Gate, Pair, failed, refusal
from housing.quality.gates import GATES, measure
from housing.quality.report import report, summary

__all__ = ["GATES", "Gate", "Pair", "failed", "measure", "refusal", "report", "summary"]
