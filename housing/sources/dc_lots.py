"""Washington's lots beside the owner polygons: parcels, condominium ground and air-rights lots.

Three lists of the surveyor's with the same attributes, each its own file: `parcel-lots` (land never
divided into a square's lots), `condo-approval-lots` (the ground under condominiums, and lots they
replaced) and `air-rights-lots`. They say where a lot is, not who owns it, so that every column of
the `parcels` rows but these is unknown:

    parcel_id       parcel_id_source  geometry
    PAR|0242|0088   PAR 02420088      POLYGON ((-77.0108 38.8453, ...))

Where the owner polygons draw the same lot, theirs is used. A lot that underlies a condominium also
makes rows of `condominium_grounds`, one per run of units that its narrative names:

    parcel_id    first_unit  last_unit  record
    2668||0827         2065       2089  condo book 68 page 24
"""

import re

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.geojson import (
    dates,
    one_per_parcel,
    placed,
    read_shapes,
    reject,
    texts,
    without,
)
from housing.tables import CondominiumGrounds, Parcels, complete
from housing.terms import OwnerType, Reason

REQUIRED = ("ssl", "square", "lot", "lot_type", "computed_area_sf")

#: The surveyor's code of a lot that no longer exists; it also has a KILL_DT.
RETIRED_STATUS = "2"

#: Numbers of lots that are condominium units (the city's Vector Property Map).
UNIT_LOTS = range(2000, 7000)


def normalize(raw: RawFile) -> Tables:
    """One row per lot. Of two lots under one SSL the living one, and the rightly named, is kept."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    shapes["parcel_id"] = canonical_ssl(shapes["ssl"])
    unnamed = shapes["parcel_id"].isna()
    detail = "The lot has no readable SSL: the surveyor has not numbered it."
    nameless = reject(shapes.loc[unnamed], raw, SOURCE.id, Reason.MISSING_ID, detail, "ssl")
    shapes, misplaced = placed(without(shapes, unnamed), raw, SOURCE.id, "ssl")
    facts = shapes.columns.intersection(["status", "kill_dt", "lot"]).tolist()
    single, repeated = one_per_parcel(
        shapes,
        facts,
        lambda rows: pd.concat([_is_retired(rows), _is_misnamed(rows), rows[facts]], axis=1),
        raw,
        SOURCE.id,
        wanted=["ssl", *_ground_facts(shapes)],
    )
    parcels = single[["parcel_id", "is_geometry_repaired", "geometry"]].assign(
        parcel_id_source=single["ssl"],
        source_id=SOURCE.id,
        owner_type=OwnerType.UNKNOWN.value,
        is_owner_masked=False,
        observed_date=_drawn(shapes, raw),
    )
    rejected = [nameless, *misplaced, repeated]
    made = {"parcels": complete(parcels, Parcels), "condominium_grounds": _grounds(single)}
    return finish(made, rejected)


def named_units(narrative: str) -> list[tuple[int, int]]:
    """Runs of units, first and last, that a narrative names; what is killed after it is no unit.

    A run that ends before it begins, or with a number that no unit has, is a slip of the pen and
    names nothing.

    >>> named_units("SEE CONDO BOOK 68 PAGE 24 (CONDOS 2065 - 2089) KILLED TAX LOT 827.")
    [(2065, 2089)]
    >>> named_units("(CONDOS 2139 - 2151 & 2166) KILLED AIR RIGHTS LOTS (7001, 7004)")
    [(2139, 2151), (2166, 2166)]
    >>> named_units("COMMERCIAL CONDO 2011 KILLED TAX LOTS (980 & 986)")
    [(2011, 2011)]
    >>> named_units("SEE CONDO BOOK 27 PAGE 10 (CONDOS 2340 - 2049)")
    []
    """
    lists = _NAMED.findall(narrative)
    runs = [(int(first), int(last or first)) for one in lists for first, last in _RUN.findall(one)]
    return [run for run in runs if run[0] <= run[1] and all(end in UNIT_LOTS for end in run)]


def plat_of(narrative: str) -> str | None:
    """Return book and page of the condominium's plat, in words, where a narrative tells them.

    >>> plat_of("SEE CONDO BOOK 64, PAGE 27 (CONDOS 2150 - 2931) KILLED TAX LOT 865")
    'condo book 64 page 27'
    """
    found = _PLAT.search(narrative)
    return f"condo book {found[1]} page {found[2]}" if found else None


#: What follows the word for units: numbers, and what stands between them.
_NAMED = re.compile(r"\bCONDOS?\s*\(?\s*(\d(?:[\d\s,&-]|AND\b)*)", re.IGNORECASE)
_RUN = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
_PLAT = re.compile(r"\bCONDO BOOKS?\s+(\w+),?\s+PAGES?\s+(\w+)", re.IGNORECASE)


def _ground_facts(shapes: pd.DataFrame) -> list[str]:
    return shapes.columns.intersection(["underlies_condo", "narrative"]).tolist()


def _grounds(lots: pd.DataFrame) -> pd.DataFrame:
    """Rows of `condominium_grounds`: lots that underlie one, a row per run of units."""
    under = lots.loc[texts(lots, "underlies_condo").eq("1").fillna(False)]
    told = texts(under, "narrative").fillna("")
    rows = []
    for lot, words in zip(under["parcel_id"], told, strict=True):
        runs: list[tuple[int | None, int | None]] = [*named_units(words)]
        rows += [(lot, *run, plat_of(words)) for run in runs or [(None, None)]]
    made = pd.DataFrame(rows, columns=["parcel_id", "first_unit", "last_unit", "record"])
    return complete(made.assign(source_id=SOURCE.id), CondominiumGrounds)


def _is_retired(shapes: pd.DataFrame) -> pd.Series:
    return (
        texts(shapes, "status").eq(RETIRED_STATUS).fillna(False) | texts(shapes, "kill_dt").notna()
    )


def _is_misnamed(shapes: pd.DataFrame) -> pd.Series:
    """Whether the lot's own number is not the one its SSL ends with, as once in July 2016."""
    pairs = zip(texts(shapes, "ssl").fillna(""), texts(shapes, "lot").fillna(""), strict=True)
    return pd.Series([not ssl.endswith(lot) for ssl, lot in pairs], index=shapes.index)


def _drawn(shapes: pd.DataFrame, raw: RawFile) -> pd.Timestamp:
    """Vintage of the list, else the day its newest lot was drawn: it cannot be older."""
    if raw.vintage is not None:
        return pd.Timestamp(raw.vintage)
    return dates(shapes, "creation_dt", SOURCE.id).max()


SOURCE = Source(
    id="dc_lots",
    title="Parcel, Condominium Approval and Air Rights Lots",
    publisher="DC Office of the Chief Technology Officer, from the Office of the Surveyor",
    url="https://opendata.dc.gov",
    license="CC BY 4.0",
    cadence="continuous",
    late_after_days=365,
    signature=frozenset({"ssl", "square", "lot", "lot_type", "computed_area_sf"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("parcels", "condominium_grounds"),
    normalize=normalize,
    uses="every",
)
