"""The drawn map taken apart, to be laid again with fewer people, or with their ties of another day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from weaklib.views.looks import DAY, EVEN, SYMBOLS, Look
from weaklib.views.netmap import people_on

Flags = NDArray[np.bool_]
LEAN = 4
"""The entries of a hover that has no room for more than the name, the organisation and the tie."""


class Dots(NamedTuple):
    """Everybody on the map, by number: what is drawn of each, whatever the class of their tie.

    Attributes
    ----------
    x, y
        Where they stand.
    size
        How large they are, before their shape is evened.
    bridge
        Whether they are tagged as a bridge.
    told
        What the hover says, escaped: number, name, organisation, tie, and more where the map has room.
    template
        The plotly template of the hover.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    size: NDArray[np.float32]
    bridge: Flags
    told: NDArray[np.object_]
    template: str


class Lines(NamedTuple):
    """One trace of lines, in parts that each lead from one person to another.

    Attributes
    ----------
    path
        The points; a row of nan ends each part.
    part
        The part of each point.
    one, other
        Of each part the numbers of the people at its ends; -1 where there is nobody.
    """

    path: NDArray[np.float32]
    part: NDArray[np.intp]
    one: NDArray[np.intp]
    other: NDArray[np.intp]

    def kept(self, parts: Flags) -> NDArray[np.float32]:
        """Return the points of the parts that are flagged."""
        return self.path[parts[self.part]] if len(self.path) else self.path


def layer(trace: Any) -> str:
    """Return what a trace is part of: "land", "route", "tie", "bridge" or "people"."""
    return str((trace.meta or {}).get("layer", "")) if isinstance(trace.meta, Mapping) else ""


def dots_of(figure: go.Figure, bridges: pd.DataFrame) -> Dots:
    """Return everybody on a map that `netmap.draw` drew with these bridges, by the class of their tie."""
    traces = [trace for trace in figure.data if layer(trace) == "people"]
    people = people_on(figure)
    x, y, size = np.zeros((3, len(people)), np.float32)
    told = np.empty(len(people), object)
    for trace in traces:
        number = np.array([row[0] for row in trace.customdata], np.intp)
        x[number], y[number] = trace.x, trace.y
        size[number] = np.asarray(trace.marker.size, np.float32) / EVEN.get(trace.marker.symbol, 1.0)
        for at, row in zip(number.tolist(), trace.customdata, strict=True):
            told[at] = list(row)
    bridge = bridges["bridge"].reindex(people).eq(True).to_numpy(bool)
    return Dots(x, y, size, bridge, told, str(traces[0].hovertemplate) if traces else "")


def lines_of(trace: Any, dots: Dots) -> Lines:
    """Return a trace of lines in its parts.

    Parameters
    ----------
    trace
        Of the drawn map.
    dots
        Everybody on it; a part that begins or ends where they stand is theirs.
    """
    path = np.column_stack([trace.x, trace.y]).astype(np.float32)
    gaps = np.flatnonzero(np.isnan(path[:, 0]))
    part = np.zeros(len(path), np.intp)
    part[gaps[:-1] + 1] = 1
    first = np.r_[0, gaps[:-1] + 1].astype(np.intp)
    at = {spot: number for number, spot in enumerate(zip(dots.x.tolist(), dots.y.tolist(), strict=True))}
    ends = [[at.get((float(x), float(y)), -1) for x, y in path[rows]] for rows in (first, gaps - 1)]
    return Lines(path, part.cumsum(), np.array(ends[0], np.intp), np.array(ends[1], np.intp))


def by_class(
    dots: Dots, shown: Flags, classes: NDArray[np.object_], said: str = "", *, look: Look = DAY
) -> Iterator[dict[str, Any]]:
    """Give the properties of one trace a class of tie, in the order of `CLASS_COLOURS`.

    Parameters
    ----------
    dots
        Everybody on the map.
    shown
        Who is shown; the others are not in the traces at all.
    classes
        The class of each.
    said
        Of another day: how that day is called; the hover then tells the class of that day.
    look
        The colours of the map.
    """
    for name, colour in look.classes.items():
        rows = np.flatnonzero(shown & (classes == name))
        symbol = SYMBOLS[name]
        size = dots.size[rows] * np.float32(EVEN.get(symbol, 1.0))
        hollow, bridge = "open" in symbol, dots.bridge[rows]
        edge = {"colorscale": [[0, colour if hollow else look.land], [1, look.bridge]], "cmin": 0, "cmax": 1}
        width = np.where(bridge, np.minimum(1.8, 0.25 * size), 1.2 if hollow else 0.8)
        yield {
            "x": dots.x[rows],
            "y": dots.y[rows],
            "name": f"{name} ({len(rows):,})",
            "showlegend": len(rows) > 0,
            "customdata": _told(dots, rows, name, said),
            "hovertemplate": dots.template,
            "marker": {
                "symbol": symbol,
                "color": colour,
                "size": size,
                "opacity": 1,
                "line": {**edge, "color": bridge.astype(np.uint8), "width": width.astype(np.float32)},
            },
        }


def _told(dots: Dots, rows: NDArray[np.intp], name: str, said: str) -> NDArray[np.object_]:
    """What the hover says: of another day the class of that day, and that the rest is of today."""
    told = dots.told[rows].tolist()
    if said and told:
        tie = f"Your tie {said}: {name}" if len(told[0]) > LEAN else f"{name} ({said})"
        told = [[*row[:3], tie, *("The place is that of today." for _ in row[LEAN:])] for row in told]
    return np.array(told, object) if told else np.empty((0, LEAN), object)
