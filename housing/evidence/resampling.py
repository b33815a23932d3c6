"""How much a figure would move with other contracts: redrawn by contract, never by row.

One contract comes up for renewal many times, and its rows resemble each other. Drawing rows would
call the figures surer than they are.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from housing.evidence.results import Estimate
from housing.factors.base import Floats, Whole

#: Redrawn samples behind every interval, and where the drawing starts: the same each run.
REPETITIONS = 500
SEED = 20161101


def redrawn(contract: Whole, repetitions: int = REPETITIONS, seed: int = SEED) -> Iterator[Floats]:
    """Weights of every row when contracts are drawn with replacement, time after time."""
    rng = np.random.default_rng(seed)
    count = int(contract.max()) + 1
    for _ in range(repetitions):
        drawn = np.bincount(rng.integers(0, count, count), minlength=count)
        yield drawn[contract].astype(np.float64)


def estimates(
    measure: Callable[[Floats], Mapping[str, float]],
    contract: Whole,
    repetitions: int = REPETITIONS,
) -> dict[str, Estimate]:
    """Measure everything as it is and on redrawn contracts; keep the middle 95 of 100."""
    value = measure(np.ones(len(contract)))
    drawn = [measure(weights) for weights in redrawn(contract, repetitions)]
    made = {}
    for name, exact in value.items():
        spread = np.asarray([one[name] for one in drawn])
        low, high = np.nanpercentile(spread, [2.5, 97.5])
        made[name] = Estimate(value=exact, low=float(low), high=float(high))
    return made
