"""When the events of a calendar take place: plain ones read here, the others by the libraries for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter

from weaklib.sources.calendars.blocks import Block
from weaklib.sources.calendars.library import library_series
from weaklib.sources.calendars.moments import (
    Occurrence,
    UnreadableEventError,
    When,
    at_home,
    length,
    moment,
    occurrence,
)
from weaklib.sources.calendars.rules import Budget
from weaklib.sources.calendars.series import NotPlainError, is_plain_change, plain_series
from weaklib.sources.calendars.zones import named_zone, zone_of

MAX_OCCURRENCES = 4_000  # of one series: every working day for fifteen years; the newest are kept
MAX_WORK = 4_000_000  # days looked at in all series of a file: 400 weekly ones of two people for ten years


@dataclass
class Clock:
    """Reads the times of one file, and remembers which time zones nobody knows.

    Attributes
    ----------
    guessed
        The rows whose time zone is unknown, by its name ("" where they have none) and the zone they are
        read in.
    capped
        How many series had more than `MAX_OCCURRENCES`.
    budget
        How much work the series may still be.
    """

    guessed: defaultdict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    capped: int = 0
    budget: Budget = field(default_factory=lambda: Budget(MAX_WORK))

    def start(self, block: Block) -> When:
        """Return when a block starts; without a zone where it names none that is known.

        Raises
        ------
        UnreadableEventError
            If it does not say, or says no date.
        """
        line = block.line("DTSTART")
        if not line:
            msg = "it has no start (DTSTART)"
            raise UnreadableEventError(msg)
        when, tzid = moment(line)
        if isinstance(when, datetime) and when.tzinfo is None and (tzid or not named_zone(block.header)):
            self.guessed[tzid, zone_of(block.header).key].add(block.row)
        return when

    def single(self, block: Block) -> Occurrence:
        """Return the one occurrence of a block that does not repeat."""
        zone = zone_of(block.header)
        start = end = self.start(block)
        try:
            if line := block.line("DTEND"):
                end, _ = moment(line)
            elif block.has("DURATION") and isinstance(start, datetime):
                end = at_home(start, zone) + (length(block.value("DURATION")) or timedelta())
        except (ArithmeticError, UnreadableEventError):  # a bad end leaves a good start
            end = start
        return occurrence(block.row, start, end, zone)

    def series(self, master: Block, changes: Sequence[Block], stop: datetime) -> list[Occurrence]:
        """Return the occurrences before `stop` of a master and the changes of single ones of it.

        Of more than `MAX_OCCURRENCES`, the oldest unchanged ones are left out.

        Raises
        ------
        UnreadableEventError
            If its rule cannot be followed, or would be followed for ever.
        """
        try:
            found = self._plain(master, changes, stop)
        except NotPlainError:
            found = library_series(master, changes, stop, self.budget)
        found = sorted((each for each in found if each.at < stop), key=attrgetter("at", "row"))
        excess = max(len(found) - MAX_OCCURRENCES, 0)
        self.capped += excess > 0
        return [o for o in found[:excess] if o.row != master.row] + found[excess:]

    def _plain(self, master: Block, changes: Sequence[Block], stop: datetime) -> list[Occurrence]:
        self.start(master)
        series = plain_series(master, zone_of(master.header))
        if not all(map(is_plain_change, changes)):
            raise NotPlainError
        return list(series.occurrences({block: self.single(block) for block in changes}, stop, self.budget))
