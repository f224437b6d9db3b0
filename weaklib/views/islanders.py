"""Where the members of a circle stand on its island: with those they know, and towards those elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.measures.triangles import TieArrays
from weaklib.views.archipelago import former, middles, reach_of
from weaklib.views.bays import MANY, inside
from weaklib.views.spread import Points, Positions, apart, length, watching

ROOMS = {
    "first": [0.8] * 8 + [0.66] * 8 + [0.5] * 4,
    "again": [0.8] * 4 + [0.66] * 8 + [0.5] * 4,
    "many": [0.8] * 4 + [0.66] * 4 + [0.5] * 4,
}
"""The part of the ground within the shore that people take who make room for one another, round by round:
at first, where most stand already, and among more than `MANY`. At last it is so little that all have it."""
CLEARLY = 0.15
"""By how much more than usual in their circle the ties of somebody lead out of it who moves to the shore. On
three planted graphs of 5,000 it keeps more neighbours than .04 and 1, and circles clearer than .04."""


def on_islands(
    ties: TieArrays,
    home: pd.Series[str],
    land: pd.DataFrame,
    *,
    seed: int = 0,
    before: pd.DataFrame | None = None,
) -> Points:
    """Return the places of the members of circles, in the order of `home`, without those who have none.

    The middle of the places on an island, half-way between the outermost on each side, is its own; so where
    islands lay can be had from where people stood.

    Parameters
    ----------
    ties
        The ties among contacts.
    home
        The circle of each of these people; nan without one.
    land
        The islands.
    seed, before
        As for `weaklib.views.layout.place`.
    """
    codes = land.index.get_indexer(pd.Index(home))
    settled = np.flatnonzero(codes >= 0)
    centre, radius = land[["x", "y"]].to_numpy(float), reach_of(land["members"])
    points = inside(ties, codes, seed=seed)[settled] * radius[codes[settled], None]
    points = _facing(ties, codes, centre, points, radius, settled)
    points, stayed = _as_before(points, home.iloc[settled], before)
    on, reach = codes[settled], radius[codes[settled]]
    ground = reach / np.sqrt(land["members"].to_numpy(float)[on])
    rooms = "many" if len(codes) > MANY else "again" if stayed else "first"
    overlaps = watching()
    for part in ROOMS[rooms]:  # away from neighbours, and back onto the island
        points = apart(centre[on] + points, ground * part**0.5, rounds=2, overlaps=overlaps) - centre[on]
        points *= np.minimum(1, reach / np.maximum(length(points), 1e-9))[:, None]
    return centre[on] + _in_the_middle(points, on, radius)


def _in_the_middle(points: Points, on: Positions, radius: Points) -> Points:
    """The places on each island, moved so that they lie around its middle, and still within the shore."""
    if not len(points):
        return points
    each = pd.DataFrame(points).groupby(on)
    points = points - ((each.transform("min") + each.transform("max")) / 2).to_numpy(float)
    farthest = pd.Series(length(points)).groupby(on).transform("max").to_numpy(float)
    within: Points = points * np.minimum(1, radius[on] / np.maximum(farthest, 1e-9))[:, None]
    return within


def _facing(
    ties: TieArrays, codes: Positions, centre: Points, points: Points, reach: Points, settled: Positions
) -> Points:
    """Those with more ties into other circles than is usual in theirs, moved to the shore that faces them."""
    share, way = _outwards(ties, codes, centre)
    share, way, on = share[settled], way[settled], codes[settled]
    usual = (np.bincount(on, share, len(centre)) / np.maximum(np.bincount(on, minlength=len(centre)), 1))[on]
    moved = share > usual
    share, way, usual, reach = share[moved], way[moved], usual[moved], reach[on[moved]]
    # wholly where all their ties lead the same way and are clearly more than is usual
    part = (length(way) * np.minimum(1, (share - usual) / (usual + CLEARLY)))[:, None]
    aim = way + 0.8 * points[moved] / reach[:, None]
    aim /= np.maximum(length(aim), 1e-9)[:, None]
    points[moved] = (1 - part) * points[moved] + part * aim * ((0.7 + 0.3 * share) * reach)[:, None]
    return points


def _outwards(ties: TieArrays, codes: Positions, centre: Points) -> tuple[Points, Points]:
    """The share of each one's ties that leads into other circles, and where: 1 long where all lead there."""
    both = (codes[ties.left] >= 0) & (codes[ties.right] >= 0)
    one, other = np.r_[ties.left[both], ties.right[both]], np.r_[ties.right[both], ties.left[both]]
    weight = np.r_[ties.weight[both], ties.weight[both]]
    total = np.bincount(one, weight, len(codes))
    across = codes[one] != codes[other]
    one, other, weight = one[across], other[across], weight[across]
    way: Points = centre[codes[other]] - centre[codes[one]]
    way *= (weight / np.maximum(length(way), 1e-9))[:, None]
    outside = np.bincount(one, weight, len(codes))
    pull = np.column_stack([np.bincount(one, way[:, axis], len(codes)) for axis in (0, 1)])
    return outside / np.maximum(total, 1e-300), pull / np.maximum(outside, 1e-300)[:, None]


def _as_before(points: Points, home: pd.Series[str], before: pd.DataFrame | None) -> tuple[Points, bool]:
    """The places on each island, and whether anybody stayed: who was on it stands where they stood."""
    if before is None:
        return points, False
    was = former(home, before)
    then = before["circle"].reindex(home.index).fillna("")
    same = (then.to_numpy(object) == was.reindex(home.to_numpy()).to_numpy(object)) & (then != "").to_numpy()
    if not same.any():
        return points, False
    here = before.loc[home.index[same], ["x", "y"]].to_numpy(float)
    points = points.copy()
    points[same] = here - middles(before).reindex(was.reindex(home[same].to_numpy())).to_numpy(float)
    return points, True
