"""How ties cool, and how far the chances can be relied on: what was learnt, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from weaklib.measures.outlook_features import HALF_LIVES, OWN_RHYTHM, Known
from weaklib.measures.outlook_learning import DAYS_AHEAD, chances_of, evenly
from weaklib.measures.roll import Floats
from weaklib.measures.sentences import hundredths

LONGEST_DAYS = 3 * 365
"""The longest silence of which `cooling_days` speaks."""
TYPICAL = Known(
    person=np.zeros(1, dtype=np.int64),
    silence=np.zeros(1),
    age=np.full(1, 360.0),
    faded=np.exp2(-np.arange(0, 361, 30)[:, None] / np.array(HALF_LIVES)).sum(axis=0)[None, :],
    contact_days=np.full(1, 13.0),
    reciprocity=np.full(1, 0.75),
    gap=np.full(1, 30.0),
)
"""A tie in touch monthly for a year: of it speaks `cooling_days` where nothing was learnt."""


def cooling_days(known: Known, coefficients: Floats) -> float:
    """Return after which silence the mean chance of ties that have a rhythm is half of that at none.

    Nan where `LONGEST_DAYS` do not halve it. Without such ties it is said of one in touch monthly for a year.

    Parameters
    ----------
    known
        What was known of ties, on any days.
    coefficients
        Those of the features.
    """
    regular = known.where(known.contact_days >= OWN_RHYTHM)
    ties = regular.where(evenly(np.arange(len(regular.silence)), 300)) if len(regular.silence) else TYPICAL
    silences = np.unique(np.geomspace(1, LONGEST_DAYS + 1, 80).round()) - 1
    curve = [
        chances_of(ties.silent_for(np.full(len(ties.silence), days)), coefficients).mean()
        for days in silences
    ]
    below = np.flatnonzero(np.array(curve) <= curve[0] / 2)
    if not len(below):
        return np.nan
    around = [below[0], below[0] - 1]
    return float(np.interp(curve[0] / 2, np.take(curve, around), silences[around]))


def cooling_in_words(days: float) -> str:
    """Tell after which silence, in days, the chance of contact halves; nan is never."""
    if np.isnan(days):
        return "Your ties stay warm: three years of silence do not halve the chance of contact."
    return (
        f"Your ties cool over about {_span(days)}: so long after a contact, the chance of "
        f"another within the next {DAYS_AHEAD} days is half of what it was."
    )


def evidence_in_words(learnt_from: int, auc: pd.Series[Any]) -> str:
    """Tell from how many months was learnt, and how often what was learnt ranked two people right."""
    months = f"{learnt_from} month{'' if learnt_from == 1 else 's'}"
    if not learnt_from:
        return "There are no earlier months to learn from yet, so these are borrowed figures."
    if np.isnan(auc["outlook"]):
        return f"It was learnt from {months}: too few to say how well it foretells."
    best = auc[list(_SIGNALS)]
    return (
        f"It was learnt from {months}. Learnt without the last of them, and asked which of two people would "
        f"be in touch then, it was right {hundredths(auc['outlook'])}% of the time; "
        f"{_SIGNALS[str(best.idxmax())]} alone would have been right {hundredths(best.max())}% of the time."
    )


def _span(days: float) -> str:
    """Return a time in its largest unit of which there are two or more: "two months"."""
    for unit, length in (("years", 365.25), ("months", 30.44), ("weeks", 7.0)):
        if days / length >= 1.75:
            number = round(days / length)
            return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {unit}"
    number = max(round(days), 1)
    return "a day" if number == 1 else f"{_NUMBERS[number]} days"


_SIGNALS: Mapping[str, str] = MappingProxyType(
    {
        "recency": "the latest contact",
        "frequency": "the number of contact days",
        "decayed_days": "recent contact days",
    }
)
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve thirteen".split()
