"""A gate: one question to a draft, what it measured, its limit, and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from housing.changes import Comparison, compare
from housing.snapshots import Snapshot, read_table

NO_EARLIER = "no earlier snapshot of this place to compare with"


@dataclass(frozen=True, slots=True)
class Gate:
    """What one gate found."""

    name: str
    measured: str
    #: The limit, and the reason for it.
    limit: str
    is_passed: bool
    #: In plain words, for whoever has to decide.
    look_at: str

    def __str__(self) -> str:
        """Say it in a line."""
        verdict = "passed" if self.is_passed else "FAILED"
        return f"{verdict}  {self.name}: {self.measured}"


@dataclass(frozen=True)
class Pair:
    """A draft, and what is published of its place or None; the rest is made when asked for."""

    draft: Snapshot
    published: Snapshot | None

    @cached_property
    def comparison(self) -> Comparison | None:
        """What differs from the published snapshot; None where there is none."""
        return None if self.published is None else compare(self.published, self.draft)

    @cached_property
    def properties(self) -> pd.DataFrame:
        """The draft's properties."""
        return pd.DataFrame(read_table(self.draft, "properties"))

    @cached_property
    def properties_before(self) -> pd.DataFrame | None:
        """The published properties; None where there is no published snapshot."""
        if self.published is None:
            return None
        return pd.DataFrame(read_table(self.published, "properties"))

    def counts(self, name: str) -> int:
        """How many changes of a kind there are."""
        if self.comparison is None:
            return 0
        return int(self.comparison.changes["change"].eq(name).sum())


def failed(gates: Sequence[Gate]) -> list[Gate]:
    """Return the gates that a draft did not pass."""
    return [gate for gate in gates if not gate.is_passed]


def refusal(draft: Snapshot, gates: Sequence[Gate]) -> str:
    """Say why a draft was not published and what to look at."""
    told = "; ".join(f"{gate.name}: {gate.measured}. {gate.look_at}" for gate in failed(gates))
    return (
        f"Draft {draft.id} was not published, what was published stays. {told} If it is right as "
        'it is, publish with --accept "your reason".'
    )


def as_facts(gates: Sequence[Gate]) -> list[dict[str, Any]]:
    """Return what every gate found, for a manifest."""
    return [
        {"gate": gate.name, "measured": gate.measured, "is_passed": gate.is_passed}
        for gate in gates
    ]


def share(part: float, whole: float) -> float:
    """Return a part of a whole; 0 of nothing."""
    return part / whole if whole else 0.0
