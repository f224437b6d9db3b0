"""Recurrence rules: the days that an RRULE names, counted out period by period and never beyond an end.

`dateutil` knows the rules too, but looks for the next day of one that never comes (30 February) until
the year 9999: three seconds for each such rule.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from weaklib.sources.calendars.moments import UnreadableEventError

# what going on to the next period, and each day that is found, cost in days looked at
EACH_PERIOD, EACH_DAY = 4, 8


@dataclass
class Budget:
    """How much work the series of one file may still be.

    Attributes
    ----------
    left
        In days looked at.
    """

    left: int

    def spend(self, days: int) -> None:
        """Take from what is left.

        Raises
        ------
        UnreadableEventError
            If it does not suffice.
        """
        if days > self.left:
            self.left = 0
            msg = "the series of this calendar are too many, too long or too crowded to follow them all"
            raise UnreadableEventError(msg)
        self.left -= days


@dataclass(frozen=True)
class Rule:
    """What one RRULE says.

    Attributes
    ----------
    frequency, interval, count, until, week_start
        As in the rule; a count of None and an until of "" do not limit it, a week starts on day 0 to 6.
    months, month_days, year_days, positions
        The numbers after BYMONTH, BYMONTHDAY, BYYEARDAY and BYSETPOS.
    weekdays, nth_weekdays
        The days after BYDAY: those without a number, and those with one in a month or a year.
    clock
        The hour, minute and second that BYHOUR and the like name.
    """

    frequency: str
    interval: int
    count: int | None
    until: str
    week_start: int
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    positions: frozenset[int]
    weekdays: frozenset[int]
    nth_weekdays: frozenset[tuple[int, int]]
    clock: tuple[tuple[str, int], ...]

    def days(self, start: date, last: date, budget: Budget) -> Iterator[date]:
        """Yield its days in order, from `start` to `last`; `count` and `until` are left to the caller.

        Raises
        ------
        UnreadableEventError
            If that is more work than `budget` has left.
        """
        rule = self.completed(start)
        if rule.is_steady:
            yield from rule.strides(start, last, budget)
            return
        for first, length in rule.periods(start, last):
            budget.spend(length + EACH_PERIOD)
            chosen = rule.chosen(first, length)
            budget.spend(EACH_DAY * len(chosen))
            for day in chosen:
                if start <= day <= last:
                    yield day

    @property
    def is_steady(self) -> bool:
        """Whether it goes by days or weeks, and names nothing but days of the week."""
        others = self.months or self.month_days or self.year_days or self.positions or self.nth_weekdays
        return self.frequency in ("DAILY", "WEEKLY") and not others

    def strides(self, start: date, last: date, budget: Budget) -> Iterator[date]:
        """Yield the days of a steady rule, without a look at those between."""
        length = 1 if self.frequency == "DAILY" else 7
        begin, end = start.toordinal(), last.toordinal()
        gone = (start.weekday() - self.week_start) % length
        places = sorted((day - self.week_start) % length for day in self.weekdays) if length > 1 else [0]
        for first in range(begin - gone, end + 1, length * self.interval):
            budget.spend(EACH_PERIOD + EACH_DAY * len(places))
            for number in (first + place for place in places):
                wanted = not self.weekdays or (number - 1) % 7 in self.weekdays
                if wanted and begin <= number <= end:
                    yield date.fromordinal(number)

    def completed(self, start: date) -> Rule:
        """Return the rule with what it leaves to its start: the day of the week, the month or the year."""
        if self.weekdays or self.nth_weekdays or self.month_days or self.year_days:
            return self
        if self.frequency == "WEEKLY":
            return replace(self, weekdays=frozenset({start.weekday()}))
        if self.frequency == "MONTHLY":
            return replace(self, month_days=frozenset({start.day}))
        if self.frequency == "YEARLY":
            months = self.months or frozenset({start.month})
            return replace(self, months=months, month_days=frozenset({start.day}))
        return self

    def periods(self, start: date, last: date) -> Iterator[tuple[date, int]]:
        """Yield the first day and the length of each day, week, month or year that counts.

        Of the first week, as `dateutil` has it, only the days that are left.
        """
        if self.frequency in ("DAILY", "WEEKLY"):
            length = 1 if self.frequency == "DAILY" else 7
            gone = (start.weekday() - self.week_start) % length
            yield start, length - gone
            step = length * self.interval
            for first in range(start.toordinal() - gone + step, last.toordinal() + 1, step):
                yield date.fromordinal(first), length
        elif self.frequency == "MONTHLY":
            end = last.year * 12 + last.month
            for number in range(start.year * 12 + start.month - 1, end, self.interval):
                year, month = divmod(number, 12)
                yield date(year, month + 1, 1), monthrange(year, month + 1)[1]
        else:
            for year in range(start.year, last.year + 1, self.interval):
                if self.months and not self.positions:
                    yield from (
                        (date(year, month, 1), monthrange(year, month)[1]) for month in sorted(self.months)
                    )
                else:
                    yield date(year, 1, 1), 366 if isleap(year) else 365

    def chosen(self, first: date, length: int) -> Sequence[date]:
        """Return the days of a period that the rule names, in order."""
        begin, wanted = first.toordinal(), self.weekdays or {day for _, day in self.nth_weekdays}
        numbers = (n for n in range(begin, begin + length) if not wanted or (n - 1) % 7 in wanted)
        chosen = [day for day in map(date.fromordinal, numbers) if self._holds(day)]
        if not self.positions:
            return chosen
        places = {place - 1 if place > 0 else len(chosen) + place for place in self.positions}
        return [chosen[place] for place in sorted(places) if 0 <= place < len(chosen)]

    def _holds(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days and day.day not in self.month_days:
            backwards = min(self.month_days) < 0 and day.day - monthrange(day.year, day.month)[1] - 1
            if not backwards or backwards not in self.month_days:
                return False
        if self.year_days:
            number, length = _day_of_year(day), 366 if isleap(day.year) else 365
            if self.year_days.isdisjoint((number, number - length - 1)):
                return False
        return not self.nth_weekdays or self._is_nth(day)

    def _is_nth(self, day: date) -> bool:
        """Tell whether it is the second Tuesday or the like, of a month or, where none is said, the year."""
        if self.frequency == "YEARLY" and not self.months:
            place, length = _day_of_year(day), 366 if isleap(day.year) else 365
        else:
            place, length = day.day, monthrange(day.year, day.month)[1]
        weekday = day.weekday()
        numbers = (((place - 1) // 7 + 1, weekday), (-((length - place) // 7 + 1), weekday))
        return not self.nth_weekdays.isdisjoint(numbers)


def _day_of_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1
