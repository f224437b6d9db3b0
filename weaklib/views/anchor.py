"""The anchor of a map: where everybody stood at the last year end, so that the months of a year agree.

Each year end starts from the one before it, from the first dated row on. Which maps were drawn before, and
when, is no matter: the same book and day have the same anchor.
"""

from __future__ import annotations

import pandas as pd

from weaklib.book import Book
from weaklib.measures.circles import find_circles
from weaklib.measures.network import contact_network
from weaklib.measures.periods import first_day
from weaklib.views.layout import place

MOST = 1_000
"""The most people for whom every year end is laid out unless that is asked for."""


def anchor(
    book: Book,
    day: str | pd.Timestamp | None = None,
    *,
    evidence: str = "all",
    seed: int = 0,
    most: int | None = MOST,
) -> pd.DataFrame | None:
    """Return where everybody stood at the end of the year before a day: the `before` of the map of that day.

    Parameters
    ----------
    book
        What was read.
    day
        The day of the map; by default the last one that the exports cover.
    evidence
        "all", or "observed" for maps of observed ties only, as for `contact_network`.
    seed
        As for `find_circles` and `place`.
    most
        Books of more people get no anchor, since every year of theirs would be laid out; None for no limit.

    Returns
    -------
    DataFrame or None
        What `place` returned for that day; None in the first year of the book, and above `most` people.

    Raises
    ------
    InputError
        If `evidence` is neither, or `day` is no date.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.views.layout import place
    >>> book = wl.read("data/example")
    >>> graph = wl.network.contact_network(book, as_of="2020-03-31")
    >>> spots = place(graph, wl.circles.find_circles(graph), before=anchor(book, "2020-03-31"))
    >>> spots.columns.tolist()
    ['x', 'y', 'circle']
    """
    last = book.day(day)
    if most is not None and len(book.people) > most:
        return None
    spots: pd.DataFrame | None = None
    for end in pd.date_range(min(first_day(book) or last, last), last - pd.Timedelta(days=1), freq="YE"):
        graph = contact_network(book, as_of=end, evidence=evidence)
        if len(graph):
            spots = place(graph, find_circles(graph, seed), seed=seed, before=spots)
    return spots
