"""The roll: everybody in a book, and every day, as whole numbers.

Names and dates cost most of a measure's time; turned into numbers once, they serve every day of a history.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import Book
from weaklib.measures.once import once
from weaklib.measures.uncut import cut_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NEVER = np.iinfo(np.int64).max
"""A day that does not come: of what never happened."""


class Roll(NamedTuple):
    """Everybody, sorted, and of whom and when each interaction is.

    Attributes
    ----------
    people
        `book.people`, sorted; lists name a person by the place here.
    since
        The first day on which each is in the book, as `Book.as_of` has it. Days are counted from 1970.
    person, day
        The person and the owner's day of each row of `book.interactions`.
    """

    people: pd.DataFrame
    since: Ints
    person: Ints
    day: Ints


def roll_of(book: Book) -> Roll:
    """Call the roll: number the people of a book, and the days of its interactions."""
    return once(book, "roll", lambda: _called(book))


def kept_rows(book: Book) -> tuple[Book, slice | NDArray[np.bool_]] | None:
    """Return the book that one was cut from, and which of its interactions were kept; None for an uncut one.

    Parameters
    ----------
    book
        What the exports say, cut by `Book.as_of` or not.
    """
    return once(book, "kept rows", lambda: _kept_rows(book))


def _kept_rows(book: Book) -> tuple[Book, slice | NDArray[np.bool_]] | None:
    cut, whole = cut_of(book)
    if cut is None:
        return None
    kept = roll_of(whole).day <= day_number(cut)
    many = int(kept.sum())
    if many != len(book.interactions):  # it is another book's day, as the owner's zone has it
        return None
    return whole, slice(many) if kept[:many].all() else kept


def _called(book: Book) -> Roll:
    people = book.people.sort_index()
    found = kept_rows(book)
    if found is None:
        person, day = places(people.index, book.interactions["person"]), owner_days(book)
    else:
        whole, rows = roll_of(found[0]), found[1]
        person = people.index.get_indexer(whole.people.index).astype(np.int64)[whole.person[rows]]
        day = whole.day[rows]
    return Roll(people, _since(people, first_days(person, day, len(people))), person, day)


def _since(people: pd.DataFrame, first: Ints) -> Ints:
    """Return from which day on each person is in the book: in touch, connected, or always if undated."""
    connected = whole_days(people["connected_on"])
    always = np.iinfo(np.int64).min
    return np.where((connected == NEVER) & (first == NEVER), always, np.minimum(connected, first))


def places(people: pd.Index[Any], names: pd.Series[Any]) -> Ints:
    """Return the place of each name among the people; -1 for a stranger's."""
    codes, known = pd.factorize(names)
    return people.get_indexer(pd.Index(known)).astype(np.int64)[codes] if len(known) else codes


def owner_days(book: Book) -> Ints:
    """Return the owner's day of each interaction."""
    local = book.interactions["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None)
    return whole_days(local)


def whole_days(dates: pd.Series[Any]) -> Ints:
    """Return dates as days counted from 1970; `NEVER` for none."""
    values = dates.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(values), NEVER, values.astype(np.int64))


def as_dates(days: Ints, index: pd.Index[Any]) -> pd.Series[Any]:
    """Return days as dates; NaT for `NEVER`: the inverse of `whole_days`."""
    known = np.where(days == NEVER, np.iinfo(np.int64).min, days)
    return pd.Series(known.astype("datetime64[D]").astype("datetime64[us]"), index=index)


def day_number(day: pd.Timestamp) -> int:
    """Return a day counted from 1970."""
    return int(day.to_datetime64().astype("datetime64[D]").astype(np.int64))


def first_days(person: Ints, day: Ints, size: int) -> Ints:
    """Return the first day of each person; `NEVER` for who has none."""
    first = np.full(size, NEVER)
    np.minimum.at(first, person, day)
    return first
