"""Seats in an elliptic ring of rows, for groups that sit together where they would like to."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from scipy.optimize import isotonic_regression

from weaklib.views.spread import Points, Positions

GAPLESS = 1.5
"""By how many times more rows the gaps between groups may take before there are none."""


def seats(groups: list[int], *, inner: float, wide: float, wanted: Points | None = None) -> Points:
    """Return seats for groups of these sizes, clockwise from the top, one group after the other.

    The ring has as few rows as hold everybody one step apart. Gaps lie around groups of three or more, and
    between all where there is room; where there is little, the seats follow one another without any.

    Parameters
    ----------
    groups
        How many sit together; the groups keep this order.
    inner
        How far the first row is from the middle.
    wide
        Draws the ellipse out in width and presses it in height.
    wanted
        Where the middle of each group would like to be, 0 to 1 of the way around, ascending; they make way
        for one another as little as can be. By default they follow one another from the top.
    """
    sizes = np.array(groups, int)
    total = int(sizes.sum())
    fewest = _fewest(lambda rows: -(-total // rows), inner, wide)
    apart = [rows for rows in range(fewest, int(fewest * GAPLESS) + 2) if _fits(sizes, rows, inner, wide)]
    rows = apart[0] if apart else fewest
    turn, along = _ellipse(inner + rows / 2, wide)
    slot = np.arange(total)
    if apart:
        columns, wanted = _columns(sizes, rows), np.zeros(len(sizes)) if wanted is None else wanted
        first = _making_way(wanted * along[-1] - columns / 2, columns, along[-1]) + (sizes > 2) / 2
        slot -= np.repeat(np.cumsum(sizes) - sizes, sizes)
        column = np.repeat(first, sizes) + slot // rows
    else:
        column = slot // rows * (along[-1] / -(-total // rows))
    angle, out = np.interp(column + 0.5, along, turn), inner + slot % rows
    return np.column_stack([out * wide * np.sin(angle), out / wide * np.cos(angle)])


def _fewest(columns: Callable[[int], int], inner: float, wide: float) -> int:
    """The fewest rows whose columns fit around."""
    return next(rows for rows in itertools.count(1) if columns(rows) <= _around(inner, rows, wide))


def _fits(sizes: Positions, rows: int, inner: float, wide: float) -> bool:
    return bool(_columns(sizes, rows).sum() <= _around(inner, rows, wide))


def _columns(sizes: Positions, rows: int) -> Positions:
    """How many columns of so many rows each group takes, with the gaps around those of three or more."""
    taken: Positions = -(-sizes // rows) + (sizes > 2)
    return taken


def _making_way(first: Points, columns: Positions, whole: float) -> Points:
    """Where each group starts, as near to where it would like to as those before and after it allow."""
    if not len(first):
        return first
    ahead = np.cumsum(columns) - columns
    fitted = isotonic_regression(first - ahead, weights=columns).x
    starts: Points = np.clip(fitted, 0, whole - columns.sum()) + ahead
    return starts


def _around(inner: float, rows: int, wide: float) -> float:
    return float(_ellipse(inner + rows / 2, wide)[1][-1])


def _ellipse(size: float, wide: float) -> tuple[Points, Points]:
    """Angles around an ellipse and the way along it to each, from the top and clockwise."""
    turn = np.linspace(0, 2 * np.pi, 721)
    steps = np.hypot(np.diff(size * wide * np.sin(turn)), np.diff(size / wide * np.cos(turn)))
    return turn, np.concatenate([[0.0], np.cumsum(steps)])
