"""How much of the map is seen, and where its circles are on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.views.panels.map_drawn import Dots
from weaklib.views.panels.map_names import Area, Box
from weaklib.views.theme import safe

NARROWEST = (500, 440)
"""The width and the height of the map on a screen of 1280 pixels: there names must stay clear."""
CLOSE = 4.0
"""How much room is left around people when the map comes close, in steps of the layout."""
SHORE = 1.5
"""How far from the people of a circle its name stands, in steps."""
Spans = tuple[list[float], list[float]]


def islands_of(dots: Dots, circles: pd.Series[Any]) -> dict[str, Area]:
    """Return where each circle is, by what the map calls its name; `circles` is that of each person."""
    told = pd.DataFrame({"x": dots.x, "y": dots.y, "of": circles.to_numpy(object)}).dropna()
    ends = told.groupby("of").agg(["min", "max"]).itertuples()
    return {
        f"circle:{safe(of)}": (
            (left + right) / 2,
            (low + high) / 2,
            (right - left) / 2 + SHORE,
            (high - low) / 2 + SHORE,
        )
        for of, left, right, low, high in ends
    }


def reach_of(traces: list[Any]) -> Spans:
    """Return from where to where everything that is drawn reaches."""
    ends = [[at[~np.isnan(at)] for at in (np.asarray(t.x, float), np.asarray(t.y, float))] for t in traces]
    along = [np.concatenate([axes[axis] for axes in ends] or [np.zeros(1)]) for axis in (0, 1)]
    return (span_of(along[0]), span_of(along[1]))


def seen_of(spans: Spans, scale: float) -> Box:
    """Return what is seen, in steps: plotly shows more than is asked for along the longer side."""
    (left, right), (bottom, top) = (
        (sum(span) / 2 - room / scale / 2, sum(span) / 2 + room / scale / 2)
        for span, room in zip(spans, NARROWEST, strict=True)
    )
    return left, bottom, right, top


def scale_of(spans: Spans) -> float:
    """Return how many pixels a step of the layout has at least, where this much of the map is seen."""
    return min(room / (high - low) for room, (low, high) in zip(NARROWEST, spans, strict=True))


def span_of(at: NDArray[Any]) -> list[float]:
    """Return from the least to the greatest, with room around."""
    middle, half = float(at.max() + at.min()) / 2, float(np.ptp(at)) / 2 + CLOSE
    return [middle - half, middle + half]
