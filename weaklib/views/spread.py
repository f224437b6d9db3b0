"""Points kept apart: discs that do not overlap, sunflowers, and points spread evenly over a disc."""

from __future__ import annotations

import numpy as np

from weaklib.views.overlaps import (
    Overlaps,
    Points,
    Positions,
    all_overlaps,
    length,
    sunflower,
    watching,
)

__all__ = ["Points", "Positions", "apart", "clear", "evened", "length", "sunflower", "watching"]

DIRECTIONS = 24
FEW = 4
"""So few rounds are too few for watching who is near: at first all move far."""


def apart(points: Points, radii: Points, *, rounds: int, overlaps: Overlaps | None = None) -> Points:
    """Return `points` pushed away from one another where the discs around them overlap.

    Each overlapping pair shares the push, the smaller disc moving more. Overlaps may be left after
    the last round. What finds them may be given, where it watched the same discs before: `watching`.
    """
    points, overlaps = points.copy(), overlaps or (watching() if rounds > FEW else all_overlaps)
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
    one, other, _, lack = all_overlaps(points, radii)
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
