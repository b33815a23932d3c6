"""Counties and states of the United States by code and name, and where each is measured.

Codes are the Census Bureau's (FIPS): two digits for a state, five for a county.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

import pyproj
from pyproj.database import CRSInfo
from pyproj.enums import PJType

from housing.config import REFERENCE_DIR
from housing.errors import ConfigError

#: Names of states and territories by their two letters.
STATE_NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
    "VI": "Virgin Islands",
}  # fmt: skip

#: Systems in meters for what no state plane zone of the EPSG registry covers by name.
FAR_SYSTEMS = {
    "AK": "EPSG:3338", "AS": "EPSG:32702", "DC": "EPSG:26985", "GU": "EPSG:32655",
    "HI": "EPSG:26904", "MP": "EPSG:32655", "PR": "EPSG:32161", "VI": "EPSG:32161",
}  # fmt: skip

#: What a county's name ends with beside the name itself.
_ENDINGS = re.compile(
    r" (county|parish|borough|census area|municipality|city and borough|municipio|planning region"
    r"|island)$"
)


@dataclass(frozen=True, slots=True)
class County:
    """One county or what stands for one: parish, borough, independent city, planning region."""

    fips: str
    name: str
    state: str

    @property
    def full_name(self) -> str:
        """Name and state, as people write it."""
        return f"{self.name}, {STATE_NAMES[self.state]}"


@cache
def counties() -> dict[str, County]:
    """Every county by its five digits."""
    with (REFERENCE_DIR / "counties.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            County(row["county_fips"], row["name"], row["state"]) for row in csv.DictReader(file)
        ]
    return {county.fips: county for county in rows}


@cache
def fips_of_state(state: str) -> str:
    """Two digits of a state by its two letters."""
    found = next((fips[:2] for fips, county in counties().items() if county.state == state), None)
    if found is None:
        raise ConfigError(f"{state!r} is no state or territory of the United States.")
    return found


def find_state(text: str) -> str | None:
    """Two letters of the state that a code, two letters or a name mean; null where none is."""
    plain = text.strip().casefold()
    for letters, name in STATE_NAMES.items():
        if plain in {letters.casefold(), name.casefold()}:
            return letters
    codes = {fips[:2]: county.state for fips, county in counties().items()}
    return codes.get(plain)


def find_county(text: str) -> County | None:
    """The county that five digits, or a name with its state, mean.

    >>> find_county("24033").full_name, find_county("prince george's, md").fips
    ("Prince George's County, Maryland", '24033')

    Raises:
        ConfigError: several counties are called so.
    """
    plain = text.strip()
    if re.fullmatch(r"\d{5}", plain):
        return counties().get(plain)
    name, _, state_text = plain.rpartition(",")
    state = find_state(state_text) if name else None
    wanted = (name if state else plain).strip().casefold()
    found = [
        county
        for county in counties().values()
        if state in (None, county.state) and wanted in {county.name.casefold(), _short(county.name)}
    ]
    exact = [county for county in found if county.name.casefold() == wanted]
    best = exact if len(exact) == 1 else found
    if len(best) > 1:
        listed = "; ".join(f"{county.fips} {county.full_name}" for county in best[:8])
        raise ConfigError(f"Several counties are called {text!r}: {listed}. Give the five digits.")
    return best[0] if best else None


def _short(name: str) -> str:
    """A county's name without its kind, in lower case."""
    return _ENDINGS.sub("", name.casefold())


def county_system(county: County) -> str:
    """The state plane zone of 1983 in meters that covers a county, as the EPSG registry lists it.

    Where no zone names the county, a system for the whole state.

    >>> county_system(counties()["17031"]), county_system(counties()["08031"])
    ('EPSG:26971', 'EPSG:26954')
    """
    wanted = _spelled(_short(county.name).removesuffix(" city"))
    return _zones(county.state).get(wanted, state_system(county.state))


def state_system(state: str) -> str:
    """A system in meters for a whole state: its only zone, else the UTM zone of its middle.

    Lengths are right to half a percent at the borders of the widest state.
    """
    zones = set(_zones(state).values())
    if state in FAR_SYSTEMS:
        return FAR_SYSTEMS[state]
    if len(zones) == 1:
        return zones.pop()
    bounds = [info.area_of_use.bounds for info in _systems(state) if info.area_of_use]
    middle = (min(bound[0] for bound in bounds) + max(bound[2] for bound in bounds)) / 2
    return f"EPSG:269{int((middle + 180) // 6) + 1:02}"


@cache
def _systems(state: str) -> list[CRSInfo]:
    """Every system in meters that the EPSG registry names after a state."""
    found = pyproj.database.query_crs_info(
        auth_name="EPSG", pj_types=[PJType.PROJECTED_CRS], allow_deprecated=False
    )
    begins = f"NAD83 / {STATE_NAMES[state]}"
    return [info for info in found if info.name.startswith(begins) and "ft" not in info.name]


@cache
def _zones(state: str) -> dict[str, str]:
    """State plane zone in meters by the short name of each county that the registry lists."""
    name = STATE_NAMES[state]
    found: dict[str, str] = {}
    for info in _systems(state):
        area = (info.area_of_use.name if info.area_of_use else None) or ""
        listed = re.search(rf"\(USA\) - {name}.*?counties(?: of)?:? (.+?)\.?$", area)
        if listed is None:
            continue
        for one in re.split(r"[;,]", listed[1]):
            found.setdefault(_spelled(one), f"EPSG:{info.code}")
    return found


def _spelled(name: str) -> str:
    """A county's name without what its spellings differ in: `De Kalb` and `DeKalb`."""
    return re.sub(r"[ .']", "", name.casefold())
