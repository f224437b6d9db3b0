"""A planted graph of contacts: circles of 120 people, and ties as unequally spread as in real networks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CIRCLE = 120
TIES_A_PERSON = 571 / 30
INSIDE = 0.75
UNEQUAL = 1.5
"""Makes the mean of the squared number of ties about 2.4 times the squared mean at 30,000 people."""


def plant(people: int, *, seed: int = 0) -> tuple[Ints, Ints, Floats]:
    """Return the two ends of each tie, sorted, and what it weighs; the same seed plants the same graph.

    Who ties with whom is drawn by how sociable both are: three in four ties inside a circle, the others
    anywhere. 30,000 people have 571,000 ties, fewer proportionally fewer.

    Parameters
    ----------
    people
        How many there are.
    seed
        The same seed plants the same graph.
    """
    draw = np.random.default_rng(seed)
    sociable = draw.lognormal(0, UNEQUAL, people)
    # people of a circle do not stand side by side: in an export they do not either
    place = draw.permutation(people)
    before = np.append(0, np.cumsum(sociable))
    first = np.arange(0, people, CIRCLE)
    last = np.minimum(first + CIRCLE, people)
    ties = round(people * TIES_A_PERSON)
    inside = _drawn(draw, np.empty(0, np.int64), round(INSIDE * ties), before, (first, last))
    key = _drawn(draw, inside, ties, before, (np.zeros_like(first), np.full_like(last, people)))
    one, other = place[key // people], place[key % people]
    ends = np.sort(np.minimum(one, other) * people + np.maximum(one, other))
    return ends // people, ends % people, draw.uniform(0.05, 2, ties)


def planted_circles(people: int, *, seed: int = 0) -> Ints:
    """Return the circle in which `plant` puts each person, by number.

    Parameters
    ----------
    people, seed
        As for `plant`.
    """
    draw = np.random.default_rng(seed)
    draw.lognormal(0, UNEQUAL, people)  # how sociable they are is drawn first
    circle = np.empty(people, np.int64)
    circle[draw.permutation(people)] = np.arange(people) // CIRCLE
    return circle


def _drawn(
    draw: np.random.Generator, have: Ints, want: int, before: Floats, reach: tuple[Ints, Ints]
) -> Ints:
    """Return `have` and as many new ties as are wanting, each within what its first end's circle reaches."""
    people = len(before) - 1
    while len(have) < want:
        one = _people(before, draw.random(2 * (want - len(have)) + 100) * before[-1])
        low, high = (before[end[one // CIRCLE]] for end in reach)
        other = _people(before, low + draw.random(len(one)) * (high - low))
        key = np.minimum(one, other) * people + np.maximum(one, other)
        new = np.setdiff1d(key[one != other], have)
        have = np.append(have, draw.permutation(new)[: want - len(have)])
    return have


def _people(before: Floats, at: Floats) -> Ints:
    """Return on whose stretch each point lies."""
    return np.clip(np.searchsorted(before, at, side="right") - 1, 0, len(before) - 2)
