"""What the Method page says, generated from the code that scores. Only evidence is written here."""

from dataclasses import dataclass

import numpy as np

from housing.factors import EventKind, Factor, Facts
from housing.factors.base import OWNER_TYPES, TENANCIES
from housing.factors.foreclosure import FLOOR
from housing.factors.time_to_end import UNDATED_YEARS
from housing.notices import DUE_DAYS, Rule, load_rules
from housing.scoring import BANDS, FACTORS, SCORING_VERSION, combine
from housing.scoring.bands import ANCHOR_ODDS, ANCHOR_POINTS, DOUBLING_POINTS
from housing.scoring.cards import DISTRESS_START, PREPAYMENT_START, QUALIFIED_CONTRACT_START
from housing.scoring.confidence import (
    BASIS_POINTS,
    GRADES,
    INSPECTION_MONTHS,
    INSPECTION_POINTS,
    NO_CONFLICT_POINTS,
    OWNER_CODED,
    OWNER_VERIFIED,
    RENT_MONTHS,
    RENT_POINTS,
    SEEN_LATE_MONTHS,
    SEEN_LATE_POINTS,
    SEEN_MONTHS,
    SEEN_POINTS,
)
from housing.scoring.events import UNDATED_FLOOR
from housing.signals import EFFECTS, effect_words
from housing.terms import OwnerType, Tenancy
from ui import explain
from ui.palette import band_label
from ui.rows import Rows
from ui.text import en

#: Where a fact comes from: read in the cited text, or computed by us from the named public data.
READ, COMPUTED = "read in the source", "computed by us"

#: Totals that show how two cards become one score.
EXAMPLES = ((40.0, 5.0), (60.0, 40.0), (60.0, 60.0), (80.0, 5.0), (22.0, 60.0))


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence, and where it comes from."""

    said: str
    source: str
    how: str = READ


KNOWN_LIMITS: tuple[Fact, ...] = (
    Fact(
        "A near end is not a loss. 92% of Section 8 contracts, with 95% of their homes, were "
        "renewed in 2001 to 2005.",
        "GAO-07-290",
    ),
    Fact(
        "A past end is not a loss either. Of 19 active contracts in Washington DC whose stated "
        "end had passed by 27 Feb 2017, the next list shows 18 extended, 1 unchanged, none ended.",
        "DC Preservation Catalog, April 2016 and 2017",
        COMPUTED,
    ),
    Fact(
        "The first end overstates the risk about three times: 110 of 328 subsidized properties "
        "had their first end within 5 years, 35 their last.",
        "DC Preservation Catalog, April 2016",
        COMPUTED,
    ),
    Fact(
        "Nobody predicts this well. The best model we fitted to 18,617 HUD contract decisions "
        "told loss from renewal with an AUC of 0.63, where 0.5 is guessing and 1 is certainty.",
        "HUD contract decisions, georgetown-analytics/housing-risk",
        COMPUTED,
    ),
    Fact(
        "Leaving a program is not always losing the homes: of 11,290 tax-credit properties past "
        "year 15, about a third were no longer monitored by 2009, and most of those were still "
        "affordable.",
        "HUD and Abt Associates 2012",
    ),
    Fact(
        "Of about 13,830 properties with rural loans (Section 515), 921 left the program from 2016 "
        "to July 2021: 6.7%.",
        "USDA exit data; NLIHC, October 2025",
        COMPUTED,
    ),
    Fact(
        "People know more than lists. In Washington DC, 12 of 18 properties that the catalog's "
        "editors flagged score Low on HUD's fields alone.",
        "DC Preservation Catalog, April 2016",
        COMPUTED,
    ),
    Fact(
        "Foreclosure can extinguish covenants: city staff found covenants still listed at "
        "Wingate Apartments after a foreclosure had ended them.",
        "DC housing agency, as reported to codefordc/housing-insights",
    ),
)


def in_short() -> str:
    """Say what the score is, in a paragraph."""
    return (
        "The score ranks properties by how urgently somebody should call. It is **not a "
        "probability**: it has not been tested against what was later lost in this city. Two "
        "cards are filled in for every property, one for each way homes are lost. **Exit**: the "
        "owner, or the law, ends the restrictions. **Distress**: the property fails or is "
        f"foreclosed. Each card adds points, and {DOUBLING_POINTS:g} more points double the odds. "
        f"The exit card starts at {ANCHOR_POINTS:g}, which stands for odds of {ANCHOR_ODDS:g}: the "
        "share of Section 8 contracts that were not renewed (GAO-07-290). A qualified "
        f"contract, the early way out of tax credits, starts at {QUALIFIED_CONTRACT_START:g}; "
        f"repaying a federal loan early starts at {PREPAYMENT_START:g}. The distress card starts "
        f"at {DISTRESS_START:g}."
    )


def bands() -> Rows:
    """Every band with its range of scores, highest first."""
    upper = [100, *(edge - 1 for _, edge in BANDS[:-1])]
    return [
        {"Band": band_label(band.value), "Score": f"{edge} to {top}"}
        for (band, edge), top in zip(BANDS, upper, strict=True)
    ]


def combined() -> Rows:
    """Examples of two cards becoming one score."""
    return [
        {
            "Exit card": f"{exit_points:g}",
            "Distress card": f"{distress_points:g}",
            "Score": f"{combine(exit_points, distress_points):.0f}",
        }
        for exit_points, distress_points in EXAMPLES
    ]


def factors(card: str) -> list[Factor]:
    """Return the factors of a card, in the order it reads."""
    return [factor for factor in FACTORS if factor.card == card]


def answers(factor: Factor) -> Rows:
    """Every answer to a factor's question, with its points."""
    return [{"Answer": text, "Points": _points(points)} for text, points in factor.bands]


def unknown(factor: Factor) -> str:
    """Say what an unknown answer does to the score and its range."""
    told = [factor.answer(_nothing_known(kind)) for kind in EventKind]
    least = min(float(one.low[0]) for one in told)
    most = max(float(one.high[0]) for one in told)
    given = float(factor.answer(_nothing_known(EventKind.UNKNOWN)).points[0])
    if least == most:
        return f"{factor.unknown}: {_points(given)} points."
    said = (
        f"{factor.unknown}: {_points(given)} points, and the range of the score opens by what the "
        f"answer could be, {_points(least)} to {_points(most)}."
    )
    if factor.data_set:
        said += f" Where no data on {factor.data_set} is loaded at all, the range stays as it is."
    return said


def _points(points: float) -> str:
    return f"{points:+g}" if points else "0"


def _nothing_known(kind: EventKind) -> Facts:
    """Return the facts of a property of which nothing is known, at an event of this kind."""
    nothing = np.array([np.nan])
    no = np.array([False])
    return Facts(
        kind=np.array([kind]),
        years=nothing,
        is_stale=no,
        is_unseen=no,
        is_end_derived=no,
        seen=nothing,
        rent_to_fmr_pct=nothing,
        rent_to_fmr_low_pct=nothing,
        rent_to_fmr_high_pct=nothing,
        rent_gap_pct=nothing,
        is_rent_gap_least=no,
        market_growth_pctile=nothing,
        owner=np.array([OWNER_TYPES.index(OwnerType.UNKNOWN)]),
        is_owner_older=no,
        is_owner_undated=no,
        owner_sold=nothing,
        tenancy=np.array([TENANCIES.index(Tenancy.UNKNOWN)]),
        units=nothing,
        year_built=nothing,
        last_rehab_year=nothing,
        previous_term_months=nothing,
        inspection_score=nothing,
        inspection_previous_score=nothing,
        is_inspection_old=no,
        tax_years_delinquent=nothing,
        is_foreclosed=no,
        is_recently_sold=no,
        is_disputed=no,
        debt_coverage_ratio=nothing,
        vacancy_pct=nothing,
        violations_pctile=nothing,
        violations_per_unit=nothing,
    )


def missing_rule() -> str:
    """Say what becomes of what nobody knows."""
    return (
        "An unknown answer gives **0 points**, the middle of the population. It is never read as "
        "safe. The score is then worked out again with every unknown at its least and at its most; "
        "that is the range shown with the score, and where it reaches into another band, the band "
        f"is called provisional. A property whose end nobody knows is read as ending in "
        f"{UNDATED_YEARS:g} years and its exit card is never under {UNDATED_FLOOR:g}, so it is "
        f"never called Low. A property in foreclosure is never under {FLOOR:g} on the distress "
        "card. A covenant past its end that nobody confirmed ended is neither counted as "
        "protection nor called lost. Lost needs a source that says so."
    )


def signals() -> Rows:
    """Every kind of signal: what it does in force, for how long, and on what grounds."""
    return [
        {
            "Signal": en.SIGNALS[kind],
            "In force it means": effect_words(effect),
            "For": f"{effect.months} months" if effect.months else "good",
            "Basis": effect.basis,
        }
        for kind, effect in EFFECTS.items()
    ]


def signals_rule() -> str:
    """Say how signals and the model's score go together."""
    return (
        "People and filings know what no date tells. Their signals never touch the cards' "
        "arithmetic beyond the points shown on the exit card: **what the model makes is kept**, "
        "and a signal in force may raise or cap the score that is shown and sorted by. Each says "
        "who states it, when, why, from what source and until when; each is on the property's "
        "page, also when it is over. Of several floors the highest holds. Preservation financing "
        "answers older notices, so its cap outranks them; a notice of the same day or later "
        "outranks the cap. Notices that the law makes every owner send count only if the owner "
        "ticked an intent to convert."
    )


def confidence() -> Rows:
    """Every part of the confidence, with the most it can give."""
    basis = ", ".join(
        f"{en.BASES[kind]} {points}" for kind, points in BASIS_POINTS.items() if points
    )
    return [
        {"Documented": "The governing end date", "Points": basis},
        {
            "Documented": "The owner",
            "Points": f"dated record of a named owner {OWNER_VERIFIED}, type only {OWNER_CODED}",
        },
        {"Documented": f"Rents of the last {RENT_MONTHS} months", "Points": f"{RENT_POINTS}"},
        {
            "Documented": f"An inspection of the last {INSPECTION_MONTHS} months, or none required",
            "Points": f"{INSPECTION_POINTS}",
        },
        {
            "Documented": "The source of the governing covenant",
            "Points": f"seen in the last {SEEN_MONTHS} months {SEEN_POINTS}, "
            f"in the last {SEEN_LATE_MONTHS} months {SEEN_LATE_POINTS}",
        },
        {"Documented": "No conflict about the end", "Points": f"{NO_CONFLICT_POINTS}"},
    ]


def grades() -> str:
    """Say what each grade of confidence asks for and means."""
    parts = [f"**{grade}** from {edge} ({en.GRADES[grade]})" for grade, edge in GRADES]
    return f"Grades: {', '.join(parts)}. Confidence never changes the score."


def homes_at_risk() -> str:
    """Say how homes at risk are counted."""
    horizons = ", ".join(str(years) for years in explain.HORIZONS)
    return (
        "Every covenant keeps its own end and its own homes. After each end we ask how many homes "
        "some other covenant still restricts. Covenants are taken to overlap as far as they can, "
        "so a home is counted once; the other reading, side by side, is shown as a range. Homes "
        f"at risk within {horizons} years are the fall of that curve. In the first reading every "
        "contract ends on its stated date; in the second, contracts that can be renewed are "
        "renewed, and the gap between the two is what renewals hold. Homes with rental assistance "
        "are followed on a curve of their own, because a tax credit that outlives the contract "
        "keeps the restriction but not rents set by income. For the same reason the exit card is "
        "filled in once more at the end of each assistance contract, as if it were the only "
        "covenant; the highest is shown beside the score and is no part of it."
    )


def evidence() -> Rows:
    """What is known of how well this works, each with its source."""
    return [
        {"Source": fact.source, "What is known": fact.said, "Known how": fact.how}
        for fact in KNOWN_LIMITS
    ]


def notice_rules() -> Rows:
    """Every rule of notice: where it holds, its window, the law, and whether somebody read it."""
    return [
        {
            "Rule": rule.title,
            "Where": _WHERE.get(rule.jurisdiction, rule.jurisdiction),
            "Counts from": en.NOTICE_TRIGGERS[rule.trigger],
            "Window": _window(rule),
            "Who, to whom": f"{rule.who} {en.NOTICE_NATURES[rule.nature]} act; to {rule.to_whom}",
            "Law": f"{rule.citation}. {_in_force(rule)}".strip(),
            "Checked": _checked(rule),
        }
        for rule in load_rules()
    ]


def notice_summary() -> str:
    """Say what a deadline is, how many rules there are, and how many somebody read."""
    rules = load_rules()
    real = [rule for rule in rules if not rule.is_fictional]
    read = sum(rule.is_verified for rule in real)
    return (
        f"Holdfast knows {len(real)} rules of federal, state and local law that make somebody give "
        f"notice before homes lose protection, or give tenants and public bodies time to buy. "
        f"{read} were read in their source; the other {len(real) - read} are marked **unverified** "
        "wherever they are seen. Days are counted by the calendar: a year before 29 Feb 2028 is "
        f"28 Feb 2027, and a deadline's own day is still in time. The last {DUE_DAYS} days are "
        "called due. Where an end is unknown or has passed, the page says so and whom to ask. A "
        "notice is called missing only where a loaded list of such notices covers its whole time; "
        "without a list nothing is said of it. This is not legal advice."
    )


_WHERE = {"us": "everywhere", "sample": "Port Amity (fictional)"}


def _window(rule: Rule) -> str:
    ends = {
        "from": (rule.opens_months, rule.opens_days),
        "until" if rule.has_opening else "at least": (rule.deadline_months, rule.deadline_days),
    }
    return " ".join(
        f"{word} {_offset(months, days)}"
        for word, (months, days) in ends.items()
        if (months, days) != (None, None)
    )


def _offset(months: int | None, days: int | None) -> str:
    count, unit = (days, "day") if months is None else (months, "month")
    if not count:
        return "that day"
    return f"{explain.plural(abs(count), unit)} {'before' if count < 0 else 'after'}"


def _in_force(rule: Rule) -> str:
    since = f"since {explain.day(rule.effective_from)}" if rule.effective_from else ""
    until = f"until {explain.day(rule.effective_to)}" if rule.effective_to else ""
    held = " ".join(part for part in (since, until) if part)
    return f"In force {held}." if held else ""


def _checked(rule: Rule) -> str:
    read = f" {explain.day(rule.verified_on)}" if rule.is_verified else ""
    return f"{rule.standing}{read}: {rule.basis}"


def version() -> str:
    """Return the version of the scoring."""
    return SCORING_VERSION
