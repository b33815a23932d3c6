"""One covenant in two lists, or in two terms of one list: it is counted once.

Two rows are the same covenant when they carry the same contract number, or when different
sources list the same program for nearly as many homes, or one of them names the other's own record
and states no homes. They are also one when the later replaces the earlier: a renewed contract, or
tax credits allocated again to the same homes.
"""

import pandas as pd

from housing.covenants.doubts import day, doubts
from housing.covenants.rules import Rule, bits
from housing.terms import CovenantKind, EndBasis, Issue, Program

#: Two lists that agree within this share of the homes mean the same ones. A judgement.
UNITS_TOLERANCE = 0.10

#: Ends further apart than twelve months are a conflict, not a difference of reporting.
CONFLICT_DAYS = 366

#: Tax credits for acquiring a building need ten years since it was last placed in service,
#: 26 U.S.C. 42(d)(2)(B)(ii): starts that far apart are two allocations, and the latest governs.
ALLOCATION_DAYS = 3652

#: No contract's term is shorter than a month: starts nearer than that are one term written twice.
TERM_DAYS = 28

#: What tells whether two rows are the same covenant.
PAIRED = [
    "property_id",
    "record_id",
    "program",
    "source_id",
    "contract_number_hud",
    "covenant_id",
    "units_assisted",
    "usable_start_date",
]

#: What a copy may know of the covenant that the governing row does not.
FACTS = [
    "usable_start_date",
    "compliance_end_date",
    "early_exit_date",
    "is_early_exit_waived",
    "is_prepay_eligible",
    "previous_term_months",
    "restricted_rent_usd",
    "utility_allowance_usd",
    "ground_lease_end_date",
]

#: What a copy tells of the rent, all of it or nothing: a range is no range of another's ratio.
RENT = [
    "rent_to_fmr_pct",
    "rent_to_fmr_low_pct",
    "rent_to_fmr_high_pct",
    "rent_to_fmr_source",
    "rent_source",
    "rent_date",
]

OPEN_ENDED = CovenantKind.OPEN_ENDED.value

#: A recorded agreement outweighs an agency's report, and that outweighs our derivation.
BASIS_ORDER = {
    EndBasis.RECORDED.value: 0,
    EndBasis.REPORTED.value: 1,
    EndBasis.DERIVED.value: 2,
    EndBasis.UNKNOWN.value: 3,
}


def merge_copies(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Add `counted_with`: the covenant whose end and homes stand for this row as well.

    Active rows only. Of conflicting ends the earlier governs. A row counted with another takes
    its end and kind, so that nothing is counted twice or ends on two days, and lends it the facts
    that only the copy states.
    """
    rows = rows.assign(
        counted_with=pd.Series(pd.NA, index=rows.index, dtype="string"),
        units_stated=rows["units_assisted"],
    )
    active = rows.loc[rows["is_active"] & rows["property_id"].notna(), PAIRED]
    crowded = active.loc[
        active.duplicated(["property_id", "program"], keep=False)
        | active.duplicated(["property_id", "contract_number_hud"], keep=False)
    ]
    pairs = _same_covenant(_pairs(crowded)) if len(crowded) else crowded
    if pairs.empty:
        return rows, []
    members = _members(rows, _groups(pairs, rows["source_id"]))
    leaders = members.loc[~members["group"].duplicated()].set_index("group")
    return _apply(rows, members, leaders)


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Every two rows of a property that share the program or the contract number."""
    found = []
    for shared in ("program", "contract_number_hud"):
        known = rows.loc[rows[shared].notna()]
        crowded = known.loc[known.duplicated(["property_id", shared], keep=False)]
        several = crowded.loc[
            crowded.groupby(["property_id", shared])["source_id"].transform("nunique") > 1
        ]
        replaceable = crowded.loc[
            (crowded["program"] == Program.LIHTC.value) | (shared == "contract_number_hud")
        ]
        side = crowded.loc[several.index.union(replaceable.index)]
        side = side.sort_values("covenant_id").reset_index(names="row")
        pairs = side.merge(side, on=["property_id", shared], suffixes=("", "_other"))
        found.append(pairs.loc[pairs["covenant_id"] < pairs["covenant_id_other"]])
    by_program, by_number = found
    by_program = by_program.assign(program_other=by_program["program"])
    by_number = by_number.assign(contract_number_hud_other=by_number["contract_number_hud"])
    return pd.concat([by_number, by_program]).drop_duplicates(["row", "row_other"])


def _same_covenant(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep the pairs that are one covenant, the surest first."""
    number, number_other = pairs["contract_number_hud"], pairs["contract_number_hud_other"]
    both_numbers = number.notna() & number_other.notna()
    same_number = both_numbers & (number == number_other)
    other_number = both_numbers & ~same_number
    units = pairs[["units_assisted", "units_assisted_other"]].astype("Float64")
    gap = (units.iloc[:, 0] - units.iloc[:, 1]).abs()
    near = (gap <= UNITS_TOLERANCE * units.max(axis=1, skipna=False)).fillna(False).astype(bool)
    same_program = pairs["program"] == pairs["program_other"]
    apart = (pairs["usable_start_date"] - pairs["usable_start_date_other"]).dt.days.abs()
    both_credits = same_program & (pairs["program"] == Program.LIHTC.value)
    later_term = same_number & (apart >= TERM_DAYS)
    later_term |= both_credits & near & (apart >= ALLOCATION_DAYS)
    two_sources = pairs["source_id"] != pairs["source_id_other"]
    of_one_record = pairs["record_id"] == pairs["record_id_other"]
    near |= of_one_record & (units.isna().sum(axis=1) == 1)
    same = two_sources & (same_number | (same_program & near & ~other_number))
    return (
        pairs.assign(later_term=later_term, same_number=same_number, gap=gap, apart=apart)
        .loc[same | later_term]
        .sort_values(
            ["later_term", "same_number", "gap", "apart", "covenant_id", "covenant_id_other"],
            ascending=[False, False, True, True, True, True],
        )
    )


def _groups(pairs: pd.DataFrame, source_id: pd.Series) -> pd.Series:
    """Number the covenants: rows joined by pairs, at most one row per source and term."""
    group = {int(row): int(row) for row in pd.concat([pairs["row"], pairs["row_other"]]).unique()}
    held = {row: [row] for row in group}
    sources = {row: {source_id.loc[row]} for row in group}
    for row, other, later_term in pairs[["row", "row_other", "later_term"]].to_numpy().tolist():
        into, gone = group[row], group[other]
        if into == gone or (not later_term and sources[into] & sources[gone]):
            continue
        for moved in held.pop(gone):
            group[moved] = into
            held[into].append(moved)
        sources[into] |= sources.pop(gone)
    numbers = pd.Series(group)
    return numbers.loc[numbers.duplicated(keep=False)]


def _members(rows: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Rows of each group, the governing one first: latest term, best basis, earliest end."""
    members = rows.loc[group.index].assign(group=group)
    start = members["usable_start_date"]
    latest = start.groupby([members["group"], members["contract_number_hud"]]).transform("max")
    newest = start.groupby(members["group"]).transform("max")
    credits_ = members["program"] == Program.LIHTC.value
    replaced = (latest - start).dt.days >= TERM_DAYS
    replaced |= credits_ & ((newest - start).dt.days >= ALLOCATION_DAYS)
    has_end = members["usable_end_date"].notna() | (members["kind"] == OPEN_ENDED)
    stated = members["end_basis"].where(has_end, EndBasis.UNKNOWN.value)
    standing = stated.map(BASIS_ORDER)
    basis = standing.where(credits_, 0)
    order = ["group", "is_replaced", "basis", "usable_end_date", "standing", "covenant_id"]
    return members.assign(is_replaced=replaced, basis=basis, standing=standing).sort_values(order)


def _apply(
    rows: pd.DataFrame, members: pd.DataFrame, leaders: pd.DataFrame
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Give every member its leader's end and kind, and say of the leader why it governs."""
    of = members["group"]
    leads = members["covenant_id"] == of.map(leaders["covenant_id"])
    peers = members.loc[~members["is_replaced"] & (members["basis"] == of.map(leaders["basis"]))]
    conflict = _conflicts(peers, leaders)
    weaker = ~members["is_replaced"] & (members["basis"] > of.map(leaders["basis"]))
    fired = (
        bits(Rule.LATER_TERM, members["is_replaced"].groupby(of).any())
        | bits(Rule.BETTER_BASIS, weaker.groupby(of).any())
        | bits(Rule.CONFLICT, conflict)
    )
    most = members["units_assisted"].groupby(of).max()
    stated = members["units_assisted"].fillna(of.map(most))
    merged = rows.copy()
    merged.loc[members.index, "usable_end_date"] = of.map(leaders["usable_end_date"])
    merged.loc[members.index, "kind"] = of.map(leaders["kind"])
    merged.loc[members.index, "counted_with"] = of.map(leaders["covenant_id"]).mask(leads)
    merged.loc[members.index, "units_stated"] = stated
    merged.loc[members.index, "rules"] |= of.map(fired)
    led = members.loc[leads]
    current = members.loc[~members["is_replaced"]]
    told = current[["group", *FACTS]].groupby("group").first()
    for fact in FACTS:
        merged.loc[led.index, fact] = led[fact].fillna(led["group"].map(told[fact]))
    _lend_rents(merged, led, current)
    return merged, _conflict_issues(members.loc[leads], peers, conflict)


def _lend_rents(merged: pd.DataFrame, led: pd.DataFrame, current: pd.DataFrame) -> None:
    """Give each leader without a rent its first copy's, with where and when that was seen."""
    stating = current.dropna(subset=["rent_to_fmr_pct"]).drop_duplicates("group")
    lent = stating.set_index("group").assign(
        rent_source=lambda rows: rows["rent_source"].fillna(rows["source_id"]),
        rent_date=lambda rows: rows["rent_date"].fillna(rows["observed_date"]),
    )
    silent = led.loc[led["rent_to_fmr_pct"].isna() & led["group"].isin(lent.index)]
    for fact in RENT if len(silent) else ():
        merged.loc[silent.index, fact] = silent["group"].map(lent[fact])


def _conflicts(peers: pd.DataFrame, leaders: pd.DataFrame) -> pd.Series:
    """Whether the lists of a group give ends more than twelve months apart, or one gives none."""
    latest = peers.groupby("group")["usable_end_date"].max()
    end = leaders["usable_end_date"]
    open_ended = peers["kind"] == OPEN_ENDED
    one_open = open_ended.groupby(peers["group"]).any() & end.notna()
    return ((latest - end).dt.days > CONFLICT_DAYS) | one_open


def _conflict_issues(
    leading: pd.DataFrame, peers: pd.DataFrame, conflict: pd.Series
) -> list[pd.DataFrame]:
    ends = day(peers["usable_end_date"]).mask(peers["kind"] == OPEN_ENDED, "no end")
    said = (peers["source_id"] + " says " + ends).groupby(peers["group"]).agg("; ".join)

    def sentence(rows: pd.DataFrame) -> pd.Series:
        return (
            "Two lists give different ends for this covenant ("
            + rows["group"].map(said).astype("string")
            + "); the earlier is used. The recorded agreement would settle it."
        )

    return doubts(leading, leading["group"].map(conflict), Issue.CONFLICT, sentence)
