"""What people have said of each pair since the snapshot that left it to them."""

import pandas as pd

from housing.terms import Verdict

#: States of a pair. A moot one needs no answer: its record was found to be another property.
WAITING, UNSURE, DECIDED, MOOT = "waiting", "unsure", "decided", "moot"

_SAID = ["verdict", "reason", "evidence_url", "author", "date"]


def with_state(about: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Add to each pair the verdict that holds on it, and whether an answer is still wanted.

    Args:
        about: `Pairs.about`.
        verdicts: see `housing.verdicts.read_verdicts`.
    """
    key = ["table", "subject_id", "candidate_id"]
    said = verdicts[[*key, *_SAID]].astype(dict.fromkeys(key, "string"))
    told = about.merge(said, on=key, how="left")
    subject = told["table"] + "\n" + told["subject_id"]
    is_same = (told["verdict"] == Verdict.SAME.value).fillna(False)
    found = subject.isin(subject[is_same])
    state = pd.Series(WAITING, index=told.index, dtype="string")
    state = state.mask((told["verdict"] == Verdict.UNSURE.value).fillna(False), UNSURE)
    state = state.mask(found, MOOT)
    is_said = told["verdict"].isin([Verdict.SAME.value, Verdict.DIFFERENT.value])
    return told.assign(state=state.mask(is_said, DECIDED))
