"""Parcels: the assessor's units of land, with outline, owner and assessed value."""

from housing.tables.base import Table
from housing.tables.types import Date, Geometry, Series, Text, Whole, YesNo, optional, required
from housing.terms import OwnerType


class Parcels(Table):
    """One parcel. Geometry in EPSG:4326; areas are the assessor's, not measured here."""

    parcel_id: Series[Text] = required("Canonical parcel id, text.", unique=True)
    parcel_id_source: Series[Text] = required("As published.")
    source_id: Series[Text] = required("The source that lists it.")
    address: Series[Text] = optional("Premise address as published.")
    owner_name: Series[Text] = optional("Owner as published; individuals masked.")
    owner_type: Series[Text] = required("Type of owner.", isin=[t.value for t in OwnerType])
    is_owner_masked: Series[YesNo] = required("The owner is a person and the name is masked.")
    owner_mailing: Series[Text] = optional("Mailing address of organizations.")
    use_code: Series[Text] = optional("Land use code as published.")
    land_area_sqft: Series[float] = optional("Land, square feet, as assessed.", ge=0)
    assessed_land_usd: Series[float] = optional("Assessed value of the land, US dollars.", ge=0)
    assessed_improvement_usd: Series[float] = optional("Assessed value of buildings.", ge=0)
    assessed_value_usd: Series[float] = optional("Assessed value in all; not a market value.", ge=0)
    assessed_value_previous_usd: Series[float] = optional("The year before.", ge=0)
    tax_year: Series[Whole] = optional("Year of the assessed value.")
    annual_tax_usd: Series[float] = optional("Property tax of the year, US dollars.")
    tax_balance_usd: Series[float] = optional("Tax owed and unpaid, US dollars.")
    tax_years_delinquent: Series[Whole] = optional("Years of tax unpaid.", ge=0)
    sale_price_usd: Series[float] = optional("Latest sale, US dollars; 0 is not a price.", ge=0)
    sale_date: Series[Date] = optional("Latest sale.")
    units_total: Series[Whole] = optional("Homes on the parcel.", ge=0)
    year_built: Series[Whole] = optional("Year built.")
    last_rehab_year: Series[Whole] = optional("Latest renovation the appraisers record.")
    is_geometry_repaired: Series[YesNo] = required("The published outline was invalid.")
    observed_date: Series[Date] = optional("Extract date of the register.")
    geometry: Series[Geometry] = optional("Outline, EPSG:4326.")
