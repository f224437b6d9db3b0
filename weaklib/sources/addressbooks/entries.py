"""What the entries of an address book say: which of them are people, and under which name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from weaklib.sources.linkedin.columns import slug_of
from weaklib.sources.names import joined_name, name_key
from weaklib.sources.names.addresses import ADDRESS, ROLE_NAMES, is_human_address, normalise_address
from weaklib.sources.reading import CONTACTS, Reading, frame

KIND = "address book"
ORGANISATION = "an organisation, not a person"
GROUP = "a list of contacts, not a person"
NOBODY = "no name and no address"
SHARED = "a shared address (an office, a list, a no-reply), not a person"
LINKEDIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)*linkedin\.com/in/[^\s/?#]+", re.IGNORECASE)
SYSTEM_LABELS = frozenset({"mycontacts", "my contacts", "starred", "starred in android"})


@dataclass(frozen=True)
class Entry:
    """One entry, as it is written.

    Attributes
    ----------
    shown
        The whole name.
    given, middle, family, nickname
        Its parts.
    organisation, position
        Where the person works, and as what.
    emails, links, labels
        All of them, the preferred address first.
    kind
        "organisation" or "group" where the entry says so itself.
    """

    shown: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    nickname: str = ""
    organisation: str = ""
    position: str = ""
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kind: str = ""


@dataclass
class Gathering:
    """What became of the entries of one file, so far."""

    source: str
    rows: int = 0
    merged: int = 0
    contacts: list[dict[str, object]] = field(default_factory=list)
    set_aside: list[dict[str, object]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)

    def take(self, row: int, entry: Entry, *, mark: object, raw: Callable[[], str]) -> None:
        """Use an entry, or merge it with an equal one, or set it aside if it is no person.

        Parameters
        ----------
        row, entry
            Its number in the file, and what it says.
        mark
            What makes two entries one.
        raw
            Gives what is shown of it if it is set aside.
        """
        if hash(mark) in self.known:
            self.rows += 1
            self.merged += 1
            return
        self.known.add(hash(mark))
        emails = addresses_of(entry)
        people = tuple(filter(is_human_address, emails))
        name, profile = name_of(entry), profile_of(entry)
        reason = _why_not(entry, name, shared=bool(emails), reachable=bool(people or profile))
        if reason:
            self.put_aside(row, reason, raw())
            return
        self.rows += 1
        self.contacts.append(
            {
                "row": row,
                "profile": profile,
                "email": people[0] if people else "",
                "emails": people,
                "name": name,
                "organisation": _line(entry.organisation),
                "position": _line(entry.position),
                "labels": _own_labels(entry.labels),
            }
        )

    def put_aside(self, row: int, reason: str, raw: str) -> None:
        """Note that an entry is not used, and why."""
        self.rows += 1
        self.set_aside.append({"row": row, "reason": reason, "raw": raw})

    def reading(self, note: str = "") -> Reading:
        """Return what the file said."""
        return Reading(
            source=self.source,
            kind=KIND,
            rows=self.rows,
            merged=self.merged,
            contacts=frame(self.contacts, CONTACTS),
            set_aside=frame(self.set_aside, ("row", "reason", "raw")),
            note=note,
        )


def addresses_of(entry: Entry) -> tuple[str, ...]:
    """Return all addresses of an entry in one spelling, once each; also one that stands for the name."""
    written = [*entry.emails, *(text for text in (entry.shown, entry.family, entry.given) if "@" in text)]
    found = (address for text in written for address in _addresses_in(text))
    return tuple(dict.fromkeys(found))


def _addresses_in(text: str) -> Iterable[str]:
    address = normalise_address(text)
    return [address] if address else map(normalise_address, ADDRESS.findall(text))


def name_of(entry: Entry) -> str:
    """Return the name of an entry; "" where it has none.

    The whole name is believed, unless it is an address, or the organisation's while there are parts of
    a person's own.
    """
    shown = _name(entry.shown)
    if shown and not (_has_both(entry) and _is_same(shown, entry.organisation)):
        return shown
    parts = joined_name(_name(entry.given), _name(entry.middle), _name(entry.family))
    return parts or _name(entry.nickname)


def profile_of(entry: Entry) -> str:
    """Return the slug of the LinkedIn profile among an entry's links; "" where there is none."""
    found = (LINKEDIN.search(link) for link in entry.links)
    return next((slug for match in found if match and (slug := slug_of(match.group()))), "")


def _why_not(entry: Entry, name: str, *, shared: bool, reachable: bool) -> str:
    """Return why an entry is no person, or ""; `shared` tells that it has addresses, if nobody's own."""
    if entry.kind == "group":
        return GROUP
    if (entry.kind or _is_same(name, entry.organisation)) and not _has_both(entry):
        return ORGANISATION
    if name:
        return SHARED if shared and not reachable and _is_role(entry, name) else ""
    if reachable:
        return ""
    if _line(entry.organisation):
        return ORGANISATION
    return SHARED if shared else NOBODY


def _is_role(entry: Entry, name: str) -> bool:
    """Tell whether a name is that of an office, such as "Nordlicht Support", and no person's."""
    return not _has_both(entry) and not ROLE_NAMES.isdisjoint(name_key(name).split())


def _has_both(entry: Entry) -> bool:
    return bool(_name(entry.given) and _name(entry.family))


def _is_same(name: str, organisation: str) -> bool:
    initials = f"{name[:1]}{organisation.strip()[:1]}".casefold()
    if len(initials) < 2 or (initials.isascii() and initials.isalnum() and initials[0] != initials[1]):
        return False  # most differ at once
    return name_key(name) == name_key(_line(organisation))


def _name(text: str) -> str:
    """Return a text as a name with single spaces; "" for an address, and where nothing stands for a name."""
    name = _line(text)
    if "@" in name and normalise_address(name):
        return ""
    if name[:1].isalpha():
        return name
    return name if any(c.isalnum() or unicodedata.category(c) == "So" for c in name) else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _own_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the owner's words for a person, without the groups that the address book makes itself."""
    words = (_line(label) for label in labels)
    own = (word for word in words if word and word[0] != "*" and word.casefold() not in SYSTEM_LABELS)
    return tuple(dict.fromkeys(own))
