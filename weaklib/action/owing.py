"""Whom the owner owes a reply: who wrote to them last, and what would have answered it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.action.ledger.entries import SENT
from weaklib.action.reasons import Row
from weaklib.action.replies import DIRECT, TWO_WAY_MEETING
from weaklib.action.situation import Situation
from weaklib.measures.among import among

THREADS = ("group_message", "group_mail")
ALONE, SMALL = 2, TWO_WAY_MEETING
"""Of how many people, the owner among them, a word to one person alone is, and at most a small thread."""


def last_between(situation: Situation) -> pd.DataFrame:
    """Return the last direct message, mail or one-to-one meeting with each person."""
    rows, numbers = situation.contacts, situation.numbers
    counts = rows["channel"].isin([*DIRECT, "meeting"])
    return rows[counts & ~numbers.where(counts).duplicated(keep="last")]


def answers(rows: pd.DataFrame, *, most: int = SMALL) -> pd.Series[bool]:
    """Tell which contacts answer what a person wrote before.

    A message or mail of the owner's to them alone or in a small thread, and a one-to-one meeting. To sit in a
    meeting of more says nothing of what they wrote.

    Parameters
    ----------
    rows
        Contacts, as `situation.contacts`.
    most
        How many people a small thread has at most, the owner among them.
    """
    few = rows["channel"].isin(THREADS) & (rows["group_size"] <= most)
    wrote = (rows["channel"].isin(DIRECT) | few) & (rows["direction"] == "out")
    told: pd.Series[bool] = wrote | (rows["channel"] == "meeting")
    return told


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
    rows, marks = situation.contacts, situation.marks
    theirs = among(rows["person"], after.index)
    rows = rows.loc[theirs, ["person", "at", "channel", "direction", "group_size"]]
    rows = rows[answers(rows, most=most)]
    rows = rows[(rows["at"] > after.reindex(rows["person"]).array).to_numpy()]
    sent = marks[(marks["step"] == SENT) & among(marks["person"], after.index)]
    on = pd.to_datetime(sent["on"])
    day = situation.days(after).reindex(sent["person"]).array
    sent = sent[(on > day) & (on <= (situation.today or situation.day))]
    found: dict[str, list[Row]] = {}
    for table, who in (("interactions", rows["person"]), ("ledger", sent.set_index("id")["person"])):
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
    rows, weights = situation.contacts, situation.weights
    since = situation.night_after(situation.day) - pd.Timedelta(days=weights.owed_days)
    wrote = rows[rows["channel"].isin(DIRECT) & (rows["direction"] == "in") & (rows["at"] >= since)]
    last = wrote[~wrote["person"].duplicated(keep="last")]
    after = pd.Series(last["at"].array, index=pd.Index(last["person"], name="person"))
    waits = ~last["person"].isin([*answering(situation, after)])
    return pd.Series(last.index[waits], index=pd.Index(last.loc[waits, "person"], name="person"))
