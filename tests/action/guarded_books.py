"""Small books and situations typed by hand, for what comes between a candidate and a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

import weaklib as wl
from weaklib.action.goals import Goals
from weaklib.action.ledger import OUTCOMES
from weaklib.action.situation import MARKS, Situation, no_marks
from weaklib.action.weights import Weights
from weaklib.book import Book, Owner, empty, typed

DAY = pd.Timestamp("2026-10-31")
KINDS = ("linkedin messages", "calendar", "mail", "linkedin connections")

Said = tuple[str, str, str, str] | tuple[str, str, str, str, int]
"""Who, the channel, the direction, when, and of how many where not of two."""


def typed_rows(table: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Rows of a table of the book."""
    return typed(table, pd.DataFrame(list(rows))) if rows else empty(table)


def guarded_book(
    people: Iterable[str] | Mapping[str, Mapping[str, object]],
    said: Sequence[Said] = (),
    *,
    affiliations: Sequence[Mapping[str, object]] = (),
    zone: str = "UTC",
    ends: Mapping[str, pd.Timestamp] | None = None,
    kinds: Sequence[str] = KINDS,
) -> Book:
    """A book of people (with columns of their own), and what passed between the owner and them."""
    columns = people if isinstance(people, Mapping) else {person: {} for person in people}
    folk = [{"name": person.title(), "family": False, **of} for person, of in columns.items()]
    rows = [
        {
            "person": who,
            "channel": channel,
            "direction": direction,
            "at": pd.Timestamp(at, tz=zone).tz_convert("UTC"),
            "group_size": size[0] if size else 2,
        }
        for who, channel, direction, at, *size in said
    ]
    counts = dict.fromkeys(("rows", "used", "merged", "set_aside"), 0)
    covered = [{"kind": kind, **counts, "last": (ends or {}).get(kind, DAY)} for kind in kinds]
    return Book(
        owner=Owner(name="Owner", zone=zone),
        people=typed_rows("people", folk).set_axis(list(columns)).rename_axis("person")
        if folk
        else empty("people"),
        interactions=typed_rows("interactions", rows),
        affiliations=typed_rows("affiliations", [{"kind": "work", **row} for row in affiliations]),
        set_aside=empty("set_aside"),
        coverage=typed_rows("coverage", covered)
        .set_axis([f"{kind}.csv" for kind in kinds])
        .rename_axis("source"),
    ).check()


def marked(*rows: tuple[str, str, str] | tuple[str, str, str, str] | tuple[str, ...]) -> pd.DataFrame:
    """What a ledger says: (person, step, on), then until, then the purpose."""
    if not rows:
        return no_marks()
    told = [
        {
            "id": number,
            "person": person,
            "step": step,
            "on": pd.Timestamp(on),
            "until": pd.Timestamp(more[0]) if more and more[0] else pd.NaT,
            "purpose": more[1] if len(more) > 1 else "",
            "note": "",
            "attempt": _attempt(rows[:number], person, on) if step in OUTCOMES else pd.NA,
        }
        for number, (person, step, on, *more) in enumerate(rows, start=1)
    ]
    return pd.DataFrame(told)[list(MARKS)].astype({"attempt": "Int64"})


def _attempt(rows: Sequence[tuple[str, ...]], person: str, on: str) -> object:
    """The newest attempt with a person by a day: to that an outcome belongs where nothing else is said."""
    sent = [
        (day, number)
        for number, (who, step, day, *_) in enumerate(rows, 1)
        if (who, step) == (person, "sent")
    ]
    by_then = [each for each in sent if each[0] <= on]
    return max(by_then)[1] if by_then else pd.NA


def situated(
    book: Book,
    *,
    day: pd.Timestamp = DAY,
    goals: Goals | None = None,
    marks: pd.DataFrame | None = None,
    weights: Weights | None = None,
    today: pd.Timestamp | None = None,
) -> Situation:
    """A situation in which nobody knows anybody else."""
    return Situation(
        book,
        day,
        wl.ties.tie_table(book, day),
        pd.DataFrame({"bridging": pd.Series(dtype="float64")}),
        goals=Goals() if goals is None else goals,
        weights=weights or Weights(),
        marks=no_marks() if marks is None else marks,
        today=today,
    )
