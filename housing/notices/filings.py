"""What is on file: the notice that satisfies a rule, and whether a list would show it at all."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from housing.notices.moments import names
from housing.notices.rules import Rule

#: Where a rule sets no first day, a notice counts this many years before its deadline: judgement.
EARLY_YEARS = 2

#: What can be said of a notice that was not found, by how far the lists reach.
NO_LIST = "no list"
PARTLY = "partly"
COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Filed:
    """By row: the filing found and its day, and whether a loaded list covers the time."""

    event_id: pd.Series
    day: pd.Series
    reach: pd.Series


def list_periods(events: pd.DataFrame) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """From which day to which each loaded list of filings reaches, by source."""
    dated = events.dropna(subset=["event_date"])
    latest = dated[["event_date", "observed_date"]].max(axis=1)
    periods = dated.assign(latest=latest).groupby("source_id")
    first, last = periods["event_date"].min(), periods["latest"].max()
    return {str(source): (first[source], last[source]) for source in first.index}


def filed(
    rule: Rule,
    rows: pd.DataFrame,
    events: pd.DataFrame,
    periods: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]],
) -> Filed:
    """Look up for each row the first filing of the rule's words within its time.

    A filing counts from the first day of the window, or from `EARLY_YEARS` before the deadline,
    until the end it announces; where the rule counts from a filing, from that filing on.
    """
    nothing = pd.Series(None, index=rows.index, dtype="object")
    no_day = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    since, until = _time(rule, rows)
    reach = _reach(rule, since, rows["deadline_date"], periods)
    if not rule.filed_words:
        return Filed(nothing, no_day, reach)
    candidates = events.loc[names(events, rule.filed_words) & events["event_date"].notna()]
    times = pd.DataFrame(
        {"row": rows.index, "property_id": rows["property_id"], "since": since, "until": until}
    )
    pairs = times.merge(
        candidates[["property_id", "event_id", "event_date"]], on="property_id", how="inner"
    )
    pairs = pairs.loc[(pairs["event_date"] >= pairs["since"])]
    pairs = pairs.loc[~(pairs["event_date"] > pairs["until"])]
    first = pairs.sort_values(["event_date", "event_id"]).drop_duplicates("row").set_index("row")
    return Filed(
        first["event_id"].reindex(rows.index).astype("object"),
        first["event_date"].reindex(rows.index),
        reach,
    )


def _time(rule: Rule, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Between which days a filing counts for each row."""
    early = rows["deadline_date"] - pd.DateOffset(years=EARLY_YEARS)
    since = rows["opens_date"].fillna(early)
    until = rows["trigger_date"].where(rows["trigger_event_id"].isna())
    return since, until


def _reach(
    rule: Rule,
    since: pd.Series,
    deadline: pd.Series,
    periods: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]],
) -> pd.Series:
    """How far the loaded lists reach over the time in which a notice had to be given."""
    loaded = [periods[source] for source in rule.collections if source in periods]
    reach = pd.Series(PARTLY if loaded else NO_LIST, index=since.index, dtype="object")
    for first, last in loaded:
        reach = reach.mask((since >= first) & (deadline <= last), COVERED)
    return reach
