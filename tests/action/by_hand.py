"""The strength and the class of a tie, counted slowly from single rows: nothing of weaklib.measures is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pandas as pd

from weaklib.book import Book

FAMILY = {
    "message": "message",
    "group_message": "message",
    "meeting": "meeting",
    "group_meeting": "meeting",
    "mail": "mail",
    "group_mail": "mail",
}
LARGEST = {"message": 10, "mail": 10, "meeting": 25}
SHOWN_BY = {"linkedin messages": "message", "calendar": "meeting", "mail": "mail"}
SERVICES = ("recommendation", "endorsement")
HALF_LIFE, YEAR = 180, 365.25


class Happened(NamedTuple):
    """One row of the interactions, with the owner's day and the family of its channel ("" for no contact)."""

    label: object
    at: pd.Timestamp
    on: pd.Timestamp
    person: str
    channel: str
    direction: str
    size: int
    event: object
    skill: object
    family: str


def happened(book: Book) -> dict[object, Happened]:
    """Every interaction by its label."""
    zone, rows = book.owner.zone, {}
    columns = ("at", "person", "channel", "direction", "group_size", "event", "skill")
    for label, at, person, channel, direction, size, event, skill in book.interactions[
        [*columns]
    ].itertuples():
        family = FAMILY.get(channel, "")
        on = at.tz_convert(zone).tz_localize(None).normalize()
        family = family if family and size <= LARGEST[family] else ""
        rows[label] = Happened(label, at, on, person, channel, direction, size, event, skill, family)
    return rows


class Exported(NamedTuple):
    """What the exports can show: to which day each family of channels reaches, and whether services are there."""

    ends: Mapping[str, pd.Timestamp]
    families: frozenset[str]
    services: bool


def exported(book: Book, day: pd.Timestamp) -> Exported:
    """What the exports of a book can show on a day."""
    kinds = set(book.coverage["kind"])
    families = frozenset(family for kind, family in SHOWN_BY.items() if kind in kinds)
    ends = dict.fromkeys(LARGEST, day)
    for kind, family in SHOWN_BY.items():
        last = book.coverage.loc[book.coverage["kind"] == kind, "last"].max()
        ends[family] = day if pd.isna(last) else min(day, last)
    services = bool(kinds & {"linkedin endorsements", "linkedin recommendations"})
    return Exported(ends, families, services)


def contacts_in(rows: Sequence[Happened]) -> list[Happened]:
    """Those rows that are contact, by time."""
    return sorted((row for row in rows if row.family), key=lambda row: row.at)


def strength(
    rows: Sequence[Happened],
    shown: Exported,
    day: pd.Timestamp | None,
    closeness: float,
    *,
    could_be_shown: bool,
) -> float:
    """METRICS section 9, S, on a day; without a day S at the last contact, which is the peak strength."""
    contacts = contacts_in(rows)
    if not contacts:
        return closeness / 2 if could_be_shown else closeness
    last = max(row.on for row in contacts)
    until = shown.ends if day is not None else dict.fromkeys(LARGEST, last)
    parts = {
        "intensity": (0.45, _intensity(contacts, until)),
        "recency": (0.25, 2 ** (-silence(contacts, until) / HALF_LIFE) * min(1, days_in(contacts) / 3)),
        "reciprocity": (0.10, _reciprocity(contacts)),
        "duration": (0.05, min((last - min(row.on for row in contacts)).days / (5 * YEAR), 1)),
    }
    if len(shown.families) > 1:
        parts["multiplexity"] = (0.05, (len({row.family for row in contacts}) - 1) / 2)
    if shown.services:
        parts["services"] = (0.10, _services(rows, day or last))
    observed = sum(w * x for w, x in parts.values()) / sum(w for w, _ in parts.values())
    return observed if pd.isna(closeness) else (observed + closeness) / 2


def days_in(contacts: Sequence[Happened]) -> int:
    """How many days of contact there are."""
    return len({row.on for row in contacts})


def silence(contacts: Sequence[Happened], until: Mapping[str, pd.Timestamp]) -> int:
    """Days since the last contact, in the channel where they are fewest, as far as each export reaches."""
    last = {row.family: row.on for row in sorted(contacts, key=lambda row: row.on)}
    return min(max((until[family] - on).days, 0) for family, on in last.items())


def usual_gap(contacts: Sequence[Happened]) -> float:
    """The median of the days between two days of contact."""
    days = sorted({row.on for row in contacts})
    return float(median((later - day).days for day, later in pairwise(days)))


def class_of(
    rows: Sequence[Happened], shown: Exported, day: pd.Timestamp, closeness: float, *, could_be_shown: bool
) -> str:
    """METRICS section 9, the first class that fits."""
    contacts, stated = contacts_in(rows), not pd.isna(closeness)
    if not contacts and not stated:
        return "nominal" if could_be_shown else "unknown"
    two_way = {"in", "out"} <= {row.direction for row in contacts if row.family != "meeting"} or any(
        row.family == "meeting" and row.size <= 8 for row in contacts
    )
    often = days_in(contacts) >= 3
    established = (often and two_way) or any(row.channel == "recommendation" for row in rows)
    quiet = silence(contacts, shown.ends) if contacts else 0
    if established and quiet >= 3 * YEAR:
        return "dormant"
    if established and often and quiet > max(180, 8 * usual_gap(contacts)):
        return "fading"
    score = strength(rows, shown, day, closeness, could_be_shown=could_be_shown)
    if score >= 0.6 and (two_way or stated):
        return "strong"
    return "moderately weak" if score >= 0.25 else "weak"


def _intensity(contacts: Sequence[Happened], until: Mapping[str, pd.Timestamp]) -> float:
    most: dict[tuple[str, pd.Timestamp], float] = defaultdict(float)
    for row in contacts:
        weight = (1.5 if row.family == "meeting" else 1.0) / max(row.size - 1, 1)
        most[row.family, row.on] = max(most[row.family, row.on], weight)
    y = sum(w * 2 ** (-max((until[family] - on).days, 0) / HALF_LIFE) for (family, on), w in most.items())
    return y / (y + 3)


def _reciprocity(contacts: Sequence[Happened]) -> float:
    met = sum(row.family == "meeting" and row.size == 2 for row in contacts)
    out, into = (
        met + sum(row.family != "meeting" and row.direction == way for row in contacts)
        for way in ("out", "in")
    )
    return (2 * min(out, into) + 1) / (out + into + 2)


def _services(rows: Sequence[Happened], until: pd.Timestamp) -> float:
    count = Counter(row.channel for row in rows if row.channel in SERVICES and row.on <= until)
    return 1 - 0.4 ** count["recommendation"] * 0.9 ** min(count["endorsement"], 5)
