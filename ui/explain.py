"""The app's sentences: what is known of a property, said as to a council member.

Names and words from feeds are passed through as they are; whoever draws them makes them harmless.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from housing.terms import OwnerType, Status, Tenancy
from ui.palette import band_label, band_of
from ui.text import en

#: A property's row, or any other mapping with its columns.
Row = Mapping[str, Any] | pd.Series

HORIZONS = (1, 2, 5, 10)

DAYS_PER_YEAR = 365.25
METERS_PER_FOOT = 0.3048
METERS_PER_MILE = 1609.344

#: Below this many meters a distance is said in feet, above it in miles.
WALKING_METERS = 300

UNKNOWN = "unknown"


def is_known(value: Any) -> bool:
    """Whether there is a value at all: null, NaN and NaT mean unknown."""
    return not (value is None or pd.isna(value) or value == "")


def number(value: Any, digits: int = 0) -> str:
    """Return the number with thousands commas, or `unknown`."""
    return f"{value:,.{digits}f}" if is_known(value) else UNKNOWN


def homes(value: Any) -> str:
    """Return `1 home`, `64 homes` or `an unknown number of homes`."""
    return plural(value, "home") if is_known(value) else "an unknown number of homes"


def plural(count: Any, one: str, many: str | None = None) -> str:
    """Return the count and its noun: `1 property`, `12 properties`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def usd(value: Any) -> str:
    """Return dollars without cents: `$1,250,000`."""
    return f"${number(value)}" if is_known(value) else UNKNOWN


def percent(value: Any) -> str:
    """Return a whole percent: `83%`."""
    return f"{number(value)}%" if is_known(value) else UNKNOWN


def day(value: Any) -> str:
    """Return a date no reader can turn around: `14 Mar 2031`."""
    if not is_known(value):
        return "unknown date"
    moment = pd.Timestamp(value)
    return f"{moment.day} {moment:%b %Y}"


def month(value: Any) -> str:
    """Return a month: `Mar 2031`."""
    return f"{pd.Timestamp(value):%b %Y}" if is_known(value) else "unknown date"


def distance(meters: Any) -> str:
    """Return meters with feet near by, kilometers with miles further off."""
    if not is_known(meters):
        return UNKNOWN
    if meters < WALKING_METERS:
        return f"{meters:.0f} m ({meters / METERS_PER_FOOT:,.0f} ft)"
    if meters < 1000:
        return f"{meters:.0f} m ({meters / METERS_PER_MILE:.1f} mi)"
    return f"{meters / 1000:.1f} km ({meters / METERS_PER_MILE:.1f} mi)"


def until(value: Any, as_of: date) -> str:
    """Say how far off a date is: `in 4 months`, `2 years ago`, `today`."""
    if not is_known(value):
        return "at an unknown time"
    days = (pd.Timestamp(value) - pd.Timestamp(as_of)).days
    if days == 0:
        return "today"
    span = age(abs(days))
    return f"in {span}" if days > 0 else f"{span} ago"


def age(days: int) -> str:
    """Return a number of days in the unit people would say it in."""
    if days < 60:
        return plural(days, "day")
    if days < 2 * DAYS_PER_YEAR:
        return plural(round(days / DAYS_PER_YEAR * 12), "month")
    return plural(round(days / DAYS_PER_YEAR), "year")


def words(text: Any, names: Mapping[str, str] | None = None) -> list[str]:
    """Split a field of several values, each in words where it is a code."""
    if not is_known(text):
        return []
    parts = [part.strip() for part in str(text).split(";") if part.strip()]
    return [(names or {}).get(part, part) for part in parts]


def measured(value: Any, unit: Any) -> str:
    """Put a value and its unit together as people say them."""
    if not is_known(unit) or unit == "year":
        return str(value)
    if unit == "percentile":
        return f"percentile {value}"
    if str(unit).startswith("percent"):
        return f"{value}%{str(unit).removeprefix('percent')}"
    if unit == "years" and float(value) == 0:
        return "within days"
    if unit == "years" and str(value).startswith("-"):
        return f"{str(value).removeprefix('-')} years ago"
    return f"{value} {str(unit).removeprefix('score ')}"


def programs(text: Any) -> str:
    """Name the programs of a field: `Section 8 contract, HOME`."""
    return ", ".join(words(text, en.PROGRAMS)) or "no program on record"


def headline(row: Row) -> str:
    """Say in one sentence how long a property's rents stay restricted, and what is not known."""
    name = row["name"]
    if sentence := _without_protection(row, name):
        return sentence
    if row["has_open_ended"]:
        return _open_ended(row, name)
    if is_known(row["last_end_date"]) and is_known(row["next_end_date"]):
        return _dated(row, name)
    if row["status"] == Status.EXPIRED_UNVERIFIED:
        return (
            f"The last covenant on record at {name} was due to end on "
            f"{day(row['first_end_date'])}, and no source says whether it was extended: "
            f"{homes(row['unverified_units'])} may already be unprotected."
        )
    if row["has_stale_end"] and not is_known(row["next_end_date"]):
        return _stale(row, name)
    return _unknown_end(row, name)


def _without_protection(row: Row, name: str) -> str | None:
    """Say why nothing protects a property's rents today, if nothing does."""
    status = row["status"]
    if status == Status.LOST:
        return f"Rents at {name} are no longer restricted. {row['status_reason']}"
    if status == Status.REPLACED:
        return (
            f"{name} was replaced or converted; its homes are counted under what replaced it. "
            f"{row['status_reason']}"
        )
    if status == Status.OFF_MONITORING:
        return f"Whether rents at {name} are still restricted has to be verified. " + str(
            row["status_reason"]
        )
    if row["covenants_total"] == 0:
        return f"No covenant is on record for {name}; whether its rents are restricted is unknown."
    if row["is_planned_only"]:
        return f"{name} is not built yet: planned homes protect nobody today."
    if row["covenants_active"] == 0:
        return (
            f"No covenant on record at {name} is both in force and restricts rents; "
            "whether another one does is unknown."
        )
    return None


def _open_ended(row: Row, name: str) -> str:
    sentence = f"Rents at {name} stay restricted with no end by design"
    if is_known(row["next_end_date"]):
        return (
            f"{sentence} for at least part of the homes; "
            f"another covenant ends on {day(row['next_end_date'])}."
        )
    return f"{sentence}, such as public housing or a perpetual covenant."


def _dated(row: Row, name: str) -> str:
    last, first = row["last_end_date"], row["next_end_date"]
    if first == last:
        lost = _homes_lose(row["units_restricted"])
        return (
            f"Rents at {name} are restricted on paper until {day(last)}; "
            f"{lost} protection then unless it is extended."
        )
    soonest = _soonest_loss(row)
    part = " in part" if soonest else ""
    return (
        f"Rents at {name} are restricted{part} on paper until {day(last)}; "
        f"the first covenant to end does so on {day(first)}, "
        f"{soonest or 'but no home is known to lose protection within 10 years'}."
    )


def _stale(row: Row, name: str) -> str:
    return (
        f"The stated end of the contract at {name} ({day(row['first_end_date'])}) has passed and "
        f"no list says that it ended: most such contracts are renewed, and "
        f"{homes(row['units_restricted'])} depend on it. Ask the contract administrator."
    )


def _unknown_end(row: Row, name: str) -> str:
    restricted = f"Rents of {homes(row['units_restricted'])} at {name} are restricted"
    if is_known(row["known_last_end_date"]) and is_known(row["next_end_date"]):
        return (
            f"{restricted}; the known covenants end by {day(row['known_last_end_date'])}, "
            "and at least one other has no end on record."
        )
    return f"{restricted}, but no source says until when."


def _soonest_loss(row: Row) -> str | None:
    """Name the nearest horizon in which homes lose protection, if any does."""
    for years in HORIZONS:
        lost = row[f"units_at_risk_{years}y"]
        if is_known(lost) and lost > 0:
            return f"and {_homes_lose(lost)} protection within {plural(years, 'year')}"
    return None


def _homes_lose(count: Any) -> str:
    return f"{homes(count)} {'loses' if is_known(count) and count == 1 else 'lose'}"


def score_line(row: Row) -> str:
    """Name band and score in one line, with the range that missing facts leave open."""
    low, high = row["score_low"], row["score_high"]
    line = f"**{band_label(row['band'])} · {number(row['score'])} of 100**"
    if not is_known(low) or not is_known(high) or low == high:
        return line
    edge = ", perhaps in another band" if row["is_band_provisional"] else ""
    return f"{line}; could be {low} to {high} once missing facts are known{edge}"


def score_sentence(row: Row) -> str:
    """Say the score, its band and how far missing facts could move it."""
    if not is_known(row["score"]):
        if row["status"] == Status.SCORED:
            return "Not scored: too little is known."
        return f"Not scored: {en.STATUSES[row['status']].lower()}."
    low, high = row["score_low"], row["score_high"]
    sentence = f"Priority {number(row['score'])} of 100: {band_of(row['band'])}."
    if is_known(low) and is_known(high) and low != high:
        sentence += f" Facts we do not have could put it anywhere from {low} to {high}"
        sentence += ", in another band." if row["is_band_provisional"] else "."
    return sentence


def confidence_sentence(row: Row) -> str:
    """Say how well a property is documented; this never changes its score."""
    grade = row["confidence_grade"]
    return f"Confidence {number(row['confidence'])} of 100 ({grade}): {en.GRADES[grade]}."


def units_sentence(row: Row) -> str:
    """Say how many homes are restricted, as a range where covenants may or may not overlap."""
    low, high, total = row["units_restricted"], row["units_restricted_high"], row["units_total"]
    if not is_known(low):
        return "How many homes are restricted is not on record."
    counted = f"{number(low)} to {number(high)}" if is_known(high) and high != low else number(low)
    said = f"{counted} restricted of {homes(total) if is_known(total) else 'an unknown total'}"
    unverified = row["unverified_units"]
    if is_known(unverified) and unverified > 0:
        said += f"; {number(unverified)} under a covenant past its end, not verified"
    return said


def owner_words(row: Row) -> str:
    """Name the owner and what kind of owner it is."""
    name = row["owner_name"] if is_known(row["owner_name"]) else "Owner unknown"
    kind = row["owner_type"]
    return name if kind == OwnerType.UNKNOWN else f"{name} ({en.OWNER_TYPES[kind]})"


def owner_with_doubt(row: Row) -> str:
    """Name the owner and, in a word, that a sale may have brought another."""
    doubt = "; in doubt since a sale" if owner_doubt(row) else ""
    return f"{owner_words(row)}{doubt}"


def owner_doubt(row: Row) -> str | None:
    """Say why the owner on record may not be today's; nothing where there is no doubt."""
    if not is_known(row["last_sale_date"]):
        return None
    sold, is_older = day(row["last_sale_date"]), row["is_owner_older_than_sale"]
    if not is_known(is_older):
        return (
            f"The owner record has no date, and the property was sold on {sold}: the record may "
            "be older, and the owner another."
        )
    if is_older:
        return f"The sale of {sold} is newer than the owner record: the owner may have changed."
    return None


def deep_sentence(row: Row) -> str | None:
    """Say what the end of rental assistance means while other covenants may go on."""
    if not is_known(row["deep_units"]) or row["deep_units"] == 0:
        return None
    for years in HORIZONS:
        lost = row[f"deep_units_at_risk_{years}y"]
        if is_known(lost) and lost > 0:
            within = plural(years, "year")
            return (
                f"{homes(row['deep_units'])} have rental assistance, where tenants pay by "
                f"income; contracts for {number(lost)} of them end within {within}."
            )
    return (
        f"{homes(row['deep_units'])} have rental assistance, where tenants pay by income; "
        "no contract is known to end within 10 years."
    )


def deep_exit_sentence(row: Row, as_of: date) -> str | None:
    """Say how likely rental assistance alone is to end; None without a contract."""
    if "deep_exit_score" not in row or not is_known(row["deep_exit_score"]):
        return None
    points = min(max(round(row["deep_exit_score"]), 0), 100)
    ends = row["deep_exit_date"]
    when = "no end on record"
    if is_known(ends):
        is_past = pd.Timestamp(ends) < pd.Timestamp(as_of)
        when = f"contract {'ended' if is_past else 'ends'} {day(ends)}"
        when += " on paper" if is_past else ""
    return (
        f"Rental assistance: {points} of 100, {when}. This is the exit "
        "card at the contract's own end, as if nothing else bound the homes; it is no part of the "
        "score."
    )


def renewals_sentence(nominal: int, renewed: int, years: int) -> str:
    """Say what renewals hold: the gap between the two readings of the future."""
    within = plural(years, "year")
    return (
        f"If every contract ends on its stated date, {_homes_lose(nominal)} protection within "
        f"{within}; if contracts are renewed, {_homes_lose(renewed)} it. The difference, "
        f"{homes(nominal - renewed)}, is what renewals hold."
    )


#: What a property's page would like to know: column, and its name in a list of gaps.
WANTED = {
    "address": "address",
    "latitude": "location",
    "units_total": "number of homes",
    "units_restricted": "number of restricted homes",
    "year_built": "year built",
    "owner_name": "owner",
    "manager_name": "management agent",
    "rent_to_fmr_pct": "contract rent against the fair market rent",
    "rent_gap_pct": "market rent against the restricted rent",
    "market_growth_pctile": "how fast rents rise around it",
    "inspection_score": "an inspection",
    "tax_years_delinquent": "whether property tax is unpaid",
    "assessed_value_usd": "assessed value",
    "last_sale_date": "latest sale",
}


def missing_facts(row: Row) -> list[str]:
    """Name what no source says about a property."""
    missing = [name for column, name in WANTED.items() if not is_known(row[column])]
    if row["owner_type"] == OwnerType.UNKNOWN:
        missing.append("kind of owner")
    if row["tenancy"] == Tenancy.UNKNOWN:
        missing.append("for whom the homes are")
    if row["parcel_count"] == 0:
        missing.append("parcel")
    if row["has_unknown_end"]:
        missing.append("end of at least one covenant")
    return missing


def assessed_sentence(row: Row) -> str:
    """Say what the parcels are assessed at, over how many of them, in which year."""
    count, valued = row["parcel_count"], row["assessed_value_parcels"]
    if not is_known(row["assessed_value_usd"]):
        return f"Standing on {plural(count, 'parcel')}; no assessed value is on record."
    year = f" for tax year {row['tax_year']}" if is_known(row["tax_year"]) else ""
    return (
        f"Assessed at {usd(row['assessed_value_usd'])}{year}, summed over {valued} of "
        f"{plural(count, 'parcel')}. This is a value for tax, not a market value."
    )
