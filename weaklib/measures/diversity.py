"""Diversity: over how many employers, fields, functions, ranks, places and circles the contacts spread."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.indices import blau, blau_unbiased, hill, iqv, rarefied, rarefy, shannon
from weaklib.measures.network import current_work
from weaklib.measures.once import once

__all__ = [
    "blau",
    "blau_unbiased",
    "diversity_change",
    "diversity_table",
    "hill",
    "iqv",
    "rarefied",
    "rarefy",
    "shannon",
    "sole_contacts",
]

DIMENSIONS = ("organisation", "field", "function", "seniority")
ANYWHERE = frozenset(
    "ac ad ag ai am as cc cd co dj eu fm gg gl im io is la li ly me mu nu pw sc sh so st su".split()
)
ANYWHERE |= frozenset("tk to tv vc vu ws".split())
"""Country codes under which anybody registers a domain: they tell no place."""


def diversity_table(
    book: Book,
    ties: pd.DataFrame,
    *,
    circles: pd.Series | None = None,
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Tell how the contacts spread over employers, fields, functions, ranks, places and circles.

    Parameters
    ----------
    book
        What was read; where the contacts work now counts.
    ties
        A table indexed by `person`, as `tie_table` returns it: the contacts to count.
    circles
        The circle of each person, as `find_circles` returns it; without it there is no row `circle`.
    as_of
        The day on which they work there, inclusive; by default that of the newest record.

    Returns
    -------
    pd.DataFrame
        Indexed by `dimension` (organisation, field, function, seniority, place, circle):

        - `contacts`, and how many of them are `known` in this dimension; `unknown_share` is the rest, 0 to 1.
        - `categories`: how many different ones occur (Hill's q = 0).
        - `blau`, `blau_unbiased`, `shannon` (nats), `q1`, `q2` (effective numbers of categories).
        - `largest`: the category with the most contacts; `largest_share` of the known, 0 to 1.

        All but the counts are nan where nobody is known. A `place` is a country, and known only of contacts
        whose mail address ends in its code ("de"); the exports tell no other.

    References
    ----------
    Blau 1977, Inequality and Heterogeneity; Hill 1973, Ecology 54, 427; Jost 2006, Oikos 113, 363.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> table = diversity_table(book, book.people)
    >>> table.index.tolist()
    ['organisation', 'field', 'function', 'seniority', 'place']
    """
    traits = _traits(book, ties.index, circles, as_of)
    rows = [_spread(traits[dimension]) for dimension in traits]
    return pd.DataFrame(rows, index=pd.Index(traits.columns, name="dimension"))


def diversity_change(
    book: Book,
    before: str | pd.Timestamp,
    after: str | pd.Timestamp,
    *,
    circles: tuple[pd.Series, pd.Series] | None = None,
) -> pd.DataFrame:
    """Compare the diversity of the contacts on two dates as if they had been equally many on both.

    More contacts know more employers by their number alone: so both dates are rarefied to the smaller number
    of contacts who are known. Where they worked is told by the exports of the time; where there is only a
    later one, by that: the change is then in who was known, not in their moves.

    Parameters
    ----------
    book
        What was read.
    before, after
        The two dates, inclusive.
    circles
        The circles of the one date and of the other; without them there is no row `circle`.

    Returns
    -------
    pd.DataFrame
        Indexed by `dimension`: `known_before`, `known_after` (contacts), `unknown_share_before`,
        `unknown_share_after` (0 to 1); `n`, the contacts to which both are rarefied; and `q0_before`,
        `q0_after`, `q1_before`, `q1_after`, `q2_before`, `q2_after`, the effective numbers of categories to
        expect among so many; nan where nobody is known on one of the dates.

    Raises
    ------
    InputError
        If a date is none.

    References
    ----------
    Chao et al. 2014, Ecological Monographs 84, 45; Hurlbert 1971, Ecology 52, 577.
    """
    days = [book.day(date) for date in (before, after)]
    books = [book.as_of(day) for day in days]
    known = circles or (None, None)
    then, now = (
        _traits(held, held.people.index, circle, day)
        for held, circle, day in zip(books, known, days, strict=True)
    )
    rows = [_change(then[dimension], now[dimension]) for dimension in then]
    return pd.DataFrame(rows, index=pd.Index(then.columns, name="dimension"))


def sole_contacts(
    book: Book,
    ties: pd.DataFrame,
    *,
    circles: pd.Series | None = None,
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """List who is the only contact in a category: lose touch with them, and you know nobody there.

    Parameters
    ----------
    book, ties, circles, as_of
        As for `diversity_table`.

    Returns
    -------
    pd.DataFrame
        One row a category with a single contact, by dimension and then by name: `dimension`, `category`,
        `person`, `name`. Contacts of whom a dimension is not known may be in the category too.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> sole_contacts(book, book.people).columns.tolist()
    ['dimension', 'category', 'person', 'name']
    """
    traits = _traits(book, ties.index, circles, as_of)
    rows = []
    for dimension, values in traits.items():
        sole = values.dropna().drop_duplicates(keep=False).sort_values(kind="stable")
        rows += [(dimension, category, person) for person, category in sole.items()]
    table = pd.DataFrame(rows, columns=["dimension", "category", "person"], dtype="str")
    return table.assign(name=table["person"].map(book.people["name"]).astype("str"))


def _traits(
    book: Book, people: pd.Index[str], circles: pd.Series | None, as_of: str | pd.Timestamp | None
) -> pd.DataFrame:
    """Return what is known of each person, one column a dimension."""
    traits = current_work(book, as_of)[list(DIMENSIONS)].reindex(people)
    traits["place"] = once(book, "places by address", lambda: _places(book.people)).reindex(people)
    if circles is not None:
        traits["circle"] = circles.reindex(people)
    return traits


def _places(people: pd.DataFrame) -> pd.Series:
    told = [place_of(emails) if emails else None for emails in people["emails"].tolist()]
    return pd.Series(told, people.index, dtype="str")


def place_of(emails: object) -> str | None:
    """Return the country code in which most of a person's addresses end; None where they tell none.

    >>> place_of(("a@b.de", "c@d.example"))
    'de'
    """
    if not emails:
        return None
    addresses = emails if isinstance(emails, Iterable) else ()
    endings = [str(address).rpartition(".")[2].lower() for address in addresses]
    codes = [code for code in endings if len(code) == 2 and code.isalpha() and code not in ANYWHERE]
    return min(codes, key=lambda code: (-codes.count(code), code), default=None)


def _change(then: pd.Series, now: pd.Series) -> dict[str, float]:
    counts = [values.value_counts().to_numpy() for values in (then, now)]
    both = rarefied(*counts)
    dates = {"before": then, "after": now}
    return {
        **{f"known_{when}": int(values.notna().sum()) for when, values in dates.items()},
        **{f"unknown_share_{when}": float(values.isna().mean()) for when, values in dates.items()},
        "n": both["n"].iloc[0],
        **{f"q{q}_{when}": both.loc[when, f"q{q}"] for q in (0, 1, 2) for when in dates},
    }


def _spread(values: pd.Series) -> dict[str, object]:
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    known = int(counts.sum())
    return {
        "contacts": len(values),
        "known": known,
        "unknown_share": 1 - known / len(values) if len(values) else np.nan,
        "categories": len(counts),
        "blau": blau(counts),
        "blau_unbiased": blau_unbiased(counts),
        "shannon": shannon(counts),
        "q1": hill(counts, 1),
        "q2": hill(counts, 2),
        "largest": counts.index[0] if known else np.nan,
        "largest_share": counts.iloc[0] / known if known else np.nan,
    }
