"""What people say is not one property: no rule may put two such records together."""

import pandas as pd

from housing.errors import ConfigError


def both_ways(different: pd.DataFrame | None) -> pd.DataFrame:
    """Pairs `record_id`, `known_id` that must not be one property, each in both directions."""
    columns = ["record_id", "known_id"]
    if different is None or different.empty:
        return pd.DataFrame(columns=columns, dtype=object)
    one = different[["record_id", "other_id"]].astype(object).set_axis(columns, axis="columns")
    return pd.concat([one, one.rename(columns={"record_id": "known_id", "known_id": "record_id"})])


def without_barred(pairs: pd.DataFrame, members: pd.Series, barred: pd.DataFrame) -> pd.DataFrame:
    """Pairs whose property has no member that is said to be another than the record."""
    if barred.empty or pairs.empty:
        return pairs
    owners = barred.assign(property_id=barred["known_id"].map(members)).dropna()
    forbidden = pd.MultiIndex.from_frame(owners[["record_id", "property_id"]])
    asked = pd.MultiIndex.from_frame(pairs[["record_id", "property_id"]])
    return pairs.loc[~asked.isin(forbidden)]


def one_at_a_time(decided: pd.DataFrame, barred: pd.DataFrame) -> pd.DataFrame:
    """Decisions of one turn; of two records said to differ, only the first joins a property."""
    if barred.empty or decided.empty:
        return decided
    owner = decided["property_id"]
    mine, theirs = barred["record_id"].map(owner), barred["known_id"].map(owner)
    clash = barred.loc[mine.notna() & (mine == theirs) & (barred["record_id"] > barred["known_id"])]
    return decided.loc[~decided.index.isin(clash["record_id"])]


def check_obeyed(decided: pd.DataFrame, barred: pd.DataFrame) -> None:
    """Stop where one decision puts together what another says is two.

    Raises:
        ConfigError: which two records.
    """
    owner = decided["property_id"]
    mine, theirs = barred["record_id"].map(owner), barred["known_id"].map(owner)
    if len(clash := barred.loc[mine.notna() & (mine == theirs)]):
        one, other = clash.iloc[0]
        raise ConfigError(
            f"One decision says that {one} and {other} are different properties, and others make "
            f"them one, {owner[one]}. Correct data/overrides/record_links.csv or "
            "review_verdicts.csv."
        )
