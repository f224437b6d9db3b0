"""What `weaklib log add` asks at a terminal: only what is missing, each with an answer that Enter takes."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import click
import pandas as pd

from weaklib.action.asking import PURPOSE, next_step
from weaklib.action.asking_whom import Candidates, candidates, told
from weaklib.action.ledger.entries import RATINGS, SENT
from weaklib.action.whom import followed
from weaklib.book import Book
from weaklib.cli.log_desk import Desk
from weaklib.console import warn

STEPS: Mapping[str, str] = MappingProxyType(
    {
        SENT: "you wrote to them",
        "replied": "they replied",
        "conversation": "you talked",
        "help": "they helped or advised you",
        "intro_offered": "they offered an introduction",
        "intro_made": "they introduced you to somebody",
        "connection": "a new connection came of it",
        "referral": "they referred you",
        "interview": "it led to an interview",
        "offer": "it led to an offer",
    }
)
"""What each step says."""
PURPOSES_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "reconnect": "to be in touch again",
        "advice": "to ask for advice",
        "introduction": "to ask for an introduction",
        "maintain": "to keep in touch",
        "build": "to get to know them",
    }
)
"""What each purpose says."""
RATED = ("conversation", "help", "intro_offered", "intro_made")
"""The steps of which one may tell how good they were."""
LEADS_TO = ("intro_offered", "intro_made", "connection", "referral")
"""The steps that lead to somebody else."""
MOST = 9


def somebody_is_there() -> bool:
    """Tell whether there is a person at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def completed(desk: Desk, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said, with the answers to what was not.

    Parameters
    ----------
    desk
        Where the entry is made.
    said
        What the options say; None and "" where they do not.
    """
    attempts = followed(desk.ledger.attempts(), desk.book)
    asked = dict(said)
    asked["person"] = person = who(desk.book, attempts, str(said["person"] or ""))
    asked["step"] = step = said["step"] or chosen("What happened?", STEPS, next_step(attempts, person))
    if step == SENT:
        asked["purpose"] = said["purpose"] or chosen("What for?", PURPOSES_TOLD, PURPOSE)
    elif not said["unasked"]:
        asked["unasked"] = _came_unasked(attempts, person, said["on"] or desk.today)
    if not said["to_person"] and (step in LEADS_TO or (step == SENT and asked["purpose"] == "introduction")):
        asked["to_person"] = to_whom(desk.book, attempts)
    if step in RATED and all(said[name] is None for name in RATINGS):
        asked |= ratings()
    return asked


def who(book: Book, attempts: pd.DataFrame, typed: str) -> str:
    """Return who is meant, by id: asked until one person is.

    Parameters
    ----------
    book
        Who there is.
    attempts
        What was sent to whom: those are shown before anything is typed.
    typed
        What was typed so far.
    """
    found = candidates(book, typed, attempts, most=MOST)
    if typed.strip() and _is_one(found):
        return found.people[0]
    while True:
        people = found.people
        if typed.strip():
            warn(_fitting(typed, len(people), fits=found.fits))
        for number, line in enumerate(told(book, people, attempts), 1):
            warn(f"{number:3} {line}")
        typed = _asked("Who? A number, or a part of the name" if people else "Who? A part of the name")
        if (place := _number(typed, len(people))) is not None:
            return people[place]
        found = candidates(book, typed, attempts, most=MOST)
        if typed.strip() and _is_one(found):
            warn(f"    {told(book, found.people, attempts)[0]}")
            return found.people[0]


def _is_one(found: Candidates) -> bool:
    return found.fits and len(found.people) == 1


def _fitting(typed: str, number: int, *, fits: bool) -> str:
    if fits:
        return f"{'The first who' if number == MOST else 'These'} may be {typed[:40]!r}:"
    return f"Nobody is called {typed[:40]!r}{'; the nearest are these:' if number else '.'}"


def chosen(question: str, choices: Mapping[str, str], default: str) -> str:
    """Return one of several words: asked until a number, or the beginning of one word, is given.

    Parameters
    ----------
    question
        What is asked.
    choices
        The words, and what each says.
    default
        What Enter takes.
    """
    words = list(choices)
    for number, (word, says) in enumerate(choices.items(), 1):
        warn(f"{number:3} {word.replace('_', ' ')}: {says}")
    while True:
        answer = _asked(f"{question} [{default.replace('_', ' ')}]") or default
        if (place := _number(answer, len(words))) is not None:
            return words[place]
        asked = re.sub(r"[\s-]+", "_", answer.strip().lower())
        fitting = [asked] if asked in words else [word for word in words if word.startswith(asked)]
        if len(fitting) == 1:
            return fitting[0]
        warn(f"That is none of these, or several; give its number, from 1 to {len(words)}.")


def to_whom(book: Book, attempts: pd.DataFrame) -> str:
    """Return to whom a step leads, by id where the exports know one such; "" where nobody is named."""
    typed = _asked("To whom? Enter leaves it out").strip()
    found = candidates(book, typed, attempts, most=MOST) if typed else None
    if found is None or not found.fits:
        return typed
    if len(found.people) == 1:
        return found.people[0]
    for number, line in enumerate(told(book, found.people, attempts), 1):
        warn(f"{number:3} {line}")
    place = _number(_asked("Which? A number; Enter leaves it as you typed it"), len(found.people))
    return typed if place is None else found.people[place]


def ratings() -> dict[str, int]:
    """Return the ratings that somebody gives; none where they leave them out."""
    question = (
        "How much engagement, support and guidance? Each from 0 (none) to 3 (much), "
        "such as 2 3 1, or - for one; Enter leaves them out"
    )
    while True:
        answers = re.split(r"[\s,;/]+", _asked(question).strip())
        if len(answers) <= len(RATINGS) and all(re.fullmatch(r"[0-3]|-|", answer) for answer in answers):
            given = zip(RATINGS, answers, strict=False)
            return {name: int(answer) for name, answer in given if answer.isdigit()}
        warn("Give three numbers from 0 to 3, such as 2 3 1.")


def _came_unasked(attempts: pd.DataFrame, person: str, on: str) -> bool:
    by_then = (attempts["person"] == person) & (attempts["sent_on"].astype("str").str[:10] <= on)
    if by_then.any():
        return False
    warn("Nothing was sent to them by that day.")
    return click.confirm("Did it come without your asking?", default=True, err=True)


def _asked(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True))


def _number(answer: str, most: int) -> int | None:
    number = int(answer) if re.fullmatch(r"[0-9]{1,3}", answer.strip()) else 0
    return number - 1 if 1 <= number <= most else None
