"""The field's words: every closed list data may draw from. `docs/glossary.md` explains them."""

from enum import StrEnum


class Program(StrEnum):
    """A housing program, as `data/reference/programs.csv` maps every publisher's wording to it."""

    LIHTC = "lihtc"
    SECTION_8_PBRA = "section_8_pbra"
    PROJECT_BASED_VOUCHER = "project_based_voucher"
    SECTION_202_811_PRAC = "section_202_811_prac"
    SECTION_202_DIRECT_LOAN = "section_202_direct_loan"
    SECTION_236 = "section_236"
    SECTION_221D3_BMIR = "section_221d3_bmir"
    SECTION_515 = "section_515"
    PUBLIC_HOUSING = "public_housing"
    RAD = "rad"
    HOME = "home"
    CDBG = "cdbg"
    HOUSING_TRUST_FUND = "housing_trust_fund"
    LOCAL_COVENANT = "local_covenant"
    LOCAL_RENT_SUPPLEMENT = "local_rent_supplement"
    MCKINNEY_VENTO = "mckinney_vento"
    LAND_TRUST = "land_trust"
    HOPE_VI = "hope_vi"
    FEDERAL_HOME_LOAN_BANK = "federal_home_loan_bank"
    TAX_EXEMPT_BOND = "tax_exempt_bond"
    FHA_INSURED_MORTGAGE = "fha_insured_mortgage"
    SERVICE_COORDINATOR = "service_coordinator"
    OTHER = "other"


class CovenantKind(StrEnum):
    """What happens when the stated end date comes."""

    RENEWABLE = "renewable"
    PRAC = "prac"
    AUTO_LAPSE = "auto_lapse"
    OPEN_ENDED = "open_ended"
    NONE = "none"
    UNKNOWN = "unknown"


class CovenantStatus(StrEnum):
    """What a source says of a covenant; a date that has passed does not end one.

    A planned covenant protects no home yet: the homes are not finished.
    """

    ACTIVE = "active"
    PLANNED = "planned"
    ENDED = "ended"
    UNKNOWN = "unknown"


class EndBasis(StrEnum):
    """Where an end date comes from: a recorded document, a program's report, our derivation."""

    RECORDED = "recorded"
    REPORTED = "reported"
    DERIVED = "derived"
    UNKNOWN = "unknown"


class OwnerType(StrEnum):
    """Who owns. A steward is on the curated list; a nonprofit code alone never makes one."""

    FOR_PROFIT = "for_profit"
    LIMITED_DIVIDEND = "limited_dividend"
    NONPROFIT = "nonprofit"
    STEWARD = "steward"
    PUBLIC = "public"
    UNKNOWN = "unknown"


class OwnerJoin(StrEnum):
    """Why a property is in its owner's portfolio; one that nothing joins is alone."""

    NAME = "name"
    SERIES = "series"
    ADDRESS = "address"
    SOURCES = "sources"
    ALONE = "alone"


class Tenancy(StrEnum):
    """For whom the homes are; never inferred from bedrooms."""

    FAMILY = "family"
    ELDERLY_DISABLED = "elderly_disabled"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class InspectionProtocol(StrEnum):
    """HUD's inspection standards. Their scores are not comparable."""

    UPCS = "UPCS"
    NSPIRE = "NSPIRE"


class EventType(StrEnum):
    """Something that happened to a property's title or was filed about it."""

    SALE = "sale"
    FORECLOSURE_NOTICE = "foreclosure_notice"
    FORECLOSURE_OUTCOME = "foreclosure_outcome"
    TENANT_NOTICE = "tenant_notice"
    PERMIT = "permit"
    OTHER = "other"


class SignalKind(StrEnum):
    """Something a person or a filing says of a property that no date or rent does."""

    OPT_OUT_NOTICE = "opt_out_notice"
    TERMINATION_NOTICE = "termination_notice"
    PREPAYMENT_NOTICE = "prepayment_notice"
    OFFER_OF_SALE = "offer_of_sale"
    STATE_12_MONTH_NOTICE = "state_12_month_notice"
    STATE_LONG_NOTICE = "state_long_notice"
    QUALIFIED_CONTRACT_REQUEST = "qualified_contract_request"
    FORECLOSURE = "foreclosure"
    RECEIVERSHIP = "receivership"
    ABATEMENT = "abatement"
    SALE = "sale"
    AGGREGATOR_TRANSFER = "aggregator_transfer"
    FIRST_REFUSAL_DISPUTE = "first_refusal_dispute"
    PRESERVATION_FINANCING = "preservation_financing"
    RENEWAL = "renewal"
    CONVERSION = "conversion"
    HUMAN_FLAG = "human_flag"
    DEMOLITION = "demolition"
    LOST = "lost"
    REPLACED = "replaced"
    OFF_MONITORING = "off_monitoring"


class SignalEffect(StrEnum):
    """What a signal in force does: to the displayed score, to a card, to the status, or nothing."""

    FLOOR = "floor"
    CAP = "cap"
    POINTS = "points"
    STATUS = "status"
    NONE = "none"


class SignalIntent(StrEnum):
    """What an owner ticked on a notice that the law makes routine; null is not stated."""

    CONVERT = "convert"
    NO_INTENT = "no_intent"


class ChpcStyle(StrEnum):
    """A class by dates and owner alone, after the California Housing Partnership's method."""

    LOST = "Lost"
    VERY_HIGH = "Very High"
    HIGH = "High"
    MODERATE = "Moderate"
    LOW = "Low"
    UNCLASSIFIED = "Unclassified"


class AreaKind(StrEnum):
    """A kind of area that properties are counted in."""

    CITY = "city"
    WARD = "ward"
    NEIGHBORHOOD = "neighborhood"
    TRACT = "tract"


class BasemapKind(StrEnum):
    """A kind of shape the map draws beneath the properties."""

    WATER = "water"
    PARK = "park"
    STREET = "street"


class LocationQuality(StrEnum):
    """How exact a coordinate is. Only ROOFTOP, PARCEL and ZIP4 may be put on a parcel."""

    ROOFTOP = "rooftop"
    PARCEL = "parcel"
    ZIP4 = "zip4"
    COARSE = "coarse"
    UNKNOWN = "unknown"


class LinkMethod(StrEnum):
    """How a record found its property, or a property its parcel, most trusted first."""

    OVERRIDE = "override"
    IDENTIFIER = "identifier"
    CONTRACT_NUMBER = "contract_number"
    ADDRESS = "address"
    LOCATION = "location"
    NEAREST = "nearest"
    CONDOMINIUM_GROUND = "condominium_ground"
    NAME = "name"
    OWN_RECORD = "own_record"
    REVIEW = "review"
    NOT_YET_KNOWN = "not_yet_known"
    NONE = "none"


class Forwarded(StrEnum):
    """What became of a property id: its property joined another, or a part left it."""

    MERGED = "merged"
    SPLIT = "split"


class Verdict(StrEnum):
    """What a reviewer says of two that may be the same."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Status(StrEnum):
    """What may be said of a property's affordability. Lost needs positive evidence."""

    SCORED = "Scored"
    LOST = "Lost"
    OFF_MONITORING = "Off-monitoring"
    EXPIRED_UNVERIFIED = "Expired-unverified"
    REPLACED = "Replaced"
    NO_SCHEDULED_EXPIRY = "No scheduled expiry"


class Band(StrEnum):
    """A label for a range of scores (80, 60, 40)."""

    VERY_HIGH = "Very High"
    HIGH = "High"
    MODERATE = "Moderate"
    LOW = "Low"


class Change(StrEnum):
    """What differs between two snapshots, the gravest first.

    What is on no list any more is not lost: a list may have left it out.
    """

    STATUS_CHANGED = "status_changed"
    COVENANT_ENDED = "covenant_ended"
    END_REACHED = "end_reached"
    END_EARLIER = "end_earlier"
    END_WITHDRAWN = "end_withdrawn"
    COVENANT_UNLISTED = "covenant_unlisted"
    PROPERTY_UNLISTED = "property_unlisted"
    BAND_UP = "band_up"
    OWNER_CHANGED = "owner_changed"
    OWNER_TYPE_CHANGED = "owner_type_changed"
    COVENANT_RENEWED = "covenant_renewed"
    END_LATER = "end_later"
    END_STATED = "end_stated"
    COVENANT_REOPENED = "covenant_reopened"
    PROGRAM_CHANGED = "program_changed"
    COVENANT_NEW = "covenant_new"
    PROPERTY_NEW = "property_new"
    PROPERTY_MERGED = "property_merged"
    HOMES_CHANGED = "homes_changed"
    BAND_DOWN = "band_down"
    SCORE_UP = "score_up"
    SCORE_DOWN = "score_down"
    SCORE_BEGAN = "score_began"
    SCORE_ENDED = "score_ended"


class Check(StrEnum):
    """What the quality report looks for: values that cannot be, and what nobody confirms."""

    UNITS_OVER_TOTAL = "units_over_total"
    SHARE_OVER_100 = "share_over_100"
    END_BEFORE_START = "end_before_start"
    IMPOSSIBLE_DATE = "impossible_date"
    SENTINEL = "sentinel"
    OUT_OF_AREA = "out_of_area"
    UNMATCHED = "unmatched"
    DUPLICATE = "duplicate"
    STALE_END = "stale_end"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"


class Scenario(StrEnum):
    """Two readings of the future: contracts end on their date, or are renewed."""

    NOMINAL = "nominal"
    RENEWALS_ASSUMED = "renewals_assumed"


class Reason(StrEnum):
    """Why a row was put in quarantine instead of a table: a closed list."""

    DUPLICATE_ID = "duplicate_id"
    MISSING_ID = "missing_id"
    SHIFTED_ROW = "shifted_row"
    UNREADABLE_DATE = "unreadable_date"
    UNREADABLE_NUMBER = "unreadable_number"
    OUT_OF_RANGE = "out_of_range"
    SWAPPED_COORDINATES = "swapped_coordinates"
    EMPTY_GEOMETRY = "empty_geometry"
    NO_PARENT_RECORD = "no_parent_record"
    OUT_OF_PLACE = "out_of_place"


class Issue(StrEnum):
    """Something doubtful about a row that is kept: the value is set to unknown, never guessed."""

    DATE_OUT_OF_RANGE = "date_out_of_range"
    END_BEFORE_START = "end_before_start"
    CONFLICT = "conflict"
    STALE_END = "stale_end"
    EXPIRED_UNVERIFIED = "expired_unverified"
    UNITS_OVER_TOTAL = "units_over_total"
    UNITS_ASSUMED = "units_assumed"
    UNITS_UNKNOWN = "units_unknown"
    PROGRAM_UNMAPPED = "program_unmapped"
    GEOMETRY_REPAIRED = "geometry_repaired"
    POINT_OUTSIDE_PLACE = "point_outside_place"
    AMBIGUOUS_LINK = "ambiguous_link"
    NO_PARCEL = "no_parcel"
    OBSERVED_AFTER_AS_OF = "observed_after_as_of"
    GROUND_LEASE_EARLIER = "ground_lease_earlier"
    TRACT_VINTAGE = "tract_vintage"
    RENT_BASIS_MISMATCH = "rent_basis_mismatch"
    INSPECTION_OUT_OF_RANGE = "inspection_out_of_range"
    SIGNAL_WITHOUT_PROPERTY = "signal_without_property"
    DECISION_LEADS_NOWHERE = "decision_leads_nowhere"
    DECISION_AGREED = "decision_agreed"


class NoticeNature(StrEnum):
    """Whether a rule makes somebody give notice, or lets somebody act for a time."""

    DUTY = "duty"
    RIGHT = "right"


class NoticeTrigger(StrEnum):
    """What a rule of notice counts from."""

    COVENANT_END = "covenant_end"
    CONTRACT_END = "contract_end"
    YEAR_14 = "year_14"
    EARLY_END = "early_end"
    PREPAYMENT = "prepayment"
    OFFER_OF_SALE = "offer_of_sale"
    STATEMENT_OF_INTEREST = "statement_of_interest"
    REGISTRATION = "registration"


class NoticePhase(StrEnum):
    """Where a deadline stands, the most pressing first."""

    DUE = "due"
    EXPECTED_MISSING = "expected_missing"
    OPEN = "open"
    UPCOMING = "upcoming"
    NO_DATE = "no_date"
    PASSED = "passed"
    FILED = "filed"
