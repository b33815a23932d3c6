"""One wide row per property: what it is, where, whose, on what land, in what condition."""

import pandas as pd

from housing.errors import LinkageLostError
from housing.linked_tables import LinkedTables
from housing.profiles.condition import condition
from housing.profiles.identity import identity, sizes, with_building_years
from housing.profiles.land import building_years, land
from housing.profiles.market import market, market_doubts
from housing.profiles.ownership import ownership
from housing.profiles.places import locate, place_names
from housing.profiles.surveys import tract_figures

__all__ = ["locate", "market_doubts", "profile_properties", "sizes"]


def profile_properties(linked: LinkedTables, located: pd.DataFrame) -> pd.DataFrame:
    """Describe every property, one row each, indexed by `property_id`.

    `located` is what `locate` returned. The columns are those of `housing.tables.Properties`
    before its affordability timeline; every fact was known at `linked.as_of`.

    Raises:
        LinkageLostError: a property was lost or invented on the way.
    """
    named = place_names(located, linked.areas)
    on_land = land(linked)
    known = with_building_years(identity(linked), building_years(linked))
    parts = [
        known,
        located,
        named,
        on_land,
        ownership(linked, on_land[["last_sale_date", "last_sale_buyer"]]),
        market(linked, named["tract"], known["zip"]),
        tract_figures(linked, named["tract"]),
        condition(linked),
    ]
    wide = pd.concat([part.reindex(linked.property_ids) for part in parts], axis="columns")
    if not wide.index.equals(linked.property_ids):
        raise LinkageLostError("Profiling must return every property, and no other.")
    return wide
