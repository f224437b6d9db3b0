"""One style for all charts: new connections with and without their ways, diversity's finding, and the dark."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from weaklib.views import charts, new_connections, night, plane, theme
from weaklib.views.looks import NIGHT

from .books import book_of
from .conftest import CLASSES, planted, strings
from .test_charts import CONTACTS, DRAWN, contrast
from .test_plane import profile_of

CAME = pd.DataFrame(
    {
        "on": pd.to_datetime(["2026-01-05", "2026-01-20", "2026-03-01", "2026-03-02"]),
        "how": ["event", "introduced", "event", "not known"],
        "two_way_since": pd.to_datetime(["2026-01-06", None, None, None]),
    }
)


def said(figure: go.Figure) -> str:
    return str(figure.layout.title.text).replace("<br>", " ")


def test_new_connections_stand_by_month_and_source() -> None:
    figure = charts.new_connections(CAME, until=pd.Timestamp("2026-04-30"))
    assert {(bar.name, bar.marker.pattern.shape): list(bar.y) for bar in figure.data} == {
        ("introduced", "/"): [1, None, None, None],
        ("event", ""): [1, None, None, None],
        ("event", "/"): [None, None, 1, None],
        ("not known", "/"): [None, None, 1, None],
    }
    assert list(figure.data[0].x) == ["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"]
    assert said(figure) == "4 new connections, 2 of them after a meeting or thread; contact with 1 is two-way"


def test_without_a_source_each_month_is_one_bar_and_nothing_is_hatched() -> None:
    (bar,) = charts.new_connections(CAME[["on"]]).data
    assert list(bar.y) == [2, None, 2]
    assert bar.marker.pattern.shape == ""
    assert bar.customdata[0][1] == "2 new connections"
    assert not bar.showlegend


def test_growth_and_new_connections_are_one_chart() -> None:
    people = pd.DataFrame({"connected_on": CAME["on"]})
    grown, new = charts.growth(people, "2026-03-31"), charts.new_connections(CAME[["on"]])
    assert grown.data[0].to_plotly_json()["y"] == new.data[0].to_plotly_json()["y"]
    assert list(grown.data[0].x) == list(new.data[0].x)
    assert new_connections.arrivals_by_month is charts.new_connections


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (slice(0, 6), "All 6 contacts work at 1 known organisation in 1 field"),
        (slice(0, 1), "Your one contact works at Kantorei"),
        (slice(16, 20), "Where your 4 contacts work is not known"),
        (slice(5, 8), "All 3 contacts work at 2 known organisations in 1 field; the most, 2, at Hafen"),
    ],
)
def test_the_title_of_diversity_is_what_is_known(rows: slice, title: str) -> None:
    assert said(charts.diversity_bars(CONTACTS.iloc[rows])) == title


def dark_charts() -> dict[str, Callable[[], go.Figure]]:
    network = planted([8, 6], loners=4)
    rows = [(f"2025-0{month}-05", "ann", "message", side, 2) for month in (2, 3, 5) for side in ("in", "out")]
    exports = {"linkedin messages": ("2025-01-05", "2025-08-31"), "calendar": ("2025-02-20", "2025-06-30")}
    book = book_of(rows, exports, people={"ann": "2025-01-05", "bea": "2025-03-03"})
    return {
        **DRAWN,
        "plane": lambda: plane.draw(profile_of()),
        "bridge_bars": lambda: charts.bridge_bars(network.bridges, network.ties),
        "new_connections": lambda: charts.new_connections(CAME),
        "classes_over_time": lambda: charts.classes_over_time(charts.class_history(book), book.coverage),
        "tie_timeline": lambda: charts.tie_timeline(book, "ann"),
    }


DARK = dark_charts()


@pytest.mark.parametrize("draw", DARK.values(), ids=DARK)
def test_on_a_dark_screen_every_class_and_every_text_is_seen(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    before = figure.to_json()
    dark = charts.on_dark(figure)
    assert figure.to_json() == before
    assert dark.layout.template.layout.paper_bgcolor == theme.DARK_PAPER
    assert "sendChartToCloud" in dark.layout.template.layout.modebar.remove
    whole = dark.to_dict()
    whole["layout"].pop("template")
    for colour in strings(whole):
        if (
            len(colour) == 7
            and colour.startswith("#")
            and colour not in (theme.DARK_PAPER, night.AT_NIGHT[plane.TREASURE])
        ):
            assert colour == theme.DARK_RULE or contrast(colour, theme.DARK_PAPER) >= 3, colour


@pytest.mark.parametrize("draw", DARK.values(), ids=DARK)
def test_every_chart_has_the_template_a_title_and_traced_numbers(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert figure.layout.template.layout.paper_bgcolor == theme.PAPER
    assert said(figure)
    assert max(map(len, figure.layout.title.text.split("<br>"))) <= theme.TITLE_WIDTH
    for trace in figure.data:
        assert trace.hovertemplate.endswith("<extra></extra>")
        assert trace.customdata is not None


def test_words_that_are_colours_stay_words() -> None:
    colour = theme.CLASS_COLOURS["strong"]
    figure = go.Figure(
        go.Bar(x=[1], y=[1], customdata=[[colour]], marker={"color": [colour]}), {"title": colour}
    )
    dark = charts.on_dark(figure)
    assert (dark.data[0].customdata[0][0], dark.layout.title.text) == (colour, colour)
    assert dark.data[0].marker.color == (NIGHT.classes["strong"],)


def test_a_class_has_one_colour_in_every_chart() -> None:
    for draw in DARK.values():
        for trace in draw().data:
            kind = str(trace.name).split(" (")[0]
            if kind in CLASSES and isinstance(trace.marker.color, str):
                assert trace.marker.color == theme.CLASS_COLOURS[kind]


def test_a_crowd_on_the_plane_has_small_marks_without_edges() -> None:
    crowd_size = 700
    people = {f"p{i}": (f"P {i}", "weak", i / 1000, 0.4, 1.0) for i in range(crowd_size)}
    many, few = (
        plane.draw(profile_of(dict(list(people.items())[:n]))).data[0].marker for n in (crowd_size, 3)
    )
    assert (few.size, few.line.width, few.opacity) == (9, 1, 1)
    assert many.size < 9
    assert (many.line.width, many.opacity) == (0, 0.7)
