"""Diversity: over how many employers, fields, functions and ranks the contacts spread."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import Book, InputError
from weaklib.measures.network import current_work

DIMENSIONS = ("organisation", "field", "function", "seniority")
Counts = Iterable[float]


def diversity_table(book: Book, ties: pd.DataFrame) -> pd.DataFrame:
    """Tell how the contacts spread over employers, fields, functions and ranks.

    Parameters
    ----------
    book
        What was read; where the contacts work now counts.
    ties
        A table indexed by `person`, as `tie_table` returns it: the contacts to count.

    Returns
    -------
    pd.DataFrame
        Indexed by `dimension` (organisation, field, function, seniority):

        - `contacts`, and how many of them are `known` in this dimension; `unknown_share` is the rest, 0 to 1.
        - `categories`: how many different ones occur.
        - `blau`, `blau_unbiased`, `shannon` (nats), `q1`, `q2` (effective numbers of categories).
        - `largest`: the category with the most contacts; `largest_share` of the known, 0 to 1.

        All but the counts are nan where nobody is known.

    References
    ----------
    Blau 1977, Inequality and Heterogeneity; Hill 1973, Ecology 54, 427; Jost 2006, Oikos 113, 363.
    """
    work = current_work(book).reindex(ties.index)
    rows = [_spread(work[dimension]) for dimension in DIMENSIONS]
    return pd.DataFrame(rows, index=pd.Index(DIMENSIONS, name="dimension"))


def _spread(values: pd.Series) -> dict[str, object]:
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    known = int(counts.sum())
    return {
        "contacts": len(values),
        "known": known,
        "unknown_share": 1 - known / len(values) if len(values) else np.nan,
        "categories": len(counts),
        "blau": blau(counts),
        "blau_unbiased": blau_unbiased(counts),
        "shannon": shannon(counts),
        "q1": hill(counts, 1),
        "q2": hill(counts, 2),
        "largest": counts.index[0] if known else np.nan,
        "largest_share": counts.iloc[0] / known if known else np.nan,
    }


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


def _shares(counts: Counts) -> NDArray[np.float64]:
    """Return the shares of the categories that occur; one nan where there is nobody."""
    n = _checked(counts)
    return n[n > 0] / n.sum() if n.sum() > 0 else np.array([np.nan])


def _checked(counts: Counts) -> NDArray[np.float64]:
    n = np.asarray([*counts], dtype=np.float64)
    if not (n >= 0).all():
        msg = f"Counts cannot be negative or unknown; found {n[~(n >= 0)].tolist()}. Leave the unknown out."
        raise InputError(msg)
    return n
