"""What counts as contact: which interactions, how much on a day, and up to which day silence counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.book import CHANNEL_OF_KIND, CONTACT_CHANNELS, Book
from weaklib.measures.coded import CHANNELS, DIRECTIONS, NONE, places_in
from weaklib.measures.once import once

FACE_TO_FACE = 1.5
FAMILIES = tuple(sorted(set(CONTACT_CHANNELS.values())))
MEETING = FAMILIES.index("meeting")


def contact_rows(book: Book, *, max_meeting: int = 25, max_thread: int = 10) -> pd.DataFrame:
    """Return the interactions that are contact, each with its day, channel and weight.

    A one-to-one meeting weighs 1.5, a meeting of n people 1.5/(n - 1), a direct message or mail 1, one
    to several 1/(n - 1); n includes the owner. Invitations, endorsements and recommendations are no contact.

    Parameters
    ----------
    book
        What the exports say.
    max_meeting, max_thread
        Larger meetings and threads are context: no contact.

    Returns
    -------
    DataFrame
        `person`, `day` (the owner's), `family` (message, meeting or mail), `direction`, `group_size`,
        `weight`.
    """
    found = weighed(book, max_meeting=max_meeting, max_thread=max_thread)
    rows = book.interactions[["at", "person"]].take(found["place"].to_numpy())
    day = rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize()
    family = pd.Series(np.array(FAMILIES)[found["family"]], index=rows.index, dtype="str")
    told = found[["direction", "group_size", "weight"]].set_axis(rows.index)
    direction = pd.array([*DIRECTIONS, None], dtype="str").take(found["direction"].to_numpy())
    told["direction"] = direction
    return pd.DataFrame({"person": rows["person"], "day": day, "family": family}).join(told)


def weighed(book: Book, *, max_meeting: int = 25, max_thread: int = 10) -> pd.DataFrame:
    """Return the interactions that are contact as `contact_rows` weighs them, on numbers instead of texts.

    Returns
    -------
    DataFrame
        `place` in the interactions, `family` (a place in `FAMILIES`), `direction` (one in `DIRECTIONS`),
        `group_size`, `weight`.
    """
    return once(book, ("weighed", max_meeting, max_thread), lambda: _weighed(book, max_meeting, max_thread))


def _weighed(book: Book, max_meeting: int, max_thread: int) -> pd.DataFrame:
    rows = book.interactions
    every, size = _FAMILY[places_in(book, "channel", CHANNELS)], rows["group_size"].to_numpy()
    limit = np.where(every == MEETING, max_meeting, max_thread)
    place = np.flatnonzero((every >= 0) & (size <= limit))
    family, size = every[place], size[place]
    return pd.DataFrame(
        {
            "place": place,
            "family": family,
            "direction": places_in(book, "direction", DIRECTIONS)[place],
            "group_size": size,
            "weight": np.where(family == MEETING, FACE_TO_FACE, 1.0) / np.maximum(size - 1, 1),
        }
    )


_FAMILY = np.array([*(FAMILIES.index(CONTACT_CHANNELS[channel]) for channel in CHANNELS), NONE])
"""The place in `FAMILIES` of each of `CHANNELS`; that of what is no contact last."""


def contact_days(contacts: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each person, channel and day with contact; the weightiest of the day counts.

    Parameters
    ----------
    contacts
        What `contact_rows` returns.

    Returns
    -------
    DataFrame
        `person`, `channel`, `day`, `weight`.
    """
    renamed = contacts.rename(columns={"family": "channel"})
    return renamed.groupby(["person", "channel", "day"])["weight"].max().reset_index()


def silence_ends(book: Book, day: pd.Timestamp) -> pd.Series:
    """Return, for each channel, the day up to which its silence is known: the end of its export.

    Parameters
    ----------
    book
        What the exports say.
    day
        The day of measuring; no channel is known beyond it.

    Returns
    -------
    Series
        A day for each of message, meeting and mail; `day` for a channel without an export of its own.
    """
    known = once(book, "ends of channels", lambda: _last_days(book.coverage)).fillna(day)
    return known.where(known <= day, day)


def _last_days(coverage: pd.DataFrame) -> pd.Series[Any]:
    ends = coverage.groupby(coverage["kind"].map(CHANNEL_OF_KIND))["last"].max()
    return ends.reindex(sorted(set(CONTACT_CHANNELS.values())))
