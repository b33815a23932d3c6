"""How well linking does on a place's real lists, against truth that the linker was not told.

Three kinds of truth: pairs that people judged by reading them (`tests/real/truth`), HUD's contract
numbers, withheld, and the catalog's own list of parcels, withheld.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from housing.config import ROOT
from housing.errors import FileUnreadableError
from housing.jurisdictions import Jurisdiction
from housing.linkage.measures import (
    Measure,
    measure_known,
    measure_pairs,
    measure_parcels,
    without_contracts,
)
from housing.linkage.overrides import read_parcel_overrides, read_record_overrides
from housing.linkage.parcels import link_parcels
from housing.linkage.properties import link_records
from housing.pipeline.gather import Progress, gather, raw_files
from housing.pipeline.receive import import_files
from housing.pipeline.stages import owned
from housing.profiles import locate
from housing.sources.base import Tables

#: Where judged pairs are kept; one file per two lists.
TRUTH = ROOT / "tests" / "real" / "truth"

_PAIRS = {
    "lihtc_catalog": "tax credits to catalog",
    "city_list_catalog": "city's list to catalog",
    "lihtc_city_list": "tax credits to city's list",
}
_COLUMNS = ["record_id", "other_record_id", "verdict"]
_SECTION_8, _CONTRACT = "hud_section8", "contract_number_hud"


def linkage_report(
    place: Jurisdiction,
    paths: Sequence[Path],
    as_of: date,
    retrieved: datetime,
    truth: Path = TRUTH,
    on_progress: Progress = lambda _: None,
) -> list[Measure]:
    """Measure linking on real lists. Nothing of the data folder is touched.

    Args:
        place: the jurisdiction; its first anchor is the catalog that others are compared with.
        paths: files and folders of real lists.
        as_of: the day of linking.
        retrieved: now, for the receipts.
        truth: folder of judged pairs.
        on_progress: told what is being done.

    Raises:
        FileUnreadableError: lists or judged pairs are missing.
    """
    judged = {name: read_pairs(truth / f"{stem}.csv") for stem, name in _PAIRS.items()}
    with TemporaryDirectory() as folder:
        import_files(paths, Path(folder), retrieved, "linkage-report", place)
        given = gather(place, raw_files(place, as_of, Path(folder)), on_progress).tables
    on_progress("Linking, with everything the lists say")
    links = _links(place, as_of, given)
    measures = [measure_pairs(name, links, pairs) for name, pairs in judged.items()]
    on_progress("Linking, with contract numbers withheld")
    measures.append(_section_8(place, as_of, given))
    on_progress("Linking to parcels, with the catalog's own parcels withheld")
    return [*measures, *_parcels(place, given, links)]


def read_pairs(path: Path) -> pd.DataFrame:
    """Read pairs that people judged.

    Raises:
        FileUnreadableError: there is no such file, or it lacks a column.
    """
    if not path.is_file():
        raise FileUnreadableError(
            f"There are no judged pairs at {path}. Name their folder with --truth."
        )
    pairs = pd.read_csv(path, dtype="string")
    if missing := [name for name in _COLUMNS if name not in pairs]:
        raise FileUnreadableError(f"{path} has no column {', '.join(missing)}.")
    return pairs


def _links(place: Jurisdiction, as_of: date, given: Tables) -> pd.DataFrame:
    links, _ = link_records(
        given["records"],
        given["covenants"],
        given["contracts"],
        read_record_overrides((), place.id),
        anchors=place.anchors,
        as_of=as_of,
        local_crs=place.local_crs,
        source_order=place.sources,
    )
    return links


def _section_8(place: Jurisdiction, as_of: date, given: Tables) -> Measure:
    """Compare links made without contract numbers with what the numbers say."""
    truth = contract_truth(given, place.anchors)
    names = ("records", "covenants", "contracts")
    blank = {name: without_contracts(given[name]) for name in names}
    links = _links(place, as_of, {**given, **blank})
    return measure_known("catalog to Section 8, contract numbers withheld", links, truth)


def contract_truth(given: Tables, anchors: Sequence[str]) -> pd.Series:
    """Records of the catalog that carry the contract of each Section 8 record, by its id."""
    records, covenants = given["records"], given["covenants"]
    is_catalog = records["source_id"].isin(anchors)
    stated = pd.concat(
        [records.loc[is_catalog, ["record_id", _CONTRACT]], covenants[["record_id", _CONTRACT]]]
    ).dropna()
    stated = stated.loc[stated["record_id"].isin(records.loc[is_catalog, "record_id"])]
    stated[_CONTRACT] = stated[_CONTRACT].str.split(";")
    stated = stated.explode(_CONTRACT)
    stated[_CONTRACT] = stated[_CONTRACT].str.strip()
    theirs = records.loc[records["source_id"] == _SECTION_8, ["record_id", _CONTRACT]].dropna()
    same = theirs.merge(stated, on=_CONTRACT, suffixes=("", "_catalog"))
    return same.groupby("record_id")["record_id_catalog"].agg(frozenset)


def _parcels(place: Jurisdiction, given: Tables, links: pd.DataFrame) -> list[Measure]:
    """Compare parcels found by address and place with those the catalog names."""
    property_of = links.set_index("record_id")["property_id"]
    claims = owned(given["claimed_parcels"], property_of)
    ids = pd.Index(sorted(claims["property_id"].unique()), name="property_id", dtype="object")
    records = owned(given["records"], property_of)
    located = locate(ids, records, claims.iloc[:0], tuple(place.sources))
    addresses = records.dropna(subset=["address"]).drop_duplicates("property_id")
    points = located[["location_quality", "geometry"]].assign(
        address=addresses.set_index("property_id")["address"].reindex(ids)
    )
    unclaimed = claims.iloc[:0][["property_id", "parcel_id"]].assign(evidence="")
    found, _ = link_parcels(
        points.reset_index(),
        given["parcels"],
        unclaimed,
        read_parcel_overrides((), place.id),
        local_crs=place.local_crs,
        nearest_meters=place.nearest_meters,
    )
    return measure_parcels(found, claims, given["parcels"]["parcel_id"])
