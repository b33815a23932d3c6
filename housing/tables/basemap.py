"""Basemap: water, parks and streets that the map draws itself, so that it needs no internet."""

from housing.tables.base import Table
from housing.tables.types import Geometry, Series, Text, optional, required
from housing.terms import BasemapKind


class Basemap(Table):
    """One shape beneath the properties."""

    feature_id: Series[Text] = required("Ours.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    kind: Series[Text] = required("Water, park or street.", isin=[k.value for k in BasemapKind])
    name: Series[Text] = optional("Name as published.")
    geometry: Series[Geometry] = required("Polygon or line, EPSG:4326.")
