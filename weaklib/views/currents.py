"""Where the circles would like to lie: each draws a lot from its members, and ties draw circles together.

All steps are smooth in what they start from. Where a circle grows, appears or splits, those that have no part
in it would like to lie about where they did.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from weaklib.measures.triangles import TieArrays
from weaklib.views.forces import hashed
from weaklib.views.spread import Points, Positions, evened, length

OWN = 0.05
"""How much a circle's own lot weighs, next to a mean tie between two circles."""
MOST = 5.0
"""The most that a tie between two circles weighs, in mean ones."""
ROUNDS, AGAIN = 200, 20
"""How often ties move the circles, first from their lots and then from places that were spread evenly."""
UNFOLDED = 2
"""How often they are spread evenly and moved again: what lies folded over itself unfolds."""
FILLING = 6
"""How often they are spread at last; more would fill the sea better, and tear apart what is tied."""
HEAVY = 2.0
"""How unequally the members of a circle count for its lot; where few do it hardly hangs on newcomers."""
FARTHEST = 1.5
"""How far a circle whose ties are few may lie from the middle, where 1 is the rim of the others."""
DRIFT, DRIFTS, SPREAD = 0.3, 2, 0.2
"""How far circles move from where they lay towards those that they have ties with, how often, and how far
they spread again each time."""


def wished(ties: TieArrays, codes: Positions, area: Points, *, seed: int = 0) -> Points:
    """Return where each circle would like to lie, in the unit disc about.

    Parameters
    ----------
    ties
        The ties among contacts.
    codes
        The circle of each person, -1 without one.
    area
        How much of the disc each circle needs, in any unit.
    seed
        Of the lots.
    """
    near = _neighbours(ties, codes, len(area))
    points = _drawn(near, lots_of(ties, codes, len(area), seed=seed), own=OWN, rounds=ROUNDS)
    for _ in range(UNFOLDED):
        points = _drawn(near, evened(_as_wide(points, area), area), own=1, rounds=AGAIN)
    return evened(_as_wide(points, area), area, rounds=FILLING)


def drifted(ties: TieArrays, codes: Positions, area: Points, known: Points, *, seed: int = 0) -> Points:
    """Return where each circle would like to lie that lay somewhere: near there, and nearer to its ties.

    Without this, a map that is carried on for years would tell of the ties of its first year.

    Parameters
    ----------
    ties, codes, area, seed
        As for `wished`.
    known
        Where each circle lay, in the unit disc about; nan for a new one, which lies by its ties.
    """
    near = _neighbours(ties, codes, len(area))
    lots = lots_of(ties, codes, len(area), seed=seed)
    points = _drawn(near, lots, own=OWN, rounds=ROUNDS, known=known)
    whole = near.sum(axis=1)[:, None]
    for _ in range(DRIFTS):
        points = points + DRIFT * (near @ points - whole * points) / (whole + 1)
        points = evened(points, area, rounds=1, step=SPREAD)
    return points


def between(ties: TieArrays, codes: Positions, sizes: Positions) -> tuple[Positions, Positions, Points]:
    """Return the pairs of groups that have ties, and what is tied between them, for their size.

    Parameters
    ----------
    ties
        The ties.
    codes
        The group of each person, -1 without one.
    sizes
        How many each group has.
    """
    one, other = codes[ties.left], codes[ties.right]
    across = (one != other) & (one >= 0) & (other >= 0)
    low, high = np.minimum(one, other)[across], np.maximum(one, other)[across]
    pair, number = np.unique(low * len(sizes) + high, return_inverse=True)
    total = np.bincount(number, ties.weight[across], len(pair))
    low, high = np.divmod(pair, max(len(sizes), 1))
    return low, high, total / np.sqrt(sizes[low] * sizes[high])


def lots_of(ties: TieArrays, codes: Positions, count: int, *, seed: int = 0) -> Points:
    """Return a place in the unit disc for each circle: that of a few members, so that it stays with them.

    Parameters
    ----------
    ties, codes, seed
        As for `wished`.
    count
        How many circles there are.
    """
    lots, on = hashed(ties.people, seed=seed), codes >= 0
    heavy = (1 - length(lots[on]) ** 2 + 1e-9) ** -HEAVY
    total = np.bincount(codes[on], heavy, count)
    return np.column_stack([np.bincount(codes[on], heavy * lots[on, axis], count) / total for axis in (0, 1)])


def _neighbours(ties: TieArrays, codes: Positions, count: int) -> csr_array:
    """What is tied between each two circles, in mean ties between two."""
    low, high, weight = between(ties, codes, np.bincount(codes[codes >= 0], minlength=count))
    weight = np.minimum(weight / weight.mean(), MOST) if len(weight) else weight
    ends = np.r_[low, high], np.r_[high, low]
    return coo_array((np.r_[weight, weight], ends), shape=(count, count)).tocsr()


def _drawn(near: csr_array, lots: Points, *, own: float, rounds: int, known: Points | None = None) -> Points:
    """Where each circle lies between those it has ties with and its own lot; known places stay."""
    whole = near.sum(axis=1)[:, None] + own
    points = lots
    for _ in range(rounds):
        points = (near @ points + own * lots) / whole
        points = points if known is None else np.where(np.isnan(known), points, known)
    return points


def _as_wide(points: Points, area: Points) -> Points:
    """Points around the origin, as far from it on the whole as those of a full unit disc, none much more."""
    if not len(points):
        return points
    points = points - np.average(points, axis=0, weights=area)
    points = points / max(np.sqrt(2 * np.average(length(points) ** 2, weights=area)), 1e-9)
    within: Points = points / np.maximum(length(points) / FARTHEST, 1)[:, None]
    return within
