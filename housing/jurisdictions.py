"""Places: what Holdfast must know of a city, read from one file per place in `data/jurisdictions`.

A place says which lists describe it, which of them found properties, how its parcel ids are
written, and in which coordinate system its distances are measured. A new city is a new file.
"""

import tomllib
from pathlib import Path

import pyproj
import pyproj.exceptions
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from housing import config
from housing.errors import ConfigError
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
    #: Shown with every snapshot: what a reader must know about this place's data.
    note: str = ""
    #: Two-letter code.
    state: str = Field(pattern=r"^[A-Z]{2}$")
    #: Projected system in meters in which distances are measured, e.g. `EPSG:26985`.
    local_crs: str
    #: How parcel ids are written; see `housing.parcel_ids`.
    parcel_id_format: str
    #: How far the nearest parcel may be from a point that lies in none. 0 for a register that is
    #: known to hold only some of the place's parcels: there the nearest is usually a neighbor's.
    nearest_meters: float = Field(default=30.0, ge=0, le=100)
    center: Center
    #: Source ids, the most trusted first: where two lists state the same fact, the earlier wins.
    sources: tuple[str, ...] = Field(min_length=1)
    #: Sources of which every record founds a property.
    anchors: tuple[str, ...] = ()
    #: Which source draws which kind of area.
    area_layers: dict[AreaKind, str] = {}
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
        for key, named in (("anchors", self.anchors), ("area_layers", self.area_layers.values())):
            if strange := sorted(set(named) - set(self.sources)):
                raise ValueError(f"{key} names {', '.join(strange)}, which sources does not list")
        return self

    def area_label(self, kind: AreaKind) -> str:
        """Return what this place calls a kind of area."""
        return self.area_labels.get(kind, AREA_LABELS[kind])


def load_jurisdiction(place_id: str, folder: Path = config.JURISDICTIONS_DIR) -> Jurisdiction:
    """Read one place's file.

    Raises:
        ConfigError: there is no such place, or its file says something that cannot be.
    """
    path = folder / f"{place_id}.toml"
    if path.stem not in jurisdiction_ids(folder):
        known = ", ".join(jurisdiction_ids(folder)) or "none"
        raise ConfigError(f"There is no place {place_id!r} in {folder}. Known places: {known}.")
    try:
        place = Jurisdiction.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not readable TOML: {error}.") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {_sentence(error)}.") from error
    if place.id != place_id:
        raise ConfigError(f"{path}: id is {place.id!r}, but the file is called {place_id!r}.")
    return place


def jurisdiction_ids(folder: Path = config.JURISDICTIONS_DIR) -> list[str]:
    """Name the places there is a file for."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def only_real_place(folder: Path = config.JURISDICTIONS_DIR) -> str:
    """Name the one place that is not fictional, which a person need not spell out.

    Raises:
        ConfigError: there are several, or none.
    """
    real = [
        place_id
        for place_id in jurisdiction_ids(folder)
        if not load_jurisdiction(place_id, folder).is_fictional
    ]
    if len(real) != 1:
        raise ConfigError(f"Say which place: --place with one of {', '.join(real) or 'none'}.")
    return real[0]


def _sentence(error: ValidationError) -> str:
    """Put every fault of a file into words, a misspelled key among them."""
    faults = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            faults.append(f"{where} is no setting of a place")
        elif fault["type"] == "missing":
            faults.append(f"{where} is missing")
        else:
            said = fault["msg"].removeprefix("Value error, ")
            faults.append(f"{where}: {said}" if where else said)
    return "; ".join(faults)
