"""One comparison of weak ties with strong ones."""

from __future__ import annotations

from typing import NamedTuple

from weaklib.action.reasons import Row

BY_CHANCE = "chance"
"""What an attempt says in `chosen` where chance chose among equals."""


class Contrast(NamedTuple):
    """Of how many attempts with weak ties and with strong ones a step came.

    Attributes
    ----------
    step
        Of the ladder.
    within
        "" for all attempts, a purpose, or "chance" for those for which chance chose among equals.
    weak_count, weak_n, strong_count, strong_n
        Of how many it came, and how many were judged, by the class at the time of asking.
    difference, low, high
        The share of weak ties minus that of strong ones, and Newcombe's 95 % interval; nan where either are
        fewer than five.
    verdict
        "too few" (fewer than five of either), "no conclusion" (the interval holds 0), "weak more" or "weak
        less".
    sentence
        The same in words, with what it rests on.
    unknown
        How many attempts are in neither, since the class was not known.
    pending
        How many are too young to be judged.
    rows
        The attempts that were compared, and the outcomes that count.
    """

    step: str
    within: str
    weak_count: int
    weak_n: int
    strong_count: int
    strong_n: int
    difference: float
    low: float
    high: float
    verdict: str
    sentence: str
    unknown: int
    pending: int
    rows: tuple[Row, ...]
