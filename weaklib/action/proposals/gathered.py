"""Small threads and meetings in which somebody new first appeared, with everybody in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from weaklib.action.proposals.known import Known
from weaklib.book import CONTACT_CHANNELS

LARGEST = 4
"""People in a thread or meeting, the owner included, that introduces."""

KINDS = tuple(channel for channel in CONTACT_CHANNELS if channel.startswith("group_"))


class Row(NamedTuple):
    """One row of a thread or meeting; `on` is the owner's day, `mine` whether the owner wrote it."""

    label: int
    at: pd.Timestamp
    on: pd.Timestamp
    person: str
    mine: bool
    size: int
    hint: bool


@dataclass(frozen=True)
class Gathering:
    """What first brought somebody new and the owner together.

    Attributes
    ----------
    new
        Who was new.
    channel
        Of the thread or meeting.
    event
        Its id.
    rows
        Its rows among several people, by time.
    first
        The first of them with the new person.
    """

    new: str
    channel: str
    event: str
    rows: Sequence[Row]
    first: Row

    @cached_property
    def is_meeting(self) -> bool:
        """Whether it is a meeting, not a thread."""
        return self.channel == "group_meeting"

    @cached_property
    def by_then(self) -> Sequence[Row]:
        """The rows up to the first with the new person."""
        return [row for row in self.rows if row.at <= self.first.at]

    @cached_property
    def size(self) -> int:
        """How many people there were, the owner included."""
        return max(len({row.person for row in self.rows}) + 1, *(row.size for row in self.by_then))


def gatherings(known: Known) -> Iterator[Gathering]:
    """Go through the people who first came with a thread or meeting of three or four.

    Only those with somebody in it who had been known before that day.

    Parameters
    ----------
    known
        What is on record.
    """
    first = _first(known)
    rows = known.rows[known.rows["event"].isin(first["event"].unique()) & known.rows["channel"].isin(KINDS)]
    rows = rows.assign(on=known.days(rows["at"]))
    before = known.first_days.reindex(rows["person"]).to_numpy()
    with_known = set(rows.loc[before < rows["on"].to_numpy(), "event"])
    first = first[first["event"].isin(with_known)]
    rows = rows[rows["event"].isin(with_known)]
    held = _held(rows)
    for label, person, event, channel in first[["person", "event", "channel"]].itertuples(name=None):
        here = held[event, channel]
        yield Gathering(person, channel, event, here, next(row for row in here if row.label == label))


def _first(known: Known) -> pd.DataFrame:
    """Return for each person without an earlier row of any kind the small thread or meeting that began first.

    Whose row in it comes after a word to the owner alone was still met through it, had it begun before.
    Nobody of whom two began at once.
    """
    groups = known.rows[known.rows["channel"].isin(KINDS) & known.rows["event"].fillna("").ne("")]
    event = pd.factorize(groups["event"])[0]
    start = groups["at"].groupby(event).transform("first")
    began = known.first.set_index("person")["at"].reindex(groups["person"]).set_axis(groups.index)
    fits = (began >= start) & groups["group_size"].between(3, LARGEST)
    first = groups.assign(start=start, place=event)[fits].drop_duplicates(["place", "person"])
    first = first.sort_values("start", kind="stable")
    at_once = first[first.duplicated(["person", "start"])]
    earliest = first.drop_duplicates("person")
    twice = earliest.merge(at_once, on=["person", "start"])["person"]
    return earliest[~earliest["person"].isin(twice)]


def _held(rows: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of each thread and meeting, by its id and channel."""
    held: dict[tuple[str, str], list[Row]] = {}
    columns = ["event", "channel", "at", "on", "person", "direction", "group_size", "hint"]
    told = zip(rows.index.tolist(), *(rows[column].tolist() for column in columns), strict=True)
    for label, event, channel, at, on, person, direction, size, hint in told:
        row = Row(label, at, on, person, direction == "out", size, hint == "introduction")
        held.setdefault((event, channel), []).append(row)
    return held
