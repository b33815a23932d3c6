"""The Preservation Catalog of Washington DC, judged as of 1 April 2016."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.covenants import load_programs
from housing.sources import prescat_projects, prescat_subsidies
from housing.sources.base import RawFile, Source
from tests.covenant_case import Case, run

pytestmark = pytest.mark.real

AS_OF = date(2016, 4, 1)
IN_FIVE_YEARS = pd.Timestamp("2021-04-01")


def table_of(source: Source, path: Path, vintage: date, name: str) -> pd.DataFrame:
    return source.normalize(RawFile(path=path, name=path.name, vintage=vintage))[name]


def catalog(real_data: Path, programs: pd.DataFrame) -> Case:
    folder = real_data / "dc" / "prescat_2016_04"
    records = table_of(prescat_projects.SOURCE, folder / "Project.csv", AS_OF, "records")
    covenants = table_of(prescat_subsidies.SOURCE, folder / "Subsidy.csv", AS_OF, "covenants")
    homes = records.set_index("record_id")["units_total"]
    return run(covenants, covenants["record_id"].tolist(), homes, AS_OF, programs)


@pytest.fixture(scope="module")
def dc(real_data: Path) -> Case:
    return catalog(real_data, load_programs())


@pytest.fixture(scope="module")
def dc_every_kind(real_data: Path) -> Case:
    """The catalog as if mortgages and bonds were covenants too."""
    programs = load_programs()
    return catalog(real_data, programs.assign(kind=programs["kind"].replace("none", "auto_lapse")))


def test_every_program_of_both_exports_is_mapped(dc: Case, real_data: Path) -> None:
    assert "program_unmapped" not in set(dc.issues["issue"])
    path = real_data / "dc" / "prescat_2017" / "Subsidy_2017-04.csv"
    later = table_of(prescat_subsidies.SOURCE, path, date(2017, 4, 17), "covenants")
    made = run(later, later["record_id"].tolist(), {}, date(2017, 4, 17))
    assert "program_unmapped" not in set(made.issues["issue"])


def test_going_by_the_published_dates_first_ends_warn_three_times_as_often(
    dc_every_kind: Case,
) -> None:
    active = dc_every_kind.covenants.query("status == 'active'")
    ends = active.groupby("property_id")["end_date"]
    complete = active["end_date"].notna().groupby(active["property_id"]).all()
    assert len(ends) == 328
    assert (ends.min() <= IN_FIVE_YEARS).sum() == 110
    assert ((ends.max() <= IN_FIVE_YEARS) & complete).sum() == 35


def test_the_judged_dates_say_the_same_but_for_one_lost_century(dc_every_kind: Case) -> None:
    ends = dc_every_kind.timeline
    assert (ends["covenants_active"] > 0).sum() == 328
    assert (ends["last_end_date"] <= IN_FIVE_YEARS).sum() == 35
    early = ends.index[ends["first_end_date"] <= IN_FIVE_YEARS]
    active = dc_every_kind.covenants.query("status == 'active'")
    published = active.loc[active["end_date"] <= IN_FIVE_YEARS, "property_id"]
    assert len(early) == 109
    assert set(published) - set(early) == {"prescat_projects:NL000315"}


def test_mortgages_and_bonds_are_no_covenants_so_fewer_properties_end_first(dc: Case) -> None:
    ends = dc.timeline
    assert (ends["covenants_active"] > 0).sum() == 318
    assert (ends["first_end_date"] <= IN_FIVE_YEARS).sum() == 77
    assert (ends["last_end_date"] <= IN_FIVE_YEARS).sum() == 39
    restricting = dc.covenants.query("is_covenant")["program"]
    assert not {"fha_insured_mortgage", "tax_exempt_bond"} & set(restricting)


def test_the_end_of_1939_is_a_doubt_and_nobody_corrects_it(dc: Case) -> None:
    doubt = dc.issues.query("issue == 'date_out_of_range'")
    assert doubt["row_id"].tolist() == ["prescat_subsidies:NL000315-1"]
    assert "it may be 2039-12-01" in doubt["detail"].item()
    row = dc.one("prescat_subsidies:NL000315-1")
    assert row["end_date"] == pd.Timestamp("1939-12-01")
    assert pd.isna(row["usable_end_date"])


def test_no_past_date_ends_an_active_row(dc: Case) -> None:
    past = dc.covenants.query("status == 'active'")
    past = past.loc[past["end_date"] < pd.Timestamp(AS_OF)]
    assert len(past) == 41
    binding = past.loc[past["is_covenant"]]
    assert binding["is_active"].all()
    assert (binding["is_stale"] ^ binding["is_expired_unverified"]).all()
    assert binding["is_stale"].sum() == 13
    assert binding["is_expired_unverified"].sum() == 15
    assert set(past.loc[~past["is_covenant"], "program"]) == {"tax_exempt_bond"}


def test_rows_the_catalog_ended_protect_nothing(dc: Case) -> None:
    ended = dc.covenants.query("status == 'ended'")
    assert len(ended) == 77
    assert not ended["is_active"].any()


def test_homes_at_risk_stay_within_the_homes_restricted(dc: Case) -> None:
    known = dc.timeline.dropna(subset=["units_restricted", "units_at_risk_10y"])
    assert len(known) > 300
    assert (known["units_at_risk_10y"] <= known["units_restricted"]).all()
    assert (known["units_restricted"] <= known["units_restricted_high"]).all()
    assert (known["units_at_risk_renewals_10y"] <= known["units_at_risk_10y"]).all()


def test_public_housing_has_no_scheduled_end(dc: Case) -> None:
    public = dc.covenants.query("program == 'public_housing' and is_active")
    assert len(public) == 101
    assert set(public["kind"]) == {"open_ended"}


def test_one_property_may_have_two_contracts_on_one_202_loan(dc: Case) -> None:
    rows = dc.covenants.query("property_id == 'prescat_projects:NL000021'")
    kinds = dict(zip(rows["program"], rows["kind"], strict=True))
    assert kinds["section_8_pbra"] == "renewable"
    assert kinds["section_202_direct_loan"] == "auto_lapse"
