"""What the owner may say to the ledger, and the rules that every entry keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TypedDict

import pandas as pd

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
KIND_OF_STEP: Mapping[str, str] = MappingProxyType(
    {SENT: "attempt"} | dict.fromkeys(OUTCOMES, "outcome") | dict.fromkeys(MARKS, "mark")
)
SKIPPED_DAYS = 7  # a suggestion that is skipped comes back with the next week's list

DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")

Day = str | date | pd.Timestamp
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
    attempt, engagement, support, guidance
        Of an outcome: the attempt that it belongs to, where that is not the newest with this person; and
        ratings from 0 to 3. `to_person` is then whom one was brought together with.
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
    attempt: int
    engagement: int
    support: int
    guidance: int
    until: Day
    note: str


def day_text(day: object, what: str) -> str:
    """Return a day as 2026-10-31, without a clock time.

    Raises
    ------
    InputError
        If it is no day, or one before 1900.
    """
    stamp = _stamp(day)
    if stamp is None or stamp.year < 1900:
        msg = f"{what} is {str(day)[:40]!r}, which is not a date; write it as 2026-10-31."
        raise InputError(msg)
    return f"{stamp:%Y-%m-%d}"


def _stamp(day: object) -> pd.Timestamp | None:
    # "today" and "now" would ask the clock
    if not isinstance(day, date) and not (isinstance(day, str) and DATED.match(day)):
        return None
    try:
        stamp: object = pd.Timestamp(day)
    except ValueError:
        return None
    return stamp if isinstance(stamp, pd.Timestamp) else None  # NaT is none


def moment_text(moment: object) -> str:
    """Return when something was recorded: as it was given, to the microsecond and with its offset.

    Its first ten letters are the owner's day, so that no time zone is needed to read it again.

    Raises
    ------
    InputError
        If it is no moment.
    """
    day = day_text(moment, "recorded")
    if moment == day or (isinstance(moment, date) and not isinstance(moment, datetime)):
        return day
    return pd.Timestamp(moment).isoformat(timespec="microseconds")  # type: ignore[arg-type]


def values_of(step: str, given: Mapping[str, object]) -> Values:
    """Return everything that an entry of this step says, in the words of its table.

    Raises
    ------
    InputError
        If there is no such step, or it cannot say what was given.
    """
    if step not in KIND_OF_STEP:
        msg = f"{step[:40]!r} is no step; name one of {', '.join(STEPS)}."
        raise InputError(msg)
    columns = KINDS[KIND_OF_STEP[step]]
    said = {"class" if key == "tie_class" else key: value for key, value in given.items()}
    strangers = [key for key, value in said.items() if key not in columns and key != "person" and value]
    if strangers:
        msg = f"An entry {step!r} has no {strangers[0].replace('_', ' ')}; it may say {', '.join(columns)}."
        raise InputError(msg)
    values: Values = {column: said.get(column) for column in columns} | {"step": step}
    return _checked(values)


def _checked(values: Values) -> Values:
    values["on"] = day_text(values["on"], "on")
    for column in {"person", "name", "via", "to_person", "class", "note", "purpose"} & values.keys():
        values[column] = _text(column, values[column])
    if "person" in values and not str(values["person"]).strip():
        msg = "Nobody is named; say whom the entry is about."
        raise InputError(msg)
    if "purpose" in values:
        _check_purpose(values)
    for column in set(RATINGS) & values.keys():
        values[column] = _rating(column, values[column])
    if "strength" in values:
        values["strength"] = _strength(values["strength"])
    if "until" in values:
        values["until"] = _until(values)
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


def _check_purpose(values: Values) -> None:
    purpose = str(values["purpose"])
    if purpose not in PURPOSES and (purpose or values["step"] == SENT):
        msg = f"The purpose is {purpose[:40]!r}; name one of {', '.join(PURPOSES)}."
        raise InputError(msg)


def _rating(column: str, value: object) -> int | None:
    if value is None or value != value:  # noqa: PLR0124 - nan
        return None
    if value not in (0, 1, 2, 3) or isinstance(value, bool):
        msg = f"The {column} is {str(value)[:20]!r}; rate it from 0 (none) to 3 (much)."
        raise InputError(msg)
    return int(value)


def _strength(value: object) -> float | None:
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
