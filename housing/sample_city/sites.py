"""Sites: which neighboring lots a development stands on, each used once."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.lots import lots
from housing.sample_city.streets import blocks


@dataclass(slots=True)
class Sites:
    """The lots that are still free."""

    used: set[int] = field(default_factory=set)
    #: First lot of each run of lots of one kind that face one street, by neighborhood and kind.
    runs: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)

    def take(
        self, rng: np.random.Generator, neighborhood: str, kinds: tuple[str, ...], count: int
    ) -> list[int]:
        """Take `count` neighboring lots of one of the kinds, or fewer where no run is as long."""
        runs = [run for kind in kinds for run in self._runs().get((neighborhood, kind), [])]
        for wanted in range(count, 0, -1):
            for place in rng.permutation(len(runs)):
                first, last = runs[place]
                free = [lot for lot in range(first, last) if lot not in self.used]
                whole = self._neighbors(free, wanted)
                if whole:
                    self.used.update(whole)
                    return whole
        raise ValueError(f"No free lot of {kinds} is left in {neighborhood}.")

    @staticmethod
    def _neighbors(free: list[int], wanted: int) -> list[int]:
        for start in range(len(free) - wanted + 1):
            if free[start + wanted - 1] - free[start] == wanted - 1:
                return free[start : start + wanted]
        return []

    def _runs(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        if not self.runs:
            land = lots()
            hood = np.array([plat.neighborhood for plat in plan.PLATS])[blocks().plat]
            change = (np.diff(land.block) != 0) | (np.diff(land.side) != 0)
            starts = np.concatenate([[0], np.flatnonzero(change) + 1, [len(land.block)]])
            for first, last in zip(starts[:-1], starts[1:], strict=True):
                key = (str(hood[land.block[first]]), str(land.kind[first]))
                self.runs.setdefault(key, []).append((int(first), int(last)))
        return self.runs


def homes_on(places: list[int], square_meters_per_home: float) -> int:
    """How many homes the lots hold at a density."""
    return max(2, int(shapely.area(lots().shape[places]).sum() / square_meters_per_home))
