"""What is proposed, in words that say that it is only inferred."""

from __future__ import annotations

import pandas as pd

from weaklib.measures.sentences import counted, on_day


def of_reply(name: str, channel: str, on: pd.Timestamp, after: int) -> str:
    """Return what suggests a reply."""
    return f"{name} sent you a {channel} on {on_day(on)}, {_later(after)} you wrote: it looks like a reply."


def of_exchange(name: str, mine: int, theirs: int, on: pd.Timestamp, after: int) -> str:
    """Return what suggests a longer exchange by words."""
    return (
        f"By {on_day(on)}, {_later(after)} you wrote, {name} had sent {counted(theirs, 'message')} and you "
        f"{f'{mine:,} more'}: it looks like a conversation."
    )


def of_meeting(name: str, size: int, on: pd.Timestamp, after: int) -> str:
    """Return what suggests that people talked."""
    how = "one to one" if size == 2 else f"in a meeting of {size} people"
    return f"You met {name} {how} on {on_day(on)}, {_later(after)} you wrote: it may have come of that."


def of_connection(name: str, through: str, on: pd.Timestamp, after: int) -> str:
    """Return what suggests that a connection came of an attempt, or of an introduction."""
    became = f"{name} became a connection on {on_day(on)}, {_later(after)}"
    if through:
        return f"{became} {through} had introduced you: it may have come of that."
    return f"{became} you wrote: it may have come of that."


def of_introduction(by: str, to: str, on: pd.Timestamp, how: str) -> str:
    """Return what suggests an introduction.

    Parameters
    ----------
    by, to
        Names of who introduced, and of who was new.
    on
        The owner's day.
    how
        "words" of a thread that speak of an introduction, a "thread" without them, or the "meeting".
    """
    day = on_day(on)
    if how == "words":
        return (
            f"{by} seems to have introduced you to {to} on {day}: words in a thread with you both, the first "
            f"contact with {to} on record, speak of an introduction."
        )
    if how == "thread":
        return (
            f"{by} may have introduced you to {to} on {day}: they began a thread with you both, which is the "
            f"first contact with {to} on record."
        )
    return (
        f"{by} may have introduced you to {to} on {day}: a meeting with both, the first contact with {to} "
        "on record."
    )


def _later(after: int) -> str:
    return "on the day when" if after == 0 else f"{counted(after, 'day')} after"
