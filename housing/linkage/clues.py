"""What can be compared of two records, read once. What a publisher leaves out stays unknown."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from housing import geo
from housing.ids import among
from housing.linkage.addresses import keys_by_row, without_quadrant
from housing.linkage.names import (
    NameRead,
    first_name,
    read_names,
    shared_forms,
    street_name,
)
from housing.terms import LocationQuality

#: Fewer homes than this are no evidence by their number alone: too many buildings have nine.
TELLING_HOMES = 10

#: Publishers' words for the tax credit; a covenant says in which year its homes were in service.
_TAX_CREDIT = r"tax[ -]credit"


@dataclass(frozen=True, slots=True)
class Clues:
    """What can be compared, by record id; a record may have several values of one clue."""

    sources: pd.Series
    names: pd.Series
    #: What stands in each name before any second one.
    first_names: pd.Series
    #: What names and first names say, by name, each read once.
    reads: dict[object, NameRead]
    #: Phases, buildings and sides that the name states, see `housing.linkage.names.name_parts`.
    parts: pd.Series
    #: Records whose name states a part.
    phased: pd.Index
    addresses: pd.Series
    contract_numbers: pd.Series
    identifiers: pd.Series
    address_keys: pd.Series
    #: Ids of addresses in the city's own register.
    address_ids: pd.Series
    #: Records and keys of doors that only the name states, not the address.
    named_doors: pd.MultiIndex
    points: gpd.GeoSeries
    name_forms: pd.Series
    #: Names that only repeat a street: `R Street Apts`.
    street_names: pd.Series
    shared_forms: frozenset[str]
    #: Columns `total` and `assisted`.
    homes: pd.DataFrame
    #: Street and number of homes, as one text: `SAVANNAH TER SE, 124 homes`.
    street_homes: pd.Series
    #: Columns `year` and `homes`, one row per tax credit.
    credits: pd.DataFrame


def clues_of(
    by_id: pd.DataFrame, covenants: pd.DataFrame, contracts: pd.DataFrame, local_crs: str
) -> Clues:
    """Read every clue once; `by_id` is table `Records` indexed by record id."""
    keys = keys_by_row(by_id["address"])
    is_placed = by_id["location_quality"] != LocationQuality.COARSE.value
    points = geo.points(by_id["longitude"], by_id["latitude"]).loc[is_placed].dropna()
    places = keys.groupby(level=0).first().reindex(by_id.index).fillna(by_id["address"])
    names = by_id["name"].astype(object).where(by_id["name"].notna(), None)
    first_names = names.map(first_name)
    reads = read_names([*names, *first_names])
    shared = shared_forms(names, by_id["source_id"], places, reads)
    forms = names.map(lambda name: reads[name].forms).explode().dropna()
    streets = names.map(street_name)
    parts = names.map(lambda name: reads[name].parts)
    doors, only_named = _doors(keys, names)
    homes = by_id[["units_total", "units_assisted"]].set_axis(["total", "assisted"], axis=1)
    homes = homes.astype("Float64").astype(float)
    return Clues(
        sources=by_id["source_id"].astype(object),
        names=names,
        first_names=first_names,
        reads=reads,
        parts=parts,
        phased=parts.index[parts.map(len) > 0],
        addresses=by_id["address"].astype(object),
        contract_numbers=_contract_numbers(by_id, covenants, contracts),
        identifiers=by_id["property_id_hud"].dropna(),
        address_keys=doors,
        address_ids=by_id["address_id_local"].dropna(),
        named_doors=only_named,
        points=points.to_crs(local_crs),
        name_forms=forms.loc[~forms.isin(shared)],
        street_names=streets.loc[streets != ""],
        shared_forms=shared,
        homes=homes,
        street_homes=_street_homes(keys, homes),
        credits=_credits(by_id, covenants),
    )


def _contract_numbers(
    by_id: pd.DataFrame, covenants: pd.DataFrame, contracts: pd.DataFrame
) -> pd.Series:
    """HUD's contract numbers, on the record itself or on its covenants and contracts."""
    stated = [
        made["contract_number_hud"].set_axis(pd.Index(made["record_id"].astype(object)))
        for made in (covenants, contracts)
    ]
    listed = by_id["contract_number_hud"].dropna().str.split(";").explode().str.strip()
    numbers = pd.concat([listed, *stated]).dropna()
    return numbers.loc[among(numbers.index, by_id.index)]


def _doors(keys: pd.Series, names: pd.Series) -> tuple[pd.Series, pd.MultiIndex]:
    """The doors of each address and name (`1030 & 1034 Euclid St NW`), and which only names state.

    A name seldom states the quadrant, so a door without one is the address's own anyway.
    """
    named = keys_by_row(names.astype("string").dropna())
    named = named.loc[named != without_quadrant(named)]
    all_doors = pd.concat([keys, named]).rename_axis("record_id").reset_index().drop_duplicates()
    stated = pd.MultiIndex.from_frame(all_doors)
    only_named = stated[~stated.isin(pd.MultiIndex.from_arrays([keys.index, keys]))]
    return all_doors.set_index("record_id")["address_key"], only_named


def _street_homes(keys: pd.Series, homes: pd.DataFrame) -> pd.Series:
    """Each street of each record's address with each count of its homes, where it is telling."""
    streets = keys.str.replace(r"^\S+ (?:1/2 )?", "", regex=True).rename("street")
    counts = pd.concat([homes["total"], homes["assisted"]]).rename("homes")
    counts = counts.loc[counts >= TELLING_HOMES].astype(int).astype("string")
    both = streets.to_frame().merge(counts, left_index=True, right_index=True)
    text = both["street"] + ", " + both["homes"] + " homes"
    once = text.rename_axis("record_id").rename("value").reset_index().drop_duplicates()
    return once.set_index("record_id")["value"]


def _credits(by_id: pd.DataFrame, covenants: pd.DataFrame) -> pd.DataFrame:
    """Year in service and homes of every tax credit; the year may be unknown."""
    is_credit = covenants["program_source"].str.contains(_TAX_CREDIT, case=False, regex=True)
    ours = covenants["units_assisted"].gt(0) & among(covenants["record_id"], by_id.index)
    made = covenants.loc[is_credit.fillna(False).astype(bool) & ours.fillna(False).astype(bool)]
    return pd.DataFrame(
        {
            "year": made["start_date"].dt.year.to_numpy(float),
            "homes": made["units_assisted"].to_numpy(float),
        },
        index=pd.Index(made["record_id"].astype(object), name="record_id"),
    )
