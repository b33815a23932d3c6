"""A few developments of Washington, as published: the whole road in a second or two."""

from datetime import UTC, date, datetime
from pathlib import Path

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import import_files

EXCERPTS = Path(__file__).resolve().parent / "excerpts"

PLACE = load_jurisdiction("dc")

#: When its files were received, and the day its first snapshot describes.
AT = datetime(2026, 10, 2, 12, 0, tzinfo=UTC)
FIRST_DAY = date(2016, 4, 1)

#: The catalog of 2016.
FILES = (
    EXCERPTS / "prescat_projects" / "Project.csv",
    EXCERPTS / "prescat_subsidies" / "Subsidy.csv",
    EXCERPTS / "prescat_parcels" / "Parcel.csv",
)

#: The list that comes next, and the day after it.
NEXT_FILE = EXCERPTS / "prescat_subsidies" / "Subsidy_2017-04.csv"
NEXT_VINTAGE = date(2017, 4, 17)
NEXT_DAY = date(2017, 4, 30)


def receive_first(data_dir: Path) -> None:
    """Import the catalog of 2016."""
    import_files(FILES, data_dir, AT, "test", PLACE, vintage=FIRST_DAY)


def receive_next(data_dir: Path) -> None:
    """Import the subsidies of 2017."""
    import_files([NEXT_FILE], data_dir, AT, "test", PLACE, vintage=NEXT_VINTAGE)
