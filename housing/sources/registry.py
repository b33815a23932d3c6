"""Every source, in one place: adding one is one import and one line."""

from housing.sources import (
    acs_rents,
    acs_tracts,
    basemap,
    census_counties,
    census_tracts,
    city_covenants,
    dc_affordable_housing,
    dc_clusters,
    dc_lots,
    dc_owner_parcels,
    dc_wards,
    hud_inspections,
    hud_lihtc,
    hud_properties,
    hud_section8,
    prescat_events,
    prescat_inspections,
    prescat_parcels,
    prescat_projects,
    prescat_subsidies,
    property_conditions,
    tenant_notices,
    tiger_tracts,
    usda_section515,
)
from housing.sources.base import Source

SOURCES: dict[str, Source] = {
    source.id: source
    for source in (
        prescat_projects.SOURCE,
        prescat_subsidies.SOURCE,
        prescat_parcels.SOURCE,
        prescat_inspections.SOURCE,
        prescat_events.SOURCE,
        hud_lihtc.SOURCE,
        hud_section8.SOURCE,
        hud_properties.SOURCE,
        hud_inspections.SOURCE,
        usda_section515.SOURCE,
        dc_affordable_housing.SOURCE,
        city_covenants.SOURCE,
        property_conditions.SOURCE,
        tenant_notices.SOURCE,
        dc_owner_parcels.SOURCE,
        dc_lots.SOURCE,
        dc_wards.SOURCE,
        dc_clusters.SOURCE,
        census_counties.SOURCE,
        census_tracts.SOURCE,
        tiger_tracts.SOURCE,
        acs_tracts.SOURCE,
        acs_rents.SOURCE,
        basemap.SOURCE,
    )
}
