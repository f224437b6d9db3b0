"""The people of the map as traces: one a group, each with colour, shape and size as asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from weaklib.views import legend
from weaklib.views.encodings import Encoding, Groups, in_groups, on_scale
from weaklib.views.hovers import Told
from weaklib.views.looks import EVEN, Look
from weaklib.views.spread import Positions
from weaklib.views.theme import safe

MAX_SVG_PEOPLE = 3_000
"""Above this many people the markers are drawn by WebGL."""
CODES = {
    "circle": 0,
    "square": 1,
    "diamond": 2,
    "triangle-up": 5,
    "triangle-down": 6,
    "pentagon": 13,
    "star": 17,
    "hourglass": 25,
    "circle-open": 100,
    "circle-open-dot": 300,
}
"""Plotly's number of each shape, which is shorter than its name."""


class Encodings(NamedTuple):
    """What colour, size and shape mean on one map."""

    colour: Encoding
    size: Encoding
    shape: Encoding


class Crowd(NamedTuple):
    """Those who are drawn as one trace.

    Attributes
    ----------
    name
        In the legend.
    rows
        Who they are, by position.
    colour
        Of all of them; empty where each has a value on the scale.
    symbol
        In the legend.
    hollow
        Whether they are drawn without a filling, since their value is not known.
    """

    name: str
    rows: Positions
    colour: str
    symbol: str
    hollow: bool = False

    @property
    def label(self) -> str:
        """The name with how many they are, escaped."""
        return f"{safe(self.name)} ({len(self.rows):,})"


def draw_people(figure: go.Figure, people: pd.DataFrame, means: Encodings, told: Told, look: Look) -> None:
    """Draw one trace a group of the colour, or a shape where the colour is a scale.

    Parameters
    ----------
    figure
        On which they are drawn.
    people
        One row a person, with `size` in pixels.
    means
        What colour, size and shape mean.
    told
        What the hover says.
    look
        The colours of the map.
    """
    shapes = in_groups(means.shape, people, look)
    crowds = [*enumerate(_crowds(people, means, shapes, look), start=1)]
    for rank, crowd in reversed(crowds):  # the first in the legend is drawn last, over the others
        trace = _trace(people, crowd, shapes, look)
        if not crowd.colour:
            values = on_scale(means.colour, people)[crowd.rows].round(3)
            trace["marker"] |= {"color": values, "coloraxis": "coloraxis"}
        trace |= {"legendrank": rank, "legendgroup": crowd.label, "showlegend": means.colour == means.shape}
        figure.add_trace(_kind(people)(**trace, **told.of(crowd.rows), meta={"layer": "people"}))
    if means.colour.is_scale:
        figure.update_layout(coloraxis=legend.scale(means.colour, look))
    if means.shape != means.colour:
        for rank, crowd in crowds:
            ink = {"symbol": crowd.symbol, "color": crowd.colour or look.soft_ink}
            legend.add(figure, crowd.label, ink, rank=rank, group=crowd.label)
        if not means.colour.is_scale:
            legend.add_shapes(figure, shapes, look)


def _kind(people: pd.DataFrame) -> Any:
    return go.Scatter if len(people) <= MAX_SVG_PEOPLE else go.Scattergl


def _crowds(people: pd.DataFrame, means: Encodings, shapes: Groups, look: Look) -> Iterator[Crowd]:
    """The traces: the groups of the colour; or of a scale those of each shape, and who has no value."""
    groups, unknown = shapes, np.zeros(len(people), bool)
    if means.colour.is_scale:
        unknown = np.isnan(on_scale(means.colour, people))
    else:
        groups = in_groups(means.colour, people, look)
    for number, (name, colour) in enumerate(zip(groups.names, groups.colours, strict=True)):
        rows = np.flatnonzero((groups.codes == number) & ~unknown)
        if len(rows) and means.colour.is_scale:
            yield Crowd(name, rows, "", groups.symbols[number])
        elif len(rows) and number == len(groups.names) - 1 and not means.colour.order:
            yield Crowd(name, rows, colour, "circle-open", hollow=True)
        elif len(rows):
            yield Crowd(name, rows, colour, "circle")
    if unknown.any():
        rows = np.flatnonzero(unknown)
        yield Crowd(means.colour.unknown, rows, look.unknown, "circle-open", hollow=True)


def _trace(people: pd.DataFrame, crowd: Crowd, shapes: Groups, look: Look) -> dict[str, Any]:
    """Where they stand, and how each is drawn; what all share is said once."""
    rows = crowd.rows
    codes = shapes.codes[rows]
    even = np.array([EVEN.get(symbol, 1.0) for symbol in shapes.symbols], np.float32)
    size = (people["size"].to_numpy(np.float32)[rows] * even[codes]).round(2)
    symbols = [_hollow(symbol) if crowd.hollow else symbol for symbol in shapes.symbols]
    alike = symbols[codes[0]] if len(np.unique(codes)) == 1 else ""
    marker = {
        "symbol": alike or [_number(symbols[code]) for code in codes.tolist()],
        "color": crowd.colour or None,
        "size": size,
        "opacity": 1,
        "line": _edge(size, people["bridge"].to_numpy(bool)[rows], look),
    }
    if "open" in alike and crowd.colour:
        marker["line"] = {"color": crowd.colour, "width": _line(size, people["bridge"].to_numpy(bool)[rows])}
        if alike == "circle-open" and len(people) > MAX_SVG_PEOPLE:  # WebGL draws true circles twice as fast
            marker |= {"symbol": "circle", "color": look.land}
    return {
        "x": people["x"].to_numpy(np.float32)[rows],
        "y": people["y"].to_numpy(np.float32)[rows],
        "mode": "markers",
        "name": crowd.label,
        "marker": marker,
    }


def _edge(size: NDArray[np.float32], bridge: NDArray[np.bool_], look: Look) -> dict[str, Any]:
    """The edge of each, which sets neighbours apart: that of land, and a dark ring around who is a bridge."""
    thin = round(min(0.8, 0.15 * float(size.min())), 2)
    if not bridge.any():
        return {"color": look.land, "width": thin}
    scale = [[0, look.land], [1, look.bridge]]
    width = np.where(bridge, np.minimum(1.8, 0.25 * size), thin).round(2).astype(np.float32)
    return {"color": bridge.astype(np.uint8), "colorscale": scale, "cmin": 0, "cmax": 1, "width": width}


def _line(size: NDArray[np.float32], bridge: NDArray[np.bool_]) -> float | NDArray[np.float32]:
    """How thick the line of an open shape is: twice as thick of who is a bridge."""
    thin = round(float(np.clip(0.22 * size.min(), 0.55, 1.3)), 2)
    return np.where(bridge, 2 * thin, thin).astype(np.float32) if bridge.any() else thin


def _hollow(symbol: str) -> str:
    return symbol if "open" in symbol else f"{symbol}-open"


def _number(symbol: str) -> int:
    plain = symbol.removesuffix("-open")
    return CODES[symbol] if symbol in CODES else CODES[plain] + 100
