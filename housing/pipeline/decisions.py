"""People's decisions on links, from every file that holds some."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from housing.config import OVERRIDES_DIR
from housing.errors import ConfigError
from housing.ids import founded_property_ids
from housing.jurisdictions import jurisdiction_ids
from housing.linkage.overrides import read_parcel_overrides, read_record_overrides
from housing.terms import Verdict
from housing.verdicts import FILE, PARCELS, RECORDS, read_verdicts, strange_places

#: Every file of decisions on links.
FILES = ("record_links.csv", "parcel_links.csv", FILE)

_SIGNED = ["reason", "evidence_url", "author", "date"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: by published id, between two records, and of parcels."""

    named: pd.DataFrame
    same: pd.DataFrame
    different: pd.DataFrame
    #: `property_id`, `parcel_id`: the property stands there.
    parcels: pd.DataFrame
    #: `property_id`, `parcel_id`: the property does not stand there.
    not_there: pd.DataFrame

    def __len__(self) -> int:
        stated = (self.named, self.same, self.different, self.parcels, self.not_there)
        return sum(len(part) for part in stated)


def read_decisions(data_dir: Path, jurisdiction: str) -> Decisions:
    """Read the decisions kept with the program and those given in this data folder.

    Raises:
        ConfigError: every line of every file that is not whole.
    """
    folders = (OVERRIDES_DIR, data_dir / "overrides")
    named, written, verdicts = _all_read(folders, jurisdiction)
    of_records = verdicts.loc[verdicts["table"] == RECORDS].rename(
        columns={"subject_id": "record_id", "candidate_id": "other_id"}
    )
    of_parcels = verdicts.loc[verdicts["table"] == PARCELS].rename(
        columns={"subject_id": "property_id", "candidate_id": "parcel_id"}
    )
    same = _saying(of_records, Verdict.SAME).sort_values("date", kind="stable")
    chosen = _saying(of_parcels, Verdict.SAME)
    not_there = _saying(of_parcels, Verdict.DIFFERENT)
    chosen = chosen.loc[~chosen["property_id"].isin(written["property_id"]), written.columns]
    parcels = pd.concat([part for part in (written, chosen) if len(part)] or [written])
    return Decisions(
        named,
        same.assign(property_id=founded_property_ids(same["other_id"])),
        _saying(of_records, Verdict.DIFFERENT),
        parcels,
        not_there,
    )


def signed_links(named: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """One decision per record: the file that names properties, then verdicts on two records."""
    columns = ["record_id", "property_id", *_SIGNED]
    if same.empty:
        return named[columns]
    last = same.drop_duplicates("record_id", keep="last")
    fresh = last.loc[~last["record_id"].isin(named["record_id"]), columns]
    return pd.concat([named[columns], fresh], ignore_index=True) if len(named) else fresh


def check_followed(decisions: Decisions, links: pd.DataFrame) -> None:
    """Stop where two records that people say are the same ended as two properties.

    Raises:
        ConfigError: which records, and which properties others put them in.
    """
    owner = links.set_index("record_id")["property_id"]
    same = decisions.same.loc[~decisions.same["record_id"].isin(decisions.named["record_id"])]
    mine, other = same["record_id"].map(owner), same["other_id"].map(owner)
    if len(apart := same.loc[mine.notna() & other.notna() & (mine != other)]):
        one, two = apart[["record_id", "other_id"]].iloc[0]
        raise ConfigError(
            f"One verdict says that {one} and {two} are the same, and others put them in two "
            f"properties, {owner[one]} and {owner[two]}. Correct review_verdicts.csv: a record "
            "can be the same as records of one property only."
        )


def check_grounds(parcels: pd.DataFrame, not_there: pd.DataFrame) -> None:
    """Stop where one decision puts a property on a parcel and another says that it is not there.

    Raises:
        ConfigError: which property and parcel.
    """
    both = parcels.loc[pairs_of(parcels).isin(pairs_of(not_there))]
    if len(both):
        one, parcel = both[["property_id", "parcel_id"]].iloc[0]
        raise ConfigError(
            f"One decision says that {one} stands on parcel {parcel}, and another that it does "
            "not. Correct data/overrides/parcel_links.csv or review_verdicts.csv."
        )


def pairs_of(table: pd.DataFrame) -> pd.MultiIndex:
    """Return each row's property and parcel."""
    return pd.MultiIndex.from_frame(table[["property_id", "parcel_id"]].astype(object))


def _all_read(folders: Iterable[Path], jurisdiction: str) -> list[pd.DataFrame]:
    """Read every file of decisions, so that the faults of all of them are told at once."""
    read, said = [], []
    for reader in (read_record_overrides, read_parcel_overrides, read_verdicts):
        try:
            read.append(reader(folders, jurisdiction))
        except ConfigError as error:
            said.append(str(error))
    if not said:
        said = strange_places(folders, FILES, jurisdiction_ids())
    if said:
        raise ConfigError("\n".join(said))
    return read


def _saying(verdicts: pd.DataFrame, verdict: Verdict) -> pd.DataFrame:
    return verdicts.loc[verdicts["verdict"] == verdict.value]
