"""Which properties are asked for, and the link that asks for the same ones again.

A property is matched, excluded by something known of it, or missing what a filter asks about;
the three add up to all of them. What is unknown is left out only until its filter includes it.
"""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd

from housing.terms import NoticePhase, OwnerType, Program, SignalKind, Status
from ui import questions
from ui.palette import BAND_CODES, NOT_SCORED
from ui.questions import Answer

#: Filters by code, in the order they are drawn, and what a sentence calls them.
FILTERS: dict[str, str] = {
    "search": "search",
    "band": "band",
    "ends": "covenant end",
    "notice": "notice",
    "deadline": "next deadline",
    "program": "program",
    "owner": "owner type",
    "ward": "ward",
    "neighborhood": "neighborhood",
    "units": "homes",
    "inspection": "latest inspection",
    "status": "status",
    "signal": "signals in force",
    "flagged": "flag",
    "score": "score",
}

BANDS: dict[str, str] = {code: band for code, band in BAND_CODES.items() if band != NOT_SCORED}
STATUSES: dict[str, str] = {status.name.lower(): status.value for status in Status}
OWNERS = tuple(kind.value for kind in OwnerType if kind is not OwnerType.UNKNOWN)
SIGNALS = tuple(kind.value for kind in SignalKind)
FLAGGED: dict[str, bool] = {"yes": True, "no": False}
PROGRAMS = tuple(program.value for program in Program)
NOTICE_PHASES = tuple(phase.value for phase in NoticePhase)

#: What a number in a link or a field may be.
YEARS = range(1900, 2201)
HOMES = range(100_001)
SCORES = range(101)
DAYS = range(10_001)

#: Answers to the latest inspection. HUD fails a property that scores below 60.
INSPECTIONS: dict[str, tuple[int | None, int | None]] = {
    "failing": (None, 59),
    "below_80": (None, 79),
    "80_up": (80, None),
    "none": (None, None),
}


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a filter leaves: which rows, and where all the others went."""

    properties: pd.DataFrame
    mask: np.ndarray
    matched: int
    excluded: int
    missing: int
    total: int
    unknown_by: Mapping[str, int]

    @property
    def rows(self) -> pd.DataFrame:
        """The matched properties, in the order they came."""
        return self.properties.loc[self.mask]


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything a visitor may ask for at once. A filter that says nothing asks nothing."""

    search: str = ""
    bands: tuple[str, ...] = ()
    ends_on: str = "any"
    ends_from: int | None = None
    ends_to: int | None = None
    notice_phases: tuple[str, ...] = ()
    notice_days: int | None = None
    programs: tuple[str, ...] = ()
    owner_types: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    neighborhoods: tuple[str, ...] = ()
    units_min: int | None = None
    units_max: int | None = None
    inspection: str = ""
    statuses: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    flagged: str = ""
    score_min: int | None = None
    score_max: int | None = None
    with_unknown: tuple[str, ...] = ()

    def active(self) -> list[str]:
        """Codes of the filters that ask something."""
        said: dict[str, Any] = {
            "search": self.search,
            "band": self.bands,
            "ends": (self.ends_from, self.ends_to) != (None, None),
            "notice": self.notice_phases,
            "deadline": self.notice_days is not None,
            "program": self.programs,
            "owner": self.owner_types,
            "ward": self.wards,
            "neighborhood": self.neighborhoods,
            "units": (self.units_min, self.units_max) != (None, None),
            "inspection": self.inspection,
            "status": self.statuses,
            "signal": self.signals,
            "flagged": self.flagged,
            "score": (self.score_min, self.score_max) != (None, None),
        }
        return [code for code in FILTERS if said[code]]

    def apply(
        self,
        properties: pd.DataFrame,
        *,
        covenants: pd.DataFrame | None = None,
        parcel_links: pd.DataFrame | None = None,
    ) -> Filtered:
        """Narrow the properties; the end of *any* covenant is asked of the covenants."""
        answers = self.answers(properties, covenants, parcel_links)
        excluded = np.zeros(len(properties), dtype=bool)
        missing = np.zeros(len(properties), dtype=bool)
        for code, answer in answers.items():
            excluded |= answer.known & ~answer.yes
            if code not in self.with_unknown:
                missing |= ~answer.known
        missing &= ~excluded
        matched = ~excluded & ~missing
        return Filtered(
            properties=properties,
            mask=matched,
            matched=int(matched.sum()),
            excluded=int(excluded.sum()),
            missing=int(missing.sum()),
            total=len(properties),
            unknown_by={code: int((~answer.known).sum()) for code, answer in answers.items()},
        )

    def answers(
        self,
        properties: pd.DataFrame,
        covenants: pd.DataFrame | None = None,
        parcel_links: pd.DataFrame | None = None,
    ) -> dict[str, Answer]:
        """Ask each filter that asks something.

        Raises:
            ValueError: the end of any covenant is asked for, and no covenants are given.
        """
        of, ask = properties, questions
        how: dict[str, Callable[[], Answer]] = {
            "search": lambda: ask.mentions(of, self.search, parcel_links),
            "band": lambda: ask.one_of(of["band"], [BANDS[code] for code in self.bands]),
            "ends": lambda: self._ends(of, covenants),
            "notice": lambda: ask.in_phase(of, self.notice_phases),
            "deadline": lambda: ask.deadline_within(of, self.notice_days),
            "program": lambda: ask.any_of(of["programs"], self.programs),
            "owner": lambda: ask.one_of(
                of["owner_type"], self.owner_types, unknown=OwnerType.UNKNOWN
            ),
            "ward": lambda: ask.one_of(of["ward"], self.wards),
            "neighborhood": lambda: ask.one_of(of["neighborhood"], self.neighborhoods),
            "units": lambda: ask.between(of["units_total"], self.units_min, self.units_max),
            "inspection": lambda: self._inspected(of["inspection_score"]),
            "status": lambda: ask.one_of(of["status"], [STATUSES[code] for code in self.statuses]),
            "signal": lambda: ask.any_of(of["signals"].fillna(""), self.signals),
            "flagged": lambda: ask.one_of(of["is_flagged"], [FLAGGED[self.flagged]]),
            "score": lambda: ask.between(of["score"], self.score_min, self.score_max),
        }
        return {code: how[code]() for code in self.active()}

    def including(self, codes: Collection[str]) -> Self:
        """Return the same filters, keeping properties of which these know nothing."""
        kept = {*self.with_unknown, *codes}
        return replace(self, with_unknown=tuple(code for code in FILTERS if code in kept))

    def to_query(self) -> dict[str, list[str]]:
        """Return the parameters of a link; what asks nothing is not said."""
        active = self.active()
        query: dict[str, list[str]] = {}
        for name, parameter in PARAMETERS.items():
            value = getattr(self, parameter.field)
            said = list(value) if isinstance(value, tuple) else [value]
            query[name] = [str(one) for one in said if one not in (None, "")]
        query["unknown"] = [code for code in self.with_unknown if code in active]
        query["ends"] = ["last"] if self.ends_on == "last" and "ends" in active else []
        return {name: values for name, values in query.items() if values}

    @classmethod
    def from_query(
        cls,
        params: Mapping[str, str | Sequence[str]],
        choices: Mapping[str, Collection[str]] | None = None,
    ) -> tuple[Self, list[str]]:
        """Read a link, and name what it says that means nothing here.

        `choices` are the programs, wards and neighborhoods that the snapshot has; without them
        any is believed.
        """
        values: dict[str, Any] = {}
        ignored: list[str] = []
        for name, said in params.items():
            parameter = PARAMETERS.get(name)
            if parameter is None:
                ignored.append(name)
                continue
            known = (choices or {}).get(name, parameter.known)
            value, lost = parameter.read([said] if isinstance(said, str) else list(said), known)
            values[parameter.field] = value
            ignored += [f"{name}={one}" for one in lost]
        return cls(**values), ignored

    def _ends(self, properties: pd.DataFrame, covenants: pd.DataFrame | None) -> Answer:
        if self.ends_on == "last":
            return questions.last_ends_in(properties, self.ends_from, self.ends_to)
        if covenants is None:
            raise ValueError("the end of any covenant is asked of the covenants: pass them")
        return questions.any_ends_in(properties, covenants, self.ends_from, self.ends_to)

    def _inspected(self, scores: pd.Series) -> Answer:
        if self.inspection == "none":
            return questions.absent(scores)
        return questions.between(scores, *INSPECTIONS[self.inspection])


Read = Callable[[list[str], Container[Any] | None], tuple[Any, list[str]]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name of a link: the field it fills, how it is read, what it may say."""

    field: str
    read: Read
    known: Container[Any] | None = None


def _several(said: list[str], known: Container[Any] | None) -> tuple[tuple[str, ...], list[str]]:
    kept = [one for one in dict.fromkeys(said) if known is None or one in known]
    return tuple(kept), [one for one in said if one not in kept]


def _one(said: list[str], known: Container[Any] | None) -> tuple[str, list[str]]:
    kept, lost = _several(said, known)
    return (kept[0] if kept else ""), lost


def _text(said: list[str], known: Container[Any] | None) -> tuple[str, list[str]]:
    return " ".join(" ".join(said[:1]).split()), []


def _whole(said: list[str], known: Container[Any] | None) -> tuple[int | None, list[str]]:
    value = said[0]
    if value.isascii() and value.isdigit() and (known is None or int(value) in known):
        return int(value), said[1:]
    return None, said


def _which_end(said: list[str], known: Container[Any] | None) -> tuple[str, list[str]]:
    value, lost = _one(said, known)
    return value or "any", lost


#: Every name a link may use for a filter. Several values repeat the name: `band=high&band=low`.
PARAMETERS: dict[str, Parameter] = {
    "q": Parameter("search", _text),
    "band": Parameter("bands", _several, BANDS),
    "ends": Parameter("ends_on", _which_end, ("any", "last")),
    "from": Parameter("ends_from", _whole, YEARS),
    "to": Parameter("ends_to", _whole, YEARS),
    "notice": Parameter("notice_phases", _several, NOTICE_PHASES),
    "within": Parameter("notice_days", _whole, DAYS),
    "program": Parameter("programs", _several, PROGRAMS),
    "owner": Parameter("owner_types", _several, OWNERS),
    "ward": Parameter("wards", _several),
    "neighborhood": Parameter("neighborhoods", _several),
    "units_min": Parameter("units_min", _whole, HOMES),
    "units_max": Parameter("units_max", _whole, HOMES),
    "inspection": Parameter("inspection", _one, INSPECTIONS),
    "status": Parameter("statuses", _several, STATUSES),
    "signal": Parameter("signals", _several, SIGNALS),
    "flagged": Parameter("flagged", _one, FLAGGED),
    "score_min": Parameter("score_min", _whole, SCORES),
    "score_max": Parameter("score_max", _whole, SCORES),
    "unknown": Parameter("with_unknown", _several, FILTERS),
}
