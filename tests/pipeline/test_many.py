"""Refreshing every place: one that fails fails alone, and the others are published."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from housing import snapshots
from housing.errors import BusyError, ConfigError, FetchError
from housing.exit_codes import ExitCode, gravest
from housing.pipeline import many
from housing.pipeline.many import Job, PlaceDone, places_of, refresh_all
from housing.pipeline.refresh import Unfetched
from housing.pipeline.summary import summary_of_all
from tests import drawn_county, small_place
from tests.commands import run

PARCELS, DEVELOPMENTS = 100, 8


def job(data_dir: Path) -> Job:
    return Job(drawn_county.AS_OF, data_dir, drawn_county.AT, "Ada")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of three counties, of which the last one's were changed afterwards."""
    folder = tmp_path_factory.mktemp("counties")
    for number in range(3):
        drawn_county.receive(folder, number, PARCELS, DEVELOPMENTS)
    (broken,) = (folder / "raw" / "drawn_homes").glob("*-county2/homes*.csv")
    broken.write_bytes(broken.read_bytes() + b"x")
    return folder


@pytest.fixture(scope="module")
def found(data_dir: Path) -> dict[str, PlaceDone]:
    """What became of each on two processes, with one more that has no file of its own."""
    places = [*(drawn_county.county(number) for number in range(3)), "atlantis"]
    return {one.place: one for one in refresh_all(places, job(data_dir), workers=2)}


def test_every_place_is_told_of_once(found: dict[str, PlaceDone]) -> None:
    assert set(found) == {"county0", "county1", "county2", "atlantis"}
    assert [one.code for _, one in sorted(found.items())] == [
        ExitCode.FAILED,
        ExitCode.DONE,
        ExitCode.DONE,
        ExitCode.FAILED,
    ]


def test_a_place_that_fails_says_why_and_the_others_are_published(
    found: dict[str, PlaceDone], data_dir: Path
) -> None:
    assert "There is no place 'atlantis'" in found["atlantis"].words
    assert "its bytes have changed" in found["county2"].words
    assert found["county0"].words.startswith("published county0-2026-06-30-")
    assert set(snapshots.published(data_dir)) == {"county0", "county1"}
    for one in snapshots.published(data_dir).values():
        snapshots.verify(one)
        assert len(snapshots.read_table(one, "properties")) == DEVELOPMENTS


def test_each_says_how_long_it_took_and_on_which_process(found: dict[str, PlaceDone]) -> None:
    ours = found["county0"]
    assert ours.seconds > 0
    assert ours.processor > 0
    assert ours.process
    assert found["atlantis"].process is None


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster without processes, in place of the one that would be started."""
    from contextlib import contextmanager

    from distributed import Client, LocalCluster

    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:

        @contextmanager
        def started(*_: Any) -> Iterator[Client]:
            with Client(cluster, set_as_default=False) as client:
                yield client

        monkeypatch.setattr(many, "_cluster", started)
        yield cluster


def test_the_same_files_again_change_nothing_and_the_shown_place_stays(
    one_thread: Any, found: dict[str, PlaceDone], data_dir: Path
) -> None:
    shown = snapshots.current(data_dir)
    places = [drawn_county.county(number) for number in (1, 0)]
    done = list(refresh_all(places, job(data_dir)))
    assert all("nothing new" in one.words for one in done)
    assert snapshots.current(data_dir) == shown


def test_what_cannot_be_fetched_is_told_with_its_place(
    one_thread: Any, found: dict[str, PlaceDone], data_dir: Path
) -> None:
    def fetch(place: Any, *_: Any) -> list[str]:
        if place.id == "county1":
            raise FetchError("Another fetch is running.")
        return [Unfetched("failed    drawn_lots: gone", "drawn_lots")]

    places = [drawn_county.county(number) for number in range(2)]
    done = {one.place: one for one in refresh_all(places, job(data_dir), fetch=fetch)}
    assert done["county0"].code is ExitCode.NOT_FETCHED
    assert done["county0"].words.endswith("not fetched: drawn_lots")
    assert done["county1"].words == "failed: Another fetch is running."


def test_a_fault_of_ours_in_one_place_stops_no_other(
    one_thread: Any, found: dict[str, PlaceDone], data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = many.refresh_in_turn

    def faulty(place: Any, *given: Any, **options: Any) -> Any:
        if place.id == "county0":
            raise KeyError("units_total")
        return real(place, *given, **options)

    monkeypatch.setattr(many, "refresh_in_turn", faulty)
    places = [drawn_county.county(number) for number in range(2)]
    done = {one.place: one for one in refresh_all(places, job(data_dir))}
    assert done["county0"].words == "failed: its work broke off (KeyError: 'units_total')"
    assert done["county1"].code is ExitCode.DONE


def test_a_scheduler_that_is_there_is_used(found: dict[str, PlaceDone], data_dir: Path) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tcp://127.0.0.1:")
        (done,) = refresh_all([drawn_county.county(0)], job(data_dir), scheduler=address)
    assert done.code is ExitCode.DONE


def test_a_scheduler_that_does_not_answer_is_a_sentence(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "ANSWERS_WITHIN", "1s")
    with pytest.raises(ConfigError, match="No scheduler answers at tcp://127.0.0.1:9"):
        list(refresh_all([drawn_county.county(0)], job(data_dir), scheduler="tcp://127.0.0.1:9"))


def test_processes_that_do_not_start_are_a_sentence(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(**_: Any) -> None:
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr("distributed.LocalCluster", start)
    with pytest.raises(ConfigError, match="Worker processes could not be started"):
        list(refresh_all([drawn_county.county(0)], job(data_dir)))


def test_nobody_else_refreshes_meanwhile(data_dir: Path) -> None:
    with FileLock(data_dir / "refresh.lock"), pytest.raises(BusyError, match="running already"):
        list(refresh_all([drawn_county.county(0)], job(data_dir)))


def test_all_places_are_those_with_files_and_invented_ones_only_where_there_is_no_other(
    tmp_path: Path, data_dir: Path, sample_dir: Path
) -> None:
    assert places_of(data_dir) == ["county0", "county1", "county2"]
    assert places_of(sample_dir) == ["sample"]
    small_place.receive_first(tmp_path)
    sample = next((sample_dir / "raw").glob("*/[0-9]*-sample"))
    target = tmp_path / "raw" / sample.parent.name / sample.name
    target.mkdir(parents=True)
    for path in sample.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    assert places_of(tmp_path) == ["dc"]


def test_where_nothing_was_received_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No place has any file yet"):
        places_of(tmp_path)


DONE = [
    PlaceDone("avon", ExitCode.DONE, "published avon-1; 12 properties", 4.2),
    PlaceDone("bree", ExitCode.REFUSED, "held back, draft bree-1; gates failed: Dates (9%)"),
    PlaceDone("cove", ExitCode.NOT_FETCHED, "nothing new, cove-1 is published already"),
]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(data_dir))
    monkeypatch.setattr(many, "refresh_all", lambda *_, **__: iter(DONE))


@pytest.mark.usefixtures("told")
def test_the_command_tells_each_place_and_ends_with_the_gravest_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said, errors = run(capsys, "refresh", "--all", "--no-fetch")
    assert code == ExitCode.REFUSED
    assert errors.startswith("Refused: What was published of these places stays: bree.")
    assert said.startswith("3 places: county0, county1, county2\n")
    assert "2/3 bree: held back, draft bree-1" in said
    table = said[said.index("what came of it") :]
    assert table.index("bree") < table.index("cove") < table.index("avon")


@pytest.mark.usefixtures("told")
def test_the_command_says_all_of_it_in_one_line_if_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said, errors = run(capsys, "refresh", "--all", "--no-fetch", "--summary")
    assert (code, errors) == (ExitCode.REFUSED, "")
    assert said.count("\n") == 1
    assert "refresh --all: 3 places: 1 done, 1 done with older files, 1 held back" in said
    assert "; bree held back, draft bree-1; gates failed: Dates (9%)" in said


def test_one_place_or_all_of_them_and_never_both(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["refresh"], ["refresh", "dc", "--all"]):
        code, _, errors = run(capsys, *words)
        assert code == ExitCode.MISUSED
        assert "Name one place, or say --all." in errors


def test_the_gravest_code_counts() -> None:
    assert gravest([]) is ExitCode.DONE
    assert gravest([ExitCode.DONE, ExitCode.NOT_FETCHED]) is ExitCode.NOT_FETCHED
    assert gravest([ExitCode.REFUSED, ExitCode.FAILED, ExitCode.BUSY]) is ExitCode.FAILED
    assert summary_of_all([]) == "0 places"


def test_who_refreshes_one_place_loads_nothing_of_the_cluster() -> None:
    code = (
        "import sys, housing.cli, housing.pipeline.many;"
        "print({'dask', 'distributed'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
