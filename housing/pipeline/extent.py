"""Lists of the whole nation, cut to the place: every row is counted, kept or left out."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from housing.jurisdictions import Jurisdiction
from housing.reference_places import fips_of_state
from housing.sources.base import Tables
from housing.terms import AreaKind

#: Tables whose rows belong to a record.
_OF_RECORDS = ("covenants", "contracts", "inspections", "events", "conditions", "claimed_parcels")


def cut_to_place(
    tables: Tables, place: Jurisdiction, national: Collection[str]
) -> tuple[Tables, list[dict[str, Any]]]:
    """Leave out what lists of the nation say of other places.

    A record is here where its county, state and city say so. One that says none of it, a contract
    for instance, is where the other records of its HUD property are. What no column and no other
    list places is left out too, and counted apart.
    """
    if place.is_fictional or not national:
        return tables, []
    records = tables["records"]
    is_national = records["source_id"].isin(national)
    if not is_national.any():
        return {**tables, **_cut_areas(tables, place, national)}, []
    here = _by_property(records, _is_here(records, place))
    left_out = is_national & ~here.fillna(False).astype(bool)
    unplaced = int((left_out & here.isna()).sum())
    ids = set(records.loc[left_out, "record_id"])
    known = set(records.loc[~left_out, "record_id"])
    cut = {name: _cut(tables[name], ids, known, national) for name in _OF_RECORDS}
    cut["records"] = records.loc[~left_out].reset_index(drop=True)
    step = {
        "step": f"Cut lists of the whole nation to {place.name}",
        "rows_in": int(is_national.sum()),
        "rows_out": int((is_national & ~left_out).sum()),
        "note": f"{int(left_out.sum()) - unplaced:,} are elsewhere, {unplaced:,} say no county and "
        "no other list tells theirs",
    }
    return {**tables, **cut, **_cut_areas(tables, place, national)}, [step]


def _cut(
    rows: pd.DataFrame, ids: Collection[str], known: Collection[str], national: Collection[str]
) -> pd.DataFrame:
    """Leave out rows of records that are elsewhere, or of the nation's that nobody places here."""
    of_nation = rows["source_id"].isin(national) & ~rows["record_id"].isin(known)
    return rows.loc[~rows["record_id"].isin(ids) & ~of_nation].reset_index(drop=True)


def _is_here(records: pd.DataFrame, place: Jurisdiction) -> pd.Series:
    """Whether a record's own columns put it into the place; null where they do not say."""
    county = records["county_fips"]
    state = records["state"].str.upper()
    state = state.fillna(records["contract_number_hud"].str.extract(r"^([A-Z]{2})", expand=False))
    here = (state == place.state).astype("boolean").mask(state.isna())
    if place.counties:
        here = here.mask(here.fillna(False) & county.isna(), pd.NA)
        here = here.mask(county.notna(), county.isin(place.counties))
    else:
        here = here.mask(county.notna(), county.str[:2] == fips_of_state(place.state))
    if place.cities:
        names = {name.casefold() for name in place.cities}
        city = records["city"].str.strip().str.casefold()
        in_city = city.isin(names).astype("boolean").mask(city.isna())
        is_state = (state == place.state).fillna(False)
        here = here.mask(here.isna() & is_state & in_city.fillna(False), True)
        here = here & in_city
    return here


def _by_property(records: pd.DataFrame, here: pd.Series) -> pd.Series:
    """Fill what is open from the other records of the same HUD property, where they agree."""
    known = records.assign(here=here).dropna(subset=["here", "property_id_hud"])
    told = known.groupby("property_id_hud")["here"].agg(["min", "max"])
    agreed = told.loc[told["min"] == told["max"], "min"].astype("boolean")
    from_others = records["property_id_hud"].map(agreed).astype("boolean")
    return here.fillna(from_others)


def _cut_areas(tables: Tables, place: Jurisdiction, national: Collection[str]) -> Tables:
    """Areas and their figures: counties and tracts begin with the digits of state and county."""
    beginnings = place.counties or (fips_of_state(place.state),)
    areas, facts = tables["areas"], tables["area_facts"]
    elsewhere = areas["source_id"].isin(national) & ~areas["code"].str.startswith(beginnings)
    codes = facts["area_id"].str.removeprefix(f"{AreaKind.TRACT.value}:")
    far = facts["source_id"].isin(national) & ~codes.str.startswith(beginnings)
    return {
        "areas": areas.loc[~elsewhere].reset_index(drop=True),
        "area_facts": facts.loc[~far].reset_index(drop=True),
    }
