"""The parts of tie strength, each between 0 and 1, and their weighted mean.

Every definition and default is section 9 of the metrics that weaklib keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from weaklib.book import CHANNEL_OF_KIND, Book
from weaklib.measures.diary import ContactDays, Contacts, Diary, Favours
from weaklib.measures.roll import NEVER, Floats, Ints, whole_days

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "intensity": 0.45,
        "recency": 0.25,
        "reciprocity": 0.10,
        "services": 0.10,
        "duration": 0.05,
        "multiplexity": 0.05,
    }
)
"""What each part weighs in the strength of a tie."""

COUNTED_SERVICES = ("linkedin endorsements", "linkedin recommendations")
YEAR = 365.25


@dataclass(frozen=True)
class Defaults:
    """The conventions of tie strength, all of them to be changed at will.

    Attributes
    ----------
    half_life_days
        After how many days a contact counts half. No universal value is published.
    weights
        What each part weighs.
    strong, weak
        The strength from which a two-way tie is strong, and below which a tie is weak.
    dormant_days, fading_days, fading_gaps
        The silence from which an established tie is dormant; and fading: the longer of these days
        and so many of the tie's own median gaps (Navarro et al. 2017).
    established_days
        How many contact days make a tie established.
    two_way_meeting
        The largest meeting that counts as two-way.
    max_meeting, max_thread
        Larger meetings and threads are context, not contact.
    """

    half_life_days: float = 180
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    strong: float = 0.60
    weak: float = 0.25
    dormant_days: float = 3 * YEAR
    fading_days: float = 180
    fading_gaps: float = 8
    established_days: int = 3
    two_way_meeting: int = 8
    max_meeting: int = 25
    max_thread: int = 10


def parts(diary: Diary, day: int, ends: Ints, history: pd.DataFrame, rules: Defaults) -> pd.DataFrame:
    """Return the parts of each tie, one column each; nan where no export could show the part.

    Parameters
    ----------
    diary
        What happened.
    day
        The day of measuring, counted from 1970: nothing later counts.
    ends
        The day up to which each family of channels is known, in the order of `FAMILIES`.
    history
        When and how often there was contact with each person of the diary.
    rules
        Half-life and weights.
    """
    days = diary.days.until(day)
    age = np.maximum(ends[days.family] - days.day, 0)
    duration = (history["last_contact"] - history["first_contact"]).dt.days
    return (
        pd.DataFrame(
            {
                "intensity": _intensity(days, age, len(history), rules),
                "recency": _half(history["silence_days"], rules) * _enough_days(history, rules),
                "reciprocity": _reciprocity(diary.contacts.until(day), len(history)),
                "duration": duration.div(5 * YEAR).clip(upper=1),
                "multiplexity": (history["channels"] - 1).div(2).clip(0, 1),
                "services": _services(diary.favours, np.full(len(history), day)),
            },
            index=history.index,
        )
        .fillna(0.0)
        .pipe(_not_exported, diary.book)
    )


def peak_parts(diary: Diary, day: int, table: pd.DataFrame, rules: Defaults) -> pd.DataFrame:
    """Return the parts as they stood at each person's last contact: no silence yet, services so far.

    Parameters
    ----------
    diary, day, rules
        As for `parts`.
    table
        The parts, with when and how often there was contact.
    """
    days = diary.days.until(day)
    last = whole_days(table["last_contact"])
    peak = table[list(rules.weights)].copy()
    seen = peak.notna()
    peak["intensity"] = _intensity(days, last[days.person] - days.day, len(table), rules)
    peak["recency"] = _enough_days(table, rules)
    peak["services"] = _services(diary.favours, np.where(last == NEVER, -NEVER, last))
    return peak.where(seen)


def _half(age_days: pd.Series, rules: Defaults) -> pd.Series:
    return pd.Series(2 ** (-age_days / rules.half_life_days), index=age_days.index)


def _enough_days(history: pd.DataFrame, rules: Defaults) -> pd.Series:
    return (history["contact_days"] / rules.established_days).clip(upper=1)


def _intensity(days: ContactDays, age: Ints, size: int, rules: Defaults) -> Floats:
    # a power for each age, not for each contact
    half = 2 ** (-np.arange(age.max(initial=0) + 1) / rules.half_life_days)
    y = np.bincount(days.person, days.weight * half[age], size)
    intensity: Floats = y / (y + 3)
    return intensity


def _reciprocity(contacts: Contacts, size: int) -> Floats:
    """Return (2 min(out, in) + 1) / (out + in + 2); a one-to-one meeting counts one each way."""
    out, inward, times = (
        np.bincount(contacts.person, each, size) for each in (contacts.given, contacts.got, None)
    )
    mutual: Floats = np.where(times > 0, (2 * np.minimum(out, inward) + 1) / (out + inward + 2), 0.0)
    return mutual


def _services(favours: Favours, until: Ints) -> Floats:
    """Return 1 - .4^recommendations * .9^endorsements (five at the most), in either direction."""
    by_then = favours.day <= until[favours.person]
    recommended, endorsed = (
        np.bincount(favours.person[by_then & kind], minlength=len(until))
        for kind in (favours.recommended, ~favours.recommended)
    )
    served: Floats = 1 - 0.4**recommended * 0.9 ** np.minimum(endorsed, 5)
    return served


def _not_exported(parts: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Return the parts with nan where no export could show them: unknown is not zero."""
    kinds = set(book.coverage["kind"])
    channels = {CHANNEL_OF_KIND[kind] for kind in kinds if kind in CHANNEL_OF_KIND}
    missing = {
        "intensity": not channels,
        "recency": not channels,
        "reciprocity": not channels,
        "duration": not channels,
        "multiplexity": len(channels) < 2,
        "services": not kinds.intersection(COUNTED_SERVICES),
    }
    return parts.assign(**{part: np.nan for part, unseen in missing.items() if unseen})


def strength(parts: pd.DataFrame, rules: Defaults) -> pd.Series:
    """Return the weighted mean of the parts that could be observed; nan where none could.

    Parameters
    ----------
    parts
        The parts, one column each.
    rules
        The weights.
    """
    weights = pd.Series(rules.weights)
    observed = parts[list(weights.index)].notna().mul(weights).sum(axis=1)
    return parts.mul(weights).sum(axis=1) / observed.where(observed > 0)


def stated_closeness(people: pd.DataFrame) -> pd.Series:
    """Return how close the person says that each contact is, 0 to 1; nan where nothing is said."""
    if "closeness" not in people:
        return pd.Series(np.nan, index=people.index)
    return people["closeness"].astype("float64")


def with_closeness(table: pd.DataFrame, closeness: pd.Series) -> pd.DataFrame:
    """Return the strengths with a stated closeness as half of each, or all of it where none was observed.

    Parameters
    ----------
    table
        `strength`, `peak_strength`, `strength_low`, `strength_high` and `coverage` as observed.
    closeness
        What the person says, under the same index; where nan, nothing changes.
    """
    if not closeness.notna().any():
        return table
    observed = {
        "strength": table["strength"].fillna(closeness),
        "peak_strength": table["peak_strength"].fillna(closeness),
        "strength_low": table["strength_low"].fillna(0.0),
        "strength_high": table["strength_high"].fillna(1.0),
    }
    half = {name: (closeness + seen) / 2 for name, seen in observed.items()}
    half["coverage"] = (1 + table["coverage"]) / 2
    stated = closeness.notna()
    return table.assign(**{name: table[name].mask(stated, value) for name, value in half.items()})
