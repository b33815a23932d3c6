"""Homes losing protection, many properties at once: each dated loss, and what bears no date.

A loss is a step down of a property's curve: the homes over which the last covenant ends that day.
Where covenants may overlap a home is counted once, so losses add up to the homes protected today
less those whose protection has no dated end.
"""

import pandas as pd

from housing.terms import Scenario, Status

#: A year's code for a quarter: `2027-Q3`.
QUARTER = "{year}-Q{quarter}"

_KEYS = ["property_id", "date"]


def losses(schedule: pd.DataFrame, is_deep: bool = False) -> pd.DataFrame:
    """Return every dated loss of protection: property, scenario, date, homes lost, whose programs.

    `units` counts covenants as overlapping, `units_high` as lying side by side.
    """
    lost = _steps(schedule, is_deep)
    return lost[lost["units"].fillna(0) != 0].reset_index(drop=True)


def uncounted(schedule: pd.DataFrame) -> pd.DataFrame:
    """Return the dated losses of which nobody knows how many homes they are."""
    lost = _steps(schedule, is_deep=False)
    return lost[lost["units"].isna()].reset_index(drop=True)


def endings(schedule: pd.DataFrame) -> pd.DataFrame:
    """Return a row per property and day on which homes lose protection or rental assistance.

    Columns: property_id, date, year, quarter, programs (of the covenants that end); `units` lose
    their last protection if contracts end on their dates, `units_renewals` if they are renewed;
    `deep_units` lose rental assistance, perhaps not their last protection. Null is unknown.
    """
    known = {"units": Scenario.NOMINAL, "units_renewals": Scenario.RENEWALS_ASSUMED}
    every = pd.concat([losses(schedule), uncounted(schedule)], ignore_index=True)
    parts = {name: every[every["scenario"] == scenario] for name, scenario in known.items()}
    deep = losses(schedule, is_deep=True)
    parts["deep_units"] = deep[deep["scenario"] == Scenario.NOMINAL]
    found = pd.concat([part[_KEYS] for part in parts.values()]).drop_duplicates()
    found = found.sort_values(_KEYS).set_index(_KEYS)
    programs = pd.Series(pd.NA, index=found.index, dtype="str")
    for name, part in parts.items():
        lost = part.set_index(_KEYS)
        found[name] = lost["units"].reindex(found.index).where(found.index.isin(lost.index), 0)
        programs = programs.fillna(lost["programs"].astype("str").reindex(found.index))
    found = found.assign(programs=programs).reset_index()
    found = found.assign(year=found["date"].dt.year, quarter=quarters(found["date"]))
    return found[[*_KEYS, "year", "quarter", "programs", *parts]]


def quarters(dates: pd.Series) -> pd.Series:
    """Return the code of each day's quarter: `2027-Q3`."""
    codes = [
        QUARTER.format(year=year, quarter=quarter)
        for year, quarter in zip(dates.dt.year, dates.dt.quarter, strict=True)
    ]
    return pd.Series(codes, index=dates.index, dtype="str")


def undated(properties: pd.DataFrame) -> pd.DataFrame:
    """Return the properties with homes whose loss has no date, and why.

    Columns: property_id, `has_unknown_end` (no source states an end), `has_stale_end` (a contract
    past its stated end that no list says has ended) and `undated_units`, null unknown. These homes
    count as protected.
    """
    without = properties["has_unknown_end"] | properties["has_stale_end"]
    columns = ["property_id", "has_unknown_end", "has_stale_end", "undated_units"]
    return properties.loc[without.astype(bool), columns].reset_index(drop=True)


def unverified(properties: pd.DataFrame) -> pd.DataFrame:
    """Return the properties with a covenant past its end that nobody confirmed ended or extended.

    Columns: property_id, `unverified_units`, null unknown. These homes do not count as protected.
    """
    is_past = properties["status"] == Status.EXPIRED_UNVERIFIED.value
    is_past |= properties["unverified_units"].fillna(0) > 0
    return properties.loc[is_past, ["property_id", "unverified_units"]].reset_index(drop=True)


def _steps(schedule: pd.DataFrame, is_deep: bool) -> pd.DataFrame:
    """Return every step of the curves but their first, with the homes lost at it."""
    curve = schedule[schedule["is_deep"] == is_deep]
    curve = curve.sort_values(["property_id", "scenario", "date"], kind="stable")
    steps = curve.groupby(["property_id", "scenario"], sort=False)
    lost = curve.assign(
        units=-steps["units_nested"].diff(),
        units_high=-steps["units_disjoint"].diff(),
        is_first=steps.cumcount() == 0,
    )
    columns = ["property_id", "scenario", "date", "units", "units_high", "programs"]
    return lost.loc[~lost["is_first"], columns].reset_index(drop=True)
