"""The contacts of a book by time, on whole numbers: every list of people to write to looks them through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import CONTACT_CHANNELS, Book
from weaklib.measures.coded import CHANNELS, DIRECTIONS, NONE, places_in, sorted_by
from weaklib.measures.once import once
from weaklib.measures.roll import Ints, roll_of
from weaklib.measures.strength import Defaults

Flags = NDArray[np.bool_]
Moments = NDArray[np.datetime64]


class Contacts(NamedTuple):
    """Interactions that are contact, by time: no meeting or thread so large that it is context.

    Attributes
    ----------
    place
        Where each stands in the interactions of the book.
    at, day
        Its moment (UTC), and the owner's day, counted from 1970.
    number
        With whom: the place in `people`.
    channel, direction
        Places in `CHANNELS` and `DIRECTIONS`; -1 for another direction.
    size
        How many people, the owner among them.
    people
        Everybody in the book, sorted.
    label
        What the book calls each.
    """

    place: Ints
    at: Moments
    day: Ints
    number: Ints
    channel: NDArray[np.int8]
    direction: NDArray[np.int8]
    size: Ints
    people: pd.Index[str]
    label: Ints

    def where(self, rows: slice | Flags | Ints) -> Contacts:
        """Return some of them."""
        cut = {name: each[rows] for name, each in self._asdict().items() if name != "people"}
        return self._replace(**cut)

    def by(self, *channels: str) -> Flags:
        """Tell which came by one of these channels."""
        named: Flags = np.array([*(each in channels for each in CHANNELS), False])[self.channel]
        return named

    def went(self, direction: str) -> Flags:
        """Tell which went in one direction."""
        there: Flags = self.direction == DIRECTIONS.index(direction)
        return there

    def first(self, kind: Flags) -> Ints:
        """Return of each person the place here of the first of a kind; -1 for none."""
        return self._one(np.flatnonzero(kind)[::-1])

    def last(self, kind: Flags) -> Ints:
        """Return of each person the place here of the last of a kind; -1 for none."""
        return self._one(np.flatnonzero(kind))

    def of(self, people: Iterable[str]) -> Flags:
        """Tell which are with some people."""
        asked = np.zeros(len(self.people) + 1, dtype=bool)
        asked[self.numbers_of(pd.Index([*people], dtype="str"))] = True
        asked[-1] = False  # who is in no export
        mine: Flags = asked[self.number]
        return mine

    def _one(self, rows: Ints) -> Ints:
        found = np.full(len(self.people), NONE)
        found[self.number[rows]] = rows  # of several for one person the last stays
        return found

    def by_person(self) -> Ints:
        """Return the places here by person, each one's by time."""
        return sorted_by(self.number, len(self.people))

    def numbers_of(self, people: pd.Index[str] | pd.Series[str]) -> Ints:
        """Return the number of each of some people; -1 for who is not in the book."""
        return self.people.get_indexer(pd.Index(people)).astype(np.int64)


def contacts_until(book: Book, day: pd.Timestamp) -> Contacts:
    """Return the contacts of a book up to a day, inclusive.

    Parameters
    ----------
    book
        What was read.
    day
        The owner's.
    """
    every = once(book, "contacts by time", lambda: _by_time(book))
    by_then = every.day <= day.to_datetime64().astype("datetime64[D]").astype(np.int64)
    stop = int(by_then.sum())
    # nearly always the days are in order as the moments are: then nothing is copied
    return every.where(slice(stop)) if by_then[:stop].all() else every.where(by_then)


def _by_time(book: Book) -> Contacts:
    rows, roll = book.interactions, roll_of(book)
    channel, size = places_in(book, "channel", CHANNELS), rows["group_size"].to_numpy()
    place = np.flatnonzero((channel >= 0) & (size <= _LARGEST[channel]))
    moments = rows["at"].dt.tz_convert(None).to_numpy(dtype="datetime64[us]")
    if not rows["at"].is_monotonic_increasing:
        place = place[np.argsort(moments[place], kind="stable")]
    return Contacts(
        place=place,
        at=moments[place],
        day=roll.day[place],
        number=roll.person[place],
        channel=channel[place],
        direction=places_in(book, "direction", DIRECTIONS)[place],
        size=size[place],
        people=roll.people.index,
        label=rows.index.to_numpy()[place],
    )


_RULES = Defaults()
_LARGEST = np.array(
    [
        _RULES.max_meeting if CONTACT_CHANNELS[channel] == "meeting" else _RULES.max_thread
        for channel in CHANNELS
    ]
)


class TwoWay(NamedTuple):
    """Of everybody the first two-way contact: the moment (NaT for none), and the one or two that made it so.

    `first` and `second` are places among the contacts, -1 for none: a meeting alone, or a word each way.
    """

    since: Moments
    first: Ints
    second: Ints


def first_two_way(told: Contacts, meetings: tuple[str, ...], most: int) -> TwoWay:
    """Return since when contact with everybody is two-way, as for their tie.

    Parameters
    ----------
    told
        The contacts.
    meetings, most
        Which channels are meetings, and the largest that makes a tie two-way.
    """
    met = told.by(*meetings)
    out, inward = (told.first(~met & told.went(way)) for way in ("out", "in"))
    together = told.first(met & (told.size <= most))
    both, moments = (out >= 0) & (inward >= 0), np.append(told.at, np.datetime64("NaT", "us"))
    words = np.where(both, np.maximum(moments[out], moments[inward]), np.datetime64("NaT", "us"))
    seen = moments[together]
    by_meeting = ~np.isnat(seen) & ~(words <= seen)
    return TwoWay(
        np.where(by_meeting, seen, words),
        np.where(by_meeting, together, np.where(both, out, NONE)),
        np.where(both & ~by_meeting, inward, NONE),
    )
