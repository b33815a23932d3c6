"""How long Triage takes to answer a filter change, and what keeping its map as JSON is worth.

    python -m benchmarks.triage [COUNT]

Runs the page as the server does, without a browser, on an invented city of COUNT properties
(1,000 unless said otherwise). Every figure is a median; the second page rebuilds its deck with
pydeck from the frame on every rerun, as most maps in Streamlit do.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pydeck as pdk
from streamlit.testing.v1 import AppTest

from housing.config import ROOT
from tests import demo_snapshot
from ui import maps, triage

RUNS = 9

#: What a property says on the map when hovered.
SHOWN = [
    "property_id",
    "name",
    "longitude",
    "latitude",
    "band",
    "score",
    "programs",
    "units_at_risk_5y",
]

#: Milliseconds within which a filter change has to be answered at 1,000 properties.
GOAL_MS = 300


def main(count: int) -> None:
    """Print the time of a filter change for both pages, the payload, and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        demo_snapshot.write(Path(folder), count)
        os.environ["HOLDFAST_DATA_DIR"] = folder
        kept, map_kept, payload = measured(triage.deck)
        rebuilt, map_rebuilt, _ = measured(pydeck_deck)
    print(f"filter change, {count:,} properties: {kept:.0f} ms (goal {GOAL_MS} at 1,000)")
    print(f"  the same page rebuilding its deck: {rebuilt:.0f} ms, {rebuilt / kept:.1f}x")
    print(f"the map alone:                       {map_kept:.1f} ms")
    print(
        f"  rebuilt by pydeck:                 {map_rebuilt:.1f} ms, {map_rebuilt / map_kept:.1f}x"
    )
    print(f"map and list sent to the browser:    {payload / 1e6:.2f} MB")


def measured(deck: Callable[[triage.Listed, maps.MapParts], pdk.Deck]) -> tuple[float, float, int]:
    """Return the median time of a filter change and of its map, and the bytes sent at first."""
    map_times: list[float] = []

    def drawn(view: triage.Listed, parts: maps.MapParts) -> pdk.Deck:
        start = time.perf_counter()
        made = deck(view, parts)
        made.to_json()
        map_times.append((time.perf_counter() - start) * 1000)
        return made

    triage_deck, triage.deck = triage.deck, drawn  # type: ignore[assignment]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page("pages/triage.py").run()
    assert not app.exception, app.exception
    shown = (app.get("deck_gl_json_chart")[0], app.dataframe[0])
    payload = sum(element.proto.ByteSize() for element in shown)
    times = []
    for run in range(RUNS):
        field = next(one for one in app.number_input if one.key == "filter_score_min")
        field.set_value(10 + 5 * run)
        times.append(timed(app.run))
    triage.deck = triage_deck
    return statistics.median(times), statistics.median(map_times[1:]), payload


def timed(work: Callable[[], Any]) -> float:
    """Return how many milliseconds the work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def pydeck_deck(view: triage.Listed, parts: maps.MapParts) -> pdk.Deck:
    """Return the filtered properties as most maps in Streamlit do: a frame, serialized each run."""
    rows = pd.DataFrame(view.filtered.rows[SHOWN]).dropna(subset=["longitude"])
    rows = rows.astype(dict.fromkeys(SHOWN, object)).assign(color=[[200, 80, 15]] * len(rows))
    points = pdk.Layer(
        "ScatterplotLayer",
        rows.where(rows.notna(), None),
        id="properties",
        get_position=["longitude", "latitude"],
        get_radius=60,
        get_fill_color="color",
        pickable=True,
    )
    ground = [
        pdk.Layer("GeoJsonLayer", layer["data"], id=layer["id"])
        for layer in json.loads(f"[{parts.beneath}]")
    ]
    view_state = pdk.ViewState(longitude=-40.0, latitude=33.95, zoom=11)
    return pdk.Deck([*ground, points], initial_view_state=view_state, map_provider=None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
