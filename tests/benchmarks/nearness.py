"""How well a layout keeps neighbours near and groups apart."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from tests.benchmarks.planted import Floats, Ints

SAMPLE = 3_000


def preservation(points: Floats, one: Ints, other: Ints) -> float:
    """Return of as many nearest neighbours as each person has ties the part with whom they are tied; the mean.

    Parameters
    ----------
    points
        Where each person stands.
    one, other
        The two ends of each tie, by position.
    """
    people = len(points)
    ends, friends = np.r_[one, other], np.r_[other, one]
    ties_of = np.bincount(ends, minlength=people)
    tied, tree, shares = ends * people + friends, cKDTree(points), np.full(people, np.nan)
    tied.sort()
    for some in np.array_split(np.argsort(ties_of), max(1, people // 500)):
        some = some[ties_of[some] > 0]  # noqa: PLW2901
        if not len(some):
            continue
        most = min(ties_of[some].max() + 1, people)
        near = tree.query(points[some], k=most)[1].reshape(len(some), most)
        others = near != some[:, None]
        counted = others & (np.cumsum(others, axis=1) <= ties_of[some, None])
        pair = some[:, None] * people + near
        known = tied[np.minimum(np.searchsorted(tied, pair), len(tied) - 1)] == pair
        shares[some] = (known & counted).sum(axis=1) / ties_of[some]
    return float(np.nanmean(shares))


def silhouette(points: Floats, labels: Ints) -> float:
    """Return how much nearer people are to their own group than to the next one, -1 to 1; the mean of a sample.

    Parameters
    ----------
    points
        Where each person stands.
    labels
        The group of each.

    References
    ----------
    Rousseeuw 1987, Journal of Computational and Applied Mathematics 20, 53.
    """
    sample = np.random.default_rng(0).choice(len(points), min(len(points), SAMPLE), replace=False)
    names, codes = np.unique(labels, return_inverse=True)
    size, mine, row = np.bincount(codes), codes[sample], np.arange(len(sample))
    sums = np.column_stack(
        [cdist(points[sample], points[codes == code]).sum(axis=1) for code in range(len(names))]
    )
    own = sums[row, mine] / np.maximum(size[mine] - 1, 1)
    means = sums / size
    means[row, mine] = np.inf
    nearest = means.min(axis=1)
    return float(np.mean((nearest - own) / np.maximum(own, nearest)))
