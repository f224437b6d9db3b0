"""The first rows of each kind that was set aside, short enough to be read at a glance."""

from __future__ import annotations

import json

from weaklib.book import Book

EXAMPLES = 3
LONGEST = 90  # characters of an input row that are shown


def excerpts(book: Book, *, most: int = EXAMPLES) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return by source and reason the first rows that were set aside, each as "row 7: company: Hafenamt".

    Parameters
    ----------
    book
        What was read.
    most
        How many rows of each kind.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    first = book.set_aside.groupby(["source", "reason"], sort=True).head(most)
    for source, reason, row, raw in first[["source", "reason", "row", "raw"]].itertuples(
        index=False, name=None
    ):
        found[source, reason] = (*found.get((source, reason), ()), f"row {row}: {excerpt(raw)}")
    return found


def excerpt(raw: str, *, longest: int = LONGEST) -> str:
    """Return the beginning of an input row: its cells that hold anything, or its text.

    >>> excerpt('{"first name": "", "company": "Hafenamt", "row": "7"}')
    'company: Hafenamt; row: 7'
    """
    try:
        cells = json.loads(raw)
    except (ValueError, RecursionError):
        cells = raw
    if isinstance(cells, dict):
        cells = "; ".join(f"{name}: {value}" for name, value in cells.items() if value)
    text = " ".join(str(cells).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
