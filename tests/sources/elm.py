"""Elm, an invented town with a list of homes and a map of parcels, into which files are brought."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from housing.jurisdictions import Jurisdiction
from housing.layouts import CovenantList, ParcelList

HOMES = CovenantList(
    kind="covenants",
    title="Homes of Elm",
    publisher="Town of Elm",
    columns={
        "id": "HOME_ID",
        "name": "NAME",
        "address": "ADDRESS",
        "latitude": "LAT",
        "longitude": "LON",
        "units_total": "HOMES",
        "units_assisted": "AFFORDABLE",
        "program": "PROGRAM",
        "start_date": "STARTS",
        "end_date": "ENDS",
    },
)
PARCELS = ParcelList(
    kind="parcels",
    title="Parcels of Elm",
    publisher="Town of Elm",
    columns={"parcel_id": "PIN", "owner_name": "OWNER"},
)
ELM = Jurisdiction.model_validate(
    {
        "id": "elm",
        "name": "Elm",
        "is_fictional": True,
        "state": "NE",
        "counties": ["31001"],
        "local_crs": "EPSG:26914",
        "parcel_id_format": "plain",
        "center": {"lat": 40.0, "lon": -100.0, "zoom": 12},
        "sources": ["elm_homes", "elm_parcels"],
        "anchors": ["elm_homes"],
        "lists": {"elm_homes": HOMES, "elm_parcels": PARCELS},
    }
)

#: When the good files came, and a week later.
EARLIER = datetime(2026, 10, 26, 9, tzinfo=UTC)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def everything(folder: Path) -> dict[str, str]:
    """Every file below a folder, the hidden ones too, with the digest of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
