"""What happens in the example on single days: occasions, threads of several people, the owner's own days.

`who` and clock times are as in `gatherings`.
"""

from __future__ import annotations

from dataclasses import dataclass


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
        "choir:0-12",
        "10:00",
        420,
        ("2022-10-08", "2023-10-07", "2025-10-11"),
        "Gutshof Sundmark",
    ),
    Occasion(
        "Kantorei: choir weekend",
        "choir:1-12",
        "10:00",
        420,
        ("2021-10-09", "2024-10-12", "2026-10-10"),
        "Gutshof Sundmark",
    ),
    Occasion("Kantorei: summer concert", "choir:1-9 kestrel:9", "17:00", 180, ("2023-07-01", "2025-06-28")),
    Occasion(
        "Concert sponsors with Runa",
        "choir:0 choir:2",
        "17:00",
        45,
        ("2023-03-14", "2024-03-12", "2025-03-11", "2026-03-10"),
        "Café Lotsenhaus",
    ),
    Occasion(
        "Programme with Runa", "choir:0 choir:6", "17:30", 30, ("2023-05-23", "2024-05-21", "2025-05-20")
    ),
    Occasion(
        "Choir tour with Runa", "choir:0 choir:10", "18:00", 45, ("2023-11-07", "2024-11-05", "2025-11-04")
    ),
    Occasion(
        "Harbour lights: sponsors and collection",
        "choir:0 museum:1",
        "16:00",
        60,
        ("2023-02-21", "2023-09-19", "2024-02-20", "2025-02-18", "2026-02-17"),
        "Hafenmuseum",
    ),
    Occasion(
        "Harbour lights: sponsors and exhibition",
        "choir:0 museum:6",
        "16:00",
        60,
        ("2023-06-20", "2024-06-18", "2024-11-19", "2025-06-17", "2026-06-16"),
        "Hafenmuseum",
    ),
    Occasion(
        "Light sketches with Runa",
        "choir:0 choir:13",
        "18:30",
        60,
        ("2024-09-03", "2025-09-02"),
        "Speicher 9",
    ),
    Occasion(
        "Sundhaven reunion dinner",
        "university:0-2",
        "19:00",
        180,
        ("2019-11-23", "2021-11-20", "2023-11-18", "2025-11-22"),
    ),
    Occasion(
        "DataNorth speakers' dinner",
        "datanorth:0-3 elbmark:5",
        "19:30",
        150,
        ("2022-09-15",),
        "Tromvik",
    ),
    Occasion(
        "DataNorth speakers' dinner",
        "datanorth:0-3",
        "19:30",
        150,
        ("2023-09-14", "2024-09-12", "2025-09-18", "2026-09-17"),
        "Tromvik",
        declines="datanorth:3",
    ),
    Occasion(
        "Club regatta",
        "rowing:0-7",
        "08:00",
        480,
        ("2022-06-18", "2023-06-17", "2024-06-15", "2025-06-14", "2026-06-13"),
    ),
    Occasion("Farewell Kestrel", "kestrel:0-4 kestrel:9-10", "18:00", 180, ("2024-03-22",), "Speicher 9"),
    Occasion(
        "Lesepaten summer party",
        "readers:0-6 mentoring:1",
        "15:00",
        180,
        ("2023-07-07", "2025-07-04", "2026-07-03"),
    ),
    Occasion("Kantorei: Advent concert", "choir:0-12", "18:00", 120, ("2026-12-06",), "St. Katharinen"),
    Occasion("Sundhaven and the mentors", "university:1 mentoring:3", "12:30", 60, ("2024-11-21",)),
    Occasion("Numbers for the podcast", "university:2 press:1", "17:00", 60, ("2025-10-28",)),
    Occasion("Ice data, in print", "datanorth:3 press:4", "16:00", 45, ("2024-09-13",)),
    Occasion("Ward round, revisited", "clinics:1 readers:3", "12:00", 45, ("2022-05-10", "2022-10-11")),
    Occasion(
        "Tidewater at Kestrel",
        "kestrel:5 tidewater:0",
        "17:30",
        60,
        ("2021-10-21", "2022-02-17", "2022-05-19", "2022-08-18"),
    ),
    Occasion("Open ward numbers", "kestrel:5 press:1", "16:30", 45, ("2022-06-22", "2022-09-21")),
    Occasion(
        "Platform, next year", "kestrel:5 kestrel:0", "14:00", 60, ("2022-01-25", "2022-05-24", "2022-09-13")
    ),
    Occasion("Tables and tides", "datanorth:2 tidewater:0", "18:00", 60, ("2024-09-12",)),
    Occasion("Regattas on a map", "rowing:3 tidewater:3", "19:00", 60, ("2024-03-07", "2026-03-05")),
    Occasion(
        "Sundhaven: walk on the dyke",
        "university:0-2",
        "11:00",
        180,
        ("2020-06-20", "2021-06-19", "2022-06-11", "2023-06-10", "2024-06-08", "2025-06-07", "2026-06-06"),
    ),
    Occasion("Mentoring: opening evening", "mentoring:0-4", "18:30", 120, ("2022-03-03",), "Speicher 9"),
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
        "datanorth:0-8",
        ("2023-03-06", "2024-03-04", "2024-06-10", "2025-03-03", "2025-06-16", "2026-03-09", "2026-06-15"),
    ),
    GroupThread(
        "DataNorth workshop day", "datanorth:8-12 datanorth:2", ("2024-08-05", "2025-08-11", "2026-08-10")
    ),
    GroupThread(
        "Tidewater 2.0",
        "tidewater:0-2 tidewater:5-9",
        ("2022-04-11", "2023-05-08", "2024-02-19", "2025-04-14", "2026-04-13", "2026-10-05"),
    ),
    GroupThread(
        "Former Kestrels",
        "kestrel:0 kestrel:9 kestrel:11-15",
        ("2024-04-15", "2025-01-20", "2025-11-10", "2026-07-06"),
    ),
    GroupThread("Datentisch", "press:0-6", ("2022-02-14", "2023-09-04", "2025-02-10", "2026-05-18")),
    GroupThread(
        "Mentoring: the next round", "mentoring:0 mentoring:3-8", ("2024-01-15", "2025-01-13", "2026-01-12")
    ),
    GroupThread(
        "Reading hour on Thursdays",
        "readers:0 readers:7-8 readers:1",
        ("2024-09-09", "2025-09-08", "2026-09-07"),
    ),
    GroupThread("Museum: volunteers", "museum:0-3 museum:9", ("2024-04-22", "2025-10-06", "2026-05-04")),
    GroupThread(
        "Former clinics and us", "clinics:1 clinics:6-9 kestrel:9", ("2023-01-16", "2024-01-22", "2025-03-17")
    ),
    GroupThread("Regatta 2026", "rowing:0-1 rowing:3", ("2026-05-11",)),
    GroupThread("Wind, registered", "digitalwerk:8 university:9", ("2025-03-17",)),
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
