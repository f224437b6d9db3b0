"""What Tab completes for `weaklib log`: steps and purposes, and people as far as that takes no time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from weaklib.book import Book

QUICK = 4 * 1024**2  # bytes of exports that are read anew while somebody waits for Tab
MOST = 50
PLAIN = re.compile(r"[\w.@+#%-]+")
"""An id that a shell takes as one word, letter for letter."""


class _TooLongError(Exception):
    """Reading would take longer than somebody waits."""


def steps(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the steps that begin so."""
    from weaklib.action.ledger.entries import OUTCOMES, SENT

    return [step for step in (SENT, *OUTCOMES) if step.startswith(incomplete)]


def purposes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the purposes that begin so."""
    from weaklib.action.reasons import PURPOSES

    return [purpose for purpose in PURPOSES if purpose.startswith(incomplete)]


def people(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids that begin so; where none does, those of people of whose name a word does.

    Exports that were read before are read in a moment; others only where they are small.
    """
    from weaklib.book import WeaklibError

    try:
        # while the option that is typed has no value yet, the folder stands among what is left over
        book = _book(context.params.get("data") or next(iter(context.args), None))
    except (WeaklibError, _TooLongError, OSError):
        return []
    return [
        CompletionItem(person, help=_plain(book.people.at[person, "name"]))
        for person in islice(_beginning(book, incomplete), MOST)
    ]


def _book(data: str | Path | None) -> Book:
    from weaklib.sources import read
    from weaklib.sources.files import open_exports

    folder = Path(data or "data")
    if data is None and not any(open_exports(folder)):
        folder /= "example"
    return read(folder, progress=_only_if_quick)


def _only_if_quick(_source: str, _done: int, total: int) -> None:
    if total > QUICK:
        raise _TooLongError


def _beginning(book: Book, incomplete: str) -> Iterator[str]:
    ids = [str(person) for person in book.people.index if PLAIN.fullmatch(str(person))]
    wanted = incomplete.lower()
    if found := [person for person in ids if person.lower().startswith(wanted)]:
        yield from found
        return
    names = book.people["name"].fillna("").str.lower()
    yield from (person for person in ids if any(word.startswith(wanted) for word in names[person].split()))


def _plain(name: object) -> str:
    return "".join(letter for letter in str(name) if letter.isprintable())
