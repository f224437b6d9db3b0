"""Meetings and threads on whole numbers: who was seen with whom, as of any day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import CONTACT_CHANNELS, Book
from weaklib.measures.coded import CHANNELS, coded, places_in
from weaklib.measures.places import Members
from weaklib.measures.roll import NEVER, Ints, Roll

KINDS = ("meeting", "thread")
EVIDENCE_OF_CHANNEL = {"meeting": "meeting", "message": "thread", "mail": "thread"}


class Gatherings(NamedTuple):
    """The meetings, threads and mails of two contacts or more, row by row, sorted by day.

    Attributes
    ----------
    day, person, event, people
        The day of each row (counted from 1970), who was there (a place), at which event, and how many
        people the row says that there were, the owner included.
    arrives
        Whether it is the first row of this person at this event.
    thread
        Of each event: whether it is a thread or mail, rather than a meeting.
    """

    day: Ints
    person: Ints
    event: Ints
    people: Ints
    arrives: NDArray[np.bool_]
    thread: NDArray[np.bool_]


def gatherings(book: Book, roll: Roll) -> Gatherings:
    """Lay out who was at which event.

    Parameters
    ----------
    book
        What was read.
    roll
        Its people, as `roll_of` returns them.
    """
    named, names = coded(book, "event")
    channel = places_in(book, "channel", CHANNELS)
    counted = np.flatnonzero((channel >= 0) & np.array([*(names != ""), False])[named])
    event = named[counted] * 2 + _IS_THREAD[channel[counted]]
    counted = counted[_shared(roll.person[counted], event)]
    event, thread = _in_order(named[counted], names, _IS_THREAD[channel[counted]])
    day, person, size = (
        column[counted] for column in (roll.day, roll.person, book.interactions["group_size"].to_numpy())
    )
    return _by_day(day, person, event, size, thread)


_IS_THREAD = np.array([EVIDENCE_OF_CHANNEL[CONTACT_CHANNELS[channel]] == "thread" for channel in CHANNELS])


def _in_order(named: Ints, names: pd.Index[str], thread: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.bool_]]:
    """Number the events in the order of their names: no sum depends on the order of the rows."""
    found = np.unique(named)
    rank = np.zeros(len(names) + 1, dtype=np.int64)
    rank[found[names.take(found).argsort()]] = np.arange(len(found))
    codes, event = np.unique(rank[named] * 2 + thread, return_inverse=True)
    return event, codes % 2 == 1


def _shared(person: Ints, event: Ints) -> NDArray[np.bool_]:
    """Tell which rows are of events with two people or more."""
    most, least = (np.full(event.max(initial=-1) + 1, start) for start in (-1, NEVER))
    np.maximum.at(most, event, person)
    np.minimum.at(least, event, person)
    shared: NDArray[np.bool_] = (most > least)[event]
    return shared


def _by_day(day: Ints, person: Ints, event: Ints, people: Ints, thread: NDArray[np.bool_]) -> Gatherings:
    order = np.lexsort((person, event, day))
    day, person, event, people = (column[order] for column in (day, person, event, people))
    _, first = np.unique(event * (person.max(initial=0) + 1) + person, return_index=True)
    arrives = np.zeros(len(day), dtype=bool)
    arrives[first] = True
    return Gatherings(day, person, event, people, arrives, thread)


def shared_events(
    held: Gatherings, day: int, largest: Mapping[str, int], *, half_life_days: float | None = None
) -> dict[str, Members]:
    """Return by kind of evidence who was at which event by a day, and what a shared one weighs.

    Parameters
    ----------
    held
        Who was at which event.
    day
        The day, inclusive, counted from 1970.
    largest
        The largest meeting, and the largest thread, that counts: people, the owner included.
    half_life_days
        After how many days a shared event counts half; None where it never fades.

    Returns
    -------
    dict of str to Members
        Under "meeting" and "thread"; a shared event of n people weighs 1/(n - 1).
    """
    stop = int(np.searchsorted(held.day, day, side="right"))
    event, arrives, count = held.event[:stop], held.arrives[:stop], len(held.thread)
    size, last = np.zeros(count, dtype=np.int64), np.full(count, day)
    np.maximum.at(size, event, held.people[:stop])
    last[event] = held.day[:stop]
    present = np.bincount(event[arrives], minlength=count)
    size = np.maximum(size, present + 1)
    weight = 1 / np.maximum(size - 1, 1)
    if half_life_days is not None:
        weight *= 2 ** (-(day - last) / half_life_days)
    person, at = held.person[:stop][arrives], event[arrives]
    members = {}
    for kind in KINDS:
        counted = ((present > 1) & (size <= largest[kind]) & (held.thread == (kind == "thread")))[at]
        members[kind] = Members(person[counted], at[counted], weight[at[counted]])
    return members
