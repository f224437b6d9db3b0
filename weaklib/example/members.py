"""Three more people of the example, who agreed to pool what they know: each with an export of their own.

Runa and Ingeborg are contacts of Marit's; Aksel is one of Ingeborg's alone. Each knows people whom Marit
knows too, and people whom she does not: at Fjordkraft Tromvik, where she would like to work and knows nobody,
Runa and Ingeborg know the same woman. Everybody is invented, as everybody here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaklib.example.history import Message, identity
from weaklib.example.linkedin import (
    CONNECTIONS,
    MESSAGES,
    PREAMBLE,
    connection_row,
    message_row,
    table,
    write_zip,
)
from weaklib.example.people import OWNER, Person, dice, everybody, members, pick
from weaklib.example.story import EXPORTED_AT

if TYPE_CHECKING:
    import os

EXPORT = "Complete_LinkedInDataExport_10-31-2026.zip"
SINCE = date(2022, 3, 1)
ASKED = (
    "How is it going?",
    "Are you coming on Thursday?",
    "Did the report arrive?",
    "Any news from the north?",
)
ANSWERED = ("Well, thank you!", "Gladly.", "It did, and it reads well.", "Snow, and a new colleague.")


@dataclass(frozen=True)
class Member:
    """One who pools: their name and address, and whom they know.

    Attributes
    ----------
    first, last, slug, email
        Who they are.
    alias, reach
        What the pool may call them, and how to reach them.
    named
        Whether reports may name them.
    knows
        Whom, and how often they write to each other in a year: members of circles, as "choir:1-9", the owner,
        each other and `STRANGERS` by the last part of their profile's address.
    """

    first: str
    last: str
    slug: str
    email: str
    alias: str
    reach: str
    named: bool
    knows: tuple[tuple[str, float], ...]


def _stranger(name: str, organisation: str, position: str, email: str = "") -> Person:
    first, last = name.split()
    slug = name.lower().replace(" ", "-")
    about = {"organisation": organisation, "position": position, "email": email, "pattern": ""}
    kept = {"circle": "", "number": 0, "shows_email": bool(email), "called": name, "since": SINCE}
    return Person(first=first, last=last, slug=slug, **about, **kept)  # type: ignore[arg-type]


_EVERY = (
    _stranger("Sunniva Aakre", "Fjordkraft Tromvik", "Head of Grid Data", "sunniva.aakre@fjordkraft.example"),
    _stranger("Halvard Moen", "Fjordkraft Tromvik AS", "Trading Analyst"),
    _stranger("Liv Stokke", "Fjordkraft Tromvik", "Chief Technology Officer"),
    _stranger("Beate Kolstad", "Nordlicht Energie", "Chief Executive Officer"),
    _stranger("Jorun Eide", "Nordlicht Energie", "Legal Counsel"),
    _stranger("Torleif Solheim", "Tischlerei Solheim", "Owner", "torleif@solheim.example"),
    _stranger("Ragna Tveit", "Polar Research Tromvik", "Senior Scientist"),
    _stranger("Odd Nesheim", "Tromvik University", "Professor of Hydrology"),
    _stranger("Solveig Haug", "Nordmark Agrar", "Head of Soil Data"),
    _stranger("Eivind Rud", "Nordmark Agrar", "Data Analyst"),
)
STRANGERS: Mapping[str, Person] = MappingProxyType({person.slug: person for person in _EVERY})
"""People whom the owner of the example does not know."""

MEMBERS: tuple[Member, ...] = (
    Member(
        "Runa",
        "Solheim",
        "runa-solheim",
        "runa.solheim@nordlicht.example",
        "Runa",
        "after choir, or a message",
        True,
        (
            *(("marit-ebbesand", 4), ("choir:1-9", 3), ("museum:0-5", 2), ("sunniva-aakre", 9)),
            *(("halvard-moen", 0), ("beate-kolstad", 6), ("jorun-eide", 2), ("torleif-solheim", 12)),
        ),
    ),
    Member(
        "Ingeborg",
        "Vance",
        "ingeborg-vance",
        "ingeborg.vance@polar-tromvik.example",
        "Ingeborg",
        "a message, I answer on Sundays",
        True,
        (
            *(("marit-ebbesand", 6), ("aksel-brekke", 7), ("datanorth:1-9", 2), ("sunniva-aakre", 0.7)),
            *(("ragna-tveit", 8), ("odd-nesheim", 3), ("solveig-haug", 2)),
        ),
    ),
    Member(
        "Aksel",
        "Brekke",
        "aksel-brekke",
        "aksel.brekke@tromvik-havn.example",
        "A. B.",
        "",
        False,
        (
            *(("ingeborg-vance", 7), ("datanorth:3-5", 1), ("halvard-moen", 8), ("liv-stokke", 6)),
            ("eivind-rud", 5),
        ),
    ),
)
"""The members, in the order in which they came."""


def write_members(folder: str | os.PathLike[str], *, seed: int) -> dict[str, Path]:
    """Write an export for each member, and return their data folders by the last part of their profile.

    Parameters
    ----------
    folder
        Where to; each gets a folder of their own in it.
    seed
        Of the example: decides names and days.
    """
    people = everybody(seed)
    written = {}
    for member in MEMBERS:
        data = Path(folder) / member.slug
        data.mkdir(parents=True, exist_ok=True)
        write_zip(data / EXPORT, _files(member, people, seed), EXPORTED_AT)
        written[member.slug] = data
    return written


def _files(member: Member, people: dict[str, Person], seed: int) -> dict[str, str]:
    me = _person(member)
    known = [(person, often) for who, often in member.knows for person in _meant(who, people)]
    linked = [(person, often) for person, often in known if person.slug]
    told = [message for person, often in linked for message in _between(me, person, often, seed)]
    rows = [message_row(message) for message in sorted(told, key=lambda one: (one.at, one.text))]
    profile = f'First Name,Last Name,Headline\n{me.first},{me.last},""\n'
    mails = f'Email Address,Confirmed,Primary,Updated On\n{me.email},Yes,Yes,"3/1/22, 7:04 PM"\n'
    return {
        "Connections.csv": PREAMBLE + table(CONNECTIONS, (connection_row(person) for person, _ in linked)),
        "messages.csv": table(MESSAGES, reversed(rows), quoting=csv.QUOTE_ALL),
        "Profile.csv": profile,
        "Email Addresses.csv": mails,
    }


def _person(member: Member) -> Person:
    return _stranger(f"{member.first} {member.last}", "", "", member.email)


def _meant(who: str, people: dict[str, Person]) -> tuple[Person, ...]:
    if ":" in who:
        return members(people, who)
    fellows = {member.slug: _person(member) for member in MEMBERS}
    fellows |= {person.slug: person for person in people.values() if person.slug} | {OWNER.slug: OWNER}
    return ({**fellows, **STRANGERS}[who],)


def _between(me: Person, other: Person, often: float, seed: int) -> Iterator[Message]:
    """Yield what two wrote to each other: a question and its answer, so often a year since they connected."""
    if not often:
        return
    rng = dice(seed, me.slug, other.slug)
    day = datetime.combine(max(other.since, SINCE), datetime.min.time()) + timedelta(hours=9)
    while (day := day + timedelta(days=365 / often * (0.5 + rng.random()))) < EXPORTED_AT - timedelta(days=3):
        turn = (me, other) if rng.random() < 0.5 else (other, me)
        for (sender, to), text in zip(
            (turn, turn[::-1]), (pick(rng, ASKED), pick(rng, ANSWERED)), strict=True
        ):
            at = day + timedelta(hours=2) if sender is turn[1] else day
            yield Message("2-" + identity(me.slug, other.slug), "", at, sender, (to,), text)
