"""Washington's Preservation Catalog, subsidies: one row per contract, loan, credit or agreement.

Becomes one `covenants` row each, also for the insured mortgages and bonds that restrict no rent:

    covenant_id                   program_source                  start_date  end_date    end_basis
    prescat_subsidies:NL000001-1  Low income housing tax credit   2004-01-01  2034-01-01  derived
    prescat_subsidies:NL000001-2  Sec 8 loan management set-aside 2004-11-01  2024-10-31  reported

Dates are copied unjudged, 12/1/1939 included. Two layouts exist: mixed-case names with slashed
dates (2016), and lower-case names with ISO dates (2017), where the three columns that SAS keeps as
text are still slashed.
"""

from dataclasses import dataclass

import pandas as pd

from housing.sources import prescat
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.reading import Reading, read_table
from housing.tables import Covenants, complete
from housing.terms import CovenantStatus, EndBasis

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nlihc_id": "project_id",
    "Subsidy_id": "subsidy_id",
    "Program": "program_source",
    "Portfolio": "portfolio",
    "Agency": "agency",
    "Units_Assist": "units_assisted",
    "POA_start": "start_date",
    "POA_end": "end_date",
    "POA_start_orig": "start_original_date",
    "POA_end_prev": "end_previous_date",
    "POA_end_actual": "actual_end_date",
    "Compl_end": "compliance_end_date",
    "contract_number": "contract_number_hud",
    "rent_to_fmr_description": "rent_to_fmr_source",
    "Subsidy_Active": "status",
    "Subsidy_Info_Source": "info_source",
    "Subsidy_Info_Source_Date": "observed_date",
}

STATUSES = {"yes": CovenantStatus.ACTIVE.value, "no": CovenantStatus.ENDED.value}

TAX_CREDIT = "lihtc"
SECTION_8 = "project-based section 8"

#: The catalog's own program sets a tax credit's end to 1 January, 30 years after the year placed
#: in service (Update_LIHTC_init.sas in its repository), so an end exactly there is derived.
DERIVED_YEARS = 30

#: The range at the bottom has no lower edge and the one at the top no upper edge: half of a usual
#: range (10 percent of fair market rent) beyond the edge stands for them.
OPEN_RANGE_HALF_PCT = 5.0

#: Terms that HUD writes into Section 8 contracts, months: 95 of 105 in its list of August 2016.
#: A span that is none of these holds several renewals, so it is no term.
TERMS_MONTHS = (12, 60, 120, 180, 240, 360, 480)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one export writes its dates."""

    dates: str
    #: Columns that SAS keeps as text.
    kept_as_text: str


MIXED_CASE = Layout(dates=prescat.SLASHED, kept_as_text=prescat.SLASHED)
LOWER_CASE = Layout(dates=prescat.ISO, kept_as_text=prescat.SLASHED)


def normalize(raw: RawFile) -> Tables:
    """One covenant per subsidy of a development, whichever of the two layouts the file has."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    layout = LOWER_CASE if reading.is_header_lower_case else MIXED_CASE
    ids = _ids(reading)
    reading.require_id(ids, "Nlihc_id or Subsidy_id")
    ids = _ids(reading)
    dates = _dates(reading, layout)
    covenants = dates.assign(
        **reading.texts("program_source", "agency", "info_source"),
        covenant_id=SOURCE.id + ":" + ids,
        source_id=SOURCE.id,
        source_record_id=ids,
        record_id=prescat.record_ids(reading.text("project_id")),
        units_assisted=reading.counts("units_assisted", prescat.MISSING),
        end_basis=_end_basis(reading, dates),
        compliance_end_date=dates["compliance_end_date"].where(_is(reading, TAX_CREDIT)),
        status=coded(reading.text("status"), STATUSES, CovenantStatus.UNKNOWN.value),
        contract_number_hud=reading.text("contract_number_hud", prescat.MISSING),
        **rent_range(reading.text("rent_to_fmr_source")),
        rent_to_fmr_source=reading.text("rent_to_fmr_source", (*prescat.MISSING, "Unknown")),
        previous_term_months=_previous_term(reading, dates),
        observed_date=prescat.observed_dates(dates["observed_date"], reading),
    )
    return finish({"covenants": complete(covenants, Covenants)}, reading.set_aside)


def rent_range(words: pd.Series) -> pd.DataFrame:
    """Rent as percent of fair market rent, from the catalog's ranges: middle, least and most.

    HUD's ranges are of whole percents, so below 80 is at most 79 and over 160 at least 161.

    >>> rent_range(pd.Series(["Between 80% & 100% FMR", "Below 80% FMR"])).to_numpy().tolist()
    [[90.0, 80.0, 100.0], [75.0, 0.0, 79.0]]
    """
    edges = words.str.extract(r"^Between (\d+)% & (\d+)% FMR$").astype("float64")
    below = words.str.extract(r"^Below (\d+)% FMR$", expand=False).astype("float64")
    over = words.str.extract(r"^Over (\d+)% FMR$", expand=False).astype("float64")
    middle = edges.mean(axis="columns", skipna=False)
    return pd.DataFrame(
        {
            "rent_to_fmr_pct": middle.fillna(below - OPEN_RANGE_HALF_PCT).fillna(
                over + OPEN_RANGE_HALF_PCT
            ),
            "rent_to_fmr_low_pct": edges[0].fillna(below * 0).fillna(over + 1),
            "rent_to_fmr_high_pct": edges[1].fillna(below - 1),
        }
    )


def _ids(reading: Reading) -> pd.Series:
    """The catalog numbers the subsidies of each development: 1, 2, 3."""
    return reading.text("project_id") + "-" + reading.text("subsidy_id")


def _dates(reading: Reading, layout: Layout) -> pd.DataFrame:
    columns = ("start_date", "end_date", "start_original_date", "compliance_end_date")
    as_text = ("end_previous_date", "actual_end_date", "observed_date")
    formats = dict.fromkeys(columns, layout.dates) | dict.fromkeys(as_text, layout.kept_as_text)
    return pd.DataFrame(
        {name: reading.dates(name, layout, prescat.MISSING) for name, layout in formats.items()}
    )


def _is(reading: Reading, portfolio: str) -> pd.Series:
    return reading.text("portfolio").str.casefold().eq(portfolio).fillna(False).astype(bool)


def _end_basis(reading: Reading, dates: pd.DataFrame) -> pd.Series:
    """An end the catalog computed is derived; any other end is what a program's report says."""
    thirty_years_on = dates["start_date"] + pd.DateOffset(years=DERIVED_YEARS)
    is_derived = _is(reading, TAX_CREDIT) & (dates["end_date"] == thirty_years_on)
    basis = (
        dates["end_date"]
        .notna()
        .map({True: EndBasis.REPORTED.value, False: EndBasis.UNKNOWN.value})
    )
    return basis.mask(is_derived, EndBasis.DERIVED.value)


def _previous_term(reading: Reading, dates: pd.DataFrame) -> pd.Series:
    """Months from the first start to the end before the latest renewal, where that is one term.

    Only for Section 8. The catalog keeps the first start and the last end but one, so the span
    between them is a term only if nothing was renewed in between: if it is as long as a term is.
    """
    first, last = dates["start_original_date"], dates["end_previous_date"]
    day_after = last + pd.Timedelta(days=1)
    months = (day_after.dt.year - first.dt.year) * 12 + (day_after.dt.month - first.dt.month)
    is_term = (
        _is(reading, SECTION_8)
        & dates["start_date"].notna()
        & (day_after.dt.day == first.dt.day)
        & months.isin(TERMS_MONTHS)
    )
    return months.where(is_term).astype("Int64")


SOURCE = Source(
    id="prescat_subsidies",
    title="DC Preservation Catalog: subsidies",
    publisher=prescat.PUBLISHER,
    url=prescat.URL,
    license=prescat.LICENSE,
    cadence=prescat.CADENCE,
    late_after_days=prescat.LATE_AFTER_DAYS,
    signature=frozenset({"nlihc_id", "subsidy_id", "poa_end"}),
    suffixes=(".csv",),
    makes=("covenants",),
    normalize=normalize,
)
