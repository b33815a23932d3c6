"""Places: what Holdfast must know of a city, read from one file per place in `data/jurisdictions`.

A place says which lists describe it, which of them found properties, how its parcel ids are
written, and in which coordinate system its distances are measured. A new city is a new file.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated

import pyproj
import pyproj.exceptions
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from housing import config
from housing.errors import ConfigError
from housing.kept_lists import KeptLists, read_kept
from housing.layouts import AnyList, AreaList
from housing.parcel_ids import KNOWN_FORMATS, is_format
from housing.terms import AreaKind

#: What each kind of area is called where a place does not say otherwise.
AREA_LABELS = {
    AreaKind.CITY: "City",
    AreaKind.WARD: "Ward",
    AreaKind.NEIGHBORHOOD: "Neighborhood",
    AreaKind.TRACT: "Census tract",
}


class Center(BaseModel):
    """Where the map opens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    zoom: float = Field(ge=1, le=20)


class Jurisdiction(BaseModel):
    """One place. A misspelled key is an error, not a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Short and stable: the file's name, and the beginning of every snapshot's id.
    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    name: str
    #: Pages of a fictional place say so.
    is_fictional: bool = False
    #: The place that is meant where a person names none; of several places one at most.
    is_default: bool = False
    #: Shown with every snapshot: what a reader must know about this place's data.
    note: str = ""
    #: Two-letter code.
    state: str = Field(pattern=r"^[A-Z]{2}$")
    #: Counties it covers, five digits each (FIPS); none where it is a whole state. Lists of the
    #: whole nation are cut to them.
    counties: tuple[Annotated[str, Field(pattern=r"^\d{5}$")], ...] = ()
    #: Names of the city as addresses have them, where the place is only a part of its counties.
    cities: tuple[str, ...] = ()
    #: Projected system in meters in which distances are measured, e.g. `EPSG:26985`.
    local_crs: str
    #: How parcel ids are written; see `housing.parcel_ids`.
    parcel_id_format: str
    #: How far the nearest parcel may be from a point that lies in none. 0 for a register that is
    #: known to hold only some of the place's parcels: there the nearest is usually a neighbor's.
    nearest_meters: float = Field(default=30.0, ge=0, le=100)
    #: Where it is not said, the map opens on the middle of what was found.
    center: Center | None = None
    #: Source ids, the most trusted first: where two lists state the same fact, the earlier wins.
    sources: tuple[str, ...] = Field(min_length=1)
    #: Sources of which every record founds a property.
    anchors: tuple[str, ...] = ()
    #: Which source draws which kind of area.
    area_layers: dict[AreaKind, str] = {}
    #: The place's own lists and which of their columns mean what; see `housing.layouts`.
    lists: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], AnyList] = {}
    #: What residents call each kind of area.
    area_labels: dict[AreaKind, str] = {}

    @field_validator("local_crs")
    @classmethod
    def _is_measured_in_meters(cls, code: str) -> str:
        try:
            crs = pyproj.CRS.from_user_input(code)
        except pyproj.exceptions.CRSError as error:
            raise ValueError(f"{code!r} is no coordinate system") from error
        if not crs.is_projected or {axis.unit_name for axis in crs.axis_info} != {"metre"}:
            raise ValueError(f"{code!r} does not measure in meters; use a UTM or state plane zone")
        return code

    @field_validator("parcel_id_format")
    @classmethod
    def _is_known_format(cls, name: str) -> str:
        if not is_format(name):
            raise ValueError(f"{name!r} is unknown; known: {KNOWN_FORMATS}")
        return name

    @model_validator(mode="after")
    def _refers_to_its_own_sources(self) -> "Jurisdiction":
        if len(set(self.sources)) < len(self.sources):
            raise ValueError("sources names a source twice")
        for key, named in (
            ("anchors", self.anchors),
            ("area_layers", self.area_layers.values()),
            ("lists", self.lists),
        ):
            if strange := sorted(set(named) - set(self.sources)):
                raise ValueError(f"{key} names {', '.join(strange)}, which sources does not list")
        return self

    def area_label(self, kind: AreaKind) -> str:
        """Return what this place calls a kind of area."""
        return self.area_labels.get(kind, AREA_LABELS[kind])

    def with_list(self, name: str, layout: AnyList) -> "Jurisdiction":
        """The place with one more list, the least trusted; or with other columns of one it has."""
        if known := self.lists.get(name):
            return self.model_copy(
                update={"lists": {**self.lists, name: known.with_columns(layout.columns)}}
            )
        drawn = {layout.area: name} if isinstance(layout, AreaList) else {}
        return self.model_copy(
            update={
                "lists": {**self.lists, name: layout},
                "sources": (*self.sources, name),
                "area_layers": {**drawn, **self.area_layers},
            }
        )

    def with_kept(self, kept: KeptLists) -> "Jurisdiction":
        """The place with what people said of its lists on the Data page."""
        place = self
        for name, layout in kept.lists.items():
            if name not in self.sources:
                place = place.with_list(name, layout)
        for name, editions in kept.columns.items():
            for columns in editions if name in self.lists else ():
                known = place.lists[name]
                place = place.with_list(name, known.model_copy(update={"columns": columns}))
        return place


def load_jurisdiction(place_id: str, folder: Path = config.JURISDICTIONS_DIR) -> Jurisdiction:
    """Read one place's file, and what people said of its lists on the Data page.

    Raises:
        ConfigError: there is no such place, or its file says something that cannot be.
    """
    path = folder / f"{place_id}.toml"
    if path.stem not in jurisdiction_ids(folder):
        known = ", ".join(jurisdiction_ids(folder)) or "none"
        raise ConfigError(f"There is no place {place_id!r} in {folder}. Known places: {known}.")
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        place = Jurisdiction.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not readable TOML: {error}.") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {_sentence(error, text)}.") from error
    if place.id != place_id:
        raise ConfigError(f"{path}: id is {place.id!r}, but the file is called {place_id!r}.")
    return place.with_kept(read_kept(config.data_dir(), place_id))


def jurisdiction_ids(folder: Path = config.JURISDICTIONS_DIR) -> list[str]:
    """Name the places there is a file for."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def only_real_place(folder: Path = config.JURISDICTIONS_DIR) -> str:
    """Name the place that a person need not spell out: the default one, or the only real one.

    Raises:
        ConfigError: there are several, or none.
    """
    places = [load_jurisdiction(place_id, folder) for place_id in jurisdiction_ids(folder)]
    real = [place for place in places if not place.is_fictional]
    meant = [place for place in real if place.is_default] or real
    if len(meant) != 1:
        known = ", ".join(place.id for place in real) or "none"
        raise ConfigError(f"Say which place: --place with one of {known}.")
    return meant[0].id


def _sentence(error: ValidationError, text: str) -> str:
    """Put every fault of a file into words with its line, a misspelled key among them."""
    faults = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"] if str(part) not in _KINDS]
        where = ".".join(path)
        line = _line_of(path, text)
        at = f"line {line}: " if line else ""
        if fault["type"] == "extra_forbidden":
            faults.append(f"{at}{where} is no setting of a place")
        elif fault["type"] == "missing":
            faults.append(f"{at}{where} is missing")
        else:
            said = fault["msg"].removeprefix("Value error, ")
            faults.append(f"{at}{where}: {said}" if where else said)
    return "; ".join(faults)


#: Kinds of lists, which stand in the path of a fault but not in the file.
_KINDS = ("parcels", "areas", "covenants")


def _line_of(path: list[str], text: str) -> int | None:
    """The line that sets the key of a fault, or where its table begins; null where neither is."""
    table: list[str] = []
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([^\[\]]+)\]\s*(#.*)?$", line):
            table = [part.strip(" \"'") for part in header[1].split(".")]
            here = table
        elif key := re.match(r"\s*([\w\"'.-]+)\s*=", line):
            here = [*table, *(part.strip("\"'") for part in key[1].split("."))]
        else:
            continue
        if here == path[: len(here)] and (best is None or len(here) > best[0]):
            best = len(here), number
    return best[1] if best else None
