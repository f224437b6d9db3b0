"""Which of many discs overlap: found anew, or among those that were near when it was last looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
Positions = NDArray[np.intp]
Pairs = tuple[Positions, Positions, Points, Points]
Overlaps = Callable[[Points, Points], Pairs]

GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
SLACK = 2.5
"""How far beyond their discs, in the median radius, pairs are looked for, so that this need not be done anew
for every small step."""
STRAYS = 0.05
"""The part of all who may have moved farther than that; those near them are looked for each time."""
HALF = 32
"""The bits of a number that holds one of a pair."""


def sunflower(rank: Positions) -> Points:
    """Return the direction of each rank from the middle, as seeds stand in a sunflower."""
    return np.column_stack([np.cos(rank * GOLDEN_ANGLE), np.sin(rank * GOLDEN_ANGLE)])


def length(points: Points) -> Points:
    """Return how far each point lies from the origin."""
    return np.hypot(points[:, 0], points[:, 1])


def all_overlaps(points: Points, radii: Points) -> Pairs:
    """Return the pairs whose discs overlap, in order, the way from one to the other, and by how much."""
    if len(points) < 2:
        return np.empty(0, int), np.empty(0, int), np.empty((0, 2)), np.empty(0)
    return _lacking(*_in_order(*_near(points, radii, 0)), points, radii)


def watching(largest: Points | None = None) -> Overlaps:
    """Return what does as `all_overlaps`, to the last bit, again and again for the same discs as they move.

    It looks anew only when many moved far, or a disc grew.

    Parameters
    ----------
    largest
        How large each disc will be at most, where they grow; by default as large as when first seen.
    """
    watched: list[_Watched] = []

    def overlaps(points: Points, radii: Points) -> Pairs:
        if len(points) < 2:
            return all_overlaps(points, radii)
        strays = watched[0].strays(points, radii) if watched else None
        if strays is None or len(strays) > STRAYS * len(points):
            watched[:] = [_watch(points, radii if largest is None else np.maximum(radii, largest))]
            strays = np.empty(0, int)
        one, other = watched[0].pairs(points, radii, strays)
        return _lacking(one, other, points, radii)

    return overlaps


@dataclass(frozen=True)
class _Watched:
    """The pairs that came near enough to be watched, in order, and how all lay then."""

    one: Positions
    other: Positions
    points: Points
    radii: Points
    slack: float

    @cached_property
    def tree(self) -> Any:
        """What finds who lay where."""
        return _tree(self.points)

    def strays(self, points: Points, radii: Points) -> Positions | None:
        """Who has moved by more than half of the slack; None where another pair may overlap all the same."""
        if len(points) != len(self.points) or not bool((radii <= self.radii).all()):
            return None
        return np.flatnonzero(4 * ((points - self.points) ** 2).sum(axis=1) >= self.slack**2)

    def pairs(self, points: Points, radii: Points, strays: Positions) -> tuple[Positions, Positions]:
        """Return the pairs that overlap or touch now."""
        near = _closer(self.one, self.other, points, radii, 0)
        one, other = self.one[near], self.other[near]
        if not len(strays):
            return one, other
        astray = np.zeros(len(points), bool)
        astray[strays] = True
        stayed = ~(astray[one] | astray[other])
        some, others = self._around(points, radii, strays, astray)
        near = _closer(some, others, points, radii, 0)
        return _in_order(np.r_[one[stayed], some[near]], np.r_[other[stayed], others[near]])

    def _around(
        self, points: Points, radii: Points, strays: Positions, astray: NDArray[np.bool_]
    ) -> tuple[Positions, Positions]:
        """Who may be near one of the strays: another one, or somebody not far from where they lay."""
        here, widest = _tree(points[strays]), float(radii[strays].max())
        both = strays[here.query_pairs(2 * widest, output_type="ndarray")]
        reach = widest + float(radii.max()) + self.slack / 2
        near = here.sparse_distance_matrix(self.tree, reach, output_type="ndarray")
        lay = near[~astray[near["j"]]]
        return np.r_[both[:, 0], strays[lay["i"]]], np.r_[both[:, 1], lay["j"]]


def _watch(points: Points, radii: Points) -> _Watched:
    """The pairs that overlap or may do so when they have moved a little."""
    slack = SLACK * float(np.median(radii))
    return _Watched(*_in_order(*_near(points, radii, slack)), points.copy(), radii.copy(), slack)


def _lacking(one: Positions, other: Positions, points: Points, radii: Points) -> Pairs:
    """Those pairs of a few that overlap, without those that touch."""
    away = points[other] - points[one]
    distance = length(away)
    same = distance < 1e-9
    away[same] = sunflower(other[same]) * 1e-9
    distance[same] = 1e-9
    lack = radii[one] + radii[other] - distance
    close = lack > 1e-7
    return one[close], other[close], (away / distance[:, None])[close], lack[close]


def _closer(one: Positions, other: Positions, points: Points, radii: Points, slack: float) -> Positions:
    """Which pairs are closer than their discs and the slack; without a root, so one too many may be there."""
    x, y = np.ascontiguousarray(points.T)
    east, north, room = x[other], y[other], radii[one]
    east -= x[one]
    north -= y[one]
    room += radii[other]
    room += slack
    return np.flatnonzero(east * east + north * north < room * room * (1 + 1e-9))


def _in_order(one: Positions, other: Positions) -> tuple[Positions, Positions]:
    """The pairs by their ends, each from the lower number; as one number each they are sorted much faster."""
    numbers = np.sort(np.minimum(one, other) << HALF | np.maximum(one, other))
    return numbers >> HALF, numbers & ((1 << HALF) - 1)


def _near(points: Points, radii: Points, slack: float) -> tuple[Positions, Positions]:
    """The pairs that are closer than their discs and the slack."""
    one, other = _candidates(points, radii, slack)
    near = _closer(one, other, points, radii, slack)
    return one[near], other[near]


def _candidates(points: Points, radii: Points, slack: float) -> tuple[Positions, Positions]:
    """Pairs, all of those that lie near among them; a large disc costs the search for small ones nothing."""
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
    one, other = np.concatenate(found).T
    return one, other


def _tree(points: Points) -> Any:
    """What finds the neighbours of points; it is asked once, so it is built in half the time."""
    return cKDTree(points, compact_nodes=False, balanced_tree=False)
