"""Who is at a meeting of a calendar, and which of them is its owner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from icalendar.parser import Contentline

from weaklib.sources.addresses import is_human_address, normalise_address
from weaklib.sources.calendar_blocks import Block, Header

NOT_A_PERSON = frozenset({"GROUP", "RESOURCE", "ROOM"})
NOT_THERE = frozenset({"DECLINED", "DELEGATED"})
MAX_PEOPLE = 200  # with more it is a broadcast, and says nothing of who knows whom
MAILTO = re.compile(r"mailto:([^\s\";,]+)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Guest:
    """One ATTENDEE or ORGANIZER.

    Attributes
    ----------
    email, name
        "" where not given.
    human
        Whether it is a person, not a room or a list.
    declined
        Whether they sent word that they do not come.
    """

    email: str
    name: str
    human: bool
    declined: bool


def guests_of(block: Block) -> list[Guest]:
    """Return everybody whom a block names, once each; an organiser not listed as a guest comes."""
    found: dict[str, Guest] = {}
    for line in block.lines.get("ATTENDEE", []):
        guest = _guest(line)
        known = found.setdefault(guest.email or guest.name, guest)
        if known is not guest:  # listed twice: they come if either line says so
            found[guest.email or guest.name] = replace(
                known, name=known.name or guest.name, declined=known.declined and guest.declined
            )
    for line in block.lines.get("ORGANIZER", []):
        guest = replace(_guest(line), declined=False)
        known = found.setdefault(guest.email or guest.name, guest)
        found[guest.email or guest.name] = replace(known, name=known.name or guest.name)
    return list(found.values())


@lru_cache(maxsize=4096)
def _guest(line: str) -> Guest:
    text: dict[str, str] = {}
    try:
        _, parameters, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
        text = {name.upper(): _text(given) for name, given in parameters.items()}
    except ValueError:  # a quote or a control character in a name
        found = MAILTO.search(line)
        value = found.group(1) if found else ""
    email = normalise_address(value) or normalise_address(text.get("EMAIL", ""))
    name = "" if normalise_address(text.get("CN", "")) else text.get("CN", "")
    person = text.get("CUTYPE", "").upper() not in NOT_A_PERSON
    return Guest(
        email=email,
        name=name,
        human=person and (is_human_address(email) if email else bool(name)),
        declined=text.get("PARTSTAT", "").upper() in NOT_THERE,
    )


def _text(given: str | Sequence[str]) -> str:
    return " ".join((given if isinstance(given, str) else ", ".join(given)).split())


def others_at(guests: Sequence[Guest], owners: Collection[str]) -> list[Guest]:
    """Return the humans other than the owner who did not decline."""
    return [guest for guest in guests if guest.human and not guest.declined and guest.email not in owners]


def why_not(guests: Sequence[Guest], owners: Collection[str]) -> str:
    """Return why a meeting with these guests is not one with people; "" if it is."""
    own = [guest for guest in guests if guest.email in owners]
    others = others_at(guests, owners)
    if own and all(guest.declined for guest in own):
        return "you declined"
    if len(own) == len(guests):
        return "nobody else in it"
    if not others:
        return "nobody else in it (rooms, lists or declined)"
    if len(others) > MAX_PEOPLE:
        return f"broadcast to {len(others)} people"
    return "" if any(guest.email for guest in others) else "nobody in it has an address"


def named_owners(source: str, headers: Sequence[Header]) -> frozenset[str]:
    """Return the addresses after which the calendar or its file is named: its owner's."""
    names = [PurePosixPath(source).stem, *(header.value("X-WR-CALNAME") for header in headers)]
    return frozenset(filter(is_human_address, map(normalise_address, names)))


def usual_owner(meetings: Sequence[Sequence[Guest]]) -> frozenset[str]:
    """Return the one address in more than half of at least three meetings, if it stands out alone."""
    people = [{guest.email for guest in guests if guest.human and guest.email} for guests in meetings]
    shared = [emails for emails in people if len(emails) >= 2]
    counts = Counter(email for emails in shared for email in emails)
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return frozenset({first}) if most >= 3 and most * 2 > len(shared) and most > second else frozenset()
