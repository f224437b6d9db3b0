"""The parts of tie strength, each between 0 and 1, and their weighted mean.

Every definition and default is section 9 of the metrics that weaklib keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import CHANNEL_OF_KIND, Book
from weaklib.measures.diary import ContactDays, Contacts, Diary, Favours
from weaklib.measures.roll import NEVER, Floats, Ints

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


def parts(
    diary: Diary, day: int, ends: Ints, history: Mapping[str, NDArray[Any]], rules: Defaults
) -> dict[str, Floats]:
    """Return the parts of each tie, one array each; nan where no export could show the part.

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
    days, size = diary.days.until(day), len(diary.people)
    age = np.maximum(ends[days.family] - days.day, 0)
    touched = history["last_contact"] != NEVER
    duration = np.where(touched, history["last_contact"] - history["first_contact"], 0)
    found = {
        "intensity": _intensity(days, age, size, rules),
        "recency": np.where(touched, _half(history["silence_days"], rules) * _enough_days(history, rules), 0),
        "reciprocity": _reciprocity(diary.contacts.until(day), size),
        "duration": np.minimum(duration / (5 * YEAR), 1),
        "multiplexity": ((history["channels"] - 1) / 2).clip(0, 1),
        "services": _services(diary.favours, np.full(size, day)),
    }
    return {part: np.full(size, np.nan) if part in _unseen(diary.book) else x for part, x in found.items()}


def peak_parts(
    diary: Diary, day: int, told: Mapping[str, NDArray[Any]], rules: Defaults
) -> dict[str, Floats]:
    """Return the parts as they stood at each person's last contact: no silence yet, services so far.

    Parameters
    ----------
    diary, day, rules
        As for `parts`.
    told
        The parts, with when and how often there was contact.
    """
    days, last = diary.days.until(day), told["last_contact"]
    peak = {
        "intensity": _intensity(days, last[days.person] - days.day, len(last), rules),
        "recency": _enough_days(told, rules),
        "services": _services(diary.favours, np.where(last == NEVER, -NEVER, last)),
    }
    seen = {part: np.where(np.isnan(told[part]), np.nan, now) for part, now in peak.items()}
    return {part: seen.get(part, told[part]) for part in rules.weights}


def _half(age_days: Floats, rules: Defaults) -> Floats:
    half: Floats = 2 ** (-age_days / rules.half_life_days)
    return half


def _enough_days(history: Mapping[str, NDArray[Any]], rules: Defaults) -> Floats:
    return np.minimum(history["contact_days"] / rules.established_days, 1)


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


def _unseen(book: Book) -> set[str]:
    """Return the parts that no export could show: unknown is not zero."""
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
    return {part for part, unseen in missing.items() if unseen}


def strength(parts: Mapping[str, Floats] | pd.DataFrame, rules: Defaults) -> Floats:
    """Return the weighted mean of the parts that could be observed; nan where none could.

    Parameters
    ----------
    parts
        The parts by name.
    rules
        The weights.
    """
    observed = coverage(parts, rules)
    whole = np.zeros(len(observed))
    for part, weight in rules.weights.items():
        whole += np.nan_to_num(np.asarray(parts[part], np.float64)) * weight
    mean: Floats = np.divide(whole, observed, out=np.full(len(whole), np.nan), where=observed > 0)
    return mean


def coverage(parts: Mapping[str, Floats] | pd.DataFrame, rules: Defaults) -> Floats:
    """Return the weight of the parts of each tie that could be observed."""
    seen = [~np.isnan(np.asarray(parts[part], np.float64)) * weight for part, weight in rules.weights.items()]
    observed: Floats = np.sum(seen, axis=0)
    return observed


def stated_closeness(people: pd.DataFrame) -> Floats:
    """Return how close the person says that each contact is, 0 to 1; nan where nothing is said."""
    if "closeness" not in people:
        return np.full(len(people), np.nan)
    return people["closeness"].to_numpy(np.float64)


def with_closeness(told: Mapping[str, NDArray[Any]], closeness: Floats) -> dict[str, Floats]:
    """Return the strengths with a stated closeness as half of each, or all of it where none was observed.

    Parameters
    ----------
    told
        `strength`, `peak_strength`, `strength_low`, `strength_high` and `coverage` as observed.
    closeness
        What the person says, of the same people; where nan, nothing changes.

    Returns
    -------
    dict
        What becomes of them; nothing where nothing is said.
    """
    stated = ~np.isnan(closeness)
    if not stated.any():
        return {}
    unseen: dict[str, Floats | float] = {
        "strength": closeness,
        "peak_strength": closeness,
        "strength_low": 0.0,
        "strength_high": 1.0,
    }
    half = {
        name: (closeness + np.where(np.isnan(told[name]), instead, told[name])) / 2
        for name, instead in unseen.items()
    }
    half["coverage"] = (1 + told["coverage"]) / 2
    return {name: np.where(stated, value, told[name]) for name, value in half.items()}
