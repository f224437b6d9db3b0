"""The words of a card: for what to write, what a tie rests on, and what somebody alone opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.ledger import MARKS, OUTCOMES
from weaklib.measures.sentences import listed, on_day, times
from weaklib.views.card_parts import Meetings

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "reconnect": "Get back in touch",
        "advice": "Ask for advice",
        "introduction": "Ask for an introduction",
        "maintain": "Keep a tie warm",
        "build": "Build a tie",
    }
)
"""What each purpose of a plan is called."""

ABOUT: Mapping[str, str] = MappingProxyType(
    {"advice": " on “{}”", "introduction": " to {}", "build": " to {}"}
)
"""How a purpose goes on with what it is about."""

RESTS_ON: Mapping[str, str] = MappingProxyType(
    {
        "meeting": "shared meetings",
        "thread": "shared threads or mails",
        "employer": "same employer",
        "met_during": "met during your time at one place",
        "group": "same group of yours",
    }
)
"""What each kind of evidence for a tie between two contacts is called, the observed ones first."""

SEEN = ("meeting", "thread")

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "replied": "they replied",
        "conversation": "you talked",
        "help": "they helped",
        "intro_offered": "they offered the introduction",
        "intro_made": "they introduced you",
        "connection": "you connected",
        "referral": "they referred you",
        "interview": "an interview followed",
        "offer": "an offer followed",
    }
)
"""What came of an attempt, in words."""


def visible(value: object) -> str:
    """Return a text as it is; "" for what is none, and for one of which nothing would be seen.

    >>> visible("Ann"), visible(float("nan")), visible("\N{ZERO WIDTH SPACE}")
    ('Ann', '', '')
    """
    if not isinstance(value, str):
        return ""
    shown = value[:1].isalnum() or any(c.isprintable() and not c.isspace() for c in value)
    return value if shown else ""


def way(opens: str) -> str:
    """Return what a contact opens as words.

    >>> way("organisation Nordlicht"), way("field health"), way("circle choir"), way("circle circle 2")
    ('Nordlicht', 'the field health', 'the circle choir', 'circle 2')
    """
    kind, _, name = opens.partition(" ")
    return name if kind == "organisation" or name.startswith(f"{kind} ") else f"the {kind} {name}"


def resting(evidence: Iterable[str], *, observed: bool) -> str:
    """Return what is known of a tie between two contacts; an inferred one is only probable.

    >>> resting(["meeting", "employer"], observed=True), resting(["employer"], observed=False)
    ('seen: shared meetings', 'they probably know each other: same employer')
    """
    found = set(evidence)
    told = [words for kind, words in RESTS_ON.items() if kind in found and (kind in SEEN) == observed]
    if observed:
        return f"seen: {listed(told)}" if told else "seen together"
    return f"they probably know each other: {listed(told)}" if told else "they probably know each other"


def purpose_of(row: Mapping[str, Any]) -> str:
    """Return for what a row of a plan suggests to write: "Ask for advice on …"."""
    asked = PURPOSES.get(str(row["purpose"]), str(row["purpose"]))
    about, target = ABOUT.get(str(row["purpose"])), row.get("target")
    return asked + about.format(target) if about and isinstance(target, str) and target else asked


def attempts_in_words(attempts: pd.DataFrame, marks: pd.DataFrame) -> list[str]:
    """Return in sentences what the ledger says of one person, the oldest first.

    Parameters
    ----------
    attempts, marks
        The rows of that person in what the ledger's methods of these names return.
    """
    return [*map(_attempt, attempts.to_dict("records")), *filter(None, map(_mark, marks.to_dict("records")))]


def _attempt(row: Mapping[Any, Any]) -> str:
    came = [f"{STEPS.get(step, step)} on {on_day(row[step])}" for step in OUTCOMES if pd.notna(row[step])]
    asked = PURPOSES.get(str(row["purpose"]), str(row["purpose"]) or "Written to").lower()
    return f"On {on_day(row['sent_on'])} you wrote ({asked}); {listed(came) or 'no reply is noted'}."


def _mark(row: Mapping[Any, Any]) -> str:
    if row["step"] not in MARKS:
        return ""
    until = f" until {on_day(row['until'])}" if pd.notna(row["until"]) else ""
    return f"On {on_day(row['on'])} you noted: {str(row['step']).replace('_', ' ')}{until}."


def joined(reasons: Sequence[str]) -> str:
    """Return reasons as one text."""
    return " ".join(str(reason) for reason in reasons)


def met(meetings: Meetings) -> str:
    """Return how often the owner met somebody.

    >>> met(Meetings(3, 1, pd.Timestamp("2026-10-03")))
    'You met 3 times, 1 of them one to one; last on 3 October 2026.'
    """
    if not meetings.times:
        return "No shared meeting is on record."
    if meetings.times == 1:
        how = "one to one" if meetings.alone else "among others"
        return f"You met once, {how}, on {on_day(meetings.last)}."
    alone = {0: "never one to one", meetings.times: "always one to one"}.get(
        meetings.alone, f"{meetings.alone:,} of them one to one"
    )
    return f"You met {times(meetings.times)}, {alone}; last on {on_day(meetings.last)}."
