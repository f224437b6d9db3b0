"""The map of a shared report: circles as discs, laid out anew from the rounded numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from weaklib.pages.share.shared import Shared
from weaklib.views.spread import Points, apart, clear
from weaklib.views.theme import CLASS_COLOURS, headed, safe, sentence, short

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROUNDS, PULL, INWARD = 150, 0.2, 0.06
"""How often discs are moved, and by what part of the way to those they are tied to and to the middle."""
GAP, WIDE = 0.3, 1.25
"""The least water around a disc, and by how much the picture is drawn out in width."""
WIDEST = 9
"""The widest line, in pixels."""
LAND, LINE = CLASS_COLOURS["moderately weak"], CLASS_COLOURS["nominal"]
SIZE = 480


def circle_map(shared: Shared) -> go.Figure:
    """Draw the circles as discs, the larger the more people, near those that they have ties with.

    Parameters
    ----------
    shared
        Its circles and the ties between them, in steps: no other place or number is known here.
    """
    import plotly.graph_objects as go

    circles = shared.column("circle")
    if circles.empty:
        return sentence("No circle is shown", f"None has {shared.k} people or more that may be shown.")
    places, ties = placed(shared), _ties(shared)
    figure = go.Figure(layout={"template": "weaklib", "showlegend": False})
    for one, other, value in ties:
        figure.add_trace(_line(places, one, other, value, most=ties[0][2]))
    figure.update_layout(shapes=[_disc(row) for row in places.to_dict("records")])
    figure.add_trace(_names(places))
    reach = places["radius"] + GAP
    for axis in ("x", "y"):
        figure.update_layout(
            {
                f"{axis}axis": {
                    "range": [(places[axis] - reach).min(), (places[axis] + reach).max()],
                    "visible": False,
                }
            }
        )
    # not on the other axis: that would say that the chart must be wide, and it fits a phone
    figure.update_layout(xaxis={"scaleanchor": "y"}, margin={"l": 8, "r": 8, "b": 8})
    many = f"{len(circles):,} circles, the largest" if len(circles) > 1 else "One circle"
    title = f"{many} of {circles.iloc[0]:,} people or more"
    note = f"Discs: people. Lines: ties between two circles, {shared.k} or more. Drawn from these alone."
    return headed(figure, title, note, height=SIZE)


def placed(shared: Shared) -> pd.DataFrame:
    """Return where each disc lies: `x`, `y`, `radius`, `people`, indexed by the circle's name.

    Discs start in a spiral, the largest in the middle; ties draw them together, and none overlaps another.

    Parameters
    ----------
    shared
        As for `circle_map`.
    """
    circles = shared.column("circle")
    radius = np.sqrt(circles.to_numpy(float) / shared.k)
    rank = np.arange(len(circles))
    turn = rank * np.pi * (3 - 5**0.5)
    points = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt(np.cumsum(radius**2))[:, None]
    pull = _pulls(shared, circles)
    for _ in range(ROUNDS):
        drawn = pull @ points - pull.sum(axis=1)[:, None] * points
        points = apart(points + PULL * drawn - INWARD * points * [1 / WIDE, WIDE], radius + GAP, rounds=4)
    points = clear(points, radius + GAP).round(3)
    found = {"x": points[:, 0], "y": points[:, 1], "radius": radius.round(3), "people": circles.to_numpy()}
    return pd.DataFrame(found, index=circles.index)


def _pulls(shared: Shared, circles: pd.Series[int]) -> Points:
    """Return how strongly each disc is drawn to each other: its shares of the ties that are shown."""
    at = {name: place for place, name in enumerate(circles.index)}
    pull = np.zeros((len(at), len(at)))
    for one, other, value in _ties(shared):
        pull[at[one], at[other]] = pull[at[other], at[one]] = value**0.5
    shares: Points = pull / np.maximum(pull.sum(axis=1, keepdims=True), 1e-9)
    return shares


def _ties(shared: Shared) -> list[tuple[str, str, int]]:
    """Return the ties that are shown, the most first."""
    ties = [(one, other, value) for (of, one, other), value in shared.told.items() if of == "tie"]
    return sorted(ties, key=lambda tie: (-tie[2], tie[:2]))


def _line(places: pd.DataFrame, one: str, other: str, value: int, *, most: int) -> go.Scatter:
    import plotly.graph_objects as go

    middles, radii = (
        places.loc[[one, other], ["x", "y"]].to_numpy(),
        places.loc[[one, other], "radius"].to_numpy(),
    )
    way = (middles[1] - middles[0]) / np.hypot(*(middles[1] - middles[0]))
    ends = (middles + np.outer(radii * [1, -1], way)).round(3)  # from shore to shore
    return go.Scatter(
        x=ends[:, 0].tolist(),
        y=ends[:, 1].tolist(),
        mode="lines",
        line={"width": round(max(WIDEST * (value / most) ** 0.5, 1.5), 1), "color": LINE},
        opacity=0.6,
        hoverinfo="skip",
    )


def _disc(row: dict[Any, Any]) -> dict[str, Any]:
    x, y, radius = row["x"], row["y"], row["radius"]
    ends = {"x0": x - radius, "x1": x + radius, "y0": y - radius, "y1": y + radius}
    return {"type": "circle", **ends, "fillcolor": LAND, "line": {"width": 0}, "layer": "below"}


def _names(places: pd.DataFrame) -> go.Scatter:
    import plotly.graph_objects as go

    names = [str(name) for name in places.index]
    letters = [name.removeprefix("Circle ") for name in names]
    return go.Scatter(
        x=places["x"].tolist(),
        y=places["y"].tolist(),
        mode="text",
        text=[safe(short(letter, 14)) for letter in letters],
        textfont={"size": 13, "color": "#FFFFFF"},
        customdata=[[safe(name), f"{value:,}"] for name, value in zip(names, places["people"], strict=True)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} people or more<extra></extra>",
    )
