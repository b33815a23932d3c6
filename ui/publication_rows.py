"""The log of publications as rows: who made which snapshot current, when, and why."""

from collections.abc import Sequence

from housing.snapshots import Publication
from ui import explain
from ui.rows import Rows

#: What the page says where the log has no line yet.
NONE_YET = "No publication has been logged yet; the next one will be."


def publications(lines: Sequence[Publication]) -> Rows:
    """Every line of the log, the newest first."""
    return [
        {
            "When": f"{explain.day(line.at)}, {line.at[11:16]} UTC",
            "Who": line.who,
            "What": line.action + ("" if line.is_completed else " (begun, not completed)"),
            "Snapshot": line.snapshot,
            "Before": line.before or "none",
            "Accepted because": line.accepted or "",
            "Although these gates failed": ", ".join(line.failed),
        }
        for line in lines
    ]
