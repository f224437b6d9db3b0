"""Guards: whom a list leaves out and why, and whom to answer before anything is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from pandas.api.typing import NaTType

from weaklib.action.ledger.entries import SKIPPED_DAYS
from weaklib.action.situation import Situation
from weaklib.measures.sentences import on_day
from weaklib.sources.names.namesakes import namesakes
from weaklib.sources.organisations.tiers import Tier, match_organisations

ANSWER_FIRST = "answer first"


def left_out(situation: Situation, purpose: str) -> pd.Series[Any]:
    """Tell whom a list leaves out, with the reason in words.

    Out are whom the goals or people.csv leave out and who was marked "never"; who was asked within 90 days;
    who was snoozed, skipped or done with, until that ends. A mark for one purpose holds for that one only.

    Parameters
    ----------
    situation
        What is known, as of which day.
    purpose
        The list.

    Returns
    -------
    Series
        Indexed by `person`: why; who is not in it is let in.
    """
    every = pd.concat([situation.once("left out of every list", _always), *_marked(situation, purpose)])
    known = situation.ties.index.get_indexer(every.index) >= 0
    told: pd.Series[Any] = every[~every.index.duplicated() & known].rename_axis("person")
    return told


def _always(situation: Situation) -> pd.Series[Any]:
    family = situation.book.people["family"]
    told: pd.Series[Any] = pd.concat(
        [
            _told(family.index[family], "family, as you said"),
            _told(unwanted(situation), "your goals leave them out"),
            _told(_employed(situation), "your goals leave their organisation out"),
        ]
    )
    return told


def _told(people: Iterable[object], why: str) -> pd.Series[Any]:
    return pd.Series(why, index=pd.Index([*people], dtype="object"), dtype="object")


def unwanted(situation: Situation) -> list[str]:
    """Return whom the goals leave out, by id or by their whole name."""
    names, asked = situation.book.people["name"], situation.goals.leave_out_people
    by_name = [str(person) for each in asked for person in names.index[namesakes(names, each)]]
    return [*(person for person in asked if person in names.index), *by_name]


def _employed(situation: Situation) -> list[object]:
    """Return who works where the goals want nobody asked."""
    where = situation.ties["organisation"].dropna()
    gone = set()
    for each in situation.goals.leave_out_organisations:
        found = match_organisations(each, where.unique())
        gone |= set(found.index[found["tier"] >= Tier.STRONG])
    return [*where.index[where.isin(gone)]]


def _marked(situation: Situation, purpose: str) -> list[pd.Series[Any]]:
    marks, day = situation.marks, situation.today or situation.day
    held = marks[marks["purpose"].isin(["", purpose]) | (marks["step"] == "sent")]
    reasons = []
    for person, step, on, until in held[["person", "step", "on", "until"]].iloc[::-1].itertuples(index=False):
        why = _why(step, pd.Timestamp(on), pd.Timestamp(until), day, situation.weights.asked_days)
        if why:
            reasons.append(_told([person], why))
    return reasons


def _why(
    step: str, on: pd.Timestamp, until: pd.Timestamp | NaTType, day: pd.Timestamp, asked_days: int
) -> str:
    """Return why a mark leaves a person out on a day; "" if it does not."""
    if step == "sent":
        return f"asked on {on_day(on)}" if day - on <= pd.Timedelta(days=asked_days) else ""
    if step == "never":
        return "you said never"
    if step == "skip":
        # the ledger writes down the day of the next week's list, on which they are back
        week = on + pd.Timedelta(days=SKIPPED_DAYS)
        until = (week if pd.isna(until) else until) - pd.Timedelta(days=1)
    if step in ("skip", "snooze", "done"):
        said = {"skip": "skipped", "snooze": "snoozed", "done": "done"}[step]
        if pd.isna(until):
            return f"{said}, as you said"
        return f"{said} until {on_day(until)}" if day <= until else ""
    return ""
