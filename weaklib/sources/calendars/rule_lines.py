"""Recurrence rules as calendars write them: RRULE:FREQ=WEEKLY;BYDAY=MO."""

from __future__ import annotations

import re

from weaklib.sources.calendars.moments import UnreadableEventError
from weaklib.sources.calendars.rules import Rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WITHIN_THE_DAY = ("SECONDLY", "MINUTELY", "HOURLY")
MOST_NTH = {"MONTHLY": 5, "YEARLY": 53}
LISTS = {
    "BYMONTH": range(1, 13),
    "BYMONTHDAY": range(-31, 32),
    "BYYEARDAY": range(-366, 367),
    "BYSETPOS": range(-366, 367),
}
TIMES = {"BYHOUR": ("hour", range(24)), "BYMINUTE": ("minute", range(60)), "BYSECOND": ("second", range(60))}
INTERVAL = re.compile(r"0*[1-9]\d{0,5}", re.ASCII)
COUNT = re.compile(r"(\d{1,12})?", re.ASCII)
UNTIL = re.compile(r"(\d{8}(T\d{6}Z?)?)?", re.ASCII)
BYDAY = re.compile(r"([+-]?(?:0?[1-9]|[1-5]\d))?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
LIST = re.compile(r"[+-]?\d{1,3}(,[+-]?\d{1,3})*", re.ASCII)


def read_rule(line: str) -> Rule | None:
    """Return what a line such as RRULE:FREQ=WEEKLY says; None where it says more than a `Rule` holds.

    Raises
    ------
    UnreadableEventError
        If it repeats within the day, or on the spot for ever, or if that is no rule.
    """
    parts = [part.strip() for part in line.partition(":")[2].upper().split(";") if part.strip()]
    said = dict(part.partition("=")[::2] for part in parts)
    frequency, interval = said.pop("FREQ", ""), said.pop("INTERVAL", "1")
    if frequency in WITHIN_THE_DAY or any("," in said.get(part, "") for part in TIMES):
        msg = "it repeats within the day"
    elif frequency not in FREQUENCIES or len({part.partition("=")[0] for part in parts}) < len(parts):
        msg = f"its recurrence cannot be read ({line[:80]})"
    elif not INTERVAL.fullmatch(interval):
        msg = f"it repeats at an interval of {interval[:20]!r}"
    else:
        return _plain(frequency, int(interval), said)
    raise UnreadableEventError(msg)


def _plain(frequency: str, interval: int, said: dict[str, str]) -> Rule | None:
    count, until = said.pop("COUNT", ""), said.pop("UNTIL", "")
    week_start, by_day = said.pop("WKST", "MO"), said.pop("BYDAY", "")
    lists = {name: _numbers(said.pop(name, ""), allowed) for name, allowed in LISTS.items()}
    clock = _clock({name: said.pop(name) for name in TIMES if name in said})
    days = _days(by_day, frequency)
    if said or days is None or clock is None or None in lists.values() or week_start not in WEEKDAYS:
        return None
    if not (COUNT.fullmatch(count) and UNTIL.fullmatch(until)):
        return None
    months, month_days, year_days, positions = (numbers or frozenset() for numbers in lists.values())
    return Rule(
        frequency=frequency,
        interval=interval,
        count=int(count) if count else None,
        until=until,
        week_start=WEEKDAYS.index(week_start),
        months=months,
        month_days=month_days,
        year_days=year_days,
        positions=positions,
        weekdays=frozenset(day for number, day in days if not number),
        nth_weekdays=frozenset((number, day) for number, day in days if number),
        clock=clock,
    )


def _numbers(text: str, allowed: range) -> frozenset[int] | None:
    """Return the numbers in a list such as "1,-1"; None where one is none, or cannot be meant."""
    if not text:
        return frozenset()
    numbers = frozenset(map(int, text.split(","))) if LIST.fullmatch(text) else frozenset({0})
    return numbers if all(number and number in allowed for number in numbers) else None


def _days(text: str, frequency: str) -> list[tuple[int, int]] | None:
    """Return the days in a list such as "MO,-1FR" with their numbers; None where one is none."""
    if not text:
        return []
    found = [BYDAY.fullmatch(day) for day in text.split(",")]
    named = [(day[1], WEEKDAYS.index(day[2])) for day in found if day]
    if len(named) < len(found):
        return None
    if frequency not in MOST_NTH:  # the third Monday of a week is a Monday
        return [(0, day) for _, day in named]
    numbers = [(int(number), day) if number else (0, day) for number, day in named]
    return numbers if all(abs(number) <= MOST_NTH[frequency] for number, _ in numbers) else None


def _clock(said: dict[str, str]) -> tuple[tuple[str, int], ...] | None:
    """Return the hour, minute and second that are named; None where one is none."""
    found = []
    for name, value in said.items():
        unit, allowed = TIMES[name]
        if not (re.fullmatch(r"\d{1,2}", value, re.ASCII) and int(value) in allowed):
            return None
        found.append((unit, int(value)))
    return tuple(found)
