"""Books cut at a day, and what they were cut from: what is measured there for a day serves all of them."""

from __future__ import annotations

import pandas as pd

from weaklib.book import CUT_FROM, Book


def uncut(book: Book, day: pd.Timestamp) -> Book:
    """Return the widest book that tells of a day what this one tells.

    A book says as of a day the same before it is cut at that day, or later, and after. What is laid out of
    the uncut one therefore serves the reports of all months. Where nothing was cut, or it was cut before the
    day, the book itself is returned.

    Parameters
    ----------
    book
        What the exports say, cut by `Book.as_of` or not.
    day
        Of which something is to be told.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> cut = book.as_of("2026-09-30")
    >>> uncut(cut, pd.Timestamp("2026-08-31")) is book, uncut(cut, pd.Timestamp("2026-10-31")) is cut
    (True, True)
    """
    cut, whole = cut_of(book)
    return uncut(whole, day) if cut is not None and day <= cut else book


def cut_of(book: Book) -> tuple[pd.Timestamp | None, Book]:
    """Return at which day a book was cut from which; None and the book itself where it was not."""
    found: tuple[pd.Timestamp | None, Book] = vars(book).get(CUT_FROM, (None, book))
    return found
