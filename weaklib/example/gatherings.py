"""Where the circles of the example meet: recurring meetings, occasions, threads, and the owner's own days.

`who` names members as in "choir:1-4 kestrel:0": by circle and numbers, separated by spaces.
Clock times are those of `story.ZONE`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """A recurring meeting.

    Attributes
    ----------
    begins, until
        Its first day, and its last; until "" goes on after the export.
    rule
        The recurrence, without its end.
    skipped
        Days on which it did not take place (EXDATE).
    moved
        (day, new day, new clock time) of single meetings (RECURRENCE-ID).
    declines
        Who always declines.
    room
        A room that is booked with it; rooms are attendees too.
    """

    title: str
    who: str
    rule: str
    begins: str
    at: str
    minutes: int
    until: str = ""
    skipped: tuple[str, ...] = ()
    moved: tuple[tuple[str, str, str], ...] = ()
    declines: str = ""
    room: str = ""


ROOM = "Norderhaven-3-Lotsenzimmer (12)"

SERIES: tuple[Series, ...] = (
    Series(
        "Netzplanung Jour fixe",
        "elbmark:0-4",
        "FREQ=WEEKLY;BYDAY=TU",
        "2018-11-06",
        "09:30",
        45,
        until="2019-08-27",
        skipped=("2018-12-25", "2019-01-01"),
    ),
    Series(
        "Load forecast review",
        "elbmark:0 elbmark:3-5",
        "FREQ=MONTHLY;BYDAY=1TH",
        "2018-12-06",
        "14:00",
        60,
        until="2019-08-01",
    ),
    Series(
        "Platform stand-up",
        "kestrel:0-2 kestrel:5-7",
        "FREQ=WEEKLY;BYDAY=MO",
        "2019-09-16",
        "09:15",
        30,
        until="2022-09-26",
        skipped=("2019-12-23", "2019-12-30", "2020-12-28", "2021-12-27"),
        moved=(("2020-06-01", "2020-06-02", "09:15"), ("2021-05-24", "2021-05-25", "10:00")),
    ),
    Series(
        "Care analytics sync",
        "kestrel:0-4 kestrel:8",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
        "2021-01-13",
        "11:00",
        45,
        until="2023-05-03",
    ),
    Series(
        "Product review",
        "kestrel:0-4 kestrel:9-10",
        "FREQ=MONTHLY;BYDAY=2TH",
        "2020-01-09",
        "15:00",
        60,
        until="2024-03-14",
        declines="kestrel:4",
    ),
    Series(
        "Ward pilot steering",
        "clinics:0-4 kestrel:0 kestrel:9",
        "FREQ=MONTHLY;BYDAY=3TU",
        "2020-09-15",
        "16:00",
        60,
        until="2022-12-20",
    ),
    Series(
        "Team register",
        "digitalwerk:0-3 digitalwerk:5",
        "FREQ=WEEKLY;BYDAY=TU",
        "2024-04-09",
        "10:00",
        45,
        skipped=("2024-12-24", "2024-12-31", "2025-12-23", "2025-12-30"),
        moved=(("2025-06-10", "2025-06-11", "14:00"), ("2026-09-15", "2026-09-16", "09:00")),
        room=ROOM,
    ),
    Series(
        "Architecture forum",
        "digitalwerk:0-9",
        "FREQ=MONTHLY;BYDAY=1TH",
        "2024-05-02",
        "13:00",
        90,
        skipped=("2025-01-02", "2025-05-01"),
        declines="digitalwerk:8",
        room=ROOM,
    ),
    Series(
        "Service critique",
        "digitalwerk:4-7 digitalwerk:9",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE",
        "2024-06-05",
        "15:30",
        45,
    ),
    Series(
        "Kantorei: Vorstand",
        "choir:1-4",
        "FREQ=MONTHLY;BYDAY=1MO",
        "2020-02-03",
        "19:30",
        90,
        skipped=("2020-04-06", "2020-05-04", "2021-01-04"),
    ),
    Series("Kantorei: scores and library", "choir:5-8", "FREQ=MONTHLY;INTERVAL=2;BYDAY=2FR", "2020-03-13", "18:00", 90),
    Series("Kantorei: concert team", "choir:9-12", "FREQ=MONTHLY;INTERVAL=2;BYDAY=3FR", "2020-03-20", "18:00", 90),
    Series("Morning outing, quad", "rowing:0-2 rowing:4", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2023-04-15", "07:30", 90),
    Series(
        "Rowing club: committee",
        "rowing:0 rowing:3-7 digitalwerk:5",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
        "2021-03-10",
        "19:00",
        90,
    ),
    Series(
        "Tidewater maintainers' call",
        "tidewater:0-5 datanorth:1",
        "FREQ=MONTHLY;BYDAY=1TH",
        "2021-01-07",
        "18:00",
        60,
        skipped=("2022-01-06", "2026-01-01"),
        declines="tidewater:4",
    ),
    Series(
        "Lesepaten: coordination",
        "readers:0-6 mentoring:1",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
        "2021-04-13",
        "17:30",
        75,
    ),
    Series("Mentoring circle", "mentoring:0-4 university:1", "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TH", "2022-03-17", "18:30", 90),
    Series(
        "Museum: collection data",
        "museum:0-4",
        "FREQ=MONTHLY;BYDAY=2MO",
        "2022-11-14",
        "17:00",
        75,
        moved=(("2024-05-13", "2024-05-14", "17:30"),),
    ),
    Series("Museum: exhibition lab", "museum:5-8", "FREQ=MONTHLY;INTERVAL=2;BYDAY=3MO", "2023-01-16", "17:00", 90),
    Series("Datentisch", "press:0-4 university:2", "FREQ=MONTHLY;INTERVAL=3;BYDAY=4WE", "2021-07-28", "19:00", 120),
)
"""The recurring meetings."""


@dataclass(frozen=True)
class Occasion:
    """A meeting on single days, each an event of its own."""

    title: str
    who: str
    at: str
    minutes: int
    days: tuple[str, ...]
    place: str = ""
    declines: str = ""


OCCASIONS: tuple[Occasion, ...] = (
    Occasion(
        "Kantorei: choir weekend",
        "choir:0-12 kestrel:10",
        "10:00",
        420,
        ("2021-10-09", "2022-10-08", "2023-10-07", "2024-10-12", "2025-10-11", "2026-10-10"),
        "Gutshof Sundmark",
    ),
    Occasion(
        "Concert sponsors with Runa",
        "choir:0 choir:2",
        "17:00",
        45,
        ("2023-03-14", "2024-03-12", "2025-03-11", "2026-03-10", "2026-08-25"),
        "Café Lotsenhaus",
    ),
    Occasion("Programme print with Runa", "choir:0 choir:6", "17:30", 30, ("2024-05-21", "2025-05-20", "2026-05-19")),
    Occasion("Tour to Tromvik with Runa", "choir:0 choir:10", "18:00", 45, ("2024-11-05", "2025-11-04", "2026-09-08")),
    Occasion(
        "Harbour lights: sponsors and collection",
        "choir:0 museum:1",
        "16:00",
        60,
        ("2023-02-21", "2024-02-20", "2025-02-18", "2026-02-17"),
        "Hafenmuseum",
    ),
    Occasion(
        "Harbour lights: sponsors and exhibition",
        "choir:0 museum:6",
        "16:00",
        60,
        ("2023-06-20", "2024-06-18", "2025-06-17", "2026-06-16"),
        "Hafenmuseum",
    ),
    Occasion("Light sketches with Runa", "choir:0 choir:13", "18:30", 60, ("2025-09-02", "2026-04-28"), "Speicher 9"),
    Occasion(
        "Sundhaven reunion dinner",
        "university:0-2",
        "19:00",
        180,
        ("2019-11-23", "2021-11-20", "2023-11-18", "2025-11-22"),
    ),
    Occasion(
        "DataNorth speakers' dinner",
        "datanorth:0-3 tidewater:0 elbmark:5",
        "19:30",
        150,
        ("2020-02-06", "2022-09-15"),
        "Tromvik",
    ),
    Occasion(
        "DataNorth speakers' dinner",
        "datanorth:0-3 tidewater:0 tidewater:2",
        "19:30",
        150,
        ("2023-09-14", "2024-09-12", "2025-09-18", "2026-09-17"),
        "Tromvik",
        declines="datanorth:3",
    ),
    Occasion("Club regatta", "rowing:0-7", "08:00", 480, ("2022-06-18", "2023-06-17", "2024-06-15", "2025-06-14", "2026-06-13")),
    Occasion("Farewell Kestrel", "kestrel:0-4 kestrel:9-10", "18:00", 180, ("2024-03-22",), "Speicher 9"),
    Occasion("Lesepaten summer party", "readers:0-6", "15:00", 180, ("2023-07-07", "2025-07-04", "2026-07-03")),
    Occasion("Kantorei: Advent concert", "choir:0-12", "18:00", 120, ("2026-12-06",), "St. Katharinen"),
    Occasion("Register go-live review", "digitalwerk:0-5", "09:00", 60, ("2026-11-12", "2026-12-10")),
)
"""The meetings on single days; some are after the export."""


@dataclass(frozen=True)
class GroupThread:
    """A conversation of several people on LinkedIn: how often it comes to life, and when."""

    title: str
    who: str
    days: tuple[str, ...]


THREADS: tuple[GroupThread, ...] = (
    GroupThread(
        "Sundhaven, class of 2015",
        "university:0-8",
        ("2019-10-20", "2021-10-18", "2023-10-16", "2024-07-02", "2025-10-20", "2026-06-08"),
    ),
    GroupThread(
        "DataNorth programme",
        "datanorth:0-7 elbmark:7",
        ("2023-03-06", "2024-03-04", "2024-06-10", "2025-03-03", "2025-06-16", "2026-03-09", "2026-06-15"),
    ),
    GroupThread("DataNorth workshop day", "datanorth:8-12 datanorth:2", ("2024-08-05", "2025-08-11", "2026-08-10")),
    GroupThread(
        "Tidewater 2.0",
        "tidewater:0-2 tidewater:5-9",
        ("2022-04-11", "2023-05-08", "2024-02-19", "2025-04-14", "2026-04-13", "2026-10-05"),
    ),
    GroupThread("Former Kestrels", "kestrel:0 kestrel:9 kestrel:11-15", ("2024-04-15", "2025-01-20", "2025-11-10", "2026-07-06")),
    GroupThread("Datentisch", "press:0-6 university:2", ("2022-02-14", "2023-09-04", "2025-02-10", "2026-05-18")),
    GroupThread("Mentoring: the next round", "mentoring:0 mentoring:3-8", ("2024-01-15", "2025-01-13", "2026-01-12")),
    GroupThread("Reading hour on Thursdays", "readers:0 readers:7-8 readers:1", ("2024-09-09", "2025-09-08", "2026-09-07")),
    GroupThread("Museum: volunteers", "museum:0-3 museum:9", ("2024-04-22", "2025-10-06", "2026-05-04")),
    GroupThread("Former clinics and us", "clinics:1 clinics:6-9 kestrel:9", ("2023-01-16", "2024-01-22", "2025-03-17")),
    GroupThread("Regatta 2026", "rowing:0-1 rowing:3", ("2026-05-11",)),
    GroupThread("Network planners, then and now", "elbmark:7-9", ("2021-11-08", "2024-11-11", "2026-02-09")),
)
"""The threads of several people; at most ten with the owner."""

ALONE: tuple[tuple[str, str, int, str], ...] = (
    ("Dentist", "08:30", 30, "2019-03-11 2020-09-14 2022-03-07 2023-10-09 2025-04-07 2026-11-09"),
    ("Train to Tromvik", "06:45", 300, "2020-02-05 2022-09-14 2023-09-13 2024-09-11 2025-09-17 2026-09-16"),
    ("Tax return", "20:00", 120, "2021-05-30 2022-05-29 2023-05-28 2024-05-26 2025-05-25"),
    ("Focus: no meetings", "08:00", 240, "2024-10-14 2025-02-24 2025-09-29 2026-10-26"),
    ("Swimming", "07:00", 60, "2026-10-27 2026-11-03"),
)
"""What stands in the calendar without anybody else: title, time, minutes, days."""

WHOLE_DAYS: tuple[tuple[str, str, str], ...] = (
    ("Tromvik by bicycle", "2022-07-18", "2022-08-01"),
    ("Parental visit", "2024-05-09", "2024-05-13"),
    ("Holiday", "2026-12-21", "2027-01-04"),
)
"""Whole days: title, first day, and the day after the last."""
