"""Washington DC from raw files to a draft snapshot, against merely reading the same raw files.

Both run in fresh processes, median of three, imports not counted. Prints the ratio.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("HOLDFAST_REAL_DATA", ROOT.parent / "shared" / "data"))
AS_OF = date(2016, 4, 1)
RUNS = 3


def prepare(data_dir: Path) -> None:
    """Import the real files once, as a volunteer does."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import import_files

    contracts = REAL_DATA / "national" / "sec8_outcomes" / "dc_sec8_contracts_2016-08.csv"
    place = load_jurisdiction("dc")
    import_files([REAL_DATA / "dc", contracts], data_dir, datetime.now(UTC), "benchmark", place)


def read_only(data_dir: Path) -> float:
    """Read every raw file that the build uses with the fastest reader of its kind."""
    import pyarrow.csv as pc
    import pyarrow.parquet as pq
    import pyogrio

    files = used(data_dir)
    start = perf_counter()
    for path in files:
        if path.suffix == ".parquet":
            pq.read_table(path)
        elif path.suffix in {".geojson", ".json"}:
            pyogrio.read_arrow(path)
        else:
            text = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            newlines = pc.ParseOptions(newlines_in_values=True)
            pc.read_csv(
                _stream(text),
                read_options=pc.ReadOptions(encoding="latin1"),
                parse_options=newlines,
            )
    return perf_counter() - start


def build(data_dir: Path) -> float:
    """Link, judge, profile, score and write the draft."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import build as build_draft

    start = perf_counter()
    build_draft(load_jurisdiction("dc"), AS_OF, data_dir, "benchmark")
    return perf_counter() - start


def used(data_dir: Path) -> list[Path]:
    """Raw files that a build as of the day uses."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline.gather import chosen
    from housing.sources.receipts import receipts
    from housing.sources.registry import SOURCES

    return [
        receipt.raw.path
        for source_id in load_jurisdiction("dc").sources
        for receipt in chosen(receipts(data_dir, source_id, "dc"), SOURCES[source_id], AS_OF)
    ]


def main() -> None:
    """Measure both and print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        prepare(data_dir)
        seconds = {name: _median(name, data_dir) for name in ("read_only", "build")}
    ratio = seconds["build"] / seconds["read_only"]
    print(f"DC: reading the raw files {seconds['read_only']:.2f} s")
    print(f"DC: raw files to draft    {seconds['build']:.2f} s")
    print(f"DC: ratio                 {ratio:.2f} (goal: at most 3)")


def _median(name: str, data_dir: Path) -> float:
    """Run one of the two in fresh processes."""
    code = (
        "import sys, json; from pathlib import Path; import benchmarks.dc_build as b;"
        "import housing.pipeline, pyarrow.csv, pyogrio, pyarrow.parquet;"
        f"print(json.dumps(b.{name}(Path(sys.argv[1]))))"
    )
    times = []
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", code, str(data_dir)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        times.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return statistics.median(times)


def _stream(text: bytes) -> object:
    import pyarrow as pa

    return pa.BufferReader(text)


if __name__ == "__main__":
    main()
