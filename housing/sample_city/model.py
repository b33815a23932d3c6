"""What the generator knows of a development before any publisher writes it down.

The files of the sample city are several publishers' partial views of these. A date or a number may
be text: then a publisher wrote exactly that, wrong or not.
"""

from dataclasses import dataclass, field
from datetime import date

#: The day the sample city is made for: files describe what was known then.
AS_OF = date(2026, 10, 1)

Day = date | str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """An organization, with the codes publishers give it."""

    name: str
    #: HUD's word for its kind; blank where HUD does not deal with it.
    hud_type: str
    #: The catalog's owner category, e.g. 111 a nontaxable corporation, 115 a taxable one.
    category: str
    #: Mailing ZIP+4: companies of one sponsor share it.
    mailing: str
    #: How it holds title: in its own name, by a company or a partnership for each development.
    holds_by: str = "name"


@dataclass(slots=True)
class Covenant:
    """A row of the catalog's subsidy list."""

    program: str
    portfolio: str
    agency: str
    units: int | str | None
    start: Day = None
    end: Day = None
    info_source: str = "DC/AFFPIPELINE"
    info_id: str = ""
    original_start: Day = None
    previous_end: Day = None
    compliance_end: Day = None
    is_active: bool = True
    #: Day it ended; `U` where the catalog does not know.
    actual_end: Day = None
    contract: str = ""
    #: Contract rent as percent of fair market rent.
    rent_to_fmr: float | None = None
    #: HUD's words for the program in its own contract list; blank where it is not on that list.
    hud_group: str = ""
    term_months: int = 240
    previous_term_months: int | None = None
    #: Whether the catalog has noticed it; HUD may list what the catalog does not.
    in_catalog: bool = True


@dataclass(slots=True)
class CityCovenant:
    """A row of the city's own covenant list."""

    program: str
    units: int | str | None = None
    start: Day = None
    end: Day = None
    end_basis: str = "recorded"
    status: str = "active"
    actual_end: Day = None
    is_qc_waived: str = ""
    is_prepayable: str = ""
    rent: int | None = None
    lease_end: Day = None
    observed: date = date(2026, 8, 31)
    document: str = ""


@dataclass(slots=True)
class TaxCredit:
    """A row of HUD's tax credit list."""

    placed_in_service: int
    units: int | None
    low_income_units: int | None
    allocated: int | None = None
    name: str = ""
    address: str = ""
    is_unmonitored: bool = False
    unmonitored_reason: str = ""
    type: str = "1"


@dataclass(slots=True)
class Pipeline:
    """A row of the city's affordable housing map layer."""

    status: str
    agency: str
    #: Homes by income limit: 30, 50, 60, 80 and over 80 percent of the area median.
    units: tuple[int, int, int, int, int]


@dataclass(slots=True)
class Inspection:
    """One physical inspection, the score as HUD prints it."""

    day: date
    score: str


@dataclass(slots=True)
class Event:
    """A sale or a foreclosure filing."""

    day: Day
    kind: str
    description: str


@dataclass(slots=True)
class Notice:
    """A notice to tenants or to the city about a sale."""

    day: Day
    kind: str
    note: str = ""
    price: int | None = None


@dataclass(slots=True)
class Condition:
    """A row of the city's own list of conditions; text is written exactly so."""

    day: Day
    debt_coverage: float | str | None = None
    vacancy: float | str | None = None
    violations: int | str | None = None
    units: int | str | None = None


@dataclass(slots=True)
class Development:
    """One development: where it stands, whose it is, and what binds it."""

    id: str
    name: str
    neighborhood: str
    #: Places in `lots()`, the main building first.
    lots: list[int]
    units: int | None
    owner: Owner
    assisted: int | str | None = None
    #: As published, where that is not the main lot's own address.
    address: str | None = None
    owner_name: str | None = None
    owner_since: Day = None
    #: What the parcel register says, where it is behind or ahead of HUD.
    register_name: str | None = None
    manager: str = ""
    #: Family, elderly or mixed; null where nobody recorded it.
    tenancy: str | None = "family"
    year_built: int | None = None
    last_rehab_year: int | None = None
    buildings: int = 1
    is_active: bool = True
    category: str = "5 - Other Subsidized Property"
    rems_id: str = ""
    has_hud_owner: bool = True
    in_catalog: bool = True
    has_point: bool = True
    has_parcels: bool = True
    tax_years_unpaid: int = 0
    covenants: list[Covenant] = field(default_factory=list)
    city: list[CityCovenant] = field(default_factory=list)
    credits: list[TaxCredit] = field(default_factory=list)
    pipeline: Pipeline | None = None
    inspections: list[Inspection] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)

    @property
    def title_holder(self) -> str:
        """Whose name is on the deed."""
        if self.owner_name is not None:
            return self.owner_name
        if self.owner.holds_by == "company":
            return f"{self.name} LLC"
        if self.owner.holds_by == "partnership":
            return f"{self.name} Limited Partnership"
        return self.owner.name
