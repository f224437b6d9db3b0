"""What holds a graph together: the ties and the people without whom a part of it falls off."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from weaklib.measures.closing import Ints

Flags = NDArray[np.bool_]


class Walk(NamedTuple):
    """A walk through a graph, as deep as it can at each step: who was found when, and from whom.

    Attributes
    ----------
    order
        The people as they were found; those beneath a person follow it directly.
    found
        When each person was found: the inverse of `order`.
    above
        From whom each person was found; -1 for the first of each component.
    beneath
        How many people are beneath each person, the person included.
    reach
        The earliest found person to whom anybody beneath has a tie, as the time it was found.
    """

    order: Ints
    found: Ints
    above: Ints
    beneath: Ints
    reach: Ints


def bridges(left: Ints, right: Ints, size: int) -> Flags:
    """Tell for each tie whether its removal parts its two ends.

    Parameters
    ----------
    left, right
        The two ends of each tie: positions among `size` people. No tie stands twice, none is a loop.
    size
        How many people there are.
    """
    walk = _walk(left, right, size)
    lower = np.where(walk.found[left] > walk.found[right], left, right)
    upper = left + right - lower
    apart: Flags = (walk.above[lower] == upper) & (walk.reach[lower] == walk.found[lower])
    return apart


def fallen_off(left: Ints, right: Ints, size: int) -> dict[int, Ints]:
    """Return for each person whose removal parts their component who falls off.

    The largest part stays; of equal ones, that with the first person.

    Parameters
    ----------
    left, right
        The two ends of each tie: positions among `size` people. No tie stands twice, none is a loop.
    size
        How many people there are.
    """
    walk = _walk(left, right, size)
    cut_from = walk.above >= 0
    cut_from[cut_from] &= walk.reach[cut_from] >= walk.found[walk.above[cut_from]]
    pieces: dict[int, list[int]] = {}
    for person in np.flatnonzero(cut_from).tolist():
        pieces.setdefault(int(walk.above[person]), []).append(person)
    # people are tried in order, so the first of each component is found in order too
    firsts = np.flatnonzero(walk.above < 0)
    lost = {}
    for person, below in sorted(pieces.items()):
        first = firsts[np.searchsorted(walk.found[firsts], walk.found[person], side="right") - 1]
        parts = _all_but_the_largest(walk, person, below, int(first))
        if parts:
            lost[person] = np.sort(np.concatenate(parts))
    return lost


def _all_but_the_largest(walk: Walk, person: int, below: list[int], first: int) -> list[Ints]:
    """Return the parts of a component that fall off without a person: those beneath, or with the rest."""
    parts = [_beneath(walk, head) for head in below]
    rest = walk.beneath[first] - 1 - sum(map(len, parts))
    if rest > max(map(len, parts)):
        return parts
    others = np.setdiff1d(_beneath(walk, first), np.concatenate([*parts, [person]]))
    every = [*parts, others] if rest else parts
    return sorted(every, key=lambda part: (-len(part), part[0]))[1:]


def _beneath(walk: Walk, person: int) -> Ints:
    """Return who is beneath a person, the person included, in order."""
    start = walk.found[person]
    return np.sort(walk.order[start : start + walk.beneath[person]])


def _walk(left: Ints, right: Ints, size: int) -> Walk:
    kept = _skeleton(left, right, size)
    one, other = np.r_[left[kept], right[kept]], np.r_[right[kept], left[kept]]
    where = np.argsort(one, kind="stable")
    ends = other[where].tolist()
    begin = np.searchsorted(one[where], np.arange(size + 1)).tolist()
    found, above = [-1] * size, [-1] * size
    order: list[int] = []
    turn = begin[:-1]
    for first in range(size):
        path = [first] if found[first] < 0 else []
        while path:
            person = path[-1]
            if found[person] < 0:
                found[person] = len(order)
                order.append(person)
            if turn[person] == begin[person + 1]:
                path.pop()
                continue
            end = ends[turn[person]]
            turn[person] += 1
            if found[end] < 0:
                above[end] = person
                path.append(end)
    return _summed_up(
        np.array(order, np.int64), np.array(found, np.int64), np.array(above, np.int64), one, other
    )


def _summed_up(order: Ints, found: Ints, above: Ints, one: Ints, other: Ints) -> Walk:
    beneath, reach = np.ones(len(order), dtype=np.int64), found.copy()
    back = above[one] != other
    np.minimum.at(reach, one[back], found[other[back]])
    counted, earliest = beneath.tolist(), reach.tolist()
    for person in order[::-1].tolist():
        parent = above[person]
        if parent >= 0:
            counted[parent] += counted[person]
            earliest[parent] = min(earliest[parent], earliest[person])
    return Walk(order, found, above, np.array(counted, np.int64), np.array(earliest, np.int64))


def _skeleton(left: Ints, right: Ints, size: int) -> Flags:
    """Choose at most two ties a person that hold together what all hold, when a tie or a person is removed.

    A forest found broadly first, and a second one in what is left of the ties (Cheriyan, Kao & Thurimella
    1993, SIAM Journal on Computing 22, 157).
    """
    kept = np.zeros(len(left), dtype=np.bool_)
    for _ in range(2):
        rest = np.flatnonzero(~kept)
        kept[rest[_forest(left[rest], right[rest], size)]] = True
    return kept


def _forest(left: Ints, right: Ints, size: int) -> Flags:
    """Choose ties that make a forest of every component, each found broadly first from a person of it."""
    ones = np.ones(len(left), dtype=np.int8)
    graph: Any = sparse.csr_array((ones, (left, right)), shape=(size, size))
    _, component = csgraph.connected_components(graph, directed=False)
    roots = np.unique(component, return_index=True)[1]
    # one more node, tied to somebody in each component, lets one search reach them all
    rows, columns = np.r_[left, np.full(len(roots), size)], np.r_[right, roots]
    joined = sparse.csr_array(
        (np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size + 1, size + 1)
    )
    _, above = csgraph.breadth_first_order(joined, size, directed=False)
    chosen: Flags = (above[left] == right) | (above[right] == left)
    return chosen
