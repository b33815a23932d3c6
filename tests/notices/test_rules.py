"""The file of rules: every rule complete, cited, and verified or marked; a wrong one is refused."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from housing.config import REFERENCE_DIR
from housing.errors import ConfigError
from housing.jurisdictions import load_jurisdiction
from housing.notices import Rule, load_rules, rules_for
from housing.terms import NoticeTrigger
from tests.notices.case import LINE, rule

RULES = {one.rule_id: one for one in load_rules()}

#: Both ends of each window (months or days from what sets it off), as the cited law has them.
PERIODS = {
    "us_section8_one_year_notice": (None, None, -12, None),
    "us_section8_renewal_package": (None, None, None, -120),
    "us_hud_prepayment_notice": (None, -270, None, -150),
    "us_lihtc_qualified_contract": (0, None, None, None),
    "us_lihtc_three_year_protection": (None, 0, 36, None),
    "us_usda515_offer": (None, 0, None, 180),
    "ca_three_year_notice": (None, None, -36, None),
    "ca_twelve_month_notice": (None, None, -12, None),
    "ca_six_month_notice": (None, None, -6, None),
    "ma_two_year_notice": (None, None, -24, None),
    "ma_one_year_notice": (None, None, -12, None),
    "ma_offer_to_department": (None, 0, None, 90),
    "or_first_notice": (-36, None, -30, None),
    "or_second_notice": (-30, None, -24, None),
    "or_tenant_notice": (-24, None, -20, None),
    "md_notice_of_intent": (-24, None, -12, None),
    "ri_section8_notice": (None, None, -24, None),
    "ri_section8_offer": (None, None, -12, None),
    "wa_twelve_month_notice": (None, None, -12, None),
    "il_twelve_month_notice": (None, None, -12, None),
    "me_two_year_notice": (None, None, -24, None),
    "ct_one_year_notice": (None, None, -12, None),
    "mn_impact_statement": (None, None, -12, None),
    "dc_topa_small_interest": (None, 0, None, 15),
    "dc_topa_small_negotiate": (None, 0, None, 90),
    "dc_topa_large_register": (None, 0, None, 45),
    "dc_topa_large_negotiate": (None, 0, None, 120),
    "dc_dopa_interest": (None, 0, None, 30),
}


@pytest.mark.parametrize("rule_id", PERIODS)
def test_a_window_is_as_long_as_the_law_says(rule_id: str) -> None:
    one = RULES[rule_id]
    assert (
        one.opens_months,
        one.opens_days,
        one.deadline_months,
        one.deadline_days,
    ) == PERIODS[rule_id]


@pytest.mark.parametrize("one", load_rules(), ids=lambda one: one.rule_id)
def test_every_rule_says_whether_somebody_read_it(one: Rule) -> None:
    if one.is_verified:
        assert one.source_url.startswith("http")
        assert one.verified_on
    else:
        assert one.standing in ("unverified", "fictional")
        assert one.standing in one.name
    assert len(one.basis.split()) > 5


def test_tenants_of_washington_keep_their_times_and_lose_the_mark_when_the_law_changed() -> None:
    for rule_id in ("dc_topa_large_register", "dc_topa_small_interest"):
        before, after = RULES[rule_id], RULES[f"{rule_id}_2026"]
        assert before.effective_to is not None
        assert after.effective_from is not None
        assert (after.effective_from - before.effective_to).days == 1
        assert (before.is_verified, after.is_verified) == (True, False)
        assert before.deadline_days == after.deadline_days


def test_the_sample_city_has_federal_rules_and_invented_ones_only() -> None:
    place = load_jurisdiction("sample")
    here = rules_for(load_rules(), place.state, place.id)
    assert {one.jurisdiction for one in here} == {"us", "sample"}
    assert all(one.is_fictional == (one.jurisdiction == "sample") for one in here)


def test_washington_has_its_own_rules_beside_the_federal_ones() -> None:
    place = load_jurisdiction("dc")
    here = rules_for(load_rules(), place.state, place.id)
    assert {one.jurisdiction for one in here} == {"us", "DC"}


def test_a_rule_that_a_covenant_sets_off_asks_for_no_words_of_a_filing() -> None:
    for one in load_rules():
        is_filing = one.trigger in (
            NoticeTrigger.OFFER_OF_SALE,
            NoticeTrigger.STATEMENT_OF_INTEREST,
            NoticeTrigger.REGISTRATION,
        )
        assert bool(one.trigger_words) == is_filing


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"deadline_days": "-10"}, "deadline is counted in months or in days, not in both"),
        ({"opens_months": "-9", "opens_days": "3"}, "opens is counted in months or in days"),
        ({"deadline_months": ""}, "a rule needs a day it opens or a deadline"),
        ({"opens_months": "-12"}, "the window closes before it opens"),
        ({"opens_months": "-6"}, "the window closes before it opens"),
        ({"source_url": ""}, "a verified rule names its source and the day it was read"),
        ({"verified_on": ""}, "a verified rule names its source and the day it was read"),
        (
            {"effective_from": "2026-01-02", "effective_to": "2026-01-01"},
            "effective_to is before effective_from",
        ),
        ({"citation": "Fictional: Act 1"}, "an invented rule is never verified"),
        (
            {"citation": "Fictional: Act 1", "is_verified": "no"},
            "an invented rule is never verified and says so in its title",
        ),
        ({"programs": "section_9"}, "programs.0: Input should be"),
        ({"trigger": "someday"}, "trigger: Input should be"),
        ({"units_min": "five"}, "units_min: Input should be a valid integer"),
        ({"jurisdiction": "California"}, "jurisdiction: String should match"),
        ({"source_url": "javascript:alert(1)"}, "source_url: String should match"),
        ({"who": ""}, "who: String should have at least 1 character"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(
    said: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    path = written(tmp_path, [LINE | {"rule_id": "fine"}, LINE | said])
    with pytest.raises(ConfigError) as refused:
        load_rules(path)
    assert str(refused.value).startswith("rules.csv, line 3: ")
    assert sentence in str(refused.value)


def test_a_column_too_many_or_a_cell_too_few_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 2: stranger: Extra inputs are not permitted"):
        load_rules(written(tmp_path, [LINE | {"stranger": "x"}]))
    path = tmp_path / "short.csv"
    path.write_text(",".join(LINE) + "\nnotice,us\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 2: title: String should have at least 1"):
        load_rules(path)
    path.write_text(",".join(LINE) + "\n" + ",".join(LINE.values()) + ",x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 2: more: Extra inputs are not permitted"):
        load_rules(path)


def test_a_rule_may_be_effective_for_one_day() -> None:
    one = rule(effective_from="2026-01-01", effective_to="2026-01-01")
    days = pd.Series(pd.to_datetime(["2025-12-31", "2026-01-01", "2026-01-02"]))
    assert one.in_force(days).tolist() == [False, True, False]


def test_a_rule_twice_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="has the rule 'notice' twice"):
        load_rules(written(tmp_path, [LINE, LINE]))
    with pytest.raises(ConfigError, match="The rules of notice are not there"):
        load_rules(tmp_path / "elsewhere.csv")


def test_lists_in_a_rule_are_parted_by_semicolons() -> None:
    one = rule(programs="lihtc; rad;", collections=" a ;b")
    assert [program.value for program in one.programs] == ["lihtc", "rad"]
    assert one.collections == ("a", "b")


def test_the_file_has_every_field_of_a_rule_and_no_other() -> None:
    with (REFERENCE_DIR / "notice_rules.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == list(Rule.model_fields)


def written(folder: Path, lines: list[dict[str, str]]) -> Path:
    path = folder / "rules.csv"
    names = list(dict.fromkeys(name for line in lines for name in line))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(lines)
    return path
