"""What counts as contact: which interactions, how much on a day, and up to which day silence counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import CHANNEL_OF_KIND, CONTACT_CHANNELS, Book

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
    return pd.DataFrame({"person": rows["person"], "day": day, "family": family}).join(told)


def weighed(book: Book, *, max_meeting: int = 25, max_thread: int = 10) -> pd.DataFrame:
    """Return the interactions that are contact as `contact_rows` weighs them, on numbers instead of texts.

    Returns
    -------
    DataFrame
        `place` in the interactions, `family` (a place in `FAMILIES`), `direction`, `group_size`, `weight`.
    """
    rows = book.interactions
    every, size = _families(rows["channel"]), rows["group_size"].to_numpy()
    limit = np.where(every == MEETING, max_meeting, max_thread)
    place = np.flatnonzero((every >= 0) & (size <= limit))
    family, size = every[place], size[place]
    return pd.DataFrame(
        {
            "place": place,
            "family": family,
            "direction": rows["direction"].array.take(place),
            "group_size": size,
            "weight": np.where(family == MEETING, FACE_TO_FACE, 1.0) / np.maximum(size - 1, 1),
        }
    )


def _families(channel: pd.Series[Any]) -> NDArray[np.int64]:
    """Return the place in `FAMILIES` of each channel; -1 for one that is no contact."""
    codes, channels = pd.factorize(channel)
    families = [CONTACT_CHANNELS.get(str(each)) for each in channels]
    places = [-1 if family is None else FAMILIES.index(family) for family in families]
    return np.array([*places, -1])[codes]


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
    channel = book.coverage["kind"].map(CHANNEL_OF_KIND)
    ends = book.coverage.groupby(channel)["last"].max()
    known = ends.reindex(sorted(set(CONTACT_CHANNELS.values()))).fillna(day)
    return known.where(known <= day, day)
