"""History: the measures replayed at the end of every month from the same exports, read only once."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from weaklib.book import Book
from weaklib.measures.chronicle import Month, chronicle
from weaklib.measures.lineage import match
from weaklib.measures.monthly import circles_of, told_of
from weaklib.measures.periods import period_before, period_ends
from weaklib.measures.strength import Defaults

__all__ = ["Month", "on", "replay", "tables"]


def tables(
    book: Book,
    every: str = "month",
    *,
    months: int | None = None,
    until: str | pd.Timestamp | None = None,
    defaults: Defaults | None = None,
) -> Iterator[Month]:
    """Go through the months: at the end of each, every table of ties, contacts and circles, on demand.

    The book is laid out once. Each `Month` holds, measured when first asked for and equal to what the
    functions of these names return with `as_of=month`: `ties`, `graph`, `circles` (seed 0) and `bridges`; and
    `contacts` and `arrays`, the ties among contacts without the cost of a graph.

    Parameters
    ----------
    book, every, months, until, defaults
        As for `replay`.

    Yields
    ------
    Month
        The earliest first.

    Raises
    ------
    InputError
        As `replay`.

    Examples
    --------
    >>> import weaklib as wl
    >>> last_year = tables(wl.read("data/example"), months=3)
    >>> [f"{now.month:%B}: {len(now.ties)} people" for now in last_year][-1].split(":")[0]
    'October'
    """
    laid_out = chronicle(book, defaults=defaults)
    return (laid_out.at(day) for day in period_ends(laid_out, every, months=months, until=until))


def on(book: Book, as_of: str | pd.Timestamp | None = None) -> Month:
    """Return one day: every table of ties, contacts and circles, on demand, as `tables` has them.

    Parameters
    ----------
    book
        What the exports say.
    as_of
        The day; by default the last that the exports cover.

    Raises
    ------
    InputError
        If `as_of` is no date.

    Examples
    --------
    >>> import weaklib as wl
    >>> now = on(wl.read("data/example"))
    >>> len(now.graph) == len(now.circles) == len(now.bridges)
    True
    """
    return chronicle(book).at(book.day(as_of))


def replay(
    book: Book,
    every: str = "month",
    *,
    months: int | None = None,
    until: str | pd.Timestamp | None = None,
    defaults: Defaults | None = None,
) -> pd.DataFrame:
    """Measure a book at the end of every month: how a network came to be what it is.

    Each row is what a direct computation as of its day gives, and rests on nothing dated later; that which
    compares, compares with the row before (for the first row, with the month before it).

    Parameters
    ----------
    book
        What the exports say.
    every
        "month", "quarter" or "year".
    months
        How many months to go back; by default to the first dated row.
    until
        The last day, inclusive; by default the last that the exports cover. Where it ends no month, the last
        row is of this day, for the part of the month that was.
    defaults
        Half-life, weights and thresholds of tie strength.

    Returns
    -------
    DataFrame
        Indexed by `month`, the last day of each (the owner's days):

        - `people` in the book; `new_connections` and `first_contacts` (arrivals) since the row before.
        - One column a class of ties ("strong", ..., "unknown"): how many people.
        - `active`: ties silent for at most `fading_days` (180).
        - `arrived`, `strengthened`, `weakened`, `fell silent`, `revived`, `died`: how many ties changed so
          since the row before, as `tie_changes` tells by their classes.
        - `turnover`, `turnover_year`: the part of the ties active on this or the earlier day that were not so
          on both (0 to 1), against the row before and the day a year before; nan where the record does not
          reach back.
        - `employers_q1`, `fields_q1`: the effective number of employers and fields (Hill, q = 1); nan where
          none is known.
        - `ties_among`: known ties among contacts; `observed_share` of their weight (0 to 1; nan without one).
        - `constraint`, `effective_size` of the owner's network, as `owner_structure` tells; nan where no tie
          among the owner's contacts is known.
        - `circles`, and how many of them are new, and how many of the row before are gone
          (`circles_new`, `circles_gone`), matched by their members; `bridges`: contacts tagged so.
        - `signature_shift`: how far the social signature of the last 180 days differs from that of the 180
          before (Jensen-Shannon, base 2, 0 to 1); nan where the record does not reach back. `top_share`: the
          share of the contact in these 180 days that went to one person; nan without contact.

    Raises
    ------
    InputError
        If `every` is none of the three, `months` is below 1, or `until` is no date.

    Notes
    -----
    Where contacts worked is told by the exports of the time; before the first of them, by that: employers of
    a long past month are mostly those of today.

    References
    ----------
    Burt 2002, Social Networks 24, 333 (decay); Saramaki et al. 2014, PNAS 111, 942 (signature); Hill 1973,
    Ecology 54, 427; Jaccard 1912, New Phytologist 11, 37; Greene, Doyle & Cunningham 2010, ASONAM, 176.

    Examples
    --------
    >>> import weaklib as wl
    >>> trend = replay(wl.read("data/example"), months=2)
    >>> trend[["people", "strong"]].notna().all().tolist()
    [True, True]
    """
    laid_out = chronicle(book, defaults=defaults)
    days = period_ends(laid_out, every, months=months, until=until)
    before = laid_out.at(period_before(days[0], every))
    followed, taken, rows = before.circles, set(before.circles.dropna()), []
    for day in days:
        now = laid_out.at(day)
        kept = match(followed, now.circles, taken=taken)
        rows.append({**told_of(before, now), **circles_of(followed, kept)})
        before, followed = now, kept
        taken |= set(kept.dropna())
    return pd.DataFrame(rows, index=pd.DatetimeIndex(days, name="month"))
