"""The words of a tie's timeline: how often and how last you were in touch, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from weaklib.book import CHANNEL_OF_KIND
from weaklib.measures.record import Record
from weaklib.measures.sentences import WAYS, listed, would_show
from weaklib.views.exported import CALLED, exported
from weaklib.views.theme import CLASS_MEANINGS, counted, on_day, short

BY: Mapping[str, str] = MappingProxyType(
    {"message": "by message", "meeting": "at a meeting", "mail": "by mail"}
)
LONGEST_NAME = 40


def name_of(record: Record) -> str:
    """Return what the person is called, not escaped; their id where they have no name."""
    name = record.tie["name"]
    return short(name if pd.notna(name) and str(name).strip() else record.tie.name, LONGEST_NAME)


def finding(record: Record) -> str:
    """Return on how many days you were in touch since when, and when and how last; not escaped.

    Parameters
    ----------
    record
        From `record_of`.
    """
    days = record.contacts["day"].drop_duplicates()
    if days.empty:
        return f"{name_of(record)}: no contact on record"
    last = record.last()
    when = f"{on_day(pd.Timestamp(last['day']))}, {BY[str(last['family'])]}"
    if len(days) == 1:
        return f"{name_of(record)}: in touch on 1 day, {when}"
    return (
        f"{name_of(record)}: in touch on {counted(len(days), 'day')} since {days.min().year}; last on {when}"
    )


def note(record: Record) -> str:
    """Return the class of the tie, its silence, and what no export shows.

    Parameters
    ----------
    record
        From `record_of`, with contact.
    """
    kind, silent = str(record.tie["class"]), int(record.tie["silence_days"])
    said = [f"Now {kind}: {CLASS_MEANINGS[kind]}."]
    if silent:
        said.append(f"Silent for {counted(silent, 'day')} up to {on_day(silence_end(record))}.")
    spans = exported(record.coverage, record.day)
    late = spans["last"][spans["last"] < record.day]
    said += [f"{_called(str(channel))} on {on_day(last)}." for channel, last in late.items()]
    exports = exported(record.coverage, pd.Timestamp.max)["first"]
    later = exports[exports > record.day]
    said += [f"Exported only from a later day on, so not known: {_ways([*later.index])}."] * bool(len(later))
    given = {CHANNEL_OF_KIND.get(kind) for kind in record.kinds()}
    missing = [channel for channel in CHANNEL_OF_KIND.values() if channel not in given]
    said += [f"Not exported, so not known: {_ways(missing)}."] if missing else []
    return " ".join(said)


def _ways(channels: list[str]) -> str:
    return listed([WAYS[channel] for channel in channels])


def silence_end(record: Record) -> pd.Timestamp:
    """Return the day up to which the silence since the last contact is known."""
    return pd.Timestamp(record.tie["last_contact"] + pd.Timedelta(days=record.tie["silence_days"]))


def why_nothing(record: Record) -> str:
    """Return in a sentence why there is no timeline: no contact, or no export that could show it."""
    ways = would_show(record)
    asked = f" {ways[0].upper()}{ways[1:]} might show some." if ways else ""
    if record.tie["class"] == "unknown":
        return (
            "No export could show contact between the two of you, so whether there was any is not known."
            + asked
        )
    return f"No contact is on record up to {on_day(record.day)}, though the exports could show it.{asked}"


def _called(channel: str) -> str:
    """Return which export ends, as a sentence begins."""
    return f"{CALLED[channel].capitalize()} {'end' if channel == 'message' else 'ends'}"
