"""Rules of notice: who must tell whom by when, or may buy until when, and which law says so.

One row of `data/reference/notice_rules.csv` is one rule. Both ends of its window are counted from
what sets it off, in whole calendar months or in days: -12 months is a year before.
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from housing.config import REFERENCE_DIR
from housing.errors import ConfigError
from housing.terms import CovenantKind, NoticeNature, NoticeTrigger, Program

#: Rules of this jurisdiction hold everywhere.
EVERYWHERE = "us"

#: What a rule counts from that a covenant's own end sets off.
ENDS = (NoticeTrigger.COVENANT_END, NoticeTrigger.CONTRACT_END)

#: What a rule counts from that somebody files.
FILINGS = (
    NoticeTrigger.OFFER_OF_SALE,
    NoticeTrigger.STATEMENT_OF_INTEREST,
    NoticeTrigger.REGISTRATION,
)

#: What is said of a rule that somebody read in its source, and of one that nobody did.
VERIFIED, UNVERIFIED = "verified", "unverified"

#: Begins the citation of an invented rule.
FICTIONAL = "Fictional"


class Rule(BaseModel):
    """One rule of notice. A blank list of programs or kinds means every one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    #: `us`, a two-letter state code, or a place's id.
    jurisdiction: str = Field(pattern=r"^([A-Z]{2}|[a-z][a-z0-9_-]*)$")
    title: str = Field(min_length=1)
    nature: NoticeNature
    programs: tuple[Program, ...]
    kinds: tuple[CovenantKind, ...]
    units_min: int | None
    units_max: int | None
    trigger: NoticeTrigger
    opens_months: int | None
    opens_days: int | None
    deadline_months: int | None
    deadline_days: int | None
    #: Days after which what set the rule off no longer counts, and must be done anew.
    lapses_days: int | None
    who: str = Field(min_length=1)
    to_whom: str = Field(min_length=1)
    action: str = Field(min_length=1)
    #: Sources that list what the rule asks to be filed.
    collections: tuple[str, ...]
    #: Words of a filing that sets the rule off.
    trigger_words: tuple[str, ...]
    #: Words of a filing that satisfies it.
    filed_words: tuple[str, ...]
    note: str
    citation: str = Field(min_length=1)
    source_url: str = Field(pattern=r"^(https?://\S+)?$")
    #: First and last day on which the rule holds, both included; none is open.
    effective_from: date | None
    effective_to: date | None
    is_verified: bool
    verified_on: date | None
    #: What was read.
    basis: str = Field(min_length=1)

    @field_validator(
        "programs", "kinds", "collections", "trigger_words", "filed_words", mode="before"
    )
    @classmethod
    def _several(cls, said: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in said.split(";") if part.strip())

    @field_validator(
        "units_min",
        "units_max",
        "opens_months",
        "opens_days",
        "deadline_months",
        "deadline_days",
        "lapses_days",
        "effective_from",
        "effective_to",
        "verified_on",
        mode="before",
    )
    @classmethod
    def _blank_is_none(cls, said: str) -> str | None:
        return said.strip() or None

    @model_validator(mode="after")
    def _is_one_window(self) -> "Rule":
        for edge in ("opens", "deadline"):
            if None not in (getattr(self, f"{edge}_months"), getattr(self, f"{edge}_days")):
                raise ValueError(f"{edge} is counted in months or in days, not in both")
        if not self.has_opening and not self.has_deadline:
            raise ValueError("a rule needs a day it opens or a deadline")
        opens, closes = self.opens(_ANY_DAY), self.deadline(_ANY_DAY)
        if self.has_opening and self.has_deadline and opens.iloc[0] >= closes.iloc[0]:
            raise ValueError("the window closes before it opens")
        return self

    @model_validator(mode="after")
    def _says_what_it_rests_on(self) -> "Rule":
        if self.is_verified and not (self.source_url and self.verified_on):
            raise ValueError("a verified rule names its source and the day it was read")
        if self.is_fictional and (self.is_verified or "fictional" not in self.title):
            raise ValueError("an invented rule is never verified and says so in its title")
        if self.effective_from and self.effective_to and self.effective_from > self.effective_to:
            raise ValueError("effective_to is before effective_from")
        return self

    @property
    def has_opening(self) -> bool:
        """Whether the window has a first day."""
        return self.opens_months is not None or self.opens_days is not None

    @property
    def has_deadline(self) -> bool:
        """Whether the window has a last day."""
        return self.deadline_months is not None or self.deadline_days is not None

    @property
    def is_fictional(self) -> bool:
        """Whether the rule is invented, for an invented place; its title says so."""
        return self.citation.startswith(FICTIONAL)

    @property
    def standing(self) -> str:
        """Verified, unverified, or fictional."""
        if self.is_fictional:
            return FICTIONAL.lower()
        return VERIFIED if self.is_verified else UNVERIFIED

    @property
    def name(self) -> str:
        """The title, with a mark where nobody read the rule in its source."""
        return f"{self.title}, {UNVERIFIED}" if self.standing == UNVERIFIED else self.title

    def opens(self, triggers: pd.Series) -> pd.Series:
        """First day of the window for each day that sets it off; none where it has none."""
        return _counted(triggers, self.opens_months, self.opens_days)

    def deadline(self, triggers: pd.Series) -> pd.Series:
        """Last day of the window for each day that sets it off; none where it has none."""
        return _counted(triggers, self.deadline_months, self.deadline_days)

    def covers(self, covenants: pd.DataFrame) -> pd.Series:
        """Which covenants are of the rule's programs and kinds."""
        fits = pd.Series(True, index=covenants.index)
        if self.programs:
            fits &= covenants["program"].isin([program.value for program in self.programs])
        if self.kinds:
            fits &= covenants["kind"].isin([kind.value for kind in self.kinds])
        return fits

    def in_force(self, days: pd.Series) -> pd.Series:
        """On which of the days the rule holds."""
        held = pd.Series(True, index=days.index)
        if self.effective_from:
            held &= days >= pd.Timestamp(self.effective_from)
        if self.effective_to:
            held &= days <= pd.Timestamp(self.effective_to)
        return held


_ANY_DAY = pd.Series(pd.to_datetime(["2001-01-01"]))


@cache
def load_rules(path: Path = REFERENCE_DIR / "notice_rules.csv") -> tuple[Rule, ...]:
    """Read every rule of notice, of every jurisdiction.

    Raises:
        ConfigError: the file is missing, or a rule in it says something that cannot be.
    """
    if not path.is_file():
        raise ConfigError(f"The rules of notice are not there ({path}).")
    with path.open(encoding="utf-8", newline="") as file:
        rules = tuple(_read(line, number, path) for number, line in _numbered(file))
    ids = [rule.rule_id for rule in rules]
    if twice := sorted({rule_id for rule_id in ids if ids.count(rule_id) > 1}):
        raise ConfigError(f"{path.name} has the rule {twice[0]!r} twice.")
    return rules


def rules_for(rules: Iterable[Rule], jurisdiction_state: str, place_id: str) -> list[Rule]:
    """Pick the rules of a place: those that hold everywhere, those of its state, its own."""
    here = (EVERYWHERE, jurisdiction_state, place_id)
    return [rule for rule in rules if rule.jurisdiction in here]


def _numbered(file: Iterable[str]) -> Iterable[tuple[int, dict[str, Any]]]:
    """Lines with their numbers; the first is the header."""
    return enumerate(csv.DictReader(file, restval="", restkey="more"), start=2)


def _read(line: dict[str, Any], number: int, path: Path) -> Rule:
    try:
        return Rule.model_validate(line)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the rule"
        said = fault["msg"].removeprefix("Value error, ")
        raise ConfigError(f"{path.name}, line {number}: {where}: {said}.") from error


def _counted(triggers: pd.Series, months: int | None, days: int | None) -> pd.Series:
    """Count by the calendar: a month later is the same day of it, or its last day."""
    if months is not None:
        return triggers + pd.DateOffset(months=months)
    if days is not None:
        return triggers + pd.Timedelta(days=days)
    return pd.Series(pd.NaT, index=triggers.index, dtype="datetime64[us]")
