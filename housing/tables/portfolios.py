"""Portfolios: properties that seem to be under one control, and what each tie rests on."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required
from housing.terms import OwnerJoin, OwnerType


class Portfolios(Table):
    """Owners' names that belong together, and their properties; of one property too."""

    portfolio_id: Series[Text] = required("Made from its owners' names.", unique=True)
    name: Series[Text] = required("The owner named for most of its properties.")
    owner_names: Series[Text] = required("Every owner's name, as published, '; ' between.")
    owner_count: Series[Whole] = required("Owners' names, spellings of one counted once.", ge=1)
    property_count: Series[Whole] = required("Properties.", ge=1)
    parcel_count: Series[Whole] = required("Parcels linked to them.", ge=0)
    owner_type: Series[Text] = required(
        "Type, where all properties whose type is known agree.", isin=[t.value for t in OwnerType]
    )
    owner_type_basis: Series[Text] = required("What the type rests on, in words.")
    units_restricted: Series[Whole] = optional("Homes restricted, where known.", ge=0)
    units_unknown: Series[Whole] = required("Properties whose homes are not known.", ge=0)
    units_at_risk_1y: Series[Whole] = optional("Homes losing protection within 1 year, nominal.")
    units_at_risk_2y: Series[Whole] = optional("Within 2 years.")
    units_at_risk_5y: Series[Whole] = optional("Within 5 years.")
    units_at_risk_10y: Series[Whole] = optional("Within 10 years.")
    older_than_sale: Series[Whole] = required("Properties whose owner is older than a sale.", ge=0)
    joins: Series[Text] = required("Kinds of join that made it, ';' between.")
    confidence: Series[Whole] = optional(
        "Percent, of its weakest necessary join; null for one property.", ge=0, le=100
    )
    is_split: Series[YesNo] = required("Cut out of a larger group.")
    is_flagged: Series[YesNo] = required("A person should look before it is relied on.")
    flag_text: Series[Text] = optional("Why.")


class PortfolioLinks(Table):
    """One reason why one property is in a portfolio: a row per property, owner and reason."""

    property_id: Series[Text] = required("The property.")
    portfolio_id: Series[Text] = required("The portfolio.")
    owner_name: Series[Text] = required("The owner, as published; never a person.")
    join: Series[Text] = required("Kind of join.", isin=[j.value for j in OwnerJoin])
    reason: Series[Text] = required("The join in words.")
    confidence: Series[Whole] = optional(
        "Percent; a judgement. Null where nothing is joined.", ge=0, le=100
    )
    source_id: Series[Text] = required("Source of the owner.")
    owner_date: Series[Date] = optional("Owner since when, or as of when.")
    observed_date: Series[Date] = optional("When the source saw it.")
    is_older_than_sale: Series[YesNo] = optional("A sale is newer; null where that is unknown.")
