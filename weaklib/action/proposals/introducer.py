"""Who introduced whom, as far as a small thread or meeting tells; nobody where that is unclear."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from weaklib.action.proposals.gathered import LARGEST, Gathering, Row
from weaklib.action.proposals.known import Known
from weaklib.action.proposals.strangers import Strangers

THREAD_DAYS = 60
"""How long after the beginning of a thread somebody new may speak up in it."""

WORDS_DAYS = 14
"""How long after that the words of an introduction may follow, or thanks for it."""

ASKED_DAYS = 180
"""How long after an attempt an introduction may come of it."""


class Introducer(NamedTuple):
    """Who introduced, on which day, how that shows ("words", "thread" or "meeting"), and how sure it is."""

    person: str
    on: pd.Timestamp
    how: str
    confidence: str


class Asked(NamedTuple):
    """What was asked of somebody by a day, newest and likeliest last: the attempt, and what it was for."""

    attempt: int
    named: bool
    introduction: bool


def asked_of(known: Known, person: str, new: str, on: pd.Timestamp) -> Asked | None:
    """Return the open attempt with somebody that an introduction to a new person belongs to.

    Of those within 180 days that led to no introduction on an earlier day: one that named the new person goes
    first, then one for an introduction, then the newest.

    Parameters
    ----------
    known
        What is on record.
    person, new
        Who introduced whom.
    on
        The owner's day.
    """
    made = known.told.introduced_on
    rank = [
        (known.says(each.to_person, new), each.purpose == "introduction", each.sent_on, each.id)
        for each in known.told.by_person.get(person, ())
        if each.sent_on <= on and (on - each.sent_on).days <= ASKED_DAYS and not made.get(each.id, on) < on
    ]
    if not rank:
        return None
    named, introduction, _, attempt = max(rank)
    return Asked(attempt, named, introduction)


def introducer(known: Known, strangers: Strangers, here: Gathering) -> Introducer | None:
    """Return who introduced the new person of a thread or meeting; None where that is unclear.

    Parameters
    ----------
    known
        What is on record.
    strangers
        What tells whether somebody was new.
    here
        The thread or meeting.
    """
    told = _of_meeting(known, strangers, here) if here.is_meeting else _of_thread(known, strangers, here)
    if told is None or not strangers.is_new(here.new, told.on):
        return None
    if strangers.is_certain(here.new, told.on):
        return told
    # who may have been known before any record is proposed on the best evidence alone
    return told._replace(confidence="medium") if told.confidence == "high" else None


def _of_thread(known: Known, strangers: Strangers, here: Gathering) -> Introducer | None:
    start = here.by_then[0]
    if start.mine:
        return None
    words = _words(here)
    by_words = [row for row in words if not row.mine and _is_known(known, here, row)]
    spoke = by_words[0] if by_words else start
    if (here.first.at - min(spoke.at, here.first.at)).days > THREAD_DAYS or here.size > LARGEST:
        return None
    if not _is_known(known, here, spoke):
        return _named_alone(known, here)
    on = min(spoke.on, here.first.on)
    if words:
        sure = "medium" if strangers.is_colleague(here.new, on) else "high"
        return Introducer(spoke.person, on, "words", sure)
    sure = _without_words(known, strangers, here, spoke.person)
    return Introducer(spoke.person, on, "thread", sure) if sure else None


def _words(here: Gathering) -> list[Row]:
    """Return the rows whose words speak of an introduction, about when the new person appears."""
    since = here.first.at - pd.Timedelta(days=THREAD_DAYS)
    until = here.first.at + pd.Timedelta(days=WORDS_DAYS)
    return [row for row in here.rows if row.hint and since <= row.at <= until]


def _is_known(known: Known, here: Gathering, row: Row) -> bool:
    return row.person != here.new and known.knew(row.person, here.rows[0].on)


def _without_words(known: Known, strangers: Strangers, here: Gathering, person: str) -> str:
    """Return how sure it is that who began a thread, or was at a meeting, introduced; "" for not at all."""
    on = here.first.on
    asked = asked_of(known, person, here.new, on)
    if (here.size > 3 and not asked) or strangers.is_colleague(here.new, on):
        return ""
    if asked and asked.named:
        return "high" if here.size == 3 else "medium"
    if asked and asked.introduction:
        return "medium" if here.size == 3 or here.is_meeting else ""
    if here.size > 3 or strangers.is_family(person) or strangers.share_work(person, here.new):
        return ""
    return "low" if here.is_meeting else "medium"


def _named_alone(known: Known, here: Gathering) -> Introducer | None:
    """Return the only one known in a thread of three, whoever began it, if asked for this very person."""
    others = {row.person for row in here.rows if _is_known(known, here, row)}
    if here.size != 3 or len(others) != 1:
        return None
    person = others.pop()
    asked = asked_of(known, person, here.new, here.first.on)
    if asked is None or not asked.named:
        return None
    return Introducer(person, here.first.on, "thread", "medium")


def _of_meeting(known: Known, strangers: Strangers, here: Gathering) -> Introducer | None:
    if here.size > LARGEST or known.held_before(here.event, here.first.on):
        return None
    present = {row.person: row for row in here.rows if _is_known(known, here, row)}
    sure = {person: _without_words(known, strangers, here, person) for person in sorted(present)}
    found = [person for person, confidence in sure.items() if confidence]
    asked = {person: asked_of(known, person, here.new, here.first.on) for person in found}
    by = [person for person, what in asked.items() if what and what.named] or found
    if len(by) != 1:
        return None
    if sure[by[0]] == "low" and known.is_of_series(here.event):
        return None
    return Introducer(by[0], here.first.on, "meeting", sure[by[0]])
