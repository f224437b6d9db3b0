"""Calendars with series of every kind, made by chance: what the readers of them must agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_STAMP = "20261031T120000Z"
HOMES = ("", "", "Europe/Berlin", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
OWN_ZONE = """\
BEGIN:VTIMEZONE
TZID:Our Own Time
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:OOST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:OOT
END:STANDARD
END:VTIMEZONE"""
ODD_NIGHTS = (  # when clocks change in Berlin and in New York
    datetime(2025, 3, 30, 2, 30),
    datetime(2025, 10, 26, 2, 30),
    datetime(2025, 3, 9, 2, 30),
    datetime(2025, 11, 2, 1, 30),
)


@dataclass(frozen=True)
class Zone:
    """A way to write times: what stands before the colon, and after the digits."""

    parameter: str
    end: str
    meant: ZoneInfo

    def say(self, name: str, *when: datetime, anyhow: Random | None = None) -> str:
        """Return a line of times on the wall, or `anyhow` perhaps of the same times in UTC."""
        if anyhow is None or anyhow.random() < 0.6 or not (self.parameter or self.end):
            return f"{name}{self.parameter}:{','.join(f'{each:%Y%m%dT%H%M%S}{self.end}' for each in when)}"
        moments = [each.replace(tzinfo=self.meant).astimezone(UTC) for each in when]
        return f"{name}:{','.join(f'{each:%Y%m%dT%H%M%SZ}' for each in moments)}"


BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ZONES = (
    Zone(";TZID=Europe/Berlin", "", BERLIN),
    Zone(";TZID=America/New_York", "", NEW_YORK),
    Zone(';TZID="W. Europe Standard Time"', "", BERLIN),
    Zone(";TZID=Eastern Standard Time", "", NEW_YORK),
    Zone(";TZID=Our Own Time", "", BERLIN),
    Zone("", "Z", ZoneInfo("UTC")),
    Zone("", "", ZoneInfo("UTC")),
)


def calendar(rng: Random, *, series: int) -> str:
    """Return a calendar of so many series, with what changes them before, between or after them."""
    home = rng.choice(HOMES)
    blocks = [block for number in range(series) for block in events(rng, f"series-{number}")]
    rng.shuffle(blocks)
    head = ["BEGIN:VCALENDAR", *([f"X-WR-TIMEZONE:{home}"] if home else []), OWN_ZONE]
    return "\n".join([*head, *blocks, "END:VCALENDAR", ""])


def events(rng: Random, uid: str) -> list[str]:
    """Return the blocks of one series."""
    start = datetime(2023, 1, 1) + timedelta(days=rng.randrange(1400))
    start = start.replace(hour=rng.choice((0, 1, 2, 9, 9, 14, 23)), minute=rng.choice((0, 30)))
    zone = rng.choice(ZONES)
    if zone.end:  # of a night's hour that comes twice, the libraries forget which one was meant
        start = start.replace(hour=max(start.hour, 9))
    elif rng.random() < 0.15:
        start = rng.choice(ODD_NIGHTS) - timedelta(days=7 * rng.randrange(3))
    return days(rng, uid, start) if rng.random() < 0.2 else hours(rng, uid, start, zone)


def days(rng: Random, uid: str, start: datetime) -> list[str]:
    """Return a series of whole days."""

    def say(name: str, *when: datetime) -> str:
        return f"{name};VALUE=DATE:{','.join(f'{each:%Y%m%d}' for each in when)}"

    said = [rule(rng, start, "date")] if rng.random() < 0.9 else []
    times = followed(said, start)
    ends = rng.choice(([], [say("DTEND", start + timedelta(days=2))], ["DURATION:P3D"], ["DURATION:P1W"]))
    lines = [say("DTSTART", start), *ends, *said]
    if rng.random() < 0.4:
        lines.append(say("EXDATE", *some(rng, times)))
    if rng.random() < 0.3 or not said:
        lines.append(say("RDATE", *(start + timedelta(days=rng.randrange(90)) for _ in range(2))))
    blocks = [block(uid, lines)]
    for when in some(rng, times) if rng.random() < 0.4 else ():
        moved = when + timedelta(days=rng.randrange(-9, 9))
        blocks.append(block(uid, [say("RECURRENCE-ID", when), say("DTSTART", moved)]))
    return blocks


def hours(rng: Random, uid: str, start: datetime, zone: Zone) -> list[str]:
    """Return a series of times."""
    said = [rule(rng, start, rng.choice(("utc", "utc", "wall")))] if rng.random() < 0.9 else []
    times = followed(said, start)
    lines = [zone.say("DTSTART", start), *lasting(rng, start, zone), *said, *exceptions(rng, times, zone)]
    if rng.random() < 0.05 and said:
        lines.append(rule(rng, start, "utc"))
    if rng.random() < 0.3 or not said:
        extra = [start + timedelta(hours=rng.randrange(2000)) for _ in range(2)]
        lines.append(zone.say("RDATE", *extra, anyhow=rng))
    if rng.random() < 0.05:
        when = start + timedelta(days=rng.randrange(1, 90))
        lines.append(f"{zone.say('RDATE;VALUE=PERIOD', when)}/PT{rng.randrange(1, 9)}H")
    changed = some(rng, times) if rng.random() < 0.4 else []
    return [block(uid, lines), *(block(uid, change(rng, when, zone)) for when in changed)]


def exceptions(rng: Random, times: Sequence[datetime], zone: Zone) -> list[str]:
    lines = [zone.say("EXDATE", when, anyhow=rng) for when in some(rng, times)] if rng.random() < 0.4 else []
    whole_day = [f"EXDATE;VALUE=DATE:{rng.choice(times):%Y%m%d}"] if rng.random() < 0.05 else []
    return lines + whole_day


def change(rng: Random, when: datetime, zone: Zone) -> list[str]:
    """Return the lines of what takes place instead of one time of a series."""
    moved = when + timedelta(hours=rng.choice((-26, -1, 1, 2, 24, 170, 700)))
    onwards = ";RANGE=THISANDFUTURE" if rng.random() < 0.1 else ""
    which = zone.say(f"RECURRENCE-ID{onwards}", when, anyhow=rng)
    return [which, zone.say("DTSTART", moved), *lasting(rng, moved, zone)]


def lasting(rng: Random, start: datetime, zone: Zone) -> list[str]:
    """Return how long an event takes, if it is said."""
    end = start + timedelta(minutes=rng.choice((15, 60, 90, 24 * 60, 60 * 60)))
    if rng.random() < 0.05 and (zone.parameter or zone.end):
        return [f"DTEND;TZID=Pacific/Honolulu:{end:%Y%m%dT%H%M%S}"]
    durations = ("PT45M", "PT1H30M", "P1D", "P1DT2H", "PT25H", "P1W")
    closes = zone.say("DTEND", end)
    return rng.choice(([], [closes], [closes], [f"DURATION:{rng.choice(durations)}"]))


def block(uid: str, lines: Sequence[str]) -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{LAST_STAMP}", *lines, "END:VEVENT"])


def rule(rng: Random, start: datetime, until: str) -> str:
    """Return the line of a rule that names its start, or does not."""
    frequency = rng.choice(("DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"))
    parts = [f"FREQ={frequency}", *which_days(rng, frequency)]
    if rng.random() < 0.4:
        parts.append(f"INTERVAL={rng.randint(1, 5)}")
    if rng.random() < 0.05 and until != "date":
        parts.append(f"BYHOUR={rng.randrange(24)};BYMINUTE=15")
    if rng.random() < 0.2:
        parts.append(f"WKST={rng.choice(DAYS)}")
    ends = rng.random()
    if ends < 0.4:
        parts.append(f"COUNT={rng.randint(1, 20)}")
    elif ends < 0.8:
        last = start + timedelta(days=rng.choice((0, 5, 30, 200, 600)), hours=rng.choice((-1, 0, 0, 1)))
        form = {"date": "%Y%m%d", "utc": "%Y%m%dT%H%M%SZ", "wall": "%Y%m%dT%H%M%S"}[until]
        parts.append(f"UNTIL={last:{form}}")
    first, *others = parts
    rng.shuffle(others)
    return f"RRULE:{';'.join([first, *others])}"


def which_days(rng: Random, frequency: str) -> list[str]:
    """Return the BY parts of a rule."""
    weekdays = ",".join(rng.sample(DAYS, rng.randint(1, 4)))
    month = f"BYMONTH={listed(rng, range(1, 13), 4)}"
    month_day = f"BYMONTHDAY={listed(rng, (1, 2, 13, 15, 29, 30, 31, -1, -2, -30), 2)}"
    place = f"BYSETPOS={listed(rng, (1, 2, 3, -1, -2), 2)}"
    numbers = (1, 2, 3, 4, 5, -1, -2) if frequency == "MONTHLY" else (1, 2, 20, 53, -1, -20)
    nth = ",".join(f"{rng.choice(numbers)}{day}" for day in rng.sample(DAYS, rng.randint(1, 2)))
    kinds = [[], [], [f"BYDAY={weekdays}"], [month], [month, f"BYDAY={weekdays}"]]
    if frequency != "WEEKLY":
        kinds += [[month_day], [month, month_day], [month_day, f"BYDAY={weekdays}"]]
    if frequency in ("MONTHLY", "YEARLY"):
        kinds += [[f"BYDAY={nth}"], [f"BYDAY={weekdays}", place], [month, f"BYDAY={weekdays}", place]]
        kinds += [[month_day, place]]
    if frequency == "YEARLY":
        kinds += [["BYYEARDAY=1,100,-1"], [month, "BYDAY=1MO,-1FR"], ["BYWEEKNO=20", f"BYDAY={weekdays}"]]
    return rng.choice(kinds)


def listed(rng: Random, numbers: Sequence[int], most: int) -> str:
    return ",".join(map(str, rng.sample(numbers, rng.randint(1, most))))


def followed(said: Sequence[str], start: datetime) -> list[datetime]:
    """Return some of the first times of a rule on the wall, for whatever is to change them."""
    plain = [line.partition(":")[2].partition("UNTIL=")[0].rstrip(";") for line in said]
    found = [start, *(time for text in plain for time in islice(rrulestr(text, dtstart=start), 25))]
    return list(dict.fromkeys(time for time in found if time.year < 2040))


def some(rng: Random, times: Sequence[datetime]) -> list[datetime]:
    return rng.sample(times, min(len(times), rng.randint(1, 3)))
