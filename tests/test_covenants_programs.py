"""The crosswalk of programs: every wording has one meaning, and an unknown one is not safe."""

from pathlib import Path

import pandas as pd
import pytest

from housing.covenants import load_programs
from housing.covenants.programs import COLUMNS, FAMILIES
from housing.errors import ConfigError
from housing.terms import CovenantKind, Program
from tests.covenant_case import PROGRAMS, case

HUD_GROUPS = [
    "811 PRA Demo",
    "Other S8 New",
    "Other S8 Rehab",
    "PAC 202/811",
    "Pension Fund",
    "PRAC 202/811",
    "Rent Supplement",
    "S8 FmHA",
    "S8 Loan Mgmt",
    "S8 Preservation",
    "S8 Prop. Disp.",
    "S8 RAD Mod Rehab Con",
    "S8 RAD PH Conv",
    "S8 State Agency",
    "Sec. 202",
    "Sec. 236 RAP",
    "Service Coordinator",
    "Unknown",
]


def kind_of(source_id: str, program_source: str | None) -> str:
    row = case({"source_id": source_id, "program_source": program_source}).one()
    return str(row["kind"])


def test_every_line_gives_its_reason_and_its_basis() -> None:
    for column in ("reason", "basis"):
        assert (PROGRAMS[column].str.len() > 8).all()


def test_every_program_of_ours_is_somebodys_wording() -> None:
    assert set(PROGRAMS["program"]) == {program.value for program in Program}


@pytest.mark.parametrize("group", HUD_GROUPS)
def test_every_program_group_of_hud_is_mapped(group: str) -> None:
    assert (
        "program_unmapped"
        not in case({"source_id": "hud_section8", "program_source": group}).doubts()
    )


@pytest.mark.parametrize(
    ("source_id", "wording", "kind"),
    [
        pytest.param("hud_section8", "S8 Loan Mgmt", "renewable", id="assistance contract"),
        pytest.param("hud_section8", "Sec. 202", "renewable", id="Section 8 beside a 202 loan"),
        pytest.param("hud_section8", "PRAC 202/811", "prac", id="operating assistance"),
        pytest.param("hud_section8", "Service Coordinator", "none", id="a salary"),
        pytest.param("prescat_subsidies", "Public housing", "open_ended", id="public housing"),
        pytest.param("prescat_subsidies", "Tax exempt bond", "none", id="bond"),
        pytest.param(
            "prescat_subsidies", "Sec 221(d)(4) Mkt. Rate Mod Inc/Disp Fams", "none", id="insured"
        ),
        pytest.param(
            "prescat_subsidies",
            "Sec 221(d)(3) BMIR Urban Renewal/Coop Hsg",
            "auto_lapse",
            id="below-market-rate mortgage",
        ),
        pytest.param(
            "prescat_subsidies", "Sec 202/811 capital advance", "auto_lapse", id="40-year use"
        ),
        pytest.param("hud_lihtc", "Low-Income Housing Tax Credit", "auto_lapse", id="credits"),
        pytest.param("city_covenants", "Community land trust", "open_ended", id="land trust"),
    ],
)
def test_a_program_says_what_happens_at_its_end(source_id: str, wording: str, kind: str) -> None:
    assert kind_of(source_id, wording) == kind


def test_the_same_words_may_mean_different_programs_in_different_lists() -> None:
    assert kind_of("city_covenants", "515") == "auto_lapse"
    assert kind_of("hud_section8", "515") == "unknown"


def test_case_and_spacing_of_a_wording_do_not_matter() -> None:
    assert kind_of("hud_section8", "  s8   LOAN mgmt ") == "renewable"


def test_a_wording_may_be_given_by_its_beginning() -> None:
    row = case(
        {
            "source_id": "dc_affordable_housing",
            "program_source": "DC Affordable Housing layer: Pipeline",
        }
    ).one()
    assert row["program"] == "local_covenant"


@pytest.mark.parametrize("wording", ["Moonbeam grant", None])
def test_an_unmapped_program_still_counts_as_a_covenant(wording: str | None) -> None:
    made = case({"program_source": wording, "end_date": "2030-01-01"})
    assert made.one()["kind"] == CovenantKind.UNKNOWN
    assert made.one()["is_covenant"]
    assert made.doubts() == ["program_unmapped"]
    assert made.at("units_restricted") == 50


def test_every_source_of_covenants_has_its_wordings() -> None:
    assert set(FAMILIES.values()) == set(PROGRAMS["source_family"])


def written(folder: Path, **changed: str) -> Path:
    line = dict(zip(COLUMNS, ("HOME", "prescat", "home", "auto_lapse", "why", "law"), strict=True))
    path = folder / "programs.csv"
    pd.DataFrame([line, {**line, "program_source": "B", **changed}]).to_csv(path, index=False)
    return path


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        pytest.param({"kind": "renewed"}, r"kind 'renewed' \(line 3\)", id="unknown kind"),
        pytest.param({"program": "lithc"}, r"program 'lithc'", id="misspelt program"),
        pytest.param({"source_family": "hud"}, r"source_family 'hud'", id="unknown source"),
        pytest.param({"program_source": "home "}, "maps 'home ' twice", id="mapped twice"),
        pytest.param({"note": "x"}, "must have the columns", id="one column too many"),
    ],
)
def test_a_crosswalk_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, changed: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load_programs(written(tmp_path, **changed))


def test_a_missing_crosswalk_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not there"):
        load_programs(tmp_path / "programs.csv")


def test_no_covenants_at_all_are_judged_too() -> None:
    made = case()
    assert made.covenants.empty
    assert made.issues.empty
    assert made.schedule.empty
    assert made.at("covenants_total") == 0
    assert made.at("units_restricted") is None


@pytest.mark.parametrize("wording", ["N/A", "None", "0042"])
def test_a_wording_is_read_as_the_text_it_is(tmp_path: Path, wording: str) -> None:
    crosswalk = load_programs(written(tmp_path, program_source=wording))
    assert crosswalk["program_source"].tolist() == ["HOME", wording]


def test_wordings_that_are_numbers_keep_their_zeros(tmp_path: Path) -> None:
    line = dict(zip(COLUMNS, ("0042", "prescat", "home", "auto_lapse", "why", "law"), strict=True))
    path = tmp_path / "programs.csv"
    pd.DataFrame([line]).to_csv(path, index=False)
    assert load_programs(path)["program_source"].tolist() == ["0042"]


def crosswalk(*lines: tuple[str, str, str]) -> pd.DataFrame:
    """A crosswalk of wordings, families and programs."""
    full = [
        dict(zip(COLUMNS, (wording, family, program, "auto_lapse", "why", "law"), strict=True))
        for wording, family, program in lines
    ]
    return pd.DataFrame(full, dtype="string")


def test_of_two_beginnings_the_longer_says_what_a_wording_means() -> None:
    programs = crosswalk(
        ("City*", "city_covenants", "cdbg"),
        ("City loan*", "city_covenants", "home"),
        ("City loan of 2001", "city_covenants", "lihtc"),
        ("Cit*", "city_covenants", "hope_vi"),
    )
    wordings = ["City grant", "City loan", "city  LOAN of 2002", "City loan of 2001", "Citizens"]
    made = case(*({"program_source": wording} for wording in wordings), programs=programs)
    assert made.covenants["program"].tolist() == ["cdbg", "home", "home", "lihtc", "hope_vi"]


def test_a_row_for_any_source_serves_those_that_have_none_of_their_own() -> None:
    programs = crosswalk(
        ("Loan", "any", "cdbg"), ("Loan", "hud_lihtc", "lihtc"), ("Gift", "hud_lihtc", "home")
    )
    made = case(
        {"source_id": "hud_lihtc", "program_source": "Loan"},
        {"source_id": "city_covenants", "program_source": "Loan"},
        {"source_id": "a list of its own", "program_source": "Loan"},
        {"source_id": "city_covenants", "program_source": "Gift"},
        programs=programs,
    )
    assert made.covenants["program"].tolist() == ["lihtc", "cdbg", "cdbg", "other"]
    assert made.doubts("d") == ["program_unmapped"]


def test_the_same_wording_in_many_rows_means_the_same_in_each() -> None:
    wordings = ["HOME", "HOME", "Moonbeam grant", "LIHTC", "HOME", None, "LIHTC"]
    made = case(*({"program_source": wording} for wording in wordings))
    assert made.covenants["program"].tolist() == [
        "home",
        "home",
        "other",
        "lihtc",
        "home",
        "other",
        "lihtc",
    ]
