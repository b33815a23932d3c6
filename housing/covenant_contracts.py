"""What HUD's contract list adds to covenants: rent levels, terms, contracts nobody else lists."""

from datetime import date

import pandas as pd

from housing.ids import among
from housing.linked_tables import known_by
from housing.tables import Covenants, columns_of, validate
from housing.terms import CovenantStatus, EndBasis


def inform(
    covenants: pd.DataFrame, contracts: pd.DataFrame, record_links: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Fill covenants from the HUD contract of the same number; add contracts no covenant carries.

    A contract seen after `as_of` informs nothing. A rent level or term that a covenant states
    itself is kept, but a range of rents gives way to the exact one that HUD saw no earlier. A
    contract whose number no covenant carries becomes a covenant of its own, so that a property
    known only to HUD is not shown without one.

    Args:
        covenants: table `Covenants`.
        contracts: table `Contracts`.
        record_links: table `RecordLinks`; contracts of unlinked records add no covenant.
        as_of: the day of the snapshot.

    Returns:
        Table `Covenants`: every given row, then the added ones.
    """
    known = known_by(contracts, as_of).set_index("contract_number_hud")
    numbers = covenants["contract_number_hud"]
    filled = covenants.assign(
        **_rents(covenants, known),
        previous_term_months=covenants["previous_term_months"].fillna(
            numbers.map(known["previous_term_months"])
        ),
    )
    return pd.concat(
        [filled, _own(covenants, known.reset_index(), record_links)], ignore_index=True
    )


def _rents(covenants: pd.DataFrame, known: pd.DataFrame) -> dict[str, pd.Series]:
    """Contract rents with where they are from, exact ones before ranges."""
    numbers = covenants["contract_number_hud"].to_numpy(object)
    hud = known[["rent_to_fmr_pct", "observed_date", "source_id"]].reindex(numbers)
    hud = hud.set_axis(covenants.index)
    exact, seen = hud["rent_to_fmr_pct"], hud["observed_date"]
    is_range = covenants["rent_to_fmr_low_pct"].notna()
    is_newer = is_range & ~(covenants["observed_date"] > seen)
    takes = exact.notna() & (covenants["rent_to_fmr_pct"].isna() | is_newer)
    return {
        "rent_to_fmr_pct": covenants["rent_to_fmr_pct"].mask(takes, exact),
        "rent_to_fmr_low_pct": covenants["rent_to_fmr_low_pct"].mask(takes),
        "rent_to_fmr_high_pct": covenants["rent_to_fmr_high_pct"].mask(takes),
        "rent_source": covenants["rent_source"].mask(takes, hud["source_id"]),
        "rent_date": covenants["rent_date"].mask(takes, seen),
    }


def _own(
    covenants: pd.DataFrame, contracts: pd.DataFrame, record_links: pd.DataFrame
) -> pd.DataFrame:
    """Contracts that no covenant carries, as covenants."""
    linked = record_links.dropna(subset=["property_id"])["record_id"]
    added = contracts.loc[
        ~among(contracts["contract_number_hud"], covenants["contract_number_hud"].dropna())
        & among(contracts["record_id"], linked)
    ]
    dated = added["end_date"].notna()
    frame = added.reindex(columns=columns_of(Covenants)).assign(
        covenant_id=added["source_id"] + ":" + added["contract_number_hud"],
        source_record_id=added["contract_number_hud"],
        status=CovenantStatus.ACTIVE.value,
        end_basis=dated.map({True: EndBasis.REPORTED.value, False: EndBasis.UNKNOWN.value}),
    )
    return validate(frame, Covenants)
