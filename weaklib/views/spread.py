"""Points kept apart: discs that do not overlap, sunflowers, and seats in a ring of rows."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
Positions = NDArray[np.intp]

GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def sunflower(rank: Positions) -> Points:
    """Return the direction of each rank from the middle, as seeds stand in a sunflower."""
    return np.column_stack([np.cos(rank * GOLDEN_ANGLE), np.sin(rank * GOLDEN_ANGLE)])


def length(points: Points) -> Points:
    """Return how far each point lies from the origin."""
    return np.hypot(points[:, 0], points[:, 1])


def apart(points: Points, radii: Points, *, rounds: int) -> Points:
    """Return `points` pushed away from one another where the discs around them overlap.

    Each overlapping pair shares the push, the smaller disc moving more. Overlaps may be left after
    the last round.
    """
    points = points.copy()
    for _ in range(rounds):
        one, other, away, lack = _overlaps(points, radii)
        if not len(lack):
            break
        push = away * (lack / (radii[one] + radii[other]))[:, None]
        np.add.at(points, one, -push * radii[other, None])
        np.add.at(points, other, push * radii[one, None])
    return points


def clear(points: Points, radii: Points) -> Points:
    """Return `points` pushed apart until no discs overlap; what the pushing leaves, spreading resolves."""
    points = apart(points, radii, rounds=300)
    one, other, _, lack = _overlaps(points, radii)
    room = radii[one] + radii[other]
    widest: float = (room / (room - lack)).max(initial=1.0)
    return points * widest * (1 + 1e-9)


def seats(groups: list[int], *, inner: float, wide: float) -> Points:
    """Return seats in an elliptic ring for groups of these sizes, clockwise from the top.

    The ring has as few rows as hold everybody one step apart. Gaps lie around groups of three or
    more; `wide` draws the ellipse out in width and presses it in height.
    """
    rows = next(
        r for r in itertools.count(1) if _columns(groups, r)[1] <= _ellipse(inner + r / 2, wide)[1][-1]
    )
    slots, columns = _columns(groups, rows)
    turn, along = _ellipse(inner + rows / 2, wide)
    angle = np.interp((slots // rows + 0.5) / columns * along[-1], along, turn)
    out = inner + slots % rows
    return np.column_stack([out * wide * np.sin(angle), out / wide * np.cos(angle)])


def _overlaps(points: Points, radii: Points) -> tuple[Positions, Positions, Points, Points]:
    """The pairs whose discs overlap, the direction from one to the other, and by how much."""
    if len(points) < 2:
        return np.empty(0, int), np.empty(0, int), np.empty((0, 2)), np.empty(0)
    pairs = cKDTree(points).query_pairs(2 * radii.max(), output_type="ndarray")
    one, other = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
    away = points[other] - points[one]
    distance = length(away)
    same = distance < 1e-9
    away[same] = sunflower(other[same]) * 1e-9
    distance[same] = 1e-9
    lack = radii[one] + radii[other] - distance
    close = lack > 1e-7
    return one[close], other[close], (away / distance[:, None])[close], lack[close]


def _columns(groups: list[int], rows: int) -> tuple[Positions, int]:
    """The slot of each person in a ring of `rows`, and its columns; larger groups have gaps around."""
    slots: list[int] = []
    free = 0
    for size in groups:
        if size > 2:
            free = -(-free // rows) * rows
        slots += range(free, free + size)
        free += size
        if size > 2:
            free = (-(-free // rows) + 1) * rows
    return np.array(slots, int), max(-(-free // rows), 1)


def _ellipse(size: float, wide: float) -> tuple[Points, Points]:
    """Angles around an ellipse and the way along it to each, from the top and clockwise."""
    turn = np.linspace(0, 2 * np.pi, 721)
    steps = np.hypot(np.diff(size * wide * np.sin(turn)), np.diff(size / wide * np.cos(turn)))
    return turn, np.concatenate([[0.0], np.cumsum(steps)])
