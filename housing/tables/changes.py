"""Changes: what differs between two snapshots, a row and a sentence each. In no snapshot."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, Whole, optional, required
from housing.terms import Change


class Changes(Table):
    """One difference. A covenant may have several rows: another end, and ended, for instance."""

    change: Series[Text] = required("What kind of change.", isin=[c.value for c in Change])
    property_id: Series[Text] = optional("The property; null if its record is of none.")
    name: Series[Text] = optional("Name of the property.")
    table: Series[Text] = required(
        "What changed: a row of properties or of covenants.", isin=["properties", "covenants"]
    )
    row_id: Series[Text] = required("The `covenant_id` or the `property_id`.")
    source_id: Series[Text] = optional("The source that says so; null for scores.")
    covenant: Series[Text] = optional("The covenant in its publisher's words.")
    before: Series[Text] = optional("What the older snapshot says; null nothing.")
    after: Series[Text] = optional("What the newer snapshot says; null nothing.")
    days: Series[Whole] = optional("Days by which an end moved; less than 0 is earlier.")
    points: Series[Whole] = optional("By how much the score moved.")
    units: Series[Whole] = optional("Homes concerned; null unknown.", ge=0)
    driver_code: Series[Text] = optional("The contribution that moved the score most.")
    driver: Series[Text] = optional("That contribution in words.")
    driver_points: Series[float] = optional("By how many points it moved its card.")
    sentence: Series[Text] = required("The change in plain words.")
