"""HUD's Section 8, 202 and 811 contracts: one row per contract in force.

Becomes one `contracts` row and one `records` row per contract:

    contract_number_hud  record_id                  units_assisted  end_date    rent_to_fmr_pct
    DC39M000025          hud_section8:DC39M000025   84              2024-09-30  171.4

No covenants are made here. A contract tells the covenant with its number what rents it pays; one
that no other list carries becomes a covenant when everything is linked.

Two layouts are read: HUD's own, with `tracs_*` dates, and a research extract of it without dates.
The end is HUD's *overall* expiration; the *current* one is only the end of this year's funding.
"""

import logging

import pandas as pd

from housing.errors import SourceChangedError
from housing.owner_names import masked
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.hud_codes import owner_types
from housing.sources.reading import Reading, read_table
from housing.sources.workbooks import dates_of
from housing.tables import Contracts, Records, complete
from housing.terms import LocationQuality, Tenancy

_LOG = logging.getLogger(__name__)

#: HUD's columns that both layouts have, in any case, and ours.
COLUMNS = {
    "contract_number": "contract_number_hud",
    "property_name_text": "name",
    "program_type_group_name": "program_source",
    "assisted_units_count": "units_assisted",
    "contract_term_months_qty": "term_months",
    "rent_to_FMR_ratio": "rent_to_fmr_pct",
}

#: Columns of one layout or the other.
OPTIONAL = {
    "property_id": "property_id_hud",
    "tracs_effective_date": "start_date",
    "tracs_overall_expiration_date": "end_date",
    "tracs_status_name": "status_source",
    "previous_contract_term_months": "previous_term_months",
    "property_total_unit_count": "units_total",
    "owner_organization_name": "owner_name",
    "owner_company_type": "owner_type",
    "address": "address",
    "city": "city",
    "state": "state",
    "address_line1_text": "address_line1",
    "city_name_text": "city_name",
    "state_code": "state_code",
    "zip_code": "zip",
}

#: A contract HUD says has been terminated restricts nothing any more. `Expired` does: of 105 such
#: marks in a panel of 200 contracts, 2003 to 2016, 93 were taken back.
TERMINATED = "terminated"

#: No term is longer: HUD's longest contracts run 40 years.
LONGEST_TERM_MONTHS = 600

#: The ratio is a percent, 100 being the fair market rent. A list whose middle value is below this
#: writes it as a fraction.
LOWEST_MIDDLE_PCT = 5.0

#: As many rows with one and the same previous term were filled in, not observed: the research
#: extract of 2016-08 says 154 months, an average, in every row.
FEWEST_FILLED_IN = 10


def normalize(raw: RawFile) -> Tables:
    """One contract and one record per row; a terminated contract is a record only."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    numbers = reading.text("contract_number_hud").str.upper()
    reading.require_id(numbers)
    shared = pd.DataFrame(
        {
            "contract_number_hud": numbers.loc[reading.table.index],
            "source_id": SOURCE.id,
            "record_id": SOURCE.id + ":" + numbers.loc[reading.table.index],
            "units_assisted": reading.counts("units_assisted"),
            "observed_date": reading.vintage(),
        }
    )
    contracts = shared.assign(
        program_source=reading.text("program_source"),
        start_date=reading.dates("start_date", dates_of(raw)),
        end_date=reading.dates("end_date", dates_of(raw)),
        term_months=_months(reading, "term_months"),
        previous_term_months=_previous_term(reading),
        rent_to_fmr_pct=_rent_to_fmr(reading),
    )
    records = shared.assign(**_described(reading), source_record_id=shared["contract_number_hud"])
    in_force = reading.text("status_source").str.casefold().ne(TERMINATED).fillna(True)
    return finish(
        {
            "records": complete(records, Records),
            "contracts": complete(contracts.loc[in_force.astype(bool)], Contracts),
        },
        reading.set_aside,
    )


def _described(reading: Reading) -> pd.DataFrame:
    """What the row says of the building and its owner. It has no coordinate."""
    return reading.texts("name", "status_source").assign(
        address=reading.text("address").fillna(reading.text("address_line1")),
        city=reading.text("city").fillna(reading.text("city_name")),
        state=reading.text("state").fillna(reading.text("state_code")).replace("00", pd.NA),
        zip=reading.text("zip").str.extract(r"^(\d{5})", expand=False),
        location_quality=LocationQuality.UNKNOWN.value,
        units_total=reading.counts("units_total"),
        tenancy=Tenancy.UNKNOWN.value,
        owner_name=masked(reading.text("owner_name"))[0],
        owner_type=owner_types(reading.text("owner_type")),
        property_id_hud=reading.text("property_id_hud"),
    )


def _months(reading: Reading, column: str) -> pd.Series:
    months = reading.numbers(column, 0, LONGEST_TERM_MONTHS).round()
    return months.mask(months.eq(0)).astype("Int64")


def _previous_term(reading: Reading) -> pd.Series:
    """The previous term, unless every row says the same: then nobody observed it."""
    months = _months(reading, "previous_term_months")
    known = months.dropna()
    if len(known) >= FEWEST_FILLED_IN and known.eq(known.iloc[0]).all():
        _LOG.info(
            "%s: previous term is %d months in all %d rows; taken for a filled-in average",
            reading.raw.name, known.iloc[0], len(known),
        )  # fmt: skip
        return months.mask(months.notna())
    return months


def _rent_to_fmr(reading: Reading) -> pd.Series:
    """Contract rent as percent of fair market rent; 0 means that it does not apply.

    Raises:
        SourceChangedError: the list writes fractions.
    """
    ratios = reading.numbers("rent_to_fmr_pct", 0, 1000)
    known = ratios.mask(ratios.eq(0))
    if known.count() and known.median() < LOWEST_MIDDLE_PCT:
        raise SourceChangedError(
            f"{reading.raw.name}: source {SOURCE.id} expects column 'rent_to_FMR_ratio' in percent "
            f"(100 is the fair market rent), but its middle value is {known.median():g}. "
            f"See docs/sources/{SOURCE.id}.md."
        )
    return known.astype("float64")


SOURCE = Source(
    id="hud_section8",
    title="Multifamily Assistance and Section 8 Contracts",
    publisher="HUD Office of Multifamily Housing Programs",
    url="https://www.hud.gov/hud-partners/multifamily-assist-section8-database",
    license="Public domain (U.S. Government work)",
    cadence="monthly; HUD overwrites the file and keeps no archive",
    late_after_days=45,
    signature=frozenset({"contract_number", "assisted_units_count", "program_type_group_name"}),
    suffixes=(".csv", ".txt", ".xlsx", ".xls"),
    makes=("records", "contracts"),
    normalize=normalize,
    covers="nation",
)
