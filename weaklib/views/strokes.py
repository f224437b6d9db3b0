"""The lines of the map as arrays: coasts, ties, bridges that go round islands, and where labels fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.views.spread import Points

Pixels = tuple[float, float, float, float]

BENDS = (0.08, -0.08, 0.18, -0.18, 0.3, -0.3, 0.45, -0.45)
"""How far a bridge may bend to the side, as a part of its length; the least comes first."""


BEACH = 0.8
"""The part of an island's radius that the name of another may not reach."""


class Label(NamedTuple):
    """A text that wants a place: the point it belongs to, how far from it, and its size in pixels.

    Attributes
    ----------
    x, y
        The point, in steps.
    away
        How far from the point the text begins, in steps.
    width, height
        Of the text, in pixels.
    sides
        Where it may stand, the best first: "above", "below", "right", "left".
    """

    x: float
    y: float
    away: float
    width: float
    height: float
    sides: tuple[str, ...]


def coast(x: float, y: float, radius: float, *, seed: int) -> Points:
    """Return a closed coastline inside the disc: irregular as islands are, the same for a seed."""
    turn = np.linspace(0, 2 * np.pi, int(np.clip(9 * radius, 18, 90)))
    random = np.random.default_rng(seed)
    waves, phase = np.arange(2, 7), random.uniform(0, 2 * np.pi, 5)
    height = random.uniform(0.6, 1.0, 5) * 0.085 / waves**0.8
    shape = 1 + (height * np.sin(turn[:, None] * waves + phase)).sum(axis=1)
    reach = radius * shape / shape.max()
    return np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)])


def ellipse(size: float, wide: float) -> Points:
    """Return a closed ellipse around the middle, drawn out by `wide` in width and pressed in height."""
    turn = np.linspace(0, 2 * np.pi, 145)
    return np.column_stack([size * wide * np.cos(turn), size / wide * np.sin(turn)])


def broken(lines: Iterable[Points]) -> NDArray[np.float32]:
    """Return lines as one array that plotly draws with gaps: a row of nan follows each line."""
    parts = [part for line in lines for part in (line, np.full((1, 2), np.nan))]
    return np.concatenate(parts).astype(np.float32) if parts else np.empty((0, 2), np.float32)


def bridge(start: Points, end: Points, land: pd.DataFrame) -> Points:
    """Return a curve between two people that crosses as little of other islands as it can."""
    way = end - start
    side = np.array([-way[1], way[0]])
    part = np.linspace(0, 1, 25)[:, None]
    centres, radii = land[["x", "y"]].to_numpy(float), land["radius"].to_numpy(float)
    curves = [start + part * way + 2 * part * (1 - part) * bend * side for bend in BENDS]
    return min(curves, key=lambda curve: _on_land(curve, centres, radii))


def _on_land(curve: Points, centres: Points, radii: Points) -> int:
    """How many points of a curve lie on islands on which it neither begins nor ends."""
    inside = np.hypot(*(curve[:, None] - centres).transpose(2, 0, 1)) < radii
    return int(inside[:, ~(inside[0] | inside[-1])].sum())


def label_places(
    labels: Sequence[Label], people: Points, land: pd.DataFrame, *, pixels_per_step: float
) -> list[str]:
    """Return the side on which each label stands; "" where none is free.

    A side is free where the label covers no earlier one and lies on no island of others, whose name it
    would seem to be. Of the free sides it is the one where the label covers the fewest people.
    """
    spots = people * pixels_per_step
    discs = land[["x", "y", "radius"]].to_numpy(float) * pixels_per_step
    taken: list[Pixels] = []
    chosen = []
    for label in labels:
        boxes = {side: _box(label, side, pixels_per_step) for side in label.sides}
        free = [side for side, box in boxes.items() if not any(_cross(box, other) for other in taken)]
        own = np.array([label.x, label.y]) * pixels_per_step
        others = discs[np.hypot(*(discs[:, :2] - own).T) > discs[:, 2]]
        cost = {side: _covered(boxes[side], spots) for side in free if not _touches(boxes[side], others)}
        side = min(cost, key=cost.__getitem__, default="")
        taken += [boxes[side]] if side else []
        chosen.append(side)
    return chosen


def _touches(box: Pixels, discs: NDArray[np.float64]) -> bool:
    """Whether a label lies on any of these islands."""
    left, bottom, right, top = box
    x, y, radius = discs.T
    return bool((np.hypot(x - x.clip(left, right), y - y.clip(bottom, top)) < BEACH * radius).any())


def _covered(box: Pixels, spots: Points) -> int:
    """How many people a label hides."""
    left, bottom, right, top = box
    x, y = spots.T
    return int(((x > left) & (x < right) & (y > bottom) & (y < top)).sum())


def _box(label: Label, side: str, scale: float) -> Pixels:
    """The rectangle of a label in pixels: left, bottom, right, top."""
    x, y, away = label.x * scale, label.y * scale, label.away * scale
    east = {"right": away, "left": -away - label.width}.get(side, -label.width / 2)
    north = {"above": away, "below": -away - label.height}.get(side, -label.height / 2)
    return x + east, y + north, x + east + label.width, y + north + label.height


def _cross(one: Pixels, other: Pixels) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
