"""How far two groupings of the same people agree."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def adjusted_rand(one: Iterable[object], other: Iterable[object]) -> float:
    """Return how far two groupings agree on which pairs of people are together, beyond chance.

    With S the pairs together in both, A and B those together in either, and N all pairs:
    (S - AB/N) / ((A + B)/2 - AB/N).

    Parameters
    ----------
    one, other
        The group of each person, in one order.

    Returns
    -------
    float
        1 where they are the same, about 0 where they have nothing to do with each other, below it where they
        agree less than by chance; nan for nobody.

    References
    ----------
    Hubert & Arabie 1985, Journal of Classification 2, 193.

    Examples
    --------
    >>> round(adjusted_rand("aabb", "aabc"), 6)
    0.571429
    """
    people, *margins = _margins(one, other)
    if not people:
        return np.nan
    both, ours, theirs = (float(np.sum(n * (n - 1) / 2)) for n in margins)
    chance = ours * theirs / max(people * (people - 1) / 2, 1)
    most = (ours + theirs) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def mutual_information(one: Iterable[object], other: Iterable[object]) -> float:
    """Return what either grouping tells of the other: 2 I(one; other) / (H(one) + H(other)).

    Parameters
    ----------
    one, other
        The group of each person, in one order.

    Returns
    -------
    float
        Normalised mutual information, 0 to 1; 1 where they are the same; nan for nobody.

    References
    ----------
    Danon et al. 2005, Journal of Statistical Mechanics P09008.

    Examples
    --------
    >>> round(mutual_information("aabb", "aabc"), 6)
    0.8
    """
    people, *margins = _margins(one, other)
    if not people:
        return np.nan
    both, ours, theirs = (float(-np.sum(n / people * np.log(n / people))) for n in margins)
    return 2 * (ours + theirs - both) / (ours + theirs) if ours + theirs else 1.0


def codes_of(groups: Iterable[object]) -> Ints:
    """Return groups as whole numbers from 0."""
    codes, _ = pd.factorize(groups if isinstance(groups, np.ndarray) else np.array([*groups], dtype="object"))
    return codes.astype(np.int64)


def crossed(one: Ints, other: Ints) -> Ints:
    """Return for each person a number for the pair of groups that they are in."""
    return codes_of(one * (other.max(initial=-1) + 1) + other)


def _margins(one: Iterable[object], other: Iterable[object]) -> tuple[int, Floats, Floats, Floats]:
    """Return the number of people; how many are in each pair of groups, in each of one, in each of other."""
    ours, theirs = codes_of(one), codes_of(other)
    both, one_size, other_size = (
        np.bincount(codes).astype(np.float64) for codes in (crossed(ours, theirs), ours, theirs)
    )
    return len(ours), both, one_size, other_size
