"""Small force layouts, many at once: ties draw together, and everybody pushes everybody else away.

Each starts from places that hang on who is laid out and on nothing else. So the same people lie the same
way a month later, and the same input gives the same places to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.views.spread import Points, Positions, length

LONGEST = 0.2
"""The first step, in a disc of radius 1."""
ROUNDS = 40
"""How often everybody is moved; the steps grow shorter from one to the next."""
AT_ONCE = 1 << 20
"""Pairs of people that are laid out in one go, filled up to the same number: it decides the last bit."""
IN_CACHE = 1 << 17
"""So many of them are moved at once, through all rounds: what fits into the cache of a processor."""
NEAREST = 1e-4
"""The least squared distance between two, as a part of that which all would like."""

Ints = NDArray[np.int64]
Singles = NDArray[np.float32]
Room = tuple[Singles, Singles]


class Group(NamedTuple):
    """Those who are laid out together.

    Attributes
    ----------
    start
        Where they start, in the unit disc.
    left, right, weight
        The ties among them, by position.
    """

    start: Points
    left: Ints
    right: Ints
    weight: Points


def hashed(names: Sequence[object], *, seed: int = 0) -> Points:
    """Return a place in the unit disc for each name that hangs on the name and the seed alone.

    >>> here, there = hashed(["ada", "ben"]), hashed(["ben", "cy", "ada"])
    >>> bool((here[0] == there[2]).all())
    True
    """
    if not len(names):
        return np.empty((0, 2))
    told = np.array([f"{seed}:{name}" for name in names], dtype=object)
    lots = pd.util.hash_array(told, categorize=False)
    turn = (lots >> np.uint64(32)).astype(float) / 2**32 * 2 * np.pi
    away = np.sqrt(((lots & np.uint64(0xFFFFFFFF)).astype(float) + 0.5) / 2**32)
    return np.column_stack([away * np.cos(turn), away * np.sin(turn)])


def drawn(groups: Sequence[Group], *, rounds: int = ROUNDS, at_once: int = AT_ONCE) -> list[Points]:
    """Return the places of each group by the forces of Fruchterman and Reingold, around the origin.

    Parameters
    ----------
    groups
        Who is laid out; each by itself, however many there are.
    rounds
        How often everybody is moved.
    at_once
        Pairs of people that are laid out in one go.

    References
    ----------
    Fruchterman & Reingold 1991, Software: Practice and Experience 21, 1129.
    """
    places: list[Points] = [group.start for group in groups]
    for together in _batches([len(group.start) for group in groups], at_once):
        found = _moved([groups[number] for number in together], rounds)
        for number, points in zip(together, found, strict=True):
            places[number] = points - points.mean(axis=0)
    return places


def _batches(sizes: Sequence[int], at_once: int) -> Iterator[list[int]]:
    """Give the groups, those of like size together: the smaller are filled up to the largest."""
    batch: list[int] = []
    for number in sorted(range(len(sizes)), key=lambda number: (sizes[number], number)):
        if sizes[number] < 2:
            continue
        if batch and (len(batch) + 1) * sizes[number] ** 2 > at_once:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _moved(groups: Sequence[Group], rounds: int) -> list[Points]:
    sizes = np.array([len(group.start) for group in groups])
    most = int(sizes.max())
    points = np.zeros((len(groups), most, 2), np.float32)
    pull = np.zeros((len(groups), most, most), np.float32)
    push = np.zeros((len(groups), most, 1), np.float32)  # nobody is where a group is filled up
    for number, group in enumerate(groups):
        points[number, : sizes[number]] = group.start
        push[number, : sizes[number]] = 1
        weight = group.weight / max(float(group.weight.mean()) if len(group.weight) else 1.0, 1e-9)
        pull[number, group.left, group.right] = pull[number, group.right, group.left] = weight
    wanted = (1 / np.sqrt(sizes)).astype(np.float32)[:, None, None]
    pull /= wanted
    few = max(IN_CACHE // most**2, 1)
    for first in range(0, len(groups), few):
        some = slice(first, first + few)
        room = np.empty_like(pull[some]), np.empty_like(pull[some])
        for left in np.linspace(LONGEST, LONGEST / 50, rounds, dtype=np.float32):
            points[some] += _step(points[some], pull[some], push[some], wanted[some], left, room)
    return [points[number, :size].astype(float) for number, size in enumerate(sizes)]


def _step(
    points: Singles, pull: Singles, push: Singles, wanted: Singles, longest: np.float32, room: Room
) -> Singles:
    """How far everybody moves: at most `longest`, along what all others together do to them.

    `room` is for what is reckoned of each pair: memory that is new for every step takes as long as the step.
    """
    apart, force = room
    square = (points**2).sum(axis=2, keepdims=True)
    np.add(square, square.transpose(0, 2, 1), out=apart)
    np.matmul(2 * points, points.transpose(0, 2, 1), out=force)
    apart -= force
    np.maximum(apart, NEAREST * wanted**2, out=apart)
    np.divide(wanted**2 * push.transpose(0, 2, 1), apart, out=force)
    np.sqrt(apart, out=apart)
    apart *= pull
    force -= apart
    way = force.sum(axis=2, keepdims=True) * points - force @ points
    far = np.maximum(np.sqrt((way**2).sum(axis=2, keepdims=True)), 1e-6)
    step: Singles = way * (np.minimum(far, longest) / far) * push
    return step


def ranked(values: Points) -> Positions:
    """Return the rank of each value from 0; rounding and position decide among equals."""
    return np.argsort(np.argsort(values.round(6), kind="stable"), kind="stable")


def evenly(points: Points) -> Points:
    """Return points spread evenly over the unit disc: each keeps its direction and its rank of distance."""
    far = length(points)
    away = points / np.maximum(far, 1e-9)[:, None]
    even: Points = away * np.sqrt((ranked(far) + 0.5) / len(points))[:, None] * (len(points) > 1)
    return even
