"""The whole city, written as the raw files of its several publishers."""

from pathlib import Path

from housing.sample_city import catalog, city_files, federal, maps, roll
from housing.sample_city.conditions import add_conditions
from housing.sample_city.developments import unlisted_developments, usual_developments
from housing.sample_city.hard_cases import hard_developments, late_hard_developments
from housing.sample_city.model import Development
from housing.sample_city.sites import Sites


def write_sample_city(folder: Path) -> None:
    """Write every raw file of Port Amity; two runs write the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    developments = all_developments()
    catalog.write_catalog(folder, developments)
    federal.write_tax_credits(folder / "HUD_LIHTC_2026-05-28.csv", developments)
    federal.write_contracts(folder / "sec8_contracts_2026-09.csv", developments)
    federal.write_rents(folder)
    city_files.write_layer(folder / "Affordable_Housing_2026-09-15.csv", developments)
    city_files.write_notices(folder / "tenant_notices_2026-10.csv", developments)
    city_files.write_covenants(folder / "city_covenants_2026-10.csv", developments)
    city_files.write_conditions(folder / "property_conditions_2026-09.csv", developments)
    roll.write_roll(folder / "owner_parcels_2026-07.geojson", developments)
    roll.write_tracts_of_land(folder / "parcel_lots_2026-07.geojson")
    roll.write_condominium_lots(folder / "condo_approval_lots_2026-07.geojson", developments)
    maps.write_boundaries(folder)
    maps.write_basemap(folder / "basemap_2026.geojson")


def all_developments() -> list[Development]:
    """Every development: hard cases choose their sites first, then the usual ones."""
    sites = Sites()
    hard = hard_developments(sites)
    usual = usual_developments(sites)
    add_conditions(usual)
    unlisted = unlisted_developments(sites)
    return [*usual, *hard, *late_hard_developments(sites), *unlisted]
