"""A new place's file: any county, city or state of the United States, with every federal source."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from housing.config import JURISDICTIONS_DIR
from housing.errors import ConfigError
from housing.jurisdictions import Jurisdiction
from housing.reference_places import (
    STATE_NAMES,
    County,
    county_system,
    find_county,
    find_state,
    state_system,
)
from housing.sources.registry import SOURCES

#: Layouts that Holdfast offers to any city that keeps such a list.
FORMS = ("city_covenants", "property_conditions")

#: Lists that are asked for county by county, or state by state.
BY_COUNTY = ("acs_rents", "acs_incomes", "hud_rents", "hud_income_limits")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person asked for: a state, a county, or a city within a county."""

    state: str
    county: County | None = None
    city: str = ""

    @property
    def name(self) -> str:
        """Name and state, as people write it."""
        if self.city:
            return f"{self.city}, {STATE_NAMES[self.state]}"
        return self.county.full_name if self.county else STATE_NAMES[self.state]

    @property
    def id(self) -> str:
        """The name in lower case, words joined; the state's letters tell namesakes apart."""
        shown = self.city or (self.county.name if self.county else STATE_NAMES[self.state])
        plain = re.sub(r"[^a-z0-9]+", "-", shown.casefold().replace("'", "")).strip("-")
        return plain if self.county is None else f"{plain}-{self.state.lower()}"

    @property
    def local_crs(self) -> str:
        """A system in meters that is right where the place is."""
        return county_system(self.county) if self.county else state_system(self.state)


def add_place(text: str, city: str = "", folder: Path = JURISDICTIONS_DIR) -> Path:
    """Write the file of a county or state, or of a city within a county.

    Args:
        text: five digits, or a name with its state; two digits, letters or a name for a state.
        city: the city's name as addresses have it.
        folder: where places are kept.

    Raises:
        ConfigError: nothing, or several, are called so; or the place has a file already.
    """
    meant = _meant(text, city)
    path = folder / f"{meant.id}.toml"
    if path.exists():
        raise ConfigError(f"{path} is there already. Edit it, or delete it and try again.")
    written = _written(meant)
    Jurisdiction.model_validate(tomllib.loads(written))
    path.write_text(written, encoding="utf-8")
    return path


def _meant(text: str, city: str) -> Meant:
    state = find_state(text)
    county = None if state else find_county(text)
    if county is not None:
        return Meant(county.state, county, city.strip())
    if state is None:
        raise ConfigError(
            f"No county or state is called {text!r}. Give a county's five digits or its name with "
            "the state, as 'Cook County, Illinois'. For a city name its county and the city: "
            "add-place 25017 --city Cambridge."
        )
    if city:
        raise ConfigError(
            f"For a city name its county, not the state: add-place FIPS --city {city}."
        )
    return Meant(state)


def _written(meant: Meant) -> str:
    """The file's text, with what a person may want to change explained."""
    counties = f'counties = ["{meant.county.fips}"]\n' if meant.county else ""
    cities = f'cities = ["{meant.city}"]\n' if meant.city else ""
    sources = [source.id for source in SOURCES.values() if source.covers == "nation"]
    listed = "\n".join(f'    "{source_id}",' for source_id in (*sources, *FORMS, *BY_COUNTY))
    ward = "" if meant.city else 'ward = "tiger_tracts"\n'
    label = "" if meant.city else '\n[area_labels]\nward = "County"\n'
    return f'''# {meant.name}. docs/adding-a-city.md explains every key.

id = "{meant.id}"
name = "{meant.name}"
state = "{meant.state}"
{counties}{cities}note = """
Only lists of the whole nation are known here. Homes that only the state or the city assists are \\
missing, and without a parcel file owners, assessed values and sales are unknown."""

# In meters, from the EPSG registry.
local_crs = "{meant.local_crs}"

# How parcel ids are written; plain keeps every character.
parcel_id_format = "plain"

# Lists of the whole nation, and the forms a city may fill in. Your own lists are added here by
# name and described below under [lists.NAME].
sources = [
{listed}
]

[area_layers]
{ward}tract = "tiger_tracts"
{label}'''
