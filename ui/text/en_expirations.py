"""English words of the Expirations page and of its files."""

QUESTION = "What loses protection when, and which buildings go first?"

OPEN = "Which properties, year by year: Expirations"
HEADLINE = (
    "**{lost} their last protection by {day}**, within {years}, if every contract ends on its "
    "date; **{renewed}** if contracts are renewed."
)
FILTERED = "These are {matched} of {total}: the filters leave the others out."
NOT_KNOWN = "Of {count} it is not known whether they match."

WITHIN = "Lost within {years}"
IF_RENEWED = "{homes} if renewed"
DEEP = "Rental assistance"
DEEP_BELOW = "{homes} end in {years}"

CHART_HEADER = "Homes losing protection, by year and program"
CHART_CAPTION = (
    "Homes whose last covenant ends, as of {day}; where covenants may overlap a home is counted "
    "once. {dated} of {restricted} protected homes have a dated end. Homes with no end by design "
    "are in no bar and in no group."
)
CHART_UNKNOWN = (
    "Also in the list: {properties} where protection ends on a known day, but nobody counted the "
    "homes."
)
BAR = "Year"
CHART_EMPTY = "No home loses protection in a year of this chart."
CHART_DESCRIBED = (
    "Homes losing protection per year if every contract ends on its date: {total} in all, most in "
    "{most} ({homes})."
)
PROGRAM = "Program"
PROPERTIES = "Properties"

APART_HEADER = "In no bar:"
LATER_HELP = "Every later year together."
UNDATED_HELP = (
    "No source states an end, or the contract is past its end and no list says that it ended. "
    "These homes count as protected."
)
UNVERIFIED_HELP = (
    "The covenant ran out and nobody confirmed that it ended or was extended. These homes do not "
    "count as protected."
)

YEAR = "Year, or click a bar"
EVERY_YEAR = "Every year"
QUARTER = "Quarter"
EVERY_QUARTER = "Every quarter"
UNDATED = "no date on record"
UNVERIFIED = "past its end, not verified"
LATER = "{year} on"
MONTHS = {1: "Jan to Mar", 2: "Apr to Jun", 3: "Jul to Sep", 4: "Oct to Dec"}
QUARTER_LABEL = "Q{quarter} {year}, {months}: {homes}"
YEAR_LABEL = "{year}: {homes}"

TOP_HEADER = "Most homes first, {when}"
NEXT_HEADER = "Most homes first, next quarters"
MORE = "And {properties} more in the list."
THE_QUARTER = "Q{quarter} {year}"
ALL_YEARS = "all years"
AND_UNCOUNTED = "{homes} and an unknown number"

LIST_HEADER = "Every property, {when}"
LIST_COUNT = "{homes} in {properties}. Click the box at the start of a row to open it."
NOBODY = "No property loses protection then, as far as is on record."
NOBODY_AT_ALL = (
    "No covenant of these properties has an end on record that is still ahead. That is not proof "
    "that none ends: see what has no date."
)
LOSES = "{homes} on {day}"
KEEPS_RENEWED = "{homes} even if contracts are renewed"
ALL_KEPT_RENEWED = "none if contracts are renewed"
ONLY_DEEP = "{homes} rental assistance, no last protection"
UNDATED_TOLD = "{homes}: {why}"
WHY_UNKNOWN = "no source states an end"
WHY_STALE = "past its stated end, and nobody says that it ended"
WHY_UNVERIFIED = "ran out, and nobody says whether it was extended"

COLUMNS = {
    "date": "Ends",
    "name": "Property",
    "units": "Homes lost",
    "units_renewals": "If renewed",
    "deep_units": "Rental assistance",
    "programs": "Programs ending",
    "owner": "Owner",
    "ward": "Ward",
    "address": "Address",
}
HELP = {
    "units": "Homes whose last covenant ends that day, if every contract ends on its date.",
    "units_renewals": "Homes that lose protection that day even if contracts are renewed.",
    "deep_units": "Homes whose rental assistance ends that day; others may go on protecting them.",
}

LIST_ALT = "{count} losses of protection, soonest first, with homes, programs and owner."

TABLE_HEADER = "Year by year"
TABLE_ABOUT = "Homes losing protection per year: contracts end, contracts are renewed."
TABLE = {
    "year": "Year",
    "units": "Homes lost",
    "units_renewals": "If contracts are renewed",
    "properties": "Properties",
    "deep_units": "Rental assistance ends",
}
TOTAL = "All dated"
UNKNOWN_HOMES = "{homes} + ?"

DEEP_HEADER = "Rental assistance, apart"
DEEP_CAPTION = (
    "Homes whose rent follows the tenant's income, and when their contracts end on paper. Another "
    "covenant may go on restricting the rent, so these homes are not all in the chart above. "
    "Contracts that can be renewed mostly are: with renewals none of these ends."
)
DEEP_NONE = "No contract of rental assistance has an end on record that is still ahead."
DEEP_AXIS = "Homes losing rental assistance"

DOWNLOAD_LIST = "Properties (CSV)"
DOWNLOAD_YEARS = "Years and programs (CSV)"
DOWNLOAD_CALENDAR = "Calendar (.ics)"
DOWNLOAD_CALENDAR_HELP = (
    "{milestones}: ends of covenants, first and last days of notices, from {day} on, for "
    "Outlook, Apple or Google calendars. A newer file moves what is there and doubles nothing."
)
DOWNLOAD_CHART = "Chart (PNG)"
PICTURE_TOLD = (
    "Homes whose last covenant ends, if every contract ends on its date. Gray marks: even if "
    "contracts are renewed."
)
PICTURE_OF = "Filters: {about}."
IN_TRIAGE = "The same {properties} in Triage"

CALENDAR = "Holdfast: {place}, as of {day}"
CALENDAR_OF = "Holdfast: {name}"
ENDS_SUMMARY = "{program} ends: {name} ({homes})"
OPENS_SUMMARY = "Opens: {title}: {name}"
DEADLINE_SUMMARY = "Last day: {title}: {name}"
CATEGORIES = {
    "covenant_ends": "Covenant ends",
    "window_opens": "Window opens",
    "deadline": "Deadline",
}
ENDS_SENTENCE = (
    "On paper the covenant ends on this day: {program}, {homes}. It may have been renewed or "
    "extended since; ask before acting."
)
LAW = "Law: {citation}. This is not legal advice."
FACTS = "{place}, facts as of {day}, snapshot {snapshot}."
FICTIONAL = "FICTIONAL: an invented place."
