"""What the Areas page says in numbers and words: areas, one area's report, its rents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from housing.area_sums import area_ids, area_sums, names, rents, tracts_within
from housing.exports import without_formulas
from housing.terms import AreaKind
from ui import explain, plain
from ui.markup import Link
from ui.palette import band_label
from ui.rows import Rows
from ui.text import en
from ui.text import en_areas as text

#: The horizon of the page, the same as the Overview's.
YEARS = 5

#: Properties and owners named in a report that fits a printed page or two.
LISTED = 25
OWNERS_LISTED = 12

#: Metrics of which there may be none at all.
FROM_NONE = ("at_risk", "share", "protected", "lost")


@dataclass(frozen=True, slots=True)
class AreaView:
    """The areas of one kind with their numbers, in the order people would list them."""

    kind: str
    #: What the place calls this kind of area.
    label: str
    #: A row per area, and one without `area_id` for what is in none.
    rows: pd.DataFrame
    as_of: date

    @property
    def places(self) -> pd.DataFrame:
        """The areas, without the row of what is in none."""
        return self.rows[self.rows["area_id"].notna()]

    def place(self, area_id: str) -> pd.Series:
        """Return the row of one area."""
        return self.rows[self.rows["area_id"] == area_id].iloc[0]

    @property
    def nowhere(self) -> pd.Series:
        """What is in none of the areas."""
        return self.rows[self.rows["area_id"].isna()].iloc[0]


def area_view(
    properties: pd.DataFrame,
    areas: pd.DataFrame,
    facts: pd.DataFrame,
    kind: str,
    label: str,
    as_of: date,
) -> AreaView:
    """Count homes and tell rents for every area of a kind."""
    summed = area_sums(properties, areas, kind)
    own = areas[areas["kind"] == kind]
    called = pd.Series(shown_names(own), index=own["area_id"])
    told = rents(facts, areas, as_of)
    rows = summed.assign(name=summed["area_id"].map(called)).join(told, on="area_id")
    restricted = rows["units_restricted"].astype("Float64")
    share = rows[f"units_at_risk_{YEARS}y"] / restricted.where(restricted > 0) * 100
    called_by_number = sorted(
        range(len(rows)),
        key=lambda at: (pd.isna(rows["name"].iloc[at]), by_number(str(rows["name"].iloc[at]))),
    )
    ordered = rows.assign(share=share).iloc[called_by_number]
    return AreaView(kind, label, ordered.reset_index(drop=True), as_of)


def shown_names(areas: pd.DataFrame) -> list[str]:
    """Return what readers call each area: a tract by its short name, others as properties do."""
    is_tract = areas["kind"] == AreaKind.TRACT.value
    return [plain.clean(name) for name in areas["name"].where(is_tract, names(areas))]


def by_number(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort `Ward 10` after `Ward 9`, and numbers before words."""
    parts = re.split(r"(\d+)", name)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def values(view: AreaView, metric: str) -> pd.Series:
    """Return the number that the map shows of each area, by `area_id`; null is not known."""
    column = {
        "at_risk": f"units_at_risk_{YEARS}y",
        "share": "share",
        "protected": "units_restricted",
        "lost": "lost_units",
        "rent": "rent_usd",
        "rent_change": "change_pct",
    }[metric]
    places = view.places
    return places[column].astype("Float64").set_axis(places["area_id"])


def said(value: Any, metric: str) -> str:
    """Return a number of the map with its unit."""
    if not explain.is_known(value):
        return text.NOT_KNOWN
    if metric in FROM_NONE and value == 0:
        return text.NONE
    forms = {"rent": "${:,.0f}", "rent_change": "{:+.0f}%", "share": "{:.0f}%"}
    return forms.get(metric, "{:,.0f}").format(value)


def headline(view: AreaView, total: Mapping[str, int]) -> str:
    """Say where most homes are at risk, and how many in the whole city."""
    day = explain.day(pd.Timestamp(view.as_of) + pd.DateOffset(years=YEARS))
    at_risk = f"units_at_risk_{YEARS}y"
    places = view.places.sort_values([at_risk, "area_id"], ascending=[False, True])
    if places.empty or not places[at_risk].iloc[0]:
        return text.NONE_AT_RISK.format(day=day, city=f"{total['units_restricted']:,}")
    first = places.iloc[0]
    return text.HEADLINE.format(
        area=plain.markdown(first["name"]),
        homes=f"{first[at_risk]:,}",
        protected=f"{first['units_restricted']:,}",
        renewed=f"{first[f'units_at_risk_renewals_{YEARS}y']:,}",
        day=day,
        city=f"{total[at_risk]:,}",
    )


def nowhere(view: AreaView) -> str:
    """Say how many properties are in no area of the kind; empty for none."""
    row = view.nowhere
    if not row["properties"]:
        return ""
    return text.NO_AREA.format(
        properties=explain.plural(row["properties"], "property", "properties"),
        homes=explain.homes(row["units_restricted"]),
        is_are="is" if row["properties"] == 1 else "are",
        kind=view.label.lower(),
    )


def table(view: AreaView, metric: str) -> pd.DataFrame:
    """Return every area as the table that is drawn, most of what the map shows first.

    What is in no area is the last row, if anything is.
    """
    order = values(view, metric).reset_index(drop=True).sort_values(ascending=False, kind="stable")
    rows = view.places.iloc[order.index.to_numpy()]
    if view.nowhere["properties"]:
        rows = pd.concat([rows, view.rows[view.rows["area_id"].isna()]])
    lost = rows["lost_units"].map("{:,}".format).where(rows["lost_unknown"] == 0, None)
    unknown = rows["lost_units"].map(lambda homes: text.PLUS_UNKNOWN.format(homes=f"{homes:,}"))
    elsewhere = text.NOWHERE.format(kind=view.label.lower())
    return pd.DataFrame(
        {
            "area_id": rows["area_id"],
            "name": rows["name"].fillna(elsewhere),
            "at_risk": rows[f"units_at_risk_{YEARS}y"],
            "protected": rows["units_restricted"],
            "renewed": rows[f"units_at_risk_renewals_{YEARS}y"],
            "share": rows["share"].astype("Float64").round(0),
            "undated": rows["undated_units"],
            "lost": lost.fillna(unknown),
            "properties": rows["properties"],
            "rent": _margins(rows["rent_usd"], rows["rent_margin_usd"], "${:,.0f}"),
            "rent_change": _margins(rows["change_pct"], rows["change_margin_pct"], "{:+.0f}%"),
        }
    )


def csv(view: AreaView, facts: Mapping[str, str]) -> bytes:
    """Return every number of every area as CSV, each row saying which city and day it is of."""
    rows = view.rows.assign(kind=view.kind, horizon_years=YEARS)
    listed = rows.drop(columns=["share"]).assign(share_at_risk_pct=rows["share"].round(1))
    return without_formulas(listed.assign(**facts)).to_csv(index=False).encode("utf-8-sig")


def members(properties: pd.DataFrame, areas: pd.DataFrame, kind: str, area_id: str) -> pd.DataFrame:
    """Return the properties in an area, most homes at risk first."""
    inside = area_ids(properties, areas, kind) == area_id
    own = properties[inside.fillna(False).to_numpy(bool)]
    return own.sort_values(
        [f"units_at_risk_{YEARS}y", "units_restricted", "property_id"],
        ascending=[False, False, True],
        na_position="last",
    )


def tiles(row: pd.Series, total: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Return the numbers of one area."""
    years = explain.plural(YEARS, "year")
    protected = explain.plural(row["protected_properties"], "property", "properties")
    below = text.IN_PROPERTIES.format(properties=protected)
    if row["unknown_units"]:
        below = text.UNCOUNTED_TOO.format(properties=protected, count=row["unknown_units"])
    renewed = f"{row[f'units_at_risk_renewals_{YEARS}y']:,}"
    everywhere = total["units_restricted"]
    city = total[f"units_at_risk_{YEARS}y"] / everywhere * 100 if everywhere else None
    share = text.CITY_SHARE.format(share=explain.percent(city))
    lost_in = explain.plural(row["lost_properties"], "property", "properties")
    lost = f"{row['lost_units']:,}"
    if row["lost_unknown"]:
        lost = text.PLUS_UNKNOWN.format(homes=lost)
    return [
        (text.TILE_PROTECTED, f"{row['units_restricted']:,}", below),
        (
            text.TILE_AT_RISK.format(years=years),
            f"{row[f'units_at_risk_{YEARS}y']:,}",
            text.IF_RENEWED.format(homes=renewed),
        ),
        (text.TILE_SHARE, said(row["share"], "share"), share),
        (text.TILE_LOST, lost, text.IN_PROPERTIES.format(properties=lost_in)),
        (text.TILE_UNDATED, f"{row['undated_units']:,}", text.COUNTED_PROTECTED),
        (
            text.TILE_DEEP,
            f"{row['deep_units']:,}",
            text.DEEP_ENDS.format(homes=f"{row[f'deep_units_at_risk_{YEARS}y']:,}", years=years),
        ),
    ]


def rent_sentence(view: AreaView, areas: Any, facts: pd.DataFrame, area_id: str) -> str:
    """Say what rents do in an area, with margins of error, or that it is not known."""
    row = view.place(area_id)
    if explain.is_known(row["rent_usd"]):
        return _rent(row)
    within = rents(facts, areas, view.as_of).reindex(tracts_within(areas, area_id))
    known = within.dropna(subset=["rent_usd"])
    if view.kind == AreaKind.TRACT.value or known.empty:
        return text.RENT_UNKNOWN.format(day=explain.day(view.as_of))
    return text.RENT_WITHIN.format(
        tracts=explain.plural(len(known), "census tract"),
        low=explain.usd(known["rent_usd"].min()),
        high=explain.usd(known["rent_usd"].max()),
        period=", ".join(sorted(known["period"].unique())),
        kind=view.label.lower(),
    )


def property_rows(own: pd.DataFrame, snapshot: str | None = None) -> Rows:
    """Return the area's properties as lines of its report, each a link to its page.

    `snapshot` is the one the address insists on, if it does.
    """
    names = text.PROPERTY_COLUMNS
    return [
        {
            names["name"]: Link(row["name"], _address(row["property_id"], snapshot)),
            names["at_risk"]: explain.number(row[f"units_at_risk_{YEARS}y"]),
            names["protected"]: explain.number(row["units_restricted"]),
            names["next_end"]: explain.day(row["next_end_date"])
            if explain.is_known(row["next_end_date"])
            else text.NO_END,
            names["band"]: _priority(row),
        }
        for row in own.head(LISTED).to_dict("records")
    ]


def owner_rows(own: pd.DataFrame) -> Rows:
    """Return the owners in an area, most homes at risk first; nobody's name is a line too."""
    grouped = own.assign(owner=own["owner_name"].fillna(text.OWNER_UNKNOWN)).groupby("owner")
    summed = grouped.agg(
        properties=("property_id", "size"),
        protected=("units_restricted", "sum"),
        at_risk=(f"units_at_risk_{YEARS}y", "sum"),
    )
    ordered = summed.reset_index().sort_values(
        ["at_risk", "protected", "owner"], ascending=[False, False, True]
    )
    return [
        {label: row[name] if name == "owner" else f"{row[name]:,}" for name, label in columns}
        for row in ordered.head(OWNERS_LISTED).to_dict("records")
        for columns in [text.OWNER_COLUMNS.items()]
    ]


def _address(property_id: str, snapshot: str | None) -> str:
    asked = {"property_id": property_id} | ({"snapshot": snapshot} if snapshot else {})
    return f"property?{urlencode(asked)}"


def _priority(row: Mapping[Any, Any]) -> str:
    if not explain.is_known(row["score"]):
        return en.STATUSES[row["status"]]
    return f"{band_label(row['band'])} {row['score']}"


def _rent(row: pd.Series) -> str:
    margin = ""
    if explain.is_known(row["rent_margin_usd"]):
        margin = text.RENT_MARGIN.format(margin=explain.usd(row["rent_margin_usd"]))
    return text.RENT.format(
        rent=explain.usd(row["rent_usd"]),
        margin=margin,
        period=row["period"],
        change=_change(row),
    )


def _change(row: pd.Series) -> str:
    """Say how the rent moved; a change within its margin of error is no clear change."""
    if not explain.is_known(row["change_pct"]):
        return ""
    change, margin, period = row["change_pct"], row["change_margin_pct"], row["from_period"]
    if explain.is_known(margin) and abs(change) <= margin:
        return text.RENT_UNCLEAR.format(
            period=period, change=f"{change:+.0f}%", margin=f"{margin:.0f}"
        )
    moved = text.UP if change > 0 else text.DOWN
    said = text.RENT_CHANGE.format(direction=moved, change=f"{abs(change):.0f}%", period=period)
    if explain.is_known(margin):
        said += text.RENT_CHANGE_MARGIN.format(margin=f"{margin:.0f}")
    return said


def _margins(estimates: pd.Series, margins: pd.Series, form: str) -> list[str]:
    """Put estimates and their margins together; what nobody published is not known."""
    told = []
    for value, margin in zip(estimates, margins, strict=True):
        if not explain.is_known(value):
            told.append(text.NOT_KNOWN)
            continue
        number = form.format(value)
        about = form.replace("+", "").format(margin) if explain.is_known(margin) else "?"
        told.append(text.MARGIN.format(value=number, margin=about))
    return told
