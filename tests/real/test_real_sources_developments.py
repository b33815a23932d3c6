"""Washington's and HUD's lists of developments, read whole: every row accounted for."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.owner_names import WITHHELD, masked
from housing.sources.base import RawFile, Source, Tables, read_csv
from housing.sources.registry import SOURCES

pytestmark = pytest.mark.real

CATALOG = "dc/prescat_2016_04"
EXPORTED = date(2016, 4, 1)
LIHTC = "dc/lihtc_2022/HUD_LIHTC_DC_2022-12-13.csv"
CONTRACTS = "national/sec8_outcomes/dc_sec8_contracts_2016-08.csv"
LAYER = "dc/affordable_housing"

#: Source, file, day, table, and rows of the file.
FILES = [
    ("prescat_projects", f"{CATALOG}/Project.csv", EXPORTED, "records", 362),
    ("prescat_subsidies", f"{CATALOG}/Subsidy.csv", EXPORTED, "covenants", 721),
    (
        "prescat_subsidies",
        "dc/prescat_2017/Subsidy_2017-04.csv",
        date(2017, 4, 17),
        "covenants",
        731,
    ),
    ("prescat_parcels", f"{CATALOG}/Parcel.csv", EXPORTED, "claimed_parcels", 905),
    ("prescat_inspections", f"{CATALOG}/Reac_score.csv", EXPORTED, "inspections", 493),
    ("prescat_events", f"{CATALOG}/Real_property.csv", EXPORTED, "events", 1078),
    ("hud_lihtc", LIHTC, date(2022, 12, 13), "records", 220),
    ("hud_lihtc", LIHTC, date(2022, 12, 13), "covenants", 220),
    ("hud_section8", CONTRACTS, date(2016, 8, 31), "contracts", 105),
    ("hud_section8", CONTRACTS, date(2016, 8, 31), "records", 105),
    ("dc_affordable_housing", f"{LAYER}/affordable-housing_2016-08.geojson", None, "records", 190),
    ("dc_affordable_housing", f"{LAYER}/Affordable_Housing_2021-05-03.csv", None, "records", 558),
    ("dc_affordable_housing", f"{LAYER}/Affordable_Housing_2024-09-23.csv", None, "records", 924),
    ("dc_affordable_housing", f"{LAYER}/Affordable_Housing_2025-05-26.csv", None, "records", 922),
]


def source_of(source_id: str) -> Source:
    return SOURCES[source_id]


def read(real_data: Path, source_id: str, file: str, vintage: date | None = None) -> Tables:
    path = real_data / file
    return source_of(source_id).normalize(RawFile(path, path.name, vintage))


@pytest.fixture(scope="module")
def covenants(real_data: Path) -> pd.DataFrame:
    return read(real_data, "prescat_subsidies", f"{CATALOG}/Subsidy.csv", EXPORTED)["covenants"]


@pytest.fixture(scope="module")
def next_covenants(real_data: Path) -> pd.DataFrame:
    file = "dc/prescat_2017/Subsidy_2017-04.csv"
    return read(real_data, "prescat_subsidies", file, date(2017, 4, 17))["covenants"]


@pytest.mark.parametrize(
    ("source_id", "file", "vintage", "table", "rows"),
    [pytest.param(*given, id=f"{Path(given[1]).stem}-{given[3]}") for given in FILES],
)
def test_every_row_is_in_a_table_or_in_quarantine(
    real_data: Path, source_id: str, file: str, vintage: date | None, table: str, rows: int
) -> None:
    tables = read(real_data, source_id, file, vintage)
    set_aside = len(tables["quarantine"]) if "quarantine" in tables else 0
    assert len(tables[table]) + set_aside == rows
    assert set_aside == (1 if "2024-09-23" in file else 0)


def test_the_row_that_lost_a_cell_in_2024_is_named(real_data: Path) -> None:
    file = f"{LAYER}/Affordable_Housing_2024-09-23.csv"
    rejected = read(real_data, "dc_affordable_housing", file)["quarantine"].iloc[0]
    assert (rejected["reason"], rejected["row_number"]) == ("shifted_row", 378)


def test_covenants_of_2016_are_as_counted_by_hand(covenants: pd.DataFrame) -> None:
    active = covenants["status"] == "active"
    ends = covenants["end_date"]
    assert active.sum() == 644
    assert (active & ends.isna()).sum() == 232
    assert (active & (ends < pd.Timestamp(EXPORTED))).sum() == 41
    assert ends.min() == pd.Timestamp("1939-12-01")
    assert covenants["record_id"].nunique() == 349


def test_the_catalog_derived_every_end_of_a_tax_credit(covenants: pd.DataFrame) -> None:
    assert covenants["end_basis"].value_counts().to_dict() == {
        "reported": 374,
        "unknown": 243,
        "derived": 104,
    }


def test_a_year_later_the_same_covenants_are_recognized(
    covenants: pd.DataFrame, next_covenants: pd.DataFrame
) -> None:
    both = covenants.merge(next_covenants, on="covenant_id", suffixes=("", "_next"))
    assert len(both) == 719
    assert len(next_covenants) - len(both) == 12
    assert len(covenants) - len(both) == 2
    ends, next_ends = both["end_date"], both["end_date_next"]
    assert ((ends != next_ends) & ends.notna() & next_ends.notna()).sum() == 33
    ended = (both["status"] == "active") & (both["status_next"] == "ended")
    assert ended.sum() == 8


def test_all_subsidies_and_most_parcels_belong_to_a_project(
    real_data: Path, covenants: pd.DataFrame
) -> None:
    projects = read(real_data, "prescat_projects", f"{CATALOG}/Project.csv", EXPORTED)["records"]
    claims = read(real_data, "prescat_parcels", f"{CATALOG}/Parcel.csv", EXPORTED)[
        "claimed_parcels"
    ]
    known = set(projects["record_id"])
    assert set(covenants["record_id"]) <= known
    assert set(claims["record_id"]) <= known
    assert claims["record_id"].nunique() == 357
    assert claims["latitude"].isna().sum() == 31
    assert claims["latitude"].between(38.7, 39.0).sum() == 874


def test_projects_are_as_counted_by_hand(real_data: Path) -> None:
    projects = read(real_data, "prescat_projects", f"{CATALOG}/Project.csv", EXPORTED)["records"]
    assert projects["status_source"].value_counts().to_dict() == {"Active": 342, "Inactive": 20}
    assert projects["is_subsidized_source"].eq("Yes").sum() == 330
    assert projects["owner_type"].value_counts().to_dict() == {
        "unknown": 239,
        "for_profit": 53,
        "nonprofit": 48,
        "limited_dividend": 18,
        "public": 4,
    }
    assert projects["location_quality"].eq("rooftop").sum() == 361


def test_inspections_are_as_counted_by_hand(real_data: Path) -> None:
    inspections = read(real_data, "prescat_inspections", f"{CATALOG}/Reac_score.csv", EXPORTED)[
        "inspections"
    ]
    latest = inspections.sort_values("inspection_date").groupby("record_id").tail(1)
    assert len(latest) == 125
    assert (latest["score"] < 60).sum() == 7
    file = RawFile(real_data / CATALOG / "Reac_score.csv", "Reac_score.csv", None)
    published = read_csv(file, ("REAC_score_num", "REAC_score_letter"), "prescat_inspections")
    assert inspections["score"].tolist() == published["REAC_score_num"].astype(int).tolist()
    assert inspections["health_safety_code"].tolist() == published["REAC_score_letter"].tolist()


def test_events_are_as_counted_by_hand(real_data: Path) -> None:
    events = read(real_data, "prescat_events", f"{CATALOG}/Real_property.csv", EXPORTED)["events"]
    assert events["event_type"].value_counts().to_dict() == {
        "sale": 953,
        "foreclosure_notice": 98,
        "foreclosure_outcome": 27,
    }
    assert events["parcel_id"].notna().all()
    assert events["price_usd"].notna().sum() == 468
    assert events["event_date"].isna().sum() == 343


def test_tax_credits_are_as_counted_by_hand(real_data: Path) -> None:
    tables = read(real_data, "hud_lihtc", LIHTC, date(2022, 12, 13))
    records, covenants = tables["records"], tables["covenants"]
    assert records["placed_in_service_year"].isna().sum() == 19
    assert covenants["end_date"].isna().sum() == 19
    assert records["status_source"].notna().sum() == 10
    assert covenants["status"].eq("unknown").sum() == 10
    assert records["latitude"].isna().sum() == 6


def test_most_contract_numbers_of_the_catalog_are_hud_s(
    real_data: Path, covenants: pd.DataFrame
) -> None:
    contracts = read(real_data, "hud_section8", CONTRACTS, date(2016, 8, 31))["contracts"]
    shared = set(covenants["contract_number_hud"].dropna()) & set(contracts["contract_number_hud"])
    assert len(shared) == 103
    assert contracts["previous_term_months"].isna().all(), "154 in every row: a filled-in average"


def test_ids_of_the_layer_outlast_its_publications(real_data: Path) -> None:
    older, newer = (
        set(
            read(real_data, "dc_affordable_housing", f"{LAYER}/Affordable_Housing_{day}.csv")[
                "records"
            ]["source_record_id"]
        )
        for day in ("2024-09-23", "2025-05-26")
    )
    assert len(older & newer) == 907


@pytest.mark.parametrize(
    ("file", "observed"),
    [
        ("affordable-housing_2016-08.geojson", "2016-08-10"),
        ("Affordable_Housing_2021-05-03.csv", "2021-05-03"),
        ("Affordable_Housing_2024-09-23.csv", "2024-09-23"),
        ("Affordable_Housing_2025-05-26.csv", "2025-05-26"),
    ],
)
def test_every_form_of_the_layer_lies_in_washington(
    real_data: Path, file: str, observed: str
) -> None:
    records = read(real_data, "dc_affordable_housing", f"{LAYER}/{file}")["records"]
    placed = records.dropna(subset=["latitude"])
    assert len(records) - len(placed) == (3 if "2021" in file else 0)
    assert placed["latitude"].between(38.79, 39.0).all()
    assert placed["longitude"].between(-77.12, -76.9).all()
    assert set(records["observed_date"]) == {pd.Timestamp(observed)}


def test_no_person_of_the_catalog_is_named(real_data: Path) -> None:
    tables = read(real_data, "prescat_events", f"{CATALOG}/Real_property.csv", EXPORTED)
    assert tables["events"]["party"].eq(WITHHELD).sum() >= 348
    assert not tables["events"]["description"].str.contains("redacted").any()
    claims = read(real_data, "prescat_parcels", f"{CATALOG}/Parcel.csv", EXPORTED)[
        "claimed_parcels"
    ]
    individuals = claims["owner_type_source"].isin(["010", "020", "030"])
    assert set(claims.loc[individuals, "owner_name"]) == {WITHHELD}
    assert claims.loc[~individuals, "owner_name"].dropna().ne(WITHHELD).all()


def test_organizations_of_the_city_s_roll_keep_their_names(real_data: Path) -> None:
    """Of 1,116 names the roll's own screening left, those of trustees and trusts are withheld."""
    file = real_data / "dc" / "parcels" / "dc_owner_parcels_lbc_2016-07.parquet"
    names = pd.read_parquet(file, columns=["OWNERNAME"])["OWNERNAME"].dropna().drop_duplicates()
    left = names[~names.str.contains("REDACTED")]
    shown, is_masked = masked(left)
    withheld = left[is_masked]
    assert len(withheld) / len(left) < 0.12
    is_trust = withheld.str.contains(r"TRUST|ESTATE|\bIRA\b")
    assert (~is_trust).sum() <= 10, withheld[~is_trust].tolist()
    assert not shown.str.contains(r"TRUSTEE$").fillna(False).any()
