"""What the exports say of one person up to a day: the rows behind each part of their tie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from weaklib.book import CHANNEL_OF_KIND, Book
from weaklib.measures.contact import contact_rows, silence_ends
from weaklib.measures.strength import COUNTED_SERVICES, Defaults
from weaklib.sources.advice import STALE_DAYS

Labels: TypeAlias = "pd.Index[Any]"

SERVICES = ("recommendation", "endorsement")


@dataclass(frozen=True)
class Record:
    """All that a book says of one person up to a day.

    Attributes
    ----------
    day
        The day, inclusive.
    rows
        Their interactions, under the labels of `book.interactions`.
    contacts
        Those that are contact, as `contact_rows` returns them, under the same labels.
    coverage
        The input files of the book.
    ends
        The day up to which each channel is known.
    has_address, on_linkedin
        Whether a calendar or mail, and LinkedIn's messages, could name them.
    closeness, family
        What the owner said of them; nan and False where nothing.
    tie
        Their row of the tie table of that day.
    rules
        The half-life and thresholds of that table.
    """

    day: pd.Timestamp
    rows: pd.DataFrame
    contacts: pd.DataFrame
    coverage: pd.DataFrame
    ends: pd.Series[Any]
    has_address: bool
    on_linkedin: bool
    closeness: float
    family: bool
    tie: pd.Series[Any]
    rules: Defaults

    def kinds(self) -> set[str]:
        """Return the kinds of input files that were exported."""
        return set(self.coverage["kind"])

    def last(self) -> pd.Series[Any]:
        """Return the weightiest contact of the last day, and of these the latest."""
        newest = self.contacts[self.contacts["day"] == self.contacts["day"].max()]
        at = self.rows["at"].reindex(newest.index)
        last: pd.Series[Any] = newest.assign(at=at).sort_values(["weight", "at"], kind="stable").iloc[-1]
        return last


def record_of(book: Book, tie: pd.Series[Any], day: pd.Timestamp, *, rules: Defaults) -> Record:
    """Return what the book says of a person up to the end of a day.

    Parameters
    ----------
    book
        What was read, not cut at the day: its rows keep their labels.
    tie
        The person's row of the tie table of that day.
    day
        The day, inclusive.
    rules
        What counts as contact.
    """
    end = book.night_after(day)
    every = book.interactions
    rows = every[(every["person"] == tie.name) & (every["at"] < end)]
    alone = replace(book, interactions=rows)
    human = book.people.loc[[tie.name]].to_dict("records")[0]
    has_address = len(human["emails"]) > 0
    return Record(
        day=day,
        rows=rows,
        contacts=contact_rows(alone, max_meeting=rules.max_meeting, max_thread=rules.max_thread),
        coverage=book.coverage,
        ends=silence_ends(book, day),
        has_address=has_address,
        on_linkedin=bool(pd.notna(human["profile"]) or pd.notna(human["connected_on"]) or not has_address),
        closeness=float(human.get("closeness", np.nan)),
        family=bool(human.get("family", False)),
        tie=tie,
        rules=rules,
    )


def behind(record: Record, part: str) -> Labels:
    """Return the labels of the interactions on which a part of the tie rests; empty where on none."""
    return _BEHIND[part](record) if part in _BEHIND else record.rows.index[:0]


def _where(table: pd.DataFrame, which: pd.Series[Any]) -> Labels:
    labels: Labels = table.index[which.to_numpy()]
    return labels


def _served(record: Record) -> Labels:
    return _where(record.rows, record.rows["channel"].isin(SERVICES))


def _on_last_day(record: Record) -> Labels:
    return _where(record.contacts, record.contacts["day"] == record.contacts["day"].max())


def _between_two(record: Record) -> Labels:
    contacts = record.contacts
    return _where(contacts, (contacts["family"] != "meeting") | (contacts["group_size"] == 2))


def _first_and_last(record: Record) -> Labels:
    days = record.contacts["day"]
    return _where(record.contacts, days.isin([days.min(), days.max()]))


def _newest_of_each_channel(record: Record) -> Labels:
    ordered = record.contacts.sort_values("day", kind="stable")
    newest: Labels = ordered.drop_duplicates("family", keep="last").index.sort_values()
    return newest


def _all(record: Record) -> Labels:
    return record.contacts.index.union(_served(record))


_BEHIND: Mapping[str, Callable[[Record], Labels]] = MappingProxyType(
    {
        "intensity": lambda record: record.contacts.index,
        "recency": _on_last_day,
        "reciprocity": _between_two,
        "services": _served,
        "duration": _first_and_last,
        "multiplexity": _newest_of_each_channel,
        "silence": _on_last_day,
        "peak": _all,
        "class": _all,
        "confidence": _all,
        "outlook": lambda record: record.contacts.index,
    }
)


def sources_of(record: Record, part: str) -> tuple[str, ...]:
    """Return the input files behind a part: those of its rows, else those that could have shown some."""
    if part in ("closeness", "family"):
        return ("people.csv",)
    rows = behind(record, part)
    if len(rows):
        return tuple(sorted(record.rows.loc[rows, "source"].dropna().unique()))
    return tuple(sorted(record.coverage.index[record.coverage["kind"].isin(_kinds(part))]))


def _kinds(part: str) -> tuple[str, ...]:
    return COUNTED_SERVICES if part == "services" else tuple(CHANNEL_OF_KIND)


def confidence_in(record: Record, part: str) -> str:
    """Return how far a part can be trusted, by how far the files that show it reach.

    "high" where every kind of export that shows the part reaches to the day or ends at most 31 days before
    it, "medium" where one ends earlier, "low" where all do; what the owner said is "high".
    """
    if part in ("closeness", "family"):
        return "high"
    shows = record.coverage[record.coverage["kind"].isin(_kinds(part))]
    reach = shows.groupby("kind")["last"].max().dropna()
    stale = reach < record.day - pd.Timedelta(days=STALE_DAYS)
    if not stale.any():
        return "high"
    return "low" if stale.all() else "medium"
