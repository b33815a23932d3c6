"""Where the values on the cards come from: source and date of covenant, owner and inspection."""

import numpy as np
import pandas as pd

from housing.factors.base import Flags, Whole
from housing.scoring.contributions import Origin
from housing.scoring.gather import at_rows, positions


def origins_of(
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    inspections: pd.DataFrame,
    governing: Whole,
) -> dict[str, Origin]:
    """Return the origins of the rows that have one, by their code.

    Args:
        properties: the wide rows, indexed by `property_id`.
        covenants: table `LinkedCovenants`.
        inspections: table `LinkedInspections`.
        governing: row of each property's governing covenant; -1 without one.
    """
    covenant = _of_covenants(covenants, governing)
    owner = _origin(properties["owner_source"], properties["owner_date"])
    inspected = _of_inspections(properties, inspections)
    return {
        **dict.fromkeys(("E1", "E2", "E3a", "E9"), covenant),
        "E5": owner,
        **dict.fromkeys(("D1", "D2"), inspected),
    }


def _of_covenants(covenants: pd.DataFrame, governing: Whole) -> Origin:
    codes, sources = pd.factorize(covenants["source_id"])
    seen = _dates(covenants["observed_date"])
    return Origin(
        [str(name) for name in sources],
        at_rows(codes.astype(np.int64), governing, -1),
        at_rows(seen, governing, np.datetime64("NaT", "us")),
    )


def _of_inspections(properties: pd.DataFrame, inspections: pd.DataFrame) -> Origin:
    """Return the source of the inspection whose day and score the profile shows."""
    place = positions(inspections["property_id"], properties.index.to_series())
    latest = properties["inspection_date"].to_numpy()
    shown: Flags = (place >= 0) & (_dates(inspections["inspection_date"]) == latest[place])
    codes, sources = pd.factorize(inspections["source_id"])
    source = np.full(len(properties), -1, np.int64)
    source[place[shown]] = codes[shown]
    return Origin([str(name) for name in sources], source, _dates(properties["inspection_date"]))


def _origin(source: pd.Series, observed: pd.Series) -> Origin:
    codes, sources = pd.factorize(source)
    return Origin([str(name) for name in sources], codes.astype(np.int64), _dates(observed))


def _dates(values: pd.Series) -> np.ndarray:
    return values.to_numpy().astype("datetime64[us]")
