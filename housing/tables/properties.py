"""Properties: one wide row per development, with its profile, timeline and score."""

from housing.tables.base import Table
from housing.tables.types import Date, Geometry, Series, Text, Whole, YesNo, optional, required
from housing.terms import (
    Band,
    ChpcStyle,
    CovenantKind,
    NoticePhase,
    OwnerType,
    SignalKind,
    Status,
    Tenancy,
)


class Properties(Table):
    """One development under one set of obligations; several buildings, several parcels."""

    # Who and where
    property_id: Series[Text] = required("Stable id.", unique=True)
    name: Series[Text] = required("Name, else address, else the id.")
    address: Series[Text] = optional("Main address.")
    city: Series[Text] = optional("City.")
    state: Series[Text] = optional("Two-letter state code.")
    zip: Series[Text] = optional("Five-digit ZIP code.")
    latitude: Series[float] = optional("Degrees north.")
    longitude: Series[float] = optional("Degrees east.")
    location_source: Series[Text] = optional("Where the coordinate comes from.")
    ward: Series[Text] = optional("Ward name; null outside or unlocated.")
    neighborhood: Series[Text] = optional("Neighborhood name.")
    tract: Series[Text] = optional("Census tract code (GEOID).")
    source_ids: Series[Text] = required("Sources that list it, ';' between.")
    record_count: Series[Whole] = required("Records linked to it.", ge=1)
    status_source: Series[Text] = optional("The main publisher's own status.")
    category_source: Series[Text] = optional("The main publisher's own risk category.")
    # What it is
    units_total: Series[Whole] = optional("All homes.", ge=0)
    building_count: Series[Whole] = optional("Buildings.", ge=0)
    year_built: Series[Whole] = optional("Year built.")
    last_rehab_year: Series[Whole] = optional("Latest recorded renovation.")
    year_built_source: Series[Text] = optional("Source of both years.")
    year_built_date: Series[Date] = optional("When it saw them.")
    tenancy: Series[Text] = required("For whom.", isin=[t.value for t in Tenancy])
    tenancy_source: Series[Text] = optional("Source of it; the first of several that agree.")
    tenancy_date: Series[Date] = optional("When it saw this.")
    programs: Series[Text] = optional("Programs of active covenants, ';' between.")
    # Owner
    owner_name: Series[Text] = optional("Owner; individuals masked.")
    owner_type: Series[Text] = required("Type.", isin=[t.value for t in OwnerType])
    owner_source: Series[Text] = optional("Source of the owner.")
    owner_date: Series[Date] = optional("Since when, or as of when.")
    owner_typed_by: Series[Text] = optional("Source of the owner's type.")
    owner_typed_date: Series[Date] = optional("Since when, or as of when, of that type.")
    owner_listed_date: Series[Date] = optional("Day of the list that tells the owner's type.")
    is_owner_older_than_sale: Series[YesNo] = optional(
        "A sale is newer than the owner; null where no sale is known or the owner is undated."
    )
    manager_name: Series[Text] = optional("Management agent.")
    # Parcels and market
    parcel_count: Series[Whole] = required("Parcels linked.", ge=0)
    assessed_value_usd: Series[float] = optional("Sum over linked parcels that state a value.")
    assessed_value_parcels: Series[Whole] = required("Parcels in that sum.", ge=0)
    tax_year: Series[Whole] = optional("Year of the assessed value.")
    last_sale_date: Series[Date] = optional("Latest sale; transfers within one owner are none.")
    last_sale_price_usd: Series[float] = optional("Its price.")
    rent_to_fmr_pct: Series[float] = optional(
        "Contract rent, percent of fair market rent; the middle where a range is published."
    )
    rent_to_fmr_low_pct: Series[float] = optional("Least it can be; null where it is exact.")
    rent_to_fmr_high_pct: Series[float] = optional(
        "Most it can be; null where it is exact or has no upper edge."
    )
    rent_source: Series[Text] = optional("Source of the contract rent.")
    rent_date: Series[Date] = optional("When the source saw it.")
    rent_gap_pct: Series[float] = optional("Market rent over restricted rent, percent.")
    rent_gap_source: Series[Text] = optional("Sources of both rents, ';' between.")
    rent_gap_date: Series[Date] = optional("Date of the older of both rents.")
    is_rent_gap_least: Series[YesNo] = required(
        "The gap may be wider: the restricted rent is the most that tax credits allow."
    )
    fair_market_rent_usd: Series[float] = optional(
        "HUD's fair market rent of two bedrooms, US dollars a month."
    )
    fair_market_rent_area: Series[Text] = optional("Where: `zip:20001` or `county:11001`.")
    fair_market_rent_source: Series[Text] = optional("Source of it.")
    fair_market_rent_date: Series[Date] = optional("Since when it is in force.")
    tax_credit_rent_usd: Series[float] = optional(
        "The most that tax credits let two bedrooms cost, at 60 percent, US dollars a month."
    )
    tract_rent_usd: Series[float] = optional("Median gross rent of its tract, dollars a month.")
    tract_rent_usd_margin: Series[float] = optional("90 percent margin of error of it.")
    tract_income_usd: Series[float] = optional("Median household income of its tract, a year.")
    tract_income_usd_margin: Series[float] = optional("90 percent margin of error of it.")
    tract_poverty_ratio: Series[float] = optional("Share of persons in its tract who are poor.")
    tract_poverty_ratio_margin: Series[float] = optional("90 percent margin of error of it.")
    tract_figures_period: Series[Text] = optional("Years of the newest of these, `2019-2023`.")
    tract_figures_source: Series[Text] = optional("Sources of them, ';' between.")
    market_growth_pctile: Series[float] = optional("Rent growth percentile in the metro, 3 years.")
    market_source: Series[Text] = optional("Source of the rents around it.")
    market_date: Series[Date] = optional(
        "When they were released; the end of their years where that is not known."
    )
    # Distress
    inspection_score: Series[Whole] = optional("Latest, 0 to 100.")
    inspection_date: Series[Date] = optional("Its day.")
    inspection_protocol: Series[Text] = optional("UPCS or NSPIRE.")
    inspection_previous_score: Series[Whole] = optional("The one before, same protocol.")
    tax_years_delinquent: Series[Whole] = optional("Years of property tax unpaid.")
    tax_source: Series[Text] = optional("Source of the arrears.")
    tax_date: Series[Date] = optional("When it saw them.")
    debt_coverage_ratio: Series[float] = optional("Net income over debt service, latest.")
    debt_coverage_source: Series[Text] = optional("Source of it.")
    debt_coverage_date: Series[Date] = optional("The day it describes.")
    vacancy_pct: Series[float] = optional("Vacant homes, percent, latest.")
    vacancy_source: Series[Text] = optional("Source of it.")
    vacancy_date: Series[Date] = optional("The day it describes.")
    violations_per_unit: Series[float] = optional("Serious code violations per home, latest.")
    violations_pctile: Series[float] = optional(
        "Percentile of it among the place's properties with such data, 0 to 100."
    )
    violations_source: Series[Text] = optional("Source of it.")
    violations_date: Series[Date] = optional("The day it describes.")
    foreclosure_date: Series[Date] = optional("Latest foreclosure event, if after the latest sale.")
    foreclosure_source: Series[Text] = optional("Source of it, or of there being none.")
    foreclosure_listed_date: Series[Date] = optional("Day of the newest list of such filings.")
    notice_date: Series[Date] = optional("Latest tenant notice.")
    # Affordability timeline, at as_of
    covenants_total: Series[Whole] = required("Covenant rows of every kind.", ge=0)
    covenants_active: Series[Whole] = required("Active rows that restrict rents.", ge=0)
    first_end_date: Series[Date] = optional("First end of an active covenant, past ones included.")
    last_end_date: Series[Date] = optional("Last end; null if any active covenant has none.")
    known_last_end_date: Series[Date] = optional("Last known end, others unknown notwithstanding.")
    next_end_date: Series[Date] = optional("First end after `as_of`.")
    has_open_ended: Series[YesNo] = required("An active covenant has no end by design.")
    has_unknown_end: Series[YesNo] = required("An active covenant's end is unknown.")
    has_stale_end: Series[YesNo] = required("An active renewable covenant's end is past.")
    units_restricted: Series[Whole] = optional("Homes restricted at `as_of`, nested reading.")
    units_restricted_high: Series[Whole] = optional("The same, disjoint reading.")
    units_at_risk_1y: Series[Whole] = optional("Homes losing protection within 1 year, nominal.")
    units_at_risk_2y: Series[Whole] = optional("Within 2 years.")
    units_at_risk_5y: Series[Whole] = optional("Within 5 years.")
    units_at_risk_10y: Series[Whole] = optional("Within 10 years.")
    units_at_risk_renewals_1y: Series[Whole] = optional("The same if contracts are renewed.")
    units_at_risk_renewals_2y: Series[Whole] = optional("Within 2 years.")
    units_at_risk_renewals_5y: Series[Whole] = optional("Within 5 years.")
    units_at_risk_renewals_10y: Series[Whole] = optional("Within 10 years.")
    units_at_risk_high_5y: Series[Whole] = optional("Within 5 years if unknown ends come now.")
    deep_units: Series[Whole] = optional("Homes with rental assistance at `as_of`.")
    deep_units_at_risk_1y: Series[Whole] = optional("Losing rental assistance within 1 year.")
    deep_units_at_risk_2y: Series[Whole] = optional("Within 2 years.")
    deep_units_at_risk_5y: Series[Whole] = optional("Within 5 years.")
    deep_units_at_risk_10y: Series[Whole] = optional("Within 10 years.")
    undated_units: Series[Whole] = optional("Homes under stale or undated covenants.")
    unverified_units: Series[Whole] = optional("Homes under expired-unverified covenants.")
    # Score
    status: Series[Text] = required("What may be said.", isin=[s.value for s in Status])
    status_reason: Series[Text] = required("Why it may be said: evidence, source and date.")
    status_date: Series[Date] = optional("The day the evidence is about.")
    status_evidence_source: Series[Text] = optional("Source of the evidence.")
    is_planned_only: Series[YesNo] = required("Every covenant is of homes not built yet.")
    exit_score: Series[float] = optional("Exit card total; null where it does not apply.")
    distress_score: Series[float] = required("Distress card total.")
    model_score: Series[Whole] = optional("What both cards make, 0 to 100; null when not scored.")
    model_band: Series[Text] = optional("Its label.", isin=[b.value for b in Band])
    score: Series[Whole] = optional(
        "Priority for attention, 0 to 100: the model's, unless a signal raises or caps it."
    )
    score_low: Series[Whole] = optional("Least it could be, were missing values known.")
    score_high: Series[Whole] = optional("Most it could be.")
    band: Series[Text] = optional("Label of the score.", isin=[b.value for b in Band])
    is_band_provisional: Series[YesNo] = required("The interval crosses a band's edge.")
    signals: Series[Text] = optional("Kinds of signals in force, ';' between.")
    override: Series[Text] = optional(
        "Kind of the signal that moved the score.", isin=[k.value for k in SignalKind]
    )
    override_text: Series[Text] = optional("Who moved it, when, why, by what source, until when.")
    is_flagged: Series[YesNo] = required("A person's flag is in force.")
    flag_text: Series[Text] = optional("Who flagged it, when, why, until when.")
    chpc_style: Series[Text] = required(
        "Class by dates and owner alone.", isin=[c.value for c in ChpcStyle]
    )
    is_chpc_stale: Series[YesNo] = required("That class goes by an end already past.")
    nlihc_exit_5y: Series[YesNo] = optional("The last restriction ends within 5 years.")
    nlihc_depreciation: Series[YesNo] = optional("The latest inspection failed.")
    dc_style_category: Series[Whole] = required("1 to 7, as the DC catalog sorts.", ge=1, le=7)
    confidence: Series[Whole] = required("0 to 100.", ge=0, le=100)
    confidence_grade: Series[Text] = required("A to D.", isin=["A", "B", "C", "D"])
    confidence_missing: Series[Text] = optional("What would raise it, ';' between.")
    governing_covenant_id: Series[Text] = optional("The covenant whose end the exit card is about.")
    governing_kind: Series[Text] = required("Its kind.", isin=[k.value for k in CovenantKind])
    governing_date: Series[Date] = optional("Its end.")
    governing_years: Series[float] = optional("Years from `as_of` to it.")
    deep_exit_score: Series[float] = optional(
        "Exit card at the end of rental assistance alone, highest contract; null without one."
    )
    deep_exit_date: Series[Date] = optional("That contract's end.")
    deep_exit_covenant_id: Series[Text] = optional("That contract.")
    reason: Series[Text] = required("Why, in one line.")
    largest_for: Series[Text] = optional("Strongest reason for concern.")
    largest_against: Series[Text] = optional("Strongest reason against.")
    largest_unknown: Series[Text] = optional("The unknown that could move the score most.")
    next_milestone: Series[Text] = optional("What comes next, in words.")
    next_milestone_date: Series[Date] = optional("And when.")
    # Deadlines and notices
    next_notice: Series[Text] = optional("The next deadline of table `Notices`; null if none.")
    next_notice_date: Series[Date] = optional("And when.")
    next_notice_days: Series[Whole] = optional("Days from `as_of` to it.", ge=0)
    notice_phase: Series[Text] = optional(
        "Its most pressing phase; null if no rule concerns it.",
        isin=[p.value for p in NoticePhase],
    )
    notice_phases: Series[Text] = optional("All its phases, ';' between, most pressing first.")
    has_notice_expected_missing: Series[YesNo] = required(
        "A notice that a loaded list would show is not on file."
    )
    geometry: Series[Geometry] = optional("Point, EPSG:4326.")
