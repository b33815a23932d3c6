"""One model per table: what a row is, and what every column means."""

from housing.tables.area_facts import AreaFacts
from housing.tables.areas import Areas
from housing.tables.base import Table, columns_of, complete, empty, validate
from housing.tables.basemap import Basemap
from housing.tables.changes import Changes
from housing.tables.claimed_parcels import ClaimedParcels
from housing.tables.conditions import Conditions, LinkedConditions
from housing.tables.condominium_grounds import CondominiumGrounds
from housing.tables.contracts import Contracts
from housing.tables.contributions import Contributions
from housing.tables.covenants import Covenants, LinkedCovenants
from housing.tables.events import Events, LinkedEvents
from housing.tables.findings import Findings
from housing.tables.forwarding import Forwarding
from housing.tables.inspections import Inspections, LinkedInspections
from housing.tables.issues import Issues
from housing.tables.notices import Notices
from housing.tables.parcel_links import ParcelLinks
from housing.tables.parcels import Parcels
from housing.tables.portfolios import PortfolioLinks, Portfolios
from housing.tables.properties import Properties
from housing.tables.published_ids import PublishedIds
from housing.tables.quarantine import Quarantine
from housing.tables.record_links import RecordLinks
from housing.tables.records import Records
from housing.tables.schedule import Schedule
from housing.tables.signals import Signals

#: Tables that sources make; several sources may add rows to the same one.
SOURCE_TABLES: dict[str, type[Table]] = {
    "records": Records,
    "covenants": Covenants,
    "contracts": Contracts,
    "inspections": Inspections,
    "events": Events,
    "conditions": Conditions,
    "claimed_parcels": ClaimedParcels,
    "parcels": Parcels,
    "condominium_grounds": CondominiumGrounds,
    "areas": Areas,
    "area_facts": AreaFacts,
    "basemap": Basemap,
    "quarantine": Quarantine,
}

#: Tables of a published snapshot, by file name.
SNAPSHOT_TABLES: dict[str, type[Table]] = {
    "properties": Properties,
    "records": Records,
    "record_links": RecordLinks,
    "published_ids": PublishedIds,
    "forwarding": Forwarding,
    "covenants": LinkedCovenants,
    "contracts": Contracts,
    "schedule": Schedule,
    "contributions": Contributions,
    "inspections": LinkedInspections,
    "events": LinkedEvents,
    "conditions": LinkedConditions,
    "signals": Signals,
    "parcels": Parcels,
    "parcel_links": ParcelLinks,
    "areas": Areas,
    "area_facts": AreaFacts,
    "basemap": Basemap,
    "issues": Issues,
    "notices": Notices,
    "portfolios": Portfolios,
    "portfolio_links": PortfolioLinks,
    "quarantine": Quarantine,
}

__all__ = [
    "SNAPSHOT_TABLES",
    "SOURCE_TABLES",
    "AreaFacts",
    "Areas",
    "Basemap",
    "Changes",
    "ClaimedParcels",
    "Conditions",
    "CondominiumGrounds",
    "Contracts",
    "Contributions",
    "Covenants",
    "Events",
    "Findings",
    "Forwarding",
    "Inspections",
    "Issues",
    "LinkedConditions",
    "LinkedCovenants",
    "LinkedEvents",
    "LinkedInspections",
    "Notices",
    "ParcelLinks",
    "Parcels",
    "PortfolioLinks",
    "Portfolios",
    "Properties",
    "PublishedIds",
    "Quarantine",
    "RecordLinks",
    "Records",
    "Schedule",
    "Signals",
    "Table",
    "columns_of",
    "empty",
    "validate",
    "complete",
]
