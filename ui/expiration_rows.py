"""What the Expirations page lists: the times to choose from, the properties, the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from housing.covenants.losses import endings, undated, unverified
from ui import counts, explain, plain
from ui.rows import Rows
from ui.text import en_expirations as text

#: Codes of what has no year, in the address and beside the chart.
UNDATED, UNVERIFIED, LATER = "undated", "unverified", "later"


@dataclass(frozen=True, slots=True)
class Expirations:
    """What ends when, of the properties that the filters match."""

    properties: pd.DataFrame
    #: A row per property and day, of `housing.covenants.losses.endings`.
    endings: pd.DataFrame
    undated: pd.DataFrame
    unverified: pd.DataFrame
    as_of: date

    @classmethod
    def of(cls, properties: pd.DataFrame, ends: pd.DataFrame, as_of: date) -> "Expirations":
        """Narrow what ends to these properties."""
        ids = set(properties["property_id"])
        return cls(
            properties,
            ends[ends["property_id"].isin(ids)],
            undated(properties),
            unverified(properties),
            as_of,
        )

    @property
    def last_year(self) -> int:
        """The last year the chart draws by itself."""
        return self.as_of.year + counts.CLIFF_YEARS - 1

    @property
    def lost(self) -> pd.DataFrame:
        """The endings that leave homes without protection, or an unknown number of them."""
        return self.endings[self.endings["units"].fillna(1) > 0]

    def at(self, when: str) -> pd.DataFrame:
        """Return the losses of a year, of all later ones, of a quarter, or all of them."""
        lost = self.lost
        if not when:
            return lost
        if when == LATER:
            return lost[lost["year"] > self.last_year]
        return lost[(lost["quarter"] == when) | (lost["year"].astype(str) == when)]


def read(schedule: pd.DataFrame) -> pd.DataFrame:
    """Return what ends when, of every property."""
    return endings(schedule)


def years(view: Expirations) -> dict[str, str]:
    """Name every year of the chart with its homes, then what comes later and what has no date."""
    named = {"": text.EVERY_YEAR}
    for year in range(view.as_of.year, view.last_year + 1):
        named[str(year)] = text.YEAR_LABEL.format(year=year, homes=homes(view.at(str(year))))
    later = text.LATER.format(year=view.last_year + 1)
    named[LATER] = text.YEAR_LABEL.format(year=later, homes=homes(view.at(LATER)))
    for code, name, units in apart(view):
        named[code] = text.YEAR_LABEL.format(year=name.capitalize(), homes=units)
    return named


def apart(view: Expirations) -> list[tuple[str, str, str]]:
    """Return what has no date: code, name, homes; both groups, with homes or without."""
    told = (
        (UNDATED, text.UNDATED, view.undated["undated_units"]),
        (UNVERIFIED, text.UNVERIFIED, view.unverified["unverified_units"]),
    )
    return [(code, name, summed(units)) for code, name, units in told]


def quarters(view: Expirations, year: str) -> dict[str, str]:
    """Name the quarters of a year in which homes lose protection, soonest first."""
    lost = view.at(year)
    named = {"": text.EVERY_QUARTER}
    for code in sorted(lost["quarter"].unique()):
        named[code] = text.QUARTER_LABEL.format(homes=homes(view.at(code)), **_quarter(code))
    return named


def when_words(year: str, quarter: str, view: Expirations) -> str:
    """Say which time the list is of."""
    if quarter:
        return text.THE_QUARTER.format(**_quarter(quarter))
    if year == LATER:
        return text.LATER.format(year=view.last_year + 1)
    return {"": text.ALL_YEARS, UNDATED: text.UNDATED, UNVERIFIED: text.UNVERIFIED}.get(year, year)


def next_quarters(view: Expirations, count: int) -> dict[str, str]:
    """Name the first quarters in which homes lose protection, with their homes."""
    named = quarters(view, "")
    return {code: named[code] for code in list(named)[1 : count + 1]}


def listed(view: Expirations, year: str, quarter: str) -> pd.DataFrame:
    """Return the properties of a time, a row per property and day, soonest first.

    What has no date is a row per property. Columns: those of `Expirations.endings`, `told` on what
    has no date, and name, address, ward, owner, score.
    """
    if year == UNDATED:
        rows = view.undated.assign(told=_why_undated(view.undated))
        rows = rows.rename(columns={"undated_units": "units"})
    elif year == UNVERIFIED:
        rows = view.unverified.assign(told=text.WHY_UNVERIFIED)
        rows = rows.rename(columns={"unverified_units": "units"})
    else:
        rows = view.at(quarter or year).assign(told=None)
    rows = rows.reindex(columns=[*view.endings.columns, "told"])
    about = ["name", "address", "ward", "owner_name", "owner_type", "score"]
    facts = view.properties.set_index("property_id")[about]
    joined = rows.join(facts, on="property_id")
    return joined.sort_values(["date", "units", "property_id"], ascending=[True, False, True])


def top(rows: pd.DataFrame, count: int) -> list[dict[Any, Any]]:
    """Return a line per property, most homes first: what it loses, when, and if renewed."""
    said = [
        {
            "property_id": property_id,
            "name": own["name"].iloc[0],
            "units": own["units"].sum() if own["units"].notna().all() else pd.NA,
            "told": _told(own),
        }
        for property_id, own in rows.groupby("property_id", sort=False)
    ]
    said.sort(key=lambda one: (-1 if pd.isna(one["units"]) else -one["units"], one["property_id"]))
    return said[:count]


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the list as the table that is drawn and downloaded."""
    days = rows["date"].astype("datetime64[us]").dt.strftime("%Y-%m-%d").astype("string")
    return pd.DataFrame(
        {
            "date": days.fillna(rows["told"].astype("string")),
            "name": rows["name"].astype(object).map(plain.clean),
            "units": rows["units"].astype("Int64"),
            "units_renewals": rows["units_renewals"].astype("Int64"),
            "deep_units": rows["deep_units"].astype("Int64"),
            "programs": [_programs(value) for value in rows["programs"]],
            "owner": [plain.clean(explain.owner_words(row)) for row in _records(rows)],
            "ward": rows["ward"].astype(object).map(plain.clean),
            "address": rows["address"].astype(object).map(plain.clean),
            "property_id": rows["property_id"],
        }
    )


def year_table(view: Expirations) -> Rows:
    """Return the chart in numbers, with what has no date, and the sum of what has one."""
    told = []
    for year in range(view.as_of.year, view.last_year + 1):
        told.append(_year_row(str(year), view, view.endings["year"] == year))
    later = text.LATER.format(year=view.last_year + 1)
    told.append(_year_row(later, view, view.endings["year"] > view.last_year))
    told.append(_year_row(text.TOTAL, view, view.endings["year"] > 0))
    for code, name, units in apart(view):
        count = len(view.undated if code == UNDATED else view.unverified)
        row = dict.fromkeys(text.TABLE.values(), "–")
        row |= {text.TABLE["year"]: name, text.TABLE["units"]: units.removesuffix(" homes")}
        told.append(row | {text.TABLE["properties"]: f"{count:,}"})
    return told


def homes(lost: pd.DataFrame) -> str:
    """Say how many homes: what is known, and that more of an unknown number are lost."""
    return summed(lost["units"])


def summed(units: pd.Series) -> str:
    """Add up homes of which some may be unknown."""
    known = explain.plural(int(units.sum()), "home")
    if units.isna().any():
        return text.AND_UNCOUNTED.format(homes=known)
    return known


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _quarter(code: str) -> dict[str, Any]:
    year, quarter = code.split("-Q")
    return {"year": year, "quarter": quarter, "months": text.MONTHS[int(quarter)]}


def _why_undated(rows: pd.DataFrame) -> Sequence[str]:
    return [
        text.WHY_UNKNOWN if row["has_unknown_end"] else text.WHY_STALE
        for row in rows.to_dict("records")
    ]


def _told(own: pd.DataFrame) -> str:
    """Say what one property loses and when, and what renewals would keep."""
    first = own.iloc[0]
    count = summed(own["units"])
    if explain.is_known(first["told"]):
        return text.UNDATED_TOLD.format(homes=count, why=first["told"])
    renewed = int(own["units_renewals"].sum())
    kept = text.KEEPS_RENEWED.format(homes=f"{renewed:,}") if renewed else text.ALL_KEPT_RENEWED
    day = explain.day(first["date"])
    programs = sorted({name for value in own["programs"] for name in explain.words(value)})
    said = [text.LOSES.format(homes=count, day=day), kept, _programs(";".join(programs))]
    return " · ".join(part for part in said if part)


def _programs(value: Any) -> str:
    return explain.programs(value) if explain.is_known(value) else ""


def _year_row(name: str, view: Expirations, mask: pd.Series) -> dict[str, str]:
    own = view.endings[mask]
    lost = own[own["units"].fillna(1) > 0]
    unknown = own["units"].isna().any()
    units = f"{int(own['units'].sum()):,}"
    return {
        text.TABLE["year"]: name,
        text.TABLE["units"]: text.UNKNOWN_HOMES.format(homes=units) if unknown else units,
        text.TABLE["units_renewals"]: f"{int(own['units_renewals'].sum()):,}",
        text.TABLE["properties"]: f"{lost['property_id'].nunique():,}",
        text.TABLE["deep_units"]: f"{int(own['deep_units'].sum()):,}",
    }
