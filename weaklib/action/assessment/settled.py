"""What settles what waits: one test each, by which a cause lets people be and a verdict counts them done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from weaklib.action.assessment.review import Review
from weaklib.action.guards import left_out
from weaklib.action.ledger.entries import OUTCOMES, SKIPPED_DAYS
from weaklib.action.owing import ALONE, answering
from weaklib.action.reasons import Row
from weaklib.action.replies import DIRECT
from weaklib.measures.among import among
from weaklib.measures.roll import whole_days

Settled = dict[int, tuple[Row, ...]]
"""Of what waits that which is settled, by its label, and by which rows."""

ASIDE = ("done", "never", "snooze", "skip")


def waiting_table(
    labels: Iterable[int], people: Iterable[str], since: Any, purposes: Iterable[str]
) -> pd.DataFrame:
    """Return what waits, one row a message, an ask or an offer: `person`, `since` (when), `purpose`."""
    told = {"person": pd.array([*people], dtype="str"), "since": since, "purpose": [*purposes]}
    return pd.DataFrame(told, index=pd.Index([*labels], dtype="int64"))


def messages(review: Review, labels: Iterable[int]) -> pd.DataFrame:
    """Return messages that wait for an answer, by their labels in the book."""
    rows = review.book.interactions.loc[[*labels]]
    return waiting_table(rows.index, rows["person"], rows["at"].array, [""] * len(rows))


def asks(review: Review, labels: Iterable[int], since: str = "sent_on") -> pd.DataFrame:
    """Return attempts that wait, since they were sent or since another step, by their ids in the ledger."""
    rows = review.setting.attempts.loc[[*labels]]
    return waiting_table(rows.index, rows["person"], rows[since].array, rows["purpose"])


def answered(review: Review, waiting: pd.DataFrame) -> Settled:
    """Return which messages the owner answered by the end, as `owing.answering` has it."""
    after = waiting.set_index("person")["since"]
    return _of(waiting, answering(review.situation, after))


def followed_up(review: Review, waiting: pd.DataFrame) -> Settled:
    """Return which asks, one a person, are closed by the end.

    By an outcome, by a message or mail of theirs of that day or later, or since the owner wrote to them alone
    on a later day, met them one-to-one or asked again: a word in a thread follows nothing up.
    """
    situation = review.situation
    since = waiting.set_index("person")["since"]
    ends = pd.to_datetime(since.map(situation.night_after), utc=True).dt.as_unit("us")
    again = answering(situation, ends - pd.Timedelta(microseconds=1), most=ALONE)
    told = situation.told
    wrote = told.where(told.of(since.index) & told.by(*DIRECT) & told.went("in"))
    who = pd.Series(wrote.people.take(wrote.number), index=wrote.label)
    who = who[wrote.day >= whole_days(since.reindex(who))]
    came = _until(review, review.setting.outcomes)
    came = came[came["attempt"].isin(waiting.index) & came["step"].isin(OUTCOMES)]
    theirs = _of(waiting, by_person("interactions", who))
    said = {
        label: _entries(came.index[came["attempt"] == label]) for label in came["attempt"].unique().tolist()
    }
    return _joined(waiting, (said, theirs, _of(waiting, again)))


def introduced(review: Review, waiting: pd.DataFrame) -> Settled:
    """Return which offers were kept by the end: whoever offered made an introduction on that day or later.

    It may have come of another ask, or unasked: who is asked once more makes it after the newer one.
    """
    came = _until(review, review.setting.outcomes)
    made = came[came["step"] == "intro_made"]
    found: Settled = {}
    offered = waiting[waiting["person"].isin(made["person"])]
    for label, person, since in offered[["person", "since"]].itertuples(name=None):
        mine = made.index[made["person"].eq(person) & made["on"].ge(since)]
        if len(mine):
            found[label] = _entries(mine)
    return found


def put_aside(review: Review, waiting: pd.DataFrame) -> Settled:
    """Return what the owner let be by the end: the person is marked done, never, or snoozed or skipped still.

    A mark for one purpose holds for what was asked for that one only.
    """
    marks = _until(review, review.setting.marks)
    marks = marks[marks["step"].isin(ASIDE) & among(marks["person"], waiting["person"])]
    on, until = pd.to_datetime(marks["on"]), pd.to_datetime(marks["until"])
    # the ledger writes down the day on which who was skipped is back
    back = until.fillna(on + pd.Timedelta(days=SKIPPED_DAYS)) - pd.Timedelta(days=1)
    until = until.where(marks["step"] != "skip", back)
    held = marks[marks["step"].eq("never") | until.isna() | until.ge(review.end)]
    found: Settled = {}
    marked = waiting[waiting["person"].isin(held["person"])]
    for label, person, purpose in marked[["person", "purpose"]].itertuples(name=None):
        mine = held[held["person"].eq(person) & held["purpose"].isin(["", purpose])]
        if len(mine):
            found[label] = _entries(mine["id"])
    return found


def left(review: Review, waiting: pd.DataFrame, *settled: Settled) -> pd.DataFrame:
    """Return what still waits: not settled, not put aside, and of nobody whom every list leaves out."""
    unwanted = left_out(review.situation, "")
    never = unwanted.index[~unwanted.str.startswith("asked")]
    gone = {*put_aside(review, waiting), *(label for each in settled for label in each)}
    return waiting[~waiting.index.isin(gone) & ~waiting["person"].isin(never)]


def _until(review: Review, told: pd.DataFrame) -> pd.DataFrame:
    return told[told["on"].le(review.end)]


def _entries(labels: Iterable[Any]) -> tuple[Row, ...]:
    return tuple(("ledger", int(label)) for label in labels)


def by_person(table: str, who: pd.Series[Any]) -> dict[str, tuple[Row, ...]]:
    """Return the rows of a table by person, in their order."""
    found: dict[str, list[Row]] = {}
    for label, person in who.items():
        found.setdefault(str(person), []).append((table, int(str(label))))
    return {person: tuple(rows) for person, rows in found.items()}


def _of(waiting: pd.DataFrame, rows: dict[str, tuple[Row, ...]]) -> Settled:
    who = zip(waiting.index.tolist(), waiting["person"], strict=True)
    return {label: rows[person] for label, person in who if person in rows}


def _joined(waiting: pd.DataFrame, parts: Iterable[Settled]) -> Settled:
    every = [*parts]
    joined = {label: tuple(row for part in every for row in part.get(label, ())) for label in waiting.index}
    return {label: rows for label, rows in joined.items() if rows}
