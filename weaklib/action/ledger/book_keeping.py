"""What it takes to enter, to edit and to undo: which attempt an outcome is of, and what contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weaklib.action.ledger.days import later_than
from weaklib.action.ledger.entries import Values, values_of
from weaklib.action.ledger.holding import newest, to_take_back
from weaklib.action.ledger.known import Known, known_of
from weaklib.action.ledger.records import Record
from weaklib.action.ledger.state import standing
from weaklib.book import InputError

EDITABLE = frozenset(
    {"purpose", "on", "via", "to_person", "engagement", "support", "guidance", "until", "note"}
)


def entered(known: Known, number: int, kind: str, values: Values, *, recorded: str) -> Record:
    """Return the record of a new entry; of the old one where its answer to a proposal was taken back.

    Parameters
    ----------
    known
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
        If it lies in the future, leads to the very person it is about, or says again what is there.
    """
    record = Record(number, number, kind, recorded, undone=False, says=values)
    if (back := known.gone.get((kind, values.get("proposal")))) is not None:
        # two machines that answer a proposal anew speak of one entry
        record = record._replace(entry=back.entry, recorded=later_than(recorded, back.recorded))
    _check_day(record)
    _check_self(known, record)
    _check_twice(known, record)
    _check_answered(known, values)
    return record


def attempt_of(known: Known, values: Values, person: str, purpose: str) -> int:
    """Return the attempt that an outcome belongs to: the newest with this person, sent by that day.

    Raises
    ------
    InputError
        If there is none, of this purpose where one is named.
    """
    theirs = known.sent_to(person)
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
        If there is no such entry, it cannot say that, or it was recorded later than the edit.
    """
    known = known_of(standing(records).values())
    old = _found(records, known, entry)
    fixed = [key for key in changes if key not in EDITABLE]
    if fixed:
        what = fixed[0].replace("_", " ")
        msg = f"The {what} of an entry stays as it is; undo entry {entry}, and add another."
        raise InputError(msg)
    values = values_of(old.kind, {**old.says, **changes})
    moment = later_than(recorded, old.recorded)
    record = Record(len(records) + 1, entry, old.kind, moment, undone=False, says=values)
    _check_change(known, record)
    return record


def undone(records: Sequence[Record], entry: int | None, recorded: str) -> Record:
    """Return the record that takes back what was said last of an entry, or of all where none is named.

    An edit is taken back first, and the entry says again what it said before; one that was not edited is
    gone. An undoing is not undone: without an id, undoing again takes back what was said before that.

    Raises
    ------
    InputError
        If there is none, other entries rest on it, or it was recorded later than the undoing.
    """
    known = known_of(standing(records).values())
    entry = last_said(records) if entry is None else entry
    if entry is None:
        msg = "There is nothing to undo: the ledger holds no entry."
        raise InputError(msg)
    old = _found(records, known, entry)
    before = to_take_back(records, entry)[:-1]
    moment = later_than(recorded, old.recorded)
    says = before[-1].says if before else {}
    record = Record(len(records) + 1, entry, old.kind, moment, undone=True, says=says)
    if says:
        _check_change(known, record)
    else:
        _check_alone(known, entry)
    return record


def last_said(records: Sequence[Record]) -> int | None:
    """Return the entry of which something was entered or edited last, and not taken back; None if none is."""
    said: dict[int, list[Record]] = {}
    for each in records:
        said.setdefault(each.entry, []).append(each)
    held = standing(records)
    return max(held, key=lambda entry: to_take_back(said[entry], entry)[-1].id, default=None)


def _found(records: Sequence[Record], known: Known, entry: int) -> Record:
    if entry in known.held:
        return known.held[entry]
    why = "was undone before" if entry in newest(records) else "is not in the ledger"
    msg = f"Entry {entry} {why}; `weaklib log list` shows those that are."
    raise InputError(msg)


def _no_attempt(theirs: Sequence[Record], person: str, values: Values, purpose: str) -> str:
    what = f"Nothing was sent to {person}{f' for {purpose}' if purpose else ''}"
    if theirs:
        first = min(str(each.says["on"]) for each in theirs)
        return f"{what} by {values['on']}, the first on {first}; mend one of the two days."
    step = str(values["step"]).replace("_", " ")
    return f"{what} yet, that {step!r} could come of; record that first, with the step 'sent'."


def _check_day(record: Record) -> None:
    on, day = str(record.says["on"]), record.recorded[:10]
    if on > day:
        msg = f"on is {on}, and it is recorded on {day}, before that; name the day when it happened."
        raise InputError(msg)


def _check_change(known: Known, record: Record) -> None:
    _check_day(record)
    _check_self(known, record)
    if record.kind == "outcome":
        _check_order(known.held[int(str(record.says["attempt"]))].says, record.says)
    for outcome in known.came_of(record.entry):
        _check_order(record.says, outcome.says)
    _check_twice(known, record)


def _check_alone(known: Known, entry: int) -> None:
    resting = sorted(each.entry for each in known.came_of(entry))
    if resting:
        named = ", ".join(map(str, resting))
        msg = f"Entry {entry} has outcomes ({named}); undo those first."
        raise InputError(msg)


def _check_order(attempt: Mapping[str, object], outcome: Mapping[str, object]) -> None:
    if str(outcome["on"]) < str(attempt["on"]):
        msg = (
            f"The {outcome['step']} of {outcome['on']} would come before what was sent "
            f"on {attempt['on']}; mend one of the two days."
        )
        raise InputError(msg)


def _check_self(known: Known, record: Record) -> None:
    says = record.says
    about = known.held[int(str(says["attempt"]))].says if record.kind == "outcome" else says
    if says.get("to_person") and says["to_person"] == about.get("person"):
        msg = f"It would lead {about['person']} to themselves; name whom it leads to, or leave that out."
        raise InputError(msg)


def _check_twice(known: Known, record: Record) -> None:
    twin = known.like(record.kind, record.says)
    if twin is not None and twin != record.entry:
        msg = f"That is entry {twin} already; undo or edit that one, where it is not the same."
        raise InputError(msg)


def _check_answered(known: Known, values: Values) -> None:
    answer = known.answer_to(values.get("proposal"))
    if answer is not None:
        how = "refused" if answer.kind == "refusal" else "confirmed"
        msg = f"Proposal {values['proposal']} is {how} already, by entry {answer.entry}; undo that one first."
        raise InputError(msg)
