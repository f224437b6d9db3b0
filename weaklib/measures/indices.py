"""Indices of diversity on counts: how evenly people spread over categories, at any number of people."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import InputError

Counts = Iterable[float]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def blau(counts: Counts) -> float:
    """Return the chance that two contacts drawn with replacement differ: 1 - sum of p^2.

    0 where all are alike, at most 1 - 1/k for k categories; nan for no contacts.

    Examples
    --------
    >>> round(blau([10, 5, 3, 1, 1]), 6)
    0.66
    """
    return float(1 - np.sum(_shares(counts) ** 2))


def blau_unbiased(counts: Counts) -> float:
    """Return the chance that two different contacts differ: 1 - sum of n(n - 1) / (N(N - 1)).

    Unlike `blau` it does not grow with the number of contacts; nan below two of them.

    Examples
    --------
    >>> round(blau_unbiased([10, 5, 3, 1, 1]), 6)
    0.694737
    """
    n = _checked(counts)
    total = n.sum()
    return float(1 - np.sum(n * (n - 1)) / (total * (total - 1))) if total > 1 else np.nan


def iqv(counts: Counts, categories: int | None = None) -> float:
    """Return the index of qualitative variation: `blau` as a share of its largest value, (k - 1)/k.

    Fix the number of `categories` k beforehand to compare two dates; by default it is the number that
    occurs. 0 for one category; nan for no contacts.

    Examples
    --------
    >>> round(iqv([10, 5, 3, 1, 1]), 6)
    0.825
    """
    k = int(np.count_nonzero(_checked(counts))) if categories is None else categories
    return blau(counts) * k / (k - 1) if k > 1 else blau(counts)


def shannon(counts: Counts) -> float:
    """Return the entropy of the shares, -sum of p ln p, in nats; nan for no contacts.

    Examples
    --------
    >>> round(shannon([10, 5, 3, 1, 1]), 6)
    1.277288
    """
    p = _shares(counts)
    return abs(float(np.sum(p * np.log(p))))


def hill(counts: Counts, q: float) -> float:
    """Return the effective number of categories of order q: as diverse as so many equal ones.

    q = 0 counts the categories, q = 1 is exp(`shannon`), q = 2 is 1 / sum of p^2; else
    (sum of p^q)^(1/(1 - q)). nan for no contacts.

    Examples
    --------
    >>> [round(hill([10, 5, 3, 1, 1], q), 6) for q in (0, 1, 2)]
    [5.0, 3.5869, 2.941176]
    """
    if q == 1:
        return float(np.exp(shannon(counts)))
    return float(np.sum(_shares(counts) ** q) ** (1 / (1 - q)))


def rarefy(counts: Counts, n: int, q: float) -> float:
    """Return the effective number of categories of order q to expect among n of the contacts, drawn by lot.

    With N contacts, N_i of them in category i, and f_k = sum over i of C(N_i, k) C(N - N_i, n - k) / C(N, n),
    the categories to expect k of the n in: q = 0 is the sum of all f_k, the expected number of categories;
    q = 1 is exp(-sum of f_k k/n ln k/n); else (sum of f_k (k/n)^q)^(1/(1 - q)). Exact; nothing is drawn.

    Parameters
    ----------
    counts
        Contacts in each category: whole numbers.
    n
        How many to draw.
    q
        The order, as for `hill`; at n = N the result is that of `hill`.

    Returns
    -------
    float
        Categories; nan for n below 1 or above N: what was not seen is not guessed.

    Raises
    ------
    InputError
        If a count is negative, unknown or no whole number.

    References
    ----------
    Hurlbert 1971, Ecology 52, 577 (q = 0); Chao et al. 2014, Ecological Monographs 84, 45 (all orders).

    Examples
    --------
    >>> [round(rarefy([10, 5, 3, 1, 1], 2, q), 6) for q in (0, 1, 2)]
    [1.694737, 1.618589, 1.532258]
    """
    held = _checked(counts)
    if (held % 1).any():
        msg = f"Only whole contacts can be drawn; found {held[held % 1 > 0].tolist()}."
        raise InputError(msg)
    if not 1 <= n <= held.sum():
        return np.nan
    share, expected = _expected_shares(held.astype(np.int64), n)
    if q == 1:
        return float(np.exp(-np.sum(expected * share * np.log(share))))
    return float(np.sum(expected * share**q) ** (1 / (1 - q)))


def _expected_shares(held: Ints, n: int) -> tuple[Floats, Floats]:
    """Return k/n for each k from 1, and how many categories to expect k of n in."""
    from scipy.stats import hypergeom  # loading it takes a fifth of a second

    sizes, times = np.unique(held[held > 0], return_counts=True)
    found = np.arange(1, min(int(sizes[-1]), n) + 1)
    expected = np.zeros(len(found))
    for size, many in zip(sizes.tolist(), times.tolist(), strict=True):
        most = min(size, n)
        expected[:most] += many * hypergeom.pmf(found[:most], held.sum(), size, n)
    return found / n, expected


def rarefied(before: Counts, after: Counts) -> pd.DataFrame:
    """Compare the diversity of two groups of people as if they were equally many.

    More people know more categories, by their number alone: so both are brought to the smaller number.

    Parameters
    ----------
    before, after
        Contacts in each category: whole numbers.

    Returns
    -------
    pd.DataFrame
        Indexed by `when` ("before", "after"): `n`, the common number of people; `q0`, `q1`, `q2`, the
        effective numbers of categories to expect among so many; nan where either is empty.

    Raises
    ------
    InputError
        If a count is negative, unknown or no whole number.

    References
    ----------
    Chao et al. 2014, Ecological Monographs 84, 45.

    Examples
    --------
    >>> rarefied([4, 4], [40, 40, 20]).round(3).loc["after"].tolist()
    [8.0, 2.817, 2.514, 2.302]
    """
    groups = {"before": [*before], "after": [*after]}
    n = int(min(_checked(counts).sum() for counts in groups.values()))
    rows = {
        when: {"n": n, **{f"q{q}": rarefy(counts, n, q) for q in (0, 1, 2)}}
        for when, counts in groups.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("when")


def _shares(counts: Counts) -> Floats:
    """Return the shares of the categories that occur; one nan where there is nobody."""
    n = _checked(counts)
    return n[n > 0] / n.sum() if n.sum() > 0 else np.array([np.nan])


def _checked(counts: Counts) -> Floats:
    n = np.asarray([*counts], dtype=np.float64)
    if not (n >= 0).all():
        msg = f"Counts cannot be negative or unknown; found {n[~(n >= 0)].tolist()}. Leave the unknown out."
        raise InputError(msg)
    return n
