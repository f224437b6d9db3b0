"""Members, books and sheets that several tests of the pool share."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

import weaklib as wl
from tests.pages.made import EXAMPLE, place
from weaklib.book import Book, Owner, empty, typed
from weaklib.example import SEED, write_members
from weaklib.pool.choosing import Choices
from weaklib.pool.contribute import candidates, contribute, said_of
from weaklib.pool.example import DAY, Made, example_pool
from weaklib.pool.key import Key
from weaklib.pool.sheet import Sheet

KEY = Key("harbour-friends", bytes(range(32)))
TODAY = dt.date(2026, 11, 2)


@cache
def members() -> dict[str, Path]:
    """The exports of the example's three members, by profile."""
    return write_members(place() / "members", seed=SEED)


@cache
def made() -> Made:
    """The pool of the example."""
    return example_pool(place() / "example-pool", wl.read(EXAMPLE))


def book_of(*people: tuple[str, str, tuple[str, ...], dict[str, Any]], owner: Owner | None = None) -> Book:
    """A book of people: name, profile, addresses, and further columns; each works for their `organisation`."""
    rows = [
        {"person": profile or (emails or (f"{name}#card",))[0], "name": name, "profile": profile or None}
        | {"emails": emails, "connected_on": "2024-01-01", "groups": (), "labels": (), "family": False}
        | more
        for name, profile, emails, more in people
    ]
    table = pd.DataFrame(rows).set_index("person")
    work = [
        {
            "person": row["person"],
            "organisation": row["organisation"],
            "kind": "work",
            "as_recorded_on": "2026-10-31",
        }
        for row in rows
        if row.get("organisation")
    ]
    coverage = {"kind": "linkedin connections", "rows": 0, "used": 0, "merged": 0, "set_aside": 0}
    return Book(
        owner or Owner(name="Ada Lind", profile="ada-lind", emails=frozenset({"ada@lind.example"})),
        typed("people", table),
        empty("interactions"),
        typed("affiliations", pd.DataFrame(work)),
        empty("set_aside"),
        typed(
            "coverage",
            pd.DataFrame([coverage | {"last": "2026-10-31"}], index=pd.Index(["c"], name="source")),
        ),
    )


def seen_by(book: Book, *, key: Key = KEY, **how: Any) -> pd.DataFrame:
    """What the owner of a book would see before they share."""
    return candidates(book, wl.ties.tie_table(book), key, **how)


def sheet_of(book: Book, path: Path, *, key: Key = KEY, written: dt.date = DAY, **chosen: Any) -> Sheet:
    """The sheet that the owner of a book writes."""
    choices = Choices.model_validate(chosen)
    said = said_of(book.owner, key, choices, written=written)
    return contribute(seen_by(book, key=key, ask=choices.ask), said, path)
