"""Listing every triangle of a graph once: which two ties of a person are closed by a third.

Each tie points from whoever has fewer ties to whoever has more, so that nobody points to many; two ties that
leave the same person close a triangle if a third joins their ends. Nothing here knows of weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]

ROOM = 8
"""How many slots a person's table has for each tie: more collide less and fit the cache less."""


class PointedTies(NamedTuple):
    """The ties of a graph, each from the end with fewer ties (low) to the one with more (high), sorted.

    Attributes
    ----------
    tie
        The position that each tie had when it was given.
    low, high
        The rank of its two ends among all people by number of ties.
    begin
        Where the ties of each rank begin, and where the last one's end.
    person
        Who holds each rank.
    """

    tie: Ints
    low: Ints
    high: Ints
    begin: Ints
    person: Ints


class Triangles(NamedTuple):
    """Some triangles a-b-c, by their first tie a-b; a has the fewest ties and c the most.

    Attributes
    ----------
    start, stop
        The first ties that these are all triangles of: positions among the pointed ties.
    pointer
        For each first tie where its triangles begin, and where the last one's end.
    sides
        Of each triangle the ties a-c and b-c, as two rows: positions among the pointed ties.
    """

    start: int
    stop: int
    pointer: NDArray[np.int32]
    sides: NDArray[np.int32]


def point_ties(left: Ints, right: Ints, size: int) -> PointedTies:
    """Point each tie from the end with fewer ties to the one with more, and sort them.

    Parameters
    ----------
    left, right
        The two ends of each tie: positions among `size` people. No tie stands twice, none is a loop.
    size
        How many people there are.
    """
    person = np.argsort(np.bincount(left, minlength=size) + np.bincount(right, minlength=size), kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[person] = np.arange(size)
    one, other = rank[left], rank[right]
    tie, key = _sorted(np.minimum(one, other) * size + np.maximum(one, other))
    low = key // max(size, 1)
    begin = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(low, minlength=size), out=begin[1:])
    return PointedTies(tie, low, key - low * size, begin, person)


def _sorted(key: Ints) -> tuple[Ints, Ints]:
    """Return where each key stood, and the keys, in order; numbers sort faster than their places do."""
    bits = len(key).bit_length()
    if int(key.max(initial=0)).bit_length() + bits > 63:
        place = np.argsort(key)
        return place, key[place]
    packed = np.sort(key << bits | np.arange(len(key)))
    return packed & ((1 << bits) - 1), packed >> bits


def list_triangles(
    ties: PointedTies, *, block: int = 1 << 15, at_least: int = 1 << 22
) -> Iterator[Triangles]:
    """List every triangle once.

    Parameters
    ----------
    ties
        The graph, as `point_ties` returns it.
    block
        About how many pairs of ties to look at in one go: few enough to stay in the processor's cache.
    at_least
        How many triangles to gather before they are handed on; it bounds the memory.

    Yields
    ------
    Triangles
        Those of one stretch of first ties; the stretches follow each other and leave none out.
    """
    start, found = 0, 0
    counts: list[Ints] = []
    sides: list[NDArray[np.int32]] = []
    for stop, count, side in _closed_pairs(ties, block):
        counts.append(count)
        sides.append(side)
        found += side.shape[1]
        if found >= at_least or stop == len(ties.tie):
            pointer = np.zeros(stop - start + 1, dtype=np.int32)
            np.cumsum(np.concatenate(counts), out=pointer[1:])
            yield Triangles(start, stop, pointer, np.concatenate(sides, axis=1))
            start, found = stop, 0
            counts, sides = [], []


def _closed_pairs(ties: PointedTies, block: int) -> Iterator[tuple[int, Ints, NDArray[np.int32]]]:
    """Yield up to which first tie was looked, how many triangles each one has, and their other two ties."""
    if not len(ties.tie):
        return
    low, high, begin = ties.low, ties.high, ties.begin
    finder = _finder(ties)
    position = np.arange(len(low))
    # who points to nobody closes nothing, and has no table to look into
    partners = np.where(begin[high + 1] > begin[high], begin[low + 1] - position - 1, 0)
    before = np.append(0, np.cumsum(partners))
    start = 0
    while start < len(low):
        stop = int(np.searchsorted(before[1:], before[start] + block)) + 1
        stop = min(stop, len(low))
        here, count = slice(start, stop), partners[start:stop]
        bounds = before[start : stop + 1] - before[start]
        second = np.repeat(position[here] + 1 - bounds[:-1], count)
        second += np.arange(len(second))
        third, closed = finder.find(high[here], count, high.take(second))
        kept = np.flatnonzero(closed)
        sides = np.stack([second.take(kept), third.take(kept)]).astype(np.int32)
        yield stop, np.diff(np.searchsorted(kept, bounds)), sides
        start = stop


class _Finder(NamedTuple):
    """For each person a small table of their ties: where one lies among them, by the rank of its end.

    A slot holds one tie. Of those that meet in a slot the others are lost to it: it is marked as crowded, and
    they stand in a list of their own. What a slot says is checked against the tie itself.
    """

    ties: PointedTies
    base: Ints
    mask: Ints
    offset: NDArray[np.uint8] | NDArray[np.uint16]
    crowded: int
    lost: Ints
    lost_key: Ints

    def find(self, middle: Ints, count: Ints, end: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Return the tie from each `middle`, taken `count` times, to each `end`, and whether there is one."""
        slot = np.repeat(self.mask[middle], count)
        slot &= end
        slot += np.repeat(self.base[middle], count)
        offset = self.offset.take(slot)
        third = np.repeat(self.ties.begin[middle], count)
        third += offset & (self.crowded - 1)
        closed = self.ties.high.take(third) == end
        again = np.flatnonzero((offset >= self.crowded) & ~closed)
        if len(again):
            wanted = np.repeat(middle, count)[again] * len(self.ties.person) + end[again]
            place = np.minimum(np.searchsorted(self.lost_key, wanted), len(self.lost) - 1)
            third[again], closed[again] = self.lost[place], self.lost_key[place] == wanted
        return third, closed


def _finder(ties: PointedTies) -> _Finder:
    out = np.diff(ties.begin)
    width = np.left_shift(1, np.ceil(np.log2(np.maximum(ROOM * out, 1))).astype(np.int64))
    base, mask = np.cumsum(width) - width, width - 1
    slot = base[ties.low] + (ties.high & mask[ties.low])
    # the highest bit marks a crowded slot; the smaller the table, the more of it stays in the cache. Nobody
    # points to more than the root of twice the ties: 15 bits last for 500 million of them
    kind = np.uint8 if out.max(initial=0) < 1 << 7 else np.uint16
    crowded = 1 << (7 if kind is np.uint8 else 15)
    offset = (np.arange(len(slot)) - ties.begin[ties.low]).astype(kind)
    table = np.zeros(width.sum(), dtype=kind)
    table[slot] = offset
    lost = np.flatnonzero(table[slot] != offset)
    table[slot[lost]] |= crowded
    return _Finder(
        ties, base, mask, table, crowded, lost, ties.low[lost] * len(ties.person) + ties.high[lost]
    )


def stretches(work: NDArray[np.float64], most: int) -> Iterator[slice]:
    """Cut a row of tasks into stretches of about `most` work each, and at least one task.

    Parameters
    ----------
    work
        How much each task is.
    most
        About how much to do in one go; it bounds the memory.
    """
    part = np.floor_divide(np.cumsum(work), most)
    bounds = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(part)]
    for start, stop in pairwise(bounds):
        if start < stop:
            yield slice(start, stop)


def count_places(places: NDArray[np.int32], size: int) -> NDArray[Any]:
    """Count how often each place stands there; `np.bincount` would first copy them to twice the room.

    Parameters
    ----------
    places
        Whole numbers below `size`.
    size
        How many counts there are.
    """
    ones = np.ones(len(places), dtype=np.int32)
    row: Any = sparse.csr_array((ones, places, np.array([0, len(places)], dtype=np.int32)), shape=(1, size))
    counts: NDArray[Any] = row.T @ ones[:1] if len(places) else np.zeros(size, dtype=np.int32)
    return counts
