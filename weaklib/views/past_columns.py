"""The earlier days of a map as columns for a page: of each day who was known, in which class, how strong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import Book
from weaklib.measures.chronicle import Month, chronicle
from weaklib.measures.roll import Ints, day_number
from weaklib.views.packing import UNKNOWN, numbers_of, packed, percent
from weaklib.views.past import called, days
from weaklib.views.theme import class_numbers

MOST_DAYS, MOST_OF_MANY, MANY = 40, 9, 5_000
"""The most earlier days; of more people than `MANY`, for whom each day takes room, fewer."""


def past_data(
    book: Book, people: Sequence[str], ties: dict[str, Any], *, as_of: str | pd.Timestamp | None = None
) -> dict[str, Any]:
    """Return the year ends before the day of a map, and what is known of everybody on each.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    people
        Everybody on the map, in the order of their numbers.
    ties
        What `ties_data` returns for them: the ties that the page holds.
    as_of
        The day of the map; by default the last that the exports cover.

    Returns
    -------
    dict
        `days`, counted from 1970, and what they are `called`; for each day, one number a person: `class`, the
        number of the class, 255 of who was not known yet; and `strength` in hundredths, 255 where it is not
        known. `since`: for each tie the first of the days from which on it was known without a break; their
        number where it was known on none of them.
    """
    most = MOST_OF_MANY if len(people) > MANY else MOST_DAYS
    ends = _spread(days(book, book.day(as_of), "years")[:-1], most)
    laid_out = chronicle(book) if ends else None
    months = [laid_out.at(end) for end in ends if laid_out]
    index = pd.Index(list(people), tupleize_cols=False)
    then = [month.standing.reindex(index) for month in months]
    return {
        "days": [day_number(end) for end in ends],
        "called": [called(end, "years") for end in ends],
        "class": [packed(_codes(told["class"])) for told in then],
        "strength": [percent(told["strength"]) for told in then],
        "since": packed(_since(months, index, ties)),
    }


def _spread(ends: list[pd.Timestamp], most: int) -> list[pd.Timestamp]:
    """At most so many of the days, the first and the last among them and the others evenly between."""
    if len(ends) <= most:
        return ends
    return [ends[place] for place in np.linspace(0, len(ends) - 1, most).round().astype(int)]


def _codes(classes: pd.Series[Any]) -> Ints:
    """The number of each class; `UNKNOWN` of those who were not known yet."""
    return np.where(classes.notna().to_numpy(), class_numbers(classes), UNKNOWN)


def _since(months: Sequence[Month], index: pd.Index[Any], ties: dict[str, Any]) -> Ints:
    """From which day on each tie was known without a break; from the last back, as long as it was."""
    one = np.repeat(np.arange(len(index)), numbers_of(ties["many"]).astype(np.int64))
    other = numbers_of(ties["other"]).astype(np.int64)
    since = np.full(len(one), len(months))
    if not months or not len(one):
        return since
    pairs = _as_in_the_roll(months[0], index, one, other)
    # by their numbers, in which they are looked for several times faster
    known = np.argsort(pairs, kind="stable")
    for place, month in reversed(list(enumerate(months))):
        known = known[_among(pairs[known], _pairs(month))]
        since[known] = place
    return since


def _as_in_the_roll(month: Month, index: pd.Index[Any], one: Ints, other: Ints) -> Ints:
    """Each tie as one number, of the places that its ends have in the roll; -1 of who is not in it."""
    people = month.chronicle.acquaintance.roll.people.index
    place = people.get_indexer(index).astype(np.int64)
    left, right = np.minimum(place[one], place[other]), np.maximum(place[one], place[other])
    return np.where(left < 0, -1, left * len(people) + right)


def _pairs(month: Month) -> Ints:
    """The ties that were known on a day, each as one number, ascending."""
    left, right = month.pairs
    return left * len(month.chronicle.acquaintance.roll.people) + right


def _among(some: Ints, all_of_them: Ints) -> NDArray[np.bool_]:
    """Whether each of some numbers is among others; these are ascending."""
    if not len(all_of_them):
        return np.zeros(len(some), bool)
    place = np.searchsorted(all_of_them, some).clip(max=len(all_of_them) - 1)
    found: NDArray[np.bool_] = all_of_them[place] == some
    return found
