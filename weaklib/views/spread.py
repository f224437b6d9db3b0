"""Points kept apart: discs that do not overlap, sunflowers, and points spread evenly over a disc."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
Positions = NDArray[np.intp]
Pairs = tuple[Positions, Positions, Points, Points]
Overlaps = Callable[[Points, Points], Pairs]

DIRECTIONS = 24
GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
SLACK = 0.5
"""How far beyond their discs, in the median radius, pairs are looked for, so that this need not be done anew
for every small step."""
FEW = 4
"""So few rounds are too few for that: at first all move far."""


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
    points, overlaps = points.copy(), _watching() if rounds > FEW else _overlaps
    for _ in range(rounds):
        one, other, away, lack = overlaps(points, radii)
        if not len(lack):
            break
        push = away * (lack / (radii[one] + radii[other]))[:, None]
        whose = np.concatenate([np.arange(len(points)), one, other])
        for axis in (0, 1):  # one after the other in this order, from where each stands: to the last bit
            moves = -push[:, axis] * radii[other], push[:, axis] * radii[one]
            points[:, axis] = np.bincount(whose, np.concatenate([points[:, axis], *moves]))
    return points


def clear(points: Points, radii: Points) -> Points:
    """Return `points` pushed apart until no discs overlap; what the pushing leaves, spreading resolves."""
    points = apart(points, radii, rounds=300)
    one, other, _, lack = _overlaps(points, radii)
    room = radii[one] + radii[other]
    widest: float = (room / (room - lack)).max(initial=1.0)
    return points * widest * (1 + 1e-9)


def evened(points: Points, area: Points, *, rounds: int = 2, step: float = 0.3) -> Points:
    """Return `points` spread more evenly over the unit disc, those near one another still near.

    Seen from each of many directions, the area to the left of a point should be what a full disc has there;
    every round moves all of them a part of the way. A small change of where they are changes little.

    Parameters
    ----------
    points
        Places around the origin.
    area
        How much of the disc each should have to itself, in any unit.
    rounds, step
        How often they are moved, and by what part of the way.

    References
    ----------
    Rabin, Peyré, Delon & Bernot 2012, Scale Space and Variational Methods in Computer Vision, 435 (sliced
    optimal transport).
    """
    turn = np.arange(DIRECTIONS) * np.pi / DIRECTIONS
    east, north = np.cos(turn), np.sin(turn)
    place = np.linspace(-1, 1, 2001)
    left_of = 0.5 + (place * np.sqrt(1 - place**2) + np.arcsin(place)) / np.pi
    for _ in range(rounds if len(points) else 0):
        along = points[:, :1] * east + points[:, 1:] * north
        order = np.argsort(along, axis=0, kind="stable")
        share = (np.cumsum(area[order], axis=0) - area[order] / 2) / area.sum()
        way = np.empty_like(along)
        np.put_along_axis(way, order, np.interp(share, left_of, place), axis=0)
        way -= along
        points = points + 2 * step * np.column_stack([(way * east).mean(axis=1), (way * north).mean(axis=1)])
    return points


class _Watched(NamedTuple):
    """The pairs that came near enough to be watched, in order, and how all lay then."""

    one: Positions
    other: Positions
    points: Points
    radii: Points
    slack: float

    def holds(self, points: Points, radii: Points) -> bool:
        """Whether no other pair can overlap yet: no disc grew, and none moved by half of the slack."""
        same = len(points) == len(self.points) and bool((radii <= self.radii).all())
        return same and 4 * float(((points - self.points) ** 2).sum(axis=1).max()) < self.slack**2


def _watching() -> Overlaps:
    """Return what does as `_overlaps`, again and again: it looks anew only when somebody moved far."""
    watched: list[_Watched] = []

    def overlaps(points: Points, radii: Points) -> Pairs:
        if len(points) < 2:
            return _overlaps(points, radii)
        if not watched or not watched[0].holds(points, radii):
            watched[:] = [_watch(points, radii)]
        return _overlapping(watched[0].one, watched[0].other, points, radii)

    return overlaps


def _overlaps(points: Points, radii: Points) -> Pairs:
    """The pairs whose discs overlap, the direction from one to the other, and by how much."""
    if len(points) < 2:
        return np.empty(0, int), np.empty(0, int), np.empty((0, 2)), np.empty(0)
    return _overlapping(*_near(points, radii), points, radii)


def _overlapping(one: Positions, other: Positions, points: Points, radii: Points) -> Pairs:
    """Those pairs of these that overlap."""
    near = _closer(one, other, points, radii, 0)
    one, other = one[near], other[near]
    away = points[other] - points[one]
    distance = length(away)
    same = distance < 1e-9
    away[same] = sunflower(other[same]) * 1e-9
    distance[same] = 1e-9
    lack = radii[one] + radii[other] - distance
    close = lack > 1e-7
    return one[close], other[close], (away / distance[:, None])[close], lack[close]


def _watch(points: Points, radii: Points) -> _Watched:
    """The pairs that overlap or may do so when they have moved a little."""
    slack = SLACK * float(np.median(radii))
    one, other = _near(points, radii, slack)
    near = _closer(one, other, points, radii, slack)
    return _Watched(one[near], other[near], points.copy(), radii.copy(), slack)


def _closer(one: Positions, other: Positions, points: Points, radii: Points, slack: float) -> Positions:
    """Which pairs are closer than their discs and the slack; without a root, so one too many may be there."""
    x, y = np.ascontiguousarray(points.T)
    east, north, room = x[other], y[other], radii[one]
    east -= x[one]
    north -= y[one]
    room += radii[other]
    room += slack
    return np.flatnonzero(east * east + north * north < room * room * (1 + 1e-9))


def _near(points: Points, radii: Points, slack: float = 0) -> tuple[Positions, Positions]:
    """The pairs that lie so near, in order; a large disc costs the search for small ones nothing."""
    level = np.floor(np.log2(radii / radii.min()))
    found = []
    for size in np.unique(level):
        mine, others = np.flatnonzero(level == size), np.flatnonzero(level < size)
        reach = 2 * radii[mine].max() + slack
        tree = _tree(points[mine])
        found.append(mine[tree.query_pairs(reach, output_type="ndarray")])
        if not len(others):
            continue
        near = tree.sparse_distance_matrix(_tree(points[others]), reach, output_type="ndarray")
        found.append(np.column_stack([mine[near["i"]], others[near["j"]]]))
    pairs = np.concatenate(found)
    # as one number each, which is sorted in a fifth of the time
    numbers = np.minimum(*pairs.T) * len(points) + np.maximum(*pairs.T)
    one, other = np.divmod(np.sort(numbers), len(points))
    return one, other


def _tree(points: Points) -> Any:
    """What finds the neighbours of points; it is asked once, so it is built in half the time."""
    return cKDTree(points, compact_nodes=False, balanced_tree=False)
