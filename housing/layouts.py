"""How a place's own files are laid out: which of their columns mean what.

A city's parcels, its areas and its own list of homes need no code: the place's file in
`data/jurisdictions` says under `[lists.NAME]` what the list is and which column is which.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from housing.terms import AreaKind, LocationQuality, OwnerType

#: One column of the file, or several whose texts are joined with a blank between them.
Columns = str | tuple[str, ...]

#: Our columns of a parcel that a file may fill; `docs/adding-a-city.md` explains each.
PARCEL_COLUMNS = (
    "parcel_id", "address", "owner_name", "owner_mailing", "use_code", "land_area_sqft",
    "assessed_land_usd", "assessed_improvement_usd", "assessed_value_usd",
    "assessed_value_previous_usd", "tax_year", "annual_tax_usd", "tax_balance_usd",
    "tax_years_delinquent", "sale_price_usd", "sale_date", "units_total", "year_built",
)  # fmt: skip

#: Our columns of an area.
AREA_COLUMNS = ("code", "name", "long_name")

#: Our columns of a development and the covenant on it.
COVENANT_COLUMNS = (
    "id", "name", "address", "city", "state", "zip", "county_fips", "latitude", "longitude",
    "parcel_id",
    "units_total", "units_assisted", "year_built", "placed_in_service_year", "allocation_year",
    "owner_name", "manager_name", "property_id_hud", "contract_number_hud", "program", "agency",
    "start_date", "end_date", "status", "observed_date",
)  # fmt: skip


class OwnList(BaseModel):
    """What every list of a place says of itself. A misspelled key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    publisher: str
    url: str = ""
    license: str = "as the publisher says"
    #: How often the publisher renews it, in words.
    cadence: str = "as the publisher renews it"
    #: Days after which an unrefreshed list is late.
    late_after_days: int = Field(default=365, ge=1)
    #: Our columns, and the file's.
    columns: dict[str, Columns]
    #: What other editions of the file name the columns, the latest first.
    earlier_columns: tuple[dict[str, Columns], ...] = ()
    #: Words in the file's name that tell lists with the same columns apart; any one suffices.
    file_words: tuple[str, ...] = ()
    #: What the file writes where it means nothing, beside blanks.
    unknown: tuple[str, ...] = ()
    #: Rows that are meant, by what the file's columns say; of other rows nothing is read.
    only: dict[str, tuple[str, ...]] = {}
    #: How dates are written where it is neither ISO nor month/day/year.
    date_formats: tuple[str, ...] = ()

    def published(self, column: str) -> tuple[str, ...]:
        """The file's columns that make one of ours, in lower case; none where it has none."""
        named = self.columns.get(column, ())
        return tuple(name.lower() for name in ((named,) if isinstance(named, str) else named))

    def signature(self) -> frozenset[str]:
        """Every column of the file that is read, in lower case: how its file is recognized."""
        mapped = {name for column in self.columns for name in self.published(column)}
        return frozenset(mapped | {name.lower() for name in self.only})

    def with_columns(self, columns: dict[str, Columns]) -> Self:
        """The list whose newer editions name their columns otherwise; older ones are still read."""
        if columns == self.columns:
            return self
        others = [one for one in (self.columns, *self.earlier_columns) if one != columns]
        return self._checked({"columns": columns, "earlier_columns": others})

    def fitted(self, headers: Iterable[frozenset[str]]) -> Self:
        """The list as the edition with these columns names them; as it is, where none fits."""
        rows = list(headers)
        for columns in (self.columns, *self.earlier_columns):
            edition = self._checked({"columns": columns, "earlier_columns": ()})
            if any(edition.signature() <= row for row in rows):
                return edition
        return self

    def _checked(self, changed: dict[str, object]) -> Self:
        return type(self).model_validate({**self.model_dump(), **changed})


class ParcelList(OwnList):
    """Parcels: outlines, the tax roll, or both in one file. Lists of one parcel are joined."""

    kind: Literal["parcels"]
    #: What a parcel id looks like, where the file also numbers roads and water: the whole text.
    parcel_id_pattern: str = ""
    #: Several rows of one parcel are `parts` taxed apart, whose amounts are added, or `repeats`.
    several: Literal["parts", "repeats"] = "repeats"
    #: Where the file's coordinates are in another system and it does not say which.
    crs: str = ""
    #: Of every row, where no column says it; else the year of the file's day.
    tax_year: int | None = Field(default=None, ge=1900, le=2100)
    land_area_unit: Literal["sqft", "acres", "sqm"] = "sqft"
    #: How names of public owners begin, in upper case.
    public_owners: tuple[str, ...] = ()

    @field_validator("columns")
    @classmethod
    def _are_of_a_parcel(cls, columns: dict[str, Columns]) -> dict[str, Columns]:
        return _known(columns, PARCEL_COLUMNS, ("parcel_id",))


class AreaList(OwnList):
    """Areas of one kind: outlines with a code and a name."""

    kind: Literal["areas"]
    area: AreaKind
    crs: str = ""
    #: Stands before a name that is only a number: `Ward`.
    name_prefix: str = ""

    @field_validator("columns")
    @classmethod
    def _are_of_an_area(cls, columns: dict[str, Columns]) -> dict[str, Columns]:
        return _known(columns, AREA_COLUMNS, ("code",))


class CovenantList(OwnList):
    """Developments, one row each, with the covenant on it where the list tells of one."""

    kind: Literal["covenants"]
    #: The program of every row, where no column says it; a word of `data/reference/programs.csv`.
    program: str = ""
    #: The list's words for programs, and those of `data/reference/programs.csv`.
    programs: dict[str, str] = {}
    #: The list's words for a covenant in force, one not begun, and one that ended.
    active: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    #: How exact its coordinates are, where the publisher says so.
    location_quality: LocationQuality = LocationQuality.UNKNOWN
    #: Type of every owner on the list, where that is what the list is of.
    owner_type: OwnerType = OwnerType.UNKNOWN

    @field_validator("columns")
    @classmethod
    def _are_of_a_development(cls, columns: dict[str, Columns]) -> dict[str, Columns]:
        return _known(columns, COVENANT_COLUMNS, ("id",))

    @model_validator(mode="after")
    def _can_be_found(self) -> "CovenantList":
        told = {"address", "latitude", "parcel_id", "property_id_hud", "contract_number_hud"}
        if not told & {*self.columns}:
            raise ValueError(
                "columns must name address, latitude and longitude, parcel_id, or an id of HUD"
            )
        return self


AnyList = Annotated[ParcelList | AreaList | CovenantList, Field(discriminator="kind")]


def _known(
    columns: dict[str, Columns], known: tuple[str, ...], needed: tuple[str, ...]
) -> dict[str, Columns]:
    """Refuse columns that we do not have, and the lack of one that must be there."""
    if strange := [name for name in columns if name not in known]:
        raise ValueError(f"{strange[0]} is no column of ours; there are {', '.join(known)}")
    if missing := [name for name in needed if name not in columns]:
        raise ValueError(f"{missing[0]} is missing")
    return columns
