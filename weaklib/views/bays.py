"""The bays of an island: a circle laid out by its ties, a large one split first, each part by itself.

Leiden merges small circles where a network is large; on its island what was merged stands apart again.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weaklib.measures.circles import communities
from weaklib.measures.triangles import TieArrays
from weaklib.views.currents import between
from weaklib.views.forces import IN_CACHE, Group, drawn, evenly, hashed, ranked
from weaklib.views.spread import Points, Positions, apart, sunflower

MAX_TOGETHER = 120
"""A circle of more may be split again, and each part is laid out by itself."""
CLEAR = 0.3
"""The modularity within a circle from which its parts count; chance makes about 0.2 where ties are dense."""
MAX_FORCES = 300
"""A circle of more is split in any case; a part of more stands as a sunflower, who is best known inside."""
DEPTH = 3
"""How often the parts are split again."""
STRAIT = 0.88
"""By how much the parts of a split circle draw together, which leaves a strait between them."""
ROUNDS, ROUNDS_OF_MANY, MANY = 24, 16, 10_000
"""How often the forces move everybody; and among more people than the last number, whom nobody sees apart."""


def inside(ties: TieArrays, codes: Positions, *, seed: int = 0) -> Points:
    """Return a place in the unit disc of each one's circle; 0, 0 for who has none.

    Parameters
    ----------
    ties
        The ties among contacts.
    codes
        The circle of each person, -1 without one.
    seed
        Of the parts and of where the forces start.
    """
    parts = parts_of(ties, codes, seed=seed)
    points, lots = np.zeros((len(codes), 2)), hashed(ties.people, seed=seed)
    members = members_of(parts)
    within = ties.chosen(parts[ties.left] == parts[ties.right])
    for rows, found in zip(members, _laid_out(within, members, parts, lots), strict=True):
        points[rows] = found
    for rows in members_of(codes):
        split = np.unique(parts[rows]).size > 1
        points[rows] = evenly(_bays(ties, rows, parts, points, lots) if split else points[rows])
        if split:
            points[rows] = _with_straits(points[rows], parts[rows])
    return points


def parts_of(ties: TieArrays, codes: Positions, *, seed: int = 0) -> Positions:
    """Return the part of each person: the circle, or a community in it where it is large; -1 without one.

    Parameters
    ----------
    ties, codes, seed
        As for `inside`.
    """
    parts, whole = codes, np.zeros(len(codes), bool)
    for _ in range(DEPTH):
        sizes = np.bincount(parts[parts >= 0])
        large = np.append(sizes > MAX_TOGETHER, [False])[parts] & ~whole  # the last is of nobody's circle
        among = ties.chosen(large[ties.left] & (parts[ties.left] == parts[ties.right]))
        if not len(among.left):
            break
        found = np.where(large, _communities(among, seed=seed), -1)
        _, finer = np.unique(parts * (len(codes) + 1) + found, return_inverse=True)
        clear = (_modularities(among, parts, finer) > CLEAR) | (sizes > MAX_FORCES)
        split = np.append(clear, [False])[parts] & large
        whole |= large & ~split
        _, finer = np.unique(np.where(split, finer + len(sizes), parts), return_inverse=True)
        parts = np.where(codes >= 0, finer, -1)
    return parts


def _communities(ties: TieArrays, *, seed: int) -> Positions:
    """The community of each person; of many people, Leiden is told only of those who have a tie here."""
    if len(ties.people) <= MANY:
        return communities(ties, seed=seed)
    tied = np.unique(np.r_[ties.left, ties.right])
    ends = np.searchsorted(tied, ties.left), np.searchsorted(tied, ties.right)
    few = TieArrays([ties.people[person] for person in tied.tolist()], *ends, ties.weight, ties.observed)
    codes = np.full(len(ties.people), -1)
    codes[tied] = communities(few, seed=seed)
    return codes


def _modularities(ties: TieArrays, parts: Positions, finer: Positions) -> Points:
    """How much more of the ties within each part lies within finer ones than chance would put there."""
    part, count = parts[ties.left], int(parts.max()) + 1
    whole = np.maximum(np.bincount(part, ties.weight, count), 1e-12)
    kept = np.bincount(part, ties.weight * (finer[ties.left] == finer[ties.right]), count)
    strength = np.bincount(np.r_[finer[ties.left], finer[ties.right]], np.r_[ties.weight, ties.weight])
    holder = np.zeros(len(strength), np.intp)
    holder[finer[ties.left]] = holder[finer[ties.right]] = part
    chance = np.bincount(holder, (strength / (2 * whole[holder])) ** 2, count)
    more: Points = kept / whole - chance
    return more


def members_of(codes: Positions) -> list[Positions]:
    """Return the people of each group, by position; nobody of group -1.

    Parameters
    ----------
    codes
        The group of each person.
    """
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] >= 0]
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else []


def _laid_out(ties: TieArrays, members: Sequence[Positions], parts: Positions, lots: Points) -> list[Points]:
    """Each group by small forces, or as a sunflower where it is too large for them."""
    position = np.empty(len(parts), np.int64)
    for rows in members:
        position[rows] = np.arange(len(rows))
    number = np.full(parts.max(initial=-1) + 1, -1)
    number[[parts[rows[0]] for rows in members]] = np.arange(len(members))
    order = np.argsort(parts[ties.left], kind="stable")
    cuts = np.searchsorted(number[parts[ties.left[order]]], np.arange(len(members) + 1))
    known = ties.per_person(ties.weight)
    found: dict[int, Points] = {}
    groups: list[tuple[int, Group]] = []
    for each, rows in enumerate(members):
        if len(rows) > MAX_FORCES:
            rank = ranked(-known[rows])
            found[each] = sunflower(rank) * np.sqrt(rank + 0.5)[:, None]
            continue
        mine = order[cuts[each] : cuts[each + 1]]
        ends = position[ties.left[mine]], position[ties.right[mine]]
        groups.append((each, Group(lots[rows], *ends, ties.weight[mine])))
    how = {"rounds": ROUNDS_OF_MANY, "at_once": IN_CACHE} if len(parts) > MANY else {"rounds": ROUNDS}
    places = drawn([group for _, group in groups], **how)
    found |= dict(zip((each for each, _ in groups), places, strict=True))
    return [found[each] for each in range(len(members))]


def _bays(ties: TieArrays, rows: Positions, parts: Positions, points: Points, lots: Points) -> Points:
    """The members of a circle that was split: each part in its own place, near those it has ties with."""
    _, codes = np.unique(parts[rows], return_inverse=True)
    sizes = np.bincount(codes)
    everybody = np.full(len(parts), -1)
    everybody[rows] = codes
    mine = members_of(codes)
    (centres,) = drawn([Group(lots[[rows[few[0]] for few in mine]], *between(ties, everybody, sizes))])
    radius = np.sqrt(sizes.astype(float))
    centres *= np.sqrt(sizes.sum()) / max(float(np.abs(centres).max()), 1e-9)
    centres = apart(centres, radius, rounds=60)
    bays = np.empty((len(rows), 2))
    for part, few in enumerate(mine):
        bays[few] = centres[part] + radius[part] * evenly(points[rows[few]])
    return bays


def _with_straits(points: Points, parts: Positions) -> Points:
    """Those of each part a little closer to its middle."""
    drawn_in = np.empty_like(points)
    for few in members_of(parts):
        middle = points[few].mean(axis=0)
        drawn_in[few] = middle + STRAIT * (points[few] - middle)
    return drawn_in
