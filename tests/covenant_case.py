"""Covenants of a few properties, judged and run down in one short call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from housing.covenants import judge, load_programs, schedule, timeline
from housing.tables import Covenants
from tests.factory import table

AS_OF = date(2026, 1, 1)
PROGRAMS = load_programs()


@dataclass(frozen=True)
class Case:
    """What became of the covenants of a test."""

    covenants: pd.DataFrame
    issues: pd.DataFrame
    schedule: pd.DataFrame
    timeline: pd.DataFrame

    def one(self, covenant_id: str = "a") -> pd.Series:
        """One judged covenant."""
        return self.covenants.set_index("covenant_id").loc[covenant_id]

    def doubts(self, covenant_id: str = "a") -> list[str]:
        """The issues of one covenant, in order of the alphabet."""
        return sorted(self.issues.loc[self.issues["row_id"] == covenant_id, "issue"])

    def steps(
        self, scenario: str = "nominal", deep: bool = False, column: str = "units_nested"
    ) -> list[tuple[str, Any]]:
        """The curve as days and homes; None unknown."""
        chosen = self.schedule.loc[
            (self.schedule["scenario"] == scenario) & (self.schedule["is_deep"] == deep)
        ]
        return [
            (f"{day:%Y-%m-%d}", None if pd.isna(homes) else int(homes))
            for day, homes in zip(chosen["date"], chosen[column], strict=True)
        ]

    def at(self, column: str, property_id: str = "P") -> Any:
        """One value of the timeline; None unknown."""
        value = self.timeline.loc[property_id, column]
        return None if pd.isna(value) else value


def case(
    *covenants: Mapping[str, Any],
    homes: int | None | Mapping[str, int | None] = 100,
    as_of: date = AS_OF,
    programs: pd.DataFrame = PROGRAMS,
) -> Case:
    """Judge covenants called a, b, c ...; `property` says whose, else all are of property P."""
    rows = [_filled(row, "abcdefghij"[number]) for number, row in enumerate(covenants)]
    total = homes if isinstance(homes, Mapping) else {"P": homes}
    return run(table(Covenants, _without_property(rows)), _whose(rows), total, as_of, programs)


def run(
    covenants: pd.DataFrame,
    property_ids: Sequence[str | None],
    homes: Mapping[str, int | None],
    as_of: date = AS_OF,
    programs: pd.DataFrame = PROGRAMS,
) -> Case:
    """Judge a table of covenants, schedule it and sum it up."""
    linked = covenants.assign(property_id=pd.array(property_ids, dtype="string"))
    units_total = pd.Series(dict(homes), dtype="Int64")
    judged, issues = judge(linked, units_total, programs, as_of=as_of)
    curves = schedule(judged, units_total, as_of=as_of)
    summed = timeline(judged, curves, units_total.index, units_total, as_of=as_of)
    return Case(judged, issues, curves, summed)


def _filled(row: Mapping[str, Any], covenant_id: str) -> dict[str, Any]:
    return {
        "covenant_id": covenant_id,
        "source_id": "city_covenants",
        "program_source": "Local covenant",
        "units_assisted": 50,
        "property": "P",
        **row,
    }


def _without_property(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: row[name] for name in row if name != "property"} for row in rows]


def _whose(rows: list[dict[str, Any]]) -> list[str | None]:
    return [row["property"] for row in rows]
