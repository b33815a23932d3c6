"""A small published snapshot of the fictional city of Port Amity, for tests of pages.

    python -m tests.demo_snapshot FOLDER [COUNT]

Every name, number and outline is invented. The first rows are the troublesome ones: hostile text,
every optional field null, lost, no end by design, a stale contract.
"""

import random
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from shapely.geometry import LineString, Point, Polygon, box

from housing import snapshots
from housing.tables import SNAPSHOT_TABLES, empty
from tests.factory import table

AS_OF = date(2026, 9, 30)
SNAPSHOT_ID = "demo-2026-09-30"

#: Where the invented city lies: open ocean, so that nobody mistakes it for a real place.
WEST, SOUTH, EAST, NORTH = -40.10, 33.90, -39.90, 34.05

#: What a feed may contain and no page may run, link, or break on.
HOSTILE = (
    "<img src=x onerror=alert(1)> Court",
    "@@=(( Towers",
    '=HYPERLINK("http://example.invalid","Pay here")',
    "**Bold** [link](javascript:alert(1)) :red[x] $a$ `code` {name} \"quoted' onmouseover=x",
    "‮txet desrever‬ 🏚️ " + "long " * 70,
)

STREETS = ("Harbor", "Lantern", "Quarry", "Orchard", "Tidewater", "Juniper", "Foundry", "Mill")
NAMES = ("Anchor", "Beacon", "Cedar", "Driftwood", "Elm", "Fulmar", "Gannet", "Heron")
KINDS = ("Court", "Commons", "Terrace", "Towers", "House", "Gardens", "Village", "Arms")
PROGRAMS = {
    "lihtc": "auto_lapse",
    "section_8_pbra": "renewable",
    "home": "auto_lapse",
    "local_covenant": "auto_lapse",
    "section_202_811_prac": "prac",
    "public_housing": "open_ended",
}
OWNERS = ("for_profit", "nonprofit", "steward", "limited_dividend", "public", "unknown")
PHASES = ("due", "upcoming", "no_date", "passed")
BANDS = ((80, "Very High"), (60, "High"), (40, "Moderate"), (0, "Low"))

Row = dict[str, Any]


def write(
    folder: Path,
    count: int = 60,
    snapshot_id: str = SNAPSHOT_ID,
    more: Mapping[str, list[Row]] | None = None,
    at: str = "2026-10-02T08:00:00+00:00",
    place: Mapping[str, Any] | None = None,
    moved: tuple[float, float] = (0.0, 0.0),
) -> snapshots.Snapshot:
    """Write and publish the demonstration city with that many properties, and some rows more.

    `place` makes another place of it, `moved` degrees away.
    """
    made = {name: rows + list((more or {}).get(name, [])) for name, rows in _rows(count).items()}
    tables = {name: empty(model) for name, model in SNAPSHOT_TABLES.items()}
    tables |= {name: table(SNAPSHOT_TABLES[name], rows) for name, rows in made.items() if rows}
    homes = tables["properties"]
    east, north = moved
    homes["longitude"], homes["latitude"] = homes["longitude"] + east, homes["latitude"] + north
    homes["geometry"] = homes.geometry.translate(east, north)
    manifest = _manifest(tables)
    manifest["jurisdiction"] |= place or {}
    snapshots.write_draft(folder, snapshot_id, tables, manifest)
    return snapshots.publish(folder, snapshot_id, at)


def _rows(count: int) -> Mapping[str, list[Row]]:
    chance = random.Random(2026)
    rows: dict[str, list[Row]] = {name: [] for name in SNAPSHOT_TABLES}
    rows["areas"] = _areas()
    rows["basemap"] = _basemap()
    for number in range(count):
        property_row = _property(number, chance)
        covenants = _covenants(property_row, chance)
        _add_timeline(property_row, covenants)
        _add_score(property_row, number, chance)
        rows["properties"].append(property_row)
        rows["covenants"] += covenants
        rows["schedule"] += _schedule(property_row, covenants)
        rows["notices"] += _notices(property_row, covenants)
        _add_neighbors(rows, property_row, number, chance)
    _add_portfolio(rows)
    return rows


def _add_portfolio(rows: dict[str, list[Row]]) -> None:
    """Give three properties to one owner; the owner of the second is older than its sale."""
    held = rows["properties"][7:10]
    if not held:
        return
    owner = {"portfolio_id": "owner-demo", "confidence": 95}
    row = owner | {
        "name": "Oriole Homes LLC",
        "owner_names": "Oriole Homes LLC",
        "owner_count": 1,
        "property_count": len(held),
        "parcel_count": len(held),
        "owner_type": "unknown",
        "owner_type_basis": "No record tells the type.",
        "units_unknown": len(held),
        "older_than_sale": 1,
        "joins": "name",
        "is_split": False,
        "is_flagged": False,
    }
    rows["portfolios"].append(row)
    rows["portfolio_links"] += [
        owner
        | {
            "property_id": one["property_id"],
            "owner_name": "Oriole Homes LLC",
            "join": "name",
            "reason": "Same owner name at 3 properties: Oriole Homes LLC.",
            "source_id": "demo_lots",
            "owner_date": "2019-05-01",
            "is_older_than_sale": place == 1,
        }
        for place, one in enumerate(held)
    ]


def _property(number: int, chance: random.Random) -> Row:
    name = f"{chance.choice(NAMES)} {chance.choice(KINDS)}"
    longitude = WEST + 0.01 + chance.random() * (EAST - WEST - 0.02)
    latitude = SOUTH + 0.01 + chance.random() * (NORTH - SOUTH - 0.02)
    ward = 1 + int((longitude - WEST) / (EAST - WEST) * 4)
    row: Row = {
        "property_id": f"demo-{number:04d}",
        "name": HOSTILE[number] if number < len(HOSTILE) else name,
        "address": f"{100 + number} {chance.choice(STREETS)} Street",
        "city": "Port Amity",
        "state": "ZZ",
        "zip": "00000",
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
        "location_source": "demo_records",
        "ward": f"Ward {ward}",
        "neighborhood": f"{chance.choice(STREETS)} Hill" if number % 9 else None,
        "tract": f"9900100{ward:02d}00",
        "source_ids": "demo_records;demo_covenants",
        "record_count": 1,
        "units_total": chance.choice((8, 12, 24, 40, 64, 96, 150, 320)) if number % 11 else None,
        "building_count": chance.choice((1, 1, 2, 4)),
        "year_built": chance.choice((1948, 1966, 1972, 1985, 2003)),
        "tenancy": chance.choice(("family", "elderly_disabled", "mixed", "unknown")),
        "owner_name": f"{chance.choice(NAMES)} Homes {chance.choice(('LLC', 'LP', 'Inc'))}",
        "owner_type": chance.choice(OWNERS),
        "owner_source": "demo_lots",
        "owner_date": "2019-05-01",
        "parcel_count": 1,
        "assessed_value_usd": float(chance.randrange(4, 90) * 250_000),
        "assessed_value_parcels": 1,
        "tax_year": 2026,
        "last_sale_date": f"{chance.randrange(1988, 2026)}-06-15",
        "inspection_score": chance.choice((None, 24, 48, 57, 66, 74, 83, 91, 97)),
    }
    if row["inspection_score"] is not None:
        row |= {"inspection_date": "2025-03-11", "inspection_protocol": "NSPIRE"}
    row["geometry"] = Point(row["longitude"], row["latitude"])
    if number == 6:
        row |= {"geometry": None, "latitude": None, "longitude": None, "ward": None}
    return row


def _covenants(row: Row, chance: random.Random) -> list[Row]:
    if row["property_id"] == "demo-0005":
        return []
    covenants = []
    for position in range(chance.choice((1, 1, 2, 3))):
        program = chance.choice(list(PROGRAMS)[:5])
        year = 2027 + int(chance.random() ** 2 * 34)
        covenants.append(_covenant(row, position, program, f"{year}-{1 + position:02d}-28"))
    if row["property_id"] == "demo-0008":
        covenants = [_covenant(row, 0, "public_housing", None)]
    if row["property_id"] == "demo-0009":
        covenants = [_covenant(row, 0, "section_8_pbra", "2025-11-30") | {"is_stale": True}]
    if row["property_id"][-1] == "7":
        covenants.append(_covenant(row, 9, "home", None) | {"end_rule": "no end published"})
    return covenants


def _covenant(row: Row, position: int, program: str, end: str | None) -> Row:
    covenant_id = f"demo_covenants:{row['property_id']}-{position}"
    units = None if row["units_total"] is None else max(4, row["units_total"] // (1 + position))
    return {
        "covenant_id": covenant_id,
        "source_id": "demo_covenants",
        "source_record_id": covenant_id.split(":")[1],
        "record_id": f"demo_records:{row['property_id']}",
        "property_id": row["property_id"],
        "program_source": program.upper(),
        "program": program,
        "kind": PROGRAMS[program],
        "agency": "Port Amity Housing Office",
        "units_assisted": units,
        "units_counted": units,
        "start_date": "1998-01-01",
        "end_date": end,
        "usable_start_date": "1998-01-01",
        "usable_end_date": end,
        "years_to_end": (pd.Timestamp(end) - pd.Timestamp(AS_OF)).days / 365.25 if end else None,
        "observed_date": "2026-09-01",
    }


def _add_timeline(row: Row, covenants: list[Row]) -> None:
    ends = sorted(c["usable_end_date"] for c in covenants if c["usable_end_date"])
    future = [end for end in ends if end > str(AS_OF)]
    undated = [c for c in covenants if not c["usable_end_date"]]
    open_ended = [c for c in undated if c["kind"] == "open_ended"]
    restricted = _still(covenants, str(AS_OF))
    row |= {
        "covenants_total": len(covenants),
        "covenants_active": len(covenants),
        "programs": ";".join(sorted({c["program"] for c in covenants})) or None,
        "first_end_date": ends[0] if ends else None,
        "last_end_date": ends[-1] if ends and not undated else None,
        "known_last_end_date": ends[-1] if ends else None,
        "next_end_date": future[0] if future else None,
        "has_open_ended": bool(open_ended),
        "has_unknown_end": len(undated) > len(open_ended),
        "has_stale_end": any(c.get("is_stale") for c in covenants),
        "units_restricted": restricted,
        "units_restricted_high": restricted,
    }
    for years in (1, 2, 5, 10):
        later = f"{AS_OF.year + years}-{AS_OF:%m-%d}"
        lost = None if restricted is None else restricted - (_still(covenants, later) or 0)
        for name in ("units_at_risk", "units_at_risk_renewals", "deep_units_at_risk"):
            row[f"{name}_{years}y"] = lost
    row["units_at_risk_high_5y"] = row["units_at_risk_5y"]
    row["deep_units"] = restricted
    row["undated_units"] = 0 if not undated else restricted
    row["unverified_units"] = 0


def _still(covenants: list[Row], day: str) -> int | None:
    """Homes still under a covenant after a day; unknown where a covenant's homes are."""
    units = [
        c["units_counted"]
        for c in covenants
        if c.get("is_stale") or not c["usable_end_date"] or c["usable_end_date"] > day
    ]
    if any(count is None for count in units):
        return None
    return max(units, default=0)


def _add_score(row: Row, number: int, chance: random.Random) -> None:
    status = {5: "Off-monitoring", 7: "Lost", 8: "No scheduled expiry"}.get(number, "Scored")
    score = None if status in ("Lost", "Off-monitoring") else chance.randrange(4, 100)
    band = None if score is None else next(name for edge, name in BANDS if score >= edge)
    confidence = chance.randrange(15, 100)
    ends = row["next_end_date"]
    row |= {
        "status": status,
        "exit_score": None if score is None else float(score),
        "distress_score": float(chance.randrange(0, 60)),
        "score": score,
        "score_low": None if score is None else max(0, score - 9),
        "score_high": None if score is None else min(100, score + 14),
        "band": band,
        "is_band_provisional": number % 3 == 0,
        "confidence": confidence,
        "confidence_grade": "ABCD"[3 - min(3, confidence // 25)],
        "governing_covenant_id": f"demo_covenants:{row['property_id']}-0",
        "governing_kind": "auto_lapse",
        "governing_date": ends,
        "governing_years": 2.5,
        "reason": f"Covenant ends {ends}, for-profit owner, no later protection on record"
        if ends
        else "No end on record: verify before acting",
        "largest_for": "The covenant ends within three years (+12)",
        "largest_against": "Homes are for elderly people (-8)",
        "largest_unknown": "Rents compared with the market",
        "next_milestone": "Owner's one-year notice is due" if ends else None,
        "next_milestone_date": ends,
        "rent_to_fmr_pct": 82.0,
    }
    if number == 5:
        for name in ("address", "owner_name", "zip", "neighborhood", "largest_for", "units_total"):
            row[name] = None


def _schedule(row: Row, covenants: list[Row]) -> list[Row]:
    """Steps of both curves and scenarios, as if no contract were renewed."""
    steps = []
    days = [str(AS_OF)] + sorted(
        {c["usable_end_date"] for c in covenants if (c["usable_end_date"] or "") > str(AS_OF)}
    )
    for scenario in ("nominal", "renewals_assumed"):
        for is_deep in (False, True):
            for day in days:
                ended = [c for c in covenants if c["usable_end_date"] == day]
                units = _still(covenants, day)
                steps.append(
                    {
                        "property_id": row["property_id"],
                        "scenario": scenario,
                        "is_deep": is_deep,
                        "date": day,
                        "units_nested": units,
                        "units_disjoint": units,
                        "covenant_ids": ";".join(c["covenant_id"] for c in ended) or None,
                        "programs": ";".join(c["program"] for c in ended) or None,
                    }
                )
    return steps


def _notices(row: Row, covenants: list[Row]) -> list[Row]:
    """A year's notice before every end; without a date where no end is known."""
    made = []
    for covenant in covenants:
        end = covenant["usable_end_date"]
        deadline = pd.Timestamp(end) - pd.DateOffset(months=12) if end else None
        days = (deadline - pd.Timestamp(AS_OF)).days if deadline is not None else None
        phase = "no_date" if days is None else "upcoming" if days > 90 else "due"
        made.append(
            {
                "property_id": row["property_id"],
                "covenant_id": covenant["covenant_id"],
                "rule_id": "demo_notice",
                "title": "One-year notice (Port Amity, fictional)",
                "nature": "duty",
                "trigger": "covenant_end",
                "trigger_date": end,
                "deadline_date": deadline,
                "days_left": days,
                "phase": "passed" if days is not None and days < 0 else phase,
                "citation": "Fictional: Ordinance 1",
                "sentence": f"The owner must tell every tenant of {row['name']}.",
            }
        )
    ahead = sorted(
        (one["days_left"], one["deadline_date"], one["title"])
        for one in made
        if one["days_left"] is not None and one["days_left"] >= 0
    )
    if ahead:
        days, day, title = ahead[0]
        row |= {"next_notice": title, "next_notice_date": day, "next_notice_days": days}
    phases = [phase for phase in PHASES if phase in {one["phase"] for one in made}]
    if phases:
        row |= {"notice_phase": phases[0], "notice_phases": ";".join(phases)}
    return made


def _add_neighbors(
    rows: dict[str, list[Row]], row: Row, number: int, chance: random.Random
) -> None:
    """Add what other tables say of a property: record, parcel, inspections, events, points."""
    property_id, record_id = row["property_id"], f"demo_records:{row['property_id']}"
    parcel_id = f"{1000 + number}||{number % 90:04d}"
    rows["records"].append(
        {
            "record_id": record_id,
            "source_id": "demo_records",
            "source_record_id": property_id,
            "name": row["name"],
            "address": row["address"],
            "units_total": row["units_total"],
            "observed_date": "2026-09-01",
        }
    )
    rows["record_links"].append(
        {
            "record_id": record_id,
            "property_id": property_id,
            "confidence": 1.0,
            "evidence": "The record that founds the property.",
        }
    )
    rows["inspections"] += [
        {
            "inspection_id": f"{property_id}-{year}",
            "source_id": "demo_records",
            "record_id": record_id,
            "property_id": property_id,
            "inspection_date": f"{year}-03-11",
            "score": score,
            "protocol": "UPCS" if year < 2024 else "NSPIRE",
        }
        for year, score in ((2019, 71), (2022, 64), (2025, row["inspection_score"]))
        if score is not None
    ]
    rows["events"].append(
        {
            "event_id": f"{property_id}-sale",
            "source_id": "demo_lots",
            "record_id": record_id,
            "property_id": property_id,
            "event_date": row["last_sale_date"],
            "price_usd": 1_250_000.0,
            "party": row["owner_name"],
        }
    )
    rows["contributions"] += _contributions(property_id)
    if row["longitude"] is not None:
        x, y = row["longitude"], row["latitude"]
        rows["parcels"].append(
            {
                "parcel_id": parcel_id,
                "parcel_id_source": parcel_id,
                "source_id": "demo_lots",
                "address": row["address"],
                "owner_name": row["owner_name"],
                "owner_type": row["owner_type"],
                "assessed_value_usd": row["assessed_value_usd"],
                "tax_year": 2026,
                "geometry": box(x - 0.0004, y - 0.0003, x + 0.0004, y + 0.0003),
            }
        )
    rows["parcel_links"].append(
        {
            "property_id": property_id,
            "parcel_id": parcel_id if row["longitude"] is not None else None,
            "method": "location" if row["longitude"] is not None else "none",
            "distance_meters": 0.0,
            "has_outline": row["longitude"] is not None,
            "evidence": "The point lies inside the parcel."
            if row["longitude"] is not None
            else "The property has no location.",
        }
    )
    if number % 6 == 0:
        rows["issues"].append(
            {
                "issue": "conflict",
                "property_id": property_id,
                "table": "covenants",
                "row_id": f"demo_covenants:{property_id}-0",
                "source_id": "demo_covenants",
                "detail": "Two sources give different ends; the later observed one is used.",
            }
        )


def _contributions(property_id: str) -> list[Row]:
    told = (
        ("exit", "start", "Start", 40.0, None),
        ("exit", "E1", "What happens at the end", 25.0, "lapses"),
        ("exit", "E2", "Years to the end", 4.0, "2.1"),
        ("exit", "E5b", "Owner", 7.0, "for-profit"),
        ("exit", "E3b", "Rents compared with the market", 0.0, None),
        ("distress", "start", "Start", 5.0, None),
        ("distress", "D1", "Latest inspection", 10.0, "64"),
    )
    return [
        {
            "property_id": property_id,
            "card": card,
            "position": position,
            "code": code,
            "label": label,
            "points": points,
            "points_low": points - (6 if code == "E3b" else 0),
            "points_high": points + (14 if code == "E3b" else 0),
            "value": value,
            "is_missing": value is None and code != "start",
            "source_id": "demo_covenants",
            "observed_date": "2026-09-01",
            "basis": "judgement",
            "sentence": f"{label}: {points:+.0f} points.",
        }
        for position, (card, code, label, points, value) in enumerate(told)
    ]


def _areas() -> list[Row]:
    city = box(WEST, SOUTH, EAST, NORTH)
    step = (EAST - WEST) / 4
    wards = [
        {
            "area_id": f"ward:{ward}",
            "kind": "ward",
            "code": str(ward),
            "name": f"Ward {ward}",
            "geometry": box(WEST + step * (ward - 1), SOUTH, WEST + step * ward, NORTH),
        }
        for ward in (1, 2, 3, 4)
    ]
    whole = {"area_id": "city:1", "kind": "city", "code": "1", "name": "Port Amity"}
    return [whole | {"geometry": city}, *wards]


def _basemap() -> list[Row]:
    bay = Polygon([(WEST, SOUTH), (EAST, SOUTH), (EAST, SOUTH + 0.02), (WEST, SOUTH + 0.035)])
    park = box(-40.02, 33.97, -39.99, 34.0)
    shapes = [{"kind": "water", "geometry": bay}, {"kind": "park", "geometry": park}]
    for step in range(1, 10):
        x, y = WEST + step * (EAST - WEST) / 10, SOUTH + step * (NORTH - SOUTH) / 10
        shapes.append({"kind": "street", "geometry": LineString([(x, SOUTH + 0.035), (x, NORTH)])})
        shapes.append({"kind": "street", "geometry": LineString([(WEST, y), (EAST, y)])})
    return shapes


def _manifest(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    sources = ("demo_records", "demo_covenants", "demo_lots")
    return {
        "jurisdiction": {
            "id": "demo",
            "name": "Port Amity",
            "is_fictional": True,
            "local_crs": "EPSG:32624",
            "note": "Every name and number is invented.",
        },
        "as_of": str(AS_OF),
        "built_at": "2026-10-01T12:00:00+00:00",
        "published_at": "2026-10-02T08:00:00+00:00",
        "versions": {"holdfast": "0.1.0", "scoring": "1", "tables": "1", "libraries": {}},
        "inputs": [
            {
                "source_id": source,
                "title": f"Fictional {source.removeprefix('demo_')} of Port Amity",
                "publisher": "Port Amity Housing Office (fictional)",
                "url": "https://example.invalid/",
                "license": "Invented",
                "cadence": "yearly",
                "late_after_days": 400 if source != "demo_lots" else 30,
                "file": f"{source}.csv",
                "vintage": "2026-09-01",
                "retrieved": "2026-09-30T10:00:00+00:00",
                "sha256": "0" * 64,
                "bytes": 1000,
                "rows_in": len(tables["properties"]),
                "rows_out": {"records": len(tables["properties"])},
                "quarantined": 0,
            }
            for source in sources
        ],
        "steps": [
            {
                "step": "link",
                "rows_in": len(tables["records"]),
                "rows_out": len(tables["properties"]),
                "note": "Every record founds a property.",
            }
        ],
        "counts": {name: len(frame) for name, frame in tables.items()},
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60)
