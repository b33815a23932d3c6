"""Pairs that rules left to people: a record and a property it may be, a property and a parcel."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from housing.geo import STORED_CRS
from housing.review.facts import parcel_facts, property_facts, record_facts
from housing.snapshots import Snapshot, read_table
from housing.terms import LinkMethod
from housing.verdicts import PARCELS, RECORDS

#: Columns of a pair besides the facts of its sides.
ABOUT = (
    "pair",
    "table",
    "subject_id",
    "candidate_id",
    "property_id",
    "homes",
    "evidence",
    "distance_meters",
)

#: What a snapshot must hold for its pairs to be found.
TABLES = ("properties", "records", "record_links", "covenants", "parcels", "parcel_links")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, most homes first, and what is published of both sides, row by row alike."""

    #: See `ABOUT`.
    about: pd.DataFrame
    #: Columns of `housing.review.facts.FACTS`, and a geometry.
    subject: gpd.GeoDataFrame
    candidate: gpd.GeoDataFrame


def pairs_left(tables: Mapping[str, pd.DataFrame], local_crs: str) -> Pairs:
    """Find the pairs a snapshot leaves to people, with what is published of both sides.

    Args:
        tables: tables of the snapshot, those of `TABLES` at least.
        local_crs: the place's own CRS, in meters.
    """
    both = (_of_records(tables["record_links"]), _of_parcels(tables["parcel_links"]))
    found = pd.concat(both, ignore_index=True).astype("string")
    ids = set(found["subject_id"]) | set(found["candidate_id"])
    concerned = {
        name: tables[name].loc[tables[name][key].isin(ids)]
        for name, key in (
            ("records", "record_id"),
            ("covenants", "record_id"),
            ("properties", "property_id"),
            ("parcels", "parcel_id"),
        )
    }
    records = record_facts(concerned["records"], concerned["covenants"])
    properties = property_facts(concerned["properties"])
    parcels = parcel_facts(concerned["parcels"])
    is_record = found["table"] == RECORDS
    subject = _side(found["subject_id"], is_record, records, properties)
    candidate = _side(found["candidate_id"], is_record, records, parcels)
    homes = subject["units_total"].fillna(subject["units_assisted"])
    homes = homes.fillna(candidate["units_total"]).fillna(candidate["units_assisted"])
    apart = subject.to_crs(local_crs).distance(candidate.to_crs(local_crs))
    keys = zip(found["table"], found["subject_id"], found["candidate_id"], strict=True)
    about = found.assign(
        pair=[pair_id(*key) for key in keys],
        homes=homes,
        distance_meters=apart.round(1),
    )[list(ABOUT)]
    order = about.sort_values(
        ["homes", "subject_id"], ascending=[False, True], kind="stable", na_position="first"
    ).index
    return Pairs(*(part.loc[order].reset_index(drop=True) for part in (about, subject, candidate)))


def pairs_of(snapshot: Snapshot) -> Pairs:
    """Find the pairs a snapshot leaves to people, reading its tables.

    Raises:
        SnapshotError: the snapshot lacks a table.
    """
    tables = {name: read_table(snapshot, name) for name in TABLES}
    return pairs_left(tables, snapshot.manifest["jurisdiction"]["local_crs"])


def pair_id(table: str, subject_id: str, candidate_id: str) -> str:
    """Return a short name of a pair that no spreadsheet takes for a number or a formula.

    >>> pair_id("record_links", "hud_lihtc:DCA1", "prescat_projects:NL1")
    'pair-c84b2fe8'
    """
    text = "\n".join((table, subject_id, candidate_id))
    return "pair-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def _of_records(links: pd.DataFrame) -> pd.DataFrame:
    """A row per record left to people and property it may be."""
    open_links = links.loc[links["method"] == LinkMethod.REVIEW.value]
    if "candidate_record_ids" not in open_links:
        return _no_pairs()
    open_links = open_links.dropna(subset=["candidate_record_ids"])
    lists = {
        "candidate_id": open_links["candidate_record_ids"].str.split("\n"),
        "property_id": open_links["candidate_property_ids"].str.split(";"),
        "evidence": open_links["candidate_evidence"].str.split("\n"),
    }
    made = pd.DataFrame(
        {
            "table": RECORDS,
            "subject_id": open_links["record_id"],
            **lists,
        }
    )
    return made.explode(list(lists)) if len(made) else _no_pairs()


def _of_parcels(links: pd.DataFrame) -> pd.DataFrame:
    """A row per property left to people and parcel it may stand on."""
    open_links = links.loc[links["method"] == LinkMethod.REVIEW.value]
    made = pd.DataFrame(
        {
            "table": PARCELS,
            "subject_id": open_links["property_id"],
            "candidate_id": open_links["candidate_parcel_ids"].str.split(";"),
            "property_id": open_links["property_id"],
            "evidence": open_links["evidence"],
        }
    )
    return made.explode("candidate_id") if len(made) else _no_pairs()


def _no_pairs() -> pd.DataFrame:
    columns = ["table", "subject_id", "candidate_id", "property_id", "evidence"]
    return pd.DataFrame(columns=columns, dtype="string")


def _side(
    ids: pd.Series, is_record: pd.Series, records: gpd.GeoDataFrame, others: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Facts of one side of every pair; all unknown where a list no longer has it."""
    parts = [
        listed.reindex(ids[here]).set_axis(ids.index[here])
        for listed, here in ((records, is_record), (others, ~is_record))
        if here.any()
    ]
    made = pd.concat(parts).sort_index() if parts else records.iloc[:0]
    return gpd.GeoDataFrame(made, geometry="geometry", crs=STORED_CRS)
