"""What may be said of a property: scored, lost, expired, or without any scheduled end."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from housing.factors.base import EventKind, Flags, Whole
from housing.scoring.events import Events
from housing.scoring.gather import flags
from housing.terms import CovenantStatus, Status

#: In this order, so that a status is a position in the list.
STATUSES = tuple(Status)


@dataclass(frozen=True, slots=True)
class Endings:
    """How each property's covenants have ended, if none is in force.

    `row` is that of the covenant that ended last, -1 where none did; where no end is dated, of the
    one its source was last seen to list so, and of those the first by id.
    """

    all_ended: Flags
    all_dated: Flags
    last_end: np.ndarray
    row: Whole


def endings(covenants: pd.DataFrame, place: Whole, count: int, as_of: pd.Timestamp) -> Endings:
    """Find which of `count` properties lost every covenant, and whether a source dates each end.

    A past end date ends nothing. Rows renewed by another row, and rows that nobody had seen by
    `as_of`, say nothing about the property.
    """
    renewed = covenants["covenant_id"].isin(covenants["renewal_of"].dropna())
    unseen = covenants["observed_date"] > as_of
    told = flags(covenants["is_covenant"]) & ~(renewed | unseen).to_numpy(bool)
    told &= place >= 0
    dated = (covenants["actual_end_date"] <= as_of).to_numpy(bool)
    ended = dated | (covenants["status"] == CovenantStatus.ENDED).to_numpy(bool)
    ended &= ~flags(covenants["is_active"])

    def counted(rows: Flags) -> np.ndarray:
        return np.bincount(place[told & rows], minlength=count)

    all_rows = counted(np.ones(len(told), bool))
    last = np.full(count, np.datetime64("NaT", "us"))
    gone = covenants.loc[told & ended, ["actual_end_date", "observed_date", "covenant_id"]]
    gone = gone.assign(actual_end_date=gone["actual_end_date"].where(dated[told & ended]))
    order = gone.sort_values(
        list(gone.columns), ascending=[True, True, False], na_position="first"
    ).index.to_numpy()
    row = np.full(count, -1, np.int64)
    row[place[order]] = order
    ends = covenants["actual_end_date"].to_numpy().astype("datetime64[us]")
    on_day = order[dated[order]]
    last[place[on_day]] = ends[on_day]
    return Endings(
        all_ended=(all_rows > 0) & (counted(ended) == all_rows),
        all_dated=(all_rows > 0) & (counted(ended & dated) == all_rows),
        last_end=last,
        row=row,
    )


def statuses(events: Events, ended: Endings, told: Whole, is_unverified: Flags) -> np.ndarray:
    """Position in `STATUSES` of each property's status; Lost needs positive evidence.

    `told` is the status that a signal settles, -1 where none does: it outranks what the
    covenants' own endings would say, because it knows them too.
    """
    lapses = (events.kind == EventKind.AUTO_LAPSE) | (events.kind == EventKind.UNKNOWN)
    return np.select(
        [
            told >= 0,
            ended.all_ended & ended.all_dated,
            ended.all_ended,
            ~events.has_event,
            is_unverified & lapses & ~events.is_undated,
        ],
        [
            told,
            STATUSES.index(Status.LOST),
            STATUSES.index(Status.OFF_MONITORING),
            STATUSES.index(Status.NO_SCHEDULED_EXPIRY),
            STATUSES.index(Status.EXPIRED_UNVERIFIED),
        ],
        STATUSES.index(Status.SCORED),
    )
