"""One row per portfolio: its owners, its homes, its type and how sure it is."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from housing.linkage.owner_joins import GIANT_NAMES
from housing.portfolios.ties import name_confidences, shown_names
from housing.portfolios.words import type_basis
from housing.tables import Portfolios, columns_of, validate
from housing.terms import OwnerJoin, OwnerType

_HOMES = [
    "units_restricted",
    *(f"units_at_risk_{horizon}" for horizon in ("1y", "2y", "5y", "10y")),
]


def summed(
    named: pd.DataFrame, grouped: pd.DataFrame, links: pd.DataFrame, wide: pd.DataFrame
) -> pd.DataFrame:
    """Table `Portfolios`.

    `named` has the owners of each property with their portfolio, `grouped` how sure each group of
    names is, `links` the reasons and `wide` the properties' profiles and timelines.
    """
    held = named.drop_duplicates(["portfolio_id", "property_id"])
    facts = wide.loc[held["property_id"]].set_axis(held["portfolio_id"])
    parts = [
        _owners(named),
        facts.groupby(level=0).size().rename("property_count"),
        _homes(facts),
        _types(facts["owner_type"]),
        _certainty(named, grouped),
    ]
    whole = pd.concat(parts, axis="columns").rename_axis("portfolio_id").sort_index()
    joins = _joins(links).reindex(whole.index, fill_value=OwnerJoin.ALONE.value)
    listed = whole.assign(joins=joins).reset_index()
    return validate(listed[columns_of(Portfolios)], Portfolios)


def _owners(named: pd.DataFrame) -> pd.DataFrame:
    """Owners' names, the one named for most properties first, and whose sale came later."""
    counted = named.groupby(["portfolio_id", "owner_key"]).size().rename("count").reset_index()
    ordered = counted.sort_values(
        ["portfolio_id", "count", "owner_key"], ascending=[True, False, True]
    )
    names = ordered["owner_key"].map(shown_names(named)).groupby(ordered["portfolio_id"])
    older = named["property_id"].where(named["is_old"]).groupby(named["portfolio_id"])
    return pd.DataFrame(
        {
            "name": names.first(),
            "owner_names": names.agg(lambda each: "; ".join(sorted(each))),
            "owner_count": names.size(),
            "older_than_sale": older.nunique(),
        }
    )


def _joins(links: pd.DataFrame) -> pd.Series:
    """Kinds of join by portfolio."""
    joined = links.loc[links["join"] != OwnerJoin.ALONE.value, ["portfolio_id", "join"]]
    kinds = joined.drop_duplicates().sort_values(["portfolio_id", "join"])
    return kinds.groupby("portfolio_id")["join"].agg(";".join)


def _homes(facts: pd.DataFrame) -> pd.DataFrame:
    """Homes of the properties, added up over those where they are known."""
    homes = facts[_HOMES].astype("Int64")
    unknown = homes["units_restricted"].isna()
    return (
        homes.groupby(level=0)
        .sum(min_count=1)
        .assign(
            units_unknown=unknown.groupby(level=0).sum(),
            parcel_count=facts["parcel_count"].groupby(level=0).sum(),
        )
    )


def _types(types: pd.Series) -> pd.DataFrame:
    """The type its properties' records agree on, and the sentence that says so."""
    listed = types.groupby(level=0).agg(list)
    told = [_type(kinds) for kinds in listed]
    return pd.DataFrame(told, columns=["owner_type", "owner_type_basis"], index=listed.index)


def _type(kinds: Sequence[str]) -> tuple[str, str]:
    known = Counter(sorted(kind for kind in kinds if kind != OwnerType.UNKNOWN.value))
    agreed = next(iter(known)) if len(known) == 1 else OwnerType.UNKNOWN.value
    return agreed, type_basis(known, len(kinds))


def _certainty(named: pd.DataFrame, grouped: pd.DataFrame) -> pd.DataFrame:
    """How sure the portfolio is, and whether a person should look first."""
    owners = named.drop_duplicates("owner_key").set_index("owner_key")["portfolio_id"]
    sure = pd.concat([grouped["confidence"], name_confidences(named)])
    is_split = grouped["is_split"].groupby(owners).first()
    counts = owners.groupby(owners).size()
    told = [_doubt(*facts) for facts in zip(is_split, counts, strict=True)]
    return pd.DataFrame(
        {
            "confidence": sure.groupby(owners).min(),
            "is_split": is_split,
            "is_flagged": pd.Series([text is not None for text in told], index=counts.index),
            "flag_text": pd.Series(told, index=counts.index, dtype="str"),
        }
    )


def _doubt(is_split: bool, count: int) -> str | None:
    """What a person should know before relying on a group of so many owners' names."""
    told = []
    if is_split:
        told.append(
            "Cut out of a larger group of owners' names that hangs together only loosely; the "
            "rest is listed as portfolios of its own."
        )
    if count > GIANT_NAMES:
        told.append(f"{count} owners' names are joined: check the addresses before relying on it.")
    return " ".join(told) or None
