"""Where each list is fetched: one file per source in `data/sources`, read and checked here.

Addresses, layer names and file names are configuration. Every one of them says how it was seen, or
is counted as unverified. A list that no source reads yet may be fetched to be kept: publishers
overwrite their files, and what is not kept is lost.
"""

import re
import string
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from housing import config
from housing.errors import ConfigError
from housing.sources.kinds import KINDS


class _File(BaseModel):
    """What every file to be fetched has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Its name when it is kept, without the day and the ending.
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.{}-]*$")
    #: Where the address was seen; blank for one that nobody could check.
    verified: str = ""
    #: The day the list describes, where the address itself settles it.
    vintage: date | None = None


class ArcgisFile(_File):
    """A layer of an ArcGIS server, found by its name: numbers are given to other layers."""

    protocol: Literal["arcgis"]
    #: The service: the address up to `MapServer` or `FeatureServer`.
    service: str = Field(pattern=r"/(MapServer|FeatureServer)$")
    layer_name: str
    #: Other names it may have.
    also_called: tuple[str, ...] = ()
    #: Its number when it was last seen; it tells layers of the same name apart.
    layer: int | None = None
    where: str = "1=1"
    #: Fewer rows a page than the server would give.
    page_size: int | None = Field(default=None, ge=1)
    #: GeoJSON, or for layers whose shapes nobody needs, a table.
    format: Literal["geojson", "csv"] = "geojson"
    #: Fields whose codes are spelled out as the layer's own list of codes says.
    words: tuple[str, ...] = ()
    #: The layer's names of fields, and the names the list is known by.
    rename: dict[str, str] = {}


class SocrataFile(_File):
    """A data set of a Socrata site."""

    protocol: Literal["socrata"]
    #: The site, with `https://`.
    site: str
    #: Four characters, a hyphen, four characters.
    dataset: str = Field(pattern=r"^[a-z0-9]{4}-[a-z0-9]{4}$")
    #: What the data set is called; another one under the same id is refused.
    dataset_name: str
    where: str = ""
    page_size: int = Field(default=50_000, ge=1, le=50_000)


class CensusFile(_File):
    """One table of the American Community Survey, for every tract of a county or state."""

    protocol: Literal["census"]
    #: The address up to the survey: `https://api.census.gov/data/2022/acs/acs5`.
    survey: str
    variables: tuple[str, ...] = Field(min_length=1, max_length=50)
    for_: str = Field(alias="for")
    within: str


class HudUserFile(_File):
    """An answer of HUD USER: fair market rents or income limits of one county or metro area."""

    protocol: Literal["hud_user"]
    #: `https://www.huduser.gov/hudapi/public/fmr/data/1100199999`.
    url: str
    year: int


class IndexedFile(_File):
    """A file whose address changes with every edition: the newest one that an index page links."""

    protocol: Literal["index"]
    page: str
    #: The file's own name, with `(?P<date>...)` around its day if it has one.
    link: str
    #: How the day is written there, e.g. `%Y-%m-%d`.
    layout: str = "%Y-%m-%d"
    kind: str

    @field_validator("link")
    @classmethod
    def _is_a_pattern(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return pattern


class PlainFile(_File):
    """A file that stays at its address."""

    protocol: Literal["file"]
    url: str
    kind: str


AnyFile = Annotated[
    ArcgisFile | SocrataFile | CensusFile | HudUserFile | IndexedFile | PlainFile,
    Field(discriminator="protocol"),
]


class Definition(BaseModel):
    """Where one list is fetched, and for which places."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    #: What the list is called, where no source reads it yet.
    kept_as: str = ""
    #: Places it is fetched for, and what stands for `{...}` there.
    places: dict[str, dict[str, str]] = Field(min_length=1)
    files: tuple[AnyFile, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _files_differ_and_are_of_known_kinds(self) -> "Definition":
        names = [file.name for file in self.files]
        if len(set(names)) < len(names):
            raise ValueError("two files have the same name")
        for file in self.files:
            if isinstance(file, IndexedFile | PlainFile) and file.kind not in KINDS:
                raise ValueError(f"kind {file.kind!r} of {file.name} is none of {', '.join(KINDS)}")
        return self

    def files_for(self, place_id: str) -> tuple[AnyFile, ...]:
        """Files of a place, its own values put in for `{...}`.

        Raises:
            ConfigError: a file asks for a value that the place does not have.
        """
        values = self.places[place_id]
        try:
            return tuple(
                type(file).model_validate(_filled(file.model_dump(by_alias=True), values))
                for file in self.files
            )
        except KeyError as error:
            raise ConfigError(
                f"{self.id}: its files ask for {error}, which [places.{place_id}] does not say."
            ) from error


def load_definitions(place_id: str, folder: Path = config.SOURCES_DIR) -> dict[str, Definition]:
    """Read where the lists of a place are fetched, by source id.

    Raises:
        ConfigError: a file is not readable, or says something that cannot be.
    """
    found = [_load(path) for path in sorted(folder.glob("*.toml"))]
    return {one.id: one for one in found if place_id in one.places}


def _load(path: Path) -> Definition:
    try:
        read = Definition.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not readable TOML: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'the file'}: {fault['msg']}"
            for fault in error.errors()
        )
        raise ConfigError(f"{path}: {faults}.") from error
    if read.id != path.stem:
        raise ConfigError(f"{path}: id is {read.id!r}, but the file is called {path.stem!r}.")
    return read


def _filled(value: Any, values: dict[str, str]) -> Any:
    """Put a place's values into every text of a file's definition."""
    if isinstance(value, str) and "{" in value:
        wanted = [name for _, name, _, _ in string.Formatter().parse(value) if name]
        known = {name: values[name] for name in wanted if not name.isdigit()}
        return value.format_map(known) if len(known) == len(wanted) else value
    if isinstance(value, dict):
        return {name: _filled(inner, values) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(inner, values) for inner in value]
    return value
