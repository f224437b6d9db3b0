"""Ledgers typed by hand, and what is known of them on a day, for tests of impact."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

import weaklib as wl
from tests.action.guarded_books import guarded_book
from weaklib.action.impact import Setting, setting_of
from weaklib.action.ledger import Ledger
from weaklib.book import Book

PEOPLE = ("ann", "bea", "cem", "dot", "eve")
NO_TIES = pd.DataFrame({"class": pd.Series(dtype="str"), "strength": pd.Series(dtype="float64")})
NO_CIRCLES = pd.Series(dtype="object")

Entry = Mapping[str, object]


def sent(person: str, on: str, tie_class: str = "weak", purpose: str = "advice", **more: object) -> Entry:
    """An attempt."""
    return {"person": person, "step": "sent", "on": on, "tie_class": tie_class, "purpose": purpose, **more}


def came(person: str, on: str, step: str = "replied", **more: object) -> Entry:
    """An outcome, of the newest attempt by then where none is named."""
    return {"person": person, "step": step, "on": on, **more}


def gift(person: str, on: str, step: str = "intro_made", tie_class: str = "weak", **more: object) -> Entry:
    """What came without having been asked for."""
    return {"person": person, "step": step, "on": on, "tie_class": tie_class, "unasked": True, **more}


def ledger_of(entries: Sequence[Entry], folder: Path) -> Ledger:
    """A ledger in which these stand, with the ids 1, 2, 3, ... in their order."""
    ledger = wl.ledger.open(folder / "ledger.sqlite")
    ledger.add_all(entries)
    return ledger


def known(
    *entries: Entry,
    period: str = "",
    as_of: str | None = "2026-10-31",
    circles: Mapping[str, str] | None = None,
    book: Book | None = None,
) -> Setting:
    """What is known on a day of a ledger with these entries."""
    with tempfile.TemporaryDirectory(prefix="weaklib-test-") as folder:
        return setting_of(
            guarded_book(PEOPLE) if book is None else book,
            ledger_of(entries, Path(folder)),
            period=period,
            as_of=as_of,
            ties=NO_TIES,
            circles=NO_CIRCLES if circles is None else pd.Series(circles, dtype="object"),
        )
