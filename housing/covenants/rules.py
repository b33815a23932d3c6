"""The rules a covenant's end went through, as bits to compute with and in words to read."""

from enum import IntFlag, auto

import numpy as np
import pandas as pd


class Rule(IntFlag):
    """A rule that fired for a covenant; several may, and `words` says them in this order."""

    OUT_OF_RANGE = auto()
    END_BEFORE_START = auto()
    PERPETUAL = auto()
    LONG_TERM = auto()
    OPEN_ENDED = auto()
    STATED_END = auto()
    NO_END = auto()
    LATER_TERM = auto()
    BETTER_BASIS = auto()
    CONFLICT = auto()
    STALE = auto()
    EXPIRED_UNVERIFIED = auto()
    ENDED = auto()
    NOT_YET_STARTED = auto()
    PLANNED = auto()


#: What a covenant's `end_rule` says when no rule fired.
AS_PUBLISHED = "as published"

WORDS = {
    Rule.OUT_OF_RANGE: "out of range: end unknown",
    Rule.END_BEFORE_START: "end before start: end unknown",
    Rule.PERPETUAL: "stated perpetual: open-ended",
    Rule.LONG_TERM: "term of 99 years or more: open-ended",
    Rule.OPEN_ENDED: "no end scheduled by program",
    Rule.STATED_END: "open-ended program with a stated end: the end governs",
    Rule.NO_END: "no end stated: unknown",
    Rule.LATER_TERM: "the later term governs",
    Rule.BETTER_BASIS: "the better documented end governs",
    Rule.CONFLICT: "conflict: the earlier end governs",
    Rule.STALE: "end past, usually renewed: stale",
    Rule.EXPIRED_UNVERIFIED: "end past, not confirmed ended",
    Rule.ENDED: "ended, says its source",
    Rule.NOT_YET_STARTED: "starts after as_of",
    Rule.PLANNED: "planned: the homes are not finished",
}


def bits(rule: Rule, mask: pd.Series) -> pd.Series:
    """The rule's bit where it fired, else none."""
    return pd.Series(np.where(mask, int(rule), 0), index=mask.index)


def words(fired: pd.Series) -> pd.Series:
    """Say the rules that fired, given as `Rule` bits, one text per row."""
    kinds, which = np.unique(fired, return_inverse=True)
    texts = [
        "; ".join(text for rule, text in WORDS.items() if held & rule) or AS_PUBLISHED
        for held in kinds.tolist()
    ]
    said = np.array(texts, dtype=object)[which]
    return pd.Series(said, index=fired.index, dtype="string")
