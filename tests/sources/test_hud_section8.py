"""HUD's contracts, from an excerpt of the research extract and a file in HUD's own layout."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.hud_section8 import FEWEST_FILLED_IN, normalize
from tests.raw_files import changed, excerpt, reasons, written

RAW = excerpt("hud_section8", "dc_sec8_contracts_2016-08.csv", date(2016, 8, 31))

HUD_LAYOUT = (
    "property_id,property_name_text,contract_number,tracs_effective_date,"
    "tracs_overall_expiration_date,tracs_status_name,contract_term_months_qty,"
    "assisted_units_count,program_type_group_name,rent_to_FMR_ratio\n"
)
ROW = (
    "800003741,1330 7TH STREET ,DC39M000025,10/01/2004,09/30/2024,Active,240,84,S8 Loan Mgmt,171.4"
)


@pytest.fixture(scope="module")
def contracts() -> pd.DataFrame:
    return normalize(RAW)["contracts"].set_index("contract_number_hud")


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    return normalize(RAW)["records"].set_index("source_record_id")


def test_carriage_returns_end_lines(contracts: pd.DataFrame, records: pd.DataFrame) -> None:
    assert b"\n" not in RAW.path.read_bytes()
    assert len(contracts) == len(records) == 12
    assert "quarantine" not in normalize(RAW)


def test_padding_is_no_part_of_a_name(records: pd.DataFrame) -> None:
    assert records.loc["DC39M000054", "name"] == "FRIENDSHIP TERRACE"
    assert records.loc["DC39M000054", "owner_name"] == "Episcopal Church Home, Friendship, Inc."
    assert records.loc["DC39M000054", "owner_type"] == "nonprofit"
    assert records.loc["DC39M000054", "address"] == "4201 BUTTERWORTH PL NW"


def test_no_covenants_are_made_here() -> None:
    assert set(normalize(RAW)) == {"records", "contracts"}


def test_a_contract_tells_its_rent_level(contracts: pd.DataFrame) -> None:
    assert contracts.loc["DC390010018", "rent_to_fmr_pct"] == 73.96
    assert contracts.loc["DC390010018", "term_months"] == 240
    assert contracts.loc["DC390010018", "record_id"] == "hud_section8:DC390010018"


def test_a_grant_for_a_coordinator_has_no_rent(contracts: pd.DataFrame) -> None:
    assert contracts.loc["DC39CS94003", "program_source"] == "Service Coordinator"
    assert pd.isna(contracts.loc["DC39CS94003", "rent_to_fmr_pct"])


def test_a_list_without_dates_leaves_them_unknown(contracts: pd.DataFrame) -> None:
    assert contracts["end_date"].isna().all()


def test_a_previous_term_that_is_the_same_everywhere_was_filled_in(
    contracts: pd.DataFrame,
) -> None:
    assert len(contracts) >= FEWEST_FILLED_IN
    assert contracts["previous_term_months"].isna().all()


def test_previous_terms_that_differ_are_read(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"DC,11001000300,11001000300,1765,240,154": "DC,1,1,1765,240,60"})
    terms = normalize(raw)["contracts"].set_index("contract_number_hud")["previous_term_months"]
    assert terms["DC390010018"] == 60
    assert terms["DC39M000054"] == 154


def test_hud_s_own_layout_has_the_overall_end(tmp_path: Path) -> None:
    tables = normalize(written(tmp_path, "sec8.csv", HUD_LAYOUT + ROW))
    contract = tables["contracts"].iloc[0]
    assert contract["start_date"] == pd.Timestamp("2004-10-01")
    assert contract["end_date"] == pd.Timestamp("2024-09-30")
    assert tables["records"].iloc[0]["property_id_hud"] == "800003741"
    assert tables["records"].iloc[0]["name"] == "1330 7TH STREET"


def test_a_terminated_contract_is_a_record_only(tmp_path: Path) -> None:
    ended = ROW.replace("000025", "000026").replace("Active", "Terminated")
    lapsed = ROW.replace("000025", "000027").replace("Active", "Expired")
    tables = normalize(written(tmp_path, "sec8.csv", "\n".join([HUD_LAYOUT + ROW, ended, lapsed])))
    assert len(tables["records"]) == 3
    assert set(tables["contracts"]["contract_number_hud"]) == {"DC39M000025", "DC39M000027"}
    assert tables["records"]["status_source"].tolist() == ["Active", "Terminated", "Expired"]


def test_an_owner_who_is_a_person_is_withheld(tmp_path: Path) -> None:
    layout = HUD_LAYOUT.replace("\n", ",owner_organization_name\n")
    tables = normalize(written(tmp_path, "sec8.csv", f"{layout}{ROW},DOE JANE"))
    assert tables["records"].iloc[0]["owner_name"] == "[individual, name withheld]"


def test_fractions_instead_of_percents_stop_the_refresh(tmp_path: Path) -> None:
    raw = written(tmp_path, "sec8.csv", HUD_LAYOUT + ROW.replace("171.4", "1.714"))
    with pytest.raises(SourceChangedError, match="percent"):
        normalize(raw)


def test_a_contract_listed_twice_is_one(tmp_path: Path) -> None:
    tables = normalize(written(tmp_path, "sec8.csv", f"{HUD_LAYOUT}{ROW}\n{ROW}\n"))
    assert len(tables["contracts"]) == 1
    assert reasons(tables) == ["duplicate_id"]


def test_a_row_without_a_contract_number_is_quarantined(tmp_path: Path) -> None:
    raw = written(tmp_path, "sec8.csv", f"{HUD_LAYOUT}{ROW}\n{ROW.replace('DC39M000025', '')}\n")
    assert reasons(normalize(raw)) == ["missing_id"]


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'assisted_units_count'"):
        normalize(changed(RAW, tmp_path, {"assisted_units_count": "assisted_units"}))
