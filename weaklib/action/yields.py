"""What has worked: which meetings and threads brought new connections that lasted, and of which circles."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.action.expertise_forms import readable
from weaklib.action.reasons import Row
from weaklib.action.replies import MEETINGS, TWO_WAY_MEETING
from weaklib.action.situation import Situation
from weaklib.book import Book
from weaklib.measures.coded import CHANNELS, coded, places_in
from weaklib.measures.once import once
from weaklib.measures.roll import Ints, as_dates, day_number, roll_of, whole_days
from weaklib.measures.sentences import counted, listed, on_day

WITHIN_DAYS = 7
"""How soon after a meeting a connection is one that it brought."""

LASTING_DAYS = 30
"""After how many days two-way contact shows that a connection lasted."""

LEAST_IN_THREAD = 2
SHOWN = 5
MOST = 50
"""How many meetings and threads are told."""

COLUMNS = ("event", "what", "day", "size", "brought", "lasting", "circles", "sentence", "rows")
"""The columns of `yields`."""


def yields(situation: Situation) -> pd.DataFrame:
    """Tell which meetings and threads brought new connections, and how many of these lasted.

    A meeting or thread brought somebody with whom no contact is on record before that day, and who became a
    connection within 7 days after. It lasted if there was two-way contact more than 30 days after the
    meeting: messages or mail both ways, or a meeting of at most 8. A thread counts from two contacts on: who
    writes to one person alone was brought by nothing on record.

    Parameters
    ----------
    situation
        What is known, as of which day.

    Returns
    -------
    DataFrame
        At most 50 rows, a meeting or thread that brought anybody each, most lasting connections first,
        then the newest: `event`, `what` ("meeting" or "thread"), `day` (the owner's), `size` (people, the
        owner included), `brought` and `lasting` (ids), `circles` (names of the circles of those who lasted),
        `sentence`, and `rows`, the evidence.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> situation = Situation(book, book.last_day(), wl.ties.tie_table(book), book.people[[]])
    >>> print(yields(situation)["sentence"].iloc[0].partition(":")[0])
    The meeting of 6 people on 3 March 2022 brought 5 new connections within a week, of whom 5 lasted
    """
    return situation.once("yields", _yields)


def _yields(situation: Situation) -> pd.DataFrame:
    new = brought(situation, situation.book.people["connected_on"])
    if new.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    new = new.assign(shown_by=lasted(situation, new))
    new["lasted"] = new["shown_by"].map(len) > 0
    groups = new.groupby(["event", "thread"], sort=True)
    order = groups.agg(lasted=("lasted", "sum"), day=("day", "first"))
    best = order.sort_values(["lasted", "day"], ascending=False, kind="stable").index[:MOST]
    found = [_row(situation, new.iloc[groups.indices[key]]) for key in best]
    return pd.DataFrame(found, columns=list(COLUMNS))


class Gatherings(NamedTuple):
    """The first row of each person at each meeting or thread, however large, by time.

    `place` in the interactions, the owner's `day`, `who` (a place in the roll), `event` (a number; meetings
    have even ones and threads odd ones), and `fresh`: whether it is of the first day with that person.
    """

    place: Ints
    day: Ints
    who: Ints
    event: Ints
    fresh: NDArray[np.bool_]


def _gatherings(book: Book) -> Gatherings:
    rows, roll = book.interactions, roll_of(book)
    channel = places_in(book, "channel", CHANNELS)
    place = np.flatnonzero(channel >= 0)
    if not rows["at"].is_monotonic_increasing:
        place = place[np.argsort(rows["at"].dt.tz_convert(None).to_numpy()[place], kind="stable")]
    who, day = roll.person[place], roll.day[place]
    first = np.zeros(len(roll.people) + 1, dtype=np.int64)
    first[who[::-1]] = day[::-1]
    thread = ~np.isin(channel[place], [CHANNELS.index(each) for each in MEETINGS])
    every, events = coded(book, "event")
    named = every[place]
    kept = np.flatnonzero(np.array([*(events != ""), False])[named])
    event = named[kept] * 2 + thread[kept]
    kept = kept[~pd.Index(event * (len(roll.people) + 1) + who[kept]).duplicated()]
    event = named[kept] * 2 + thread[kept]
    return Gatherings(place[kept], day[kept], who[kept], event, first[who[kept]] >= day[kept])


def brought(situation: Situation, connected: pd.Series[Any]) -> pd.DataFrame:
    """Return who became a connection within 7 days after a meeting or thread that was their first contact.

    Parameters
    ----------
    situation
        What is known, as of which day.
    connected
        The day on which each person became a connection, NaT where they did not, by `person`.

    Returns
    -------
    DataFrame
        Rows of the interactions under their labels, by time: one a person and meeting or thread, with `day`
        (the owner's), `thread` (whether it is one) and `size` (people, the owner included).
    """
    book, day = situation.book, day_number(situation.day)
    held = once(book, "gatherings by time", lambda: _gatherings(book))
    known = held.day <= day
    people = np.bincount(held.event[known], minlength=1)
    on = whole_days(connected.reindex(roll_of(book).people.index))[held.who]
    soon = (held.day <= on) & (on <= np.minimum(held.day + WITHIN_DAYS, day))
    thread = held.event % 2 == 1
    kept = np.flatnonzero(known & held.fresh & soon)
    kept = kept[~thread[kept] | (people[held.event[kept]] >= LEAST_IN_THREAD)]
    rows = book.interactions[["at", "person", "channel", "group_size", "event"]].take(held.place[kept])
    size = np.maximum(rows["group_size"].to_numpy(), people[held.event[kept]] + 1)
    return rows.assign(thread=thread[kept], day=as_dates(held.day[kept], rows.index), size=size)


def lasted(situation: Situation, new: pd.DataFrame) -> pd.Series[Any]:
    """Return of each new person the labels that show two-way contact more than 30 days later; () for none.

    The last of each sort tells it: a meeting of at most 8, or else a message or mail each way.

    Parameters
    ----------
    situation
        What is known, as of which day.
    new
        With columns `person` and `at`, the moment from which the days count; any index.

    Returns
    -------
    Series
        Tuples of labels of the interactions, under the index of `new`.
    """
    told = situation.told
    meeting = told.by(*MEETINGS)
    sorts = (
        meeting & (told.size <= TWO_WAY_MEETING),
        ~meeting & told.went("in"),
        ~meeting & told.went("out"),
    )
    later = new["at"].dt.tz_convert(None).to_numpy(dtype="datetime64[us]") + np.timedelta64(LASTING_DAYS, "D")
    whose, at = told.numbers_of(new["person"]), np.append(told.at, np.datetime64("NaT", "us"))
    labels, is_later = [], []
    for kind in sorts:
        place = np.append(told.last(kind), -1)[whose]
        is_later.append((at[place] > later).tolist())
        labels.append(np.append(told.label, -1)[place].tolist())
    shown = [
        (met,) if met_later else (into, out) if in_later and out_later else ()
        for met, into, out, met_later, in_later, out_later in zip(*labels, *is_later, strict=True)
    ]
    return pd.Series(shown, index=new.index, dtype="object")


def _row(situation: Situation, new: pd.DataFrame) -> tuple[Any, ...]:
    first = new.iloc[0]
    what, size = "thread" if first["thread"] else "meeting", int(new["size"].max())
    shown_by = dict(zip(new["person"].astype("str"), new["shown_by"], strict=True))
    brought = tuple(sorted(shown_by))
    lasting = tuple(person for person in brought if shown_by[person])
    circles = _circles(situation, lasting)
    rows: tuple[Row, ...] = (
        *(("interactions", label) for label in new.index),
        *(("people", person) for person in brought),
        *(("interactions", label) for person in lasting for label in shown_by[person]),
    )
    told = _sentence(situation, what, size, first["day"], brought, lasting, circles)
    return str(first["event"]), what, first["day"], size, brought, lasting, circles, told, rows


def _circles(situation: Situation, people: tuple[str, ...]) -> tuple[str, ...]:
    if situation.circles is None:
        return ()
    return tuple(sorted(situation.circles.reindex([*people]).dropna().astype("str").unique()))


def _sentence(
    situation: Situation,
    what: str,
    size: int,
    day: pd.Timestamp,
    brought: tuple[str, ...],
    lasting: tuple[str, ...],
    circles: tuple[str, ...],
) -> str:
    names = [
        readable(str(situation.book.people.at[person, "name"])) for person in (lasting or brought)[:SHOWN]
    ]
    more = len(lasting or brought) - SHOWN
    who = listed([*names, f"{more} more"] if more > 0 else names)
    of = f" (of {counted(len(circles), 'circle')}: {listed(list(circles))})" if circles else ""
    return (
        f"The {what} of {size} people on {on_day(day)} brought {counted(len(brought), 'new connection')} "
        f"within a week, of whom {len(lasting) or 'none'} lasted: {who}{of}."
    )
