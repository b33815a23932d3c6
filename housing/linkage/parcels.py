"""Which tax parcels each property stands on. Every property comes out, linked or not.

A person's signed decision comes first, then the parcels a publisher names, then a parcel with the
property's address, then the parcel its point lies in, then the nearest one. Where several
parcels fit equally well nothing is decided: a wrong owner is worse than an unknown one.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from housing.errors import LinkageLostError
from housing.ids import among
from housing.linkage.addresses import keys_by_row
from housing.linkage.crossings import are_crossings, why_no_door
from housing.linkage.overrides import signature
from housing.linkage.parcel_store import locate, read_register
from housing.tables import Issues, ParcelLinks, columns_of, empty, validate
from housing.terms import Issue, LinkMethod, LocationQuality

#: A building's point may lie on the sidewalk in front of its lot. A judgement: half a wide street
#: and the strip before the lots; the next lot over is seldom so near.
NEAREST_METERS = 30.0

#: Parcels that are the nearest to within this are equally near: registers are drawn to
#: centimeters.
TIE_METERS = 0.01

#: Coordinates exact enough to say on which parcel a building stands.
PLACEABLE = (LocationQuality.ROOFTOP, LocationQuality.PARCEL, LocationQuality.ZIP4)


def link_parcels(
    points: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | Path,
    claims: pd.DataFrame,
    overrides: pd.DataFrame,
    *,
    local_crs: str,
    nearest_meters: float = NEAREST_METERS,
    barred: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say which parcels each property stands on.

    Args:
        points: `property_id`, `address`, `location_quality`, `geometry` (missing if unlocated).
        parcels: table `Parcels`, or a store made by `housing.linkage.parcel_store`.
        claims: `property_id`, `parcel_id`, `evidence`: the parcels a publisher names. They are
            kept even where the parcel's outline is not known or lies elsewhere.
        overrides: people's decisions, see `housing.linkage.overrides`.
        local_crs: the place's own CRS, in meters.
        nearest_meters: how far the nearest parcel may be from a point that lies in none; 0 for a
            register that is known to hold only some of a place's parcels.
        barred: `property_id`, `parcel_id`: people say that the property does not stand there, and
            no rule may say that it does.

    Returns:
        Table `ParcelLinks`, at least one row per property, and table `Issues`, one row per
        property without a parcel and per property that people must decide.

    Raises:
        LinkageLostError: a property was lost or invented.
    """
    forbidden = pairs_index(no_pairs() if barred is None else barred)
    register = _register(parcels)
    queue = points.reset_index(drop=True)
    rules: list[Rule] = [
        partial(by_override, overrides=overrides),
        partial(by_claim, claims=claims, forbidden=forbidden),
        partial(by_address, register=register, forbidden=forbidden),
        partial(
            by_place,
            parcels=parcels,
            register=register,
            local_crs=local_crs,
            nearest_meters=nearest_meters,
            forbidden=forbidden,
        ),
    ]
    decided = []
    for rule in rules:
        found = rule(queue)
        decided += [_linked(found), _for_review(found)]
        queue = queue.loc[~among(queue["property_id"], found["property_id"])]
    decided.append(_nowhere(queue, forbidden))
    links = pd.concat(decided, ignore_index=True).sort_values(["property_id", "parcel_id"])
    if set(links["property_id"]) != set(points["property_id"]):
        raise LinkageLostError("Linking to parcels must return every property, and no other.")
    outlined = register.loc[register["has_outline"], "parcel_id"]
    links["has_outline"] = among(links["parcel_id"], outlined)
    table = validate(links[columns_of(ParcelLinks)], ParcelLinks)
    return table, _issues(table)


#: Where people say which parcel it is.
_SETTLED_IN = {
    LinkMethod.REVIEW.value: " Say which on the Data page, under Review links.",
    LinkMethod.NONE.value: " Say which in data/overrides/parcel_links.csv.",
}

#: Given the properties still to be placed: `property_id`, `parcel_id`, `method`,
#: `distance_meters`, `evidence`, and `is_tied` where the parcel is one of several as good.
Rule = Callable[[gpd.GeoDataFrame], pd.DataFrame]


def by_override(queue: gpd.GeoDataFrame, overrides: pd.DataFrame) -> pd.DataFrame:
    """A person said so. A decision without a parcel says that the property stands on none."""
    signed = overrides.loc[among(overrides["property_id"], queue["property_id"])]
    return _found(signed, LinkMethod.OVERRIDE, signature(signed))


def no_pairs() -> pd.DataFrame:
    """Return no pairs of a property and a parcel."""
    return pd.DataFrame(columns=["property_id", "parcel_id"], dtype="string")


def by_claim(
    queue: gpd.GeoDataFrame, claims: pd.DataFrame, forbidden: pd.MultiIndex
) -> pd.DataFrame:
    """A publisher names the parcel, or several."""
    named = claims.loc[among(claims["property_id"], queue["property_id"])]
    named = named.loc[~pairs_index(named).isin(forbidden)]
    once = named.drop_duplicates(["property_id", "parcel_id"])
    return _found(once, LinkMethod.IDENTIFIER, once["evidence"])


def by_address(
    queue: gpd.GeoDataFrame, register: pd.DataFrame, forbidden: pd.MultiIndex
) -> pd.DataFrame:
    """A parcel carries an address of the property. One address of several parcels is a tie."""
    keys = keys_by_row(queue.set_index("property_id")["address"])
    parcel_keys = keys_by_row(register.set_index("parcel_id")["address"])
    theirs = parcel_keys.loc[parcel_keys.isin(keys)].rename_axis("parcel_id").reset_index()
    pairs = keys.rename_axis("property_id").reset_index().merge(theirs, on="address_key")
    pairs = pairs.loc[~pairs_index(pairs).isin(forbidden)]
    sharing = pairs.groupby(["property_id", "address_key"])["parcel_id"].transform("nunique")
    ordered = pairs.assign(is_tied=sharing > 1).sort_values(
        ["property_id", "parcel_id", "is_tied", "address_key"], ascending=[True, True, False, True]
    )
    once = ordered.drop_duplicates(["property_id", "parcel_id"])
    evidence = "The parcel's address is the property's, " + once["address_key"] + "."
    return _found(once, LinkMethod.ADDRESS, evidence, is_tied=once["is_tied"])


def by_place(
    queue: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | Path,
    register: pd.DataFrame,
    local_crs: str,
    nearest_meters: float,
    forbidden: pd.MultiIndex,
) -> pd.DataFrame:
    """The property's point lies in the parcel, or the parcel is the nearest one.

    The nearest parcel is a neighbor's if it has another house number: registers have gaps.
    """
    placed = queue.loc[are_placeable(queue)]
    found = locate(placed.geometry, parcels, local_crs, nearest_meters, TIE_METERS)
    found["property_id"] = placed["property_id"].to_numpy()[found["point"]]
    is_neighbor = (found["distance_meters"] > 0) & _has_other_number(found, placed, register)
    found = found.loc[~found["property_id"].isin(found.loc[is_neighbor, "property_id"])]
    found = found.loc[~pairs_index(found).isin(forbidden)]
    meters = found["distance_meters"]
    nearest = (
        "The property's point lies in no parcel; this is the nearest one, "
        + meters.round(1).astype("string")
        + " meters away."
    )
    is_inside = meters == 0
    return _found(
        found,
        is_inside.map({True: LinkMethod.LOCATION.value, False: LinkMethod.NEAREST.value}),
        nearest.mask(is_inside, "The property's point lies in the parcel."),
        distance_meters=meters,
        is_tied=found["property_id"].duplicated(keep=False),
    )


def are_placeable(queue: gpd.GeoDataFrame) -> pd.Series:
    """Whether a property's point is exact enough to say on which parcel it stands."""
    exact = queue["location_quality"].isin([quality.value for quality in PLACEABLE])
    return exact & queue.geometry.notna() & ~are_crossings(queue["address"])


def _has_other_number(
    pairs: pd.DataFrame, queue: gpd.GeoDataFrame, register: pd.DataFrame
) -> pd.Series:
    """Whether property and parcel both have house numbers, and none in common."""
    parcels = register.loc[among(register["parcel_id"], pairs["parcel_id"])]
    numbers = [
        keys_by_row(table.set_index(name)["address"])
        .str.extract(r"^(?P<number>\d+)")
        .rename_axis(name)
        .reset_index()
        for table, name in ((queue, "property_id"), (parcels, "parcel_id"))
    ]
    are_numbered = [pairs[table.columns[0]].isin(table[table.columns[0]]) for table in numbers]
    common = numbers[0].merge(numbers[1], on="number")[["property_id", "parcel_id"]]
    agreeing = pairs.merge(common.drop_duplicates(), how="left", indicator=True)["_merge"] == "both"
    return are_numbered[0] & are_numbered[1] & ~agreeing.set_axis(pairs.index)


def pairs_index(table: pd.DataFrame) -> pd.MultiIndex:
    """Properties and parcels of a table, to ask whether another has the same pair."""
    return pd.MultiIndex.from_frame(table[["property_id", "parcel_id"]].astype(object))


def _found(
    pairs: pd.DataFrame, method: LinkMethod | pd.Series, evidence: pd.Series, **more: pd.Series
) -> pd.DataFrame:
    found = pairs[["property_id", "parcel_id"]].assign(
        method=method, evidence=evidence, distance_meters=np.nan, is_tied=False
    )
    return found.assign(**more)


def _linked(found: pd.DataFrame) -> pd.DataFrame:
    tied = found.loc[found["is_tied"], "property_id"]
    return found.loc[~found["property_id"].isin(tied)].assign(candidate_parcel_ids=None)


def _for_review(found: pd.DataFrame) -> pd.DataFrame:
    """One row per property with a tie; all that was found for it are candidates."""
    tied = found.loc[found["is_tied"], "property_id"]
    ordered = found.loc[found["property_id"].isin(tied)].sort_values(["property_id", "parcel_id"])
    by_property = ordered.groupby("property_id")
    count = by_property["parcel_id"].nunique().astype("string")
    first = by_property["evidence"].first()
    made = pd.DataFrame(
        {
            "parcel_id": None,
            "method": LinkMethod.REVIEW.value,
            "evidence": first + " But so it is with " + count + " parcels, and none fits better.",
            "distance_meters": np.nan,
            "candidate_parcel_ids": by_property["parcel_id"].agg(";".join),
        }
    )
    return made.reset_index()


def _nowhere(queue: gpd.GeoDataFrame, forbidden: pd.MultiIndex) -> pd.DataFrame:
    """Properties that no rule found a parcel for, and why."""
    near = "and its point lies in none, nor near one that is not a neighbor's."
    reason = pd.Series(near, index=queue.index).mask(
        ~are_placeable(queue), "and its coordinate is not exact enough to place it on one."
    )
    reason = reason.mask(queue.geometry.isna(), "and it has no coordinate.")
    is_barred = queue["property_id"].isin(forbidden.get_level_values(0))
    found = pd.Series("No parcel carries its address, ", index=queue.index).mask(
        is_barred, "But for what people ruled out, no parcel carries its address, "
    )
    doorless = queue["address"].map(why_no_door).astype("string")
    which = ("which " + doorless + ", ").fillna("")
    return queue[["property_id"]].assign(
        parcel_id=None,
        method=LinkMethod.NONE.value,
        evidence=found + which + reason,
        distance_meters=np.nan,
        candidate_parcel_ids=None,
    )


def _register(parcels: gpd.GeoDataFrame | Path) -> pd.DataFrame:
    """Id and address of every known parcel, and whether its outline is known."""
    if isinstance(parcels, Path):
        return read_register(parcels)
    return pd.DataFrame(
        {
            "parcel_id": parcels["parcel_id"],
            "address": parcels["address"],
            "has_outline": parcels.geometry.notna(),
        }
    )


def _issues(links: pd.DataFrame) -> pd.DataFrame:
    """One doubt per property without a parcel, and per property that people must decide."""
    settles = {
        LinkMethod.NONE.value: Issue.NO_PARCEL.value,
        LinkMethod.REVIEW.value: Issue.AMBIGUOUS_LINK.value,
    }
    doubtful = links.loc[links["method"].isin(settles)]
    if doubtful.empty:
        return empty(Issues)
    return validate(
        pd.DataFrame(
            {
                "issue": doubtful["method"].map(settles),
                "property_id": doubtful["property_id"],
                "table": "parcel_links",
                "row_id": doubtful["property_id"],
                "source_id": None,
                "detail": doubtful["evidence"] + doubtful["method"].map(_SETTLED_IN),
            },
            columns=columns_of(Issues),
        ),
        Issues,
    )
