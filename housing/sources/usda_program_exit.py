"""USDA's list of program exits: which rural properties may leave their program early.

Becomes one `covenants` row per property, a copy of the loan that the active list states:

    record_id                     program_source  is_prepay_eligible  early_exit_date
    usda_section515:036529401019  Section 515     True                2012-01-01

Whether the loan may be repaid early, and from when, no other list says. USDA's estimated day of
exit is worked out from balances and moves with every edition: it is no end that anybody agreed to,
and is not read as one. The file names no homes and no place, so it founds no property.
"""

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.reading import read_table
from housing.tables import Covenants, complete
from housing.terms import CovenantStatus, EndBasis

#: USDA's columns, in any case, and ours.
COLUMNS = {
    "Project Mfis Id Key": "key",
    "Prepay Eligible": "is_prepay_eligible",
    "Prepay Eligible Date Yr": "prepay_year",
}

#: Editions name the section of the law; without it the loan is a Section 515 loan.
OPTIONAL = {"Rural Housing Labor Housing Section of Housing Act": "section"}

#: How wide the key of the active list is; workbooks lose its zeros.
KEY_WIDTH = 12

FIRST_YEAR, LAST_YEAR = 1960, 2150

YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}


def normalize(raw: RawFile) -> Tables:
    """One covenant per property."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    digits = reading.text("key").str.replace(r"\D", "", regex=True)
    keys = digits.where(digits.str.len() > 0).str.zfill(KEY_WIDTH)
    reading.require_id(keys)
    keys = keys.loc[reading.table.index]
    years = reading.numbers("prepay_year", FIRST_YEAR, LAST_YEAR, ("0",)).astype("Int64")
    section = reading.text("section").fillna("515").str.extract(r"(51[45])", expand=False)
    covenants = pd.DataFrame(
        {
            "covenant_id": SOURCE.id + ":" + keys,
            "source_id": SOURCE.id,
            "source_record_id": keys,
            "record_id": "usda_section515:" + keys,
            "program_source": "Section " + section.fillna("515"),
            "agency": "USDA Rural Development",
            "end_basis": EndBasis.UNKNOWN.value,
            "is_prepay_eligible": reading.text("is_prepay_eligible")
            .str.lower()
            .map(YES_OR_NO)
            .astype("boolean"),
            "early_exit_date": pd.to_datetime(
                years.astype("string") + "-01-01", format="%Y-%m-%d", errors="coerce"
            ),
            "status": CovenantStatus.ACTIVE.value,
            "info_source": "USDA/exit",
            "observed_date": reading.vintage(),
        }
    )
    return finish({"covenants": complete(covenants, Covenants)}, reading.set_aside)


SOURCE = Source(
    id="usda_program_exit",
    title="Rural rental housing: who may leave the program early",
    publisher="USDA Rural Development",
    url="https://www.sc.egov.usda.gov/data/MFH.html",
    license="Public domain (U.S. Government work)",
    cadence="a few times a year, the day in the file's name",
    late_after_days=270,
    signature=frozenset({"project mfis id key", "prepay eligible"}),
    suffixes=(".xlsx", ".csv"),
    makes=("covenants",),
    normalize=normalize,
    covers="nation",
)
