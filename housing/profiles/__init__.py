"""One wide row per property: what it is, where, whose, on what land, in what condition."""

import pandas as pd

from housing.errors import LinkageLostError
from housing.evidence import Evidence
from housing.profiles.condition import condition
from housing.profiles.identity import identity, sizes
from housing.profiles.land import land
from housing.profiles.market import market
from housing.profiles.ownership import ownership
from housing.profiles.places import locate, place_names

__all__ = ["locate", "profile_properties", "sizes"]


def profile_properties(evidence: Evidence, located: pd.DataFrame) -> pd.DataFrame:
    """Describe every property, one row each, indexed by `property_id`.

    `located` is what `locate` returned. The columns are those of `housing.tables.Properties`
    before its affordability timeline; every fact was known at `evidence.as_of`.

    Raises:
        LinkageLostError: a property was lost or invented on the way.
    """
    named = place_names(located, evidence.areas)
    on_land = land(evidence)
    parts = [
        identity(evidence),
        located,
        named,
        on_land,
        ownership(evidence, on_land["last_sale_date"]),
        market(evidence, named["tract"]),
        condition(evidence),
    ]
    wide = pd.concat([part.reindex(evidence.property_ids) for part in parts], axis="columns")
    if not wide.index.equals(evidence.property_ids):
        raise LinkageLostError("Profiling must return every property, and no other.")
    return wide
