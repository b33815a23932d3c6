"""People's decisions on links, from every file that holds some, and what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from housing.config import OVERRIDES_DIR
from housing.ids import founded_property_ids
from housing.linkage.overrides import read_parcel_overrides, read_record_overrides
from housing.tables import Issues, columns_of, empty, validate
from housing.terms import Issue, Verdict
from housing.verdicts import read_verdicts

_SIGNED = ["reason", "evidence_url", "author", "date"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: by published id, between two records, and of parcels."""

    named: pd.DataFrame
    same: pd.DataFrame
    different: pd.DataFrame
    parcels: pd.DataFrame


def read_decisions(data_dir: Path, jurisdiction: str) -> Decisions:
    """Read the decisions kept with the program and those given in this data folder.

    Raises:
        ConfigError: a sentence for each line that is not whole.
    """
    verdicts = read_verdicts((OVERRIDES_DIR, data_dir / "overrides"), jurisdiction)
    of_records = verdicts.loc[verdicts["table"] == "record_links"].rename(
        columns={"subject_id": "record_id", "candidate_id": "other_id"}
    )
    same = of_records.loc[of_records["verdict"] == Verdict.SAME.value].sort_values("date")
    same = same.drop_duplicates("record_id", keep="last")
    chosen = verdicts.loc[
        (verdicts["table"] == "parcel_links") & (verdicts["verdict"] == Verdict.SAME.value)
    ].rename(columns={"subject_id": "property_id", "candidate_id": "parcel_id"})
    written = read_parcel_overrides(OVERRIDES_DIR)
    chosen = chosen.loc[~chosen["property_id"].isin(written["property_id"])]
    parts = [written, chosen[written.columns]]
    return Decisions(
        read_record_overrides(OVERRIDES_DIR),
        same.assign(property_id=founded_property_ids(same["other_id"])),
        of_records.loc[of_records["verdict"] == Verdict.DIFFERENT.value],
        pd.concat([part for part in parts if len(part)]) if len(chosen) else written,
    )


def signed_links(named: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """One decision per record: the file that names properties, then verdicts on two records."""
    columns = ["record_id", "property_id", *_SIGNED]
    if same.empty:
        return named[columns]
    fresh = same.loc[~same["record_id"].isin(named["record_id"]), columns]
    return pd.concat([named[columns], fresh], ignore_index=True) if len(named) else fresh


def heeded(
    decisions: Decisions, known: pd.Index, by_rules_alone: Callable[[], pd.DataFrame]
) -> pd.DataFrame:
    """Doubts about decisions: those of records that are gone, and those the sources now share.

    Args:
        decisions: what people decided.
        known: every record there is.
        by_rules_alone: links as they would be without the decisions; asked only if there are any.
    """
    pairs = pd.concat([decisions.same, decisions.different], ignore_index=True)
    gone = decisions.named.loc[~decisions.named["record_id"].isin(known)]
    is_gone = ~(pairs["record_id"].isin(known) & pairs["other_id"].isin(known))
    lost = pd.concat([gone["record_id"], pairs.loc[is_gone, "record_id"]])
    found = [_doubts(Issue.DECISION_LEADS_NOWHERE, lost, "A record it names is in no list now.")]
    standing = pairs.loc[~is_gone]
    named = decisions.named.loc[decisions.named["record_id"].isin(known)]
    if len(standing) or len(named):
        owner = by_rules_alone().set_index("record_id")["property_id"]
        mine, other = standing["record_id"].map(owner), standing["other_id"].map(owner)
        is_one = mine.notna() & (mine == other)
        is_apart = mine.notna() & other.notna() & (mine != other)
        agreed = is_one.where(standing["verdict"] == Verdict.SAME.value, is_apart)
        is_so = named["record_id"].map(owner) == named["property_id"]
        settled = pd.concat([named.loc[is_so, "record_id"], standing.loc[agreed, "record_id"]])
        found.append(_doubts(Issue.DECISION_AGREED, settled, "The rules say so by themselves now."))
    filled = [one for one in found if len(one)]
    return validate(pd.concat(filled), Issues) if filled else empty(Issues)


def _doubts(issue: Issue, record_ids: pd.Series, why: str) -> pd.DataFrame:
    ordered = record_ids.drop_duplicates().sort_values()
    said = "The decision on " + ordered + " may be removed: " + why
    return pd.DataFrame(
        {
            "issue": issue.value,
            "property_id": None,
            "table": "record_links",
            "row_id": ordered,
            "source_id": ordered.str.split(":").str[0],
            "detail": said,
        },
        columns=columns_of(Issues),
    )
