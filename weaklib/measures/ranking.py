"""Do two rankings of ties agree, and does one foretell what happens? With intervals that know of people.

Ties that share a person are not independent of each other, nor is a tie of one month and the same tie of
the next. The intervals here add up what each tie contributes by person and by pair, so that a few busy
people do not pass for much evidence.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_PEOPLE = 10
"""With fewer people than this no interval is given."""
LEVEL = 0.95


class Ends(NamedTuple):
    """Who is tied: for each tie the two people, by number from 0."""

    left: Ints
    right: Ints

    def people(self) -> int:
        """Return how many people have a tie."""
        return int(np.unique(np.concatenate([self.left, self.right])).size)


def ends_of(one: pd.Series[Any] | pd.Index[Any], other: pd.Series[Any] | pd.Index[Any]) -> Ends:
    """Number the people at the two ends of ties.

    >>> ends_of(pd.Series(["a", "a"]), pd.Series(["b", "c"])).people()
    3
    """
    codes = pd.factorize(np.concatenate([np.asarray(one, dtype=object), np.asarray(other, dtype=object)]))[0]
    return Ends(codes[: len(one)].astype(np.int64), codes[len(one) :].astype(np.int64))


def standard_error(pull: Floats, ends: Ends) -> float:
    """Return the standard error of an estimate from what each tie contributes to it.

    The variance is the sum of squared sums by person, less the sum of squared sums by pair, whose ties were
    counted at both ends; but never less than the latter, as if pairs were independent.

    Parameters
    ----------
    pull
        How far each tie pulls the estimate from its value: contributions that sum to 0.
    ends
        The two people of each tie; a pair may come several times.

    Returns
    -------
    float
        nan below `FEWEST_PEOPLE`.

    References
    ----------
    Aronow, Samii & Assenova 2015, Political Analysis 23, 564.
    """
    if ends.people() < FEWEST_PEOPLE:
        return np.nan
    size = int(max(ends.left.max(), ends.right.max())) + 1
    person = np.bincount(ends.left, pull, size) + np.bincount(ends.right, pull, size)
    low, high = np.minimum(ends.left, ends.right), np.maximum(ends.left, ends.right)
    pair = np.bincount(np.unique(low * size + high, return_inverse=True)[1], pull)
    alone = float((pair**2).sum())
    return float(np.sqrt(max(float((person**2).sum()) - alone, alone)))


def rank_correlation(one: Floats, other: Floats, ends: Ends) -> pd.Series[float]:
    """Tell how far two measures put the same ties in the same order: Spearman's rho, with an interval.

    The interval is symmetric on the scale of Fisher's z, with a standard error that allows for ties that
    share people (`standard_error`).

    Parameters
    ----------
    one, other
        The two measures of each tie.
    ends
        The two people of each tie.

    Returns
    -------
    pd.Series
        `estimate` (-1 to 1), `low` and `high` (95%), `ties` and `people`. The estimate is nan below three
        ties or where one measure is the same for all; the interval is nan below `FEWEST_PEOPLE`.

    Examples
    --------
    >>> people = np.arange(12)
    >>> rank_correlation(people * 1.0, people**2.0, Ends(people, people + 1))["estimate"].round(6)
    np.float64(1.0)
    """
    rho, error = np.nan, np.nan
    if len(one) >= 3 and np.ptp(one) and np.ptp(other):
        rho, pull = _spearman(one, other)
        error = standard_error(pull, ends)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = _quantile(ends) * error / (1 - rho**2) if abs(rho) < 1 else np.nan
        low, high = np.tanh([np.arctanh(rho) - reach, np.arctanh(rho) + reach])
    found = {"estimate": rho, "low": low, "high": high, "ties": len(one), "people": ends.people()}
    return pd.Series(found, dtype="float64")


def _spearman(one: Floats, other: Floats) -> tuple[float, Floats]:
    """Return rho, and how far each tie pulls it: its own place, and the places that it gives to others."""
    a, b = (_centred_rank(values) for values in (one, other))
    both, spread_a, spread_b = (a * b).mean(), (a * a).mean(), (b * b).mean()
    rho = float(both / np.sqrt(spread_a * spread_b))
    of_both = a * b - both + _given(one, b) + _given(other, a)
    of_a = a * a - spread_a + 2 * _given(one, a)
    of_b = b * b - spread_b + 2 * _given(other, b)
    pull = of_both / np.sqrt(spread_a * spread_b) - rho / 2 * (of_a / spread_a + of_b / spread_b)
    return rho, pull / len(one)


def _centred_rank(values: Floats) -> Floats:
    ranks: Floats = (_ranks(values) - (len(values) + 1) / 2) / len(values)
    return ranks


def _ranks(values: Floats) -> Floats:
    """Return ranks from 1, equal values at their mean, without the half second that scipy.stats takes."""
    ranks: Floats = pd.Series(values).rank().to_numpy().astype(np.float64)
    return ranks


def _given(values: Floats, weights: Floats) -> Floats:
    """Return for each tie the mean weight of ties with larger values, those with an equal one by half."""
    _, place = np.unique(values, return_inverse=True)
    level = np.bincount(place, weights)
    above = np.cumsum(level[::-1])[::-1] - level / 2
    given: Floats = (above[place] - above[place].mean()) / len(values)
    return given


def auc(scores: Floats, happened: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return how often a score puts what happened above what did not, and how far each case pulls that.

    AUC = P(score of a case that happened > score of one that did not) + half of P(equal).

    Parameters
    ----------
    scores
        Higher means more likely.
    happened
        Whether it did.

    Returns
    -------
    tuple
        The area under the curve (0 to 1, 0.5 for a coin; nan where all or none happened), and the pull of
        each case: they sum to 0.

    References
    ----------
    DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44, 837.

    Examples
    --------
    >>> auc(np.array([1.0, 2.0, 3.0, 3.0]), np.array([False, True, False, True]))[0]
    0.625
    """
    yes, no = int(happened.sum()), int((~happened).sum())
    if not yes or not no:
        return np.nan, np.full(len(scores), np.nan)
    ranks = _ranks(scores)
    won = np.empty(len(scores))
    won[happened] = (ranks[happened] - _ranks(scores[happened])) / no
    won[~happened] = (yes - (ranks[~happened] - _ranks(scores[~happened]))) / yes
    area = float(won[happened].mean())
    return area, (won - area) / np.where(happened, yes, no)


def interval(estimate: float, pull: Floats, ends: Ends) -> tuple[float, float]:
    """Return the 95% interval around an estimate, from what each tie contributes to it.

    Parameters
    ----------
    estimate
        Its value.
    pull, ends
        As for `standard_error`.
    """
    reach = _quantile(ends) * standard_error(pull, ends)
    return estimate - reach, estimate + reach


def _quantile(ends: Ends) -> float:
    return float(stdtrit(max(ends.people() - 1, 1), (1 + LEVEL) / 2))
