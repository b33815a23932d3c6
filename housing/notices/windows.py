"""Which rule of notice concerns each property, when its window opens, and when it closes."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from housing.notices.filings import COVERED, filed, list_periods
from housing.notices.moments import moments
from housing.notices.rules import FILINGS, Rule, rules_for
from housing.notices.words import sentences
from housing.tables import Notices, columns_of, empty, validate
from housing.terms import NoticeNature, NoticePhase

#: From so many days before its deadline a window is called due: judgement, a quarter's meetings.
DUE_DAYS = 90


def windows(
    covenants: pd.DataFrame,
    properties: pd.DataFrame,
    events: pd.DataFrame,
    rules: Iterable[Rule],
    *,
    jurisdiction_state: str,
    place_id: str,
    as_of: date,
) -> pd.DataFrame:
    """Find every deadline that the law sets at every property.

    Args:
        covenants: table `LinkedCovenants`.
        properties: `property_id` and `units_total` of every property.
        events: table `LinkedEvents`; those after `as_of` are not used.
        rules: from `load_rules`, of any jurisdiction.
        jurisdiction_state: two-letter code of the state.
        place_id: the place, whose own rules hold beside its state's and the federal ones.
        as_of: the day from which days are counted.

    Returns:
        Table `Notices`, in order of property, deadline and rule.
    """
    known = events.loc[events["event_date"] <= pd.Timestamp(as_of)]
    periods = list_periods(known)
    units = properties.set_index("property_id")["units_total"]
    parts = []
    for rule in rules_for(rules, jurisdiction_state, place_id):
        set_off = moments(rule, covenants, known, as_of)
        rows = _window(rule, set_off, units, as_of) if len(set_off) else set_off
        if rows.empty:
            continue
        found = filed(rule, rows, known, periods)
        rows = rows.assign(filed_event_id=found.event_id, filed_date=found.day, reach=found.reach)
        rows["phase"] = phases(rule, rows, as_of)
        parts.append(rows.assign(sentence=sentences(rule, rows)))
    if not parts:
        return empty(Notices)
    table = pd.concat(parts, ignore_index=True)
    table["day"] = next_day(table)
    keys = ["property_id", "day", "rule_id", "covenant_id", "trigger_event_id"]
    ordered = table.sort_values(keys, na_position="last", kind="stable")
    return validate(ordered[columns_of(Notices)].reset_index(drop=True), Notices)


def phases(rule: Rule, rows: pd.DataFrame, as_of: date) -> pd.Series:
    """Say where each deadline stands. The day of the deadline itself is still in time."""
    today = pd.Timestamp(as_of)
    opens, deadline = rows["opens_date"], rows["deadline_date"]
    phase = pd.Series(NoticePhase.UPCOMING.value, index=rows.index, dtype="object")
    phase = phase.mask(opens <= today, NoticePhase.OPEN.value)
    is_near = deadline - pd.Timedelta(days=DUE_DAYS) <= today
    phase = phase.mask(is_near & ~(opens > today), NoticePhase.DUE.value)
    is_over = deadline < today
    phase = phase.mask(is_over, NoticePhase.PASSED.value)
    if rule.nature is NoticeNature.DUTY:
        is_seen = (rows["reach"] == COVERED) & bool(rule.filed_words)
        phase = phase.mask(is_over & is_seen, NoticePhase.EXPECTED_MISSING.value)
    phase = phase.mask(rows["filed_event_id"].notna(), NoticePhase.FILED.value)
    return phase.mask(rows["trigger_date"].isna(), NoticePhase.NO_DATE.value)


def next_day(notices: pd.DataFrame) -> pd.Series:
    """The day to keep in mind: the deadline, or where there is none the first day."""
    return notices["deadline_date"].fillna(notices["opens_date"])


def _window(rule: Rule, found: pd.DataFrame, units: pd.Series, as_of: date) -> pd.DataFrame:
    """Count the window of every moment, and keep those to which the rule applies."""
    homes = found["property_id"].map(units).astype("Int64")
    is_sized = rule.units_min is not None or rule.units_max is not None
    trigger = found["trigger_date"].astype("datetime64[us]")
    rows = found.assign(
        rule_id=rule.rule_id,
        title=rule.name,
        nature=rule.nature.value,
        trigger=rule.trigger.value,
        trigger_date=trigger,
        opens_date=rule.opens(trigger),
        deadline_date=rule.deadline(trigger),
        is_size_unknown=homes.isna() & is_sized,
        is_verified=rule.is_verified,
        verified_date=rule.verified_on,
        citation=rule.citation,
        source_url=rule.source_url or None,
    )
    rows["days_left"] = (next_day(rows) - pd.Timestamp(as_of)).dt.days.astype("Int64")
    day = trigger if rule.trigger in FILINGS else next_day(rows)
    applies = rule.in_force(day.fillna(pd.Timestamp(as_of)))
    if rule.units_min is not None:
        applies &= (homes >= rule.units_min).fillna(True).astype(bool)
    if rule.units_max is not None:
        applies &= (homes <= rule.units_max).fillna(True).astype(bool)
    return rows.loc[applies].reset_index(drop=True)
