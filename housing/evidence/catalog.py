"""Washington's Preservation Catalog: scored as of April 2016, a year before the next list.

The 2016 list goes the usual road, alone, so nothing later can be seen. Two questions follow. Did
the covenants that ended by April 2017 stand at properties with a high score? And do the categories
its editors gave at the same time agree with the score? The second is no forecast: it is the same
day, and category 2 partly reflects the dates that the score reads too.
"""

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from housing.errors import ConfigError
from housing.factors.base import Flags, Floats
from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build, import_files
from housing.snapshots import Snapshot, read_table
from housing.sources.base import RawFile
from housing.sources.registry import SOURCES
from housing.terms import CovenantStatus

AS_OF = date(2016, 4, 1)
NEXT_LIST = date(2017, 4, 17)

FOLDER_2016 = Path("dc") / "prescat_2016_04"
FILE_2017 = Path("dc") / "prescat_2017" / "Subsidy_2017-04.csv"

_SUBSIDIES = "prescat_subsidies"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Scored properties of 2016, their active covenants, and which of these ended by 2017."""

    properties: pd.DataFrame
    #: Rows of any kind listed active: `is_covenant`, `property_id`; in 2017 `has_ended` or, which
    #: is no evidence of an end, `is_missing`.
    covenants: pd.DataFrame

    @property
    def lost(self) -> Flags:
        """Properties of which any covenant ended."""
        ended = self.covenants.loc[
            self.covenants["is_covenant"] & self.covenants["has_ended"], "property_id"
        ]
        return self.properties["property_id"].isin(ended).to_numpy()

    @property
    def scores(self) -> Floats:
        """What the cards make, before people's signals: an editor's flag lifts the score shown."""
        return self.properties["model_score"].to_numpy(np.float64)

    def in_category(self, *numbers: int) -> Flags:
        """Properties to which the editors gave one of these categories."""
        number = self.properties["category_source"].str[:1]
        return number.isin([str(one) for one in numbers]).to_numpy(bool)


def read_catalog(data: Path) -> Catalog:
    """Score the 2016 list as of its day, and find what the 2017 list says ended."""
    for path in (data / FOLDER_2016, data / FILE_2017):
        if not path.exists():
            raise ConfigError(
                f"{path} is not there; docs/evidence.md says where these public files come from."
            )
    with tempfile.TemporaryDirectory() as folder:
        scored = _scored(data, Path(folder))
        properties = pd.DataFrame(read_table(scored, "properties").drop(columns="geometry"))
        covenants = read_table(scored, "covenants")
    raw = RawFile(data / FILE_2017, FILE_2017.name, NEXT_LIST)
    later = SOURCES[_SUBSIDIES].normalize(raw)["covenants"]
    ended = later.loc[later["status"] == CovenantStatus.ENDED.value, "covenant_id"]
    active = covenants[
        (covenants["source_id"] == _SUBSIDIES)
        & (covenants["status"] == CovenantStatus.ACTIVE.value)
    ]
    has_score = properties["model_score"].notna() & properties["exit_score"].notna()
    return Catalog(
        properties=properties[has_score].reset_index(drop=True),
        covenants=active.assign(
            has_ended=active["covenant_id"].isin(ended),
            is_missing=~active["covenant_id"].isin(later["covenant_id"]),
        ),
    )


def years_until(days: pd.Series) -> np.ndarray:
    """Years from the day of the list."""
    return ((days - pd.Timestamp(AS_OF)).dt.days / 365.25).to_numpy(np.float64, na_value=np.nan)


def _scored(data: Path, folder: Path) -> Snapshot:
    place = load_jurisdiction("dc")
    import_files([data / FOLDER_2016], folder, datetime(2016, 4, 1, tzinfo=UTC), "backtest", place)
    return build(place, AS_OF, folder, AS_OF.isoformat())
