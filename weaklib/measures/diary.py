"""The diary: every contact of a book on whole numbers, sorted by day.

What was known on a day is the beginning of each list, so that the tie table of any day is a few sums. One day
and a hundred days are measured by the same sums in the same order: to the last digit alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import Book
from weaklib.measures.coded import DIRECTIONS, places_in
from weaklib.measures.contact import FAMILIES, MEETING, weighed
from weaklib.measures.once import once
from weaklib.measures.roll import NEVER, Floats, Ints, Roll, first_days

__all__ = ["FAMILIES", "Diary", "diary", "last_by_family", "median_gaps", "recommended_by"]

IN, OUT = (DIRECTIONS.index(way) for way in ("in", "out"))


class Contacts(NamedTuple):
    """Each contact, by day: its person (a place in `people`), and whether the owner gave, or got, a word."""

    day: Ints
    person: Ints
    given: Floats
    got: Floats

    def until(self, day: int) -> Contacts:
        """Return those on or before a day."""
        stop = np.searchsorted(self.day, day, side="right")
        return Contacts._make(column[:stop] for column in self)


class ContactDays(NamedTuple):
    """One entry for each day, person and family of channels (a place in `FAMILIES`) with contact, by day.

    `first_of_day` marks one for each day and person.
    """

    day: Ints
    person: Ints
    family: Ints
    weight: Floats
    first_of_day: NDArray[np.bool_]

    def until(self, day: int) -> ContactDays:
        """Return those on or before a day."""
        stop = np.searchsorted(self.day, day, side="right")
        return ContactDays._make(column[:stop] for column in self)


class Gaps(NamedTuple):
    """The days between one contact with a person and the next, by person and length; `day` is the next."""

    day: Ints
    person: Ints
    days: Ints


class Favours(NamedTuple):
    """Each recommendation, and each endorsement, by day."""

    day: Ints
    person: Ints
    recommended: NDArray[np.bool_]


@dataclass(frozen=True)
class Diary:
    """Everything that a tie table of any day is counted from.

    Attributes
    ----------
    book
        What the exports say.
    people, since
        Everybody, and from when on, as in the roll.
    contacts, days, gaps, favours
        What happened.
    two_way_since
        The day from which each tie is two-way: a word either way, or a meeting of few.
    """

    book: Book
    people: pd.DataFrame
    since: Ints
    contacts: Contacts
    days: ContactDays
    gaps: Gaps
    favours: Favours
    two_way_since: Ints


def diary(
    book: Book, roll: Roll, *, max_meeting: int = 25, max_thread: int = 10, two_way_meeting: int = 8
) -> Diary:
    """Lay out the contacts of a book by day, to measure ties on any of them.

    Parameters
    ----------
    book
        What the exports say.
    roll
        Its people, as `roll_of` returns them.
    max_meeting, max_thread
        Larger meetings and threads are context: no contact.
    two_way_meeting
        The largest meeting that makes a tie two-way.
    """
    sizes = (max_meeting, max_thread, two_way_meeting)
    return once(book, ("diary", *sizes), lambda: _laid_out(book, roll, *sizes))


def _laid_out(book: Book, roll: Roll, max_meeting: int, max_thread: int, two_way_meeting: int) -> Diary:
    people = roll.people
    rows = weighed(book, max_meeting=max_meeting, max_thread=max_thread)
    who, when = roll.person[rows["place"]], roll.day[rows["place"]]
    days = _contact_days(when, who, rows)
    return Diary(
        book=book,
        people=people,
        since=roll.since,
        contacts=_contacts(when, who, rows),
        days=days,
        gaps=_gaps(days),
        favours=_favours(book, roll),
        two_way_since=_two_way_since(when, who, rows, len(people), two_way_meeting),
    )


def last_by_family(days: ContactDays, size: int) -> Ints:
    """Return the last day of each person (a row) in each family (a column); -`NEVER` for none."""
    latest = np.full(size * len(FAMILIES), -NEVER)
    np.maximum.at(latest, days.person * len(FAMILIES) + days.family, days.day)
    return latest.reshape(size, len(FAMILIES))


def median_gaps(gaps: Gaps, day: int, size: int) -> Floats:
    """Return the median gap of each person, of those that ended by a day; nan for none."""
    by_then = gaps.day <= day
    person, length = gaps.person[by_then], gaps.days[by_then]
    count = np.bincount(person, minlength=size)
    start = np.cumsum(count) - count
    some = count > 0
    low, high = start + (count - 1) // 2, start + count // 2
    median = np.full(size, np.nan)
    median[some] = (length[low[some]] + length[high[some]]) / 2
    return median


def recommended_by(favours: Favours, day: int, size: int) -> NDArray[np.bool_]:
    """Tell for each person whether a recommendation was written, in either direction, by a day."""
    by_then = favours.recommended & (favours.day <= day)
    return np.bincount(favours.person[by_then], minlength=size) > 0


def _contacts(day: Ints, person: Ints, rows: pd.DataFrame) -> Contacts:
    """Return what was given and got; a one-to-one meeting counts one each way."""
    met = (rows["family"] == MEETING).to_numpy()
    alone = met & (rows["group_size"] == 2).to_numpy()
    given = alone | (~met & (rows["direction"] == OUT).to_numpy())
    got = alone | (~met & (rows["direction"] == IN).to_numpy())
    order = np.argsort(day, kind="stable")
    return Contacts(day[order], person[order], given[order].astype(np.float64), got[order].astype(np.float64))


def _contact_days(day: Ints, person: Ints, rows: pd.DataFrame) -> ContactDays:
    """Return one entry a day, person and family: the weightiest of the day counts."""
    family = rows["family"].to_numpy()
    order = np.lexsort((family, person, day))
    keys = [column[order] for column in (day, person, family)]
    starts = _starts(*keys)
    weight = rows["weight"].to_numpy()[order]
    most = np.maximum.reduceat(weight, starts) if len(starts) else weight
    day, person, family = (key[starts] for key in keys)
    first_of_day = np.zeros(len(starts), dtype=bool)
    first_of_day[_starts(day, person)] = True
    return ContactDays(day, person, family, most, first_of_day)


def _starts(*sorted_keys: Ints) -> Ints:
    """Return where a new combination of keys begins."""
    changed = np.zeros(len(sorted_keys[0]), dtype=bool)
    changed[:1] = True
    for key in sorted_keys:
        changed[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changed)


def _gaps(days: ContactDays) -> Gaps:
    """Return the days from each contact with a person to the next one."""
    day, person = days.day[days.first_of_day], days.person[days.first_of_day]
    order = np.argsort(person, kind="stable")
    day, person = day[order], person[order]
    again = np.flatnonzero(person[1:] == person[:-1]) + 1
    length = day[again] - day[again - 1]
    by_length = np.lexsort((length, person[again]))
    return Gaps(day[again][by_length], person[again][by_length], length[by_length])


def _favours(book: Book, roll: Roll) -> Favours:
    channel = places_in(book, "channel", ("recommendation", "endorsement"))
    recommended = channel == 0
    counted = np.flatnonzero(channel >= 0)
    order = counted[np.argsort(roll.day[counted], kind="stable")]
    return Favours(roll.day[order], roll.person[order], recommended[order])


def _two_way_since(day: Ints, person: Ints, rows: pd.DataFrame, size: int, most: int) -> Ints:
    met = (rows["family"] == MEETING).to_numpy()
    few = met & (rows["group_size"] <= most).to_numpy()
    out = ~met & (rows["direction"] == OUT).to_numpy()
    inward = ~met & (rows["direction"] == IN).to_numpy()
    given, got, together = (first_days(person[kind], day[kind], size) for kind in (out, inward, few))
    return np.minimum(np.maximum(given, got), together)
