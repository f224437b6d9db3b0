"""The figures of the evidence: titles that are findings, and no claim where the record is silent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from weaklib.example.planted import planted_ties
from weaklib.measures.nextmonth import compared, months_after
from weaklib.measures.percolation import ORDERS, mean_curves, removal_curves
from weaklib.measures.temporal import contact_record, strength_and_overlap, tie_graph, tie_strengths
from weaklib.views import theme
from weaklib.views.evidence import LINES, falling_apart, foretelling, overlap_curve

RECORD = contact_record(planted_ties(people=150, circles=5, seed=2))
STRENGTHS = tie_strengths(RECORD)
TIES = strength_and_overlap(STRENGTHS)
CURVES = removal_curves(tie_graph(STRENGTHS))
DIFFERENCES = compared(months_after(RECORD))

DRAWN: dict[str, Callable[[], go.Figure]] = {
    "overlap_curve": lambda: overlap_curve(TIES),
    "falling_apart": lambda: falling_apart(CURVES),
    "foretelling": lambda: foretelling(DIFFERENCES),
}
every_figure = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)


def said(figure: go.Figure) -> str:
    return str(figure.layout.title.text).replace("<br>", " ")


@every_figure
def test_titles_are_not_cut_and_axes_are_named(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert max(map(len, figure.layout.title.text.split("<br>"))) <= theme.TITLE_WIDTH
    assert max(map(len, figure.layout.title.subtitle.text.split("<br>"))) <= theme.NOTE_WIDTH
    assert all(axis.title.text for axis in figure.select_xaxes())
    colours = {trace.line.color for trace in figure.data if trace.line.color}
    assert colours <= {*theme.CLASS_COLOURS.values(), theme.SOFT_INK}


def test_the_points_are_the_means_of_the_ties() -> None:
    (line,) = overlap_curve(TIES).data
    sizes = np.array([row[1] for row in line.customdata])
    assert sizes.sum() == len(TIES)
    assert np.average(line.y, weights=sizes.astype(float)) == pytest.approx(TIES["overlap"].mean())
    assert list(line.x) == sorted(line.x)
    assert (np.array(line.error_y.array) > 0).all()


def test_equal_strengths_are_one_point() -> None:
    levels = TIES.assign(weighted_days=np.arange(len(TIES)) % 3)
    (line,) = overlap_curve(levels).data
    assert len(line.x) == 3
    assert [row[0] for row in line.customdata] == ["strength 0", "strength 1", "strength 2"]


@pytest.mark.parametrize(
    ("ties", "finding"),
    [
        (TIES, "The stronger the tie, the more contacts are shared: rank correlation "),
        (
            TIES.assign(weighted_days=-TIES["weighted_days"]),
            "The stronger the tie, the fewer contacts are shared",
        ),
        (TIES.assign(weighted_days=1.0), "Whether overlap rises with strength cannot be measured here"),
        (TIES.head(5), "Too few ties to tell whether overlap rises with strength"),
        (TIES.head(0), "Too few ties to tell whether overlap rises with strength"),
        (
            TIES.assign(weighted_days=np.random.default_rng(0).normal(size=len(TIES))),
            "Whether overlap rises with strength stays open",
        ),
    ],
)
def test_the_title_says_what_the_interval_allows(ties: pd.DataFrame, finding: str) -> None:
    assert said(overlap_curve(ties)).startswith(finding)


def test_every_order_has_a_line_in_both_panels_and_one_name() -> None:
    figure = falling_apart(CURVES)
    assert [trace.name for trace in figure.data if trace.showlegend] == list(ORDERS) == list(LINES)
    assert len(figure.data) == 8
    assert len({colour for colour, _ in LINES.values()}) == len({dash for _, dash in LINES.values()}) == 4
    for trace, order in zip(figure.data[::2], ORDERS, strict=True):
        assert list(trace.y) == mean_curves(CURVES).loc[order, "largest"].tolist()


def test_the_title_names_the_order_that_halves_the_largest_component_first() -> None:
    removed = pd.Index([0.0, 0.5, 1.0], name="removed")
    curves = pd.concat(
        {
            "strong first": pd.DataFrame({"largest": [1, 0.9, 0.1]}, index=removed),
            "random": pd.DataFrame({"largest": [1, 0.6, 0.1]}, index=removed),
            "weak first": pd.DataFrame({"largest": [1, 0.4, 0.1]}, index=removed),
        },
        names=["order"],
    )
    curves = pd.concat({0: curves.assign(susceptibility=0.0)}, names=["draw"]).swaplevel(0, 1)
    title = (
        "Removing weak ties first halves the largest component at 50%; strong first at 100%, random at 100%"
    )
    assert said(falling_apart(curves)) == title


def test_without_ties_a_sentence_stands_in_place_of_axes() -> None:
    assert said(falling_apart(CURVES.head(0))) == "Nothing can fall apart where no tie is known"
    unknown = DIFFERENCES.assign(difference=np.nan)
    assert said(foretelling(unknown)) == "What foretells contact cannot be measured here"


@pytest.mark.parametrize(
    ("verdicts", "finding"),
    [
        (
            ("better", "better"),
            "Strength foretells next month's contact better than recency alone and frequency alone",
        ),
        (
            ("worse", "better"),
            "Strength foretells next month's contact better than frequency alone; worse than recency alone",
        ),
        (
            ("no conclusion", "better"),
            "Strength foretells next month's contact better than frequency alone; neither better nor worse, as far as can be told, than recency alone",
        ),
    ],
)
def test_the_title_follows_the_verdicts(verdicts: tuple[str, str], finding: str) -> None:
    told = DIFFERENCES.assign(verdict=[*verdicts, "worse", "better"])
    figure = foretelling(told)
    assert said(figure) == finding
    marks = figure.data[0].marker
    assert ["open" in symbol for symbol in marks.symbol] == [v == "no conclusion" for v in told["verdict"]]
