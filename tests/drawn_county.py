"""Counties drawn in a second: a grid of lots, and a list of developments with a covenant each."""

from datetime import UTC, date, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from housing.jurisdictions import Jurisdiction
from housing.pipeline import import_files

AS_OF, AT = date(2026, 6, 30), datetime(2026, 7, 1, tzinfo=UTC)

#: A lot is so many meters wide; the county begins here, in UTM zone 13 north.
LOT, ORIGIN = 25.0, (500_000.0, 4_400_000.0)

HOMES = {
    "kind": "covenants",
    "title": "Developments",
    "publisher": "drawn for trying out",
    "columns": {
        name: name
        for name in (
            "id", "name", "address", "latitude", "longitude", "parcel_id", "units_total",
            "units_assisted", "year_built", "program", "start_date", "end_date",
        )
    },
}  # fmt: skip
LOTS = {
    "kind": "parcels",
    "title": "Lots",
    "publisher": "drawn for trying out",
    "columns": {
        "parcel_id": "lot",
        "address": "situs",
        "owner_name": "owner",
        "assessed_value_usd": "value",
    },
}


def county(number: int) -> Jurisdiction:
    """Return a place with two lists of its own."""
    return Jurisdiction.model_validate(
        {
            "id": f"county{number}",
            "name": f"County {number}",
            "state": "CO",
            "local_crs": "EPSG:32613",
            "parcel_id_format": "plain",
            "sources": ["drawn_homes", "drawn_lots"],
            "lists": {"drawn_homes": HOMES, "drawn_lots": LOTS},
        }
    )


def draw(folder: Path, number: int, parcels: int, developments: int) -> list[Path]:
    """Write a county's two files."""
    random = np.random.default_rng(number)
    side = int(parcels**0.5)
    across, down = (axis.ravel() for axis in np.meshgrid(np.arange(side), np.arange(side)))
    left, low = ORIGIN[0] + across * LOT, ORIGIN[1] + down * LOT
    lots = gpd.GeoDataFrame(
        {
            "lot": [f"{number:02d}-{a:04d}-{d:04d}" for a, d in zip(across, down, strict=True)],
            "situs": [f"{100 + a} {d} ST" for a, d in zip(across, down, strict=True)],
            "owner": [f"OWNER {o} LLC" for o in random.integers(0, 5_000, side * side)],
            "value": random.lognormal(13, 0.5, side * side).astype(int),
        },
        geometry=shapely.box(left + 1, low + 1, left + LOT - 1, low + LOT - 1),
        crs="EPSG:32613",
    ).to_crs("EPSG:4326")
    chosen = random.choice(len(lots), developments, replace=False)
    stands = lots.iloc[chosen]
    points = stands.to_crs("EPSG:32613").centroid.to_crs("EPSG:4326")
    begun = pd.to_datetime("1990-01-01") + pd.to_timedelta(
        random.integers(0, 9_000, developments), "D"
    )
    homes = np.maximum(4, random.lognormal(3.8, 0.9, developments)).astype(int)
    listed = pd.DataFrame(
        {
            "id": [f"D{one:05d}" for one in range(developments)],
            "name": [f"Development {one} of county {number}" for one in range(developments)],
            "address": stands["situs"].to_numpy(),
            "latitude": points.y.to_numpy(),
            "longitude": points.x.to_numpy(),
            "parcel_id": stands["lot"].where(random.random(developments) < 0.7).to_numpy(),
            "units_total": homes,
            "units_assisted": homes,
            "year_built": random.integers(1920, 2015, developments),
            "program": random.choice(["LIHTC", "Project-based Section 8"], developments),
            "start_date": begun.strftime("%Y-%m-%d"),
            "end_date": (begun + pd.to_timedelta(30 * 365, "D")).strftime("%Y-%m-%d"),
        }
    )
    paths = [folder / f"homes{number}-2026-06-01.csv", folder / f"lots{number}-2026-06-01.parquet"]
    listed.to_csv(paths[0], index=False)
    lots.to_parquet(paths[1])
    return paths


def receive(data_dir: Path, number: int, parcels: int, developments: int) -> Jurisdiction:
    """Draw a county and receive its files like any import."""
    place = county(number)
    folder = data_dir / "drawn"
    folder.mkdir(parents=True)
    files = draw(folder, number, parcels, developments)
    done = import_files(files, data_dir, AT, "test", place)
    assert not done.refused, done.refused
    for path in files:
        path.unlink()
    folder.rmdir()
    return place
