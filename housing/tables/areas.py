"""Areas: the city, its wards, neighborhoods and tracts."""

from housing.tables.base import Table
from housing.tables.types import Date, Geometry, Series, Text, optional, required
from housing.terms import AreaKind


class Areas(Table):
    """One area. `area_id` is unique over all kinds: `ward:6`, `tract:11001004902`."""

    area_id: Series[Text] = required("Ours: `kind:code`.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    kind: Series[Text] = required("Kind of area.", isin=[k.value for k in AreaKind])
    code: Series[Text] = required("The publisher's code.")
    name: Series[Text] = required("Short name, e.g. `Ward 6`.")
    long_name: Series[Text] = optional("Longer name, e.g. the neighborhoods of a cluster.")
    observed_date: Series[Date] = optional("Vintage of the boundaries.")
    geometry: Series[Geometry] = required("Outline, EPSG:4326.")
