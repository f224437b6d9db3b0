"""Turnover: which ties came, went, weakened and revived between two days."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.measures.classes import CLASSES

LIVING = ("strong", "moderately weak", "weak")
SILENT = ("fading", "dormant")
CHANGES = ("arrived", "strengthened", "weakened", "fell silent", "revived", "died")
"""What becomes of a tie."""


def tie_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Tell whose tie changed between two days, and how.

    By the classes on the two days: "arrived" (in touch for the first time), "strengthened" and "weakened"
    (from one of strong, moderately weak and weak to another), "fell silent" (from one of these to fading),
    "revived" (from fading or dormant to one of these) and "died" (dormant now, and not before).

    Parameters
    ----------
    before, after
        Two tables as `tie_table` returns them, of an earlier and a later day.

    Returns
    -------
    DataFrame
        Indexed by `person`, in the order of `after`; who did not change is left out: `name`, `before` and
        `after` (the classes; nan for who was not in the book), `change`, and `strength_before` and
        `strength_after` (0 to 1).

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> year = tie_changes(wl.ties.tie_table(book, "2025-10-31"), wl.ties.tie_table(book, "2026-10-31"))
    >>> bool(year["change"].isin(CHANGES).all())
    True
    """
    earlier = before[["class", "strength"]].reindex(after.index)
    change = pd.Series(changes(earlier["class"], after["class"]), index=after.index)
    table = pd.DataFrame(
        {
            "name": after["name"],
            "before": earlier["class"],
            "after": after["class"],
            "change": change,
            "strength_before": earlier["strength"],
            "strength_after": after["strength"],
        }
    )
    return table[change != ""]


def changes(before: pd.Series, after: pd.Series) -> NDArray[np.str_]:
    """Return what became of each tie, by its classes before and after, aligned; "" for no change."""
    then, now = _codes(before), _codes(after)
    lived, lives = _among(then, LIVING), _among(now, LIVING)
    was_silent = _among(then, SILENT)
    dormant = CLASSES.index("dormant")
    conditions = [
        lives & ~lived & ~was_silent,
        lives & lived & (now < then),
        lives & lived & (now > then),
        lived & (now == CLASSES.index("fading")),
        lives & was_silent,
        (now == dormant) & (then != dormant),
    ]
    return np.select(conditions, CHANGES, "")


def _codes(classes: pd.Series) -> NDArray[np.int64]:
    """Return the place of each class in `CLASSES`, the closest first; -1 for who was not in the book."""
    return pd.Index(CLASSES).get_indexer(pd.Index(classes)).astype(np.int64)


def _among(codes: NDArray[np.int64], classes: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.isin(codes, [CLASSES.index(name) for name in classes])


def turnover(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> float:
    """Return which part of the ties that were active on one of two days were not so on both.

    1 - both / either (the Jaccard distance): 0 where all are the same, 1 where none is; nan where nobody
    was active on either.

    Parameters
    ----------
    before, after
        Who was active, the same people in the same order.

    References
    ----------
    Jaccard 1912, New Phytologist 11, 37.

    Examples
    --------
    >>> turnover(np.array([True, True, False, False]), np.array([False, True, True, False]))
    0.6666666666666667
    """
    either, both = int(np.count_nonzero(before | after)), int(np.count_nonzero(before & after))
    return 1 - both / either if either else np.nan
