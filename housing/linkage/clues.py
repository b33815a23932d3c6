"""What can be compared of two records, read once. What a publisher leaves out stays unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from housing import geo
from housing.linkage.addresses import keys_by_row, without_quadrant
from housing.linkage.likeness import Names, names_of, parts_key
from housing.linkage.names import NameRead, shared_forms
from housing.linkage.pairs import first_rows, keys_of, ranges
from housing.terms import LocationQuality

#: Fewer homes than this are no evidence by their number alone: too many buildings have nine.
TELLING_HOMES = 10

#: Publishers' words for the tax credit; a covenant says in which year its homes were in service.
_TAX_CREDIT = r"tax[ -]credit"

Parts = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Values:
    """A clue of which a record may have several values: each value of each record in a row."""

    places: np.ndarray
    #: Which of `texts` each value is: equal values have equal codes.
    codes: np.ndarray
    texts: np.ndarray

    def where(self, rows: np.ndarray) -> "Values":
        """These rows only."""
        return Values(self.places[rows], self.codes[rows], self.texts)

    def spelled(self, texts: pd.Series) -> "Values":
        """The same values, each as this says in the place of its text; equal ones become one."""
        codes, different = pd.factorize(texts.to_numpy(object))
        return _values(self.places, codes[self.codes], different)


@dataclass(frozen=True, slots=True)
class Credits:
    """Tax credits of records, in the order of the list; a year may be NaN."""

    places: np.ndarray
    years: np.ndarray
    homes: np.ndarray

    @property
    def telling(self) -> "Credits":
        """Those for enough homes to be evidence."""
        rows = self.homes >= TELLING_HOMES
        return Credits(self.places[rows], self.years[rows], self.homes[rows])


@dataclass(frozen=True, slots=True)
class Clues:
    """What can be compared, by a record's place; see `housing.linkage.pairs`."""

    #: Ids, to be said: of each record, and of the property it would found.
    record_ids: np.ndarray
    property_ids: np.ndarray
    #: The number of its list; records of one list have the same.
    sources: np.ndarray
    #: Names and addresses as published; unknown ones are missing.
    name_texts: np.ndarray
    addresses: np.ndarray
    names: Names
    #: The same without forms that one list uses for many places.
    telling_names: Names
    #: What stands in each name before any second one, likewise.
    first_names: Names
    #: Phases, buildings and sides that names state, see `housing.linkage.names.name_parts`:
    #: different ones in a list that begins with none, and which of them each record states.
    stated: list[Parts]
    parts: np.ndarray
    contract_numbers: Values
    identifiers: Values
    address_keys: Values
    #: Ids of addresses in the city's own register.
    address_ids: Values
    #: Keys of the record and door, where only the name states the door, not the address.
    named_doors: np.ndarray
    #: Two coordinates in meters, NaN where none is exact enough.
    points: np.ndarray
    name_forms: Values
    #: Names that only repeat a street: `R Street Apts`.
    street_names: Values
    #: Two columns, the total and the assisted; NaN where unknown.
    homes: np.ndarray
    #: Street and number of homes, as one text: `SAVANNAH TER SE, 124 homes`.
    street_homes: Values
    credits: Credits


def clues_of(
    listed: pd.DataFrame,
    property_ids: np.ndarray,
    covenants: pd.DataFrame,
    contracts: pd.DataFrame,
    local_crs: str,
) -> Clues:
    """Read every clue once.

    Args:
        listed: table `Records` in the order of record ids, with a fresh index.
        property_ids: of the property that each of these would found.
        covenants: table `Covenants`; their contract numbers stand for their records.
        contracts: table `Contracts`; likewise.
        local_crs: the place's own CRS, in meters.
    """
    record_ids = pd.Index(listed["record_id"], dtype=object)
    keys = keys_by_row(listed["address"])
    addresses, name_texts = (_texts(listed[column]) for column in ("address", "name"))
    sources, _ = pd.factorize(listed["source_id"].to_numpy(object))
    names = names_of(name_texts)
    codes, said = names.codes, names.reads
    shared = shared_forms([said[code] for code in codes], sources, _sites(keys, addresses))
    telling = names.without(shared)
    stated, parts = _parts(said)
    doors, named_doors = _doors(keys, listed["name"])
    homes = listed[["units_total", "units_assisted"]].astype("Float64")
    counts = homes.to_numpy(float, na_value=np.nan)
    return Clues(
        record_ids=record_ids.to_numpy(),
        property_ids=property_ids,
        sources=sources,
        name_texts=name_texts,
        addresses=addresses,
        names=names,
        telling_names=telling,
        first_names=names.first().without(shared),
        stated=stated,
        parts=parts[codes],
        contract_numbers=_contract_numbers(listed, record_ids, covenants, contracts),
        identifiers=_values_of(listed["property_id_hud"].dropna()),
        address_keys=doors,
        address_ids=_values_of(listed["address_id_local"].dropna()),
        named_doors=named_doors,
        points=_points(listed, local_crs),
        name_forms=_by_name(codes, [read.forms for read in telling.reads]),
        street_names=_by_name(codes, [(read.street,) if read.street else () for read in said]),
        homes=counts,
        street_homes=_street_homes(keys, counts),
        credits=_credits(record_ids, covenants),
    )


def _texts(column: pd.Series) -> np.ndarray:
    """The texts of a column, and None where one is unknown."""
    return column.astype(object).where(column.notna(), None).to_numpy()


def _values_of(clue: pd.Series) -> Values:
    """The values of a clue, by place."""
    codes, different = pd.factorize(clue.to_numpy(object))
    return _values(clue.index.to_numpy(), codes, different)


def _values(places: np.ndarray, codes: np.ndarray, texts: np.ndarray) -> Values:
    """Each value of each record once."""
    rows = first_rows(keys_of(places, codes))
    return Values(places[rows], codes[rows], texts)


def _by_name(codes: np.ndarray, made: Sequence[Sequence[str]]) -> Values:
    """What was made of each different name, for each record with that name."""
    counts = np.array([len(texts) for texts in made], dtype=np.int64)
    flat = np.array([text for texts in made for text in texts], dtype=object)
    rows = ranges((np.cumsum(counts) - counts)[codes], counts[codes])
    text_codes, different = pd.factorize(flat)
    places = np.repeat(np.arange(len(codes)), counts[codes])
    return _values(places, text_codes[rows], different)


def _sites(keys: pd.Series, addresses: np.ndarray) -> np.ndarray:
    """Where each record is: its first door, or else its address as published."""
    sites = addresses.copy()
    first = keys.loc[~keys.index.duplicated()]
    sites[first.index.to_numpy()] = first.to_numpy(object)
    return sites


def _parts(said: Sequence[NameRead]) -> tuple[list[Parts], np.ndarray]:
    """Different parts that names state, none first, and which of them each name states."""
    numbers: dict[object, int] = {(): 0}
    stated: list[Parts] = [{}]
    codes = []
    for read in said:
        number = numbers.setdefault(parts_key(read.parts), len(stated))
        if number == len(stated):
            stated.append(read.parts)
        codes.append(number)
    return stated, np.array(codes, dtype=np.int64)


def _contract_numbers(
    listed: pd.DataFrame, record_ids: pd.Index, covenants: pd.DataFrame, contracts: pd.DataFrame
) -> Values:
    """HUD's contract numbers, on the record itself or on its covenants and contracts."""
    stated = listed["contract_number_hud"].dropna().str.split(";").explode().str.strip()
    parts = [stated]
    for made in (covenants, contracts):
        told = made[["record_id", "contract_number_hud"]].dropna()
        places = record_ids.get_indexer(pd.Index(told["record_id"], dtype=object))
        parts.append(told["contract_number_hud"].set_axis(places).loc[places >= 0])
    return _values_of(pd.concat([part.astype(object) for part in parts]))


def _doors(keys: pd.Series, names: pd.Series) -> tuple[Values, np.ndarray]:
    """The doors of each address and name (`1030 & 1034 Euclid St NW`), and which only names state.

    A name seldom states the quadrant, so a door without one is the address's own anyway.
    """
    named = keys_by_row(names.astype("string").dropna())
    named = named.loc[named != without_quadrant(named)]
    both = pd.concat([keys, named])
    codes, different = pd.factorize(both.to_numpy(object))
    stated = keys_of(both.index.to_numpy(), codes)
    only_named = np.setdiff1d(stated[len(keys) :], stated[: len(keys)])
    return _values(both.index.to_numpy(), codes, different), only_named


def _points(listed: pd.DataFrame, local_crs: str) -> np.ndarray:
    is_placed = listed["location_quality"] != LocationQuality.COARSE.value
    points = geo.points(listed["longitude"], listed["latitude"]).loc[is_placed].dropna()
    made = np.full((len(listed), 2), np.nan)
    made[points.index] = shapely.get_coordinates(points.to_crs(local_crs).to_numpy())
    return made


def _street_homes(keys: pd.Series, homes: np.ndarray) -> Values:
    """Each street of each record's address with each count of its homes, where it is telling."""
    streets = keys.str.replace(r"^\S+ (?:1/2 )?", "", regex=True).to_numpy(object)
    places = keys.index.to_numpy()
    rows, columns = np.nonzero(homes[places] >= TELLING_HOMES)
    counts = homes[places[rows], columns].astype(int)
    both = zip(streets[rows], counts, strict=True)
    texts = [f"{street}, {count} homes" for street, count in both]
    return _values_of(pd.Series(texts, index=places[rows], dtype=object))


def _credits(record_ids: pd.Index, covenants: pd.DataFrame) -> Credits:
    """Year in service and homes of every tax credit; the year may be unknown."""
    programs = covenants["program_source"]
    is_credit = programs.isin(_credit_programs(programs))
    has_homes = (covenants["units_assisted"] > 0).fillna(False).astype(bool)
    made = covenants.loc[is_credit & has_homes]
    told = pd.DataFrame(
        {
            "place": record_ids.get_indexer(pd.Index(made["record_id"], dtype=object)),
            "year": made["start_date"].dt.year.to_numpy(float),
            "homes": made["units_assisted"].to_numpy(float),
        }
    )
    kept = told.loc[told["place"] >= 0].drop_duplicates()
    return Credits(*(kept[name].to_numpy() for name in told.columns))


def _credit_programs(programs: pd.Series) -> pd.Series:
    """Those of the publishers' names of programs that speak of a tax credit."""
    different = programs.drop_duplicates().dropna()
    return different.loc[different.str.contains(_TAX_CREDIT, case=False, regex=True).astype(bool)]
