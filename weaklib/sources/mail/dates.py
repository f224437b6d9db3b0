"""When a mail was sent: by its Date, unless that cannot be true."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from weaklib.sources.mail.headers import Headers, plain_text

DAY = 24 * 60 * 60
FIRST = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
END = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())
MAX_AHEAD = 2 * DAY  # of the mail's arrival, by a clock that is wrong or a zone that is forgotten
MAX_ZONE = 14 * 60 * 60
MAX_DATE = 200  # characters

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
USUAL = re.compile(
    r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"
    r"(?: \([A-Z]+\))?",
    re.ASCII,
)
ARRIVAL = re.compile(rb"From +(?P<sender>\S+) +(?P<date>.+)")
OF_FROM_LINE = re.compile(
    r"[A-Za-z]{3},? ([A-Za-z]{3}) (\d{1,2}) (\d\d:\d\d:\d\d)(?: ([+-]\d{4}))? (\d{4})(?: ([+-]\d{4}))?",
    re.ASCII,
)


def sent_at(headers: Headers, arrival: int | None) -> int | None:
    """Return the second at which a mail was sent, counted from 1970; None where nothing tells it.

    The mail's Date; where that is missing, before 1990, or more than two days after the mail arrived,
    the time of arrival.

    Parameters
    ----------
    headers
        The headers of the mail.
    arrival
        When it arrived, as `arrived_at` tells.
    """
    sent = seconds(plain_text(headers.get(b"date", b"")))
    if sent is None or (arrival is not None and sent > arrival + MAX_AHEAD):
        return arrival
    return sent


def arrived_at(headers: Headers, from_line: bytes) -> int | None:
    """Return the second at which a mail reached the mailbox, by its From line or its first Received.

    Thunderbird's From line tells when the mail was copied, and so comes last.
    """
    line = ARRIVAL.match(from_line)
    if line is None:
        return _of_last_hop(headers)
    if line["sender"] == b"-":
        return _of_last_hop(headers) or _of_from_line(line["date"])
    return _of_from_line(line["date"]) or _of_last_hop(headers)


def _of_last_hop(headers: Headers) -> int | None:
    return seconds(plain_text(headers.get(b"received", b"").rpartition(b";")[2]).strip())


def seconds(text: str) -> int | None:
    """Return the date of a header in seconds from 1970; None where it is none, or cannot be true.

    Examples
    --------
    >>> seconds("Thu, 1 Jan 2020 01:00:00 +0100"), seconds("1 Jan 1904 00:00:00 +0000"), seconds("soon")
    (1577836800, None, None)
    """
    usual = USUAL.fullmatch(text)
    try:
        second = _usual(*usual.groups()) if usual else _unusual(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return second if second is not None and FIRST <= second < END else None


def _usual(day: str, month: str, year: str, hour: str, minute: str, second: str, *zone: str) -> int | None:
    # a leap second is the last of its minute
    moment = datetime(
        int(year),
        MONTHS.index(month.lower()) + 1,
        int(day),
        int(hour),
        int(minute),
        min(int(second), 59),
        tzinfo=UTC,
    )
    return _moved(int(moment.timestamp()), int(zone[1]) * 3600 + int(zone[2]) * 60, zone[0])


def _unusual(text: str) -> int | None:
    parts = parsedate_tz(text[:MAX_DATE])
    if parts is None:
        return None
    year, month, day, hour, minute, second, *_, zone = parts
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return _moved(int(moment.timestamp()), abs(zone or 0), "-" if (zone or 0) < 0 else "+")


def _moved(local: int, zone: int, sign: str) -> int | None:
    if zone > MAX_ZONE:
        return None
    return local - zone if sign == "+" else local + zone


def _of_from_line(date: bytes) -> int | None:
    text = " ".join(plain_text(date).split())
    usual = OF_FROM_LINE.fullmatch(text)
    if not usual:
        return seconds(text)
    month, day, clock, before, year, after = usual.groups()
    return seconds(f"{day} {month} {year} {clock} {before or after or '+0000'}")
