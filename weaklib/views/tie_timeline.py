"""The timeline of one tie: a lane for each kind of contact, and under them how strong the tie was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from weaklib.book import Book, InputError
from weaklib.measures.history import tables
from weaklib.measures.record import Record, record_of
from weaklib.measures.strength import Defaults
from weaklib.measures.ties import tie_diary, ties_on
from weaklib.views.class_history import step_for
from weaklib.views.exported import first_day
from weaklib.views.theme import headed, sentence
from weaklib.views.timeline_lanes import draw_lanes
from weaklib.views.timeline_rows import LANES, marks_of, rows_of
from weaklib.views.timeline_strength import draw_strength
from weaklib.views.timeline_words import finding, name_of, note, why_nothing

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

MOST_DAYS = 60
"""At the most on so many days the strength is measured."""
LANE, STRENGTH, STRIP, GAP = 27, 120, 22, 34
"""How high a lane, the strength, the strip of classes, and the room between are, in pixels."""


def tie_timeline(
    book: Book,
    person: str,
    as_of: str | pd.Timestamp | None = None,
    *,
    ledger: Ledger | None = None,
    defaults: Defaults | None = None,
) -> go.Figure:
    """Draw everything on record with one person, and how strong the tie was, from the beginning to a day.

    A lane has ground where an export covers it: an empty lane on its ground is silence, and without ground
    nothing is known. Full marks count as contact; open ones (large meetings, favours, invitations) do not.

    Parameters
    ----------
    book
        What the exports say.
    person
        Whom, as in the index of `tie_table`.
    as_of
        The last day that counts; by default the last that the exports cover.
    ledger
        What was asked and what came of it, for a lane of its own.
    defaults
        Half-life, weights and thresholds of tie strength.

    Returns
    -------
    plotly.graph_objects.Figure
        The lanes, the strength from 0 to 1 and the class, as measured at the ends of at most 60 months,
        quarters or years; a sentence where no contact is on record.

    Raises
    ------
    InputError
        If `as_of` is not a date, or the person is not in the book on that day.

    Examples
    --------
    >>> import weaklib as wl
    >>> timeline = tie_timeline(wl.read("data/example"), "soren-achterberg")
    >>> timeline.layout.title.text.startswith("Søren Achterberg: in touch on ")
    True
    """
    rules, day = defaults or Defaults(), book.day(as_of)
    alone = _alone(book, person)
    ties = ties_on(tie_diary(alone, rules), day, rules)
    if ties.empty:
        msg = f"Nobody is called {person!r} in these exports by that day; the tie table's index has all."
        raise InputError(msg)
    record = record_of(alone, ties.iloc[0], day, rules=rules)
    if record.contacts.empty:
        return sentence(finding(record), why_nothing(record))
    rows = rows_of(book, record, ledger)
    return _drawn(record, rows, strength_history(alone, record))


def _alone(book: Book, person: str) -> Book:
    """Return the book with one person in it: their tie rests on nobody else's rows."""
    people, rows, work = book.people, book.interactions, book.affiliations
    return replace(
        book,
        people=people[people.index == person],
        interactions=rows[rows["person"] == person],
        affiliations=work[work["person"] == person],
    )


def strength_history(alone: Book, record: Record) -> pd.DataFrame:
    """Return `strength` and `class` of the one tie of a book at the ends of months, quarters or years.

    It begins with the first day on which an export could show contact: before, neither is known.
    """
    first = min([record.contacts["day"].min(), *alone.people["connected_on"].dropna()])
    since = first_day(record.coverage, record.day)
    begun = max(pd.Timestamp(first), since or pd.Timestamp(first))
    months = tables(alone, step_for(begun, record.day, MOST_DAYS), until=record.day, defaults=record.rules)
    told = {now.month: now.ties.iloc[0] for now in months if now.month >= begun and len(now.ties)}
    return pd.DataFrame(
        {name: {day: tie[name] for day, tie in told.items()} for name in ("strength", "class")}
    )


def _drawn(record: Record, rows: pd.DataFrame, history: pd.DataFrame) -> go.Figure:
    marks = marks_of(rows)
    kinds = record.kinds()
    lanes = [lane for lane, files in LANES.items() if kinds & set(files) or lane in set(marks["lane"])]
    height = LANE * (len(lanes) + 1) + STRENGTH + STRIP + 2 * GAP
    figure = go.Figure(layout={"template": "weaklib"})
    first = min(rows["day"].min(), pd.Timestamp(history.index[0]) if len(history) else record.day)
    edge = max((record.day - first) * 0.02, pd.Timedelta(days=2))
    draw_lanes(figure, record, marks, lanes, bottom=(STRENGTH + STRIP + 2 * GAP) / height)
    draw_strength(
        figure,
        history,
        record,
        heights=(STRIP / height, (STRIP + GAP) / height, (STRIP + GAP + STRENGTH) / height),
    )
    figure.update_layout(
        barmode="overlay",
        barcornerradius=0,
        hovermode="closest",
        legend={"y": -40 / height, "traceorder": "normal"},
        xaxis={
            "type": "date",
            "range": [_iso(first - edge), _iso(record.day + edge)],
            "anchor": "y3",
            "showgrid": True,
        },
    )
    return headed(figure, finding(record), note(record), height=height + 90)


def _iso(day: Any) -> str:
    return f"{day:%Y-%m-%d}"


__all__ = ["name_of", "strength_history", "tie_timeline"]
