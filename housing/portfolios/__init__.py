"""Portfolios: which properties seem to be under one control, why, and how sure that is.

People are withheld and join nothing, and neither does an unknown owner.
"""

import hashlib
from collections.abc import Mapping

import pandas as pd

from housing.linkage.owner_joins import address_joins, groups, source_joins
from housing.linked_tables import LinkedTables
from housing.portfolios.owners import mailing_places, named_owners
from housing.portfolios.sums import summed
from housing.portfolios.ties import NAME_CONFIDENCE, OTHER_FORM_CONFIDENCE, tied

__all__ = ["NAME_CONFIDENCE", "OTHER_FORM_CONFIDENCE", "portfolios"]


def portfolios(
    linked: LinkedTables, wide: pd.DataFrame, aliases: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the portfolios of a place: tables `Portfolios` and `PortfolioLinks`.

    `wide` has the properties' profiles and timelines by `property_id`; `aliases` says which names
    are known to be other names of an owner. The order of rows changes nothing.
    """
    named = named_owners(linked, wide, aliases)
    places = mailing_places(linked, aliases)
    public = frozenset(named.loc[named["is_public"], "owner_key"])
    keys = frozenset(named["owner_key"])
    fresh = named[~named["is_older_than_sale"].fillna(False).astype(bool)]
    joins = pd.concat(
        [
            address_joins(places, keys, public),
            source_joins(fresh[["property_id", "owner_key"]], public),
        ],
        ignore_index=True,
    )
    grouped = groups(keys, joins)
    inside = joins[joins["one"].map(grouped["group"]) == joins["other"].map(grouped["group"])]
    named = named.assign(portfolio_id=named["owner_key"].map(_ids(grouped)))
    links = tied(named, inside, places, wide["name"])
    return summed(named, grouped, links, wide), links


def _ids(grouped: pd.DataFrame) -> pd.Series:
    """The portfolio's id by owner: made of its owners' names, the same in every build."""
    named = (
        grouped.index.to_series().groupby(grouped["group"]).agg(lambda keys: "|".join(sorted(keys)))
    )
    ids = named.map(
        lambda text: "owner-" + hashlib.blake2s(text.encode(), digest_size=5).hexdigest()
    )
    return grouped["group"].map(ids)
