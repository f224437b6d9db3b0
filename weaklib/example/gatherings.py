"""Where the circles of the example meet again and again.

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
        "kestrel:0-2 kestrel:6-7",
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
        "clinics:0-4 kestrel:9",
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
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TH",
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
        "FREQ=WEEKLY;INTERVAL=8;BYDAY=WE",
        "2024-06-05",
        "15:30",
        45,
    ),
    Series(
        "Kantorei: Vorstand",
        "choir:1-4",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
        "2020-02-03",
        "19:30",
        90,
        skipped=("2020-05-04",),
    ),
    Series(
        "Kantorei: scores and library",
        "choir:5-8",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2FR",
        "2020-03-13",
        "18:00",
        90,
    ),
    Series(
        "Kantorei: concert team", "choir:9-12", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3FR", "2020-03-20", "18:00", 90
    ),
    Series(
        "Morning outing, quad",
        "rowing:0-2 rowing:4",
        "FREQ=WEEKLY;INTERVAL=8;BYDAY=SA",
        "2023-04-15",
        "07:30",
        90,
    ),
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
        "tidewater:0-5",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TH",
        "2021-01-07",
        "18:00",
        60,
        skipped=("2022-01-06", "2026-01-01"),
        declines="tidewater:4",
    ),
    Series(
        "Lesepaten: coordination",
        "readers:0-6",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
        "2021-04-13",
        "17:30",
        75,
    ),
    Series(
        "Mentoring circle",
        "mentoring:0-4",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TH",
        "2022-03-17",
        "18:30",
        90,
    ),
    Series(
        "Museum: collection data",
        "museum:0-4",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2MO",
        "2022-11-14",
        "17:00",
        75,
        moved=(("2024-05-13", "2024-05-14", "17:30"),),
    ),
    Series(
        "Museum: exhibition lab",
        "museum:4-8 museum:0",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=3MO",
        "2023-01-16",
        "17:00",
        90,
    ),
    Series(
        "Datentisch",
        "press:0-4",
        "FREQ=MONTHLY;INTERVAL=4;BYDAY=4WE",
        "2021-07-28",
        "19:00",
        120,
    ),
)
"""The recurring meetings."""
