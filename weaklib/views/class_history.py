"""How many ties of each class there were at the end of each month or year, and what that says."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.book import Book
from weaklib.measures.classes import CLASSES, class_counts
from weaklib.measures.history import tables
from weaklib.measures.sentences import listed
from weaklib.measures.strength import Defaults
from weaklib.measures.turnover import LIVING, SILENT
from weaklib.views.exported import CALLED, exported, first_day
from weaklib.views.theme import counted, on_day

TOUCHED = CLASSES[:5]
"""The classes of those with whom there was contact."""
NEVER_SEEN = CLASSES[5:]
"""The classes of those with whom none is on record."""
MOST_DAYS = 24
"""At the most so many days are measured: of a longer record the ends of quarters, or of years."""


def class_history(
    book: Book,
    as_of: str | pd.Timestamp | None = None,
    *,
    every: str = "",
    defaults: Defaults | None = None,
) -> pd.DataFrame:
    """Count the ties of each class at the end of every month, quarter or year.

    Each row is what `class_counts` tells of the tie table of its day. It begins where the first export
    that could show contact begins: before, the classes are not known, which is not zero.

    Parameters
    ----------
    book
        What the exports say.
    as_of
        The last day; by default the last that the exports cover.
    every
        "month", "quarter" or "year"; by default the shortest with at most 24 rows.
    defaults
        Half-life, weights and thresholds of tie strength.

    Returns
    -------
    DataFrame
        Indexed by `month`, the day; one column a class of ties, in the order of `CLASSES`: how many people.
        No rows where no export could show contact.

    Raises
    ------
    InputError
        If `as_of` is no date, or `every` is none of the three.

    Examples
    --------
    >>> import weaklib as wl
    >>> trend = class_history(wl.read("data/example"), every="year")
    >>> [f"{day:%Y}" for day in trend.index][:2], f"{trend.index[-1]:%Y-%m-%d}"
    (['2018', '2019'], '2026-10-31')
    """
    day = book.day(as_of)
    since = first_day(book.coverage, day)
    step = every or ("month" if since is None else step_for(since, day))
    months = tables(book, step, until=day, defaults=defaults)
    known = (month for month in months if since is not None and month.month >= since)
    rows = {month.month: class_counts(month.standing) for month in known}
    table = pd.DataFrame(rows, index=list(CLASSES)).T.astype("int64")
    return table.set_axis(pd.DatetimeIndex(list(rows), name="month"))


def step_for(first: pd.Timestamp, last: pd.Timestamp, most: int = MOST_DAYS) -> str:
    """Return the shortest of month, quarter and year of which there are at most so many.

    >>> step_for(pd.Timestamp("2025-01-05"), pd.Timestamp("2026-12-31"))
    'month'
    >>> step_for(pd.Timestamp("2025-01-05"), pd.Timestamp("2027-01-01"))
    'quarter'
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= most else "quarter" if months <= 3 * (most - 1) else "year"


def finding(trend: pd.DataFrame) -> str:
    """Return which class of the living ties grew and which shrank most, and how many have gone quiet.

    Parameters
    ----------
    trend
        From `class_history` or `history.replay`; with one row or more.
    """
    now, then = trend.iloc[-1], trend.iloc[0]
    if len(trend) == 1:
        held = [f"{int(now[name]):,} {name}" for name in TOUCHED if now[name]]
        return f"Ties on {on_day(trend.index[-1])}: {listed(held) or 'none with contact'}"
    moved = (now - then)[list(LIVING)].astype("int64")
    grew, shrank = str(moved.idxmax()), str(moved.idxmin())
    quiet_then, quiet_now = (int(day[list(SILENT)].sum()) for day in (then, now))
    clauses = [f"{grew} ties grew most ({_from_to(then, now, grew)})"] if moved[grew] > 0 else []
    clauses += [f"{shrank} ties shrank most ({_from_to(then, now, shrank)})"] if moved[shrank] < 0 else []
    if quiet_now != quiet_then:
        before = f", after {quiet_then:,} then" if quiet_then else ""
        clauses.append(f"{quiet_now:,} {'has' if quiet_now == 1 else 'have'} gone quiet{before}")
    told = listed(clauses) or "no class of tie has more people, or fewer"
    return f"From {trend.index[0]:%B %Y} to {trend.index[-1]:%B %Y} {told}"


def _from_to(then: pd.Series[Any], now: pd.Series[Any], name: str) -> str:
    return f"{int(then[name]):,} to {int(now[name]):,}"


def note(trend: pd.DataFrame, coverage: pd.DataFrame) -> str:
    """Return where the exports begin and end in this time, and of how many nothing is known at its end.

    Parameters
    ----------
    trend
        As for `finding`.
    coverage
        From the book.
    """
    day = trend.index[-1]
    spans = exported(coverage, day)
    begun = [f"{CALLED[str(channel)]} on {on_day(first)}" for channel, first in spans["first"].items()]
    ended = [
        f"{CALLED[str(channel)]} on {on_day(last)}" for channel, last in spans["last"].items() if last < day
    ]
    said = [f"Nothing is known from before the exports begin: {listed(begun)}."] if begun else []
    said += [f"They end before the last day: {listed(ended)}; no silence is counted after."] if ended else []
    if unknown := int(trend["unknown"].iloc[-1]):
        said.append(f"For {counted(unknown, 'contact')} no export could show contact.")
    return " ".join(said)
