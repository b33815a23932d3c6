"""Covenants: one row per contract, loan, credit or agreement that a source lists."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required
from housing.terms import CovenantKind, CovenantStatus, EndBasis, Program


class Covenants(Table):
    """A covenant as its source states it: dates unjudged, program in the publisher's words.

    A property has one row per covenant, because each ends on its own date. Rows that restrict no
    rent (an insured mortgage) are kept too: `program` tells `housing.covenants` which they are.
    """

    covenant_id: Series[Text] = required("Ours: `source_id:source_record_id`.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    source_record_id: Series[Text] = required("The publisher's own id.")
    record_id: Series[Text] = required("The record (development) it belongs to.")
    program_source: Series[Text] = optional("Program in the publisher's words.")
    agency: Series[Text] = optional("Agency responsible, as published.")
    units_assisted: Series[Whole] = optional("Homes under this covenant.", ge=0)
    start_date: Series[Date] = optional("First day, as published.")
    end_date: Series[Date] = optional("Last day, as published: not yet judged.")
    end_basis: Series[Text] = required(
        "Where the end comes from.", isin=[b.value for b in EndBasis]
    )
    end_previous_date: Series[Date] = optional("The end before the latest renewal.")
    start_original_date: Series[Date] = optional("First day of the first term.")
    compliance_end_date: Series[Date] = optional("Tax-credit compliance end (year 15).")
    early_exit_date: Series[Date] = optional("First day an early exit is possible, if stated.")
    is_early_exit_waived: Series[YesNo] = optional(
        "Owner waived the qualified contract; null unknown."
    )
    is_prepay_eligible: Series[YesNo] = optional(
        "The loan may be repaid early and the restriction ends with it; null unknown."
    )
    is_perpetual: Series[YesNo] = optional("Stated to have no end; null unknown.")
    status: Series[Text] = required("As published.", isin=[s.value for s in CovenantStatus])
    actual_end_date: Series[Date] = optional("When it ended, if a source says so.")
    contract_number_hud: Series[Text] = optional("HUD contract number, 11 characters.")
    rent_to_fmr_pct: Series[float] = optional("Contract rent as percent of fair market rent.", ge=0)
    rent_to_fmr_low_pct: Series[float] = optional(
        "Least it can be, where only a range is published; null where the ratio is exact.", ge=0
    )
    rent_to_fmr_high_pct: Series[float] = optional(
        "Most it can be; null where the ratio is exact or the range has no upper edge.", ge=0
    )
    rent_to_fmr_source: Series[Text] = optional("The publisher's words for rent to FMR.")
    rent_source: Series[Text] = optional("The list the ratio is from, if not `source_id`.")
    rent_date: Series[Date] = optional("When that list saw it, if not `observed_date`.")
    previous_term_months: Series[Whole] = optional("Length of the previous term, months.", ge=0)
    restricted_rent_usd: Series[float] = optional(
        "Average restricted rent, US dollars a month.", ge=0
    )
    utility_allowance_usd: Series[float] = optional(
        "Utilities on top of that rent, dollars a month; 0 where it includes them.", ge=0
    )
    ground_lease_end_date: Series[Date] = optional("End of the ground lease under it, if stated.")
    renewal_of: Series[Text] = optional("`covenant_id` this one renews, if stated.")
    info_source: Series[Text] = optional("Where the publisher has it from.")
    observed_date: Series[Date] = optional("When the publisher last saw this to be so.")


class LinkedCovenants(Covenants):
    """Covenants after linkage and date rules: which property, what kind, which end governs."""

    property_id: Series[Text] = optional("The property; null when its record is not yet known.")
    program: Series[Text] = required("Our program code.", isin=[p.value for p in Program])
    kind: Series[Text] = required(
        "What happens at the end date.", isin=[k.value for k in CovenantKind]
    )
    is_covenant: Series[YesNo] = required("Whether it restricts rents at all (kind is not none).")
    is_active: Series[YesNo] = required("In force or presumed so at `as_of`.")
    is_stale: Series[YesNo] = required("Renewable, active, and its end already past.")
    is_expired_unverified: Series[YesNo] = required("Lapsing, its end past, not confirmed ended.")
    usable_start_date: Series[Date] = optional("Start after the date rules; null unknown.")
    usable_end_date: Series[Date] = optional("End after the date rules; null unknown or open.")
    end_rule: Series[Text] = required("Which date rule fired, in words.")
    units_counted: Series[Whole] = optional("Homes used in the schedule; null unknown.", ge=0)
    is_units_assumed: Series[YesNo] = required("Units taken from the property's total.")
    years_to_end: Series[float] = optional("From `as_of` to the usable end, years.")
