"""What stands behind a status: which source says so, of which day, in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np
import pandas as pd

from housing.factors.base import Flags, Whole
from housing.scoring.events import Events
from housing.scoring.gather import at_rows, flags, positions
from housing.scoring.overrides import begun, signed
from housing.scoring.standing import STATUSES, Endings
from housing.scoring.text import day_name, phrased, picked, series
from housing.terms import SignalKind, Status

_NEVER = np.datetime64("NaT", "us")

#: Kinds of signals that settle a status, and which one; the first that is there counts.
SETTLING = (
    (SignalKind.DEMOLITION, Status.LOST),
    (SignalKind.LOST, Status.LOST),
    (SignalKind.REPLACED, Status.REPLACED),
    (SignalKind.OFF_MONITORING, Status.OFF_MONITORING),
)


class _Form(IntEnum):
    """What kind of evidence a sentence is about."""

    IN_FORCE = auto()
    STALE = auto()
    UNVERIFIED = auto()
    OPEN_ENDED = auto()
    ENDED = auto()
    ENDED_UNDATED = auto()
    PLANNED = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """What signals in force say of each property's standing: row of the signal, -1 without one."""

    signals: pd.DataFrame
    row: Whole
    converted: Whole

    @property
    def status(self) -> Whole:
        """Position in `STATUSES` of the status a signal settles; -1 where none does."""
        kinds = {kind.value: STATUSES.index(status) for kind, status in SETTLING}
        settled = self.signals["kind"].map(kinds).fillna(-1).to_numpy(np.int64)
        return at_rows(settled, self.row, -1)


def told_by(signals: pd.DataFrame, property_ids: pd.Index, ended: Endings) -> Told:
    """Find the signals in force that settle a status or tell of a conversion.

    Where every covenant's own end is on record, a list that calls the homes lost adds nothing.
    """
    signals = signals.reset_index(drop=True)
    held = signals.loc[flags(signals["is_in_force"])]
    order = {kind.value: rank for rank, (kind, _) in enumerate(SETTLING)}
    settling = held.assign(rank=held["kind"].map(order)).dropna(subset="rank")
    first = settling.sort_values(["rank", "signal_date"], ascending=[True, False])
    converted = held.loc[held["kind"] == SignalKind.CONVERSION]
    row = _row_of(first, property_ids)
    is_list = ((signals["kind"] == SignalKind.LOST) & signals["source_id"].notna()).to_numpy(bool)
    is_repeated = at_rows(is_list, row, False) & ended.all_ended & ended.all_dated
    return Told(signals, np.where(is_repeated, -1, row), _row_of(converted, property_ids))


def planned_only(covenants: pd.DataFrame, place: Whole, planned: Flags, count: int) -> Flags:
    """Whether every covenant a property has is of homes that are not built yet."""
    told = flags(covenants["is_covenant"]) & (place >= 0)
    every = np.bincount(place[told], minlength=count)
    waiting = np.bincount(place[told & planned], minlength=count)
    return (every > 0) & (waiting == every)


def status_columns(
    covenants: pd.DataFrame,
    events: Events,
    ended: Endings,
    told: Told,
    status: Whole,
    planned: Flags,
    titles: Mapping[str, str],
) -> dict[str, object]:
    """Sentence, day and source of the evidence behind each property's status."""
    form = _forms(events, ended, status, planned)
    row = np.where(np.isin(form, (_Form.ENDED, _Form.ENDED_UNDATED)), ended.row, events.row)
    codes, sources = pd.factorize(covenants["source_id"])
    source = at_rows(codes.astype(np.int64), row, -1)
    seen = at_rows(_dates(covenants["observed_date"]), row, _NEVER)
    ends = at_rows(_dates(covenants["usable_end_date"]), row, _NEVER)
    day = np.select(
        [form == _Form.ENDED, np.isin(form, (_Form.UNVERIFIED, _Form.STALE))],
        [ended.last_end, ends],
        seen,
    )
    names = [titles.get(str(one), str(one)) for one in sources]
    days = day.astype("datetime64[D]").astype(np.int64)

    def phrase(form: int, source: int, day: int) -> str:
        name = names[source] if source >= 0 else "no source"
        return _PHRASES[_Form(form)].format(source=name, day=day_name(day))

    reasons = series(phrased([form, source, days], phrase))
    dates = pd.Series(day)
    found = series(picked([str(one) for one in sources], source))
    _tell(told, status, (reasons, dates, found), titles)
    return {
        "status_reason": reasons,
        "status_date": dates,
        "status_evidence_source": found,
        "is_planned_only": pd.array(planned, dtype="boolean"),
    }


_PHRASES = {
    _Form.IN_FORCE: "At least one covenant is in force according to {source}, {day}.",
    _Form.STALE: "The stated end of its contract, {day}, has passed; {source} still lists it as "
    "active, so it counts as probably renewed until somebody confirms it.",
    _Form.UNVERIFIED: "The last restriction on record ended on {day} on paper; {source} does not "
    "say whether it was extended or let go.",
    _Form.OPEN_ENDED: "Restrictions have no end by design according to {source}, {day}.",
    _Form.ENDED: "Every covenant on record has ended, the last on {day}, according to {source}.",
    _Form.ENDED_UNDATED: "Every covenant on record is listed as ended, at least one without its "
    "day, by {source}, {day}. Verify before calling it lost.",
    _Form.PLANNED: "Every covenant on record is of homes not built yet: planned homes protect "
    "nobody today.",
    _Form.NOTHING: "No covenant on record is in force, and no source says that homes were lost.",
}


def _forms(events: Events, ended: Endings, status: Whole, planned: Flags) -> Whole:
    return np.select(
        [
            ended.all_ended & ended.all_dated,
            ended.all_ended,
            planned,
            events.row < 0,
            status == STATUSES.index(Status.NO_SCHEDULED_EXPIRY),
            status == STATUSES.index(Status.EXPIRED_UNVERIFIED),
            events.is_stale,
        ],
        [
            _Form.ENDED,
            _Form.ENDED_UNDATED,
            _Form.PLANNED,
            _Form.NOTHING,
            _Form.OPEN_ENDED,
            _Form.UNVERIFIED,
            _Form.STALE,
        ],
        _Form.IN_FORCE,
    )


def _tell(
    told: Told,
    status: Whole,
    columns: tuple[pd.Series, pd.Series, pd.Series],
    titles: Mapping[str, str],
) -> None:
    """Let signals speak for the statuses they settle, and for conversions."""
    settles = (told.row >= 0) & (told.status == status)
    row = np.where(settles, told.row, np.where(told.row < 0, told.converted, -1))
    at = np.flatnonzero(row >= 0)
    if not len(at):
        return
    signals = told.signals.iloc[row[at]]
    reasons, dates, sources = columns
    reasons.iloc[at] = [
        f"{begun(signal)} {signed(signal, titles)}" for _, signal in signals.iterrows()
    ]
    dates.iloc[at] = signals["signal_date"].to_numpy()
    sources.iloc[at] = signals["source_id"].to_numpy(object, na_value=np.nan)


def _row_of(rows: pd.DataFrame, property_ids: pd.Index) -> Whole:
    """Position in the table of the first row of each property; -1 without one."""
    first = rows.drop_duplicates("property_id")
    place = positions(first["property_id"], property_ids.to_series())
    found = np.full(len(property_ids), -1, np.int64)
    found[place[place >= 0]] = first.index.to_numpy()[place >= 0]
    return found


def _dates(values: pd.Series) -> np.ndarray:
    return values.to_numpy().astype("datetime64[us]")
