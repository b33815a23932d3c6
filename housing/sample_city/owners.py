"""Owners and managers of Port Amity. All are invented; any likeness to a real one is chance."""

import numpy as np

from housing.sample_city.model import Owner

NONPROFIT, FOR_PROFIT, LIMITED = "Non-profit", "Profit motivated", "Limited dividend"

HARBOR_HOMES = Owner("Harbor Homes Trust", NONPROFIT, "111", "0001-0110")
LAND_TRUST = Owner("Amity Community Land Trust", NONPROFIT, "111", "0007-0415")
#: Once on the steward list; its entry has run out.
ROPEWALK_TRUST = Owner("Ropewalk Housing Trust", NONPROFIT, "111", "0002-0206")
STEWARDS = (HARBOR_HOMES, LAND_TRUST)

HOUSING_AUTHORITY = Owner(
    "Port Amity Housing Authority", "Public housing authority", "045", "0001-0001"
)
CITY_HALL = Owner("City of Port Amity", "Other", "040", "0001-0002")

NONPROFITS = (
    Owner("Gull Hill Housing Corporation", NONPROFIT, "111", "0006-1204", "partnership"),
    Owner("Lanternlight Housing Ministries Inc", NONPROFIT, "100", "0003-0330"),
    Owner("Quarry Neighbors Development Corporation", NONPROFIT, "080", "0005-2210", "partnership"),
    Owner("Ferry Landing Community Housing Inc", NONPROFIT, "080", "0008-0841"),
    Owner("Saltmarsh Tenants Cooperative Inc", NONPROFIT, "111", "0009-0907"),
    Owner("Tidewrack Elder Homes Inc", NONPROFIT, "111", "0004-0412"),
    Owner("Open Hatch Housing Inc", NONPROFIT, "111", "0004-0777", "partnership"),
    Owner("Causeway Community Development Corporation", NONPROFIT, "080", "0009-1313"),
    Owner("Seven Lanterns Fellowship Housing Inc", NONPROFIT, "100", "0002-0708"),
    Owner("Second Tide Supportive Housing Inc", NONPROFIT, "111", "0001-0599"),
)

LIMITED_DIVIDEND = (
    Owner("Mainsail Terrace Associates", LIMITED, "115", "0001-4100", "partnership"),
    Owner("Old Chandlery Associates", LIMITED, "115", "0001-4118", "partnership"),
    Owner("Windlass Housing Associates", LIMITED, "115", "0002-4420", "partnership"),
    Owner("Foghorn Apartments Associates", LIMITED, "115", "0008-4030", "partnership"),
    Owner("Eiderdown Housing Partners", LIMITED, "115", "0005-4410", "partnership"),
)

FOR_PROFITS = (
    Owner("Barnacle Point Capital LLC", FOR_PROFIT, "115", "0001-5501", "company"),
    Owner("Fathom Five Realty Group", FOR_PROFIT, "115", "0001-5520", "company"),
    Owner("Crosstree Residential LLC", FOR_PROFIT, "115", "0004-5512", "company"),
    Owner("Iron Pier Investments LLC", FOR_PROFIT, "115", "0002-5590", "company"),
    Owner("Spindrift Apartment Ventures", FOR_PROFIT, "115", "0003-5540", "company"),
    Owner("Leeward Preservation Partners", FOR_PROFIT, "115", "0006-5516", "partnership"),
    Owner("Kelpline Holdings LLC", FOR_PROFIT, "115", "0001-5533", "company"),
    Owner("Tanyard Lofts Development Company", FOR_PROFIT, "115", "0007-5525", "company"),
    Owner("North Quay Properties LLC", FOR_PROFIT, "115", "0001-5547", "company"),
    Owner("Halfmoon Apartment Group", FOR_PROFIT, "115", "0008-5531", "company"),
    Owner("Cordage and Cleat Real Estate Company", FOR_PROFIT, "115", "0002-5502", "company"),
    Owner("Gannet Rock Housing Ventures", FOR_PROFIT, "115", "0009-5580", "company"),
    Owner("Lodeline Communities LLC", FOR_PROFIT, "115", "0005-5566", "partnership"),
    Owner("Millrace Residential Partners", FOR_PROFIT, "115", "0007-5511", "partnership"),
    Owner("Yawl and Ketch Realty Inc", FOR_PROFIT, "115", "0003-5509", "company"),
    Owner("Plumbline Development Company", FOR_PROFIT, "115", "0004-5544", "company"),
    Owner("Brackish Bay Apartment Holdings", FOR_PROFIT, "115", "0009-5514", "company"),
    Owner("Undertow Equities LLC", FOR_PROFIT, "115", "0001-5571", "company"),
)

MANAGERS = (
    "Quayside Residential Management",
    "Three Bells Property Management",
    "Bollard Management Company",
    "Hearth and Harbor Management Inc",
    "Stillwater Realty Services",
    "Amity Housing Services Inc",
)

#: What registers write where the owner is a person.
MASKED = "[INDIVIDUAL - REDACTED]"
MASKED_IN_CATALOG = "[individual redacted]"

INDIVIDUAL = Owner(MASKED_IN_CATALOG, "Individual", "020", "0004-0000")


def draw_owner(rng: np.random.Generator, shares: tuple[float, float, float, float]) -> Owner:
    """Draw an owner: shares of nonprofits, limited dividend, for-profit and stewards.

    The first names of each list own the most, as some sponsors do.
    """
    kind = int(rng.choice(4, p=shares))
    listed = (NONPROFITS, LIMITED_DIVIDEND, FOR_PROFITS, STEWARDS)[kind]
    weights = 1.0 / np.arange(2.0, len(listed) + 2.0)
    return listed[int(rng.choice(len(listed), p=weights / weights.sum()))]
