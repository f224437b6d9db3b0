"""Counts, shares and ratings in words: of fewer than five cases no percentage is told anywhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from weaklib.action.impact.intervals import Interval
from weaklib.action.impact.steps import FEWEST, REPLY_DAYS
from weaklib.measures.sentences import hundredths

CAME_OF_IT: Mapping[str, str] = MappingProxyType(
    {
        "replied": f"answered within {REPLY_DAYS} days",
        "conversation": "followed by a conversation",
        "help": "followed by advice or help",
        "intro_offered": "followed by the offer of an introduction",
        "intro_made": "followed by an introduction",
        "connection": "followed by a new connection",
        "referral": "followed by a referral",
        "interview": "followed by an interview",
        "offer": "followed by an offer",
    }
)
"""What each step says of an attempt: "3 of 12 were ..."."""


ASKED: Mapping[str, str] = MappingProxyType(
    {
        "reconnect": "to reconnect",
        "advice": "for advice",
        "introduction": "for an introduction",
        "maintain": "to keep in touch",
        "build": "to build a tie",
    }
)
"""What each purpose says of an attempt: "12 attempts to reconnect"."""


def percent(share: float) -> str:
    """Return a share as a whole percentage.

    >>> percent(3 / 12), percent(7 / 56)
    ('25 %', '13 %')
    """
    return f"{hundredths(share)} %"


def share_in_words(count: int, n: int, interval: Interval) -> str:
    """Return a share with its interval; of fewer than five the counts alone.

    >>> share_in_words(3, 12, Interval(0.0889, 0.5323)), share_in_words(2, 3, Interval(0.2, 0.9))
    ('3 of 12 (25 %, 9 to 53 %)', '2 of 3')
    """
    if not n:
        return "none to judge yet"
    told = f"{count:,} of {n:,}"
    if n < FEWEST:
        return told
    return f"{told} ({percent(count / n)}, {hundredths(interval.low)} to {percent(interval.high)})"


def rating_in_words(mean: float, spread: float, n: int) -> str:
    """Return the mean of ratings from 0 to 3, with their spread and how many they are.

    >>> rating_in_words(2.25, 0.5, 4), rating_in_words(2, float("nan"), 1)
    ('2.2 of 3 (spread 0.5, n = 4)', '2.0 of 3 (n = 1)')
    """
    if not n:
        return "no rating"
    return f"{mean:.1f} of 3 ({'' if math.isnan(spread) else f'spread {spread:.1f}, '}n = {n:,})"


def points(low: float, high: float) -> str:
    """Return the ends of an interval of differences in percentage points.

    >>> points(-0.2716, 0.3143)
    '-27 to +31 percentage points'
    """
    first, last = (hundredths(end) for end in (low, high))
    return f"{first:+d} to {last:+d} percentage points"
