"""The quality report: everything impossible or doubtful in a snapshot, row by row.

Much of it was found when the snapshot was built and is in its tables `issues` and `quarantine`. The
rest is looked for here: values as published that were capped or set aside are still told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from housing.quality.checks import CHECKS
from housing.snapshots import Snapshot, read_table
from housing.tables import Findings, columns_of, validate
from housing.terms import Check, Issue, LinkMethod, Reason

#: Doubts of the build, by the check they belong to. Others are no fault of a value.
_OF_ISSUES: dict[Issue, Check] = {
    Issue.DATE_OUT_OF_RANGE: Check.IMPOSSIBLE_DATE,
    Issue.POINT_OUTSIDE_PLACE: Check.OUT_OF_AREA,
    Issue.NO_PARCEL: Check.UNMATCHED,
    Issue.STALE_END: Check.STALE_END,
    Issue.EXPIRED_UNVERIFIED: Check.STALE_END,
    Issue.CONFLICT: Check.CONFLICT,
    Issue.INSPECTION_OUT_OF_RANGE: Check.UNREADABLE,
}

_OF_REASONS: dict[Reason, Check] = {
    Reason.DUPLICATE_ID: Check.DUPLICATE,
    Reason.SWAPPED_COORDINATES: Check.OUT_OF_AREA,
    Reason.OUT_OF_PLACE: Check.OUT_OF_AREA,
}

#: The Census Bureau's marks for "no estimate" (Notes on ACS estimate and annotation values).
CENSUS_MARKS = (-222222222, -333333333, -555555555, -666666666, -888888888, -999999999)

#: HUD's tax-credit database: 8888 not confirmed, 9999 not stated (LIHTC data dictionary).
YEAR_MARKS = (8888, 9999)

#: Excel's zero, the assessor's "no sale", and what databases write for "never".
DAY_MARKS = ("1899-12-30", "1899-12-31", "1900-01-01", "9999-12-31")

_SEARCHED = ("properties", "covenants", "area_facts", "events", "parcels", "conditions")


def report(snapshot: Snapshot) -> pd.DataFrame:
    """List every finding: table `Findings`, in the order of the checks, then by name."""
    tables: dict[str, Any] = {
        name: pd.DataFrame(read_table(snapshot, name))
        for name in {*_SEARCHED, "records", "record_links", "issues", "quarantine"}
    }
    properties = tables["properties"].set_index("property_id")
    rows = [
        *_from_issues(tables["issues"]),
        *_from_quarantine(tables["quarantine"]),
        *_units_over_total(tables["covenants"], properties["units_total"]),
        *_shares(tables["records"], tables["record_links"]),
        *_ratios(tables["area_facts"]),
        *_reversed(tables["covenants"]),
        *_sentinels(tables),
        *_unlinked(tables["record_links"]),
        *_same_address(tables["properties"]),
    ]
    found = pd.DataFrame(rows, columns=columns_of(Findings), dtype="object")
    named = found.assign(name=found["property_id"].map(properties["name"]))
    order = {check.value: place for place, check in enumerate(Check)}
    ordered = named.assign(_order=named["check"].map(order)).sort_values(
        ["_order", "name", "table", "row_id", "detail"], na_position="last", kind="stable"
    )
    return validate(ordered[columns_of(Findings)], Findings)


def summary(findings: pd.DataFrame) -> list[dict[str, Any]]:
    """Count every check, those that found nothing too: a check that is silent was made."""
    counts = findings["check"].value_counts()
    properties = findings.groupby("check")["property_id"].nunique()
    return [
        {
            "check": check,
            "title": told.title,
            "count": int(counts.get(check.value, 0)),
            "properties": int(properties.get(check.value, 0)),
            "examples": findings.loc[findings["check"] == check.value, "detail"].head(3).tolist(),
            "kept_out": told.kept_out,
            "to_do": told.to_do,
        }
        for check, told in CHECKS.items()
    ]


def _row(check: Check, table: str, one: Mapping[Any, Any], row_id: str, detail: str) -> Any:
    return {
        "check": check.value,
        "property_id": one.get("property_id"),
        "table": table,
        "row_id": one.get(row_id),
        "source_id": one.get("source_id"),
        "detail": detail,
    }


def _from_issues(issues: pd.DataFrame) -> Iterator[Any]:
    codes = {issue.value: check for issue, check in _OF_ISSUES.items()}
    for one in issues[issues["issue"].isin(codes)].to_dict("records"):
        yield _row(codes[one["issue"]], one["table"], one, "row_id", one["detail"])


def _from_quarantine(quarantine: pd.DataFrame) -> Iterator[Any]:
    codes = {reason.value: check for reason, check in _OF_REASONS.items()}
    for one in quarantine.to_dict("records"):
        line = "" if pd.isna(one["row_number"]) else f", line {one['row_number']}"
        told = {**one, "row_id": f"{one['file']}{line}"}
        check = codes.get(one["reason"], Check.UNREADABLE)
        yield _row(check, "quarantine", told, "row_id", one["detail"])


def _units_over_total(covenants: pd.DataFrame, total: pd.Series) -> Iterator[Any]:
    """Covenants that state more homes than their property has."""
    homes = covenants["property_id"].map(total)
    over = (covenants["units_assisted"] > homes).fillna(False).astype(bool)
    for one in covenants.assign(total=homes)[over].to_dict("records"):
        detail = (
            f"The covenant states {one['units_assisted']:,} homes, the property has "
            f"{one['total']:,}: {one['units_assisted'] / one['total']:.1%}."
            if one["total"]
            else f"The covenant states {one['units_assisted']:,} homes, the property has none."
        )
        yield _row(Check.UNITS_OVER_TOTAL, "covenants", one, "covenant_id", detail)


def _shares(records: pd.DataFrame, links: pd.DataFrame) -> Iterator[Any]:
    """Records whose own assisted homes are more than all their homes."""
    linked = records.merge(links[["record_id", "property_id"]], on="record_id", how="left")
    over = (linked["units_assisted"] > linked["units_total"]).fillna(False).astype(bool)
    for one in linked[over].to_dict("records"):
        detail = (
            f"The list says {one['units_assisted']:,} of {one['units_total']:,} homes are "
            "restricted, more than all."
        )
        yield _row(Check.SHARE_OVER_100, "records", one, "record_id", detail)


def _ratios(area_facts: pd.DataFrame) -> Iterator[Any]:
    """Shares of an area below nothing or above all."""
    wrong = area_facts["unit"].eq("ratio") & ~area_facts["value"].fillna(0.0).between(0.0, 1.0)
    for one in area_facts[wrong].to_dict("records"):
        detail = f"{one['measure']} of {one['area_id']} is {one['value']:.1%}."
        yield _row(Check.SHARE_OVER_100, "area_facts", one, "area_id", detail)


def _reversed(covenants: pd.DataFrame) -> Iterator[Any]:
    """Covenants that end before they start, as published."""
    for one in covenants[covenants["start_date"] > covenants["end_date"]].to_dict("records"):
        start, end = (f"{one[column]:%Y-%m-%d}" for column in ("start_date", "end_date"))
        detail = f"It starts on {start} and ends on {end}."
        yield _row(Check.END_BEFORE_START, "covenants", one, "covenant_id", detail)


def _sentinels(tables: Mapping[str, pd.DataFrame]) -> Iterator[Any]:
    """Numbers and days that stand for "none" and were read as what they are not."""
    days = [pd.Timestamp(day) for day in DAY_MARKS]
    for name in _SEARCHED:
        table = tables[name]
        id_column = str(table.columns[0])
        for column in table.columns:
            marks: list[Any] = list(CENSUS_MARKS)
            if pd.api.types.is_datetime64_any_dtype(table[column]):
                marks = days
            elif not pd.api.types.is_numeric_dtype(table[column]):
                continue
            elif "year" in column:
                marks += YEAR_MARKS
            found = table[column].isin(marks).fillna(False).astype(bool)
            for one in table[found].to_dict("records"):
                said = one[column]
                value = f"{said:%Y-%m-%d}" if isinstance(said, pd.Timestamp) else f"{said:g}"
                detail = f"{column} is {value}, which stands for none or unknown."
                yield _row(Check.SENTINEL, name, one, id_column, detail)


def _unlinked(links: pd.DataFrame) -> Iterator[Any]:
    """Records of no property, unless they are merely not known yet on the snapshot's day."""
    later = links["method"] == LinkMethod.NOT_YET_KNOWN.value
    for one in links[links["property_id"].isna() & ~later].to_dict("records"):
        source = {**one, "source_id": str(one["record_id"]).split(":")[0]}
        yield _row(Check.UNMATCHED, "record_links", source, "record_id", one["evidence"])


def _same_address(properties: pd.DataFrame) -> Iterator[Any]:
    """Properties whose address, letter for letter, is that of another one too."""
    address = properties["address"].str.casefold().str.strip()
    again = address.notna() & address.duplicated(keep=False)
    for one in properties[again].sort_values(["address", "property_id"]).to_dict("records"):
        detail = f"Another property is at {one['address']} too: one, or two in one building?"
        yield _row(Check.DUPLICATE, "properties", one, "property_id", detail)
