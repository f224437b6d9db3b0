"""The ledger as it stood on a day: entries, attempts, outcomes and marks as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pandas as pd

from weaklib.action.ledger.entries import OUTCOMES, RATINGS
from weaklib.action.ledger.holding import newest, order
from weaklib.action.ledger.records import Record
from weaklib.book import DAY, WHEN

OF_ATTEMPT = ("person", "name", "purpose", "via", "class", "strength")
"""What an outcome has from the attempt that it belongs to."""

COLUMNS: Mapping[str, str] = {
    "kind": "str",
    "attempt": "Int64",
    "person": "str",
    "name": "str",
    "purpose": "str",
    "step": "str",
    "on": DAY,
    "until": DAY,
    "via": "str",
    "to_person": "str",
    "class": "str",
    "strength": "float64",
    "chosen": "str",
    **dict.fromkeys(RATINGS, "float64"),
    "proposal": "str",
    "note": "str",
    "recorded": WHEN,
}
"""The columns of an entry and their types."""

MARK_COLUMNS = ("person", "purpose", "step", "on", "until", "note", "attempt")
OUTCOME_COLUMNS = (
    "attempt",
    "person",
    "name",
    "purpose",
    "step",
    "on",
    "via",
    "to_person",
    "class",
    "strength",
    *RATINGS,
    "proposal",
    "note",
    "recorded",
)
ATTEMPT_COLUMNS = (
    "person",
    "name",
    "purpose",
    "sent_on",
    "via",
    "to_person",
    "class",
    "strength",
    "chosen",
    "note",
    "recorded",
)


def standing(records: Iterable[Record], day: str = "") -> dict[int, Record]:
    """Return of each entry that is not gone the record that was recorded last, by entry.

    Parameters
    ----------
    records
        All records, the oldest first.
    day
        Only what was recorded by the end of that day, and happened by then; "" for everything.
    """
    known = newest(each for each in records if not day or each.recorded[:10] <= day)
    held = {
        entry: each for entry, each in known.items() if each.says and (not day or str(each.says["on"]) <= day)
    }
    # an attempt that does not hold takes its outcomes with it
    there = {None, *held}
    return {entry: each for entry, each in held.items() if each.says.get("attempt") in there}


def entries(records: Sequence[Record], day: str = "") -> pd.DataFrame:
    """Return everything that holds as of a day, the oldest entry first.

    Returns
    -------
    DataFrame
        Indexed by `id`: `COLUMNS`. An outcome has the person, purpose, class and strength of its attempt; a
        gift, which came unasked, has its own and no attempt. What an entry cannot say is "", NaT or nan.
    """
    held = standing(records, day)
    rows = {}
    for entry, record in sorted(held.items()):
        values = dict(record.says)
        if record.kind == "outcome":
            attempt = held[int(str(values["attempt"]))]
            values = {key: attempt.says[key] for key in OF_ATTEMPT} | values
        rows[entry] = {"kind": record.kind, "recorded": record.recorded} | values
    return _typed(pd.DataFrame(list(rows.values()), index=list(rows))) if rows else _nothing().copy()


@cache
def _nothing() -> pd.DataFrame:
    """What holds where nothing was entered: as long to lay out, and asked for again and again."""
    return _typed(pd.DataFrame([], index=[]))


def _whole(record: Record, records: Sequence[Record]) -> Mapping[str, object]:
    """Return what a record says, an outcome with what its attempt said at first."""
    if record.kind != "outcome" or not record.says:
        return record.says
    attempt = records[int(str(record.says["attempt"])) - 1]
    return {key: attempt.says[key] for key in OF_ATTEMPT} | dict(record.says)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.reindex(columns=list(COLUMNS)).rename_axis("id")
    frame.index = frame.index.astype("int64")
    for name, kind in COLUMNS.items():
        if kind == WHEN:
            frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601").astype(kind)  # type: ignore[call-overload]
        elif kind == "str":
            frame[name] = frame[name].astype("object").where(frame[name].notna(), "").astype("str")
        else:
            frame[name] = frame[name].astype(kind)  # type: ignore[call-overload]
    return frame


def marks(records: Sequence[Record], day: str = "") -> pd.DataFrame:
    """Return what a plan heeds: every mark, and every step of an attempt, by whom it is about.

    What came unasked answers no attempt, and a refusal says of nobody that they were asked: neither is in it.

    Returns
    -------
    DataFrame
        `id`, `person`, `purpose` ("" is any), `step`, `on`, `until` (NaT is for ever), `note`, and
        `attempt`: the one that an outcome belongs to, else <NA>; the oldest first.
    """
    return marks_in(entries(records, day))


def marks_in(held: pd.DataFrame) -> pd.DataFrame:
    """Return the same from `entries` that were laid out already."""
    heeded = held["kind"].isin(["attempt", "outcome", "mark"])
    return held.loc[heeded, list(MARK_COLUMNS)].reset_index()


def attempts(records: Sequence[Record], day: str = "") -> pd.DataFrame:
    """Return one row an attempt, with the first day of each step that came of it.

    Returns
    -------
    DataFrame
        Indexed by `id`, the oldest first: `person`, `name`, `purpose`, `sent_on`, `via`, `to_person`, `class`
        and `strength` as they were then, `chosen` ("chance", "own", or "" where nobody said), `note`,
        `recorded`; and one column a step with the first day that it came, NaT where it never did.
    """
    return attempts_in(entries(records, day))


def attempts_in(held: pd.DataFrame) -> pd.DataFrame:
    """Return the same from `entries` that were laid out already."""
    return _attempts(held) if len(held) else _no_attempts().copy()


@cache
def _no_attempts() -> pd.DataFrame:
    return _attempts(_nothing())


def _attempts(held: pd.DataFrame) -> pd.DataFrame:
    sent = held[held["kind"] == "attempt"].rename(columns={"on": "sent_on"})[list(ATTEMPT_COLUMNS)]
    came = held[held["kind"] == "outcome"]
    for step in OUTCOMES:
        first = came[came["step"] == step].groupby("attempt")["on"].min()
        sent[step] = first.reindex(sent.index)
    return sent


def outcomes(records: Sequence[Record], day: str = "") -> pd.DataFrame:
    """Return one row an outcome, the oldest first: what came of an attempt, and what came unasked.

    Returns
    -------
    DataFrame
        Indexed by `id`: `attempt` (<NA> where it came unasked), `person` (through whom), `name`, `purpose`
        ("" where it came unasked), `step`, `on`, `via`, `to_person`, `class` and `strength` as they were when
        it was asked, or just before it came unasked, the ratings (nan where none was given), `proposal`
        (which it confirms, or ""), `note`, `recorded`.
    """
    return outcomes_in(entries(records, day))


def outcomes_in(held: pd.DataFrame) -> pd.DataFrame:
    """Return the same from `entries` that were laid out already."""
    return held.loc[held["kind"].isin(["outcome", "gift"]), list(OUTCOME_COLUMNS)]


def answered_proposals(records: Sequence[Record], day: str = "") -> dict[str, str]:
    """Return of each proposal that was answered as of a day: "confirmed" or "refused", as was said last."""
    told = {}
    for each in sorted(standing(records, day).values(), key=order):
        if each.says.get("proposal"):
            told[str(each.says["proposal"])] = "refused" if each.kind == "refusal" else "confirmed"
    return told


def history(records: Sequence[Record]) -> pd.DataFrame:
    """Return every record, the oldest first: what was edited and undone too.

    Returns
    -------
    DataFrame
        Indexed by `record`: `entry`, `undone`, and `COLUMNS` as that record said them.
    """
    rows = {
        each.id: {
            "entry": each.entry,
            "undone": each.undone,
            "kind": each.kind,
            "recorded": each.recorded,
            **_whole(each, records),
        }
        for each in records
    }
    frame = pd.DataFrame(list(rows.values()), index=list(rows))
    told = frame.reindex(columns=["entry", "undone"]).astype({"entry": "int64", "undone": "bool"})
    return told.join(_typed(frame)).rename_axis("record")
