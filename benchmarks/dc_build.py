"""Washington DC from raw files to a draft snapshot, against merely reading the same raw files.

Building is all that `python -m housing build dc` does: check the bytes of every file against its
receipt, read, link, judge, place, score, count deadlines, and write the draft. Reading is what no
build can do without: the same files, each once, with the fastest off-the-shelf reader of its kind
(pyarrow for CSV and Parquet, GDAL by way of pyogrio for GeoJSON), everything kept in memory and
nothing made of it.

The goal is held on the whole process, imports included, as a person waits for it. Each is measured
in fresh processes, by turns:

- the whole process: the start of Python, its imports, and the work;
- the work alone, once everything is imported, is printed beside it and has no goal.

Modules are compiled once and kept, as Python does unless it is told not to.

Each way has the time on the clock and the time of the processor. On a machine that others use the
processor's is the truer. Of several runs the least counts: what others add is no part of the work.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("HOLDFAST_REAL_DATA", ROOT.parent / "shared" / "data"))
AS_OF = date(2016, 4, 1)
RUNS = 5
GOAL = 3

#: What is measured, in the order in which it is printed.
MEASURES = (
    "whole process, processor",
    "whole process, clock",
    "work alone, processor",
    "work alone, clock",
)


def prepare(data_dir: Path) -> list[Path]:
    """Import the real files once, as a volunteer does; the raw files that a build then uses."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import import_files
    from housing.pipeline.gather import chosen
    from housing.sources.receipts import receipts
    from housing.sources.registry import SOURCES

    contracts = REAL_DATA / "national" / "sec8_outcomes" / "dc_sec8_contracts_2016-08.csv"
    place = load_jurisdiction("dc")
    import_files([REAL_DATA / "dc", contracts], data_dir, datetime.now(UTC), "benchmark", place)
    return [
        receipt.raw.path
        for source_id in place.sources
        for receipt in chosen(receipts(data_dir, source_id, place.id), SOURCES[source_id], AS_OF)
    ]


def reader(files: list[str]) -> Callable[[], object]:
    """Read every raw file that the build uses with the fastest reader of its kind."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq
    import pyogrio

    def read(path: Path) -> object:
        if path.suffix in {".geojson", ".json"}:
            return pyogrio.read_arrow(path)
        if path.suffix == ".parquet":
            return pq.read_table(path)
        text = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return pc.read_csv(
            pa.BufferReader(text),
            read_options=pc.ReadOptions(encoding="latin1"),
            parse_options=pc.ParseOptions(newlines_in_values=True),
        )

    return lambda: [read(Path(file)) for file in files]


def builder(arguments: list[str]) -> Callable[[], object]:
    """Link, judge, profile, score and write the draft, in the data folder that is named."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import build

    return lambda: build(load_jurisdiction("dc"), AS_OF, Path(arguments[0]), "benchmark")


def work(prepared: Callable[[list[str]], Callable[[], object]], arguments: list[str]) -> None:
    """Print how long the work takes in this process, imports done."""
    run = prepared(arguments)
    clock, processor = perf_counter(), process_time()
    run()
    print(json.dumps([process_time() - processor, perf_counter() - clock]))


def main() -> None:
    """Measure both and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        files = [str(path) for path in prepare(Path(folder) / "data")]
        turn = partial(_turn, Path(folder), files)
        turn()
        runs = [turn() for _ in range(RUNS)]
    print(f"{'DC, least of ' + str(RUNS):26} reading  building  ratio  goal: at most {GOAL}")
    for position, measure in enumerate(MEASURES):
        read, built = (min(run[which][position] for run in runs) for which in (0, 1))
        verdict = "met" if built <= GOAL * read else "missed"
        said = verdict if measure.startswith("whole") else ""
        print(f"{measure:26} {read:5.2f} s  {built:6.2f} s  {built / read:5.2f}  {said}".rstrip())


def _turn(folder: Path, files: list[str]) -> tuple[list[float], list[float]]:
    """Measure reading, then building; modules are kept compiled in the folder."""
    kept = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return _measured("reader", files, kept), _measured("builder", [str(folder / "data")], kept)


def _measured(name: str, arguments: list[str], environment: dict[str, str]) -> list[float]:
    """Seconds of one of the two in a fresh process, in the order of `MEASURES`."""
    code = f"import sys, benchmarks.dc_build as b; b.work(b.{name}, sys.argv[1:])"
    command = [sys.executable, "-c", code, *arguments]
    clock, processor = perf_counter(), _processor_time_of_children()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    whole = [_processor_time_of_children() - processor, perf_counter() - clock]
    return [*whole, *json.loads(done.stdout.strip().splitlines()[-1])]


def _processor_time_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
