"""How fast are properties linked to parcels, against plain geopandas, and addresses keyed?

    python benchmarks/linking.py

Makes a county of 860,000 parcels and 5,000 properties in `benchmarks/out` the first time. Every
measurement is the median of three fresh processes, imports not counted. Both ways of linking read
the same file, and their results must be the same set of property, parcel and inside-or-nearest:
where outlines are stacked or equally near, every one of them is in the set.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd

from housing.linkage.addresses import address_key
from housing.linkage.parcel_store import locate, write_store

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "benchmarks" / "out"
GENERATOR = Path(
    os.environ.get("HOLDFAST_COUNTY_GENERATOR", ROOT / "../shared/tools/generate_county.py")
)
PARCELS, PROPERTIES, CRS, METERS, RUNS = 860_000, 5_000, "EPSG:32618", 30.0, 3
COUNTY, POINTS, STORE = OUT / "county.parquet", OUT / "properties.parquet", OUT / "store.parquet"


def make_county() -> None:
    """Generate the county and store its parcels, unless that was done before."""
    OUT.mkdir(parents=True, exist_ok=True)
    if not COUNTY.exists():
        generate("parcels", "--n", str(PARCELS), "--out", str(COUNTY))
    if not POINTS.exists():
        parcels = ["--parcels", str(COUNTY)]
        generate("properties", *parcels, "--n", str(PROPERTIES), "--out", str(POINTS))
    if not STORE.exists():
        write_store(gpd.read_parquet(COUNTY), STORE, CRS)


def generate(*arguments: str) -> None:
    """Run the generator of realistic counties."""
    if not GENERATOR.exists():
        raise SystemExit(f"No generator at {GENERATOR}; set HOLDFAST_COUNTY_GENERATOR.")
    subprocess.run([sys.executable, str(GENERATOR), *arguments], check=True)


def plain_geopandas() -> pd.DataFrame:
    """Read everything, join what is inside, then what is nearest."""
    parcels = gpd.read_parquet(STORE, columns=["parcel_id", "geometry"])
    points = gpd.read_parquet(POINTS, columns=["property_id", "geometry"])
    inside = points.sjoin(parcels, predicate="intersects")
    outside = points.loc[~points.index.isin(inside.index)]
    nearest = outside.sjoin_nearest(parcels, max_distance=METERS)
    return pd.concat([inside.assign(is_inside=True), nearest.assign(is_inside=False)])


def holdfast() -> pd.DataFrame:
    """Read boxes, decode what is near, join."""
    points = gpd.read_parquet(POINTS, columns=["property_id", "geometry"])
    found = locate(points.geometry, STORE, CRS, METERS)
    ids = points["property_id"].to_numpy()[found["point"]]
    return found.assign(property_id=ids, is_inside=found["distance_meters"] == 0)


def address_keys() -> pd.DataFrame:
    """Key the address of every parcel."""
    return address_key(pd.read_parquet(COUNTY, columns=["address"])["address"]).to_frame()


WORK: dict[str, Callable[[], pd.DataFrame]] = {
    made.__name__: made for made in (plain_geopandas, holdfast, address_keys)
}


def measure(name: str) -> None:
    """Do one piece of work in this process; print its time, peak memory and result."""
    start, busy = time.perf_counter(), time.process_time()
    result = WORK[name]()
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if "parcel_id" in result:
        pairs = result[["property_id", "parcel_id", "is_inside"]].drop_duplicates()
        pairs.sort_values(list(pairs.columns)).to_parquet(OUT / f"{name}.parquet", index=False)
    figures = {"seconds": seconds, "processor": processor, "megabytes": megabytes}
    print(json.dumps(figures | {"rows": len(result)}))


def medians() -> dict[str, dict[str, float]]:
    """Measure everything in fresh processes, in turns, so that a busy moment hits all alike."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in WORK}
    for _ in range(RUNS):
        for name, done in runs.items():
            done.append(json.loads(in_fresh_process(name)))
    return {
        name: {key: statistics.median(run[key] for run in done) for key in done[0]}
        for name, done in runs.items()
    }


def in_fresh_process(name: str) -> bytes:
    """Do one piece of work in a process of its own and return what it prints."""
    command = [sys.executable, __file__, name]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout


def main() -> None:
    """Measure everything and print ratios."""
    # In a process of its own, because a child's peak memory begins at its parent's.
    in_fresh_process("make_county")
    plain, ours, keys = medians().values()
    same = pd.read_parquet(OUT / "plain_geopandas.parquet").equals(
        pd.read_parquet(OUT / "holdfast.parquet")
    )
    print(f"{PROPERTIES:,} properties against {PARCELS:,} parcels, median of {RUNS} processes")
    for label, run in (("plain geopandas", plain), ("holdfast", ours)):
        print(
            f"  {label:16} {run['seconds']:5.2f} s, of processors {run['processor']:5.2f} s, "
            f"{run['megabytes']:5.0f} MB at most"
        )
    ratio, busy = (plain[key] / ours[key] for key in ("seconds", "processor"))
    print(f"  holdfast takes 1/{ratio:.1f} of the time, 1/{busy:.1f} of the processors' time")
    print(f"  same result: {same}")
    print(f"address keys: {keys['rows'] / keys['seconds']:,.0f} per second, reading included")
    if not same:
        raise SystemExit("The two ways of linking disagree.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["make_county"]:
            make_county()
        case [work]:
            measure(work)
