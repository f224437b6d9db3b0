"""Where names on the map fit: none covers another or a named person, and each covers as little as it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.views.archipelago import SHORE, WIDEST_BEACH
from weaklib.views.spread import Points, length

Rooms = NDArray[np.float64]
"""Rectangles in pixels, one a row: left, bottom, right, top."""

BEACH = SHORE + 0.04
"""The part of an island's radius that the name of another may not reach: there people stand."""
CELL = 3
"""How finely it is counted what a name covers, in pixels."""
ABROAD, UNCLEAR, FURTHER, LAST = 25.0, 30.0, 4.0, 30.0
"""What it costs to lie on an island of others, nearer to one than to one's own, a place further off, and
across one's own, in people covered."""
SLANT = 0.72
ATTEMPTS = 3
"""How often names are laid out, those first that found no room the time before."""

ANCHORS: Mapping[str, tuple[str, str, float, float]] = MappingProxyType(
    {
        "above": ("center", "bottom", 0, 1),
        "below": ("center", "top", 0, -1),
        "right": ("left", "middle", 1, 0),
        "left": ("right", "middle", -1, 0),
        "above-right": ("left", "bottom", SLANT, SLANT),
        "above-left": ("right", "bottom", -SLANT, SLANT),
        "below-right": ("left", "top", SLANT, -SLANT),
        "below-left": ("right", "top", -SLANT, -SLANT),
        "on": ("center", "middle", 0, 0),
    }
)
"""For each side of a point: which part of a text is tied to it, and where that lies."""
BEGINS: Mapping[str, float] = {
    "left": 0.0,
    "center": -0.5,
    "right": -1.0,
    "bottom": 0.0,
    "middle": -0.5,
    "top": -1.0,
}


class Label(NamedTuple):
    """A text that wants a place: the point it belongs to, how far from it, and its size in pixels.

    Attributes
    ----------
    x, y
        The point, in steps.
    aways
        How far from the point the text may begin, in steps, the nearest first.
    sizes
        Width and height of the text, in pixels, in each way in which it may be broken into lines.
    sides
        Where it may stand, of `ANCHORS`, the best first.
    must
        Whether it may lie on an island of others rather than not be written.
    weight
        How much it counts that it is written.
    """

    x: float
    y: float
    aways: tuple[float, ...]
    sizes: tuple[tuple[float, float], ...]
    sides: tuple[str, ...]
    must: bool = False
    weight: float = 1.0


class Place(NamedTuple):
    """Where a text stands: in steps, which part of it is there, how it is broken, and what it takes."""

    x: float
    y: float
    side: str
    broken: int
    room: Rooms


class Sea(NamedTuple):
    """What names have to heed: points that they would cover, counted from one corner, and islands."""

    sums: NDArray[np.int64]
    low: Points
    discs: NDArray[np.float64]
    scale: float

    @classmethod
    def of(cls, points: Points, land: pd.DataFrame, scale: float) -> Sea:
        """Count points, in steps, on a fine grid of pixels."""
        low = points.min(axis=0) * scale - CELL
        cells = ((points * scale - low) / CELL).astype(int)
        counts = np.zeros(cells.max(axis=0) + 2, np.int64)
        np.add.at(counts, tuple(cells.T), 1)
        discs = land[["x", "y", "radius"]].to_numpy(float) * scale
        return cls(counts.cumsum(axis=0).cumsum(axis=1), low, discs, scale)

    def under(self, rooms: Rooms) -> NDArray[np.int64]:
        """Return about how many points each rectangle covers."""
        cells = np.round((rooms.reshape(-1, 2) - self.low) / CELL).astype(int)
        left, bottom, right, top = cells.clip(0, np.array(self.sums.shape) - 1).reshape(-1, 4).T
        sums = self.sums
        found: NDArray[np.int64] = (
            sums[right, top] - sums[left, top] - sums[right, bottom] + sums[left, bottom]
        )
        return found

    def astray(self, label: Label, rooms: Rooms) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return whether each lies on an island of others, and whether one is nearer than its own."""
        point = np.array([label.x, label.y]) * self.scale
        x, y, radius = self._about(rooms).T
        left, bottom, right, top = rooms.T[:, :, None]
        away = np.hypot(x - x.clip(left, right), y - y.clip(bottom, top)) - radius
        own = np.hypot(x - point[0], y - point[1]) <= radius
        others, mine = away[:, ~own], away[:, own]
        beach = np.minimum((1 - BEACH) * radius[~own], (WIDEST_BEACH - 0.5) * self.scale)
        on = (others < -beach).any(axis=1)
        return on, others.min(axis=1, initial=np.inf) < mine.min(axis=1, initial=0)

    def _about(self, rooms: Rooms) -> NDArray[np.float64]:
        """The islands on which any of the rooms may lie; others make no difference to them."""
        centres, radius = self.discs[:, :2], self.discs[:, 2]
        away = centres - centres.clip(rooms[:, :2].min(axis=0), rooms[:, 2:].max(axis=0))
        return self.discs[length(away) < radius]


def place_labels(labels: Sequence[Label], marks: Rooms, sea: Sea) -> list[Place | None]:
    """Return where each label stands; None where there is no room for it.

    A label covers no earlier one and none of the `marks`. It lies on no island of others, whose name it would
    seem to be, unless it must be written; "on" its own it may, where nothing else is free. Of what is free it
    takes the place where it covers the fewest points, the nearer the better. Labels that found no such
    place choose earlier in the next attempt; the attempt counts that writes what weighs most.

    Parameters
    ----------
    labels
        The most important first.
    marks
        What no label may cover.
    sea
        What labels heed.
    """
    order = list(range(len(labels)))
    candidates = [_candidates(label, sea) for label in labels]
    best: dict[int, Place] = {}
    most = -1.0
    for _ in range(ATTEMPTS):
        found = _in_order(candidates, order, marks)
        clear = {number for number, place in found.items() if place.side != "on"}
        written = sum(labels[number].weight * (1 + (number in clear)) for number in found)
        if written > most:
            best, most = found, written
        if len(clear) == len(labels):
            break
        order.sort(key=lambda number: (not labels[number].must, number in clear))
    return [best.get(number) for number in range(len(labels))]


Candidates = tuple[list[Place], Rooms]


def _candidates(label: Label, sea: Sea) -> Candidates:
    """Every place that a label may take, the best first, with what each takes."""
    places, cost = [], []
    for broken, (width, height) in enumerate(label.sizes):
        for further, away in enumerate(label.aways):
            for side in label.sides:
                xanchor, yanchor, east, north = ANCHORS[side]
                x, y = label.x + east * away, label.y + north * away
                left = x * sea.scale + BEGINS[xanchor] * width
                bottom = y * sea.scale + BEGINS[yanchor] * height
                room = np.array([left, bottom, left + width, bottom + height])
                places.append(Place(round(x, 3), round(y, 3), side, broken, room))
                cost.append(FURTHER * further + (LAST if side == "on" else 0))
    rooms = np.array([place.room for place in places])
    abroad, unclear = sea.astray(label, rooms)
    whole = np.array(cost) + sea.under(rooms) + ABROAD * abroad + UNCLEAR * unclear
    best_first = [row for row in np.argsort(whole, kind="stable") if label.must or not abroad[row]]
    return [places[row] for row in best_first], rooms[best_first]


def _in_order(candidates: Sequence[Candidates], order: Sequence[int], marks: Rooms) -> dict[int, Place]:
    """The place of each label that finds one, when they choose in this order."""
    taken, found = marks.reshape(-1, 4), {}
    for number in order:
        places, rooms = candidates[number]
        free = np.flatnonzero(~_cross(rooms, taken))
        if len(free):
            found[number] = places[free[0]]
            taken = np.vstack([taken, rooms[free[0]]])
    return found


def _cross(rooms: Rooms, taken: Rooms) -> NDArray[np.bool_]:
    """Whether each of the rooms covers any of what is taken."""
    left, bottom, right, top = rooms.T[:, :, None]
    crossed = (left < taken[:, 2]) & (taken[:, 0] < right) & (bottom < taken[:, 3]) & (taken[:, 1] < top)
    any_crossed: NDArray[np.bool_] = crossed.any(axis=1)
    return any_crossed
