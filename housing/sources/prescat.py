"""What the five tables of Washington's Preservation Catalog have in common.

The catalog is kept in SAS, whose marks for a missing value survive its exports: `.`, and `N` for
"none" or `U` for "unknown" in some columns.
"""

import pandas as pd

from housing.sources.reading import Reading

PUBLISHER = "Urban Institute, NeighborhoodInfo DC, and the DC Preservation Network"
URL = "https://github.com/NeighborhoodInfoDC/PresCat"
LICENSE = "Not stated; ask the Urban Institute for an export and its terms"
CADENCE = "exports on request; the catalog itself is updated several times a year"

#: The catalog's update reports run a few times a year; after a year an export says little.
LATE_AFTER_DAYS = 365

#: SAS writes these where a value is missing.
MISSING = (".", "N", "U")

#: Dates of the export of April 2016.
SLASHED = "%m/%d/%Y"

#: Dates of the exports with lower-case column names, where SAS's own dates were exported.
ISO = "%Y-%m-%d"

#: SAS moments such as `01MAR16:15:34:26`.
SAS_MOMENT = "%d%b%y:%H:%M:%S"


def record_ids(nlihc_ids: pd.Series) -> pd.Series:
    """Ids of the records that `prescat_projects` makes; the other tables refer to them."""
    return "prescat_projects:" + nlihc_ids


def observed_dates(seen: pd.Series, reading: Reading) -> pd.Series:
    """When a row was seen to be so: on its own date, but not after the list was made."""
    vintage = reading.vintage()
    return seen.where(vintage.isna() | (seen <= vintage), vintage)
