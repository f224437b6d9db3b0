"""The social signature: how one's contact is shared out among one's contacts, from the first rank down."""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.diary import ContactDays
from weaklib.measures.roll import Floats, day_number
from weaklib.measures.strength import Defaults
from weaklib.measures.ties import tie_diary

WINDOW_DAYS = 180
"""The days that make one signature: half a year, as Saramaki et al. took."""


def social_signature(
    book: Book,
    as_of: str | pd.Timestamp | None = None,
    *,
    window_days: int = WINDOW_DAYS,
    defaults: Defaults | None = None,
) -> pd.Series:
    """Return which share of the contact of a period went to the closest contact, the second, and so on.

    A contact counts as in tie strength: one a day, person and channel, the less the more people shared it.
    Who holds a rank changes; how steep the shares fall is a person's own, and changes little.

    Parameters
    ----------
    book
        What the exports say.
    as_of
        The last day of the period, inclusive; by default the last that the exports cover.
    window_days
        The length of the period.
    defaults
        What counts as contact.

    Returns
    -------
    Series
        `share`, indexed by `rank` from 1, falling; they sum to 1. Empty where there was no contact.

    Raises
    ------
    InputError
        If `as_of` is not a date.

    References
    ----------
    Saramaki et al. 2014, PNAS 111, 942; Iniguez et al. 2023.

    Examples
    --------
    >>> import weaklib as wl
    >>> signature = social_signature(wl.read("data/example"))
    >>> round(float(signature.sum()), 6), bool(signature.is_monotonic_decreasing)
    (1.0, True)
    """
    days = tie_diary(book, defaults or Defaults()).days
    shares = shares_between(days, day_number(book.day(as_of)) - window_days, day_number(book.day(as_of)))
    return pd.Series(shares, index=pd.RangeIndex(1, len(shares) + 1, name="rank"), name="share")


def shares_between(days: ContactDays, after: int, until: int) -> Floats:
    """Return the shares of contact after one day and on or before another (from 1970), the largest first."""
    start, stop = np.searchsorted(days.day, [after, until], side="right")
    contact: Floats = np.bincount(days.person[start:stop], days.weight[start:stop]).astype(np.float64)
    shares: Floats = np.sort(contact[contact > 0])[::-1]
    return shares / shares.sum() if len(shares) else shares


def divergence(one: pd.Series | Floats, other: pd.Series | Floats) -> float:
    """Return how far two signatures differ: the Jensen-Shannon divergence of their ranks, to base 2.

    H((p + q) / 2) - (H(p) + H(q)) / 2: 0 for equal shares, towards 1 for a steep
    beside a flat one; nan where one is empty.

    Parameters
    ----------
    one, other
        Shares by rank, each summing to 1.

    References
    ----------
    Lin 1991, IEEE Transactions on Information Theory 37, 145; Saramaki et al. 2014, PNAS 111, 942.

    Examples
    --------
    >>> divergence([0.5, 0.5], [0.5, 0.5])
    0.0
    >>> round(divergence([1.0], [0.5, 0.5]), 6)
    0.311278
    """
    p, q = np.zeros((2, max(len(one), len(other))))
    p[: len(one)], q[: len(other)] = one, other
    if not (p.sum() > 0 and q.sum() > 0):
        return np.nan
    return max(_entropy((p + q) / 2) - (_entropy(p) + _entropy(q)) / 2, 0.0)


def _entropy(shares: Floats) -> float:
    some = shares[shares > 0]
    return float(-np.sum(some * np.log2(some)))
