"""In which order records ask each other, so that the order of rows decides nothing.

Every rule is asked once about all records; what it found is kept with the place of both records
in the list. Then, in turns, undecided records ask the decided ones and those that nobody answers
found properties.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from housing.ids import founded_property_ids
from housing.linkage.barred import one_at_a_time, without_barred
from housing.linkage.blocks import MOST_COMPARED, crowded
from housing.linkage.clues import Clues
from housing.linkage.decisions import COLUMNS, NO_CANDIDATES, decide, unopposed, weigh
from housing.linkage.rules import CONFIDENCE, FIRM_RULES, LIKELY_RULES, Rule
from housing.terms import LinkMethod

#: People's decisions that can be followed by now, given all decisions so far.
Signed = Callable[[pd.DataFrame], pd.DataFrame]

Pairs = dict[LinkMethod, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Case:
    """What does not change while decisions are made. Arrays go by a record's place in the list."""

    clues: Clues
    record_ids: pd.Index
    #: Seen by the day of the snapshot: only these found properties or vouch for others.
    is_known: np.ndarray
    #: People decided about these.
    is_signed: np.ndarray
    #: Who founds first among records that match each other.
    rank: np.ndarray
    #: More share a clue with these than were compared with them.
    is_crowded: np.ndarray
    #: Weighed pairs of every rule, among all records.
    firm: Pairs
    likely: Pairs
    #: People say that these are two properties: `record_id`, `known_id`, both ways.
    barred: pd.DataFrame

    def at(self, record_ids: pd.Index) -> np.ndarray:
        """Whether each record of the list is one of these."""
        found = np.zeros(len(self.record_ids), bool)
        found[self.record_ids.get_indexer(record_ids)] = True
        return found


def case_of(
    clues: Clues,
    record_ids: pd.Index,
    is_known: np.ndarray,
    is_signed: np.ndarray,
    rank: np.ndarray,
    barred: pd.DataFrame,
) -> Case:
    """Ask every rule once, about all records."""
    in_order = np.argsort(rank)
    known = record_ids[in_order[is_known[in_order]]]
    firm, likely = (
        _pairs(rules, clues, record_ids, known, barred) for rules in (FIRM_RULES, LIKELY_RULES)
    )
    is_crowded = record_ids.isin(crowded(clues))
    return Case(clues, record_ids, is_known, is_signed, rank, is_crowded, firm, likely, barred)


def settle(case: Case, decided: pd.DataFrame, signed: Signed) -> pd.DataFrame:
    """Let undecided records ask the decided ones, and found what nobody answers, in turns.

    Firm rules come before likely ones in every turn. A record asks the likely rules first when no
    better ranked undecided record shares its address, and founds a property only when none may be
    the same: so records that match each other end as one property, whatever order they come in.
    """
    fresh = decided
    while True:
        named = signed(decided)
        decided, fresh = pd.concat([decided, named]), pd.concat([fresh, named])
        queue = ~case.at(decided.index) & ~case.is_signed
        found = _answered(case, case.firm, queue, fresh, decided)
        if found.empty:
            leading = _leading(case, case.firm, queue)
            found = _answered(case, case.likely, leading, decided, decided)
        if found.empty:
            found = _answered(case, case.likely, queue, decided, decided)
        if found.empty:
            first = _leading(case, case.likely, leading) & case.is_known
            found = founded(case.record_ids[first], _alone(case)[first])
        if found.empty and named.empty:
            return decided
        decided, fresh = pd.concat([decided, found]), found


def founded(record_ids: pd.Index, why: str | np.ndarray) -> pd.DataFrame:
    """Decisions that each of these records is a property of its own."""
    return pd.DataFrame(
        {
            "property_id": founded_property_ids(record_ids.to_series()).astype(object),
            "method": LinkMethod.OWN_RECORD.value,
            "confidence": CONFIDENCE[LinkMethod.OWN_RECORD],
            "evidence": why,
            **NO_CANDIDATES,
        },
        index=record_ids,
    )[COLUMNS]


def _pairs(
    rules: dict[LinkMethod, Rule],
    clues: Clues,
    record_ids: pd.Index,
    known: pd.Index,
    barred: pd.DataFrame,
) -> Pairs:
    made = {}
    for method, rule in rules.items():
        pairs = _not_barred(rule(clues, record_ids, known), barred).reset_index(drop=True)
        made[method] = weigh(pairs, clues, method).assign(
            record_place=record_ids.get_indexer(pd.Index(pairs["record_id"])),
            known_place=record_ids.get_indexer(pd.Index(pairs["known_id"])),
        )
    return made


def _not_barred(pairs: pd.DataFrame, barred: pd.DataFrame) -> pd.DataFrame:
    sides = ["record_id", "known_id"]
    if barred.empty:
        return pairs
    forbidden = pd.MultiIndex.from_frame(barred[sides])
    return pairs.loc[~pd.MultiIndex.from_frame(pairs[sides]).isin(forbidden)]


def _answered(
    case: Case, rules: Pairs, asking: np.ndarray, asked: pd.DataFrame, decided: pd.DataFrame
) -> pd.DataFrame:
    """Decisions of the rules, one after the other, on the records that ask.

    Only some decided records are asked, but every member of a property may speak against it.
    """
    owners = np.full(len(case.record_ids), None, dtype=object)
    owners[case.record_ids.get_indexer(decided.index)] = decided["property_id"]
    is_owned = case.is_known & pd.notna(owners)
    members = pd.Series(owners[is_owned], index=case.record_ids[is_owned])
    known = is_owned & case.at(asked.index)
    made = [founded(case.record_ids[:0], "")]
    for method, all_pairs in rules.items():
        pairs = _among(all_pairs, asking, known)
        if len(pairs):
            owned = pairs.assign(property_id=owners[pairs["known_place"]])
            open_pairs = without_barred(owned, members, case.barred)
            if len(open_pairs):
                made.append(decide(open_pairs, case.clues, method, members))
            asking = asking & ~case.at(made[-1].index)
    return one_at_a_time(pd.concat(made), case.barred)


def _alone(case: Case) -> np.ndarray:
    """Why each record founds a property, where it founds one."""
    crowd = (
        f"None of the {MOST_COMPARED} and more records like it that it was compared with describes "
        "it; more share its number, address or name than are compared."
    )
    return np.where(case.is_crowded, crowd, "No other record describes it.")


def _leading(case: Case, rules: Pairs, queue: np.ndarray) -> np.ndarray:
    """Records of the queue that no better ranked one of it may be the same as."""
    leads = queue.copy()
    for all_pairs in rules.values():
        pairs = unopposed(_among(all_pairs, queue, queue & case.is_known))
        asking, known = (pairs[side].to_numpy() for side in ("record_place", "known_place"))
        leads[asking[case.rank[asking] > case.rank[known]]] = False
    return leads


def _among(pairs: pd.DataFrame, asking: np.ndarray, known: np.ndarray) -> pd.DataFrame:
    """Pairs of a record that asks and a known one."""
    return pairs.loc[asking[pairs["record_place"]] & known[pairs["known_place"]]]
