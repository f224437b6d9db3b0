"""What the owner may say to the ledger, and the rules that every entry keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import TypedDict

from weaklib.action.ledger.days import Day, day_text, moment_text
from weaklib.action.ledger.schema import KINDS
from weaklib.action.reasons import PURPOSES
from weaklib.book import InputError

SENT = "sent"
OUTCOMES = (
    "replied",
    "conversation",
    "help",
    "intro_offered",
    "intro_made",
    "connection",
    "referral",
    "interview",
    "offer",
)
"""The ladder of what may come of an attempt, in its order."""
MARKS = ("skip", "snooze", "done", "never")
RATINGS = ("engagement", "support", "guidance")
STEPS = (SENT, *OUTCOMES, *MARKS)
CHOSEN = ("chance", "own")
"""How somebody was chosen whom others equalled: by seeded chance, or as the owner liked."""
STEPS_OF_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"attempt": (SENT,), "outcome": OUTCOMES, "mark": MARKS, "gift": OUTCOMES, "refusal": OUTCOMES}
)
KIND_OF_STEP: Mapping[str, str] = MappingProxyType(
    {SENT: "attempt"} | dict.fromkeys(OUTCOMES, "outcome") | dict.fromkeys(MARKS, "mark")
)
SKIPPED_DAYS = 7  # a suggestion that is skipped comes back with the next week's list

Values = dict[str, object]


class Details(TypedDict, total=False):
    """What an entry may say beside who, what and when; each is empty, or nan, where it is left out.

    Attributes
    ----------
    name
        How the person is called, kept for the day when the exports do not name them any more.
    via, to_person, tie_class, strength
        Of an attempt: through what it was sent, whom it asks an introduction to, and the class and
        the strength of the tie, frozen as they are on that day.
    chosen
        Of an attempt: "chance" if this person was chosen among equals by seeded chance, "own" if by the
        owner; "" where nobody said.
    attempt, engagement, support, guidance
        Of an outcome: the attempt that it belongs to, where that is not the newest with this person; and
        ratings from 0 to 3. `to_person` is then whom one was brought together with, by their id if the
        exports know them, or else by name.
    proposal
        Of an outcome: the id of the proposal that it confirms.
    until
        Of a mark: the last day that it holds.
    note
        Free words; they never leave the private edition.
    """

    name: str
    via: str
    to_person: str
    tie_class: str
    strength: float
    chosen: str
    attempt: int
    engagement: int
    support: int
    guidance: int
    proposal: str
    until: Day
    note: str


def kind_of(step: str, *, unasked: bool = False) -> str:
    """Return what kind of entry a step is; one of `OUTCOMES` that came unasked is a gift.

    Raises
    ------
    InputError
        If there is no such step, or it cannot come unasked.
    """
    if step not in KIND_OF_STEP:
        msg = f"{step[:40]!r} is no step; name one of {', '.join(STEPS)}."
        raise InputError(msg)
    if unasked and step not in OUTCOMES:
        msg = f"{step!r} does not come unasked; name one of {', '.join(OUTCOMES)}."
        raise InputError(msg)
    return "gift" if unasked else KIND_OF_STEP[step]


def values_of(kind: str, given: Mapping[str, object]) -> Values:
    """Return everything that an entry of this kind says, in the words of its table.

    Raises
    ------
    InputError
        If it has no such step, or cannot say what was given.
    """
    step = str(given.get("step") or "")
    if step not in STEPS_OF_KIND[kind]:
        msg = f"{step[:40]!r} is no step of {_A[kind]}; name one of {', '.join(STEPS_OF_KIND[kind])}."
        raise InputError(msg)
    columns = KINDS[kind]
    said = {"class" if key == "tie_class" else key: value for key, value in given.items()}
    strangers = [key for key, value in said.items() if key not in columns and _is_said(value)]
    if strangers:
        what, may = strangers[0].replace("_", " "), ", ".join(columns)
        msg = f"{_A[kind].capitalize()} has no {what}; it may say {may}."
        raise InputError(msg)
    if kind == "refusal" and not _is_said(said.get("proposal")):
        msg = "No proposal is named; say which one is refused, by its id."
        raise InputError(msg)
    return _checked({column: said.get(column) for column in columns})


_A = {
    "attempt": "an attempt",
    "outcome": "an outcome",
    "mark": "a mark",
    "gift": "what came unasked",
    "refusal": "a refusal",
}


def _is_said(value: object) -> bool:
    return not (value is None or value == "" or value != value)  # noqa: PLR0124 - nan


def _checked(values: Values) -> Values:
    values["on"] = day_text(values["on"], "on")
    for column in values.keys() & {*_TEXTS, *_TEXTS_OR_NONE}:
        text = _text(column, values[column])
        values[column] = text or None if column in _TEXTS_OR_NONE else text
    if "person" in values and not str(values["person"]).strip():
        msg = "Nobody is named; say whom the entry is about."
        raise InputError(msg)
    for column, check in _CHECKS.items():
        if column in values:
            values[column] = check(values)
    return values


def _text(column: str, value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        what = column.replace("_", " ")
        msg = f"The {what} holds half of a letter, at place {error.start + 1}; write it anew."
        raise InputError(msg) from error
    return text


def _purpose(values: Values) -> str:
    purpose = str(values["purpose"])
    if purpose not in PURPOSES and (purpose or values["step"] == SENT):
        msg = f"The purpose is {purpose[:40]!r}; name one of {', '.join(PURPOSES)}."
        raise InputError(msg)
    return purpose


def _chosen(values: Values) -> object:
    chosen = values["chosen"]
    if chosen is not None and chosen not in CHOSEN:
        msg = f"It was chosen by {str(chosen)[:40]!r}; name one of {', '.join(CHOSEN)}, or leave it out."
        raise InputError(msg)
    return chosen


def _rating(column: str, values: Values) -> int | None:
    value = values[column]
    if value is None or value != value:  # noqa: PLR0124 - nan
        return None
    if value not in (0, 1, 2, 3) or isinstance(value, bool):
        msg = f"The {column} is {str(value)[:20]!r}; rate it from 0 (none) to 3 (much)."
        raise InputError(msg)
    return int(value)


def _strength(values: Values) -> float | None:
    value = values["strength"]
    if value is None or value != value:  # noqa: PLR0124 - nan
        return None
    if not isinstance(value, (int, float)) or not 0 <= value <= 1:
        msg = f"The strength is {str(value)[:20]!r}; it lies between 0 and 1."
        raise InputError(msg)
    return float(value)


def _until(values: Values) -> str | None:
    step, on, until = values["step"], str(values["on"]), values["until"]
    if until is None and step == "skip":
        return f"{date.fromisoformat(on) + timedelta(days=SKIPPED_DAYS):%Y-%m-%d}"
    if until is None and step == "snooze":
        msg = "A snooze ends some day; say until when."
        raise InputError(msg)
    if until is None:
        return None
    day = day_text(until, "until")
    if day <= on:
        msg = f"It would end on {day}, which is not after {on}; name a later day."
        raise InputError(msg)
    return day


_TEXTS = ("person", "name", "via", "to_person", "class", "note", "purpose")
_TEXTS_OR_NONE = ("chosen", "proposal")  # of a later version: those from before say nothing of it
_CHECKS: Mapping[str, Callable[[Values], object]] = {
    "purpose": _purpose,
    "chosen": _chosen,
    **{column: partial(_rating, column) for column in RATINGS},
    "strength": _strength,
    "until": _until,
}

__all__ = [
    "CHOSEN",
    "KIND_OF_STEP",
    "MARKS",
    "OUTCOMES",
    "RATINGS",
    "SENT",
    "SKIPPED_DAYS",
    "STEPS",
    "STEPS_OF_KIND",
    "Day",
    "Details",
    "Values",
    "day_text",
    "kind_of",
    "moment_text",
    "values_of",
]
