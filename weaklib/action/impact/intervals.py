"""How far a rate of few cases can be trusted: intervals for shares and for their difference."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from weaklib.book import InputError

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """The ends of an interval, both within it."""

    low: float
    high: float


class Difference(NamedTuple):
    """One share minus another, with its interval."""

    difference: float
    low: float
    high: float


def wilson(count: int, n: int) -> Interval:
    """Return Wilson's 95 % interval for a share: those shares that a score test would not reject.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with p = count/n and z the 97.5 % point of the normal
    distribution; reckoned by scipy.

    Parameters
    ----------
    count
        How many of them it was so.
    n
        How many there are.

    Returns
    -------
    Interval
        `low` and `high`, from 0 to 1; nan for n = 0.

    Raises
    ------
    InputError
        If `count` is below 0 or above `n`.

    References
    ----------
    Wilson 1927, JASA 22, 209. Brown, Cai & DasGupta 2001, Statistical Science 16, 101.

    Examples
    --------
    >>> low, high = wilson(3, 12)
    >>> f"{low:.4f} to {high:.4f}"
    '0.0889 to 0.5323'
    """
    _check(count, n)
    return _wilson(int(count), int(n)) if n else Interval(math.nan, math.nan)


def jeffreys(count: int, n: int) -> Interval:
    """Return Jeffreys' 95 % interval for a share: the middle of what is believed of it afterwards.

    The 2.5 % and 97.5 % points of Beta(count + 1/2, n - count + 1/2), to which the prior Beta(1/2, 1/2)
    leads. The ends are not moved to 0 and 1 for count = 0 and count = n, as some do.

    Parameters
    ----------
    count
        How many of them it was so.
    n
        How many there are.

    Returns
    -------
    Interval
        `low` and `high`, from 0 to 1; nan for n = 0.

    Raises
    ------
    InputError
        If `count` is below 0 or above `n`.

    References
    ----------
    Brown, Cai & DasGupta 2001, Statistical Science 16, 101.

    Examples
    --------
    >>> low, high = jeffreys(3, 12)
    >>> f"{low:.4f} to {high:.4f}"
    '0.0759 to 0.5292'
    """
    from scipy.stats import beta

    _check(count, n)
    if n == 0:
        return Interval(math.nan, math.nan)
    low, high = beta.interval(CONFIDENCE, count + 0.5, n - count + 0.5)
    return Interval(float(low), float(high))


def newcombe(count_1: int, n_1: int, count_2: int, n_2: int) -> Difference:
    """Return the difference of two shares of different people with Newcombe's 95 % interval.

    d = p1 - p2; from d - √((p1 - l1)² + (u2 - p2)²) to d + √((u1 - p1)² + (p2 - l2)²), where l and u are the
    ends of Wilson's intervals (his method 10, the hybrid score).

    Parameters
    ----------
    count_1, n_1
        Of how many of the first it was so, and how many they are.
    count_2, n_2
        The same of the others.

    Returns
    -------
    Difference
        `difference`, `low` and `high`, from -1 to 1; nan where either n is 0.

    Raises
    ------
    InputError
        If a count is below 0 or above its n.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17, 873.

    Examples
    --------
    >>> found = newcombe(56, 70, 48, 80)
    >>> f"{found.difference:.4f}, {found.low:.4f} to {found.high:.4f}"
    '0.2000, 0.0524 to 0.3339'
    """
    (low_1, high_1), (low_2, high_2) = wilson(count_1, n_1), wilson(count_2, n_2)
    if not (n_1 and n_2):
        return Difference(math.nan, math.nan, math.nan)
    share_1, share_2 = count_1 / n_1, count_2 / n_2
    difference = share_1 - share_2
    return Difference(
        difference,
        difference - math.hypot(share_1 - low_1, high_2 - share_2),
        difference + math.hypot(high_1 - share_1, share_2 - low_2),
    )


def shrunk(count: float, n: float, prior: float, pseudo: float = 10) -> float:
    """Return a share drawn towards what is usual, the more the fewer there are: the beta-binomial mean.

    (count + pseudo x prior) / (n + pseudo).

    Parameters
    ----------
    count, n
        Of how many it was so, and how many there are.
    prior
        What is usual, 0 to 1.
    pseudo
        How many cases it counts for.

    Returns
    -------
    float
        From 0 to 1; `prior` without any case.

    Examples
    --------
    >>> shrunk(0, 0, 0.2), shrunk(9, 10, 0.2)
    (0.2, 0.55)
    """
    whole = n + pseudo
    return (count + pseudo * prior) / whole if whole else prior


def _check(count: int, n: int) -> None:
    if not 0 <= count <= n:
        msg = f"{count} of {n} is no share; count those of whom it was so among all of them."
        raise InputError(msg)


# a page asks again and again for the same few
@lru_cache(maxsize=4096)
def _wilson(count: int, n: int) -> Interval:
    from scipy.stats import binomtest

    found = binomtest(count, n).proportion_ci(CONFIDENCE, method="wilson")
    return Interval(float(found.low), float(found.high))
