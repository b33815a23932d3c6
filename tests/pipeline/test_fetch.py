"""Fetching the lists of a place: what came is kept with a receipt, what did not is a sentence."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from housing import cli_fetching
from housing.config import SOURCES_DIR
from housing.errors import ConfigError, FetchError
from housing.jurisdictions import jurisdiction_ids, load_jurisdiction
from housing.pipeline.fetch import Fetched, Outcome, fetch_files, without_address
from housing.pipeline.place_sources import sources_of
from housing.sources.definitions import ArcgisFile, load_definitions
from housing.sources.receipts import receipts, verify
from tests.commands import run
from tests.sources.layers import Layer
from tests.sources.publisher import Asked, Publisher, Reply, broken, dropped, publishing, workbook
from tests.sources.test_download import HASTE

EXCERPTS = Path(__file__).resolve().parent.parent / "excerpts"
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 22, 12, 0, tzinfo=UTC)
KEY = {"CENSUS_API_KEY": "k3y"}


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


@pytest.fixture
def addresses(publisher: Publisher, tmp_path: Path) -> Path:
    """Publishers of five lists of Port Amity on this machine, and where they are fetched."""
    folder = tmp_path / "addresses"
    folder.mkdir()
    _clusters(publisher, folder)
    _wards(publisher, folder)
    _rents(publisher, folder)
    _credits(publisher, folder)
    _inspections(publisher, folder)
    return folder


def defined(folder: Path, name: str, facts: str) -> None:
    text = f'id = "{name}"\n{facts}'
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def _clusters(publisher: Publisher, folder: Path) -> None:
    rows = [
        {
            "attributes": {"OBJECTID": one, "NAME": f"Cluster {one}", "NBH_NAMES": "Invented"},
            "geometry": {"rings": [[[one, 36], [one, 37], [one + 0.5, 37], [one, 36]]]},
        }
        for one in (-74, -75, -76)
    ]
    fields = [
        {"name": "OBJECTID", "type": "esriFieldTypeOID"},
        {"name": "NAME", "type": "esriFieldTypeString"},
        {"name": "NBH_NAMES", "type": "esriFieldTypeString"},
    ]
    for number, row in enumerate(rows, start=1):
        row["attributes"].update(OBJECTID=number, NAME=f"Cluster {number}")
    layer = Layer(rows, name="Neighborhood Clusters", number=17, fields=fields)
    layer.edited = 1748217600000
    service = layer.served_by(publisher)
    defined(
        folder,
        "dc_clusters",
        f"""
        [places.sample]
        [[files]]
        protocol = "arcgis"
        name = "clusters"
        service = "{service}"
        layer_name = "Neighborhood Clusters"
        """,
    )


def _wards(publisher: Publisher, folder: Path) -> None:
    content = (EXCERPTS / "dc_wards" / "ward_2022.geojson").read_bytes()
    publisher.tells("/ward_2022.geojson", content, Content_Type="application/geo+json")
    defined(
        folder,
        "dc_wards",
        f"""
        [places.sample]
        [[files]]
        protocol = "file"
        name = "ward_2022"
        url = "{publisher.base}/ward_2022.geojson"
        kind = "geojson"
        vintage = 2022-01-01
        verified = "by hand"
        """,
    )


def _rents(publisher: Publisher, folder: Path) -> None:
    table = (EXCERPTS / "acs_rents" / "acs5_rents_2021.json").read_bytes()
    publisher.tells("/data/2021/acs/acs5", table, Content_Type="application/json")
    defined(
        folder,
        "acs_rents",
        f"""
        [places.sample]
        fips = "99"
        [[files]]
        protocol = "census"
        name = "acs5_rents_2021"
        survey = "{publisher.base}/data/2021/acs/acs5"
        variables = ["NAME", "B25064_001E", "B25064_001M"]
        for = "tract:*"
        within = "state:{{fips}}"
        vintage = 2021-01-01
        """,
    )


def _credits(publisher: Publisher, folder: Path) -> None:
    """A publisher that sends a login page for its list."""
    publisher.tells("/lihtc.csv", "<!DOCTYPE html>Log in", Content_Type="text/html")
    defined(
        folder,
        "hud_lihtc",
        f"""
        [places.sample]
        [[files]]
        protocol = "file"
        name = "lihtc"
        url = "{publisher.base}/lihtc.csv"
        kind = "csv"
        """,
    )


def _inspections(publisher: Publisher, folder: Path) -> None:
    publisher.tells("/scores", '<a href="/Scores-2026-08-25.xlsx">x</a>', Content_Type="text/html")
    publisher.tells("/Scores-2026-08-25.xlsx", workbook(), ETag='"1"')
    defined(
        folder,
        "inspections",
        rf"""
        kept_as = "Inspections, as published"
        [places.sample]
        [[files]]
        protocol = "index"
        name = "scores"
        page = "{publisher.base}/scores"
        link = 'Scores-(?P<date>\d{{4}}-\d{{2}}-\d{{2}})\.xlsx'
        kind = "xlsx"
        """,
    )


def fetched(
    addresses: Path,
    data_dir: Path,
    at: datetime = AT,
    environment: dict[str, str] | None = None,
    source_id: str | None = None,
    is_trial: bool = False,
) -> dict[str, Fetched]:
    found = fetch_files(
        load_jurisdiction("sample"),
        data_dir,
        at,
        "me",
        KEY if environment is None else environment,
        source_id=source_id,
        is_trial=is_trial,
        definitions=addresses,
        patience=HASTE,
    )
    return {one.source_id: one for one in found}


def outcomes(found: dict[str, Fetched]) -> dict[str, Outcome]:
    return {name: one.outcome for name, one in found.items()}


def test_every_list_is_brought_and_one_that_fails_does_not_stop_the_others(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.faults += [dropped, broken, None, dropped]
    found = fetched(addresses, tmp_path)
    assert outcomes(found) == {
        "hud_lihtc": Outcome.FAILED,
        "dc_wards": Outcome.RECEIVED,
        "dc_clusters": Outcome.RECEIVED,
        "acs_rents": Outcome.RECEIVED,
        "inspections": Outcome.KEPT,
    }
    assert "a web page where a table as text was expected" in found["hud_lihtc"].words
    assert found["dc_clusters"].words == "clusters_2025-05-26.geojson (2025-05-26), 3 rows"


def test_what_came_has_a_receipt_that_says_from_where_and_when(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    fetched(addresses, tmp_path)
    [rents] = receipts(tmp_path, "acs_rents", "sample")
    assert rents.origin == (
        f"{publisher.base}/data/2021/acs/acs5"
        "?get=NAME,B25064_001E,B25064_001M&for=tract:*&in=state:99"
    )
    assert (rents.retrieved, rents.who, rents.vintage) == (AT, "me", date(2021, 1, 1))
    assert rents.rejected == 0
    [scores] = receipts(tmp_path, "inspections", "sample")
    assert scores.vintage == date(2026, 8, 25)
    assert scores.validators.etag == '"1"'
    for receipt in (rents, scores):
        verify(receipt)
    assert not any(b"k3y" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_nothing_is_left_beside_what_is_kept(addresses: Path, tmp_path: Path) -> None:
    fetched(addresses, tmp_path)
    assert not list((tmp_path / "raw").rglob(".fetching*"))
    assert not receipts(tmp_path, "hud_lihtc", "sample")


def test_what_is_here_already_is_not_brought_again(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    fetched(addresses, tmp_path)
    before = len(publisher.asked)

    def page(asked: Asked) -> Reply:
        same = asked.headers.get("If-None-Match") == '"1"'
        return Reply(b"" if same else workbook(), 304 if same else 200, {"ETag": '"1"'})

    publisher.pages["/Scores-2026-08-25.xlsx"] = page
    found = fetched(addresses, tmp_path, LATER)
    assert set(outcomes(found).values()) == {Outcome.UNCHANGED, Outcome.FAILED}
    assert found["dc_wards"].words == "ward_2022 is the same as on 2026-11-22"
    queries = [asked.path for asked in publisher.asked[before:] if asked.path.endswith("/query")]
    assert not queries
    assert len(receipts(tmp_path, "dc_wards")) == 1


def test_a_file_that_the_import_would_refuse_is_refused(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.tells("/lihtc.csv", "HUD_ID,PROJECT\nX,Y\n", Content_Type="text/csv")
    found = fetched(addresses, tmp_path, source_id="hud_lihtc")
    assert outcomes(found) == {"hud_lihtc": Outcome.FAILED}
    assert "needs column" in found["hud_lihtc"].words
    assert not receipts(tmp_path, "hud_lihtc")


def test_a_list_without_its_key_is_skipped_and_says_how_to_get_one(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    found = fetched(addresses, tmp_path, environment={}, source_id="acs_rents")
    assert outcomes(found) == {"acs_rents": Outcome.SKIPPED}
    assert "CENSUS_API_KEY: ask for a free one at https://" in found["acs_rents"].words
    assert not publisher.asked


def test_a_trial_asks_nobody_and_keeps_nothing(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    found = fetched(addresses, data_dir, is_trial=True, environment={})
    assert outcomes(found)["acs_rents"] is Outcome.SKIPPED
    assert found["dc_clusters"].words.endswith("(address not verified)")
    assert found["dc_wards"].words.endswith("/ward_2022.geojson")
    assert "to be kept: Inspections, as published" in found["inspections"].words
    assert not publisher.asked
    assert not data_dir.exists()


def test_two_fetches_do_not_run_at_once(
    addresses: Path, publisher: Publisher, tmp_path: Path
) -> None:
    with (
        FileLock(tmp_path / "fetch.lock"),
        pytest.raises(FetchError, match="Another fetch into .* is running"),
    ):
        fetched(addresses, tmp_path)
    assert not publisher.asked


def test_a_list_without_an_address_is_a_sentence(addresses: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No address is known for 'basemap' of Port Amity"):
        fetched(addresses, tmp_path, source_id="basemap")


def test_lists_that_people_have_to_download_are_named(addresses: Path) -> None:
    by_hand = without_address(load_jurisdiction("sample"), addresses)
    assert "prescat_projects" in by_hand
    assert "dc_wards" not in by_hand


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ('url = "x"\nlayer = 3', "layer: Extra inputs"),
        ('url = "x"\nkind = "docx"', "kind 'docx' of x is none of csv"),
        ("url = 3", "url: Input should be a valid string"),
        ("url = ", "not readable TOML"),
    ],
)
def test_a_definition_that_cannot_be_is_a_sentence(
    change: str, expected: str, tmp_path: Path
) -> None:
    kind = "" if "kind" in change else 'kind = "csv"\n'
    facts = f'[places.sample]\n[[files]]\nprotocol = "file"\nname = "x"\n{kind}{change}\n'
    defined(tmp_path, "dc_wards", facts)
    with pytest.raises(ConfigError, match=expected):
        load_definitions("sample", tmp_path)


def test_a_definition_has_to_be_called_like_its_list(tmp_path: Path) -> None:
    facts = '[places.sample]\n[[files]]\nprotocol = "file"\nname = "x"\nurl = "x"\nkind = "csv"\n'
    defined(tmp_path, "dc_wards", facts)
    (tmp_path / "dc_wards.toml").rename(tmp_path / "wards.toml")
    with pytest.raises(ConfigError, match=r"id is 'dc_wards', but the file is called 'wards'"):
        load_definitions("sample", tmp_path)


def test_a_list_that_nobody_reads_has_to_say_what_it_is(addresses: Path, tmp_path: Path) -> None:
    text = (addresses / "inspections.toml").read_text(encoding="utf-8")
    bare = text.replace('kept_as = "Inspections, as published"', "")
    (addresses / "inspections.toml").write_text(bare, encoding="utf-8")
    with pytest.raises(ConfigError, match="Port Amity has no source called inspections"):
        fetched(addresses, tmp_path)


def test_a_list_that_is_read_is_not_only_kept(addresses: Path, tmp_path: Path) -> None:
    text = (addresses / "dc_wards.toml").read_text(encoding="utf-8")
    (addresses / "dc_wards.toml").write_text(
        text.replace("[places.sample]", 'kept_as = "Wards"\n[places.sample]'), encoding="utf-8"
    )
    with pytest.raises(ConfigError, match="dc_wards says `kept_as`, but Port Amity has a source"):
        fetched(addresses, tmp_path)


def test_a_value_that_a_place_does_not_say_is_a_sentence(addresses: Path, tmp_path: Path) -> None:
    text = (addresses / "acs_rents.toml").read_text(encoding="utf-8")
    (addresses / "acs_rents.toml").write_text(text.replace('fips = "99"', ""), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ask for 'fips', which \[places.sample\] does not say"):
        fetched(addresses, tmp_path)


@pytest.mark.parametrize("place", jurisdiction_ids())
def test_the_real_addresses_are_encrypted_and_say_how_they_were_seen(place: str) -> None:
    definitions = load_definitions(place)
    sources = sources_of(load_jurisdiction(place))
    for definition in definitions.values():
        assert (definition.id in sources) != bool(definition.kept_as)
        for file in definition.files_for(place):
            stated = json.dumps(file.model_dump(mode="json", exclude={"verified", "name"}))
            assert "https://" in stated
            assert "http://" not in stated
            assert "{" not in file.name


def test_washingtons_parcels_wards_and_tax_credits_have_addresses() -> None:
    definitions = load_definitions("dc", SOURCES_DIR)
    assert {"dc_owner_parcels", "dc_lots", "dc_wards", "hud_lihtc", "acs_rents"} <= set(definitions)
    layer = definitions["hud_lihtc"].files_for("dc")[0]
    assert isinstance(layer, ArcgisFile)
    assert layer.where == "PROJ_ST='DC'"


def test_the_command_says_a_line_for_each_and_fails_if_one_did(
    addresses: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CENSUS_API_KEY", "k3y")
    code, said, errors = run(capsys, "fetch", "sample", "--addresses", str(addresses))
    assert code == 3
    assert "received  dc_wards: ward_2022.geojson (2022-01-01)" in said
    assert "kept      inspections: scores_2026-08-25.xlsx" in said
    assert "1 failed, 1 kept, 3 received." in said
    assert "Download and import these by hand." in said
    assert errors.startswith("failed    hud_lihtc: lihtc: http://127.0.0.1")
    assert errors.count("\n") == 1


def test_the_command_succeeds_when_what_was_wanted_came(
    addresses: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    words = ("fetch", "sample", "--addresses", str(addresses), "--source", "dc_wards")
    code, said, errors = run(capsys, *words)
    assert (code, errors) == (0, "")
    assert "1 received." in said
    code, said, _ = run(capsys, *words, "--dry-run")
    assert code == 0
    assert "would fetch dc_wards: ward_2022 from http://127.0.0.1" in said


def test_the_list_of_sources_names_those_that_are_only_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    code, said, _ = run(capsys, "sources", "dc")
    assert code == 0
    assert "hud_inspection_report" in said


def test_the_bar_shows_the_file_that_is_coming() -> None:
    bar = cli_fetching.bar_of_files()
    cli_fetching.shown_on(bar, "wards")(8, None)
    cli_fetching.shown_on(bar, "lots")(500, 1258)
    [shown] = bar.tasks
    assert (shown.description, shown.completed, shown.total) == ("lots", 500, 1258)
    assert shown.fields["words"] == "500 of 1,258"
