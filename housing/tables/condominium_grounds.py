"""Condominium grounds: the lots that condominiums stand on, and the units named there."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, Whole, optional, required


class CondominiumGrounds(Table):
    """One run of units over one lot; a lot whose units nobody names has one row without units."""

    parcel_id: Series[Text] = required("Canonical id of the lot under the condominium.")
    source_id: Series[Text] = required("The source that lists it.")
    first_unit: Series[Whole] = optional("Lot number of the run's first unit; null: not named.")
    last_unit: Series[Whole] = optional("Lot number of the run's last unit.")
    record: Series[Text] = optional("Book and page of the condominium's plat.")
