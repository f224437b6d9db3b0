"""One row of a plan: what is told of a suggestion and of the person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.guards import ANSWER_FIRST
from weaklib.action.reasons import MOST, Candidate, Reason, strongest
from weaklib.action.reconnecting_reasons import KINDS
from weaklib.action.situation import Situation
from weaklib.measures.sentences import on_day


def row_of(
    situation: Situation, candidate: Candidate, score: float, chance: pd.DataFrame, waiting: pd.Series[Any]
) -> dict[str, Any]:
    """Return what a plan tells of a candidate, all but the draft.

    Parameters
    ----------
    situation, candidate, score
        Of whom, and what the suggestion scores.
    chance, waiting
        What `replies` and `owed` return.
    """
    person = candidate.person
    reasons = strongest(candidate.reasons)
    owed = person is not None and person in waiting.index
    if owed:
        reasons = (_owed(situation, int(waiting[str(person)])), *reasons[: MOST - 1])
    row: dict[str, Any] = {
        "purpose": candidate.purpose,
        "person": person,
        "score": score,
        "relevance": candidate.relevance,
        "value": candidate.value,
        "target": candidate.target,
        "reasons": [reason.text for reason in reasons],
        "evidence": [reason.rows for reason in reasons],
        "confidence": [reason.confidence for reason in reasons],
        "guard": ANSWER_FIRST if owed else "",
    }
    return row | _of_person(situation, person, chance)


def _of_person(situation: Situation, person: str | None, chance: pd.DataFrame) -> dict[str, Any]:
    if person is None:
        return {
            "name": "",
            "p_reply": np.nan,
            "opens": (),
            "last_contact": pd.NaT,
            "last_channel": "",
            "organisation": "",
        }
    contacts = situation.contacts_of.get(person)
    opens = situation.bridges["opens"].get(person, ()) if "opens" in situation.bridges else ()
    tie = situation.ties.loc[[person]].iloc[0]
    return {
        "name": situation.book.people.at[person, "name"],
        "p_reply": chance.at[person, "p_reply"],
        "opens": opens,
        "last_contact": tie["last_contact"],
        "last_channel": "" if contacts is None else str(contacts["channel"].iloc[-1]),
        "organisation": tie["organisation"] if pd.notna(tie["organisation"]) else "",
    }


def _owed(situation: Situation, label: int) -> Reason:
    row = situation.book.interactions.loc[[label]].iloc[0]
    at = pd.Timestamp(row["at"]).tz_convert(situation.book.owner.zone)
    kind = KINDS[str(row["channel"])]
    return Reason(
        kind="owed",
        text=f"They wrote to you last, {kind} on {on_day(at)}, and wait for an answer: answer first.",
        facts={"on": at.tz_localize(None).normalize(), "channel": row["channel"]},
        rows=(("interactions", label),),
        confidence="high",
        adds=0.0,
    )
