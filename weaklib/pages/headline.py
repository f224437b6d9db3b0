"""The headline figures of a report: what they are on its day, and what they were one period before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from weaklib.book import Book
from weaklib.measures.history import tables
from weaklib.measures.period import Period
from weaklib.pages.closeness import IN_TOUCH, QUIET, shown
from weaklib.pages.headline_names import FIGURES
from weaklib.pages.prose import MONTHS, day, listed
from weaklib.pages.spans import Span
from weaklib.views.exported import CALLED, exported

OF_CONTACT = ("in touch", "gone quiet")
"""Those that only exports of messages, meetings or mail can tell."""


class Earlier(NamedTuple):
    """The headline figures one period before, from the same exports.

    Attributes
    ----------
    day
        The last day of that period.
    called
        That period in the shortest words: "September", "the second quarter", "the end of 2025".
    figures
        Each figure on that day; nan where it is not known, or not comparable.
    why
        Why some are not comparable, in a sentence; "" where all are.
    """

    day: pd.Timestamp
    called: str
    figures: dict[str, float]
    why: str


def figures_of(
    ties: pd.DataFrame, circles: pd.Series[Any], bridges: pd.DataFrame, employers: float
) -> dict[str, float]:
    """Return the headline figures of one day; nan where the exports do not tell.

    Parameters
    ----------
    ties, circles, bridges
        As `tie_table`, `find_circles` and `bridge_table` return them for that day.
    employers
        How many different employers are known.
    """
    return _figures(ties, circles.nunique(), int(bridges["opens"].map(len).sum()), employers)


def _figures(ties: pd.DataFrame, circles: int, ways: int, employers: float) -> dict[str, float]:
    told = shown(ties)
    people = {"in touch": IN_TOUCH, "gone quiet": QUIET}
    of_class = {name: float(ties["class"].isin(classes).sum()) for name, classes in people.items()}
    return {
        "people": float(len(ties)),
        **{name: number if told else math.nan for name, number in of_class.items()},
        "circles": float(circles),
        "sole ways in": float(ways),
        "employers": employers or math.nan,
    }


def earlier(book: Book, span: Span) -> Earlier:
    """Return the headline figures of the last day of the period before, measured from the same exports.

    Parameters
    ----------
    book
        What the exports say, as of the day of the report.
    span
        From `spans.span_of`.
    """
    before = span.period.before()
    end = before.end or span.day
    called = called_before(span.period)
    (then,) = tables(book, months=1, until=end)
    if then.ties.empty:
        nothing = f"Nobody is on record by {day(end)}, so there is nothing to compare with."
        return Earlier(end, called, dict.fromkeys(FIGURES, math.nan), nothing)
    employers = float(then.contacts.nodes["organisation"].nunique())
    # no names of circles and no scores of bridges: nobody looks at them
    circles = int(then.communities.max(initial=-1)) + 1
    figures = _figures(then.ties, circles, then.sole_ways, employers)
    why = _not_comparable(book, end, span.day)
    if why:
        figures |= dict.fromkeys(OF_CONTACT, math.nan)
    return Earlier(end, called, figures, why)


def called_before(period: Period) -> str:
    """Return what the period before is called beside a figure.

    >>> from weaklib.measures.period import period_of
    >>> [called_before(period_of(text)) for text in ("2026-10", "2026-01", "2026-Q3", "2026-Q1", "2026")]
    ['September', 'December 2025', 'the second quarter', 'the fourth quarter of 2025', 'the end of 2025']
    """
    before = period.before()
    start = before.start
    if start is None or "-" not in before.text:
        return f"the end of {before.text}"
    same = period.start is not None and start.year == period.start.year
    if "Q" in before.text:
        return before.words().removesuffix(f" of {start.year}") if same else before.words()
    return MONTHS[start.month - 1] if same else f"{MONTHS[start.month - 1]} {start.year}"


def changes(now: Mapping[str, float], then: Earlier) -> dict[str, str]:
    """Return the change of each known figure in words.

    Parameters
    ----------
    now
        From `figures_of`.
    then
        From `earlier`.

    Examples
    --------
    >>> then = Earlier(pd.Timestamp("2026-09-30"), "September", {"people": 317, "circles": 26}, "")
    >>> changes({"people": 320, "circles": 26, "employers": 9}, then)
    {'people': '+3 since September, from 317',
     'circles': 'no change since September',
     'employers': 'not known for September'}
    """
    if _nothing(then):
        return {}
    return {name: _change(figure, then, name) for name, figure in now.items() if not math.isnan(figure)}


def _change(figure: float, then: Earlier, name: str) -> str:
    was = then.figures.get(name, math.nan)
    if math.isnan(was):
        return f"not comparable with {then.called}" if then.why else f"not known for {then.called}"
    moved = int(figure - was)
    if not moved:
        return f"no change since {then.called}"
    return f"{'+' if moved > 0 else '−'}{abs(moved):,} since {then.called}, from {int(was):,}"


def compared_in_words(then: Earlier) -> str:
    """Return with what the figures are compared, and why some or all of them are not."""
    if _nothing(then):
        return then.why
    return f"Compared with {day(then.day)}, measured anew from the same exports. {then.why}".strip()


def _nothing(then: Earlier) -> bool:
    return all(map(math.isnan, then.figures.values()))


def _not_comparable(book: Book, then: pd.Timestamp, now: pd.Timestamp) -> str:
    """Say why it is not comparable who was in touch on two days; "" where it is."""
    before, after = exported(book.coverage, then), exported(book.coverage, now)
    begun = after.loc[after.index.difference(before.index, sort=False), "first"]
    if len(begun):
        since = listed([f"{CALLED[str(channel)]} from {day(first)}" for channel, first in begun.items()])
        return f"Who was in touch is not comparable, because more is on record since: {since}."
    if len(after) and after["last"].max() <= then:
        return f"Who was in touch since is not known: its exports end on {day(after['last'].max())}."
    return ""
