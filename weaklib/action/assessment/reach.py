"""Like with like: which exports cover both of two periods, and which only one of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from weaklib.action.assessment.review import Review
from weaklib.book import CHANNEL_OF_KIND, CONTACT_CHANNELS, Book
from weaklib.measures.coded import CHANNELS, places_in
from weaklib.measures.once import once
from weaklib.measures.roll import NEVER, as_dates, roll_of
from weaklib.measures.sentences import WAYS, listed, on_day

CONNECTIONS = "linkedin connections"
"""The kind of export that lists connections, and where they work."""


class Reach(NamedTuple):
    """How far two periods can be compared: a sentence for what cannot, "" for what can.

    Attributes
    ----------
    contact
        Of all that rests on contact.
    channels
        The channels of contact that cover only a part of the two, each with why.
    connections
        Of the connections listed.
    employers
        Of where people work.
    flows
        Of what adds up from day to day: nothing before is as long as a period that is not over.
    rows
        The exports that tell.
    """

    contact: str
    channels: dict[str, str]
    connections: str
    employers: str
    flows: str
    rows: tuple[tuple[str, Any], ...]


def reach_of(review: Review) -> Reach:
    """Tell whether the exports show the period and the one before it alike.

    A channel does if it covers both from the first day to the last, or shows nothing of either. LinkedIn's
    archives hold everything from the beginning on; of a calendar or a mail file the first entry tells where
    it begins. Where people work is alike if one export tells it for both ends, or each period has its own.

    Parameters
    ----------
    review
        The period.
    """
    earlier = review.earlier
    rows = tuple(("coverage", source) for source in review.book.coverage.index[_tells(review.book)])
    if earlier is None or not earlier.recorded:
        why = "nothing comes before the whole record" if earlier is None else _no_record(earlier)
        return Reach(why, {}, why, why, why, rows)
    spans = _spans(review.book)
    channels = {
        channel: why
        for channel, first, last in spans.itertuples()
        if channel in WAYS and (why := _of_channel(channel, first, last, review, earlier))
    }
    flows = "" if review.over else f"{review.period.words()} is not over as far as the exports reach"
    return Reach(
        listed([*channels.values()]),
        channels,
        _of_connections(spans, review, earlier),
        _of_employers(review, earlier),
        flows,
        rows,
    )


def _no_record(earlier: Review) -> str:
    return f"nothing is on record of {earlier.period.words()} or before"


def _tells(book: Book) -> pd.Series[bool]:
    kinds = [*CHANNEL_OF_KIND, CONNECTIONS]
    return book.coverage["kind"].isin(kinds) & book.coverage["last"].notna()


def _spans(book: Book) -> pd.DataFrame:
    """Return of each channel, and of connections, the first and the last day that the exports speak for."""
    files = book.coverage[["kind", "first", "last"]].copy()
    linkedin = files["kind"].str.startswith("linkedin")
    archive = pd.Series(files.index.astype("str").str.rpartition("/").get_level_values(0), files.index)
    begun = files["first"].where(linkedin).groupby(archive).transform("min")
    files["first"] = begun.where(linkedin, files["first"])
    named = files["kind"].map(dict(CHANNEL_OF_KIND) | {CONNECTIONS: CONNECTIONS})
    spans = files[files["last"].notna()].groupby(named).agg({"first": "min", "last": "max"})
    seen = _first_contact(book).reindex(spans.index)
    return spans.assign(first=spans["first"].fillna(seen))


def _first_contact(book: Book) -> pd.Series[Any]:
    return once(book, "first contact of each channel", lambda: _found_first(book))


def _found_first(book: Book) -> pd.Series[Any]:
    days, channels = roll_of(book).day, places_in(book, "channel", CHANNELS)
    first: dict[str, int] = {}
    for place, channel in enumerate(CHANNELS):
        day, family = int(days[channels == place].min(initial=NEVER)), CONTACT_CHANNELS[channel]
        first[family] = min(day, first.get(family, NEVER))
    found = {family: day for family, day in first.items() if day != NEVER}
    return as_dates(np.array([*found.values()], dtype=np.int64), pd.Index([*found], dtype="str"))


def _of_channel(
    channel: str, first: pd.Timestamp, last: pd.Timestamp, review: Review, earlier: Review
) -> str:
    """Return why a channel does not show two periods alike; "" where it does."""
    way = f"your {WAYS[channel]}" if channel != "meeting" else "your calendar"
    nothing_of_either = last < earlier.start or first > review.end
    if nothing_of_either:
        return ""
    s = "s" if channel != "message" else ""
    if last < review.end:
        return f"{way} end{s} on {on_day(last)}, before {review.period.words()} was over"
    if first > earlier.start:
        return f"{way} begin{s} on {on_day(first)}, when {earlier.period.words()} had begun"
    return ""


def _of_connections(spans: pd.DataFrame, review: Review, earlier: Review) -> str:
    if CONNECTIONS not in spans.index:
        return "no list of connections was exported"
    first, last = spans["first"][CONNECTIONS], spans["last"][CONNECTIONS]
    if last < review.end:
        return f"your list of connections ends on {on_day(last)}, before {review.period.words()} was over"
    if first > earlier.end:
        return f"your list of connections begins on {on_day(first)}"
    return ""


def _of_employers(review: Review, earlier: Review) -> str:
    """Return why employers at the two ends are not told alike; "" where they are."""
    files = review.book.coverage
    made = files.loc[files["kind"] == CONNECTIONS, "last"].dropna().sort_values()
    then, now = made[made <= earlier.end].max(), made[made <= review.end].max()
    same = then == now or (pd.isna(then) and pd.isna(now))
    own = pd.notna(then) and then >= earlier.start and pd.notna(now) and now >= review.start
    # before the first export everything is told by it
    if same or own or (pd.isna(then) and made.iloc[0] == now):
        return ""
    told = f"the export of {on_day(then if pd.notna(then) else made.iloc[0])}"
    return (
        f"where people worked in {earlier.period.words()} is told by {told}, "
        f"and in {review.period.words()} by that of {on_day(now)}"
    )
