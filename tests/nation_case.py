"""Several demonstration cities, each a place of its own, as a nation would have them."""

import sys
from collections.abc import Mapping
from pathlib import Path

from housing import snapshots
from housing.snapshots import Snapshot
from tests import demo_snapshot

#: Where each city lies, in degrees from the first.
STEP = 3.0


def write_nation(folder: Path, places: int, count: int) -> Mapping[str, Snapshot]:
    """Write and publish so many places of so many properties each."""
    for number in range(places):
        demo_snapshot.write(
            folder,
            count,
            f"city{number}-2026-09-30",
            place={"id": f"city{number}", "name": f"Demo City {number}"},
            moved=(STEP * (number % 5), -STEP * (number // 5)),
        )
    return snapshots.published(folder)


if __name__ == "__main__":
    write_nation(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
