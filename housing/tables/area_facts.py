"""Area facts: what the Census says of an area."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, optional, required


class AreaFacts(Table):
    """One measure of one area in one period."""

    area_id: Series[Text] = required("The area, e.g. `tract:11001004902`.")
    source_id: Series[Text] = required("The source that lists it.")
    measure: Series[Text] = required("E.g. `median_rent_usd`, `poverty_ratio`, `population_total`.")
    value: Series[float] = optional("Null where the publisher suppressed it.")
    margin_of_error: Series[float] = optional("90 percent margin of error, same unit.")
    unit: Series[Text] = required("usd, ratio, persons, homes, percentile.")
    period: Series[Text] = required("E.g. `2016-2020`.")
    tract_year: Series[Whole] = optional(
        "Census whose tracts the codes mean: 2020; null for areas that are no tracts."
    )
    observed_date: Series[Date] = optional("When the figures were released.")
