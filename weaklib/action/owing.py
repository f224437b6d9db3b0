"""Whom the owner owes a reply: who wrote to them last, and what would have answered it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.contacts import Contacts, Flags
from weaklib.action.ledger.entries import SENT
from weaklib.action.reasons import Row
from weaklib.action.replies import DIRECT, TWO_WAY_MEETING
from weaklib.action.situation import Situation
from weaklib.measures.among import among

THREADS = ("group_message", "group_mail")
NEVER = np.datetime64("9999-12-31", "us")
ALONE, SMALL = 2, TWO_WAY_MEETING
"""Of how many people, the owner among them, a word to one person alone is, and at most a small thread."""


def last_between(situation: Situation) -> pd.DataFrame:
    """Return the last direct message, mail or one-to-one meeting with each person."""
    told = situation.told
    last = told.last(told.by(*DIRECT, "meeting"))
    return situation.book.interactions.take(told.place[np.sort(last[last >= 0])])


def answers(told: Contacts, *, most: int = SMALL) -> Flags:
    """Tell which contacts answer what a person wrote before.

    A message or mail of the owner's to them alone or in a small thread, and a one-to-one meeting. To sit in a
    meeting of more says nothing of what they wrote.

    Parameters
    ----------
    told
        Contacts, as `situation.told`.
    most
        How many people a small thread has at most, the owner among them.
    """
    few = told.by(*THREADS) & (told.size <= most)
    return ((told.by(*DIRECT) | few) & told.went("out")) | told.by("meeting")


def answering(
    situation: Situation, after: pd.Series[Any], *, most: int = SMALL
) -> dict[str, tuple[Row, ...]]:
    """Return by which rows the owner answered people after a moment each; who was not answered is not in it.

    By what `answers` tells of the exports, and by what the ledger says was sent to them on a later day.

    Parameters
    ----------
    situation
        What is known, as of which day.
    after
        By person the moment (UTC) of what waits for an answer.
    most
        As for `answers`.
    """
    told, marks = situation.told, situation.marks
    since = np.full(len(told.people) + 1, NEVER, dtype="datetime64[us]")
    since[told.numbers_of(after.index)] = after.dt.tz_convert(None).to_numpy(dtype="datetime64[us]")
    since[-1] = NEVER  # of who is in no export
    rows = np.flatnonzero(told.at > since[told.number])
    rows = rows[answers(told.where(rows), most=most)]
    answered = pd.Series(told.people.take(told.number[rows]), index=told.label[rows])
    sent = marks[(marks["step"] == SENT) & among(marks["person"], after.index)]
    on = pd.to_datetime(sent["on"])
    day = situation.days(after).reindex(sent["person"]).array
    sent = sent[(on > day) & (on <= (situation.today or situation.day))]
    found: dict[str, list[Row]] = {}
    for table, who in (("interactions", answered), ("ledger", sent.set_index("id")["person"])):
        for label, person in who.items():
            found.setdefault(str(person), []).append((table, int(str(label))))
    return {person: tuple(of) for person, of in found.items()}


def owed(situation: Situation) -> pd.Series[Any]:
    """Return whom the owner owes a reply: the label of their last message, which nothing has answered.

    It is a direct message or mail of the last 60 days, and nothing that `answering` finds has followed.

    Returns
    -------
    Series
        Indexed by `person`: labels of `book.interactions`.
    """
    told, since = situation.told, situation.night_after(situation.day)
    since -= pd.Timedelta(days=situation.weights.owed_days)
    late = told.at >= since.tz_convert(None).to_datetime64()
    last = told.last(told.by(*DIRECT) & told.went("in") & late)
    wrote = told.where(np.sort(last[last >= 0]))
    who = pd.Index(wrote.people.take(wrote.number), name="person")
    after = pd.Series(wrote.at, index=who).dt.tz_localize("UTC")
    waits = ~who.isin([*answering(situation, after)])
    return pd.Series(wrote.label[waits], index=who[waits])
