"""How numbers of members and of people are told: in steps of k, and below k not at all."""

from __future__ import annotations

import pandas as pd

from weaklib.pool.engine import Pool


def told(counts: pd.Series, k: int) -> pd.Series:
    """Return counts as the greatest multiple of `k` that is not above them; nan below `k`: "a few".

    So is a count of nobody, since from a 0 among them each other nan would be known to be somebody.

    >>> told(pd.Series([4.0, 5.0, 23.0]), 5).tolist()
    [nan, 5.0, 20.0]
    """
    return (counts // k * k).where(counts >= k).astype("float64")


def told_of_all(counts: pd.Series, pool: Pool) -> pd.Series:
    """Return counts over all sheets as they are told; nan for all where fewer than k sheets count.

    What is counted of a few members is theirs, however much it is.
    """
    steps = told(counts, pool.k)
    return steps if len(pool.members) >= pool.k else steps.mask(steps.notna())
