"""What people say is not one property: no rule may put two such records together."""

import numpy as np
import pandas as pd

from housing.errors import ConfigError
from housing.linkage.pairs import Pairs, keys_of


def both_ways(different: pd.DataFrame | None, record_ids: pd.Index) -> Pairs:
    """Pairs of the list that must not be one property, each in both directions.

    Args:
        different: `record_id`, `other_id`.
        record_ids: the ids of the list, by place.
    """
    if different is None or different.empty:
        return Pairs(np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    one, other = (
        record_ids.get_indexer(pd.Index(different[side], dtype=object))
        for side in ("record_id", "other_id")
    )
    both = Pairs(np.concatenate([one, other]), np.concatenate([other, one]))
    return both.where((both.record_places >= 0) & (both.known_places >= 0))


def without_barred(pairs: Pairs, owners: np.ndarray, barred: Pairs) -> Pairs:
    """Pairs whose property has no member that is said to be another than the record.

    Args:
        pairs: with the `property` of the known record.
        owners: the property of every record that may speak for one, -1 of others.
        barred: see `both_ways`.
    """
    if not len(barred) or not len(pairs):
        return pairs
    theirs = owners[barred.known_places]
    forbidden = keys_of(barred.record_places[theirs >= 0], theirs[theirs >= 0])
    return pairs.where(~np.isin(keys_of(pairs.record_places, pairs["property"]), forbidden))


def latecomers(owners: np.ndarray, barred: Pairs) -> set[int]:
    """Of two records said to differ that one turn puts together, the one that must wait.

    Args:
        owners: the property that the turn found for each record, -1 of others.
        barred: see `both_ways`.
    """
    clash = _together(owners, barred)
    return set(clash.record_places[clash.record_places > clash.known_places].tolist())


def check_obeyed(
    owners: np.ndarray, barred: Pairs, record_ids: np.ndarray, property_ids: np.ndarray
) -> None:
    """Stop where one decision puts together what another says is two.

    Raises:
        ConfigError: which two records.
    """
    clash = _together(owners, barred)
    if len(clash):
        one, other = clash.record_places[0], clash.known_places[0]
        raise ConfigError(
            f"One decision says that {record_ids[one]} and {record_ids[other]} are different "
            f"properties, and others make them one, {property_ids[owners[one]]}. Correct "
            "data/overrides/record_links.csv or review_verdicts.csv."
        )


def _together(owners: np.ndarray, barred: Pairs) -> Pairs:
    """Pairs said to differ whose records have one property."""
    mine, theirs = barred.sides(owners)
    return barred.where((mine >= 0) & (mine == theirs))
