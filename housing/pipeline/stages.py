"""The stages of a build, one function each: link, judge, place, score."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import geopandas as gpd
import pandas as pd

from housing.config import OVERRIDES_DIR, REFERENCE_DIR
from housing.covenant_contracts import inform
from housing.covenants import judge, load_programs, schedule, timeline
from housing.jurisdictions import Jurisdiction
from housing.linkage.condominiums import lead_to_ground, without_grounds
from housing.linkage.kept_ids import Kept, Memory, founding_ids, keep_ids, living_ids
from housing.linkage.parcels import link_parcels
from housing.linkage.properties import link_records
from housing.linked_tables import LinkedTables, known_by
from housing.notices import load_rules, next_notices, windows
from housing.pipeline.decisions import Decisions, check_followed, check_grounds, signed_links
from housing.pipeline.heeded import heeded, heeded_parcels
from housing.pipeline.place_sources import sources_of
from housing.pipeline.places import city_outline
from housing.portfolios import portfolios
from housing.profiles import locate, profile_properties, sizes
from housing.scoring import Scored, score_properties
from housing.signals import found_signals, judge_signals, read_signals
from housing.sources.base import Tables
from housing.tables import LinkedConditions, LinkedEvents, LinkedInspections, validate
from housing.terms import EventType

_CLAIMED = "named in the publisher's own list of parcels"


@dataclass(frozen=True, slots=True)
class Linked:
    """Which property each record describes, and how many homes each property has."""

    record_links: pd.DataFrame
    property_of: pd.Series
    property_ids: pd.Index
    units_total: pd.Series
    issues: pd.DataFrame
    kept: Kept
    #: Doubts about people's decisions themselves; they are about no property.
    decided: pd.DataFrame
    #: How many decisions people have made, on parcels too.
    decision_count: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Covenants under the date rules, and what they leave of a property's homes year by year."""

    covenants: pd.DataFrame
    schedule: pd.DataFrame
    timeline: pd.DataFrame
    issues: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each property is, and on which parcels."""

    located: gpd.GeoDataFrame
    parcel_links: pd.DataFrame
    areas: gpd.GeoDataFrame
    issues: pd.DataFrame
    #: Doubts about people's decisions themselves.
    decided: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Signaled:
    """Signals in force and no longer in force, and the doubts about them."""

    signals: pd.DataFrame
    issues: pd.DataFrame


def link(
    place: Jurisdiction, as_of: date, given: Tables, memory: Memory, decisions: Decisions
) -> Linked:
    """Decide which records are one property, and under which id. Every record comes out."""
    records = given["records"]
    anchored = frozenset(records.loc[records["source_id"].isin(place.anchors), "record_id"])
    known_ids = pd.Index(records["record_id"])
    founding = founding_ids(decisions.named, known_ids, memory, anchored)
    named = decisions.named.assign(property_id=founding)
    by_rules = partial(
        link_records,
        records,
        given["covenants"],
        given["contracts"],
        anchors=place.anchors,
        as_of=as_of,
        local_crs=place.local_crs,
        source_order=place.sources,
    )
    signed = signed_links(named, decisions.same)
    founded_links, issues = by_rules(signed, different=decisions.different)
    check_followed(decisions, founded_links)
    decided = heeded(
        replace(decisions, named=named), known_ids, lambda: by_rules(signed.iloc[:0])[0]
    )
    kept = keep_ids(founded_links, memory, anchored=anchored, as_of=as_of)
    record_links = kept.links
    property_of = record_links.set_index("record_id")["property_id"]
    ids = pd.Index(sorted(property_of.dropna().unique()), name="property_id", dtype="object")
    known = known_by(owned(records, property_of), as_of)
    units_total = sizes(known, ids, tuple(place.sources))
    return Linked(
        record_links, property_of, ids, units_total, issues, kept, decided, len(decisions)
    )


def judge_covenants(as_of: date, given: Tables, linked: Linked) -> Judged:
    """Apply the date rules to every covenant and draw each property's schedule."""
    informed = inform(given["covenants"], given["contracts"], linked.record_links, as_of)
    stated = informed.assign(property_id=informed["record_id"].map(linked.property_of))
    covenants, issues = judge(stated, linked.units_total, load_programs(), as_of=as_of)
    steps = schedule(covenants, linked.units_total, as_of=as_of)
    columns = timeline(covenants, steps, linked.property_ids, linked.units_total, as_of=as_of)
    return Judged(covenants, steps, columns, issues)


def place_on_parcels(
    place: Jurisdiction, as_of: date, given: Tables, linked: Linked, decisions: Decisions
) -> Placed:
    """Locate every property and say which parcels it stands on. Every property comes out."""
    order = tuple(place.sources)
    records = known_by(owned(given["records"], linked.property_of), as_of)
    claims = owned(given["claimed_parcels"], linked.property_of)
    located = locate(linked.property_ids, records, claims, order)
    addresses = records.dropna(subset=["address"]).drop_duplicates("property_id")
    points = located[["location_quality", "geometry"]].assign(
        address=addresses.set_index("property_id")["address"].reindex(located.index)
    )
    by_rules = partial(_stand_on, place, given, points.reset_index(), claims)
    there, not_there = (
        table.assign(property_id=living_ids(table["property_id"], linked.kept)).drop_duplicates(
            ["property_id", "parcel_id"], keep="last"
        )
        for table in (decisions.parcels, decisions.not_there)
    )
    check_grounds(there, not_there)
    parcel_links, issues = by_rules(there, barred=not_there)
    decided = heeded_parcels(
        there,
        not_there,
        linked.property_ids,
        pd.concat([given["parcels"]["parcel_id"], claims["parcel_id"]]),
        lambda: by_rules(there.iloc[:0])[0],
    )
    return Placed(located, parcel_links, city_outline(given["areas"], place), issues, decided)


def _stand_on(
    place: Jurisdiction,
    given: Tables,
    points: gpd.GeoDataFrame,
    claims: pd.DataFrame,
    overrides: pd.DataFrame,
    barred: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Link properties to parcels, condominium units to the ground under them, and tell doubts."""
    links, issues = link_parcels(
        points,
        given["parcels"],
        claims[["property_id", "parcel_id"]].assign(evidence=_CLAIMED),
        overrides,
        local_crs=place.local_crs,
        nearest_meters=place.nearest_meters,
        barred=barred,
    )
    grounded = lead_to_ground(
        links,
        points,
        given["condominium_grounds"],
        given["parcels"],
        local_crs=place.local_crs,
        id_format=place.parcel_id_format,
        barred=barred,
    )
    return grounded, issues


def events_of(given: Tables, linked: Linked, placed: Placed) -> pd.DataFrame:
    """Events that know their property: by their record, else by the one property on their parcel.

    A parcel on which several stand names none of them. Permits are issued for every parcel of a
    city; those where no property stands are left out.
    """
    events = with_property(given, "events", linked)
    links = without_grounds(placed.parcel_links).dropna(subset=["parcel_id"])
    alone = links.drop_duplicates("parcel_id", keep=False).set_index("parcel_id")["property_id"]
    is_open = events["record_id"].isna() & events["parcel_id"].notna()
    if not is_open.any():
        return events
    there = events["parcel_id"].map(alone)
    filed = events.assign(property_id=events["property_id"].mask(is_open, there))
    is_elsewhere = filed["event_type"].eq(EventType.PERMIT.value) & filed["property_id"].isna()
    return validate(filed.loc[~is_elsewhere], LinkedEvents)


def bundle(
    place: Jurisdiction, as_of: date, given: Tables, linked: Linked, judged: Judged, placed: Placed
) -> LinkedTables:
    """Put everything that was learned into one bundle whose every row knows its property."""
    return LinkedTables(
        property_ids=linked.property_ids,
        records=owned(given["records"], linked.property_of),
        claims=owned(given["claimed_parcels"], linked.property_of),
        covenants=judged.covenants,
        inspections=known_by(with_property(given, "inspections", linked), as_of),
        events=known_by(events_of(given, linked, placed), as_of),
        conditions=known_by(with_property(given, "conditions", linked), as_of),
        parcels=given["parcels"],
        parcel_links=without_grounds(placed.parcel_links),
        areas=placed.areas,
        area_facts=given["area_facts"],
        stewards=_stewards(place),
        source_order=tuple(place.sources),
        as_of=as_of,
        local_crs=place.local_crs,
    )


def gather_signals(
    place: Jurisdiction, given: Tables, linked: Linked, placed: Placed, bundled: LinkedTables
) -> Signaled:
    """What people, filings and lists say of properties; every signal of a known one is kept."""
    found = found_signals(bundled, events_of(given, linked, placed), source_titles(place))
    stated = read_signals(OVERRIDES_DIR, place.id)
    stated = stated.assign(property_id=living_ids(stated["property_id"], linked.kept))
    parts = [part for part in (found, stated) if len(part)]
    both = pd.concat(parts, ignore_index=True) if parts else found
    return Signaled(*judge_signals(both, linked.property_ids, bundled.as_of))


def source_titles(place: Jurisdiction) -> dict[str, str]:
    """What the sources of a place are called, by id."""
    return {source.id: source.title for source in sources_of(place).values()}


def score(
    place: Jurisdiction,
    bundled: LinkedTables,
    linked: Linked,
    judged: Judged,
    placed: Placed,
    signaled: Signaled,
) -> tuple[pd.DataFrame, Scored]:
    """Profile and score every property: the wide rows, by `property_id`, and the score's parts."""
    profile = profile_properties(bundled, placed.located)
    wide = profile.join(judged.timeline)
    scored = score_properties(
        wide.reset_index(),
        judged.covenants,
        bundled.inspections,
        as_of=bundled.as_of,
        issues=pd.concat([linked.issues, judged.issues, placed.issues], ignore_index=True),
        signals=signaled.signals,
        titles=source_titles(place),
    )
    return wide.join(scored.scores), scored


def deadlines(
    place: Jurisdiction, bundled: LinkedTables, wide: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the deadlines of every property: the wide rows with the next one, and all of them."""
    notices = windows(
        bundled.covenants,
        wide[["units_total"]].reset_index(),
        bundled.events,
        load_rules(),
        jurisdiction_state=place.state,
        place_id=place.id,
        as_of=bundled.as_of,
    )
    return wide.join(next_notices(notices, wide.index, bundled.as_of)), notices


def find_portfolios(
    place: Jurisdiction, bundled: LinkedTables, wide: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join owners into portfolios: the portfolios, and why each property is in one."""
    listed = pd.read_csv(REFERENCE_DIR / "owner_aliases.csv", dtype="string")
    here = listed[listed["jurisdiction"].isna() | (listed["jurisdiction"] == place.id)]
    return portfolios(bundled, wide, dict(zip(here["alias"], here["name"], strict=True)))


def _stewards(place: Jurisdiction) -> pd.DataFrame:
    """Return the curated list's entries for this place, and those that hold everywhere."""
    listed = pd.read_csv(REFERENCE_DIR / "stewards.csv", dtype="string")
    return listed.loc[listed["jurisdiction"].isna() | (listed["jurisdiction"] == place.id)]


def with_property(given: Tables, name: str, linked: Linked) -> pd.DataFrame:
    """Inspections, events or conditions that know their property, as their linked table."""
    table = given[name]
    model = {
        "inspections": LinkedInspections,
        "events": LinkedEvents,
        "conditions": LinkedConditions,
    }[name]
    return validate(table.assign(property_id=table["record_id"].map(linked.property_of)), model)


def owned(table: pd.DataFrame, property_of: pd.Series) -> pd.DataFrame:
    """Rows whose record is linked to a property, with that `property_id`."""
    return table.assign(property_id=table["record_id"].map(property_of)).dropna(
        subset=["property_id"]
    )
