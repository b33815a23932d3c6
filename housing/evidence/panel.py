"""Two hundred contracts through 32 of HUD's lists: looked back at from days in the past.

From the first usable list on, and then at least every three years, a list is taken as the present.
Features come from that list and earlier ones only. A contract counts as gone if it is not active
in either of the first two lists of three years later or more: one list without it may be a
mistake, since in these lists a contract often reads expired and is active again in the next.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from housing.evidence.decisions import WITH_CONTRACT, there
from housing.evidence.leaks import known_by, require_known_by
from housing.factors import EventKind
from housing.factors.base import Flags, Whole
from housing.scoring.gather import DAYS_PER_YEAR

PANEL = "sec8_panel_random200.csv"
MANIFEST = "snapshots_manifest.csv"

HORIZON_YEARS = 3

#: So many later lists must agree that a contract is gone.
CONFIRMED_BY = 2

ACTIVE = "Active"

#: Programs of contracts that Congress funds year by year.
_PRAC = ("PRAC 202/811", "PAC 202/811")


@dataclass(frozen=True, slots=True)
class LookedBack:
    """Contracts as they stood on days in the past, and what became of them."""

    facts: pd.DataFrame
    numbers: pd.Series
    days: pd.Series
    lost: Flags

    @property
    def contract(self) -> Whole:
        """Which contract each row is of."""
        return np.asarray(pd.factorize(self.numbers)[0], np.int64)


def read_panel(data: Path) -> pd.DataFrame:
    """Read the contracts list by list, each once: day, end, term and status."""
    raw = pd.read_csv(there(data, PANEL), dtype=str)
    manifest = pd.read_csv(there(data, MANIFEST), dtype=str)
    usable = manifest.loc[manifest["skip"] == "use", "snapshot_id"]
    once = raw.drop_duplicates(["contract_number", "snapshot_id"])
    once = once[once["snapshot_id"].isin(usable)]
    return pd.DataFrame(
        {
            "contract_number": once["contract_number"],
            "observed": pd.to_datetime(once["snapshot_id"].str.removeprefix("c") + "-01"),
            "end": pd.to_datetime(once["tracs_overall_expiration_date"]),
            "term_months": once["contract_term_months_qty"].astype(float),
            "status": once["tracs_status_name"].str.strip(),
        }
    ).sort_values(["contract_number", "observed"], ignore_index=True)


def days_to_look_back_from(observed: pd.Series) -> list[pd.Timestamp]:
    """The first list's day, then the next at least the horizon later, while lists can confirm."""
    lists = sorted(observed.unique())
    days: list[pd.Timestamp] = []
    for day in lists:
        apart = not days or day >= days[-1] + pd.DateOffset(years=HORIZON_YEARS)
        if apart and len(_confirming(lists, day)) == CONFIRMED_BY:
            days.append(day)
    return days


def look_back(panel: pd.DataFrame, day: pd.Timestamp, programs: pd.Series) -> LookedBack:
    """Return the contracts active on a day as they stood, and which were gone later.

    Args:
        panel: from `read_panel`.
        day: the day of one of its lists.
        programs: program by contract number; it stays the same for a contract's life.
    """
    known = known_by(panel, "observed", day)
    require_known_by(known["observed"], day)
    present = known[(known["observed"] == day) & (known["status"] == ACTIVE)]
    present = present.set_index("contract_number")
    confirming = _confirming(sorted(panel["observed"].unique()), day)
    later = panel[panel["observed"].isin(confirming) & (panel["status"] == ACTIVE)]
    years = (present["end"] - day).dt.days / DAYS_PER_YEAR
    facts = pd.DataFrame(
        {
            "kind": [_kind(programs.get(number)) for number in present.index],
            "years": years.to_numpy(float),
            "is_stale": (years < 0).to_numpy(),
            "previous_term_months": previous_terms(known, present["end"]).to_numpy(float),
        }
    )
    return LookedBack(
        facts=facts,
        numbers=present.index.to_series(),
        days=pd.Series([day] * len(present)),
        lost=~present.index.isin(later["contract_number"]),
    )


def previous_terms(known: pd.DataFrame, ends: pd.Series) -> pd.Series:
    """Term of each contract before its present end, in months; unknown if it never renewed."""
    present = known["contract_number"].map(ends)
    before = known[known["end"].notna() & present.notna() & (known["end"] != present)]
    terms = before.groupby("contract_number")["term_months"].last()
    return terms.reindex(ends.index)


def read_programs(data: Path) -> pd.Series:
    """Program by contract number."""
    table = pd.read_csv(there(data, WITH_CONTRACT), dtype=str)
    return table.drop_duplicates("contract_number").set_index("contract_number")[
        "program_type_group_name"
    ]


def all_look_backs(data: Path) -> LookedBack:
    """Look back from every day, and put the contracts together; one contract keeps one number."""
    panel, programs = read_panel(data), read_programs(data)
    days = days_to_look_back_from(panel["observed"])
    found = [look_back(panel, day, programs) for day in days]
    return LookedBack(
        facts=pd.concat([one.facts for one in found], ignore_index=True),
        numbers=pd.concat([one.numbers for one in found], ignore_index=True),
        days=pd.concat([one.days for one in found], ignore_index=True),
        lost=np.concatenate([one.lost for one in found]),
    )


def _confirming(lists: list[pd.Timestamp], day: pd.Timestamp) -> list[pd.Timestamp]:
    return [one for one in lists if one >= day + pd.DateOffset(years=HORIZON_YEARS)][:CONFIRMED_BY]


def _kind(program: str | None) -> int:
    if program is None:
        return int(EventKind.UNKNOWN)
    return int(EventKind.PRAC if program in _PRAC else EventKind.RENEWABLE)
