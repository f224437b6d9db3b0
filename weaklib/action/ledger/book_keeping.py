"""What it takes to enter, to edit and to undo: which attempt an outcome is of, and what contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weaklib.action.ledger.entries import Values, values_of
from weaklib.action.ledger.records import Record
from weaklib.action.ledger.state import standing
from weaklib.book import InputError

EDITABLE = frozenset(
    {"purpose", "on", "via", "to_person", "engagement", "support", "guidance", "until", "note"}
)


Held = Mapping[int, Record]
"""The newest record of each entry that holds."""


def entered(held: Held, number: int, kind: str, values: Values, *, recorded: str) -> Record:
    """Return the record of a new entry.

    Parameters
    ----------
    held
        What holds already.
    number
        The number of the record.
    kind, values
        What the entry is, and what it says.
    recorded
        When it is entered.

    Raises
    ------
    InputError
        If it lies in the future, or says again what is there.
    """
    _check_day(values, recorded)
    _check_twice(held, kind, values)
    _check_answered(held, values)
    return Record(number, number, kind, recorded, undone=False, says=values)


def attempt_of(held: Held, values: Values, person: str, purpose: str) -> int:
    """Return the attempt that an outcome belongs to: the newest with this person, sent by that day.

    Raises
    ------
    InputError
        If there is none, of this purpose where one is named.
    """
    sent = [each for each in held.values() if each.kind == "attempt"]
    theirs = [each for each in sent if each.says["person"] == person]
    if values["attempt"] is not None:
        theirs = [each for each in theirs if each.entry == values["attempt"]]
    if purpose:
        theirs = [each for each in theirs if each.says["purpose"] == purpose]
    by_then = [each for each in theirs if str(each.says["on"]) <= str(values["on"])]
    if not by_then:
        raise InputError(_no_attempt(theirs, person, values, purpose))
    return max(by_then, key=lambda each: (str(each.says["on"]), each.entry)).entry


def edited(records: Sequence[Record], entry: int, changes: Mapping[str, object], recorded: str) -> Record:
    """Return the record by which an entry says something else from now on.

    Raises
    ------
    InputError
        If there is no such entry, or it cannot say that.
    """
    held = standing(records)
    old = _found(records, held, entry)
    fixed = [key for key in changes if key not in EDITABLE]
    if fixed:
        what = fixed[0].replace("_", " ")
        msg = f"The {what} of an entry stays as it is; undo entry {entry}, and add another."
        raise InputError(msg)
    values = values_of(old.kind, {**old.says, **changes})
    _check_day(values, recorded)
    if old.kind == "outcome":
        _check_order(held[int(str(values["attempt"]))], values)
    for outcome in _outcomes(held, entry):
        _check_order(old._replace(says=values), outcome.says)
    return Record(len(records) + 1, entry, old.kind, recorded, undone=False, says=values)


def undone(records: Sequence[Record], entry: int | None, recorded: str) -> Record:
    """Return the record that takes an entry back: the newest one where none is named.

    Raises
    ------
    InputError
        If there is none, or other entries rest on it.
    """
    held = standing(records)
    if entry is None:
        if not held:
            msg = "There is nothing to undo: the ledger holds no entry."
            raise InputError(msg)
        entry = max(held)
    old = _found(records, held, entry)
    resting = sorted(each.entry for each in _outcomes(held, entry))
    if resting:
        named = ", ".join(map(str, resting))
        msg = f"Entry {entry} has outcomes ({named}); undo those first."
        raise InputError(msg)
    return Record(len(records) + 1, entry, old.kind, recorded, undone=True, says={})


def _found(records: Sequence[Record], held: Held, entry: int) -> Record:
    if entry in held:
        return held[entry]
    was = any(each.entry == entry for each in records)
    why = "was undone before" if was else "is not in the ledger"
    msg = f"Entry {entry} {why}; `weaklib log list` shows those that are."
    raise InputError(msg)


def _no_attempt(theirs: Sequence[Record], person: str, values: Values, purpose: str) -> str:
    what = f"Nothing was sent to {person}{f' for {purpose}' if purpose else ''}"
    if theirs:
        first = min(str(each.says["on"]) for each in theirs)
        return f"{what} by {values['on']}, the first on {first}; mend one of the two days."
    step = str(values["step"]).replace("_", " ")
    return f"{what} yet, that {step!r} could come of; record that first, with the step 'sent'."


def _outcomes(held: Held, attempt: int) -> list[Record]:
    return [each for each in held.values() if each.says.get("attempt") == attempt]


def _check_day(values: Values, recorded: str) -> None:
    if str(values["on"]) > recorded[:10]:
        msg = (
            f"on is {values['on']}, and it is recorded on {recorded[:10]}, before that; "
            "name the day when it happened."
        )
        raise InputError(msg)


def _check_order(attempt: Record, outcome: Mapping[str, object]) -> None:
    if str(outcome["on"]) < str(attempt.says["on"]):
        msg = (
            f"The {outcome['step']} of {outcome['on']} would come before what was sent "
            f"on {attempt.says['on']}; mend one of the two days."
        )
        raise InputError(msg)


def _check_twice(held: Held, kind: str, values: Values) -> None:
    # a message is one however it is described; of the same day there may be two outcomes, but not two alike
    said = ("person", "purpose", "on", "to_person") if kind == "attempt" else tuple(values)
    for each in held.values():
        if each.kind == kind and kind != "mark" and all(each.says[key] == values[key] for key in said):
            msg = f"That is entry {each.entry} already; undo or edit that one, where it is not the same."
            raise InputError(msg)


def _check_answered(held: Held, values: Values) -> None:
    proposal = values.get("proposal")
    for each in held.values():
        if proposal and each.says.get("proposal") == proposal:
            how = "refused" if each.kind == "refusal" else "confirmed"
            msg = f"Proposal {proposal} is {how} already, by entry {each.entry}; undo that one first."
            raise InputError(msg)
