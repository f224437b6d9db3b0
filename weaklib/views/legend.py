"""What explains the colours and shapes of the map: marks in the legend, and a scale in words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from weaklib.views.encodings import Encoding, Groups
from weaklib.views.looks import Look
from weaklib.views.theme import safe

SHAPES_LAST = 900
"""The rank of shapes in the legend, where colours mean something else: after the groups."""


def add(figure: go.Figure, text: str, ink: Mapping[str, Any], *, rank: int, group: str = "") -> None:
    """Add one mark to the legend, which stands for no single trace.

    Parameters
    ----------
    figure
        Whose legend it is.
    text
        What it says, escaped.
    ink
        Its symbol and colour, as plotly has them.
    rank
        Its place in the legend.
    group
        The traces that it shows and hides.
    """
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=text,
        marker=dict(ink),
        hoverinfo="skip",
        legendrank=rank,
        legendgroup=group or None,
        meta={"layer": "key"},
    )


def add_shapes(figure: go.Figure, shapes: Groups, look: Look) -> None:
    """Add the shapes, without a colour, where colours mean something else."""
    for number, (name, symbol) in enumerate(zip(shapes.names, shapes.symbols, strict=True)):
        if (shapes.codes == number).any():
            ink = {"symbol": symbol, "color": look.soft_ink}
            add(figure, safe(name), ink, rank=SHAPES_LAST + number)


def scale(encoding: Encoding, look: Look) -> dict[str, Any]:
    """Return the axis of colour of an encoding, with some of its values in words.

    Parameters
    ----------
    encoding
        A scale.
    look
        Whose colours are used.
    """
    at, words = zip(*encoding.words, strict=True)
    bar = {"tickvals": [*at], "ticktext": [*words], "len": 0.6, "thickness": 10, "outlinewidth": 0}
    steps = [[i / (len(look.scale) - 1), colour] for i, colour in enumerate(look.scale)]
    return {"colorscale": steps, "cmin": 0, "cmax": 1, "colorbar": bar}
