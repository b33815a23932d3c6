"""Every gate a draft has to pass before it is published."""

from collections.abc import Callable

from housing.quality.gate import Gate, Pair
from housing.quality.lists import columns, quarantined, rows
from housing.quality.movement import bands, properties_gained, properties_lost
from housing.quality.sanity import dates, geometry

#: In the order in which a person would look: the files, what came of them, what moved.
GATES: tuple[Callable[[Pair], Gate], ...] = (
    columns,
    rows,
    quarantined,
    geometry,
    dates,
    properties_lost,
    properties_gained,
    bands,
)


def measure(pair: Pair) -> list[Gate]:
    """Hold a draft and what is published of its place against every gate."""
    return [gate(pair) for gate in GATES]
