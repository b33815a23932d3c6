"""Covenants: what each restricts, when it ends, and how many homes that leaves unprotected."""

from housing.covenants.judge import judge
from housing.covenants.programs import load_programs
from housing.covenants.schedule import schedule
from housing.covenants.timeline import TIMELINE_COLUMNS, timeline

__all__ = ["TIMELINE_COLUMNS", "judge", "load_programs", "schedule", "timeline"]
