"""A city's own list of how properties are doing: debt coverage, vacancy, serious violations.

Becomes one `conditions` row per property and day, and one `records` row per property named by its
address:

    record_id                     condition_date  debt_coverage_ratio  vacancy_pct  violations
    prescat_projects:NL000001     2026-06-30      1.18                 4.0          0
    property_conditions:3f0a9c12  2026-06-30      0.92                              31

The layout Holdfast offers to a city that collects them, from audited statements, rent rolls and
code enforcement. A row names its property by the id of the list that founds properties
(`property_ref`), or else by its address. A blank is unknown; no violations is `0`.
"""

import hashlib

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.reading import Reading, read_table
from housing.tables import Conditions, Records, complete
from housing.terms import LocationQuality, OwnerType, Reason, Tenancy

#: The columns every such list has, in any case, and ours.
COLUMNS = {
    "property_ref": "property_ref",
    "address": "address",
    "date": "condition_date",
    "debt_coverage_ratio": "debt_coverage_ratio",
    "vacancy_pct": "vacancy_pct",
    "serious_violations": "serious_violations",
    "units": "units",
}

#: Columns a city may leave out.
OPTIONAL = {"name": "name"}

ISO = "%Y-%m-%d"

#: A `property_ref` without a source is an id of the catalog.
DEFAULT_SOURCE = "prescat_projects"

#: No property earns ten times its debt service or loses as much: outside, the ratio was written as
#: a percent or is a typing error. A judgement.
LEAST_COVERAGE, MOST_COVERAGE = -10, 10

#: More serious violations per home are a typing error. A judgement.
MOST_PER_UNIT = 100


def normalize(raw: RawFile) -> Tables:
    """One condition per property and day; a row without either of them is quarantined."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    is_placeless = reading.text("property_ref").isna() & reading.text("address").isna()
    detail = "Neither property_ref nor address says which property this describes."
    reading.reject(is_placeless, Reason.NO_PARENT_RECORD, detail)
    reading.require_dates("condition_date", ISO)
    reading.require_id(_ids(reading), "property_ref or address, and date")
    conditions = pd.DataFrame(
        {
            "condition_id": SOURCE.id + ":" + _ids(reading),
            "source_id": SOURCE.id,
            "record_id": _property_ids(reading),
            "condition_date": reading.dates("condition_date", ISO),
            "debt_coverage_ratio": reading.numbers(
                "debt_coverage_ratio", LEAST_COVERAGE, MOST_COVERAGE
            ).astype("float64"),
            "vacancy_pct": reading.numbers("vacancy_pct", 0, 100).astype("float64"),
            **_violations(reading),
            "observed_date": reading.vintage(),
        }
    )
    tables: Tables = {"conditions": complete(conditions, Conditions)}
    records = _records(reading)
    if len(records):
        tables["records"] = complete(records, Records)
    return finish(tables, reading.set_aside)


def _violations(reading: Reading) -> dict[str, pd.Series]:
    """Violations and the homes they were counted over; absurdly many are noted and unknown."""
    homes = reading.counts("units")
    homes = homes.mask((homes == 0).fillna(False))
    counted = reading.counts("serious_violations")
    absurd = (counted > homes * MOST_PER_UNIT).fillna(False)
    reading.note(
        absurd,
        Reason.OUT_OF_RANGE,
        f"serious_violations '{{}}' are more than {MOST_PER_UNIT} for each home; the row is kept "
        "without them.",
        reading.text("serious_violations"),
    )
    return {"serious_violations": counted.mask(absurd), "units": homes}


def _own_ids(reading: Reading) -> pd.Series:
    """Ids of properties named by address: a digest, so that rows of one address meet."""
    plain = reading.text("address").str.casefold().str.split().str.join(" ")
    return plain.map(
        lambda text: hashlib.blake2s(text.encode(), digest_size=4).hexdigest(), na_action="ignore"
    ).astype("string")


def _property_ids(reading: Reading) -> pd.Series:
    """The record a row belongs to: another list's, or one of ours made from the address."""
    named = reading.text("property_ref")
    elsewhere = named.where(named.str.contains(":", regex=False), DEFAULT_SOURCE + ":" + named)
    return elsewhere.fillna(SOURCE.id + ":" + _own_ids(reading))


def _ids(reading: Reading) -> pd.Series:
    """The property and the day."""
    named = reading.text("property_ref").fillna(_own_ids(reading))
    return named + "-" + reading.text("condition_date")


def _records(reading: Reading) -> pd.DataFrame:
    """A record for every property that is named by its address alone."""
    own = reading.texts("name", "address").assign(record_id=SOURCE.id + ":" + _own_ids(reading))
    own = own.assign(observed_date=reading.vintage())
    alone = own.loc[reading.text("property_ref").isna()]
    merged = alone.groupby("record_id", sort=True).first().reset_index()
    return merged.assign(
        source_id=SOURCE.id,
        source_record_id=merged["record_id"].str.removeprefix(SOURCE.id + ":"),
        tenancy=Tenancy.UNKNOWN.value,
        location_quality=LocationQuality.UNKNOWN.value,
        owner_type=OwnerType.UNKNOWN.value,
    )


SOURCE = Source(
    id="property_conditions",
    title="City's list of property conditions",
    publisher="The city's housing agency",
    url="docs/sources/property_conditions.md",
    license="As the city says",
    cadence="yearly, with the owners' audited statements",
    late_after_days=550,
    signature=frozenset({"debt_coverage_ratio", "vacancy_pct", "serious_violations"}),
    suffixes=(".csv",),
    makes=("conditions", "records"),
    normalize=normalize,
)
