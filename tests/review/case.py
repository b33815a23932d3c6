"""A small city in which rules left three pairs to people, and one property two parcels."""

from typing import Any

import pandas as pd
from shapely.geometry import Point, box

from housing.review import Pairs, pairs_left
from housing.tables import (
    LinkedCovenants,
    ParcelLinks,
    Parcels,
    Properties,
    RecordLinks,
    Records,
)
from housing.verdicts import COLUMNS
from tests.factory import table

CRS = "EPSG:26985"
WEST, SOUTH = -77.02, 38.90
#: About 100 meters.
STEP = 0.0009


def record(record_id: str, north: float | None = 0, **values: Any) -> dict[str, Any]:
    source_id, source_record_id = record_id.split(":")
    place = {} if north is None else {"latitude": SOUTH + STEP * north, "longitude": WEST}
    ids = {"record_id": record_id, "source_id": source_id, "source_record_id": source_record_id}
    return ids | place | values


def left(record_id: str, *candidates: str) -> dict[str, Any]:
    return {
        "record_id": record_id,
        "method": "review",
        "property_id": None,
        "candidate_record_ids": "\n".join(candidates),
        "candidate_property_ids": ";".join(one.replace(":", "-") for one in candidates),
        "candidate_evidence": "\n".join(f"alike {one}; but unclear." for one in candidates),
    }


def city() -> dict[str, Any]:
    records = [
        record("city:1", name="Elm Court I", address="1 Elm Street NW", units_total=40),
        record("city:2", 1, name="Elm Court II", units_total=36),
        record("hud:8", 1, name="=ELM()", address="1 ELM ST NW", units_total=38),
        record("hud:9", None, name="Oak", units_assisted=120),
    ]
    links = [
        {"record_id": "city:1", "property_id": "city-1"},
        {"record_id": "city:2", "property_id": "city-2"},
        left("hud:8", "city:1", "city:2"),
        left("hud:9", "city:2"),
    ]
    properties = [
        {"property_id": "city-1", "name": "Elm Court I", "units_total": 40, "geometry": None},
        {"property_id": "city-2", "units_total": 36, "geometry": Point(WEST, SOUTH)},
    ]
    lots = [
        {"parcel_id": name, "geometry": box(west, SOUTH, west + STEP, SOUTH + STEP)}
        for name, west in (("0001    0001", WEST), ("0001    0002", WEST + STEP))
    ]
    tied = {"method": "review", "parcel_id": None, "has_outline": False}
    ties = [
        {"property_id": "city-1", "parcel_id": "0001    0001"},
        {"property_id": "city-2", "candidate_parcel_ids": "0001    0001;0001    0002"} | tied,
    ]
    covenants = [
        {"record_id": "city:1", "start_date": "2001-01-01", "end_date": "2041-01-01"},
        {"record_id": "city:1", "start_date": "2005-01-01", "end_date": "2035-01-01"},
    ]
    return {
        "records": table(Records, records),
        "record_links": table(RecordLinks, links),
        "properties": table(Properties, properties),
        "parcels": table(Parcels, lots),
        "parcel_links": table(ParcelLinks, ties),
        "covenants": table(LinkedCovenants, covenants),
    }


def pairs() -> Pairs:
    return pairs_left(city(), CRS)


def verdict(subject: str, candidate: str, said: str, **values: Any) -> pd.DataFrame:
    row = {
        "jurisdiction": "dc",
        "table": "record_links" if ":" in subject else "parcel_links",
        "subject_id": subject,
        "candidate_id": candidate,
        "verdict": said,
        "reason": "deed",
        "author": "A",
        "date": pd.Timestamp("2026-11-22"),
    }
    return pd.DataFrame([row | values], columns=list(COLUMNS))
