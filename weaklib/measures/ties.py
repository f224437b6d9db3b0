"""Tie strength: how close each tie is as of a day, from which parts, and in which class.

Strength and bridging are two separate scores: what a contact opens is no part of how close they are
(Neal 2024). Every definition and default is section 9 of the metrics that weaklib keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from weaklib.book import Book, InputError
from weaklib.measures.classes import (
    CLASS_NAMES,
    CLASSES,
    class_counts,
    could_be_shown,
    first_of,
    places_of_class,
)
from weaklib.measures.contact import silence_ends
from weaklib.measures.diary import FAMILIES, Diary, diary, last_by_family, median_gaps, recommended_by
from weaklib.measures.explanation import explained
from weaklib.measures.outlook import Outlook, with_outlook
from weaklib.measures.roll import (
    NEVER,
    Floats,
    Ints,
    Roll,
    as_dates,
    day_number,
    first_days,
    roll_of,
    whole_days,
)
from weaklib.measures.strength import (
    WEIGHTS,
    Defaults,
    coverage,
    parts,
    peak_parts,
    stated_closeness,
    strength,
    with_closeness,
)
from weaklib.measures.uncut import uncut

__all__ = ["CLASSES", "WEIGHTS", "Defaults", "class_counts", "explain", "tie_table"]


def tie_table(
    book: Book,
    as_of: str | pd.Timestamp | None = None,
    *,
    defaults: Defaults | None = None,
    outlook: Outlook | None = None,
) -> pd.DataFrame:
    """Return the strength of each tie as of a day, its parts and its class: one row a person.

    Strength is the weighted mean of those parts that the exports can show::

        S = sum(w_c x_c) / sum(w_c)

    Where the person gave a closeness (0 to 1), it makes half of it: S = .5 closeness + .5 S, or closeness
    alone where nothing could be observed. Whom the person calls close is neither nominal nor unknown.

    Parameters
    ----------
    book
        What the exports say.
    as_of
        The day; by default the last that the exports cover.
    defaults
        Half-life, weights and thresholds.
    outlook
        What `outlook.fit` returns, to be held through a history; by default it is fitted anew, on what was
        known by the day.

    Returns
    -------
    DataFrame
        Indexed by `person`, strongest first: `name`, `organisation`; `strength` (0 to 1; 0 where
        contact could be shown and never was, nan where no export could show it), `class`; `outlook` (the
        chance of contact in the next 30 days; nan where there never was any); `coverage` (the weight of the
        parts that could be observed; a stated closeness is half of all weight), `confidence`,
        `strength_low` and `strength_high` (with the unobserved parts at 0 and at 1);
        `peak_strength` (the strength at the last contact); `first_contact`, `last_contact`,
        `silence_days`, `contact_days`, `median_gap_days`, `channels` (how many); and one column a part,
        nan where not exported.

    Raises
    ------
    InputError
        If `as_of` is not a date.

    References
    ----------
    Granovetter 1973, AJS 78:1360. Urena-Carrion, Saramaki & Kivela 2020, EPJ Data Sci 9:37. Navarro,
    Miritello, Canales & Moro 2017, EPJ Data Sci 6:31. Levin, Walter & Murnighan 2011, Org Sci 22:923.

    Examples
    --------
    >>> import weaklib as wl
    >>> ties = wl.ties.tie_table(wl.read("data/example"))
    >>> bool(ties["strength"].dropna().between(0, 1).all())
    True
    """
    rules = defaults or Defaults()
    day = book.day(as_of)
    diary = tie_diary(uncut(book, day), rules)
    return with_outlook(ties_on(diary, day, rules), diary, day, outlook)


def tie_diary(book: Book, rules: Defaults, roll: Roll | None = None) -> Diary:
    """Lay out the contacts of a book as these rules count them: for `ties_on`, on any number of days."""
    return diary(
        book,
        roll_of(book) if roll is None else roll,
        max_meeting=rules.max_meeting,
        max_thread=rules.max_thread,
        two_way_meeting=rules.two_way_meeting,
    )


def ties_on(diary: Diary, day: pd.Timestamp, rules: Defaults) -> pd.DataFrame:
    """Return what `tie_table` returns, as of a day of a diary; without the outlook."""
    told, place = _measured(diary, day, rules)
    known = np.flatnonzero(diary.since <= day_number(day))
    # equals stay in the order of the people, and who has no strength comes last
    order = known[np.argsort(-told["strength"][known], kind="stable")]
    people = diary.people[["name", "organisation"]].take(order)
    columns: dict[str, object] = {name: each[order] for name, each in told.items()}
    columns |= {name: as_dates(told[name][order], people.index) for name in ("first_contact", "last_contact")}
    columns |= {name: people[name] for name in ("name", "organisation")}
    columns["class"] = pd.array(CLASS_NAMES, dtype="str").take(place[order])
    columns["confidence"] = _confidence(told["coverage"][order])
    return pd.DataFrame(columns, index=people.index, columns=[*_COLUMNS, *rules.weights])


def standing_on(diary: Diary, day: pd.Timestamp, rules: Defaults) -> pd.DataFrame:
    """Return `class` and `strength` of the tie table of a day alone, in the order of the people."""
    told, place = _measured(diary, day, rules, peak=False)
    known = np.flatnonzero(diary.since <= day_number(day))
    classes = pd.array(CLASS_NAMES, dtype="str").take(place[known])
    index = diary.people.index[known]
    return pd.DataFrame({"class": classes, "strength": told["strength"][known]}, index=index)


def _measured(
    diary: Diary, day: pd.Timestamp, rules: Defaults, *, peak: bool = True
) -> tuple[dict[str, NDArray[Any]], Ints]:
    """Return what is told of everybody in a diary, by their places, and the place of the class of each."""
    number = day_number(day)
    ends = whole_days(silence_ends(diary.book, day).reindex(FAMILIES))
    told = _history(diary, number, ends, rules)
    told |= parts(diary, number, ends, told, rules)
    told["strength"] = strength(told, rules)
    told["peak_strength"] = (
        strength(peak_parts(diary, number, told, rules), rules) if peak else told["strength"]
    )
    told["coverage"] = coverage(told, rules)
    shown = could_be_shown(diary)
    never = told["contact_days"] == 0
    told |= _without_contact(told, never, never & ~shown, rules)
    told["strength_low"] = told["strength"] * told["coverage"]
    told["strength_high"] = told["strength_low"] + 1 - told["coverage"]
    closeness = stated_closeness(diary.people)
    told |= with_closeness(told, closeness)
    recommended = recommended_by(diary.favours, number, len(never))
    return told, places_of_class(told, shown, ~np.isnan(closeness), recommended, rules)


def _confidence(coverage: Floats) -> ExtensionArray:
    return first_of([coverage >= 0.8, coverage >= 0.5], ["high", "medium"], "low")


_COLUMNS = [
    *("name", "organisation", "strength", "class", "coverage", "confidence", "strength_low", "strength_high"),
    *("peak_strength", "first_contact", "last_contact", "silence_days", "contact_days", "median_gap_days"),
    "channels",
]


def explain(
    book: Book, person: str, as_of: str | pd.Timestamp | None = None, *, defaults: Defaults | None = None
) -> pd.DataFrame:
    """Explain the tie with one person as of a day: each part in plain words, with the rows behind it.

    Parameters
    ----------
    book
        What the exports say.
    person
        Whom, as in the index of `tie_table`.
    as_of
        The day; by default the last that the exports cover.
    defaults
        Half-life, weights and thresholds.

    Returns
    -------
    DataFrame
        Indexed by `part`; what `explanation.explained` returns, which tells the columns.

    Raises
    ------
    InputError
        If `as_of` is not a date, or the person is not in the book on that day.

    Examples
    --------
    >>> import weaklib as wl
    >>> told = wl.ties.explain(wl.read("data/example"), "soren-achterberg")
    >>> print(told.at["duration", "sentence"])
    From the first contact on 3 December 2018 to the last it is 7.9 years; 5 years count in full.
    """
    table = tie_table(book, as_of, defaults=defaults)
    if person not in table.index:
        msg = f"Nobody is called {person!r} in these exports by that day; the tie table's index has all."
        raise InputError(msg)
    return explained(book, table.loc[[person]].iloc[0], as_of, defaults=defaults)


def silence_on(diary: Diary, day: pd.Timestamp) -> Ints:
    """Return for everybody in a diary the days since the last contact as of a day; `NEVER` for none."""
    ends = whole_days(silence_ends(diary.book, day).reindex(FAMILIES))
    return _silence(last_by_family(diary.days.until(day_number(day)), len(diary.people)), ends)


def _silence(latest: Ints, ends: Ints) -> Ints:
    # a stale export beside a fresh one makes nobody fall silent: the shortest silence counts
    silence = np.where(latest > -NEVER, np.maximum(ends - latest, 0), NEVER)
    shortest: Ints = silence.min(axis=1, initial=NEVER)
    return shortest


def _history(diary: Diary, day: int, ends: Ints, rules: Defaults) -> dict[str, NDArray[Any]]:
    """Gather when and how often there was contact, by the places of people: what the rest is made from."""
    days, size = diary.days.until(day), len(diary.people)
    latest = last_by_family(days, size)
    silence = _silence(latest, ends)
    once = days.person[days.first_of_day]
    counts = np.bincount(once, minlength=size)
    median = np.where(counts >= rules.established_days, median_gaps(diary.gaps, day, size), np.nan)
    first, last = first_days(days.person, days.day, size), latest.max(axis=1, initial=-NEVER)
    return {
        "first_contact": first,
        "last_contact": np.where(counts > 0, last, NEVER),
        "contact_days": counts,
        "silence_days": np.where(counts > 0, silence, np.nan),
        "median_gap_days": median,
        "channels": (latest > -NEVER).sum(axis=1),
        "two_way": diary.two_way_since <= day,
    }


def _without_contact(
    told: Mapping[str, Floats], never: NDArray[np.bool_], unknown: NDArray[np.bool_], rules: Defaults
) -> dict[str, Floats]:
    """Return the strength of who was never in touch as 0, and of whom nothing is known as nan."""
    nothing = np.where(unknown, np.nan, 0.0)
    scores = {name: np.where(never, nothing, told[name]) for name in ("strength", "peak_strength")}
    unseen = {part: np.where(unknown, np.nan, told[part]) for part in rules.weights}
    return {**scores, **unseen, "coverage": np.where(unknown, 0.0, told["coverage"])}
