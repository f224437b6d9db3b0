"""Series of a calendar that only recurring-ical-events understands, kept from running for ever."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from weaklib.sources.calendars.blocks import Block
from weaklib.sources.calendars.moments import (
    Occurrence,
    UnreadableEventError,
    When,
    at_home,
    changed_moment,
    instant,
    moment,
    occurrence,
)
from weaklib.sources.calendars.rule_lines import read_rule
from weaklib.sources.calendars.rules import Budget
from weaklib.sources.calendars.zones import UNREADABLE, named_zone, zone_of

WORK, WORK_EACH = 5_000, 150  # what a series and each occurrence cost, in days looked at
WORK_OF_WEEK_NUMBERS = 400_000
LONGEST = 100_000  # characters
DAY = timedelta(days=1)
TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
UNTIL = re.compile(r"UNTIL=[^;]*", re.IGNORECASE)
UNTIL_A_DAY = re.compile(r"UNTIL=(\d{8})(?=;|\s*$)", re.IGNORECASE)
WEEK_NUMBERS = re.compile(r"(?<=[:;])BYWEEKNO=[^;]*(?:;|$)", re.IGNORECASE)


def library_series(
    master: Block, changes: Sequence[Block], stop: datetime, budget: Budget
) -> list[Occurrence]:
    """Return the occurrences of a master and its changes, from its first start to `stop`, in any order.

    Raises
    ------
    UnreadableEventError
        If the library cannot read it either, or that is more work than `budget` has left.
    """
    import recurring_ical_events
    from icalendar import Calendar

    zone = zone_of(master.header)
    starts = [instant(moment(block.lines("DTSTART")[0])[0], zone) for block in (master, *changes)]
    rows = {changed_moment(block): block.row for block in changes}
    found: list[Occurrence] = []
    try:
        text = _calendar_text(zone, master, changes, max(stop, min(starts)), budget)
        query = recurring_ical_events.of(Calendar.from_ical(text))
        for series in query.series:  # `between` would copy the whole event for each occurrence
            for each in series.between(min(starts) - DAY, max(stop, min(starts))):
                ids = each.recurrence_ids
                found.append(occurrence(rows[ids[0]] if ids else master.row, each.start, each.end, zone))
    except UnreadableEventError:
        raise
    except UNREADABLE as error:
        raise _unreadable(master) from error
    return found


def _unreadable(master: Block) -> UnreadableEventError:
    said = [*master.lines("RRULE"), *master.lines("RDATE"), "a change of it"][0]
    return UnreadableEventError(f"its recurrence cannot be read ({said[:80]})")


def _calendar_text(
    zone: ZoneInfo, master: Block, changes: Sequence[Block], stop: datetime, budget: Budget
) -> str:
    """Return a calendar of nothing but the times of one series."""
    start = at_home(moment(master.lines("DTSTART")[0])[0], zone)
    lines = ["BEGIN:VCALENDAR"]
    if named_zone(master.header):  # with it the library forgets the RANGE of times that name no zone
        lines.append(f"X-WR-TIMEZONE:{zone.key}")
    for block in (master, *changes):
        lines += ["BEGIN:VEVENT", "UID:one"]
        for line in (line for name in TIMES for line in block.lines(name)):
            comes = not line.startswith("RRULE") or _comes(line, master, start, stop, budget)
            lines += [_with_until(line, start)] if comes else _but_its_end(line)
        lines.append("END:VEVENT")
    text = "\n".join([*lines, "END:VCALENDAR", ""])
    if len(text) > LONGEST:
        msg = "it is changed too often to follow it"
        raise UnreadableEventError(msg)
    budget.spend(WORK + WORK_EACH * text.count(","))
    return text


def _comes(line: str, master: Block, start: When, stop: datetime, budget: Budget) -> bool:
    """Tell whether a rule names any day before `stop`: the library would look for one until the year 9999."""
    rule = read_rule(line)
    if rule is None and "FREQ=YEARLY" in line.upper():
        budget.spend(WORK_OF_WEEK_NUMBERS)
        if read_rule(WEEK_NUMBERS.sub("", line)):
            return True
    if rule is None:
        raise _unreadable(master)
    first = start.date() if isinstance(start, datetime) else start
    days = sum(1 for _ in rule.days(first, stop.date() + DAY, budget))
    budget.spend(WORK_EACH * days)
    return days > 0


def _but_its_end(line: str) -> list[str]:
    """Return what is left of a rule that never comes: one that ends before the start forbids that too."""
    until = UNTIL.search(line)
    return [f"RRULE:FREQ=DAILY;COUNT=1;{until[0]}"] if until else []


def _with_until(line: str, start: When) -> str:
    """Return a rule so that "until 4 March" includes that day, if the event has an hour."""
    found = UNTIL_A_DAY.search(line) if line.startswith("RRULE") else None
    if not (found and isinstance(start, datetime)):
        return line
    end = datetime.strptime(found[1] + "235959", "%Y%m%d%H%M%S").replace(tzinfo=start.tzinfo).astimezone(UTC)
    return f"{line[: found.start()]}UNTIL={end:%Y%m%dT%H%M%SZ}{line[found.end() :]}"
