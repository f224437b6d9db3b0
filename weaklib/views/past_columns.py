"""The earlier days of a map as columns for a page: of each day who was known, in which class, how strong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

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
    index = pd.Index(list(people), dtype="object")
    then = [month.ties[["class", "strength"]].reindex(index) for month in months]
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
    size = len(index)
    one = np.repeat(np.arange(size), numbers_of(ties["many"]).astype(np.int64))
    pairs = one * size + numbers_of(ties["other"]).astype(np.int64)
    since = np.full(len(pairs), len(months))
    known = np.arange(len(pairs))
    for place, month in reversed(list(enumerate(months))):
        known = known[np.isin(pairs[known], _pairs(month, index), assume_unique=True)]
        since[known] = place
    return since


def _pairs(month: Month, index: pd.Index[Any]) -> Ints:
    """The ties that were known on a day, each as one number: the smaller end times all, and the greater."""
    roll = month.chronicle.acquaintance.roll
    place = index.get_indexer(roll.people.index).astype(np.int64)
    one, other = (place[end] for end in month.pairs)
    here = (one >= 0) & (other >= 0)
    pairs: Ints = (np.minimum(one, other) * len(index) + np.maximum(one, other))[here]
    return pairs
