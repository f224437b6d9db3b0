"""Points kept apart: discs that do not overlap, sunflowers, and points spread evenly over a disc."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
Positions = NDArray[np.intp]

DIRECTIONS = 24
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


def _overlaps(points: Points, radii: Points) -> tuple[Positions, Positions, Points, Points]:
    """The pairs whose discs overlap, the direction from one to the other, and by how much."""
    if len(points) < 2:
        return np.empty(0, int), np.empty(0, int), np.empty((0, 2)), np.empty(0)
    one, other = _near(points, radii)
    away = points[other] - points[one]
    distance = length(away)
    same = distance < 1e-9
    away[same] = sunflower(other[same]) * 1e-9
    distance[same] = 1e-9
    lack = radii[one] + radii[other] - distance
    close = lack > 1e-7
    return one[close], other[close], (away / distance[:, None])[close], lack[close]


def _near(points: Points, radii: Points) -> tuple[Positions, Positions]:
    """The pairs that may overlap, in order; a large disc costs the search for small ones nothing."""
    level = np.floor(np.log2(radii / radii.min()))
    found = []
    for size in np.unique(level):
        mine, others = np.flatnonzero(level == size), np.flatnonzero(level < size)
        reach = 2 * radii[mine].max()
        tree = cKDTree(points[mine])
        found.append(mine[tree.query_pairs(reach, output_type="ndarray")])
        near = tree.sparse_distance_matrix(cKDTree(points[others]), reach, output_type="ndarray")
        found.append(np.column_stack([mine[near["i"]], others[near["j"]]]))
    pairs = np.sort(np.concatenate(found), axis=1)
    one, other = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
    return one, other
