"""How the map is inked in JupyterLab, by day and by night: its ground, and what is marked on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from weaklib.views.looks import DAY, NIGHT, Look
from weaklib.views.panels.map_drawn import layer

WAY = "#FFC20A"
"""What a way is drawn with; it has a dark edge by day, so that all see it."""
RINGS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"ring": (14.0, 2.5), "stops": (9.0, 2.0), "group": (4.0, 1.0)}
)
"""The rings around the person of the card, the stops of a way, and a group: their room, and their width."""
UNSELECTED = {"marker": {"opacity": 1}}
"""Who is outside a lasso is not dimmed: who is inside is ringed."""
INKED = ("line", "fillcolor", "marker", "textfont")
"""What of a trace of the ground has a colour."""


def look_of(*, dark: bool) -> Look:
    """Return the colours for a light or a dark JupyterLab."""
    return NIGHT if dark else DAY


def marks(look: Look) -> Iterator[dict[str, Any]]:
    """Give the lines of a person's own ties and of a way, then the rings, as plotly's properties.

    Parameters
    ----------
    look
        The colours of the map.
    """
    edge = look.ink if look is DAY else look.sea
    for kind, line in (
        ("own", {"color": look.ink, "width": 1.4}),
        ("own", {"color": look.ink, "width": 1.4, "dash": "dot"}),
        ("way", {"color": edge, "width": 7}),
        ("way", {"color": WAY, "width": 3.5}),
    ):
        yield {"mode": "lines", "line": line, "meta": {"layer": kind}}
    for kind, (_, width) in RINGS.items():
        marker = {"symbol": "circle-open", "color": look.ink, "line": {"width": width}}
        yield {"mode": "markers", "marker": marker, "unselected": UNSELECTED, "meta": {"layer": kind}}


def inked_anew(figure: Any, drawn: go.Figure, look: Look) -> None:
    """Give a widget of the map the colours of another drawing of the same map.

    Parameters
    ----------
    figure
        The widget: the ground of the drawing, and marks and people over it.
    drawn
        The other drawing.
    look
        Its colours.
    """
    ground = (trace for trace in drawn.data if layer(trace) != "people")
    for trace, other in zip(figure.data, ground, strict=False):
        told = other.to_plotly_json()
        trace.update({name: told[name] for name in INKED if name in told})
    lines = [trace for trace in figure.data if layer(trace) in ("own", "way")]
    rings = [trace for trace in figure.data if layer(trace) in RINGS]
    for trace, told in zip([*lines, *rings], marks(look), strict=True):
        if "line" in told:
            trace.line.color = told["line"]["color"]
        else:
            trace.marker.color = told["marker"]["color"]
    figure.update_layout(template=look.template, plot_bgcolor=look.sea)
