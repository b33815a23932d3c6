"""Why each property is in its portfolio: a row per property, owner and reason."""

from typing import Any

import pandas as pd

from housing.linkage.owner_joins import MASS_NAMES, mass_addresses
from housing.linkage.owners import legal_form
from housing.portfolios.words import alone, join_reason, name_reason
from housing.tables import PortfolioLinks, columns_of, validate
from housing.terms import OwnerJoin

#: How sure it is that one name is one owner, percent; and if the legal forms differ, as those of
#: a partnership and of its general partner do. Judgements.
NAME_CONFIDENCE, OTHER_FORM_CONFIDENCE = 95, 80

_REASON = ["owner_key", "join", "reason", "confidence"]


def tied(
    named: pd.DataFrame, joins: pd.DataFrame, places: pd.DataFrame, titles: pd.Series
) -> pd.DataFrame:
    """Table `PortfolioLinks`: what ties each owner of a property to other properties.

    `named` has the owners of each property with their portfolio, `joins` those of owners' names,
    `places` the owners' mailing addresses and `titles` the names of the properties.
    """
    found = [*_by_name(named), *_by_join(joins, shown_names(named), titles)]
    lonely = set(named["owner_key"]) - {reason[0] for reason in found}
    reasons = pd.DataFrame([*found, *_by_nothing(lonely, places)], columns=_REASON)
    rows = named.merge(reasons, on="owner_key").sort_values(
        ["portfolio_id", "property_id", "owner_name", "join"], ignore_index=True
    )
    return validate(rows[columns_of(PortfolioLinks)], PortfolioLinks)


def shown_names(named: pd.DataFrame) -> pd.Series:
    """The spelling of each owner's name that most properties have, the first of several."""
    counted = named.groupby(["owner_key", "owner_name"]).size().rename("count").reset_index()
    best = counted.sort_values(["count", "owner_name"], ascending=[False, True])
    return best.drop_duplicates("owner_key").set_index("owner_key")["owner_name"]


def name_confidences(named: pd.DataFrame) -> pd.Series:
    """How sure it is that one name is one owner, of every name that several properties have."""
    several = named[named.duplicated("owner_key", keep=False)]
    forms = several["owner_name"].map(legal_form).replace("", pd.NA)
    counts = forms.groupby(several["owner_key"]).nunique()
    sure = pd.Series(NAME_CONFIDENCE, index=counts.index, dtype="Int64")
    return sure.mask(counts > 1, OTHER_FORM_CONFIDENCE)


def _by_name(named: pd.DataFrame) -> list[tuple[object, ...]]:
    """Owners whose own name stands on several properties."""
    sure = name_confidences(named)
    spellings = named.groupby("owner_key")["owner_name"].agg(list)
    return [
        (key, OwnerJoin.NAME.value, name_reason(names), confidence)
        for key, names, confidence in zip(sure.index, spellings[sure.index], sure, strict=True)
    ]


def _by_join(joins: pd.DataFrame, shown: pd.Series, titles: pd.Series) -> list[tuple[object, ...]]:
    """Owners whose names are joined with others': the surest evidence of every kind of join."""
    turned = joins.rename(columns={"one": "other", "other": "one"})
    ties = pd.concat([joins, turned], ignore_index=True).sort_values(
        ["one", "join", "confidence", "evidence"], ascending=[True, True, False, True]
    )
    best = ties.drop_duplicates(["one", "join"])
    same = ties.merge(best[["one", "join", "evidence"]]).drop_duplicates(["one", "join", "other"])
    others = same["other"].map(shown).groupby([same["one"], same["join"]]).agg(list)
    return [
        (key, join, join_reason(OwnerJoin(join), sorted(names), titles.get(proof, proof)), sure)
        for (key, join), names, proof, sure in zip(
            others.index, others, best["evidence"], best["confidence"], strict=True
        )
    ]


def _by_nothing(keys: set[str], places: pd.DataFrame) -> list[tuple[object, ...]]:
    """Owners that nothing joins, and the mailing address that could not."""
    mass = mass_addresses(places)
    serving = places[places["address_key"].isin(mass.index)]
    served = serving["address_key"].map(mass).groupby(serving["owner_key"]).max()
    return [
        (key, OwnerJoin.ALONE.value, alone(_agents_owners(served.get(key))), None)
        for key in sorted(keys)
    ]


def _agents_owners(served: Any) -> int | None:
    """Owners that an agent writes for; 0 where mail is in care of somebody, null without agent."""
    if served is None:
        return None
    return int(served) if served > MASS_NAMES else 0
