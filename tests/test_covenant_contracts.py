"""HUD's contract list fills what covenants leave blank, and shows contracts nobody else lists."""

from datetime import date

import pandas as pd

from housing.covenant_contracts import inform
from housing.tables import Contracts, Covenants, RecordLinks
from tests.factory import table

AS_OF = date(2026, 10, 1)
NUMBER = "DC39L000008"

COVENANTS = table(Covenants, [{"contract_number_hud": NUMBER}])
LINKS = table(RecordLinks, [{"record_id": "hud:1", "property_id": "P1"}])


def contracts(**values: object) -> pd.DataFrame:
    return table(Contracts, [{"contract_number_hud": NUMBER, "record_id": "hud:1", **values}])


def test_a_contract_fills_the_rent_level_its_covenant_leaves_blank() -> None:
    informed = inform(COVENANTS, contracts(rent_to_fmr_pct=85.0), LINKS, AS_OF)
    assert informed["rent_to_fmr_pct"].tolist() == [85.0]


def test_what_a_covenant_states_itself_is_kept() -> None:
    stated = table(Covenants, [{"contract_number_hud": NUMBER, "rent_to_fmr_pct": 120.0}])
    informed = inform(stated, contracts(rent_to_fmr_pct=85.0), LINKS, AS_OF)
    assert informed["rent_to_fmr_pct"].tolist() == [120.0]


def test_a_contract_list_from_after_as_of_informs_nothing() -> None:
    later = contracts(rent_to_fmr_pct=85.0, observed_date="2027-01-01")
    assert inform(COVENANTS, later, LINKS, AS_OF)["rent_to_fmr_pct"].isna().all()


def test_a_contract_no_covenant_carries_becomes_one_of_its_own() -> None:
    other = contracts().assign(contract_number_hud="DC39Z999999", units_assisted=20)
    informed = inform(COVENANTS, other, LINKS, AS_OF)
    added = informed.iloc[-1]
    assert len(informed) == 2
    assert added["units_assisted"] == 20
    assert added["end_basis"] == "unknown"
    assert added["status"] == "active"


def test_a_contract_whose_record_has_no_property_adds_nothing() -> None:
    other = contracts(record_id="hud:lost").assign(contract_number_hud="DC39Z999999")
    assert len(inform(COVENANTS, other, LINKS, AS_OF)) == 1
