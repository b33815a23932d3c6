"""Contracts: HUD's own list of Section 8, 202 and 811 contracts."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, optional, required


class Contracts(Table):
    """One HUD contract. It informs the covenant with the same contract number."""

    contract_number_hud: Series[Text] = required("HUD contract number, 11 characters.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    record_id: Series[Text] = required("The record made from the same row.")
    program_source: Series[Text] = optional("Program group in HUD's words.")
    units_assisted: Series[Whole] = optional("Assisted homes under the contract.", ge=0)
    start_date: Series[Date] = optional("TRACS effective date.")
    end_date: Series[Date] = optional(
        "TRACS *overall* expiration date; never the funding increment."
    )
    term_months: Series[Whole] = optional("Present term, months.", ge=0)
    previous_term_months: Series[Whole] = optional("Previous term, months.", ge=0)
    rent_to_fmr_pct: Series[float] = optional("Contract rent as percent of fair market rent.", ge=0)
    observed_date: Series[Date] = optional("Vintage of HUD's list.")
