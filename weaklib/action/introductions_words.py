"""What is said of a way in: how a contact leads there, and which link of it is the weakest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from weaklib.action.introductions_reasons import Way
from weaklib.action.situation import Situation

HOW: Mapping[str, str] = MappingProxyType(
    {
        "now": "is there now",
        "was": "was there",
        "listed": "is or was there",
        "self": "is whom you ask about",
        "seen": "meets or writes with somebody there",
        "supposed": "probably knows somebody there",
    }
)
"""How a contact leads to a target, in words."""


def weakest_link(situation: Situation, way: Way, strength: float, reach: float) -> str:
    """Return which link of a way is the weaker one, in words.

    Parameters
    ----------
    situation
        What is known.
    way
        The way.
    strength, reach
        How close the owner is to the contact (nan where it is not known), and the contact to the target.
    """
    tie = str(situation.ties.at[way.person, "class"])
    if tie == "nominal":
        return "never in touch: a cold ask"
    if pd.isna(strength):
        return "not known how close you are"
    if strength <= reach:
        return f"your own tie to them, which is {tie} ({strength:.2f} of 1)"
    if not way.other:
        return "ask whether they still know somebody there"
    if not way.seen:
        return "ask whether they know each other: that is only supposed"
    return f"their tie to whom they know there ({reach:.2f} of 1)"
