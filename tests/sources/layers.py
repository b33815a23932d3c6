"""A layer of an ArcGIS server as the tests want it: small, and with whatever trouble they need."""

import json
from dataclasses import dataclass, field
from typing import Any

from housing.sources.protocols.esri_shapes import as_geojson
from tests.sources.publisher import Asked, Publisher, Reply

SERVICE = "/rest/services/Property/MapServer"


def row(number: int, **said: Any) -> dict[str, Any]:
    """One row in Esri's own form."""
    return {
        "attributes": {"OBJECTID": number, "SSL": f"0{number:03} 0001", **said},
        "geometry": {"x": -77.0 - number / 1000, "y": 38.9},
    }


@dataclass
class Layer:
    """What the server knows of one layer, and how it behaves."""

    rows: list[dict[str, Any]]
    name: str = "Parcel Lots"
    number: int = 40
    others: tuple[tuple[int, str], ...] = ((41, "Wards"),)
    most: int = 2
    has_pages: bool = True
    fields: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {"name": "OBJECTID", "type": "esriFieldTypeOID"},
            {"name": "SSL", "type": "esriFieldTypeString"},
        ]
    )
    wkid: int = 4326
    edited: int | None = None
    #: It gives the first page for ever.
    is_stubborn: bool = False
    #: It speaks GeoJSON, as map servers do: with its fields' names in lower case.
    is_lower_case_geojson: bool = False
    #: Rows that appear after so many questions.
    late: list[dict[str, Any]] = field(default_factory=list)

    def served_by(self, publisher: Publisher) -> str:
        """Answer for this layer; the address of its service."""
        publisher.pages[SERVICE] = lambda _: _said({"layers": self._listed(), "tables": []})
        publisher.pages[f"{SERVICE}/{self.number}"] = lambda _: _said(self._described())
        publisher.pages[f"{SERVICE}/{self.number}/query"] = self._answer
        return publisher.base + SERVICE

    def _listed(self) -> list[dict[str, Any]]:
        both = [(self.number, self.name), *self.others]
        return [{"id": number, "name": name} for number, name in both]

    def _described(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "maxRecordCount": self.most,
            "objectIdField": "OBJECTID",
            "supportedQueryFormats": "JSON, geoJSON" if self.is_lower_case_geojson else "JSON",
            "advancedQueryCapabilities": {"supportsPagination": self.has_pages},
            "editingInfo": {"lastEditDate": self.edited} if self.edited else {},
            "fields": self.fields,
        }

    def _answer(self, asked: Asked) -> Reply:
        said = {**asked.parameters, **(asked.form if asked.method == "POST" else {})}
        if "returnCountOnly" in said:
            return _said({"count": len(self.rows)})
        if "returnIdsOnly" in said:
            return _said({"objectIds": [one["attributes"]["OBJECTID"] for one in self.rows]})
        if wanted := said.get("objectIds"):
            ids = {int(one) for one in wanted.split(",")}
            return self._page([one for one in self.rows if one["attributes"]["OBJECTID"] in ids])
        start = 0 if self.is_stubborn else int(said["resultOffset"])
        page = self.rows[start : start + min(self.most, int(said["resultRecordCount"]))]
        self.rows, self.late = [*self.late, *self.rows], []
        return self._page(page)

    def _page(self, rows: list[dict[str, Any]]) -> Reply:
        if not self.is_lower_case_geojson:
            return _said({"spatialReference": {"wkid": self.wkid}, "features": rows})
        features = [
            {
                "id": one["attributes"]["OBJECTID"],
                "properties": {name.lower(): said for name, said in one["attributes"].items()},
                "geometry": as_geojson(one["geometry"]),
            }
            for one in rows
        ]
        return _said({"type": "FeatureCollection", "features": features})


def _said(answer: dict[str, Any]) -> Reply:
    return Reply(json.dumps(answer).encode(), headers={"Content-Type": "application/json"})
