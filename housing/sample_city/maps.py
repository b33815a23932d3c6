"""Boundaries and the basemap: wards, neighborhoods, tracts, water, parks and streets."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.districts import HOODS, neighborhoods, tracts, wards
from housing.sample_city.lots import lots
from housing.sample_city.projection import placed
from housing.sample_city.streets import squares, street_lines
from housing.sample_city.terrain import terrain
from housing.sample_city.text_files import Feature, outline, write_features

#: Homes on a lot, for counting people: a rough average by kind.
_HOMES = {"row": 1.2, "house": 1.0, "garden": 22.0, "mixed": 4.0, "tower": 110.0}
_PERSONS_PER_HOME = 2.2


def write_boundaries(folder: Path) -> None:
    """Write wards, neighborhoods and tracts, in the layouts of DC's exports."""
    write_features(folder / "ward_2024.geojson", "Wards_from_2024", _wards())
    write_features(
        folder / "neighborhood_cluster_2024.geojson", "Neighborhood_Clusters", _clusters()
    )
    write_features(folder / "census_tract_2020.geojson", "Census_Tracts_in_2020", _tracts())


def _wards() -> Iterable[Feature]:
    for number, shape in wards().items():
        people, homes = _counted(shape)
        facts: dict[str, object] = {
            "WARD": number, "NAME": f"Ward {number}", "REP_NAME": None, "WEB_URL": None,
            "REP_PHONE": None, "REP_EMAIL": None, "REP_OFFICE": None, "WARD_ID": str(number),
            "LABEL": f"Ward {number}", "STUSAB": plan.STATE, "SUMLEV": "610",
            "GEOID": f"610U600US{plan.STATE_FIPS}{number:03d}",
            "GEOCODE": f"{plan.STATE_FIPS}{number:03d}", "STATE": plan.STATE_FIPS,
            "POP100": people, "HU100": homes, "OBJECTID": number, "SHAPEAREA": 0, "SHAPELEN": 0,
        }  # fmt: skip
        yield facts, outline(placed([shape])[0])


def _clusters() -> Iterable[Feature]:
    for number, (hood, shape) in enumerate(zip(HOODS, neighborhoods(), strict=True), start=1):
        facts: dict[str, object] = {
            "OBJECTID": number, "WEB_URL": None, "NAME": f"Cluster {number}",
            "NBH_NAMES": hood.name, "TYPE": "Original", "GLOBALID": None, "CREATOR": None,
            "CREATED": None, "EDITOR": None, "EDITED": None, "SHAPEAREA": 0, "SHAPELEN": 0,
        }  # fmt: skip
        yield facts, outline(placed([shape])[0])


def _tracts() -> Iterable[Feature]:
    for number, tract in enumerate(tracts(), start=1):
        people, homes = _counted(tract.shape)
        facts: dict[str, object] = {
            "OBJECTID": number, "TRACT": tract.code, "NAME": tract.geoid, "P0010001": people,
            "H0010001": homes, "ALAND": _land(tract.shape), "AWATER": _water(tract.shape),
            "STUSAB": plan.STATE, "SUMLEV": 140, "GEOCODE": tract.geoid,
            "STATE": int(plan.STATE_FIPS),
            "NAME_BAK": f"Census Tract {int(tract.code[:4])}.{tract.code[4:]}", "POP100": people,
            "HU100": homes, "SHAPEAREA": 0, "SHAPELEN": 0,
        }  # fmt: skip
        yield facts, outline(placed([tract.shape])[0])


def _counted(shape: shapely.Polygon) -> tuple[int, int]:
    """People and homes, from the lots whose middle lies inside."""
    land = lots()
    middle = shapely.get_coordinates(shapely.centroid(land.shape))
    inside = shapely.contains_xy(shape, middle[:, 0], middle[:, 1])
    kinds, counts = np.unique(land.kind[inside], return_counts=True)
    homes = sum(_HOMES.get(str(kind), 0.0) * int(n) for kind, n in zip(kinds, counts, strict=True))
    return round(homes * _PERSONS_PER_HOME), round(homes)


def _water(shape: shapely.Polygon) -> int:
    return round(shapely.area(shapely.intersection(shape, terrain().water)))


def _land(shape: shapely.Polygon) -> int:
    return round(shapely.area(shape)) - _water(shape)


def write_basemap(path: Path) -> None:
    """Write what the map draws beneath the properties: water first, then parks, then streets."""
    area = terrain()
    drawn = [("water", name, shape) for name, shape in _waters(area.water)]
    parks = {**area.parks, **squares()}
    drawn += [("park", name, shape) for name, shape in parks.items()]
    drawn += [("street", name, line) for name, _, line in reversed(street_lines())]
    shapes = placed([shape for *_, shape in drawn])
    features = [
        ({"kind": kind, "name": name}, outline(shape))
        for (kind, name, _), shape in zip(drawn, shapes, strict=True)
    ]
    write_features(path, "basemap_2026", features)


def _waters(water: shapely.Geometry) -> list[tuple[str, shapely.Polygon]]:
    parts = sorted(shapely.get_parts(water), key=shapely.area, reverse=True)
    return list(zip(["Amity River and Bay", "Quarry Pond"], parts, strict=True))
