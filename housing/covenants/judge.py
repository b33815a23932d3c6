"""Judging covenants: which are in force at a date, what kind each is, and which end governs."""

from datetime import date

import pandas as pd

from housing.covenants.copies import merge_copies
from housing.covenants.dates import judge_dates
from housing.covenants.doubts import day, doubts, judged_doubts
from housing.covenants.programs import classify
from housing.covenants.rules import Rule, bits, words
from housing.tables import Issues, LinkedCovenants, columns_of, empty, validate
from housing.terms import CovenantKind, CovenantStatus, Issue

DAYS_PER_YEAR = 365.25

#: Kinds that are usually renewed, so that a past end of an active contract is a stale date.
RENEWED_KINDS = (CovenantKind.RENEWABLE.value, CovenantKind.PRAC.value)

#: What `end_rule` says of a row its source had not yet published at `as_of`.
UNSEEN = "observed after as_of"


def judge(
    covenants: pd.DataFrame, units_total: pd.Series, programs: pd.DataFrame, *, as_of: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say of each covenant what it is, whether it is in force, and when it ends.

    Nothing observed after `as_of` is used. No past date ends a covenant: only a source that says
    so does. Every doubt is kept as an issue, and the value it touches becomes unknown.

    Args:
        covenants: table `Covenants` with `property_id`.
        units_total: all homes of each property, by `property_id`; null unknown.
        programs: the crosswalk, from `load_programs`.
        as_of: the day of the snapshot.

    Returns:
        Table `LinkedCovenants`, a row per given row and in its order, and table `Issues`.
    """
    rows = covenants.reset_index(drop=True)
    rows = rows.join(classify(rows, programs))
    rows["is_covenant"] = rows["kind"] != CovenantKind.NONE.value
    rows, issues = _set_aside_unseen(rows, as_of)
    rows, date_issues = _judge_seen_dates(rows, as_of)
    rows = _judge_standing(rows, as_of)
    rows, copy_issues = merge_copies(rows)
    rows = _mark_past(rows, as_of)
    rows = _count_units(rows, units_total)
    rows["end_rule"] = _end_rules(rows)
    rows["years_to_end"] = (
        rows["usable_end_date"] - pd.Timestamp(as_of)
    ).dt.days.to_numpy() / DAYS_PER_YEAR
    issues += [*date_issues, *copy_issues, *judged_doubts(rows)]
    return (
        validate(rows[columns_of(LinkedCovenants)], LinkedCovenants),
        validate(pd.concat(issues, ignore_index=True), Issues) if issues else empty(Issues),
    )


def _set_aside_unseen(rows: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Add `is_unseen`: rows that nobody could have seen at `as_of`."""
    unseen = rows["observed_date"] > pd.Timestamp(as_of)
    return rows.assign(is_unseen=unseen), doubts(
        rows, unseen, Issue.OBSERVED_AFTER_AS_OF, _unseen_sentence
    )


def _judge_seen_dates(rows: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Judge the dates of the rows that could have been seen; keep all as published."""
    published = rows[["start_date", "end_date"]]
    seen = rows.assign(
        start_date=published["start_date"].mask(rows["is_unseen"]),
        end_date=published["end_date"].mask(rows["is_unseen"]),
    )
    judged, issues = judge_dates(seen, as_of)
    return judged.assign(start_date=published["start_date"], end_date=published["end_date"]), issues


def _judge_standing(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Add `is_active`: restricts rents, has begun, is not said to have ended, is not renewed."""
    now = pd.Timestamp(as_of)
    ended = (rows["actual_end_date"] <= now) | (
        (rows["status"] == CovenantStatus.ENDED.value) & ~(rows["actual_end_date"] > now)
    )
    renewal = _renewals(rows)
    is_renewal = rows["covenant_id"].isin(renewal.dropna())
    planned = rows["status"] == CovenantStatus.PLANNED.value
    waiting = (rows["usable_start_date"] > now) & ~is_renewal
    fired = bits(Rule.ENDED, ended) | bits(Rule.NOT_YET_STARTED, waiting)
    fired |= bits(Rule.PLANNED, planned)
    return rows.assign(
        renewal=renewal,
        is_active=rows["is_covenant"]
        & ~(rows["is_unseen"] | ended | waiting | planned)
        & renewal.isna(),
        rules=rows["rules"] | fired,
    )


def _renewals(rows: pd.DataFrame) -> pd.Series:
    """The covenant that renews each row, where a source says so; the renewal replaces its dates."""
    other = rows["renewal_of"] != rows["covenant_id"]
    renewing = rows.loc[rows["renewal_of"].notna() & other & ~rows["is_unseen"]]
    renewing = renewing.sort_values("covenant_id").drop_duplicates("renewal_of")
    renewed = pd.Index(rows["covenant_id"]).get_indexer(pd.Index(renewing["renewal_of"]))
    renewal = pd.Series(pd.NA, index=rows.index, dtype="string")
    renewal.iloc[renewed[renewed >= 0]] = renewing["covenant_id"].to_numpy()[renewed >= 0]
    return renewal


def _mark_past(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Add `is_stale` and `is_expired_unverified`: active, though the end has come.

    On its last day a renewable contract is not yet stale; one that lapses is not in force after.
    """
    now = pd.Timestamp(as_of)
    is_renewed = rows["kind"].isin(RENEWED_KINDS)
    stale = rows["is_active"] & is_renewed & (rows["usable_end_date"] < now)
    expired = rows["is_active"] & ~is_renewed & (rows["usable_end_date"] <= now)
    fired = bits(Rule.STALE, stale) | bits(Rule.EXPIRED_UNVERIFIED, expired)
    return rows.assign(is_stale=stale, is_expired_unverified=expired, rules=rows["rules"] | fired)


def _count_units(rows: pd.DataFrame, units_total: pd.Series) -> pd.DataFrame:
    """Add `units_counted`: never more than the property has, never 0 for unknown.

    Rows that restrict nothing or are counted with another count 0. Zero homes, of a covenant or a
    property, is a blank.
    """
    total = rows["property_id"].map(units_total.astype("Float64")).astype("Float64")
    total = total.mask((total <= 0).fillna(False))
    stated = rows["units_stated"].astype("Float64")
    stated = stated.mask((stated <= 0).fillna(False))
    uncounted = ~rows["is_covenant"] | rows["counted_with"].notna()
    assumed = stated.isna() & total.notna() & ~uncounted
    over = (stated > total).fillna(False) & ~uncounted
    counted = stated.fillna(total).mask(over, total)
    return rows.assign(
        property_units=total,
        units_counted=counted.mask(uncounted, 0).astype("Int64"),
        is_units_assumed=assumed.astype(bool),
        is_over_total=over.astype(bool),
    )


def _end_rules(rows: pd.DataFrame) -> pd.Series:
    """What became of each end, in words."""
    said = words(rows["rules"])
    said = said.mask(rows["renewal"].notna(), "renewed by " + rows["renewal"])
    said = said.mask(rows["counted_with"].notna(), "counted with " + rows["counted_with"])
    return said.mask(rows["is_unseen"], UNSEEN)


def _unseen_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The source saw this on "
        + day(rows["observed_date"])
        + ", after the day of this snapshot, so it is not used. A later snapshot will use it."
    )
