"""A group of people picked on the map, summed up: who they are, where they are, and who of them bridges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from weaklib.book import Book
from weaklib.measures.network import current_work
from weaklib.measures.sentences import listed
from weaklib.views.card_words import way
from weaklib.views.theme import CLASS_COLOURS, UNNAMED, counted

MOST = 6
"""So many values are listed for each question, the most frequent first; the others are counted."""


def summary(
    people: Iterable[str],
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    circles: pd.Series[Any],
    book: Book,
    *,
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Sum up a group of people in one small table: what a lasso on the map holds.

    Parameters
    ----------
    people
        The ids of those in the group; who is not in the tie table is left out, and nobody counts twice.
    ties, bridges, circles
        What `tie_table`, `bridge_table` and `find_circles` return.
    book
        What was read, for the fields that people work in.
    as_of
        The day of the tables; by default the last that the exports cover.

    Returns
    -------
    DataFrame
        Indexed by `about`: "people", "classes", "organisations", "fields", "circles", "bridges" and "only
        ways into". `count` is how many different ones there are (people; bridges among them), `unknown` of
        how many people it is not known, and `found` the most frequent in words, with the number of people
        each. The texts are as the exports have them, not escaped.

    Raises
    ------
    InputError
        If `as_of` is no date.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> ties, graph = wl.ties.tie_table(book), wl.network.contact_network(book)
    >>> circles = wl.circles.find_circles(graph)
    >>> bridges = wl.bridging.bridge_table(graph, circles=circles)
    >>> summary(["soren-achterberg"], ties, bridges, circles, book).loc["classes", "found"]
    'strong (1)'
    """
    chosen = ties.index[ties.index.isin(set(people))]
    work = current_work(book, as_of)
    rows = {
        "people": _row(len(chosen), 0, _names(ties.loc[chosen])),
        "classes": _classes(ties["class"].reindex(chosen)),
        "organisations": _values(ties["organisation"].reindex(chosen)),
        "fields": _values(work["field"].reindex(chosen)),
        "circles": _values(circles.reindex(chosen)),
        "bridges": _bridges(ties["name"], bridges.reindex(chosen)),
        "only ways into": _ways(bridges.reindex(chosen)),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["count", "unknown", "found"]).rename_axis(
        "about"
    )


def _row(count: int, unknown: int, found: list[str]) -> tuple[int, int, str]:
    more = [f"{len(found) - MOST:,} more"] if len(found) > MOST else []
    return count, unknown, listed([*found[:MOST], *more])


def _names(ties: pd.DataFrame) -> list[str]:
    """The people, the strongest ties first, as the tie table has them."""
    return [name if isinstance(name, str) and name else UNNAMED for name in ties["name"]]


def _classes(classes: pd.Series[Any]) -> tuple[int, int, str]:
    counts = classes.value_counts()
    found = [f"{name} ({counts[name]:,})" for name in CLASS_COLOURS if name in counts]
    unknown = int(counts.get("unknown", 0))
    return _row(len(found) - (unknown > 0), unknown, found)


def _values(values: pd.Series[Any]) -> tuple[int, int, str]:
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    found = [f"{name} ({number:,})" for name, number in counts.items()]
    return _row(len(counts), int(values.isna().sum()), found)


def _bridges(names: pd.Series[Any], bridges: pd.DataFrame) -> tuple[int, int, str]:
    tagged = bridges[bridges["bridge"].eq(True)].sort_values("bridging", ascending=False, kind="stable")
    called = names.reindex(tagged.index).tolist()
    found = [f"{name} ({score:.2f})" for name, score in zip(called, tagged["bridging"], strict=True)]
    return _row(len(tagged), int(bridges["bridging"].isna().sum()), found)


def _ways(bridges: pd.DataFrame) -> tuple[int, int, str]:
    ways = [way(each) for opens in bridges["opens"] if isinstance(opens, tuple) for each in opens]
    return _row(len(ways), 0, ways)


def in_words(people: Iterable[str], ties: pd.DataFrame) -> str:
    """Return how many of all people a group holds: "12 of 320 people"."""
    number = int(ties.index.isin(set(people)).sum())
    return f"{number:,} of {counted(len(ties), 'person', 'people')}"
