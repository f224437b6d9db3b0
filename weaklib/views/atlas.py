"""How the map is inked: water, islands, lines, people and names, laid on a figure one after the other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.views.spread import Points
from weaklib.views.strokes import Label, broken, coast, ellipse, label_places
from weaklib.views.theme import CLASS_COLOURS, INK, SOFT_INK, safe, wrapped

SEA, REEF, SHALLOWS, BEACH, LAND, COAST = "#F1F6F9", "#EAF2F6", "#E5EFF4", "#D9E7EE", "#FEFDFB", "#C5D0D4"
TIE, BRIDGE = "#B5AE9C", "#2B4252"
HALO = ", ".join([f"0 0 2px {LAND}"] * 4 + [f"0 0 4px {LAND}"] * 2)
"""What keeps a name legible over lines and people."""

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "strong": "square",
        "moderately weak": "diamond",
        "weak": "circle",
        "fading": "triangle-down",
        "dormant": "triangle-up",
        "nominal": "circle-open",
        "unknown": "circle-open-dot",
    }
)
"""The shape of each class of tie, so that the map can be read without its colours."""

EVEN: Mapping[str, float] = MappingProxyType(
    {"triangle-down": 1.25, "triangle-up": 1.25, "square": 0.95, "diamond": 1.1}
)
"""By how much a shape is enlarged to look as large as a circle."""

ANCHORS: Mapping[str, tuple[str, str, int, int]] = MappingProxyType(
    {
        "above": ("center", "bottom", 0, 1),
        "below": ("center", "top", 0, -1),
        "right": ("left", "middle", 1, 0),
        "left": ("right", "middle", -1, 0),
    }
)
"""For each side of a point: which part of a text is tied to it, and where that lies."""

LINES_LAST = 1_100
"""The rank of lines in the legend: after the classes of tie."""
MAX_SVG_PEOPLE = 3_000
"""Above this many people the markers are drawn by WebGL."""


def draw_land(figure: go.Figure, land: pd.DataFrame) -> None:
    """Lay the islands, each with its beach and its shallows."""
    for beyond, fill, line in ((0.85, SHALLOWS, SHALLOWS), (0.4, BEACH, BEACH), (0.0, LAND, COAST)):
        shores = zip(land["x"], land["y"], land["radius"] + beyond, strict=True)
        _fill(figure, (coast(*shore, seed=i) for i, shore in enumerate(shores)), fill, line)


def draw_reef(figure: go.Figure, inner: float, outer: float, wide: float) -> None:
    """Lay the pale band on which contacts without a known tie stand."""
    _fill(figure, [ellipse(outer, wide)], REEF, REEF)
    _fill(figure, [ellipse(inner, wide)], SEA, SEA)


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
    )


def draw_lines(
    figure: go.Figure, lines: Iterable[Points], name: str, *, colour: str, width: float, dash: str = "solid"
) -> None:
    """Draw lines as one trace, named in the legend unless `name` is empty; none where there is no line."""
    path = broken(lines)
    if len(path):
        figure.add_scatter(
            x=path[:, 0],
            y=path[:, 1],
            mode="lines",
            line={"color": colour, "width": width, "dash": dash},
            hoverinfo="skip",
            name=name,
            legendrank=LINES_LAST,
            showlegend=bool(name),
        )


def draw_people(figure: go.Figure, people: pd.DataFrame, told: Sequence[list[str]]) -> None:
    """Draw one trace a class of tie; `told` holds the four lines of each hover, already escaped."""
    trace = go.Scatter if len(people) <= MAX_SVG_PEOPLE else go.Scattergl
    lines = "<br>".join(f"%{{customdata[{i}]}}" for i in range(1, 4))
    for rank, (name, colour) in enumerate(CLASS_COLOURS.items(), start=1):
        rows = np.flatnonzero((people["tie"] == name).to_numpy())
        if not len(rows):
            continue
        symbol = SYMBOLS[name]
        size = people["size"].to_numpy(np.float32)[rows] * np.float32(EVEN.get(symbol, 1.0))
        open_shape, tagged = "open" in symbol, people["bridge"].to_numpy(bool)[rows]
        edge = {
            "color": np.where(tagged, BRIDGE, colour if open_shape else LAND).tolist(),
            "width": np.where(
                tagged, np.minimum(1.8, 0.25 * size), 0.9 + 0.05 * size.min() if open_shape else 0.8
            )
            .round(2)
            .tolist(),
        }
        figure.add_trace(
            trace(
                x=people["x"].to_numpy(np.float32)[rows],
                y=people["y"].to_numpy(np.float32)[rows],
                mode="markers",
                name=f"{name} ({len(rows):,})",
                legendrank=rank,
                customdata=[told[i] for i in rows.tolist()],
                hovertemplate=f"<b>%{{customdata[0]}}</b><br>{lines}<extra></extra>",
                marker={"symbol": symbol, "color": colour, "size": size, "opacity": 1, "line": edge},
            )
        )


def draw_names(
    figure: go.Figure,
    circles: pd.DataFrame,
    bridges: pd.DataFrame,
    groups: pd.DataFrame,
    *,
    covering: Points,
    land: pd.DataFrame,
    pixels_per_step: float,
) -> None:
    """Write the names of circles, bridges and groups in the ring; the later give way to the earlier.

    Each stands clear of the islands of others, and covers as few as it can of the points `covering`.
    """
    names = [
        *_written(circles, size=13, colour=INK, bold=True),
        *_written(bridges, size=12, colour=BRIDGE),
        *_written(groups, size=11, colour=SOFT_INK),
    ]
    sides = label_places([label for label, _ in names], covering, land, pixels_per_step=pixels_per_step)
    for (label, look), side in zip(names, sides, strict=True):
        if side:
            xanchor, yanchor, east, north = ANCHORS[side]
            figure.add_annotation(
                x=round(label.x + east * label.away, 3),
                y=round(label.y + north * label.away, 3),
                xanchor=xanchor,
                yanchor=yanchor,
                showarrow=False,
                borderpad=1,
                **look,
            )


def write(figure: go.Figure, text: str, *, width: int, size: float, **place: Any) -> None:
    """Write a note on the map, wrapped at `width` characters."""
    look = {"size": size, "color": SOFT_INK}
    figure.add_annotation(text=wrapped(text, width), showarrow=False, font=look, **place)


def _written(
    names: pd.DataFrame, *, size: float, colour: str, bold: bool = False
) -> list[tuple[Label, dict[str, Any]]]:
    """The labels of a table with `name`, `x`, `y`, `away` and `sides`, and how each is written."""
    written = []
    rows: Iterator[Any] = names.itertuples()
    for row in rows:
        lines = textwrap.wrap(" ".join(str(row.name).split()), 20, max_lines=2, placeholder="…")
        room = max(map(len, lines)) * size * (0.6 if bold else 0.55) + 6
        text = "<br>".join(map(safe, lines))
        look = {
            "text": f"<b>{text}</b>" if bold else text,
            "font": {"size": size, "color": colour, "shadow": HALO},
        }
        written.append(
            (Label(row.x, row.y, row.away, room, size * 1.3 * len(lines) + 4, tuple(row.sides.split())), look)
        )
    return written
