"""One measured cause, what to do about it, and how people and days in it are told."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.assessment.review import Review
from weaklib.action.expertise_forms import readable
from weaklib.action.reasons import Row
from weaklib.measures.sentences import listed, on_day

SHOWN = 5
"""How many people a sentence names."""


class Cause(NamedTuple):
    """One adjustment; the fields are the columns of `adjustments`.

    Attributes
    ----------
    kind
        One of `CAUSES`.
    sentence
        What to do.
    cause
        What was measured.
    facts
        Every value that the two sentences tell; those that a test derives from `rows` anew.
    rows
        The rows behind it, never none.
    """

    kind: str
    sentence: str
    cause: str
    facts: dict[str, Any]
    rows: tuple[Row, ...]


def named(review: Review, people: Iterable[str], days: Iterable[pd.Timestamp] = ()) -> str:
    """Return people by name in prose, at most five, each with the day that is told of them.

    Parameters
    ----------
    review
        The period: its book and its ledger know the names.
    people
        Who, by id.
    days
        One a person; none where no day is told.
    """
    told, who = [*islice(days, SHOWN)], [str(person) for person in people]
    names = _names(review, who[:SHOWN])
    words = [names.get(person, person) for person in who[:SHOWN]]
    if told:
        words = [f"{word} ({on_day(day)})" for word, day in zip(words, told, strict=False)]
    more = len(who) - SHOWN
    return listed([*words, f"{more:,} more"] if more > 0 else words)


def people_counted(number: int) -> str:
    """Return a number of people: "1 person", "3 people"."""
    return f"{number:,} {'person' if number == 1 else 'people'}"


def called(review: Review) -> dict[str, str]:
    """Return what everybody is called: by the book, and whom it does not know by the end by the ledger."""
    return review.setting.once("names of everybody", lambda _: _names(review, review.month.ties.index))


def _names(review: Review, known: Iterable[Any]) -> dict[str, str]:
    """Return what those of the book are called who are asked for, and all of the ledger."""
    attempts, outcomes = review.setting.attempts, review.setting.outcomes
    entered = [dict(zip(told["person"], told["name"], strict=True)) for told in (outcomes, attempts)]
    names = review.month.ties["name"]
    held = names[names.index.isin([*known])].dropna().to_dict()
    every = {**entered[0], **entered[1], **held}
    return {str(who): readable(str(name)) or str(who) for who, name in every.items()}
