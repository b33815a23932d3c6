"""English words for every closed list of the data. A test keeps each list complete."""

from housing.terms import (
    Band,
    Change,
    CovenantKind,
    EndBasis,
    EventType,
    InspectionProtocol,
    Issue,
    LinkMethod,
    LocationQuality,
    NoticeNature,
    NoticePhase,
    NoticeTrigger,
    OwnerType,
    Program,
    Reason,
    Scenario,
    SignalKind,
    Status,
    Tenancy,
)

#: A program's name as people in the field say it.
PROGRAMS: dict[str, str] = {
    Program.LIHTC: "Tax credit (LIHTC)",
    Program.SECTION_8_PBRA: "Section 8 contract",
    Program.PROJECT_BASED_VOUCHER: "Project-based voucher",
    Program.SECTION_202_811_PRAC: "Section 202/811 (PRAC)",
    Program.SECTION_202_DIRECT_LOAN: "Section 202 direct loan",
    Program.SECTION_236: "Section 236",
    Program.SECTION_221D3_BMIR: "Section 221(d)(3) BMIR",
    Program.SECTION_515: "USDA Section 515",
    Program.PUBLIC_HOUSING: "Public housing",
    Program.RAD: "RAD conversion",
    Program.HOME: "HOME",
    Program.CDBG: "CDBG",
    Program.HOUSING_TRUST_FUND: "Housing trust fund",
    Program.LOCAL_COVENANT: "Local covenant",
    Program.LOCAL_RENT_SUPPLEMENT: "Local rent supplement",
    Program.MCKINNEY_VENTO: "McKinney-Vento",
    Program.LAND_TRUST: "Land trust",
    Program.HOPE_VI: "HOPE VI",
    Program.FEDERAL_HOME_LOAN_BANK: "Federal Home Loan Bank",
    Program.TAX_EXEMPT_BOND: "Tax-exempt bond",
    Program.FHA_INSURED_MORTGAGE: "FHA-insured mortgage",
    Program.SERVICE_COORDINATOR: "Service coordinator",
    Program.OTHER: "Other program",
}

TAX_CREDITS = "Tax credits"
RENT_CONTRACTS = "Rental assistance contracts"
LOCAL_FUNDS = "Local and state covenants"
OLDER_MORTGAGES = "Federal mortgages"
PUBLIC = "Public housing and RAD"
SEVERAL = "Several at once"
OTHER = "Other or not stated"

#: Programs whose homes are lost, and kept, in the same way; few enough to tell apart in a chart.
PROGRAM_GROUPS: dict[str, str] = {
    Program.LIHTC: TAX_CREDITS,
    Program.SECTION_8_PBRA: RENT_CONTRACTS,
    Program.PROJECT_BASED_VOUCHER: RENT_CONTRACTS,
    Program.SECTION_202_811_PRAC: RENT_CONTRACTS,
    Program.LOCAL_RENT_SUPPLEMENT: RENT_CONTRACTS,
    Program.SECTION_202_DIRECT_LOAN: OLDER_MORTGAGES,
    Program.SECTION_236: OLDER_MORTGAGES,
    Program.SECTION_221D3_BMIR: OLDER_MORTGAGES,
    Program.SECTION_515: OLDER_MORTGAGES,
    Program.FHA_INSURED_MORTGAGE: OLDER_MORTGAGES,
    Program.PUBLIC_HOUSING: PUBLIC,
    Program.RAD: PUBLIC,
    Program.HOPE_VI: PUBLIC,
    Program.HOME: LOCAL_FUNDS,
    Program.CDBG: LOCAL_FUNDS,
    Program.HOUSING_TRUST_FUND: LOCAL_FUNDS,
    Program.LOCAL_COVENANT: LOCAL_FUNDS,
    Program.LAND_TRUST: LOCAL_FUNDS,
    Program.TAX_EXEMPT_BOND: LOCAL_FUNDS,
    Program.MCKINNEY_VENTO: OTHER,
    Program.FEDERAL_HOME_LOAN_BANK: OTHER,
    Program.SERVICE_COORDINATOR: OTHER,
    Program.OTHER: OTHER,
}

#: Order of the groups wherever they are drawn.
GROUP_ORDER = (
    TAX_CREDITS,
    RENT_CONTRACTS,
    LOCAL_FUNDS,
    OLDER_MORTGAGES,
    PUBLIC,
    SEVERAL,
    OTHER,
)

KINDS: dict[str, str] = {
    CovenantKind.RENEWABLE: "contract, renewed or not at its end",
    CovenantKind.PRAC: "contract renewed yearly by Congress",
    CovenantKind.AUTO_LAPSE: "lapses at its end unless extended",
    CovenantKind.OPEN_ENDED: "no end by design",
    CovenantKind.NONE: "restricts no rents",
    CovenantKind.UNKNOWN: "not known what happens at its end",
}

BASES: dict[str, str] = {
    EndBasis.RECORDED: "recorded document",
    EndBasis.REPORTED: "reported by the program",
    EndBasis.DERIVED: "worked out from the program's rules",
    EndBasis.UNKNOWN: "not stated",
}

OWNER_TYPES: dict[str, str] = {
    OwnerType.FOR_PROFIT: "for-profit",
    OwnerType.LIMITED_DIVIDEND: "limited dividend",
    OwnerType.NONPROFIT: "nonprofit",
    OwnerType.STEWARD: "mission steward",
    OwnerType.PUBLIC: "public",
    OwnerType.UNKNOWN: "owner type unknown",
}

TENANCIES: dict[str, str] = {
    Tenancy.FAMILY: "families",
    Tenancy.ELDERLY_DISABLED: "elderly or disabled people",
    Tenancy.MIXED: "families and elderly or disabled people",
    Tenancy.UNKNOWN: "not stated for whom",
}

SIGNALS: dict[str, str] = {
    SignalKind.OPT_OUT_NOTICE: "Owner's notice of leaving Section 8",
    SignalKind.TERMINATION_NOTICE: "Notice that a contract is terminated",
    SignalKind.PREPAYMENT_NOTICE: "Notice that a restricted mortgage is prepaid",
    SignalKind.OFFER_OF_SALE: "Offer of sale to tenants or city",
    SignalKind.STATE_12_MONTH_NOTICE: "State notice, 12 months or less",
    SignalKind.STATE_LONG_NOTICE: "State notice, 2 or 3 years ahead",
    SignalKind.QUALIFIED_CONTRACT_REQUEST: "Request for a qualified contract",
    SignalKind.FORECLOSURE: "Foreclosure",
    SignalKind.RECEIVERSHIP: "Receivership",
    SignalKind.ABATEMENT: "Rental assistance abated",
    SignalKind.HUMAN_FLAG: "Flag set by a person",
    SignalKind.SALE: "Sale to a new owner",
    SignalKind.AGGREGATOR_TRANSFER: "Aggregator bought a partner's share",
    SignalKind.FIRST_REFUSAL_DISPUTE: "First refusal disputed",
    SignalKind.PRESERVATION_FINANCING: "Preservation financing closed",
    SignalKind.RENEWAL: "Renewal on record",
    SignalKind.CONVERSION: "Public housing converted",
    SignalKind.DEMOLITION: "Demolition",
    SignalKind.LOST: "Listed as lost",
    SignalKind.REPLACED: "Listed as replaced",
    SignalKind.OFF_MONITORING: "Off monitoring",
}

STATUSES: dict[str, str] = {
    Status.SCORED: "Scored",
    Status.LOST: "Lost",
    Status.OFF_MONITORING: "Ended or off monitoring, verify",
    Status.EXPIRED_UNVERIFIED: "Past its end, not verified",
    Status.REPLACED: "Replaced",
    Status.NO_SCHEDULED_EXPIRY: "No scheduled end",
}

BANDS: dict[str, str] = {
    Band.VERY_HIGH: "Very High",
    Band.HIGH: "High",
    Band.MODERATE: "Moderate",
    Band.LOW: "Low",
}

SCENARIOS: dict[str, str] = {
    Scenario.NOMINAL: "Every contract ends on its date",
    Scenario.RENEWALS_ASSUMED: "Contracts are renewed",
}

PROTOCOLS: dict[str, str] = {
    InspectionProtocol.UPCS: "UPCS (HUD's standard before NSPIRE)",
    InspectionProtocol.NSPIRE: "NSPIRE (HUD's present standard)",
}

EVENTS: dict[str, str] = {
    EventType.SALE: "Sale",
    EventType.FORECLOSURE_NOTICE: "Foreclosure notice",
    EventType.FORECLOSURE_OUTCOME: "Foreclosure outcome",
    EventType.TENANT_NOTICE: "Notice to tenants",
    EventType.PERMIT: "Building permit",
    EventType.OTHER: "Other event",
}

METHODS: dict[str, str] = {
    LinkMethod.OVERRIDE: "a person decided",
    LinkMethod.IDENTIFIER: "same identifier",
    LinkMethod.CONTRACT_NUMBER: "same contract number",
    LinkMethod.ADDRESS: "same address",
    LinkMethod.LOCATION: "inside the outline",
    LinkMethod.NEAREST: "nearest outline",
    LinkMethod.CONDOMINIUM_GROUND: "ground under its units",
    LinkMethod.NAME: "near by, and same name",
    LinkMethod.OWN_RECORD: "its own record",
    LinkMethod.REVIEW: "waiting for review",
    LinkMethod.NOT_YET_KNOWN: "not known by the date of this snapshot",
    LinkMethod.NONE: "no match",
}

LOCATIONS: dict[str, str] = {
    LocationQuality.ROOFTOP: "at the building",
    LocationQuality.PARCEL: "at the parcel",
    LocationQuality.ZIP4: "at the block",
    LocationQuality.COARSE: "approximate only",
    LocationQuality.UNKNOWN: "not stated how exact",
}

REASONS: dict[str, str] = {
    Reason.DUPLICATE_ID: "Same id twice",
    Reason.MISSING_ID: "No id",
    Reason.SHIFTED_ROW: "Cells shifted",
    Reason.UNREADABLE_DATE: "Unreadable date",
    Reason.UNREADABLE_NUMBER: "Unreadable number",
    Reason.OUT_OF_RANGE: "Value out of range",
    Reason.SWAPPED_COORDINATES: "Latitude and longitude swapped",
    Reason.EMPTY_GEOMETRY: "No outline",
    Reason.NO_PARENT_RECORD: "Belongs to no listed record",
    Reason.OUT_OF_PLACE: "Outside this city",
}

ISSUES: dict[str, str] = {
    Issue.DATE_OUT_OF_RANGE: "Impossible date",
    Issue.END_BEFORE_START: "Ends before it starts",
    Issue.CONFLICT: "Sources disagree",
    Issue.STALE_END: "Active, but its end has passed",
    Issue.EXPIRED_UNVERIFIED: "Past its end, not confirmed ended",
    Issue.UNITS_OVER_TOTAL: "More restricted homes than homes",
    Issue.UNITS_ASSUMED: "Number of homes assumed",
    Issue.UNITS_UNKNOWN: "Number of homes unknown",
    Issue.PROGRAM_UNMAPPED: "Program not recognized",
    Issue.GEOMETRY_REPAIRED: "Outline repaired",
    Issue.POINT_OUTSIDE_PLACE: "Location outside this city",
    Issue.AMBIGUOUS_LINK: "Could be more than one property",
    Issue.NO_PARCEL: "No parcel found",
    Issue.OBSERVED_AFTER_AS_OF: "Recorded after the snapshot's date",
    Issue.GROUND_LEASE_EARLIER: "Ground lease ends before the covenant",
    Issue.TRACT_VINTAGE: "Figures about the tracts of another census",
    Issue.RENT_BASIS_MISMATCH: "Rent may or may not include utilities",
    Issue.INSPECTION_OUT_OF_RANGE: "Impossible inspection score",
    Issue.SIGNAL_WITHOUT_PROPERTY: "Signal of an unknown property",
    Issue.DECISION_LEADS_NOWHERE: "A person's decision that no longer applies",
    Issue.DECISION_AGREED: "A person's decision that the sources now agree with",
}

#: What differs between two snapshots. What is on no list is never called lost.
CHANGES: dict[str, str] = {
    Change.STATUS_CHANGED: "Status changed",
    Change.COVENANT_ENDED: "Covenant listed as ended",
    Change.END_REACHED: "End date has passed",
    Change.END_EARLIER: "Ends earlier",
    Change.END_WITHDRAWN: "End no longer stated",
    Change.COVENANT_UNLISTED: "Covenant no longer listed",
    Change.PROPERTY_UNLISTED: "Property on no list any more",
    Change.BAND_UP: "Score up a band",
    Change.OWNER_CHANGED: "Another owner on record",
    Change.OWNER_TYPE_CHANGED: "Another type of owner",
    Change.COVENANT_RENEWED: "Contract renewed",
    Change.END_LATER: "Ends later",
    Change.END_STATED: "End stated for the first time",
    Change.COVENANT_REOPENED: "Ended covenant in force again",
    Change.PROGRAM_CHANGED: "Row names another program",
    Change.COVENANT_NEW: "New covenant",
    Change.PROPERTY_NEW: "New property",
    Change.PROPERTY_MERGED: "Property became part of another",
    Change.HOMES_CHANGED: "Another number of homes",
    Change.BAND_DOWN: "Score down a band",
    Change.SCORE_UP: "Score rose",
    Change.SCORE_DOWN: "Score fell",
    Change.SCORE_BEGAN: "Has a score now",
    Change.SCORE_ENDED: "Has no score now",
}

#: Where a deadline stands, the most pressing first.
NOTICE_PHASES: dict[str, str] = {
    NoticePhase.DUE: "Due within 90 days",
    NoticePhase.EXPECTED_MISSING: "Expected, none on file",
    NoticePhase.OPEN: "Open now",
    NoticePhase.UPCOMING: "Upcoming",
    NoticePhase.NO_DATE: "No date to count from",
    NoticePhase.PASSED: "Passed",
    NoticePhase.FILED: "On file",
}

NOTICE_TRIGGERS: dict[str, str] = {
    NoticeTrigger.COVENANT_END: "the end of a covenant",
    NoticeTrigger.CONTRACT_END: "the end of a rental assistance contract",
    NoticeTrigger.YEAR_14: "the close of a tax credit's year 14",
    NoticeTrigger.EARLY_END: "the early end of tax-credit restrictions",
    NoticeTrigger.PREPAYMENT: "the prepayment of a loan",
    NoticeTrigger.OFFER_OF_SALE: "an offer of sale",
    NoticeTrigger.STATEMENT_OF_INTEREST: "the tenants' statement of interest",
    NoticeTrigger.REGISTRATION: "the tenants' registration",
}

NOTICE_NATURES: dict[str, str] = {
    NoticeNature.DUTY: "must",
    NoticeNature.RIGHT: "may",
}

#: The letter HUD prints after an inspection score.
HEALTH_CODES: dict[str, str] = {
    "a": "no hazard",
    "b": "hazard, not life-threatening",
    "c": "life-threatening hazard",
}

#: What each grade of confidence means for someone about to pick up the phone.
GRADES: dict[str, str] = {
    "A": "well documented",
    "B": "mostly documented",
    "C": "partly documented: check before acting",
    "D": "poorly documented: verify first",
}

#: Late and failed sources, wherever their values stand.
LATE = "late"
LATE_OR_FAILED = "late or failed"
SOURCES_LATE = "{count} of {sources} {verb} {late}"
AND_MORE = " and {count} more"
HISTORICAL = "This describes {day}."
BY_AGE = "{age} late"
FETCH_FAILED = "the last fetch failed"
DATA_OF = "data of {day}"
RECEIVED_ON = "received {day}, without a day of its own"
DATA_OF_NO_DAY = "of a day that nobody says"
EXPECTED = ", expected {cadence}"
AND_FAILED = "; the last fetch, on {day}, failed"
SEE_SOURCES = "See every source"
