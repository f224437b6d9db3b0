"""The story of the example: whose export it is, the circles around them, and what was planted.

Marit Ebbesand, a data engineer in the invented port of Norderhaven, sings, rows, reads with children
and has had three employers since 2015. Everybody and everything here is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

EXPORTED_AT = datetime(2026, 10, 31, 17, 45)  # noqa: DTZ001 - UTC, as every moment in this package
"""The moment of both exports, in UTC: the last day of the story is 2026-10-31."""

EXPORTED_BEFORE = datetime(2024, 6, 30, 18, 20)  # noqa: DTZ001
"""The moment of the older export, in UTC."""

ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Pattern:
    """How a tie of one kind lives.

    Attributes
    ----------
    exchanges, meetings
        How many exchanges of messages and one-to-one meetings there are in a year.
    ends
        The first and the last day on which it may fall silent; None where it goes on.
    """

    exchanges: float
    meetings: float
    ends: tuple[date, date] | None = None


PATTERNS: dict[str, Pattern] = {
    "close": Pattern(6, 4.5),
    "steady": Pattern(0.7, 0.25),
    "light": Pattern(0.6, 0.1),
    "faded": Pattern(3.5, 1.5, (date(2024, 12, 1), date(2025, 10, 1))),
    "dormant": Pattern(3, 1.5, (date(2020, 6, 1), date(2023, 5, 1))),
    "silent": Pattern(10, 8, (date(2022, 10, 14), date(2022, 10, 14))),
    "once": Pattern(0, 0),
    "nominal": Pattern(0, 0),
    "scripted": Pattern(0, 0),
}


@dataclass(frozen=True)
class Circle:
    """One of the worlds that the owner moves in.

    Attributes
    ----------
    joined
        The first and the last day on which its members became connections.
    ties
        How many members have a tie of each pattern; members are numbered in this order, from 0.
    fields
        The fields of its members' employers, drawn from `work.ORGANISATIONS`.
    organisations
        Their employers, where these are the circle itself.
    roles
        What they do there; where empty, what people in that field do.
    addressed, elsewhere
        How many of the first members have an e-mail address that the owner knows, and how many of
        these, the last ones, are not on LinkedIn.
    topics
        What they talk about.
    """

    joined: tuple[date, date]
    ties: dict[str, int]
    fields: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    addressed: int = 0
    elsewhere: int = 0
    topics: tuple[str, ...] = ("the new year",)


CIRCLES: dict[str, Circle] = {
    "elbmark": Circle(
        joined=(date(2018, 11, 5), date(2019, 8, 28)),
        ties={"dormant": 7, "light": 3, "once": 7, "nominal": 13},
        organisations=("Elbmark Energie",),
        roles=(
            "Grid Analyst",
            "Data Engineer",
            "Head of Network Planning",
            "Controller",
            "Field Technician",
            "HR Business Partner",
            "Energy Trader",
            "Project Manager Smart Metering",
        ),
        addressed=6,
        topics=("the meter data", "the control room move", "the load forecast", "the winter peak"),
    ),
    "kestrel": Circle(
        joined=(date(2019, 9, 9), date(2023, 3, 20)),
        ties={
            "close": 1,
            "faded": 4,
            "silent": 1,
            "dormant": 3,
            "steady": 3,
            "light": 5,
            "once": 6,
            "nominal": 13,
        },
        organisations=("Kestrel Health",),
        roles=(
            "Backend Developer",
            "Clinical Product Manager",
            "Data Scientist",
            "UX Designer",
            "VP Engineering",
            "Regulatory Counsel",
            "Customer Success Manager",
            "Talent Partner",
            "Machine Learning Engineer",
            "Medical Director",
        ),
        addressed=11,
        topics=("the consent form", "the ward pilot", "the audit", "the new data platform"),
    ),
    "digitalwerk": Circle(
        joined=(date(2024, 3, 18), date(2026, 10, 29)),
        ties={"close": 4, "steady": 6, "light": 7, "once": 6, "nominal": 9},
        organisations=("Digitalwerk Bezirksamt Norderhaven",),
        roles=(
            "Software Engineer",
            "Service Designer",
            "Product Owner",
            "Abteilungsleitung Register",
            "Policy Officer",
            "Security Engineer",
            "Agile Coach",
            "Legal Counsel",
            "Data Architect",
        ),
        addressed=10,
        topics=("the civil register", "the accessibility review", "the paper form", "the public roadmap"),
    ),
    "university": Circle(
        joined=(date(2018, 11, 3), date(2019, 7, 30)),
        ties={"close": 1, "steady": 3, "light": 6, "once": 5, "nominal": 10},
        fields=("technology", "research", "energy", "retail", ""),
        addressed=3,
        topics=("the reunion", "the old lab", "our thesis adviser", "the canteen, of all things"),
    ),
    "choir": Circle(
        joined=(date(2019, 9, 20), date(2022, 6, 1)),
        ties={"scripted": 1, "close": 1, "steady": 4, "light": 8},
        fields=("arts and culture", "arts and culture", "education", "law"),
        addressed=14,
        elsewhere=7,
        topics=("the Requiem", "the second altos", "the summer concert", "the tour to Tromvik"),
    ),
    "datanorth": Circle(
        joined=(date(2019, 10, 12), date(2025, 10, 20)),
        ties={"steady": 5, "light": 8, "once": 5, "nominal": 10},
        fields=("public sector", "finance", "media", "transport", "health", "energy", "consulting"),
        addressed=4,
        topics=("the call for talks", "the keynote", "the workshop day", "column stores"),
    ),
    "rowing": Circle(
        joined=(date(2020, 5, 2), date(2024, 9, 1)),
        ties={"close": 1, "steady": 3, "light": 4, "faded": 2, "once": 2, "nominal": 4},
        fields=("retail", "law", "transport", "finance", "health", "hospitality"),
        addressed=8,
        elsewhere=4,
        topics=("the regatta", "the new quad", "winter training", "the boathouse roof"),
    ),
    "tidewater": Circle(
        joined=(date(2020, 11, 2), date(2026, 3, 1)),
        ties={"close": 1, "steady": 4, "light": 5, "once": 4, "nominal": 5},
        fields=("technology", "research", ""),
        addressed=6,
        topics=("release 2.0", "the plug-in interface", "the flaky test", "the documentation sprint"),
    ),
    "readers": Circle(
        joined=(date(2021, 2, 1), date(2026, 5, 1)),
        ties={"steady": 3, "light": 6, "once": 4, "nominal": 5},
        fields=("education", "non-profit", "public sector"),
        addressed=7,
        elsewhere=3,
        topics=("the reading hour", "the book boxes", "the summer party at school", "new volunteers"),
    ),
    "clinics": Circle(
        joined=(date(2020, 3, 1), date(2023, 9, 1)),
        ties={"faded": 3, "dormant": 3, "light": 4, "once": 4, "nominal": 7},
        organisations=("Klinikum Varnsted", "Krankenhaus Am Deich", "Klinik Lowmere"),
        roles=(
            "Head of Nursing",
            "Clinical Informatics Lead",
            "Chief Physician",
            "IT Project Manager",
            "Controller",
        ),
        addressed=5,
        topics=("the ward pilot", "the discharge letter", "the night shift plan", "the interface to the lab"),
    ),
    "mentoring": Circle(
        joined=(date(2022, 1, 10), date(2026, 9, 15)),
        ties={"close": 1, "steady": 3, "light": 5, "once": 3, "nominal": 4},
        fields=("finance", "consulting", "law", "technology"),
        addressed=5,
        topics=("the salary talk", "the first team", "saying no", "the change of field"),
    ),
    "museum": Circle(
        joined=(date(2022, 10, 3), date(2026, 6, 10)),
        ties={"steady": 4, "light": 6, "nominal": 2},
        organisations=("Hafenmuseum Norderhaven",),
        roles=(
            "Curator",
            "Collection Data Manager",
            "Museum Educator",
            "Head of Exhibitions",
            "Conservator",
            "Archivist",
        ),
        addressed=9,
        elsewhere=2,
        topics=("the harbour lights", "the catalogue cards", "the audio guide", "the depot move"),
    ),
    "press": Circle(
        joined=(date(2021, 6, 1), date(2026, 4, 1)),
        ties={"steady": 3, "light": 4, "once": 3, "nominal": 4},
        fields=("media",),
        addressed=5,
        topics=("the election map", "freedom of information", "the podcast", "numbers in headlines"),
    ),
    "passing": Circle(
        joined=(date(2018, 11, 10), date(2026, 10, 30)),
        ties={"scripted": 2, "once": 13, "nominal": 15},
        fields=(
            "consulting",
            "technology",
            "finance",
            "retail",
            "transport",
            "hospitality",
            "non-profit",
            "",
        ),
        topics=("a role in Lowmere", "your talk", "a survey of ten minutes", "the job market"),
    ),
}
