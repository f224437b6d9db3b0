"""What has worked: which meetings and threads brought new connections that lasted, and of which circles."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.reasons import Row
from weaklib.action.replies import TWO_WAY_MEETING
from weaklib.action.situation import Situation
from weaklib.book import CONTACT_CHANNELS
from weaklib.measures.once import once
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


def _by_then(situation: Situation) -> pd.DataFrame:
    """Return the first row of each person at each meeting or thread by the day, however large; by time."""
    every = once(situation.book, "gatherings", lambda: _gatherings(situation))
    return every[every["day"] <= situation.day]


def _gatherings(situation: Situation) -> pd.DataFrame:
    rows = situation.book.interactions[["at", "person", "channel", "group_size", "event"]]
    place = np.flatnonzero(rows["channel"].isin([*CONTACT_CHANNELS]))
    rows = rows.take(place[np.argsort(rows["at"].dt.tz_convert(None).to_numpy()[place], kind="stable")])
    day, who = situation.days(rows["at"]), pd.factorize(rows["person"])[0]
    # people are numbered by their first row
    first = day.to_numpy()[np.unique(who, return_index=True)[1]][who]
    thread = rows["channel"].map(CONTACT_CHANNELS).ne("meeting")
    rows = rows.assign(thread=thread, day=day, first=first, who=who)
    named = rows[rows["event"].notna() & rows["event"].ne("")]
    held = named.assign(event=pd.factorize(named["event"])[0]).duplicated(["event", "thread", "who"])
    return named[~held.to_numpy()].drop(columns="who")


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
    rows = _by_then(situation)
    if rows.empty:
        return rows.assign(size=rows["group_size"])
    people = rows.groupby(["event", "thread"])["person"].transform("size")
    rows = rows.assign(size=rows["group_size"].clip(lower=people + 1))
    rows = rows[~rows["thread"] | (people >= LEAST_IN_THREAD)]
    after = pd.Series(connected.reindex(rows["person"]).to_numpy(), index=rows.index) - rows["day"]
    soon = after.between(pd.Timedelta(0), pd.Timedelta(days=WITHIN_DAYS))
    known_by = rows["day"] + after <= situation.day
    return rows[soon & known_by & (rows["first"] >= rows["day"])]


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
    rows, people = situation.contacts, pd.Index([*situation.numbered], dtype="str")
    meeting = rows["channel"].map(CONTACT_CHANNELS).eq("meeting")
    sorts = (
        meeting & (rows["group_size"] <= TWO_WAY_MEETING),
        ~meeting & (rows["direction"] == "in"),
        ~meeting & (rows["direction"] == "out"),
    )
    at, later = (moments.dt.tz_convert(None).to_numpy() for moments in (rows["at"], new["at"]))
    later, whose = later + np.timedelta64(LASTING_DAYS, "D"), people.get_indexer(pd.Index(new["person"]))
    labels, is_later = [], []
    for kind in sorts:
        place = _last(situation.numbers, kind, len(people))[whose]
        is_later.append(((place >= 0) & (at[place] > later) if len(at) else place >= 0).tolist())
        labels.append(rows.index.to_numpy()[place].tolist() if len(at) else place.tolist())
    told = [
        (met,) if met_later else (into, out) if in_later and out_later else ()
        for met, into, out, met_later, in_later, out_later in zip(*labels, *is_later, strict=True)
    ]
    return pd.Series(told, index=new.index, dtype="object")


def _last(numbers: pd.Series[int], kind: pd.Series[bool], people: int) -> npt.NDArray[np.int64]:
    """Return the place of the last row of a kind of each person, -1 for none; one more, for who is nobody."""
    place = np.full(people + 1, -1)
    place[numbers[kind].to_numpy()] = np.flatnonzero(kind)  # of several the last one stays
    return place


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
