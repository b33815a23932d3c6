"""Ten counties refreshed by one worker and by two: how much sooner, and with what memory.

    python -m benchmarks many_places [COUNTIES [PARCELS]]

Each county is drawn by this benchmark: square lots in a grid with owners and values, and a list of
developments, most with their lot's number, with a covenant each. It is received like any import;
then `refresh_all` reads, links, judges, scores, compares and publishes all of them on workers of
`dask.distributed`, one task per county. Receiving is not timed; starting the workers and their
imports are.

The goal is the time of one worker against that of two in the same run. On a machine that others
use, a second core is not there for the asking: how many cores were at work is printed beside it
(processor time of the workers per second on the clock), and whether two spend more of the
processor than one. Memory is the most a worker has had after its first county, and after its last.
"""

import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from housing.jurisdictions import Jurisdiction
from housing.pipeline.many import Job, PlaceDone, refresh_all
from tests.drawn_county import AS_OF, AT, receive

COUNTIES, PARCELS, DEVELOPMENTS = 10, 60_000, 1_500
GOAL, FLAT = 1.6, 1.25


def main(counties: int, parcels: int) -> None:
    """Print times, ratio and memory."""
    with tempfile.TemporaryDirectory() as name:
        places = [receive(Path(name), one, parcels, DEVELOPMENTS) for one in range(counties)]
        found = {workers: timed(places, Path(name), workers) for workers in (1, 2)}
    print(f"{counties} counties of {parcels:,} parcels and {DEVELOPMENTS:,} developments")
    for workers, (clock, done) in found.items():
        processor = sum(one.processor for one in done)
        print(
            f"{workers} worker{'s' if workers > 1 else ' '}: {clock:6.1f} s on the clock, "
            f"{processor:6.1f} s of the processor, {processor / clock:.2f} cores at work"
        )
    (alone, one), (together, two) = found[1], found[2]
    print(f"two workers are {alone / together:.2f}x one; goal: at least {GOAL}")
    spent = sum(done.processor for done in two) / sum(done.processor for done in one)
    busiest = max(sum(one.processor for one in by) for by in by_worker(two).values())
    print(
        "by processor time, were each worker alone on a core: "
        f"{sum(done.processor for done in one) / busiest:.2f}x"
    )
    print(f"processor time of two for the same work: {spent:.2f}x of one's (1 is no waste)")
    for process, by in by_worker(two).items():
        first, last = (done.memory or 0 for done in (by[0], by[-1]))
        verdict = "flat" if last <= FLAT * first else "GROWS"
        print(
            f"worker {process}: {first / 1e6:,.0f} MB after its first county, "
            f"{last / 1e6:,.0f} MB after its {len(by)}th: {last / first:.2f}x, {verdict}"
        )


def timed(
    places: list[Jurisdiction], data_dir: Path, workers: int
) -> tuple[float, list[PlaceDone]]:
    """Seconds on the clock, and what became of every county; nothing is published before."""
    shutil.rmtree(data_dir / "snapshots", ignore_errors=True)
    start = perf_counter()
    done = list(refresh_all(places, Job(AS_OF, data_dir, AT, "benchmark"), workers=workers))
    assert not any(one.code for one in done), done
    return perf_counter() - start, done


def by_worker(done: list[PlaceDone]) -> dict[int, list[PlaceDone]]:
    """Counties by the process that did them, in the order of the memory it had had by then."""
    found: dict[int, list[PlaceDone]] = defaultdict(list)
    for one in sorted(done, key=lambda one: one.memory or 0):
        found[one.process or 0].append(one)
    return dict(found)


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    main(*[*asked, *(COUNTIES, PARCELS)[len(asked) :]])
