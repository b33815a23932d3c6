"""A chart as a picture: what is on screen with its legend and its title, for white paper."""

import io

import altair as alt
import pandas as pd
from PIL import Image

from ui import chart_files
from ui.charts import LINE, Drawing, Swatch, finished

HOSTILE = "=1+1 <img src=x onerror=alert(1)> \x00Court"


def drawing(*swatches: Swatch) -> Drawing:
    frame = pd.DataFrame({"year": ["2027", "2028"], "units": [40, 12]})
    bars = alt.Chart(frame).mark_bar(color="#123456").encode(x="year:O", y="units:Q")
    return Drawing(finished(alt.layer(bars), 120, "Two bars"), swatches)


def test_the_picture_shows_the_chart_in_its_colors_on_white() -> None:
    made = chart_files.png(drawing(Swatch("Homes", "#123456")), "Title", ["Fictional"])
    picture = Image.open(io.BytesIO(made)).convert("RGB")
    assert picture.format is None or picture.width > chart_files.WIDTH
    colors = {color for _, color in picture.getcolors(maxcolors=1_000_000) or []}
    assert (0x12, 0x34, 0x56) in colors
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_title_and_legend_are_text_whatever_the_names_contain() -> None:
    spec = chart_files.spec(drawing(Swatch(HOSTILE, "#123456", LINE)), HOSTILE, [HOSTILE])
    assert spec["title"]["text"] == "=1+1 <img src=x onerror=alert(1)> Court"
    assert "\x00" not in spec["title"]["subtitle"][0]
    assert spec["vconcat"][0]["data"]["values"][0]["label"] == HOSTILE


def test_a_long_legend_wraps_within_the_picture() -> None:
    many = [Swatch(f"A program with a long name {number}", "#123456") for number in range(9)]
    legend = chart_files.spec(drawing(*many), "Title", [])["vconcat"][0]
    rows = legend["data"]["values"]
    assert max(row["y"] for row in rows) > 0
    assert all(row["x"] < chart_files.WIDTH for row in rows)
    assert legend["height"] == chart_files.LINE_PIXELS * (max(row["y"] for row in rows) + 1)


def test_a_chart_without_a_legend_is_only_the_chart() -> None:
    assert len(chart_files.spec(drawing(), "Title", [])["vconcat"]) == 1
