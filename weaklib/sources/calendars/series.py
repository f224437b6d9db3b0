"""Plain series of a calendar: one rule and extra days, with exceptions and changed occurrences.

What comes out is what recurring-ical-events makes of them, its ways with clocks included: a series keeps
the time on the wall of its own zone, and a time that the clock leaves out is as if it had not changed yet.
Whatever is not as plain as this is left to the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, islice
from zoneinfo import ZoneInfo

from weaklib.sources.calendars.blocks import Block
from weaklib.sources.calendars.moments import NAN, Occurrence, When, at_home, instant, length, moment
from weaklib.sources.calendars.rule_lines import read_rule
from weaklib.sources.calendars.rules import Budget, Rule

DAY = timedelta(days=1)


class NotPlainError(ValueError):
    """The series says something that only the library understands."""


@dataclass(frozen=True)
class PlainSeries:
    """A series whose every line is plain.

    Attributes
    ----------
    row
        The block of its master.
    start, length
        When it takes place first, and how long each time; a day and 0 for all-day events.
    rule, extra
        What repeats it, and the further times that it names.
    left_out, days_left_out
        The times and the days at which it does not take place: times as they are on the wall and in UTC.
    zone
        The calendar's zone.
    """

    row: int
    start: When
    length: timedelta
    rule: Rule | None
    extra: Sequence[When]
    left_out: frozenset[datetime]
    days_left_out: frozenset[date]
    zone: ZoneInfo

    def occurrences(
        self, changes: Mapping[Block, Occurrence], stop: datetime, budget: Budget
    ) -> Iterator[Occurrence]:
        """Yield when it takes place before `stop`, and each of `changes` instead of what it changes.

        Raises
        ------
        NotPlainError
            If two changes may mean the same time.
        UnreadableEventError
            If that is more work than `budget` has left.
        """
        ids = {block: names(moment_of(block, "RECURRENCE-ID", self.zone)) for block in changes}
        changed = {name: block for block, both in ids.items() for name in both}
        if len(changed) < sum(map(len, ids.values())):
            raise NotPlainError
        for when in self._unchanged(stop, budget, self.left_out.union(changed)):
            if (found := self._occurrence(when, stop)) is not None:
                yield found
        yield from (changes[block] for block, both in ids.items() if not both & self.left_out)

    def _unchanged(self, stop: datetime, budget: Budget, gone: frozenset[datetime]) -> Iterable[When]:
        """Return when it takes place, each time once, but for what is `gone` or a day left out."""
        times: Iterable[When] = self._times(stop, budget)
        if self.extra:
            times = chain(times, self.extra)
        if gone or self.days_left_out:
            left_out = self.days_left_out
            times = (when for when in times if not (names(when) & gone or when_day(when) in left_out))
        return dict.fromkeys(times) if self.extra else times

    def _times(self, stop: datetime, budget: Budget) -> Iterator[When]:
        """Yield when the rule says, and the start even if the rule does not say it."""
        if self.rule is None:
            return iter([self.start])
        limit = self.rule.until
        if limit and self._is_after(self.start, limit):
            return iter(())
        days = self.rule.days(when_day(self.start), stop.date() + DAY, budget)
        times = (when for when in map(self._at, days) if when >= self.start)
        return chain([self.start], self._limited(times))  # as a rule it names its start again

    def _limited(self, times: Iterator[When]) -> Iterator[When]:
        rule = self.rule
        for when in islice(times, rule.count if rule else None):
            if rule and rule.until and self._is_after(when, rule.until):
                return
            if when > self.start:
                yield when

    def _at(self, day: date) -> When:
        if not isinstance(self.start, datetime):
            return day
        at = datetime.combine(day, self.start.time(), self.start.tzinfo)
        if not (self.rule and self.rule.clock):
            return at
        return at.replace(**dict(self.rule.clock))  # type: ignore[arg-type]

    def _is_after(self, when: When, limit: str) -> bool:
        """Tell whether a time is after the UNTIL of the rule; "until 4 March" includes that day."""
        if not isinstance(when, datetime) or len(limit) == 8:
            return f"{when:%Y%m%d}" > limit[:8]
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%S}" > limit.rstrip("Z")

    def _occurrence(self, when: When, stop: datetime) -> Occurrence | None:
        at = instant(when, self.zone)
        if at >= stop:
            return None
        if not isinstance(when, datetime):
            return Occurrence(self.row, at, NAN)
        lasts = ((when + self.length).astimezone(UTC) - at).total_seconds() / 60 if self.length else 0.0
        return Occurrence(self.row, at, lasts if lasts > 0 else NAN)


def plain_series(master: Block, zone: ZoneInfo) -> PlainSeries:
    """Read the lines of a master.

    Raises
    ------
    NotPlainError
        If it says something that a `PlainSeries` cannot.
    UnreadableEventError
        If something in it is no date or no rule.
    """
    rules = [read_rule(line) for line in master.lines("RRULE")]
    start = moment_of(master, "DTSTART", zone)
    extra = _moments(master, "RDATE", zone)
    out = _moments(master, "EXDATE", zone)
    timed = isinstance(start, datetime)
    odd = any(isinstance(when, datetime) != timed for when in extra) or (
        not timed and any(isinstance(when, datetime) for when in out)
    )
    if len(rules) > 1 or None in rules or odd:
        raise NotPlainError
    return PlainSeries(
        row=master.row,
        start=start,
        length=_length(master, start, zone),
        rule=rules[0] if rules else None,
        extra=extra,
        left_out=frozenset[datetime]().union(*map(names, out)),
        days_left_out=frozenset(when for when in out if not isinstance(when, datetime)),
        zone=zone,
    )


def is_plain_change(block: Block) -> bool:
    """Tell whether a block changes one occurrence and nothing else."""
    repeats = any(block.has(name) for name in ("RRULE", "RDATE", "EXDATE"))
    return not repeats and "RANGE" not in block.lines("RECURRENCE-ID")[0].upper().partition(":")[0]


def moment_of(block: Block, name: str, zone: ZoneInfo) -> When:
    """Return when a line of a block says; a time in UTC or without a zone is one of the calendar's zone.

    Raises
    ------
    UnreadableEventError
        If it says no date.
    """
    return at_home(moment(block.lines(name)[0])[0], zone)


def names(when: When) -> frozenset[datetime]:
    """Return how exceptions and changes may name a time: in UTC and on the wall, both without a zone."""
    if not isinstance(when, datetime):
        return frozenset({datetime.combine(when, time())})
    return frozenset({when.astimezone(UTC).replace(tzinfo=None), when.replace(tzinfo=None)})


def when_day(when: When) -> date:
    """Return the day of a time on its own wall."""
    return when.date() if isinstance(when, datetime) else when


def _moments(block: Block, name: str, zone: ZoneInfo) -> list[When]:
    """Return the dates of lines that may hold several, separated by commas."""
    found = []
    for line in block.lines(name):
        before, colon, values = line.rpartition(":")
        if "/" in values or not colon:  # a period
            raise NotPlainError
        found += [at_home(moment(f"{before}:{value}")[0], zone) for value in values.split(",")]
    return found


def _length(master: Block, start: When, zone: ZoneInfo) -> timedelta:
    found: timedelta | None = timedelta(0)
    timed = isinstance(start, datetime)
    if master.has("DTEND"):
        end = moment_of(master, "DTEND", zone)
        if isinstance(end, datetime) != timed:
            raise NotPlainError
        found = end - start if end >= start else None
    elif master.has("DURATION"):
        found = length(master.value("DURATION"))
    if found is None or (not timed and found % DAY):
        raise NotPlainError
    return found
