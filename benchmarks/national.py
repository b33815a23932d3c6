"""How long Triage of all places takes to open and to answer a filter, on the server.

    python -m benchmarks.national [PLACES [PROPERTIES]]

Invented places (ten of 9,000 properties unless said otherwise) are published into a folder; the
page is run as the server runs it, without a browser. Each figure has the time on the clock and the
time of the processor: on a machine that others use the processor's is the truer. Opening reads and
joins every table that the page needs, once per version of the snapshots; a filter change is what
every visitor waits for. HOLDFAST_NATION names a folder to keep the places in for the next run.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from streamlit.testing.v1 import AppTest

from housing.config import ROOT
from tests.nation_case import write_nation

PLACES, PROPERTIES, RUNS = 10, 9_000, 7

#: Seconds within which a filter change has to be answered at 90,000 properties.
GOAL = 1.0


def main(places: int, properties: int) -> None:
    """Print how long opening and narrowing take, and how much is sent to the browser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("HOLDFAST_NATION", name))
        if not (folder / "snapshots").exists():
            write_nation(folder, places, properties)
        os.environ["HOLDFAST_DATA_DIR"] = str(folder)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
        app.switch_page("pages/triage.py")
        app.query_params["place"] = "all"
        first = timed(app.run)
        assert not app.exception, app.exception
        again = [timed(partial(narrowed, app, 10 + 5 * run)) for run in range(RUNS)]
    shown = (app.get("deck_gl_json_chart")[0], app.dataframe[0])
    payload = sum(element.proto.ByteSize() for element in shown)
    clock, processor = (statistics.median(one[which] for one in again) for which in (0, 1))
    verdict = "met" if clock <= GOAL else "missed"
    print(f"{places} places of {properties:,} properties")
    print(f"opened the first time:  {first[0]:6.2f} s on the clock, {first[1]:6.2f} s of processor")
    print(f"answered a filter:      {clock:6.2f} s on the clock, {processor:6.2f} s of processor")
    print(f"goal, on the clock:     {GOAL:6.2f} s, {verdict}")
    print(f"map and list sent:      {payload / 1e6:6.2f} MB")


def narrowed(app: AppTest, least: int) -> None:
    """Ask for another least score."""
    field = next(one for one in app.number_input if one.key == "filter_score_min")
    field.set_value(least)
    app.run()
    assert not app.exception, app.exception


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    clock, processor = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - processor


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    main(*[*asked, *(PLACES, PROPERTIES)[len(asked) :]])
