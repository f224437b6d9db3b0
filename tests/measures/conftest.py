"""Small books typed by hand: `typed_book(...)` in the tests of measures."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from weaklib.book import Book, Owner, empty, typed


def _rows(table: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    return typed(table, pd.DataFrame(rows)) if rows else empty(table)


def _dated(rows: list[dict[str, object]], *columns: str) -> list[dict[str, object]]:
    return [{**row, **{c: pd.Timestamp(row[c]) for c in columns if row.get(c) is not None}} for row in rows]


def _typed_book(
    people: str | list[str] | dict[str, str | None],
    *,
    interactions: list[tuple[str, str, str, int, str]] = (),
    affiliations: list[dict[str, object]] = (),
    owner: list[dict[str, object]] = (),
    last: str = "2026-10-31",
) -> Book:
    connected = people if isinstance(people, dict) else dict.fromkeys(people)
    rows = [{"name": person.title(), "connected_on": day} for person, day in connected.items()]
    folk = _rows("people", _dated(rows, "connected_on")).set_axis(list(connected)).rename_axis("person")
    contacts = [
        {
            "at": pd.Timestamp(at, tz="UTC"),
            "person": who,
            "channel": channel,
            "group_size": size,
            "event": event,
        }
        for at, channel, event, size, everybody in interactions
        for who in everybody.split()
    ]
    counted = {
        "kind": "calendar",
        "rows": 0,
        "used": 0,
        "merged": 0,
        "set_aside": 0,
        "last": pd.Timestamp(last),
    }
    return Book(
        owner=Owner(affiliations=_rows("affiliations", _dated(list(owner), "since", "until"))),
        people=folk,
        interactions=_rows("interactions", contacts),
        affiliations=_rows(
            "affiliations", _dated([{"kind": "work", **row} for row in affiliations], "since", "until")
        ),
        set_aside=empty("set_aside"),
        coverage=_rows("coverage", [counted]).set_axis(["a.ics"]).rename_axis("source"),
    ).check()


@pytest.fixture
def typed_book() -> Callable[..., Book]:
    """Builds a book from people (and when they were connected) and rows typed in a test.

    An interaction is (when, channel, event, group size with the owner, who was there); an affiliation or a
    stay of the owner is a dict of its columns.
    """
    return _typed_book
