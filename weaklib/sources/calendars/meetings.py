"""The meetings of a calendar: which of its events are current, who is there, and why others are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from weaklib.sources.calendars.blocks import Block
from weaklib.sources.calendars.moments import Occurrence, UnreadableEventError, changed_moment
from weaklib.sources.calendars.people import (
    Guest,
    guests_of,
    is_somebody_elses,
    others_at,
    usual_owner,
    why_not,
)
from weaklib.sources.calendars.times import Clock

CANCELLED = "cancelled"
EACH_PERSON = 8  # what one at one meeting of a series costs, in days looked at


class Meeting(NamedTuple):
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
    somebody_elses
        The addresses after which it is named if the owner is only a guest in it.
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
    somebody_elses: frozenset[str] = frozenset()
    clock: Clock = field(default_factory=Clock)

    def set_aside(self, blocks: Iterable[Block], reason: str) -> None:
        """Set blocks aside; the first reason stays."""
        for block in blocks:
            self.aside.setdefault(block.row, reason)

    def take(self, blocks: Sequence[Block], *, end: datetime) -> None:
        """Find the meetings in `blocks`, of series those before `end`."""
        peopled: dict[str, Sequence[Block]] = {}
        for uid, versions in self._events(blocks):
            current = versions if len(versions) == 1 else self._newest(versions)
            alone = [block for block in current if not block.has_people]
            for block in alone:
                self.aside.setdefault(block.row, CANCELLED if _is_cancelled(block) else "nobody else in it")
            if len(alone) < len(current):
                peopled[uid] = current
                for block in current:
                    self.guests[block.row] = guests_of(block)
        self._know_the_owner()
        for uid in sorted(peopled):  # in what order matters only where there are too many
            current = peopled[uid]
            self._judge(current)
            if len(current) == 1 and not (current[0].repeats or current[0].is_change):
                self._meet_once(uid, current[0])
            else:
                self._meet(uid, current, end)

    def _events(self, blocks: Sequence[Block]) -> Iterator[tuple[str, Sequence[Block]]]:
        """Yield the blocks of each event, by its UID; most have one."""
        first: dict[str, Block] = {}
        several: defaultdict[str, list[Block]] = defaultdict(list)
        for block in blocks:
            if block.fault:
                self.aside[block.row] = block.fault
            elif first.setdefault(uid := _uid(block), block) is not block:
                several[uid].append(block)
        for uid, block in first.items():
            yield uid, [block, *several.get(uid, ())]

    def _meet_once(self, uid: str, block: Block) -> None:
        """Add the meeting of an event that takes place once, as most do."""
        if block.row not in self.aside:
            others = others_at(self.guests[block.row], self.owners)
            self.meetings += [Meeting(_event_id(uid, time), others, time) for time in self._once(block)]

    def _meet(self, uid: str, current: Sequence[Block], end: datetime) -> None:
        """Add the meetings of any event."""
        usable = [block for block in current if block.row not in self.aside]
        times = list(self._times(current, end)) if usable else []
        others = {block.row: others_at(self.guests[block.row], self.owners) for block in usable}
        found = [
            Meeting(_event_id(uid, time), others[time.row], time)
            for time in times
            if time.row not in self.aside
        ]
        if len(times) > len(current):
            try:
                self.clock.budget.spend(EACH_PERSON * sum(len(meeting.others) for meeting in found))
            except UnreadableEventError as error:
                self.set_aside(usable, str(error))
                return
        self.meetings += found
        taken = {time.row for time in times}
        if left := [block for block in usable if block.row not in taken]:
            reason = f"no occurrence of its own before {end:%Y-%m-%d}, up to which this calendar is read"
            self.set_aside(left, reason)

    @property
    def misses_owner(self) -> bool:
        """Whether several people are at its events, and none of them is known to be the owner."""
        several = any(len(guests) > 1 for guests in self.guests.values())
        present = {guest.email for guests in self.guests.values() for guest in guests}
        return bool(self.meetings) and several and not self.owners & present

    def _newest(self, versions: Sequence[Block]) -> Sequence[Block]:
        """Return the newest version of an event and of each change of it; the others are merged."""
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
        foreign = is_somebody_elses(self.named, self.given, self.guests.values())
        self.somebody_elses = self.named if foreign else frozenset()
        candidates = self.given | (self.named - self.somebody_elses)
        present = {guest.email for guests in self.guests.values() for guest in guests}
        usual = frozenset() if candidates & present else usual_owner(list(self.guests.values()))
        self.owners = candidates | usual
        self.found = (self.named - self.somebody_elses) | usual | (self.given & present)

    def _judge(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            guests = self.guests[block.row]
            reason = CANCELLED if _is_cancelled(block) else why_not(guests, self.owners)
            if self.somebody_elses and not any(guest.email in self.owners for guest in guests):
                reason = reason or "you are not in it, and the calendar is somebody else's"
            if reason:
                self.set_aside([block], reason)

    def _times(self, blocks: Sequence[Block], end: datetime) -> Iterator[Occurrence]:
        """Yield when an event takes place; what cannot be read loses only itself."""
        changes = [block for block in blocks if block.is_change and self._has_start(block)]
        masters = [block for block in blocks if not block.is_change]
        if len(masters) > 1:
            masters.sort(key=lambda block: (not block.repeats, _age(block)))
        for master in masters:
            if not (master.repeats or changes):
                yield from self._once(master)
                continue
            if not self._has_start(master):
                continue
            try:
                yield from self.clock.series(master, changes, end)
                changes = []
            except UnreadableEventError as error:
                self.set_aside([master], str(error))
        for change in changes:
            yield from self._once(change)

    def _once(self, block: Block) -> Iterator[Occurrence]:
        try:
            yield self.clock.single(block)
        except UnreadableEventError as error:
            self.set_aside([block], str(error))

    def _has_start(self, block: Block) -> bool:
        try:
            self.clock.start(block)
        except UnreadableEventError as error:
            self.set_aside([block], str(error))
            return False
        return True


def _uid(block: Block) -> str:
    return block.value("UID") or f"no-uid-{sha256(block.text.encode()).hexdigest()[:16]}"


def _event_id(uid: str, time: Occurrence) -> str:
    return f"{uid}@{time.at.isoformat()[:19]}Z"


def _is_cancelled(block: Block) -> bool:
    return "\nSTATUS:CONFIRMED\n" not in block.own_text and block.value("STATUS").upper() == "CANCELLED"


def _version(block: Block) -> tuple[int, str]:
    sequence = block.value("SEQUENCE")
    return int(sequence[:9]) if sequence.isdecimal() else 0, block.value("LAST-MODIFIED")


def _age(block: Block) -> tuple[tuple[int, str], str, str, int]:
    return _version(block), block.value("DTSTAMP"), block.text, -block.row
