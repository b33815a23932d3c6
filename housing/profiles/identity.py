"""What a property is called and what it is: the founding record first, the others fill gaps."""

import pandas as pd

from housing.ids import founded_property_ids
from housing.linked_tables import LinkedTables, known_by
from housing.terms import Tenancy

#: Columns taken from the first record that states them.
_FILLED = (
    "name",
    "address",
    "city",
    "state",
    "zip",
    "units_total",
    "building_count",
    "year_built",
    "last_rehab_year",
    "manager_name",
    "status_source",
    "category_source",
)


def identity(linked: LinkedTables) -> pd.DataFrame:
    """Name, address, size, age, tenancy and sources of each property, by `property_id`."""
    records = ranked(known_by(linked.records, linked.as_of), linked.source_order)
    grouped = records.groupby("property_id", sort=True)
    known = grouped[list(_FILLED)].first().reindex(linked.property_ids)
    every = linked.records.groupby("property_id")
    sources = every["source_id"].agg(lambda ids: ";".join(sorted(set(ids))))
    return known.assign(
        **_origin(records, ["year_built", "last_rehab_year"], "year_built"),
        **_origin(_telling(records), ["tenancy"], "tenancy"),
        name=known["name"].fillna(known["address"]).fillna(known.index.to_series()),
        tenancy=_tenancy(records).reindex(known.index).fillna(Tenancy.UNKNOWN.value),
        source_ids=sources.reindex(known.index),
        record_count=every.size().reindex(known.index),
    )


def with_building_years(known: pd.DataFrame, on_land: pd.DataFrame) -> pd.DataFrame:
    """Fill years that no record states from the parcels, and name the source of both."""
    there = on_land.reindex(known.index)
    filled = known.assign(
        **{name: known[name].fillna(there[name]) for name in ("year_built", "last_rehab_year")}
    )
    added = (filled.notna() & known.isna())[["year_built", "last_rehab_year"]].any(axis="columns")
    source, other = known["year_built_source"], there["year_built_source"]
    both = (source + ";" + other).fillna(other).where(source.ne(other).fillna(True), other)
    dates = pd.concat([known["year_built_date"], there["year_built_date"]], axis="columns")
    return filled.assign(
        year_built_source=source.where(~added, both),
        year_built_date=known["year_built_date"].where(~added, dates.min(axis="columns")),
    )


def sizes(
    records: pd.DataFrame, property_ids: pd.Index, source_order: tuple[str, ...]
) -> pd.Series:
    """Total homes of each property, by `property_id`, as its first record that says so has it."""
    stated = ranked(records, source_order).groupby("property_id")["units_total"].first()
    return stated.reindex(property_ids)


def ranked(records: pd.DataFrame, source_order: tuple[str, ...]) -> pd.DataFrame:
    """Records with the founding one of each property first, then in source order."""
    founded = founded_property_ids(records["record_id"])
    order = {source: position for position, source in enumerate(source_order)}
    return (
        records.assign(
            _follows=founded != records["property_id"],
            _rank=records["source_id"].map(order).fillna(len(order)),
        )
        .sort_values(["property_id", "_follows", "_rank", "record_id"])
        .drop(columns=["_follows", "_rank"])
    )


def _origin(records: pd.DataFrame, columns: list[str], fact: str) -> dict[str, pd.Series]:
    """Source and date of a fact: of the first record that states any of the columns."""
    stated = records.dropna(subset=columns, how="all").drop_duplicates("property_id")
    stated = stated.set_index("property_id")
    return {f"{fact}_source": stated["source_id"], f"{fact}_date": stated["observed_date"]}


def _telling(records: pd.DataFrame) -> pd.DataFrame:
    """Records that say for whom the homes are."""
    return records.loc[records["tenancy"] != Tenancy.UNKNOWN.value]


def _tenancy(records: pd.DataFrame) -> pd.Series:
    """For whom: what the records agree on; mixed where they do not."""
    stated = _telling(records)
    kinds = stated.groupby("property_id")["tenancy"].agg(lambda said: sorted(set(said)))
    return kinds.map(lambda said: said[0] if len(said) == 1 else Tenancy.MIXED.value)
