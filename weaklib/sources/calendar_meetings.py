"""The meetings of a calendar: which of its events are current, who is there, and why others are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from weaklib.sources.calendar_blocks import Block
from weaklib.sources.calendar_people import Guest, guests_of, others_at, usual_owner, why_not
from weaklib.sources.calendar_times import Clock, Occurrence, UnreadableEventError, changed_moment


@dataclass(frozen=True)
class Meeting:
    """One time that people met.

    Attributes
    ----------
    event
        Its id, the same in everybody's calendar.
    others
        The humans who did not decline, but for the owner.
    time
        When, and which row says so.
    """

    event: str
    others: Sequence[Guest]
    time: Occurrence


@dataclass
class Agenda:
    """The events of one file, sorted into meetings, rows set aside and merged rows.

    Attributes
    ----------
    given, named
        The owner's addresses, as the caller knows them and as the calendar is named.
    meetings
        Every meeting with somebody else.
    aside
        Why each row was set aside that was.
    merged
        How many rows repeat another one, or are an older version of it.
    guests
        Everybody whom each row names.
    owners, found
        All of the owner's addresses, and those that this calendar shows to be.
    clock
        What reads the times.
    """

    given: frozenset[str]
    named: frozenset[str]
    meetings: list[Meeting] = field(default_factory=list)
    aside: dict[int, str] = field(default_factory=dict)
    merged: int = 0
    guests: dict[int, list[Guest]] = field(default_factory=dict)
    owners: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    clock: Clock = field(default_factory=Clock)

    def set_aside(self, blocks: Iterable[Block], reason: str) -> None:
        """Set blocks aside; the first reason stays."""
        for block in blocks:
            self.aside.setdefault(block.row, reason)

    def take(self, blocks: Sequence[Block], *, end: datetime) -> None:
        """Find the meetings in `blocks`, of series those before `end`."""
        events: defaultdict[str, list[Block]] = defaultdict(list)
        for block in blocks:
            if block.whole:
                events[_uid(block)].append(block)
            else:
                self.aside[block.row] = "cut off before its end"
        for uid, versions in events.items():
            current = self._newest(versions)
            events[uid] = current if any(block.has_people for block in current) else []
            self.set_aside((block for block in current if not block.has_people), "nobody else in it")
            self.guests |= {block.row: guests_of(block) for block in events[uid]}
        self._know_the_owner()
        for uid, current in events.items():
            self._judge(current)
            usable = [block for block in current if block.row not in self.aside]
            times = list(self._times(current, end)) if usable else []
            others = {block.row: others_at(self.guests[block.row], self.owners) for block in usable}
            self.meetings += [
                Meeting(f"{uid}@{time.at:%Y-%m-%dT%H:%M:%SZ}", others[time.row], time)
                for time in times
                if time.row not in self.aside
            ]
            taken = {time.row for time in times}
            reason = f"no occurrence of its own before {end:%Y-%m-%d}, up to which this calendar is read"
            self.set_aside((block for block in usable if block.row not in taken), reason)

    @property
    def misses_owner(self) -> bool:
        """Whether several people are at its events, and none of them is known to be the owner."""
        several = any(len(guests) > 1 for guests in self.guests.values())
        present = {guest.email for guests in self.guests.values() for guest in guests}
        return bool(self.meetings) and several and not self.owners & present

    def _newest(self, versions: Sequence[Block]) -> list[Block]:
        """Return the newest version of an event and of each change of it; the others are merged."""
        if len(versions) == 1:
            return [*versions]
        same: defaultdict[datetime | None, list[Block]] = defaultdict(list)
        for block in versions:
            try:
                same[changed_moment(block)].append(block)
            except UnreadableEventError as error:
                self.aside[block.row] = str(error)
        kept: list[Block] = []
        for moment, blocks in same.items():
            blocks.sort(key=_age)
            # some programs give one UID to different events: those are told apart by their start
            starts = {
                block.value("DTSTART"): block for block in blocks if _version(block) == _version(blocks[-1])
            }
            current = [blocks[-1]] if moment else [*starts.values()]
            self.merged += len(blocks) - len(current)
            kept += current
        return kept

    def _know_the_owner(self) -> None:
        candidates = self.given | self.named
        present = {guest.email for guests in self.guests.values() for guest in guests}
        usual = frozenset() if candidates & present else usual_owner(list(self.guests.values()))
        self.owners = candidates | usual
        self.found = self.named | usual | (self.given & present)

    def _judge(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            cancelled = block.value("STATUS").upper() == "CANCELLED"
            reason = "cancelled" if cancelled else why_not(self.guests[block.row], self.owners)
            if reason:
                self.set_aside([block], reason)

    def _times(self, blocks: Sequence[Block], end: datetime) -> Iterator[Occurrence]:
        """Yield when an event takes place; what cannot be read loses only itself."""
        changes = [block for block in blocks if block.is_change and self._has_start(block)]
        masters = [block for block in blocks if not block.is_change]
        masters.sort(key=lambda block: (not block.repeats, _age(block)))
        for master in masters:
            if not self._has_start(master):
                continue
            if not (master.repeats or changes):
                yield self.clock.single(master)
                continue
            try:
                yield from self.clock.series(master, changes, end)
                changes = []
            except UnreadableEventError as error:
                self.set_aside([master], str(error))
        for change in changes:
            yield self.clock.single(change)

    def _has_start(self, block: Block) -> bool:
        try:
            self.clock.start(block)
        except UnreadableEventError as error:
            self.set_aside([block], str(error))
            return False
        return True


def _uid(block: Block) -> str:
    return block.value("UID") or f"no-uid-{sha256(block.text.encode()).hexdigest()[:16]}"


def _version(block: Block) -> tuple[int, str]:
    sequence = block.value("SEQUENCE")
    return int(sequence[:9]) if sequence.isdecimal() else 0, block.value("LAST-MODIFIED")


def _age(block: Block) -> tuple[tuple[int, str], str, str, int]:
    return _version(block), block.value("DTSTAMP"), block.text, -block.row
