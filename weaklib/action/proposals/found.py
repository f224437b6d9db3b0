"""One thing that the exports suggest, and the id by which it is known again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2s
from itertools import product
from typing import NamedTuple

import pandas as pd

from weaklib.action.proposals.known import Known
from weaklib.action.reasons import Row

CONFIDENCE = ("high", "medium", "low")
"""How sure a proposal is, the surest first."""


class Found(NamedTuple):
    """What the exports suggest came of an attempt, or unasked.

    Attributes
    ----------
    step
        One of the outcomes.
    person, to_person
        Through whom, and who was met; "" where it is about nobody else.
    on
        The owner's day.
    attempt
        The attempt that it belongs to; None where nobody had asked.
    confidence
        One of `CONFIDENCE`.
    what
        The message or meeting: its kind and its minute, which every export of it has in common.
    sentence
        For the owner.
    rows
        The evidence.
    """

    step: str
    person: str
    to_person: str
    on: pd.Timestamp
    attempt: int | None
    confidence: str
    what: str
    sentence: str
    rows: tuple[Row, ...]


def what_of(channel: str, at: pd.Timestamp) -> str:
    """Return by what a message or meeting is known again: neither thread nor row is the same for ever.

    >>> what_of("group_message", pd.Timestamp("2026-02-10 08:20:44", tz="UTC"))
    'message 2026-02-10T08:20'
    """
    return f"{channel.removeprefix('group_')} {at:%Y-%m-%dT%H:%M}"


def id_of(found: Found, person: str | None = None, to_person: str | None = None) -> str:
    """Return the id of a proposal: the same on any day, and after the exports were read again.

    Parameters
    ----------
    found
        What is proposed.
    person, to_person
        Other ids of these two, by which it may have been proposed before.
    """
    who = found.person if person is None else person
    whom = found.to_person if to_person is None else to_person
    text = f"{found.step}\n{who}\n{whom}\n{found.what}"
    # a letter in front, so that no sheet takes it for a number
    return "p" + blake2s(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def other_ids(known: Known, found: Iterable[Found]) -> dict[str, Found]:
    """Return every id by which each proposal may be known, or have been.

    Parameters
    ----------
    known
        What is on record.
    found
        What is proposed.
    """
    wanted = list(found)
    people = {each.person for each in wanted} | {each.to_person for each in wanted}
    called: dict[str, list[str]] = {person: [person] for person in people}
    for key, person in known.keys.items():
        if person in called and key != person:
            called[person].append(key)
    return {
        id_of(each, person, to): each
        for each in wanted
        for person, to in product(called[each.person], called[each.to_person])
    }
