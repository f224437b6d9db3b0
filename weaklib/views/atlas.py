"""How the map is inked: water, islands, lines and notes, laid on a figure one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.views.crowds import MAX_SVG_PEOPLE
from weaklib.views.looks import DAY, EVEN, SYMBOLS, Look
from weaklib.views.spread import Points
from weaklib.views.strokes import broken, coasts, ellipse
from weaklib.views.theme import wrapped

__all__ = [
    "EVEN",
    "HALO",
    "LAND",
    "MAX_SVG_PEOPLE",
    "SEA",
    "SYMBOLS",
    "Pen",
    "draw_land",
    "draw_lines",
    "draw_reef",
    "draw_routes",
    "write",
]

SEA, LAND, HALO = DAY.sea, DAY.land, DAY.halo

LINES_LAST = 1_100
"""The rank of lines in the legend: after the classes of tie."""
ROUTE_WIDTHS = (1.2, 2.2, 3.5, 5.5)
ROUTE_WIDTHS_OF_MANY = (0.8, 1.4, 2.0, 2.8)
"""The widths of routes between circles, and between a great many, in pixels."""
MAX_COAST = 5_000
"""The most points of all coasts together."""
KINDS = ((True, "observed", "solid"), (False, "inferred", "dot"))
"""How lines are drawn of what was observed, and of what was not."""


def draw_land(figure: go.Figure, land: pd.DataFrame, look: Look) -> None:
    """Lay the islands, each with its beach and its shallows."""
    layers = (
        (0.85, look.shallows, look.shallows, 0.5),
        (0.4, look.beach, look.beach, 0.5),
        (0.0, look.land, look.coast, 1.0),
    )
    for beyond, fill, line, detail in layers:
        most = int(MAX_COAST * detail / max(len(land), 1))
        radii = land["radius"].to_numpy(float) + beyond
        _fill(figure, coasts(land[["x", "y"]].to_numpy(float), radii, most=most), fill, line)


def draw_reef(figure: go.Figure, inner: float, outer: float, wide: float, look: Look) -> None:
    """Lay the pale band on which contacts without a known tie stand."""
    _fill(figure, [ellipse(outer, wide)], look.reef, look.reef)
    _fill(figure, [ellipse(inner, wide)], look.sea, look.sea)


def _fill(figure: go.Figure, outlines: Iterable[Points], fill: str, line: str) -> None:
    path = broken(outlines)
    figure.add_scatter(
        x=path[:, 0],
        y=path[:, 1],
        mode="lines",
        fill="toself",
        fillcolor=fill,
        line={"color": line, "width": 1},
        hoverinfo="skip",
        showlegend=False,
        meta={"layer": "land"},
    )


class Pen(NamedTuple):
    """How lines are drawn.

    Attributes
    ----------
    colour, width, dash
        As plotly has them.
    layer
        What they belong to, for whoever filters the figure.
    """

    colour: str
    width: float
    dash: str = "solid"
    layer: str = "bridge"


def draw_lines(
    figure: go.Figure, lines: Iterable[Points], name: str, pen: Pen, *, listed: bool = True
) -> None:
    """Draw lines as one trace; none where there is no line.

    Those of one `name` are shown and hidden together; `listed` tells whether the legend shows it here.
    """
    path = broken(lines)
    if len(path):
        figure.add_trace(
            go.Scatter(
                x=path[:, 0],
                y=path[:, 1],
                mode="lines",
                line={"color": pen.colour, "width": pen.width, "dash": pen.dash},
                hoverinfo="skip",
                name=name,
                legendgroup=name,
                legendrank=LINES_LAST,
                showlegend=listed and bool(name),
                meta={"layer": pen.layer},
            )
        )


def draw_routes(
    figure: go.Figure, curves: list[Points], routes: pd.DataFrame, look: Look, *, many: bool = False
) -> None:
    """Draw one line a pair of circles, the wider the more is tied between them; finer among `many`."""
    if routes.empty:
        return
    widths = ROUTE_WIDTHS_OF_MANY if many else ROUTE_WIDTHS
    part = np.sqrt(routes["weight"] / routes["weight"].max())
    width = np.ceil(part * len(widths)).astype(int).clip(1, len(widths)) - 1
    for seen, how, dash in KINDS:
        listed = True
        for number, pixels in reversed(list(enumerate(widths))):
            rows = np.flatnonzero((routes["observed"] == seen) & (width == number))
            lines = [curves[row] for row in rows]
            pen = Pen(look.route, pixels, dash, "route")
            draw_lines(figure, lines, f"between circles, {how}", pen, listed=listed)
            listed = listed and not len(rows)


def write(figure: go.Figure, text: str, look: Look, *, width: int, size: float, **place: Any) -> None:
    """Write a note on the map, wrapped at `width` characters."""
    font = {"size": size, "color": look.soft_ink}
    figure.add_annotation(text=wrapped(text, width), showarrow=False, font=font, **place)
