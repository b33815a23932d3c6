"""Whatever a volunteer brings: a bad file is one clear sentence and changes nothing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from housing.errors import FileUnreadableError
from housing.pipeline import import_files
from housing.pipeline.receive import Imported
from tests.sources import bad_archives, bad_files, bad_shapes
from tests.sources.bad_files import BAD, ODD, as_csv, homes, put
from tests.sources.elm import AT, EARLIER, ELM, everything

ROOT = Path(__file__).resolve().parents[2]

#: More than any refusal needs, and much less than a bomb unpacks to.
MEMORY_LIMIT = 1_000_000_000

BOMBS = (
    "bomb_by_declared_size",
    "bomb_that_lies_about_its_size",
    "workbook_bomb",
    "billion_laughs",
    "two_cells_far_apart",
    "columns_by_the_million",
    "endless_line",
    "parquet_of_endless_rows",
)

#: Modules whose makers are listed in `BAD` and `ODD`.
MADE_BY = (bad_archives, bad_files, bad_shapes)


@pytest.fixture(scope="module")
def elm_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds a good list of homes and a good map of parcels."""
    folder = tmp_path_factory.mktemp("elm")
    good = [
        put(folder, "homes_2026-10-01.csv", as_csv(homes(29))),
        put(folder, "parcels_2026-10-01.geojson", bad_shapes.as_geojson()),
    ]
    done = import_files(good, folder / "data", EARLIER, "a volunteer", ELM)
    assert len(done.received) == 2
    assert done.remarks == []
    return folder / "data"


def offered(path: Path, data_dir: Path) -> tuple[str, Imported | None]:
    """Bring a file the way `housing import` does; what is said, and what became of it."""
    try:
        done = import_files([path], data_dir, AT, "a volunteer", ELM)
    except FileUnreadableError as error:
        return str(error), None
    return "; ".join(why for _, why in (*done.refused, *done.remarks)), done


def test_more_than_sixty_kinds_of_bad_file_are_tried() -> None:
    assert len(BAD) >= 60
    assert len(BAD) + len(ODD) >= 80


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    kind: str, elm_data: Path, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    maker, said = BAD[kind]
    path = maker(tmp_path)
    before = everything(elm_data)
    sentence, done = offered(path, elm_data)
    assert done is None or not done.received
    assert re.search(said, sentence), sentence
    assert path.name in sentence or path.stem in sentence
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert len(sentence) < 600
    assert everything(elm_data) == before
    assert [one for one in recwarn if "pyogrio" in str(one.filename)] == []


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_file_is_read_and_told(kind: str, elm_data: Path, tmp_path: Path) -> None:
    maker, tells = ODD[kind]
    path = maker(tmp_path)
    data_dir = tmp_path / "data"
    shutil.copytree(elm_data, data_dir)
    before = everything(data_dir)
    sentence, done = offered(path, data_dir)
    assert done is not None, sentence
    assert len(done.received) == 1, sentence
    assert re.search(tells, sentence), sentence
    after = everything(data_dir)
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2


def test_last_weeks_file_again_is_told_and_changes_nothing(elm_data: Path, tmp_path: Path) -> None:
    before = everything(elm_data)
    again = put(tmp_path, "download (1).csv", as_csv(homes(29)))
    sentence, done = offered(again, elm_data)
    assert done is not None
    assert sentence == (
        "the same file was received on 2026-10-26 from a volunteer; nothing was changed"
    )
    assert everything(elm_data) == before


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_bombs_need_little_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sources.offer", str(tmp_path), str(MEMORY_LIMIT), *BOMBS],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert list(told) == list(BOMBS)
    for kind, sentence in told.items():
        assert re.search(BAD[kind][1], sentence), sentence


def test_no_maker_is_forgotten() -> None:
    made = {name for module in MADE_BY for name in vars(module)}
    assert {*BAD, *ODD} <= made
