"""Who is at a meeting of Outlook's table: mostly names without an address, joined by semicolons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from weaklib.sources.calendars.people import MAX_PEOPLE, Guest, plain_name, usual_owner
from weaklib.sources.names import name_key
from weaklib.sources.names.addresses import is_human_address, normalise_address

LONGEST_NAME = 300  # characters
MOST_KNOWN = 65_536  # the same few thousand people stand in every row
WITH_ADDRESS = re.compile(r"(.*?)\s*[<(\[]([^<>()\[\]\s]+@[^<>()\[\]\s]+)[>)\]]")
WORD = re.compile(r"\w{2,}")
MOST = 5 * MAX_PEOPLE  # entries; of more it does not matter who they are


@dataclass(frozen=True)
class Whose:
    """Who the owner of the calendar is: by address, and by name."""

    emails: frozenset[str]
    name: str = ""

    def has(self, guest: Guest) -> bool:
        """Tell whether a guest is the owner."""
        if guest.email and guest.email in self.emails:
            return True
        # to look closely at a name takes its time, and few have a word in common with the owner's
        is_like = not _words(guest.name).isdisjoint(_words(self.name))
        return is_like and sorted(name_key(guest.name).split()) == sorted(name_key(self.name).split())


def guests_in(people: Iterable[str], rooms: str) -> list[Guest]:
    """Return everybody whom the cells of a row name, once each; of a crowd only that it is one.

    Somebody who is named with an address and without one is the same.

    Parameters
    ----------
    people
        The cells of the organiser and of those invited.
    rooms
        The cell of the resources, which some list among those invited too.
    """
    entries = dict.fromkeys(entry for cell in people for entry in _entries(cell))
    if len(entries) > MOST:
        return [Guest("", f"guest {number}", human=True, declined=False) for number in range(len(entries))]
    places = {key_of(guest) for guest in map(_guest, _entries(rooms))}
    found: dict[str, Guest] = {}
    for guest in sorted(map(_guest, entries), key=lambda guest: (not guest.email, not guest.name)):
        found.setdefault(key_of(guest), guest._replace(human=guest.human and key_of(guest) not in places))
    known = {plain_name(guest.name) for guest in found.values() if guest.email and guest.name}
    return [guest for guest in found.values() if guest.email or plain_name(guest.name) not in known]


@lru_cache(maxsize=MOST_KNOWN)
def key_of(guest: Guest) -> str:
    """Return by what a guest is told from others: the address, else the words of the name."""
    return guest.email or plain_name(guest.name)


def usual(meetings: Iterable[Sequence[Guest]]) -> Collection[str]:
    """Return the key of whoever is at most of these meetings, if one stands out: that is their owner."""
    return usual_owner([[guest._replace(email=key_of(guest)) for guest in guests] for guests in meetings])


def _entries(cell: str) -> list[str]:
    """Return who stands in a cell, each as far as a name may be long."""
    parts = (part.strip(" \t\r\n'\"")[:LONGEST_NAME] for part in cell.split(";"))
    return [entry for entry in parts if entry]


@lru_cache(maxsize=MOST_KNOWN)
def _guest(entry: str) -> Guest:
    text = " ".join(entry.split())
    if email := normalise_address(text):
        return Guest(email, "", is_human_address(email), declined=False)
    if (found := WITH_ADDRESS.fullmatch(text)) and (email := normalise_address(found[2])):
        name = found[1].strip(" '\"")
        return Guest(email, "" if normalise_address(name) else name, is_human_address(email), declined=False)
    return Guest("", text, _is_name(text), declined=False)


def _is_name(text: str) -> bool:
    """Tell whether a text without an address may be a person; a path in a directory of Exchange is none."""
    return any(map(str.isalpha, text)) and not text.startswith("/")


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    plain = "".join(mark for mark in normalize("NFKD", name.casefold()) if not combining(mark))
    return frozenset(WORD.findall(plain))
