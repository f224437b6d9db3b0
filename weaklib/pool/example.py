"""The pool of the example: Marit and three others, who agreed to find out who can introduce whom."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from weaklib.book import Book
from weaklib.example import MEMBERS, SEED, write_members
from weaklib.pool.choosing import read_choices, why_left_out
from weaklib.pool.contribute import candidates, contribute, said_of
from weaklib.pool.folder import add, new_pool
from weaklib.pool.key import Key, write_key

NAME = "Harbour friends"
POOL = "harbour-friends"
DAY = dt.date(2026, 11, 1)
"""The day after the exports, on which all sheets are written."""


class Made(NamedTuple):
    """A pool on disk: its folder, its key, and the data folders of its members by their profile."""

    folder: Path
    key: Key
    data: Mapping[str, Path]


def example_key() -> Key:
    """Return the key of the example, which is the same everywhere and so no secret; a real one is drawn."""
    return Key(POOL, hashlib.sha256(b"the example has no secrets").digest())


def example_pool(folder: Path, book: Book, *, seed: int = SEED) -> Made:
    """Make the pool of the example in a folder: exports, key, sheets and all.

    Parameters
    ----------
    folder
        Where to.
    book
        The exports of its first member, Marit.
    seed
        Of the example.
    """
    from weaklib.sources import read

    data = write_members(folder, seed=seed)
    key, place = example_key(), folder / POOL
    new_pool(place, folder, name=NAME, created=DAY, key=key)
    books = {str(book.owner.profile): book} | {slug: read(path) for slug, path in data.items()}
    said = {member.slug: member for member in MEMBERS}
    for slug, held in books.items():
        member = said.get(slug)
        chosen = (
            {"as": member.alias, "reach": member.reach, "named": member.named} if member else {"as": "Marit"}
        )
        written = _sheet(folder / f"{slug}.parquet", held, key, chosen)
        add(written, place, as_of=DAY)
        written.unlink()
        write_key(data.get(slug, folder), key)
    return Made(place, key, data)


def _sheet(path: Path, book: Book, key: Key, chosen: Mapping[str, Any]) -> Path:
    from weaklib.measures.ties import tie_table

    ties = tie_table(book)
    choices = read_choices(path.parent, **chosen)
    why = why_left_out(book, ties, choices)
    seen = candidates(book, ties, key, why=why, ask=choices.ask)
    return contribute(seen, said_of(book.owner, key, choices, written=DAY), path).path
