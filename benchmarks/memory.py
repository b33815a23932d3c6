"""How much memory it takes to read a large map of parcels, as GeoJSON and as GeoPackage.

The map is generated: parcels of ten corners with the columns of a tax roll, about 900 bytes each.
It is read as `import` reads it, by the source of a place's own parcels, in a process of its own
whose greatest resident memory is measured, what Python and its libraries take included. Size in
megabytes: `python -m benchmarks.memory 300`; without one, 60. A GeoPackage has what `ogr2ogr
-select` keeps: the columns the place's file names.
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

MEGABYTE = 1_000_000
GOAL_MEGABYTES = 2_000
CORNERS = 10

#: Columns of an assessor's file that nothing reads, as most are.
UNREAD = ("PLAT", "SUBDIV", "ZONING", "SCHOOL", "NBHD", "DEED_BOOK", "DEED_PAGE", "TAXDIST")


def write_map(path: Path, megabytes: int) -> int:
    """Write a GeoJSON of about that size; return how many parcels it holds."""
    written, count = 0, 0
    with path.open("w", encoding="utf-8") as file:
        written += file.write('{"type":"FeatureCollection","features":[\n')
        while written < megabytes * MEGABYTE:
            written += file.write((",\n" if count else "") + json.dumps(_parcel(count)))
            count += 1
        file.write("\n]}\n")
    return count


def read_map(path: Path) -> tuple[int, int, float]:
    """Read a map as the source of a place's own parcels does: rows, peak memory, seconds."""
    from housing.errors import FileUnreadableError
    from housing.layouts import ParcelList
    from housing.sources.base import RawFile
    from housing.sources.intake import require_sound
    from housing.sources.own_lists import source_of

    layout = ParcelList(
        kind="parcels",
        title="Parcels",
        publisher="generated",
        columns={
            "parcel_id": "PIN",
            "address": "SITUS",
            "owner_name": "OWNER",
            "assessed_value_usd": "VALUE",
            "land_area_sqft": "SQFT",
            "year_built": "BUILT",
        },
    )
    began = perf_counter()
    try:
        require_sound(path)
    except FileUnreadableError as error:  # told, and read all the same to know what it takes
        print(f"  refused by import: {error}", file=sys.stderr)
    raw = RawFile(path, path.name, date(2026, 1, 1))
    tables = source_of("generated", layout, "plain").normalize(raw)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return len(tables["parcels"]), peak, perf_counter() - began


def _parcel(number: int) -> dict[str, object]:
    east, north = -93.3 + number % 1500 * 0.0004, 44.8 + number // 1500 * 0.0004
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS + 1)]
    ring = [
        (round(east + math.cos(turn) * 0.00018, 14), round(north + math.sin(turn) * 0.00018, 14))
        for turn in [*turns[:-1], turns[0]]
    ]
    facts = {
        "PIN": f"{number:012}",
        "SITUS": f"{number % 9000} GENERATED AVE N",
        "OWNER": f"GENERATED HOLDINGS {number % 50000} LLC",
        "VALUE": 100_000 + number % 900_000,
        "SQFT": 4_000 + number % 9_000,
        "BUILT": 1900 + number % 120,
        **{name: f"{name}-{number % 997:05}" for name in UNREAD},
    }
    return {
        "type": "Feature",
        "properties": facts,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def main() -> None:
    """Print what reading takes, and whether it is under two gigabytes."""
    if len(sys.argv) > 2:
        print(json.dumps(read_map(Path(sys.argv[2]))))
        return
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "parcels.geojson"
        count = write_map(path, megabytes)
        print(f"{count:,} parcels, {path.stat().st_size / MEGABYTE:,.0f} MB of GeoJSON")
        package = path.with_suffix(".gpkg")
        _convert(path, package)
        for one in (path, package):
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.memory", "read", str(one)],
                check=True,
                capture_output=True,
                text=True,
            )
            sys.stderr.write(done.stderr)
            rows, peak, seconds = json.loads(done.stdout)
            size = one.stat().st_size / MEGABYTE
            verdict = "under" if peak / MEGABYTE < GOAL_MEGABYTES else "NOT under"
            print(
                f"{one.suffix:<9}{size:>6,.0f} MB: {rows:,} rows, {seconds:.0f} s, "
                f"{peak / MEGABYTE:,.0f} MB at most, {verdict} {GOAL_MEGABYTES:,} MB"
            )


def _convert(path: Path, package: Path) -> None:
    """Make the GeoPackage that `ogr2ogr -select` makes, in a process of its own."""
    script = (
        "import sys, pyogrio\n"
        "columns = ['PIN', 'SITUS', 'OWNER', 'VALUE', 'SQFT', 'BUILT']\n"
        "part = pyogrio.read_dataframe(sys.argv[1], columns=columns)\n"
        "pyogrio.write_dataframe(part, sys.argv[2], driver='GPKG')\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path), str(package)], check=True)


if __name__ == "__main__":
    main()
