"""What counts as contact: which interactions, how much on a day, and up to which day silence counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.book import CHANNEL_OF_KIND, CONTACT_CHANNELS, Book

FACE_TO_FACE = 1.5


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
    rows = book.interactions[["at", "person", "channel", "direction", "group_size"]]
    family = rows["channel"].map(CONTACT_CHANNELS)
    limit = np.where(family == "meeting", max_meeting, max_thread)
    counted = family.notna() & (rows["group_size"] <= limit)
    rows, family = rows[counted], family[counted]
    base = np.where(family == "meeting", FACE_TO_FACE, 1.0)
    return pd.DataFrame(
        {
            "person": rows["person"],
            "day": rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize(),
            "family": family,
            "direction": rows["direction"],
            "group_size": rows["group_size"],
            "weight": base / (rows["group_size"] - 1).clip(lower=1),
        }
    )


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
