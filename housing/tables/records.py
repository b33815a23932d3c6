"""Records: one row per thing a publisher lists as a development, contract or project."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, optional, required
from housing.terms import LocationQuality, OwnerType, Tenancy


class Records(Table):
    """What one publisher says about one development. Linkage decides which property it is."""

    record_id: Series[Text] = required("Ours: `source_id:source_record_id`.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    source_record_id: Series[Text] = required("The publisher's own id.")
    name: Series[Text] = optional("Name of the development as published.")
    address: Series[Text] = optional("Street address or addresses as published.")
    city: Series[Text] = optional("City as published.")
    state: Series[Text] = optional("Two-letter state code.")
    zip: Series[Text] = optional("Five-digit ZIP code, as text.")
    county_fips: Series[Text] = optional("Five digits of the county: state and county code.")
    latitude: Series[float] = optional("Degrees north, EPSG:4326.", ge=-90, le=90)
    longitude: Series[float] = optional("Degrees east, EPSG:4326.", ge=-180, le=180)
    location_quality: Series[Text] = required(
        "How exact the coordinate is.", isin=[q.value for q in LocationQuality]
    )
    address_id_local: Series[Text] = optional("City address register id (DC: MAR id).")
    units_total: Series[Whole] = optional("All homes in the development.", ge=0)
    units_assisted: Series[Whole] = optional("Homes with restricted or assisted rents.", ge=0)
    building_count: Series[Whole] = optional("Number of buildings.", ge=0)
    year_built: Series[Whole] = optional("Year first built.")
    last_rehab_year: Series[Whole] = optional("Latest recorded renovation.")
    placed_in_service_year: Series[Whole] = optional(
        "Year tax-credit homes were placed in service."
    )
    tenancy: Series[Text] = required("For whom, if stated.", isin=[t.value for t in Tenancy])
    owner_name: Series[Text] = optional("Owner as published; individuals masked.")
    owner_type: Series[Text] = required(
        "Type of owner, if the publisher gives evidence.", isin=[t.value for t in OwnerType]
    )
    owner_date: Series[Date] = optional("Since when this owner.")
    manager_name: Series[Text] = optional("Management agent as published.")
    status_source: Series[Text] = optional("The publisher's own status, word for word.")
    category_source: Series[Text] = optional("The publisher's own risk category, word for word.")
    is_subsidized_source: Series[Text] = optional("Yes or No where the publisher states it.")
    property_id_hud: Series[Text] = optional("HUD's REMS property id.")
    contract_number_hud: Series[Text] = optional(
        "Contract numbers stated on the record, ';' between."
    )
    observed_date: Series[Date] = optional("When the publisher last saw this to be so.")
