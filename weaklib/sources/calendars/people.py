"""Who is at a meeting of a calendar, and which of them is its owner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from weaklib.sources.calendars.blocks import Block, Header
from weaklib.sources.names.addresses import is_human_address, normalise_address

NOT_A_PERSON = frozenset({"GROUP", "RESOURCE", "ROOM"})
NOT_THERE = frozenset({"DECLINED", "DELEGATED"})
MAX_PEOPLE = 200  # with more it is a broadcast, and says nothing of who knows whom
LONGEST_LINE = 5_000  # characters; of more, only the end is looked at
ODD = re.compile(r'["\\^]')  # what only the library takes apart
MAILTO = re.compile(r"mailto:([^\s\";,]+)\s*$", re.IGNORECASE)


class Guest(NamedTuple):
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
    for line in block.lines("ATTENDEE"):
        guest = _guest(line)
        known = found.setdefault(guest.email or guest.name, guest)
        if known is not guest:  # listed twice: they come if either line says so
            found[guest.email or guest.name] = known._replace(
                name=known.name or guest.name, declined=known.declined and guest.declined
            )
    for line in block.lines("ORGANIZER"):
        guest = _guest(line)
        known = found.get(guest.email or guest.name) or guest._replace(declined=False)
        found[guest.email or guest.name] = known if known.name else known._replace(name=guest.name)
    return list(found.values())


@lru_cache(maxsize=16_384)
def _guest(line: str) -> Guest:
    text, value = _parts(line)
    email = normalise_address(value) or normalise_address(text.get("EMAIL", ""))
    name = "" if normalise_address(text.get("CN", "")) else text.get("CN", "")
    person = text.get("CUTYPE", "").upper() not in NOT_A_PERSON
    return Guest(
        email=email,
        name=name,
        human=person and (is_human_address(email) if email else bool(name)),
        declined=text.get("PARTSTAT", "").upper() in NOT_THERE,
    )


def _parts(line: str) -> tuple[dict[str, str], str]:
    """Return the parameters and the value of a line; a plain one is split here, the others by the library."""
    short = len(line) <= LONGEST_LINE
    if short and line.isprintable() and not ODD.search(line):
        head, _, value = line.partition(":")
        parameters = head.split(";")[1:]
        if all("=" in parameter for parameter in parameters):
            return dict(map(_parameter, parameters)), value
    from icalendar.parser import Contentline

    try:
        _, given, value = Contentline(line if short else "").raw_parts()  # type: ignore[no-untyped-call]
        return {name.upper(): _text(each) for name, each in given.items()}, value
    except ValueError:  # a quote or a control character in a name
        found = MAILTO.search(line[-LONGEST_LINE:])
        return {}, found[1] if found else ""


@lru_cache(maxsize=16_384)  # but for the names, the same few stand in every line
def _parameter(text: str) -> tuple[str, str]:
    name, _, given = text.partition("=")
    return name.strip().upper(), _text(given.split(","))


def _text(given: str | Sequence[str]) -> str:
    return " ".join((given if isinstance(given, str) else ", ".join(given)).split())


def others_at(guests: Sequence[Guest], owners: Collection[str]) -> list[Guest]:
    """Return the humans other than the owner who did not decline."""
    return [guest for guest in guests if guest.human and not guest.declined and guest.email not in owners]


def why_not(guests: Sequence[Guest], owners: Collection[str], *, by_name: bool = False) -> str:
    """Return why a meeting with these guests is not one with people; "" if it is.

    Parameters
    ----------
    guests, owners
        Everybody who is named, and the addresses of whoever's calendar it is.
    by_name
        Whether a name without an address is enough to tell somebody by.
    """
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
    return "" if by_name or any(guest.email for guest in others) else "nobody in it has an address"


def named_owners(source: str, headers: Sequence[Header]) -> frozenset[str]:
    """Return the addresses after which the calendar or its file is named: its owner's."""
    names = [PurePosixPath(source).stem, *(header.value("X-WR-CALNAME") for header in headers)]
    return frozenset(filter(is_human_address, map(normalise_address, names)))


def is_somebody_elses(
    named: Collection[str], given: Collection[str], meetings: Iterable[Sequence[Guest]]
) -> bool:
    """Tell whether a calendar named after some address is not that of the owner, who has those `given`.

    So it is where the owner is a guest under a given address, unless both addresses go by one name.
    """
    if not named or not given or not given.isdisjoint(named):  # type: ignore[attr-defined]
        return False
    names: dict[str, set[str]] = {"named": set(), "given": set()}
    present = False
    for guest in (guest for guests in meetings for guest in guests):
        if guest.email in given:
            present = True
            names["given"].add(plain_name(guest.name))
        elif guest.email in named:
            names["named"].add(plain_name(guest.name))
    return present and (names["given"] - {""}).isdisjoint(names["named"] - {""})


def plain_name(name: str) -> str:
    """Return the words of a name, whatever their order and capitals.

    >>> plain_name("Berg, Anna") == plain_name("Anna BERG")
    True
    """
    return " ".join(sorted(name.casefold().replace(",", " ").split()))


def usual_owner(meetings: Sequence[Sequence[Guest]]) -> frozenset[str]:
    """Return the one address in more than half of at least three meetings, if it stands out alone."""
    people = [{guest.email for guest in guests if guest.human and guest.email} for guests in meetings]
    shared = [emails for emails in people if len(emails) >= 2]
    counts = Counter(email for emails in shared for email in emails)
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return frozenset({first}) if most >= 3 and most * 2 > len(shared) and most > second else frozenset()
