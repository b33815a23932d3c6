"""One raw table while it is read: its cells become typed, and nothing is lost uncounted.

A row that cannot become a row of a table is *rejected*: it leaves the table for quarantine. A
value that cannot be read is *noted*: the row stays with the value unknown, and quarantine says
which value it was. Both name the line of the file.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from housing.errors import SourceChangedError
from housing.sources.base import (
    RawFile,
    quarantined,
    read_csv,
    require_columns,
)
from housing.sources.cells import filled, parse_dates, parse_numbers
from housing.sources.workbooks import is_workbook, read_workbook
from housing.terms import Reason

#: A column in which more than this share of the cells cannot be read is in another format than
#: the declared one; a few bad cells are typing errors.
TYPING_ERROR_SHARE = 0.5

#: Fewer filled cells than this are too few to say which of the two it is.
FEWEST_TO_JUDGE = 5

#: Degrees in which the United States and its islands lie. A latitude outside and a longitude
#: outside that fit each other's range were exchanged.
LATITUDES = (17.0, 72.0)
LONGITUDES = (-180.0, -64.0)

#: How a detail ends where the row is kept.
KEPT = "the row is kept without it."


@dataclass(slots=True)
class Reading:
    """The rows of one raw file that are still wanted, and what was set aside so far."""

    raw: RawFile
    source_id: str
    #: The publisher's columns, lower case, as text, and `row_number`.
    table: pd.DataFrame
    #: The publisher's id column, lower case.
    id_column: str
    #: Our name of each column that is read, and the publisher's, as the publisher spells it.
    spelled: Mapping[str, str]
    #: Whether the file itself writes every column name in lower case.
    is_header_lower_case: bool = True
    set_aside: list[pd.DataFrame] = field(default_factory=list)
    #: Columns that were read as text, for the rows that are still wanted.
    _texts: dict[tuple[str, ...], pd.Series] = field(default_factory=dict)

    def reject(self, which: pd.Series, reason: Reason, detail: str | pd.Series) -> None:
        """Move rows to quarantine."""
        rejected = _certain(which)
        if rejected.any():
            self.note(which, reason, detail)
            self.table = self.table.loc[~rejected]
            self._texts.clear()

    def note(
        self,
        which: pd.Series,
        reason: Reason,
        detail: str | pd.Series,
        cells: pd.Series | None = None,
    ) -> None:
        """Say in quarantine what is doubtful about rows that are kept.

        With `cells`, the `{}` of the detail stands for the row's own cell.
        """
        doubtful = _certain(which)
        if not doubtful.any():
            return
        rows = self.table.loc[doubtful]
        made = quarantined(rows, self.raw, self.source_id, reason, "", self.id_column)
        if cells is not None:
            detail = cells.loc[rows.index].map(str(detail).format)
        self.set_aside.append(
            made.assign(detail=detail.loc[rows.index] if isinstance(detail, pd.Series) else detail)
        )

    def require_one_of(self, *columns: str) -> None:
        """Stop where none of a column's names, old and new, is there.

        Raises:
            SourceChangedError: names what was looked for and what is there.
        """
        names = [self.spelled[column] for column in columns]
        if not any(name.lower() in self.table for name in names):
            require_columns(self.table.columns, [" or ".join(names)], self.source_id, self.raw.name)

    def require_id(self, ids: pd.Series, named: str = "") -> None:
        """Reject rows without an id, and all but one of the rows that share one.

        `named` tells people which columns make the id, where it is not the first one alone.

        Which one stays does not depend on the order of the rows: the one whose content sorts
        first, and of exact copies the first in the file.
        """
        named = named or next(iter(self.spelled.values()))
        self.reject(ids.isna(), Reason.MISSING_ID, f"{named} is blank or cannot be read.")
        if not ids.loc[self.table.index].duplicated().any():
            return
        content = one_text(self.table.drop(columns="row_number"))
        order = content.sort_values(kind="stable").index
        later = ids.loc[order].duplicated().loc[self.table.index]
        self.reject(
            later,
            Reason.DUPLICATE_ID,
            "The id " + ids.loc[self.table.index] + " is on another row too; one of them stays.",
        )

    def text(self, column: str, unknown: Collection[str] = ()) -> pd.Series:
        """Stripped text; blank and the publisher's marks for unknown are null."""
        published = self.spelled.get(column, column).lower()
        if published not in self.table:
            return pd.Series(pd.NA, index=self.table.index, dtype="string")
        asked = (published, *unknown)
        if asked not in self._texts:
            self._texts[asked] = filled(self.table[published], ["", *unknown])
        return self._texts[asked]

    def vintage(self) -> pd.Series:
        """The day the list describes, for every row; null where nobody said it."""
        day = pd.Timestamp(self.raw.vintage) if self.raw.vintage else pd.NaT
        return pd.Series(day, index=self.table.index, dtype="datetime64[us]")

    def texts(self, *columns: str) -> pd.DataFrame:
        """Several columns of text under our names."""
        return pd.DataFrame({column: self.text(column) for column in columns})

    def dates(self, column: str, layout: str, unknown: Collection[str] = ()) -> pd.Series:
        """Dates in the declared layout (`%m/%d/%Y`); an unreadable one is noted and null.

        Raises:
            SourceChangedError: most cells are in another format.
        """
        text = self.text(column, unknown)
        dates, unreadable = parse_dates(text, layout)
        if unreadable.any():
            self._judge_format(column, text, unreadable, f"dates like {_example(layout)}")
            self.note(
                unreadable,
                Reason.UNREADABLE_DATE,
                f"{self.spelled[column]} '{{}}' is not a date like {_example(layout)}; {KEPT}",
                text,
            )
        return dates

    def require_dates(self, column: str, layout: str) -> pd.Series:
        """Dates in the declared layout; rows without a readable one are rejected.

        Raises:
            SourceChangedError: most cells are in another format.
        """
        text = self.text(column)
        dates, unreadable = parse_dates(text, layout)
        self._judge_format(column, text, unreadable, f"dates like {_example(layout)}")
        named = self.spelled[column]
        self.reject(
            dates.isna(),
            Reason.UNREADABLE_DATE,
            f"{named} '" + text.fillna("") + f"' is not a date like {_example(layout)}.",
        )
        return dates.loc[self.table.index]

    def numbers(
        self, column: str, low: float, high: float, unknown: Collection[str] = ()
    ) -> pd.Series:
        """Numbers from `low` to `high`; one that is not is noted and null.

        Raises:
            SourceChangedError: most cells are no numbers.
        """
        text = self.text(column, unknown)
        numbers, unreadable = parse_numbers(text)
        if unreadable.any():
            self._judge_format(column, text, unreadable, "numbers")
            self.note(
                unreadable,
                Reason.UNREADABLE_NUMBER,
                f"{self.spelled[column]} '{{}}' is no number; {KEPT}",
                text,
            )
        outside = _beyond(numbers, low, high)
        if not outside.any():
            return numbers
        self.note(
            outside,
            Reason.OUT_OF_RANGE,
            f"{self.spelled[column]} should be from {low:g} to {high:g}, not '{{}}'; {KEPT}",
            text,
        )
        return numbers.mask(outside)

    def counts(self, column: str, unknown: Collection[str] = ()) -> pd.Series:
        """Whole numbers from zero; a fraction is noted and null."""
        numbers = self.numbers(column, 0, 1_000_000, unknown)
        values = _floats(numbers)
        broken = pd.Series(values % 1 > 0, index=numbers.index)
        if broken.any():
            self.note(
                broken,
                Reason.UNREADABLE_NUMBER,
                f"{self.spelled[column]} '{{}}' is no whole number; {KEPT}",
                self.text(column),
            )
            numbers = numbers.mask(broken)
        return numbers.astype("Int64")

    def coordinates(self, latitude: pd.Series, longitude: pd.Series) -> pd.DataFrame:
        """Degrees that lie in the United States; others are noted and null. 0, 0 is unknown."""
        north, east = _floats(latitude), _floats(longitude)
        known = ~np.isnan(north) & ~np.isnan(east) & ~((north == 0) & (east == 0))
        elsewhere = known & (_beyond(latitude, *LATITUDES) | _beyond(longitude, *LONGITUDES))
        if elsewhere.any():
            self._note_elsewhere(latitude, longitude, elsewhere)
        kept = known & ~elsewhere
        return pd.DataFrame(
            {
                "latitude": np.where(kept, north, np.nan),
                "longitude": np.where(kept, east, np.nan),
            },
            index=latitude.index,
        )

    def _note_elsewhere(
        self, latitude: pd.Series, longitude: pd.Series, elsewhere: pd.Series
    ) -> None:
        swapped = longitude.between(*LATITUDES) & latitude.between(*LONGITUDES)
        place = latitude.astype("string") + ", " + longitude.astype("string")
        self.note(
            elsewhere & swapped,
            Reason.SWAPPED_COORDINATES,
            f"Latitude and longitude are exchanged ({{}}); {KEPT}",
            place,
        )
        self.note(
            elsewhere & ~swapped,
            Reason.OUT_OF_PLACE,
            f"The coordinate {{}} is not in the United States; {KEPT}",
            place,
        )

    def _judge_format(
        self, column: str, text: pd.Series, unreadable: pd.Series, expected: str
    ) -> None:
        bad = int(unreadable.sum())
        stated = int(text.count())
        if stated >= FEWEST_TO_JUDGE and bad > stated * TYPING_ERROR_SHARE:
            raise SourceChangedError(
                f"{self.raw.name}: source {self.source_id} expects {expected} in column "
                f"{self.spelled[column]!r}, but {bad:,} of {stated:,} are not, e.g. "
                f"{text.loc[unreadable].iloc[0]!r}. See docs/sources/{self.source_id}.md."
            )


def read_table(
    raw: RawFile,
    columns: Mapping[str, str],
    source_id: str,
    optional: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """Read a CSV file or a workbook whose column names may be in any case.

    Args:
        raw: the file.
        columns: the publisher's names of the columns that must be there, and ours; the first is
            the publisher's id.
        source_id: the source.
        optional: columns that some layouts have.

    Raises:
        FileUnreadableError: the file is no readable CSV or workbook.
        SourceChangedError: a column that must be there is missing.
    """
    if is_workbook(raw):
        table = read_workbook(raw, columns, source_id)
    else:
        table = read_csv(raw, (), source_id)
    return reading_of(table, raw, columns, source_id, optional)


def reading_of(
    table: pd.DataFrame,
    raw: RawFile,
    columns: Mapping[str, str],
    source_id: str,
    optional: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """Read a table of text whose column names may be in any case; see `read_table`."""
    is_lower = all(name == name.lower() for name in table.columns)
    table.columns = [name.lower() for name in table.columns]
    as_published = {name.lower(): name for name in columns}
    present = [as_published.get(name, name) for name in table.columns if name != "row_number"]
    require_columns(present, columns, source_id, raw.name)
    spelled = {ours: theirs for theirs, ours in {**columns, **optional}.items()}
    id_column = next(iter(as_published))
    return Reading(raw, source_id, table, id_column, spelled, is_lower)


def one_text(columns: pd.DataFrame) -> pd.Series:
    """Every row's cells as one text, `|` between them."""
    cells = columns.astype("string").fillna("")
    return cells.iloc[:, 0].str.cat(cells.iloc[:, 1:], sep="|")


def _beyond(numbers: pd.Series, low: float, high: float) -> pd.Series:
    """Where a number is known to be outside a range."""
    values = _floats(numbers)
    return pd.Series((values < low) | (values > high), index=numbers.index)


def _floats(numbers: pd.Series) -> np.ndarray:
    return numbers.to_numpy("float64", na_value=np.nan)


def _certain(which: pd.Series) -> pd.Series:
    """Where it is known to be so; unknown is no."""
    return pd.Series(which.to_numpy(bool, na_value=False), index=which.index)


def _example(layout: str) -> str:
    return pd.Timestamp("2020-12-31").strftime(layout)
