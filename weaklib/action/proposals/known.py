"""What proposals rest on: rows by the day, attempts and outcomes under today's ids, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.ledger import Ledger
from weaklib.action.proposals.told import Told, told_by
from weaklib.action.whom import keys_of
from weaklib.book import CONTACT_CHANNELS, DAY, Book
from weaklib.measures.among import among
from weaklib.measures.strength import Defaults
from weaklib.sources.names import name_key

DIRECT = ("message", "mail")
MEETINGS = ("meeting", "group_meeting")
RULES = Defaults()
OCCASION = re.compile(r"@\d{4}-\d{2}-\d{2}T[\d:]+Z$")
"""What follows the name of a series in the id of one of its meetings."""

EPOCH = pd.Timestamp(0).toordinal()
COLUMNS = ["person", "at", "channel", "direction", "group_size", "event", "hint"]


@dataclass(frozen=True)
class Known:
    """What is on record by a day.

    Attributes
    ----------
    book
        What was read, not cut at the day: labels of its rows are the evidence.
    day
        What happened later, or was recorded later, is not known.
    rows
        The interactions by then, by time, under their labels in the book.
    told
        What the ledger says by then.
    keys
        Whose each id, profile and address is, former ones too.
    """

    book: Book
    day: pd.Timestamp
    rows: pd.DataFrame
    told: Told
    keys: Mapping[str, str]

    def days(self, at: pd.Series[Any]) -> pd.Series[Any]:
        """Return the owner's day of each moment."""
        local = at.dt.tz_convert(self.book.owner.zone).dt.tz_localize(None)
        return pd.Series(local.dt.normalize(), dtype=DAY)

    def moment(self, on: pd.Series[Any]) -> pd.Series[Any]:
        """Return when each of the owner's days begins."""
        start = on.dt.tz_localize(
            self.book.owner.zone, nonexistent="shift_forward", ambiguous=np.ones(len(on), dtype=bool)
        )
        moment: pd.Series[Any] = start.dt.tz_convert("UTC")
        return moment

    def called(self, person: str) -> str:
        """Return what to call somebody in a sentence."""
        name = self._names.get(person)
        return (readable(name) if isinstance(name, str) else "") or person

    def says(self, text: str, person: str) -> bool:
        """Tell whether what was typed for a person means this one: an id of theirs, or the name."""
        if text in self.keys:
            return self.keys[text] == person
        named = name_key(text)
        return bool(named) and named == name_key(self.called(person))

    @cached_property
    def _names(self) -> Mapping[str, object]:
        names = self.book.people["name"]
        return dict(zip(names.index.tolist(), names.tolist(), strict=True))

    @cached_property
    def tried(self) -> pd.DataFrame:
        """The attempts with people of the book, by the moment `at` when they were made.

        That is the first message of the day, or the last moment before the day where none is on record;
        `shown` tells which.
        """
        mine = self.told.attempts[among(self.told.attempts["person"], self.book.people.index)].reset_index()
        written = self.direct[self.direct["direction"].eq("out")]
        first = written.groupby(["person", "on"])["at"].min()
        found = first.reindex(pd.MultiIndex.from_frame(mine[["person", "sent_on"]])).set_axis(mine.index)
        before = self.moment(mine["sent_on"]) - pd.Timedelta(microseconds=1)
        at = pd.to_datetime(found, utc=True).fillna(before).astype(self.rows["at"].dtype)
        table = mine.assign(at=at, shown=found.notna())
        return table.sort_values(["at", "sent_on", "id"], kind="stable", ignore_index=True)

    def held_before(self, event: str, on: pd.Timestamp) -> bool:
        """Tell whether the series of a meeting had one on an earlier day."""
        return bool(self._series.get(OCCASION.sub("", event), [on])[0] < on)

    def is_of_series(self, event: str) -> bool:
        """Tell whether a meeting is one of several of a series, as far as they took place."""
        return len(self._series.get(OCCASION.sub("", event), ())) > 1

    @cached_property
    def _series(self) -> Mapping[str, list[pd.Timestamp]]:
        """The days of each series of meetings, the first one first."""
        rows = self.rows.loc[self.rows["channel"].isin(MEETINGS), ["event", "at"]].dropna()
        first = rows.drop_duplicates("event")
        days: dict[str, list[pd.Timestamp]] = {}
        for event, on in zip(first["event"], self.days(first["at"]), strict=True):
            days.setdefault(OCCASION.sub("", event), []).append(on)
        return days

    @cached_property
    def theirs(self) -> pd.DataFrame:
        """The rows of people who were asked for anything, with the owner's day."""
        rows = self.rows[self.rows["person"].isin(self.told.attempts["person"].unique())]
        return rows.assign(on=self.days(rows["at"]), label=rows.index)

    @cached_property
    def direct(self) -> pd.DataFrame:
        """Their messages, mails and invitations that went between the two alone."""
        return self.theirs[self.theirs["channel"].isin((*DIRECT, "invitation"))]

    @cached_property
    def invitations(self) -> Mapping[str, list[int]]:
        """The labels of the invitations between the owner and each person."""
        rows = self.rows.loc[self.rows["channel"].eq("invitation"), "person"]
        return {str(person): labels.tolist() for person, labels in rows.groupby(rows).groups.items()}

    @cached_property
    def first(self) -> pd.DataFrame:
        """The first row of each person, save those of meetings and threads so large that they are context."""
        meeting = self.rows["channel"].eq("group_meeting")
        group = meeting | self.rows["channel"].isin(["group_message", "group_mail"])
        large = self.rows["group_size"] > np.where(meeting, RULES.max_meeting, RULES.max_thread)
        return self.rows[~(group & large)].drop_duplicates("person")

    @cached_property
    def first_days(self) -> pd.Series[Any]:
        """The first day on which each person is on record, by a row or as a connection; NaT for none."""
        people = self.book.people.index
        met = self.days(self.first["at"]).set_axis(self.first["person"].to_numpy()).reindex(people)
        connected = self.book.people["connected_on"].where(lambda on: on <= self.day)
        since: pd.Series[Any] = pd.concat([met, connected], axis=1).min(axis=1)
        return since

    def knew(self, person: str, on: pd.Timestamp) -> bool:
        """Tell whether the first day with somebody, or as their connection, was before one of the owner's."""
        first = self._since.get(person)
        return first is not None and first < on.toordinal()

    @cached_property
    def _since(self) -> Mapping[str, int]:
        """The first day of each person as a number: a day of everybody would take as long as all the rest."""
        known = self.first_days.dropna()
        days = known.to_numpy().astype("datetime64[D]").astype("int64") + EPOCH
        return dict(zip(known.index.tolist(), days.tolist(), strict=True))

    @cached_property
    def begins(self) -> pd.Timestamp:
        """The day with which the record of contact begins."""
        first = self.rows.loc[self.rows["channel"].isin([*CONTACT_CHANNELS]), "at"].iloc[:1]
        return pd.Timestamp(self.days(first).iloc[0]) if len(first) else self.day


def known(book: Book, ledger: Ledger | None, as_of: str | pd.Timestamp | None = None) -> Known:
    """Gather what is on record by a day.

    Parameters
    ----------
    book, ledger
        What the exports say, and what the owner does.
    as_of
        The day; by default the last that the exports cover, with everything that is in the ledger.
    """
    day = book.day(as_of)
    keys = keys_of(book)
    text = "" if as_of is None or as_of == "" else f"{day:%Y-%m-%d}"
    records = [] if ledger is None else ledger.records()
    return Known(book, day, _rows(book, day), told_by(records, text, keys), keys)


def _rows(book: Book, day: pd.Timestamp) -> pd.DataFrame:
    end = book.night_after(day)
    every = book.interactions[COLUMNS]
    if every["at"].is_monotonic_increasing:
        return every.iloc[: int(every["at"].searchsorted(end))]
    return every[every["at"] < end].sort_values("at", kind="stable")
