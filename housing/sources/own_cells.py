"""Columns of a place's own list under our names, typed as its file says."""

import pandas as pd

from housing.layouts import OwnList
from housing.sources.base import RawFile, quarantined
from housing.sources.cells import filled, parse_moments
from housing.sources.geojson import dates as shape_dates
from housing.sources.geojson import numbers as shape_numbers
from housing.sources.geojson import texts as shape_texts
from housing.sources.reading import KEPT
from housing.terms import Reason

#: Our columns whose content may name a person; it stays in the raw file.
PERSONAL = frozenset({"owner_name", "owner_mailing", "manager_name"})


class OwnCells:
    """One file's rows, read column by column under our names."""

    def __init__(self, table: pd.DataFrame, layout: OwnList, source_id: str, raw: RawFile) -> None:
        self.table = table
        self.layout = layout
        self.source_id = source_id
        self.raw = raw
        #: Quarantine of what cannot be read in rows that are kept, by column and reason.
        self._noted: dict[tuple[str, Reason], pd.DataFrame] = {}
        for name, meant in layout.only.items():
            said = shape_texts(self.table, name.lower()).str.casefold()
            self.keep(said.isin([word.casefold() for word in meant]).fillna(False))

    def text(self, column: str) -> pd.Series:
        """Text of one or several columns of the file; null where nothing is known."""
        named = self.layout.published(column)
        parts = [
            filled(shape_texts(self.table, name), ("", *self.layout.unknown)) for name in named
        ]
        if not parts:
            return pd.Series(pd.NA, index=self.table.index, dtype="string")
        if len(parts) == 1:
            return parts[0]
        joined = parts[0].str.cat(pd.concat(parts[1:], axis=1), sep=" ", na_rep="")
        return filled(joined.str.split().str.join(" "))

    def numbers(self, column: str) -> pd.Series:
        """Numbers; null where absent, blank or a mark for unknown.

        One that cannot be read, or is negative, is noted and null.

        Raises:
            SourceChangedError: most filled cells are no numbers.
        """
        text = self.text(column)
        named = " and ".join(self.layout.published(column)) or column
        found = shape_numbers(pd.DataFrame({named: text}), named, self.source_id)
        self.note(column, found.isna() & text.notna(), Reason.UNREADABLE_NUMBER, "is no number")
        is_negative = (found < 0).fillna(False)
        self.note(column, is_negative, Reason.OUT_OF_RANGE, "is negative")
        return found.mask(is_negative)

    def dates(self, column: str) -> pd.Series:
        """Dates as the list declares them, else ISO, month/day/year, or milliseconds since 1970.

        Raises:
            SourceChangedError: most filled cells are no dates.
        """
        names = self.layout.published(column)
        found = self._dates(column, names)
        if names:
            unreadable = found.isna() & self.text(column).notna()
            self.note(column, unreadable, Reason.UNREADABLE_DATE, "is no date")
        return found

    def _dates(self, column: str, names: tuple[str, ...]) -> pd.Series:
        if len(names) == 1 and not self.layout.date_formats:
            return shape_dates(self.table, names[0], self.source_id)
        text = self.text(column)
        if self.layout.date_formats:
            found, unreadable = parse_moments(text, self.layout.date_formats)
            if unreadable.sum() <= text.notna().sum() / 2:
                return found
        named = " and ".join(names) or column
        return shape_dates(pd.DataFrame({named: text}), named, self.source_id)

    def note(
        self,
        column: str,
        which: pd.Series,
        reason: Reason,
        what: str,
        shown: pd.Series | None = None,
    ) -> None:
        """Say in quarantine that a cell is not what it should be; the row stays without it.

        `shown` is what the sentence quotes, where that is not the cell itself.
        """
        doubtful = which.fillna(False).astype(bool)
        if not doubtful.any() or (column, reason) in self._noted:
            return
        named = " and ".join(self.layout.published(column)) or column
        made = self.rejected(doubtful, self.raw, reason, "", _id_column(self.layout))
        quoted = self.text(column) if shown is None else shown
        said = quoted.loc[made.index].fillna("").str.slice(0, 80)
        self._noted[column, reason] = made.assign(detail=f"{named} '" + said + f"' {what}; {KEPT}")

    def noted(self) -> list[pd.DataFrame]:
        """Quarantine of cells whose rows are kept."""
        return [*self._noted.values()]

    def keep(self, which: pd.Series) -> None:
        """Go on with some of the rows only."""
        self.table = self.table.loc[which]

    def rejected(
        self, which: pd.Series, raw: RawFile, reason: Reason, detail: str, id_column: str
    ) -> pd.DataFrame:
        """Rows for quarantine, without what may name a person."""
        rows = self.table.loc[which]
        if rows.empty:
            return pd.DataFrame()
        named = self.layout.published(id_column)
        shown = [
            name
            for column in self.layout.columns
            if column not in PERSONAL
            for name in self.layout.published(column)
            if name in rows
        ]
        content = rows[[*dict.fromkeys(shown), "row_number"]]
        return quarantined(content, raw, self.source_id, reason, detail, named[0])


def _id_column(layout: OwnList) -> str:
    """Our column that tells rows of such a list apart."""
    return next(name for name in ("id", "parcel_id", "code") if name in layout.columns)


def whole(numbers: pd.Series) -> pd.Series:
    """Whole numbers of which zero means that nobody said it."""
    return numbers.mask((numbers == 0).fillna(False)).round().astype("Int64")


def known(numbers: pd.Series) -> pd.Series:
    """Amounts of which zero means that nobody said it."""
    return numbers.mask((numbers == 0).fillna(False))
