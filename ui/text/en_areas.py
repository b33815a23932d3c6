"""English words of the Areas page."""

QUESTION = "Where are homes protected, at risk and lost, and what do rents do there?"

OPEN = "The same by ward, neighborhood and tract: Areas"
KIND = "Count by"
AREA = "Area"
SHOW = "Map shows"
WHOLE_CITY = "The whole city"
NO_AREAS = (
    "This snapshot has no outlines of wards, neighborhoods or tracts, so nothing can be counted "
    "by area. A place's file names its area layers: see docs/adding-a-city.md."
)
UNKNOWN_AREA = "This link names an area that is not in this snapshot: {area}."

METRICS = {
    "at_risk": "Homes at risk within 5 years",
    "share": "Share of protected homes at risk, 5 years",
    "protected": "Homes protected",
    "lost": "Homes on record as lost",
    "rent": "Median rent",
    "rent_change": "Change of median rent",
}
NONE = "none"
NOT_KNOWN = "not known"
COUNT = "{range} ({count})"
UNTIL = "up to {high}"
FROM_TO = "{low} to {high}"
AND_MORE = "more than {low}"

HEADLINE = (
    "**{area} has most homes at risk: {homes} of {protected} protected homes lose their last "
    "protection by {day}** if every contract ends on its date; {renewed} if contracts are renewed. "
    "{city} in the whole city."
)
NONE_AT_RISK = (
    "**No home is known to lose its last protection by {day}.** {city} homes are protected in the "
    "whole city."
)
NO_AREA = (
    "{properties} ({homes} protected) {is_are} in no {kind} on record, and {is_are} the last line "
    "of the table."
)
NOWHERE = "In no {kind} on record"

MAP_ALT = "Map of areas: {metric}. The table has the same numbers in words."
MAP_CAPTION = "{metric}, as of {day}. Darker is more; the numbers are in the areas and the table."
MAP_CAPTION_MANY = "{metric}, as of {day}. Darker is more; point at an area, or read the table."
RENT_CAPTION = "{metric}, dollars a month, U.S. Census Bureau (ACS). Darker is more."

TABLE_HEADER = "Every {kind} in numbers"
TABLE_ALT = "{count} areas with homes protected, at risk and lost, and rents."
TABLE_HELP = "Click the box at the start of a row, or an area of the map, for its report."
COLUMNS = {
    "name": "{kind}",
    "protected": "Homes protected",
    "at_risk": "At risk, 5 years",
    "renewed": "If renewed",
    "share": "Share at risk",
    "undated": "No date",
    "lost": "Lost",
    "properties": "Properties",
    "rent": "Median rent",
    "rent_change": "Rent change",
}
HELP = {
    "at_risk": "Homes losing their last protection within 5 years if contracts end on their dates.",
    "renewed": "Homes losing it within 5 years even if contracts are renewed.",
    "undated": "Homes under a covenant whose end is not on record, or past; counted as protected.",
    "lost": "All homes of properties on record as lost. + ? where some are uncounted.",
    "rent": "Dollars a month with its margin of error at 90 percent, U.S. Census Bureau (ACS).",
    "rent_change": "Percent, with its margin of error, in dollars of each time.",
}
MARGIN = "{value} ± {margin}"
PLUS_UNKNOWN = "{homes} + ?"

REPORT = "{kind}: {name}"
REPORT_NONE = "Choose an area on the map, in the table or in the box for its report."
TILE_PROTECTED = "Homes protected"
TILE_AT_RISK = "Lost within {years}"
TILE_SHARE = "Share at risk"
TILE_LOST = "Lost on record"
TILE_UNDATED = "No date on record"
TILE_DEEP = "Rental assistance"
IN_PROPERTIES = "in {properties}"
UNCOUNTED_TOO = "in {properties}; {count} more uncounted"
IF_RENEWED = "{homes} if renewed"
CITY_SHARE = "{share} in the whole city"
COUNTED_PROTECTED = "counted as protected"
DEEP_ENDS = "{homes} end in {years}"
NOT_APPLICABLE = "–"
REPORT_FACTS = "{place}, homes as of {day}."

RENT = (
    "**Median rent {rent} a month**{margin}, {period}{change}. Gross rent of all rented homes, "
    "restricted ones among them; U.S. Census Bureau, American Community Survey, margins at 90 "
    "percent."
)
RENT_MARGIN = ", give or take {margin}"
RENT_CHANGE = "; {direction} {change} since {period}"
RENT_CHANGE_MARGIN = ", give or take {margin} points, in dollars of each time"
RENT_UNCLEAR = "; no clear change since {period} ({change}, give or take {margin} points)"
UP, DOWN = "up", "down"
RENT_WITHIN = (
    "**Median rents of the {tracts} within run from {low} to {high} a month** ({period}). A median "
    "of the whole {kind} is not on record, and medians of tracts cannot be averaged into one."
)
RENT_UNKNOWN = (
    "**What rents do here is not known.** No figures of the Census Bureau are loaded for this "
    "area that were known on {day} and are about the outlines drawn here."
)

CHART_HEADER = "Homes losing protection, by year and program"
CHART_NONE = "No covenant here has an end on record that is still ahead."
NOT_IN_CHART = "Not in the chart: {undated} without a date on record; {later} from {year} on."
IN_EXPIRATIONS = "These in Expirations"
IN_TRIAGE = "These in Triage"

PROPERTIES_HEADER = "Properties"
PROPERTIES_ABOUT = "Properties of the area, most homes at risk first."
PROPERTY_COLUMNS = {
    "name": "Property",
    "at_risk": "At risk, 5 years",
    "protected": "Protected",
    "next_end": "Next end",
    "band": "Priority",
}
FIRST_OF = "The {count} with most homes at risk of {properties}."
OWNERS_HEADER = "Owners"
OWNERS_ABOUT = "Owners in the area, most homes at risk first."
OWNER_COLUMNS = {
    "owner": "Owner on record",
    "properties": "Properties",
    "protected": "Protected",
    "at_risk": "At risk, 5 years",
}
OWNER_UNKNOWN = "not on record"
NO_PROPERTIES = "No property of this snapshot is in this area."
NO_END = "none dated"
DOWNLOAD = "Areas (CSV)"
